"""Lines of a text file as rows of cells, all as text; a bad row never takes another row with it.

A row is read by the csv module in strict mode. A row whose quote is not closed within the bounds is
bad at its first line, and reading resumes at the line after it.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from largesse.core.files.lines import (
    BLOCK_BYTES,
    BYTES_PER_CHAR,
    Block,
    ByteSource,
    decode_piece,
    read_pieces,
)

if TYPE_CHECKING:
    from _csv import Reader

# The module's own bound of 131,072 characters is one for the whole process; ours is one for a row.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

Row = tuple[str, ...]
# A NUL never reaches the csv module, so it separates nothing: the whole line is one cell.
NO_DELIMITER = "\0"
BAD_TEXT_CHARS = 2_000
# Lines tried at once: few behind a bad row, so that a file of nothing else is not tried in vain.
FIRST_WINDOW = 4
LAST_WINDOW = 16_384


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read: its first line, its text (cut, fit for display), and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long one row may be, in lines and in characters."""

    lines: int = 100
    chars: int = 1_000_000


@dataclass(frozen=True, slots=True)
class RowFormat:
    """How lines are cut into cells: encoding of the bytes, delimiter ("" for none), quote."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(slots=True)
class Chunk:
    """Rows that follow each other in the file, with the lines they begin on.

    `rows[i]` begins on line `lines[i]`, counted from 1. `bad` are the bad rows between them.
    `first` is the ordinal of the first of them all, bad ones included, counted from 0.
    `blank_lines` were passed over and have no ordinal. `position` is how many bytes of the file
    were read so far.
    """

    lines: Sequence[int] = ()
    rows: list[Row] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    first: int = 0
    blank_lines: int = 0
    position: int = 0

    def __len__(self) -> int:
        return len(self.rows) + len(self.bad)

    @property
    def next(self) -> int:
        """The ordinal of the row after this chunk: where reading resumes."""
        return self.first + len(self)

    def in_order(self) -> Iterator[tuple[int, Row | BadRow]]:
        """Every row, good or bad, with its line, in the order of the file."""
        good: list[tuple[int, Row | BadRow]] = list(zip(self.lines, self.rows, strict=True))
        yield from sorted([*good, *((bad.line, bad) for bad in self.bad)], key=lambda item: item[0])


def read_chunks(
    source: ByteSource,
    row_format: RowFormat,
    *,
    block_bytes: int = BLOCK_BYTES,
    window: int = LAST_WINDOW,
) -> Iterator[Chunk]:
    """Read rows, a chunk for about `block_bytes` of the file.

    `source` must be in an encoding that leaves CR and LF single bytes (see `encodings.open_text`).
    `window` is how many lines are tried at once: 0 reads row by row, with the very same result.
    """
    max_chars = row_format.bounds.chars
    reader = _RowReader(row_format, window)
    limit = max_chars * BYTES_PER_CHAR
    for piece in read_pieces(source, limit=limit, block_bytes=block_bytes):
        block = decode_piece(
            piece,
            row_format.encoding,
            quote=row_format.quote,
            max_chars=max_chars,
            keep_ends=reader.has_open_row,
        )
        yield reader.read(block, last=piece.last)


class _RowReader:
    """Cuts block after block into rows; holds the lines of a row that goes on in the next block."""

    def __init__(self, row_format: RowFormat, window: int) -> None:
        self._bounds = row_format.bounds
        self._delimiter = row_format.delimiter or NO_DELIMITER
        self._quote = row_format.quote
        self._max_window = window
        self._window = min(window, FIRST_WINDOW)
        self._line = 1
        self._open = Block([], keeps_ends=True)
        self._reset(self._open)

    @property
    def has_open_row(self) -> bool:
        return bool(self._open.lines)

    def read(self, block: Block, *, last: bool) -> Chunk:
        plain = not block.keeps_ends and not block.faults and self._max_window
        if plain and not self.has_open_row:
            return self._read_plain(block.lines)
        self._reset(_join(self._open, block))
        used = self._read_quoted(last=last)
        self._open = _rest(self._block, used)
        self._line += used
        return Chunk(self._numbers, self._rows, self._bad, blank_lines=self._blank)

    def _reset(self, block: Block) -> None:
        self._block = block
        self._rows: list[Row] = []
        self._numbers: list[int] = []
        self._bad: list[BadRow] = []
        self._blank = 0

    def _read_plain(self, lines: list[str]) -> Chunk:
        """Without quotes each line is a row."""
        first, self._line = self._line, self._line + len(lines)
        rows: list[Row]
        if self._delimiter == NO_DELIMITER:
            rows = list(zip(lines, strict=True))
        else:
            rows = list(map(tuple, self._csv(lines)))
        if "" not in lines:
            return Chunk(range(first, self._line), rows)
        full = [index for index, line in enumerate(lines) if line]
        return Chunk(
            [first + index for index in full],
            [rows[index] for index in full],
            blank_lines=len(lines) - len(full),
        )

    def _read_quoted(self, *, last: bool) -> int:
        """Read all rows that end in this block; returns the number of lines used."""
        block = self._block
        faults = [*sorted(block.faults), len(block.lines)]
        at = fault = 0
        while at < len(block.lines):
            while faults[fault] < at:
                fault += 1
            stop = min(at + self._window, faults[fault])
            at += self._read_run(at, stop)
            if at == stop and stop not in block.faults and self._max_window:
                self._window = min(self._window * 2, self._max_window)
                continue
            used = self._read_row(at, last=last)
            if not used:
                break
            at += used
        return at

    def _read_run(self, at: int, stop: int) -> int:
        """Read rows as long as they are faultless; returns the number of lines used."""
        lines = self._block.lines[at:stop]
        rows: list[Row] = []
        try:
            rows.extend(map(tuple, self._csv(lines)))
        except csv.Error:
            rows.clear()
        if len(rows) == len(lines):
            self._add(at, rows, range(len(lines)))
            return len(lines)
        return self._read_long_rows(at, lines)

    def _read_long_rows(self, at: int, lines: list[str]) -> int:
        reader = self._csv(lines)
        rows: list[Row] = []
        starts: list[int] = []
        used = 0
        try:
            for cells in reader:
                end = reader.line_num
                if end - used > 1 and not self._is_within_bounds(lines[used:end]):
                    break
                rows.append(tuple(cells))
                starts.append(used)
                used = end
        except csv.Error:
            pass  # what is wrong with the row is found out when it is read by itself
        self._add(at, rows, starts)
        return used

    def _is_within_bounds(self, lines: list[str]) -> bool:
        return len(lines) <= self._bounds.lines and sum(map(len, lines)) <= self._bounds.chars

    def _add(self, at: int, rows: list[Row], starts: Sequence[int]) -> None:
        first = self._line + at
        if () in rows:
            self._blank += rows.count(())
            starts = [start for start, row in zip(starts, rows, strict=True) if row]
            rows = [row for row in rows if row]
        self._rows += rows
        self._numbers += [first + start for start in starts]

    def _read_row(self, at: int, *, last: bool) -> int:
        """Read the one row that begins here; returns its lines, 0 when it needs the next block."""
        block = self._block
        if at in block.cut:
            return self._add_bad(at, 1, block.faults[at])
        lines, goes_on = self._lines_from(at)
        ran_out: list[bool] = []
        reader = self._csv(chain(lines, _tell_end(ran_out)))
        try:
            cells = tuple(next(reader))
        except csv.Error:
            if ran_out and goes_on and not last:
                return 0
            return self._add_bad(at, 1, self._describe_endless() if ran_out else self._describe_quote())
        used = reader.line_num
        fault = next((index for index in range(at, at + used) if index in block.faults), None)
        if fault is not None:
            return self._add_bad(at, used, block.faults[fault])
        self._add(at, [cells], [0])
        return used

    def _lines_from(self, at: int) -> tuple[list[str], bool]:
        """The lines that a row may span; whether the next block may have more of them."""
        block, bounds = self._block, self._bounds
        lines = block.lines[at : at + bounds.lines]
        if not block.cut and sum(map(len, lines)) <= bounds.chars:
            return lines, at + len(lines) == len(block.lines)
        chars = len(lines[0])
        for count in range(1, len(lines)):
            chars += len(lines[count])
            if chars > bounds.chars or at + count in block.cut:
                return lines[:count], False
        return lines, at + len(lines) == len(block.lines)

    def _describe_quote(self) -> str:
        return (
            f"after a closing {self._quote} comes neither the delimiter nor the line end; "
            f"write a {self._quote} inside a cell twice, or close the quote of this line"
        )

    def _describe_endless(self) -> str:
        bounds = self._bounds
        return (
            f"a {self._quote} opens on this line and is not closed within {bounds.lines} lines or "
            f"{bounds.chars:,} characters; close it or remove it"
        )

    def _add_bad(self, at: int, count: int, reason: str) -> int:
        self._window = min(self._max_window, FIRST_WINDOW)
        text = "".join(self._block.lines[at : at + count]).rstrip("\r\n")
        self._bad.append(BadRow(self._line + at, text[:BAD_TEXT_CHARS], reason))
        return count

    def _csv(self, lines: Iterable[str]) -> Reader:
        return csv.reader(
            lines,
            delimiter=self._delimiter,
            quotechar=self._quote or None,
            quoting=csv.QUOTE_MINIMAL if self._quote else csv.QUOTE_NONE,
            strict=True,
        )


def _tell_end(ran_out: list[bool]) -> Iterator[str]:
    # The csv module raises one error for two things: a wrong quote and the end of the lines.
    ran_out.append(True)
    yield from ()


def _join(opened: Block, block: Block) -> Block:
    shift = len(opened.lines)
    return Block(
        opened.lines + block.lines,
        keeps_ends=True,
        faults=opened.faults | {shift + index: why for index, why in block.faults.items()},
        cut=opened.cut | {shift + index for index in block.cut},
    )


def _rest(block: Block, used: int) -> Block:
    return Block(
        block.lines[used:],
        keeps_ends=True,
        faults={index - used: why for index, why in block.faults.items() if index >= used},
        cut={index - used for index in block.cut if index >= used},
    )
