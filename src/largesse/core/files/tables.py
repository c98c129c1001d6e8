"""An uploaded table, of text or a spreadsheet, as rows of text with their original numbers."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Self

from largesse.core.files.dialects import (
    detect_delimiter,
    detect_header,
    detect_quote,
    named_delimiter,
)
from largesse.core.files.encodings import Encoding, TextSource, detect_encoding
from largesse.core.files.errors import UnreadableFileError
from largesse.core.files.formats import TableFormat, detect_format
from largesse.core.files.lines import decode_piece, read_pieces
from largesse.core.files.records import Bounds, Chunk, RowFormat, read_chunks
from largesse.core.files.spreadsheets import ConvertedSheet, convert_sheet

CHUNK_ROWS = 50_000
SAMPLE_BYTES = 1 << 16
SAMPLE_CHARS = 1 << 20
SAMPLE_ROWS = 500
# The last line of a short file is a chunk of its own, and so is what follows a quote left open.
PREVIEW_CHUNKS = 8


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What is known of a file beforehand; None is found out.

    `delimiter` "" is one column, `quote` "" is none. `header_words` (such as "code") help to tell
    a header from a row; they decide nothing when `header` is given.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    header: bool | None = None
    sheet: str | None = None
    header_words: Collection[str] = ()
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a table is: everything needed to read it again, and to write one of the same form.

    `columns` are the exact texts of the header, or "column 1" ... without one. `first_line` is the
    line that rows may begin on (2 behind a line such as `sep=;`). Sizes are in bytes.
    """

    format: TableFormat
    encoding: str
    bom: bool
    delimiter: str
    quote: str
    header: bool
    columns: tuple[str, ...]
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    first_line: int = 1
    size: int = 0

    def as_options(self, bounds: Bounds | None = None) -> TableOptions:
        """Options that read the same file in the same way, with nothing left to be found out."""
        text = self.sheet is None
        return TableOptions(
            encoding=self.encoding if text else None,
            delimiter=self.delimiter if text else None,
            quote=self.quote if text else None,
            header=self.header,
            sheet=self.sheet,
            bounds=bounds or Bounds(),
        )


class Table:
    """An open table: its facts, and its rows as often as they are wanted.

    Close it, or use it in a `with` block: a spreadsheet keeps a temporary file until then.
    """

    def __init__(
        self, facts: TableFacts, path: Path, *, bounds: Bounds, sheet: ConvertedSheet | None = None
    ) -> None:
        self.facts = facts
        self._path = path
        self._sheet = sheet
        self._encoding = Encoding(facts.encoding, facts.bom)
        self._format = RowFormat(facts.encoding, facts.delimiter, facts.quote, bounds)

    def rows(self, *, start_row: int = 0, chunk_rows: int = CHUNK_ROWS) -> Iterator[Chunk]:
        """Read the rows below the header in chunks of at most `chunk_rows`.

        `start_row` passes over that many rows, bad ones included: give it `Chunk.next` to resume.
        Rows that cannot be read come as `Chunk.bad`; nothing is raised for them.
        """
        ordinal = 0
        for chunk in self._below_header():
            ordinal, chunk.first = ordinal + len(chunk), ordinal
            if ordinal < start_row or (len(chunk) and ordinal == start_row):
                continue  # blank lines behind the row where reading resumes are still to be counted
            if chunk.first < start_row:
                chunk = _split(chunk, start_row - chunk.first)[1]  # noqa: PLW2901 (the rest of it)
            while len(chunk) > chunk_rows:
                head, chunk = _split(chunk, chunk_rows)  # noqa: PLW2901 (the rest of it)
                yield head
            if len(chunk) or chunk.blank_lines:
                yield chunk

    def preview(self, count: int = 20) -> Chunk:
        """The first rows, at most `count`; fewer where blank lines fill blocks of the file."""
        whole = Chunk([])
        for chunk in itertools.islice(self.rows(chunk_rows=count), PREVIEW_CHUNKS):
            part = _split(chunk, count - len(whole))[0] if len(chunk) > count - len(whole) else chunk
            whole.lines = [*whole.lines, *part.lines]
            whole.rows += part.rows
            whole.bad += part.bad
            if len(whole) == count:
                break
        return whole

    def close(self) -> None:
        """Remove the temporary file, if there is one."""
        if self._sheet:
            self._sheet.remove()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _below_header(self) -> Iterator[Chunk]:
        header = self.facts.header
        for chunk in self._sheet.chunks() if self._sheet else self._text_chunks():
            if self.facts.first_line > 1:
                _drop_lines_before(chunk, self.facts.first_line)
            if header and chunk.rows:
                chunk.rows, chunk.lines, header = chunk.rows[1:], chunk.lines[1:], False
            yield chunk

    def _text_chunks(self) -> Iterator[Chunk]:
        with TextSource(self._path, self._encoding) as source:
            decoded = replace(self._format, encoding=source.encoding)
            for chunk in read_chunks(source, decoded):
                chunk.position = source.position
                yield chunk


