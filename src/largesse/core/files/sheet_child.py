"""The child process that reads a spreadsheet: `python -m largesse.core.files.sheet_child`.

Arguments: file, format, target CSV file, sheet name or "". Its one line of output is JSON:
{"sheet", "sheets"} or {"error"}. It may be killed or abort at any time; nothing is lost by it.
"""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from largesse.core.files.errors import UnreadableFileError
from largesse.core.files.sheet_limits import (
    MAX_CELLS,
    check_archive,
    check_dimension,
    limit_process,
)

Cell = int | float | str | bool | time | date | datetime | timedelta
# A spreadsheet keeps 15 digits of a number; whatever stands behind them is not what was typed.
EXACT_BELOW = 10**15


def main(arguments: Sequence[str]) -> int:
    """Convert as the arguments say and report on standard output."""
    limit_process()
    path, kind, target, sheet = arguments
    try:
        answer = _convert(Path(path), kind, target=Path(target), wanted=sheet)
    except UnreadableFileError as error:
        answer = {"error": error.detail}
    except MemoryError:
        answer = {"error": "The spreadsheet needs more memory than allowed. Save it as CSV."}
    # zipfile says NotImplementedError of a compression or encryption that it does not know
    except (CalamineError, zipfile.BadZipFile, OSError, NotImplementedError) as error:
        answer = {
            "error": "The spreadsheet is damaged, protected by a password or of an unknown kind "
            f"({error}). Save it as XLSX without a password, or as CSV, and send that."
        }
    sys.stdout.write(json.dumps(answer))
    return 0


def _convert(path: Path, kind: str, *, target: Path, wanted: str) -> dict[str, object]:
    if kind != "xls":
        check_archive(path)
    with path.open("rb") as file, load_workbook(file) as workbook:
        sheets = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
        name = _choose(sheets, wanted)
        if kind == "xlsx":
            check_dimension(path, name)
        _write(_load(workbook, name), target)
    return {"sheet": name, "sheets": [meta.name for meta in sheets]}


def _choose(sheets: Sequence[SheetMetadata], wanted: str) -> str:
    names = [meta.name for meta in sheets]
    if wanted in names:
        return wanted
    if wanted:
        raise UnreadableFileError(f"There is no sheet {wanted!r}. Choose one of: {', '.join(names)}.")
    visible = [meta.name for meta in sheets if meta.visible == SheetVisibleEnum.Visible]
    if not names:
        raise UnreadableFileError("The workbook has no sheet with cells. Send one that has.")
    return (visible or names)[0]


def _load(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    sheet = workbook.get_sheet_by_name(name)
    # Rows are handed out from the first of the sheet on, columns from the first filled one on.
    rows = sheet.end[0] + 1 if sheet.end else 0
    cells = rows * sheet.width
    if cells > MAX_CELLS:
        raise UnreadableFileError(
            f"The sheet {name!r} spans {cells:,} cells; at most {MAX_CELLS:,} can be read. "
            "Delete the rows and columns that are empty, or save it as CSV."
        )
    return sheet


def _write(sheet: CalamineSheet, target: Path) -> None:
    left = sheet.start[1] if sheet.start else 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            texts = [_as_text(cell) for cell in cells]
            if any(texts):
                writer.writerow([number, _find_fault(cells, left), *texts])


def _find_fault(cells: Sequence[Cell], left: int) -> str:
    for index, cell in enumerate(cells, start=left):
        if isinstance(cell, float) and abs(cell) >= EXACT_BELOW:
            return (
                f"column {_letters(index)} holds a number of more than 15 digits, of which the "
                "spreadsheet has lost some; format the column as text and enter it again"
            )
    return ""


def _as_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, timedelta):
        return _duration(cell)
    return cell.isoformat()


def _duration(cell: timedelta) -> str:
    minutes, seconds = divmod(round(cell.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
