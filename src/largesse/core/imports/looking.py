"""What stands in a file, before anything of it is written."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from pydantic import BaseModel, Field

from largesse.core.files import Row, TableFacts, TableOptions, UnreadableFileError, open_table
from largesse.core.imports.faults import FaultError
from largesse.core.imports.rows import RowReader

SAMPLE_ROWS: Final = 20
GONE: Final = "The file is not there any more. Send it again."
EMPTY: Final = "The file holds no row. Send one with a header and a row for each item."


class ImportColumn(BaseModel):
    """A column of a file and what it would be taken for."""

    column: str
    meaning: str | None = Field(
        description="As options name it, such as `email` or `attributes.city`; null when it is ignored.",
        examples=["attributes.city"],
    )


class RowProblem(BaseModel):
    """Why a row would be rejected."""

    row: int = Field(description="The line in the file, from 1, the header included.")
    column: str | None
    value: str
    reason: str


class ImportPreview(BaseModel):
    """What was found out about a file, its first rows, and what is wrong with them."""

    format: str
    encoding: str
    delimiter: str
    has_header: bool
    sheets: list[str]
    sheet: str | None
    columns: list[ImportColumn]
    rows: list[list[str]]
    problems: list[RowProblem]


@dataclass(frozen=True, slots=True)
class Sample:
    """The facts of a file and its first rows with their lines."""

    facts: TableFacts
    rows: Sequence[tuple[int, Row]]


class Labelled(Protocol):
    """What a column is taken for."""

    @property
    def label(self) -> str: ...


async def look_at(path: Path, options: TableOptions) -> TableFacts:
    """What a stored file is; UnreadableFileError when it cannot be read or holds nothing."""
    return await to_thread(look, path, options)


async def sample_of(path: Path, options: TableOptions) -> Sample:
    """The same with the first rows, and of an empty file too; UnreadableFileError."""
    return await to_thread(_sample, path, options)


def look(path: Path, options: TableOptions) -> TableFacts:
    """`look_at` of a caller who is in a thread already."""
    try:
        with open_table(path, options=options) as table:
            facts = table.facts
    except FileNotFoundError as error:
        raise UnreadableFileError(GONE) from error
    if not facts.columns:
        raise UnreadableFileError(EMPTY)
    return facts


def preview_of(sample: Sample, reader: RowReader[Any], meanings: Sequence[Labelled | None]) -> ImportPreview:
    """What the columns of a sample mean, and what is wrong with its rows."""
    facts = sample.facts
    return ImportPreview(
        format=facts.format,
        encoding=facts.encoding,
        delimiter=facts.delimiter,
        has_header=facts.header,
        sheets=list(facts.sheets),
        sheet=facts.sheet,
        columns=[
            ImportColumn(column=name, meaning=meaning.label if meaning is not None else None)
            for name, meaning in zip(facts.columns, meanings, strict=True)
        ],
        rows=[list(row) for _, row in sample.rows],
        problems=_problems(sample, reader),
    )


def _problems(sample: Sample, reader: RowReader[Any]) -> list[RowProblem]:
    problems = []
    for line, row in sample.rows:
        if not any(cell.strip() for cell in row):
            continue
        try:
            reader.read(tuple(row))
        except FaultError as fault:
            told = fault.rejection(line, tuple(row), reader.names)
            problems.append(
                RowProblem(row=line, column=told.column or None, value=told.value, reason=told.reason)
            )
    return problems


def _sample(path: Path, options: TableOptions) -> Sample:
    with open_table(path, options=options) as table:
        chunk = table.preview(SAMPLE_ROWS)
        return Sample(table.facts, list(zip(chunk.lines, chunk.rows, strict=True)))
