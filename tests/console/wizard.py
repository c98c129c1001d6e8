"""Files that tests give to the import wizard, and what its screens and downloads tell."""

import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from playwright.sync_api import FilePayload, Page, expect
from python_calamine import CalamineWorkbook

Rows = Sequence[Sequence[str]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_file(name: str, rows: Rows) -> FilePayload:
    """A CSV of cells that need no quotes."""
    text = "".join(",".join(row) + "\r\n" for row in rows)
    return FilePayload(name=name, mimeType="text/csv", buffer=text.encode())


def excel_file(name: str, rows: Rows) -> FilePayload:
    """A workbook of one sheet of text cells."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("Coupons")
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
    return FilePayload(name=name, mimeType=XLSX, buffer=file.getvalue())


def sheet_of(path: Path) -> list[list[str]]:
    """The cells of a downloaded workbook."""
    with path.open("rb") as file:
        rows = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python()
    return [[str(cell) for cell in row] for row in rows]


def told(page: Page) -> dict[str, str]:
    """The counts of a check or an import, by their names on the screen; waits until there are some."""
    cards = page.locator("dl .lg-count")
    expect(cards.first).to_be_visible()
    return {card.locator("dt").inner_text().lower(): card.locator("dd").inner_text() for card in cards.all()}


def step(page: Page, title: str) -> None:
    """Waits until the wizard stands at this step, for the eye and for a screen reader."""
    expect(page.get_by_role("group", name=title, exact=True)).to_be_visible()
    expect(page.locator('[aria-current="step"]')).to_contain_text(title)
