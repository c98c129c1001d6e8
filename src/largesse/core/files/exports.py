"""CSV leaving the house, as a stream of bytes, safe to open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Cell = str | int | None
# OWASP ASVS 1.2.10, and the full-width forms that spreadsheet programs of the East take for them.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")  # noqa: RUF001 (the very point)
ROWS_PER_BLOCK = 2_000


@dataclass(frozen=True, slots=True)
class CsvExport:
    """How an export is written.

    `formula_safe` puts ' before text that a spreadsheet would compute; turn it off for programs
    that read the file. `bom` makes Excel take the file for UTF-8. Lines end in CRLF (RFC 4180).
    """

    delimiter: str = ","
    bom: bool = False
    formula_safe: bool = True

    def begin(self, columns: Sequence[str]) -> bytes:
        """The first bytes: the mark when wanted, and the header."""
        return (b"\xef\xbb\xbf" if self.bom else b"") + self.encode([columns])

    def encode(self, rows: Iterable[Sequence[Cell]]) -> bytes:
        """The bytes of some rows; None is an empty cell."""
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n")
        if self.formula_safe:
            rows = ([disarm_formula(cell) for cell in row] for row in rows)
        writer.writerows(rows)
        return text.getvalue().encode("utf-8")

    def stream(self, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
        """Write the whole export, a block of rows at a time."""
        yield self.begin(columns)
        block: list[Sequence[Cell]] = []
        for row in rows:
            block.append(row)
            if len(block) == ROWS_PER_BLOCK:
                yield self.encode(block)
                block.clear()
        if block:
            yield self.encode(block)


def disarm_formula(cell: Cell) -> Cell:
    """Put ' before text that a spreadsheet program would take for a formula; numbers are safe."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell
