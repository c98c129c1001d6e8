"""Rows of text files: the fast reading, the careful one and a plain reference must agree."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.core.files.records import BadRow, Bounds, Chunk, RowFormat, read_chunks

SMALL = Bounds(lines=3, chars=12)
# Few different bytes, those that matter: quotes, delimiters, line ends, NUL, broken UTF-8.
PIECES = [b'"', b'""', b",", b"\n", b"\r", b"\r\n", b"a", b"A-1", b"\0", b"\xff", "ż".encode(), b" "]
PIECES += [
    b'"a\nb",c\n',
    b'"a\n\n\nb"\n',
    b'a","c\n',
    b'"' + b"x" * 9 + b'\ny"\n',
    b"x" * 14,
    b"x" * 12 + b"\n",
    b"a,b\n" * 4,
]
FILES = st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)


def read_all(
    data: bytes, row_format: RowFormat, *, block_bytes: int = 1 << 20, window: int = 16_384
) -> list[tuple[int, tuple[str, ...] | BadRow]]:
    chunks = read_chunks(io.BytesIO(data), row_format, block_bytes=block_bytes, window=window)
    return [item for chunk in chunks for item in chunk.in_order()]


def read_by_reference(data: bytes, row_format: RowFormat) -> list[tuple[int, tuple[str, ...] | None]]:
    """The rules, one character at a time; None for a bad row."""
    lines = [line for line in re.split(rb"(?<=\n)|(?<=\r)(?!\n)", data) if line]
    result: list[tuple[int, tuple[str, ...] | None]] = []
    at = 0
    while at < len(lines):
        cells, used = _reference_row(lines, at, row_format)
        if cells != ():
            result.append((at + 1, cells))
        at += used
    return result


def _reference_row(lines: list[bytes], at: int, row_format: RowFormat) -> tuple[tuple[str, ...] | None, int]:
    bounds, row = row_format.bounds, _ReferenceRow()
    size = used = 0
    faulty = False
    while row.state != "ended":
        if at + used == len(lines) or used == bounds.lines:
            return None, 1
        text, fault = _show(lines[at + used])
        size += len(text)
        if len(text.rstrip("\r\n")) > bounds.chars or (used and size > bounds.chars):
            return None, 1
        used, faulty = used + 1, faulty or fault
        for char in text:
            row.take(char)
        row.end_line()
        if row.state == "wrong":
            return None, 1
    blank = used == 1 and not text.strip("\r\n")
    return None if faulty else () if blank else tuple(row.cells), used


def _show(line: bytes) -> tuple[str, bool]:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return line.decode(errors="backslashreplace").replace("\0", "\\x00"), True
    return text.replace("\0", "\\x00"), "\0" in text


class _ReferenceRow:
    def __init__(self) -> None:
        self.cells = [""]
        self.state = "start"

    def take(self, char: str) -> None:
        if self.state == "quoted":
            self._take_quoted(char)
        elif char == '"' and self.state == "start":
            self.state = "quoted"
        elif char == '"' and self.state == "closing":
            self.state, self.cells[-1] = "quoted", self.cells[-1] + char
        elif char == ",":
            self.cells.append("")
            self.state = "start" if self.state != "wrong" else "wrong"
        elif char not in "\r\n":
            self.state = "wrong" if self.state in ("closing", "wrong") else "plain"
            self.cells[-1] += char

    def _take_quoted(self, char: str) -> None:
        if char == '"':
            self.state = "closing"
        else:
            self.cells[-1] += char

    def end_line(self) -> None:
        if self.state not in ("quoted", "wrong"):
            self.state = "ended"


def strip_reasons(
    rows: list[tuple[int, tuple[str, ...] | BadRow]],
) -> list[tuple[int, tuple[str, ...] | None]]:
    return [(line, None if isinstance(row, BadRow) else row) for line, row in rows]


@settings(max_examples=400, deadline=None, print_blob=True)
@given(data=FILES, block_bytes=st.integers(1, 30), small=st.booleans())
def test_fast_and_careful_reading_give_the_very_same_rows(data: bytes, block_bytes: int, small: bool) -> None:
    row_format = RowFormat(bounds=SMALL if small else Bounds())
    fast = read_all(data, row_format)
    assert fast == read_all(data, row_format, window=0)
    assert fast == read_all(data, row_format, window=3)
    assert strip_reasons(fast) == read_by_reference(data, row_format)
    # The size of the blocks is the machine's affair and shows in no row.
    assert fast == read_all(data, row_format, block_bytes=block_bytes)


ROWS = st.lists(st.lists(st.text(alphabet='ab1 ;"\n\r=é', max_size=6), min_size=2, max_size=4), max_size=20)


@settings(max_examples=100, deadline=None, print_blob=True)
@given(rows=ROWS)
def test_what_a_csv_program_writes_is_read_back_exactly(rows: list[list[str]]) -> None:
    text = "".join(";".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows)
    read = read_all(text.encode(), RowFormat(delimiter=";"))
    assert [row for _, row in read] == [tuple(row) for row in rows]


def test_an_unclosed_quote_costs_one_row() -> None:
    lines = ["A1,x", '"A2,x', *(f"A{number},x" for number in range(3, 3_000))]
    read = read_all("\n".join(lines).encode(), RowFormat())
    bad = [row for _, row in read if isinstance(row, BadRow)]
    assert [row.line for row in bad] == [2]
    assert bad[0].text == '"A2,x'
    assert "not closed within 100 lines" in bad[0].reason
    assert [line for line, _ in read] == list(range(1, 3_000))


def test_an_unclosed_quote_among_quoted_rows_costs_one_row() -> None:
    data = b'"A1","x"\n"A2,"x"\n"A3","x"\n'
    assert strip_reasons(read_all(data, RowFormat())) == [
        (1, ("A1", "x")),
        (2, None),
        (3, ("A3", "x")),
    ]


def test_a_file_of_unclosed_quotes_is_read_in_bounded_steps() -> None:
    data = b'a","c\n' * 3_000
    read = read_all(data, RowFormat())
    assert len(read) == 3_000
    assert all(isinstance(row, BadRow) for _, row in read)


def test_line_numbers_go_on_behind_cells_with_line_ends() -> None:
    data = b'a,"one\ntwo\r\nthree"\nb,2\n\n\nc,3\n'
    assert read_all(data, RowFormat()) == [
        (1, ("a", "one\ntwo\r\nthree")),
        (4, ("b", "2")),
        (7, ("c", "3")),
    ]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_every_kind_of_line_end_is_one(end: str) -> None:
    data = end.join(["a,1", "b,2", "", "c,3"]).encode()
    for block_bytes in (1, 2, 3, 7, 100):
        read = read_all(data, RowFormat(), block_bytes=block_bytes)
        assert read == [(1, ("a", "1")), (2, ("b", "2")), (4, ("c", "3"))]


def test_other_separators_of_unicode_do_not_end_a_line() -> None:
    text = "a\x0bb,\x85\u2028,\x1c\n"
    assert read_all(text.encode(), RowFormat()) == [(1, ("a\x0bb", "\x85\u2028", "\x1c"))]


def test_a_cell_of_300_kilobytes_is_read_whole() -> None:
    cell = "x" * 300_000
    assert read_all(f'a,"{cell}"\nb,{cell}\n'.encode(), RowFormat()) == [
        (1, ("a", cell)),
        (2, ("b", cell)),
    ]


def test_a_line_without_end_is_cut_and_the_next_row_is_read() -> None:
    data = b"a,1\n" + b"x" * 9_000_000 + b"\r\nb,2\n"
    chunks = list(read_chunks(io.BytesIO(data), RowFormat()))
    read = [item for chunk in chunks for item in chunk.in_order()]
    assert strip_reasons(read) == [(1, ("a", "1")), (2, None), (3, ("b", "2"))]
    bad = next(row for chunk in chunks for row in chunk.bad)
    assert len(bad.text) == 2_000
    assert "longer than 1,000,000 characters" in bad.reason


def test_bytes_that_do_not_decode_make_their_row_bad_and_are_shown() -> None:
    data = b"a,1\nb\xff,2\n\xc3\xb3,3\n"
    good_1, (line, bad), good_3 = read_all(data, RowFormat())
    assert (good_1, good_3) == ((1, ("a", "1")), (3, ("ó", "3")))
    assert isinstance(bad, BadRow)
    assert (line, bad.text) == (2, "b\\xff,2")
    assert "byte 0xFF at position 2 of the line is not utf-8 text" in bad.reason


def test_a_nul_byte_makes_its_row_bad_and_is_shown() -> None:
    _, (line, bad), last = read_all(b"a,1\nb\0,2\nc,3\n", RowFormat())
    assert isinstance(bad, BadRow)
    assert (line, bad.text, last) == (2, "b\\x00,2", (3, ("c", "3")))
    assert "NUL" in bad.reason


def test_ragged_and_blank_lines_are_told_apart() -> None:
    chunk = next(read_chunks(io.BytesIO(b"a\n\nb,1,2\n,\n\n"), RowFormat()))
    assert isinstance(chunk, Chunk)
    # The last piece of a file may be empty, so the first chunk holds it all here.
    assert chunk.rows == [("a",), ("b", "1", "2"), ("", "")]
    assert list(chunk.lines) == [1, 3, 4]
    assert chunk.blank_lines == 2


def test_no_delimiter_makes_the_whole_line_a_cell() -> None:
    data = b'A,1;2\n"B ""x"""\n C\t\n'
    read = [row for _, row in read_all(data, RowFormat(delimiter=""))]
    assert read == [("A,1;2",), ('B "x"',), (" C\t",)]


def test_no_quote_leaves_quotes_where_they_are() -> None:
    read = [row for _, row in read_all(b'"a,1\n5" x,"2"\n', RowFormat(quote=""))]
    assert read == [('"a', "1"), ('5" x', '"2"')]
