"""Records of JSON and XML as rows: what is nested becomes columns with points in their names."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Final

import orjson

from largesse.core.files import RejectedRow, Row, UnreadableFileError
from largesse.workflows.transformations.inputs.source import (
    CHUNK_CHARS,
    CHUNK_ROWS,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_NAME,
    Chunks,
    Source,
    SourceChunk,
    facts_of_records,
)

MAX_DEPTH: Final = 20
MAX_TEXT: Final = 2_000


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that cannot be read: its text, fit for display, and why."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class BlankRecord:
    """A line with nothing in it."""


Record = Mapping[str, object] | BadRecord | BlankRecord
Records = Callable[[Path], Iterator[tuple[int, Record]]]


def open_records(path: Path, read: Records, *, sample: int | None) -> Source:
    """A source of records: read once for the columns, in the order in which they turn up, then for the rows.

    UnreadableFileError when there are too many columns, or none.
    """
    columns = _columns(path, read, sample=sample)
    if not columns:
        raise UnreadableFileError("The file holds no record. Send one with at least one.")
    facts = facts_of_records(columns, path.stat().st_size)
    return Source(columns, facts, RecordChunks(path, read, columns), nested=True)


@dataclass(frozen=True, slots=True)
class RecordChunks(Chunks):
    """The rows of a file of records."""

    path: Path
    read: Records
    columns: tuple[str, ...]

    def __call__(self, *, chunk_rows: int = CHUNK_ROWS) -> Iterator[SourceChunk]:
        chunk, chars = SourceChunk(), 0
        for number, record in self.read(self.path):
            chars += self._add(chunk, number, record)
            if len(chunk) >= chunk_rows or chars >= CHUNK_CHARS:
                yield chunk
                chunk, chars = SourceChunk(), 0
        if len(chunk):
            yield chunk

    def _add(self, chunk: SourceChunk, number: int, record: Record) -> int:
        if isinstance(record, BlankRecord):
            chunk.blank += 1
            return 0
        if isinstance(record, BadRecord):
            chunk.rejected.append(RejectedRow(number, (record.text[:MAX_TEXT],), "", "", record.reason))
            return len(record.text)
        try:
            cells = flatten(record)
        except ValueError as error:
            chunk.rejected.append(RejectedRow(number, (), "", "", str(error)))
            return 0
        row: Row = tuple(cells.get(name, "") for name in self.columns)
        if not any(cell.strip() for cell in row):
            chunk.blank += 1
        else:
            chunk.lines.append(number)
            chunk.rows.append(row)
        return sum(map(len, row))


def flatten(record: Mapping[str, object]) -> dict[str, str]:
    """A record's cells by column; lists stay whole, as JSON. ValueError when it cannot be a row of texts."""
    cells: dict[str, str] = {}
    for name, value in _leaves(record, "", 0):
        cell = _text(value)
        if len(cell) > MAX_CELL:
            msg = f"the value of {name[:100]!r} is longer than {MAX_CELL:,} characters"
            raise ValueError(msg)
        cells[name] = cell
    return cells


@dataclass(slots=True)
class _Header:
    names: dict[str, None] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        if isinstance(record, BadRecord | BlankRecord):
            return
        try:
            self.names.update(dict.fromkeys(flatten(record)))
        except ValueError:
            return  # its row will be rejected
        if len(self.names) > MAX_COLUMNS:
            raise UnreadableFileError(
                f"The records have more than {MAX_COLUMNS:,} different fields. Send them as lists within a"
                " record."
            )


def _columns(path: Path, read: Records, *, sample: int | None) -> tuple[str, ...]:
    header = _Header()
    for count, (_, record) in enumerate(read(path)):
        if sample is not None and count >= sample:
            break
        header.add(record)
    return tuple(header.names)


def _leaves(value: Mapping[str, object], prefix: str, depth: int) -> Iterator[tuple[str, object]]:
    for key, inner in value.items():
        name = f"{prefix}{_clean(str(key))}"
        if len(name) > MAX_NAME:
            msg = f"the field {name[:100]!r} ... has a name of more than {MAX_NAME} characters"
            raise ValueError(msg)
        if isinstance(inner, Mapping) and inner and depth < MAX_DEPTH:
            yield from _leaves(inner, f"{name}.", depth + 1)
        else:
            yield name or "column", inner


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, int | Decimal):
        return str(value)
    try:
        return orjson.dumps(value, default=_plain).decode()
    except orjson.JSONEncodeError as error:
        msg = "a list in it is nested too deep, or holds what is no text"
        raise ValueError(msg) from error


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError


def _clean(text: str) -> str:
    text = text.replace("\0", "")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        msg = "a text in it holds half of a character (a lone surrogate)"
        raise ValueError(msg) from error
    return text
