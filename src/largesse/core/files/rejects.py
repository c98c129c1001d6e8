"""Rejected rows in the form of the file they came from, for mending and sending again."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import IO

import xlsxwriter

from largesse.core.files.exports import disarm_formula
from largesse.core.files.records import BadRow, Row
from largesse.core.files.tables import TableFacts

ADDED_COLUMNS = ("row", "column", "value", "reason")
XLSX_ROWS = 1_048_576
XLSX_CELL_CHARS = 32_767


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was not taken: its original number and cells, which column and value, and why."""

    line: int
    cells: Row
    column: str
    value: str
    reason: str

    @classmethod
    def of_bad_row(cls, bad: BadRow) -> RejectedRow:
        """A row that could not even be read: its text stands in the first cell."""
        return cls(bad.line, (bad.text,), "", "", bad.reason)


def write_rejected(
    path: Path, facts: TableFacts, *, rows: Iterable[RejectedRow], width: int | None = None
) -> int:
    """Write rejected rows with four columns added behind their own; returns how many.

    Delimiter, encoding and quote are those of the original, and a spreadsheet becomes XLSX of text
    cells only. `width` is the number of cells of the widest original row, by default that of its
    header: narrower rows are filled up so that the added columns stand in line. Original cells are
    never changed; the added ones cannot be taken for formulas.
    """
    width = len(facts.columns) if width is None else width
    header = _fill(facts.columns, width) + ADDED_COLUMNS if facts.header else None
    if facts.sheet is not None:
        return _write_xlsx(path, header, _cells(rows, width))
    return _write_text(path, facts, header=header, rows=_cells(rows, width))


def _cells(rows: Iterable[RejectedRow], width: int) -> Iterator[Row]:
    for row in rows:
        added = (str(row.line), row.column, row.value, row.reason)
        yield _fill(row.cells, width) + tuple(str(disarm_formula(cell)) for cell in added)


def _fill(cells: Row, width: int) -> Row:
    return cells + ("",) * (width - len(cells))


def _write_text(path: Path, facts: TableFacts, *, header: Row | None, rows: Iterable[Row]) -> int:
    count = 0
    # Original cells came out of this encoding; only a reason may hold what it cannot say.
    with path.open("w", encoding=facts.encoding, errors="backslashreplace", newline="") as file:
        if facts.bom:
            file.write("\ufeff")
        write = _quoted_writer(file, facts) if facts.quote else _plain_writer(file, facts)
        if header:
            write(header)
        for cells in rows:
            write(cells)
            count += 1
    return count


def _quoted_writer(file: IO[str], facts: TableFacts) -> Callable[[Row], object]:
    writer = csv.writer(file, delimiter=facts.delimiter or ",", quotechar=facts.quote, lineterminator="\r\n")
    return writer.writerow


def _plain_writer(file: IO[str], facts: TableFacts) -> Callable[[Row], object]:
    """Without quotes an added cell loses what would cut it; original cells have none of that."""
    delimiter = facts.delimiter or "\t"
    blanks = str.maketrans(dict.fromkeys(delimiter + "\r\n", " "))
    return lambda cells: file.write(delimiter.join(cell.translate(blanks) for cell in cells) + "\r\n")


def _write_xlsx(path: Path, header: Row | None, rows: Iterable[Row]) -> int:
    """Several sheets when one is full."""
    count = 0
    rows = iter(rows)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        room = XLSX_ROWS - (1 if header else 0)
        while True:
            sheet = workbook.add_worksheet()
            written = 0
            for cells in chain([header] if header else [], islice(rows, room)):
                for column, cell in enumerate(cells):
                    sheet.write_string(written, column, cell[:XLSX_CELL_CHARS])
                written += 1
            count += written - (1 if header else 0)
            if written < XLSX_ROWS:
                return count