def open_table(path: Path, *, options: TableOptions | None = None, scratch: Path | None = None) -> Table:
    """Find out what the file is and open it; what `options` declare is not found out.

    `scratch` is the folder for the temporary file of a spreadsheet, by default the system's.
    Blocks while it reads (a spreadsheet: until it is converted), so call it in a thread from
    asyncio. Raises UnreadableFileError when the file as a whole cannot be read.
    """
    options = options or TableOptions()
    size = path.stat().st_size
    kind = detect_format(path)
    if kind == "text":
        return _open_text(path, options, size=size)
    sheet = convert_sheet(path, kind, sheet=options.sheet, scratch=scratch)
    facts = TableFacts(
        format=kind, encoding="utf-8", bom=False, delimiter=",", quote='"', header=False,
        columns=(), sheets=sheet.sheets, sheet=sheet.name, size=size,
    )  # fmt: skip
    return _with_header(facts, path, options, sheet)


def _open_text(path: Path, options: TableOptions, *, size: int) -> Table:
    encoding = detect_encoding(path, declared=options.encoding)
    lines = _sample(path, encoding)
    named = named_delimiter(lines[0]) if lines else None
    first_line = 2 if named else 1
    lines = [line for line in lines[first_line - 1 :] if line.strip("\r\n")]
    quote = detect_quote(lines) if options.quote is None else options.quote
    delimiter = options.delimiter
    if delimiter is None:
        delimiter = named or detect_delimiter(lines, quote, header_words=options.header_words)
    _check_dialect(delimiter, quote)
    facts = TableFacts(
        format="tsv" if delimiter == "\t" else "csv", encoding=encoding.name, bom=encoding.bom,
        delimiter=delimiter, quote=quote, header=False, columns=(), first_line=first_line,
        size=size,
    )  # fmt: skip
    return _with_header(facts, path, options, None)


def _check_dialect(delimiter: str, quote: str) -> None:
    for name, value in (("delimiter", delimiter), ("quote", quote)):
        if len(value) > 1 or value in ("\r", "\n", "\0"):
            raise UnreadableFileError(
                f"The {name} {value!r} is not one character. Choose one such as , ; | or a tab."
            )
    if delimiter and delimiter == quote:
        raise UnreadableFileError("Delimiter and quote are the same character. Change one of them.")


def _sample(path: Path, encoding: Encoding) -> list[str]:
    """The first whole lines, faulty ones left out, for finding out how they are cut."""
    good: list[str] = []
    with TextSource(path, encoding) as source:
        # The second piece of a short file is its last line, when no line end follows it.
        pieces = read_pieces(source, limit=SAMPLE_CHARS, block_bytes=SAMPLE_BYTES)
        for piece in itertools.islice(pieces, 2):
            block = decode_piece(piece, source.encoding, quote="", max_chars=SAMPLE_CHARS, keep_ends=True)
            good += (line for at, line in enumerate(block.lines) if at not in block.faults)
    return good[:SAMPLE_ROWS]


def _with_header(facts: TableFacts, path: Path, options: TableOptions, sheet: ConvertedSheet | None) -> Table:
    first = Table(facts, path, bounds=options.bounds, sheet=sheet).preview(SAMPLE_ROWS).rows
    header = options.header
    if header is None:
        header = detect_header(first, header_words=options.header_words)
    if header and first:
        columns = first[0]
    else:
        width = max(map(len, first), default=0)
        columns = tuple(f"column {number}" for number in range(1, width + 1))
    facts = replace(facts, header=header, columns=columns)
    return Table(facts, path, bounds=options.bounds, sheet=sheet)


def _split(chunk: Chunk, count: int) -> tuple[Chunk, Chunk]:
    """Cut a chunk behind its first `count` rows, good and bad counted alike."""
    if chunk.bad:
        line = sorted([*chunk.lines, *(bad.line for bad in chunk.bad)])[count]
        good = bisect_left(chunk.lines, line)
    else:
        good = count
    head = Chunk(
        chunk.lines[:good], chunk.rows[:good], chunk.bad[: count - good], chunk.first,
        chunk.blank_lines, chunk.position,
    )  # fmt: skip
    rest = Chunk(
        chunk.lines[good:], chunk.rows[good:], chunk.bad[count - good :], chunk.first + count,
        0, chunk.position,
    )  # fmt: skip
    return head, rest


def _drop_lines_before(chunk: Chunk, line: int) -> None:
    good = bisect_left(chunk.lines, line)
    chunk.lines, chunk.rows = chunk.lines[good:], chunk.rows[good:]
    chunk.bad = [bad for bad in chunk.bad if bad.line >= line]
