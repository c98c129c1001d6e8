"""What stands in a file, before anything of it is written."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from pydantic import BaseModel, Field

from largesse.core.errors import InvalidError
from largesse.core.files import BadRow, Row, TableFacts, TableOptions, UnreadableFileError, open_table
from largesse.core.imports.faults import FaultError
from largesse.core.imports.rows import RowReader

SHOWN_ROWS: Final = 20
CHECKED_ROWS: Final = 1_000
SHOWN_PROBLEMS: Final = 100
GONE: Final = "The file is not there any more. Send it again."
EMPTY: Final = "The file holds no row. Send one with a header and a row for each item."


class ImportColumn(BaseModel):
    """A column of a file and what it would be taken for."""

    column: str
    meaning: str | None = Field(
        description="As options name it, such as `email` or `attributes.city`; null when it is ignored.",
        examples=["attributes.city"],
    )
    filled: int = Field(description="Of the checked rows, those with a value here.")
    distinct: int = Field(description="How many values differ among them.")
    problems: int = Field(description="Of the checked rows, those that would be rejected for this column.")


class ImportMeaning(BaseModel):
    """Something that a column may be taken for."""

    meaning: str = Field(
        description="As options name it; a star at the end stands for any name.", examples=["attributes.*"]
    )
    description: str


class ImportRefusal(BaseModel):
    """Why a file cannot be imported as its columns are taken now."""

    code: str = Field(examples=["no_identifier_column"])
    detail: str


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
    rows: list[list[str]] = Field(description=f"The first {SHOWN_ROWS}.")
    checked: int = Field(description=f"How many of the first rows were checked: up to {CHECKED_ROWS}.")
    problems: list[RowProblem] = Field(description=f"The first {SHOWN_PROBLEMS} of the checked rows.")
    refusal: ImportRefusal | None = Field(description="Why it cannot be imported so; null when it can.")
    meanings: list[ImportMeaning] = Field(description="What columns may be taken for.")


@dataclass(frozen=True, slots=True)
class Sample:
    """The facts of a file and its first rows with their lines."""

    facts: TableFacts
    rows: Sequence[tuple[int, Row]]
    bad: Sequence[BadRow] = ()


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


def refusal_by(check: Callable[[], object]) -> ImportRefusal | None:
    """What a check of columns has against them."""
    try:
        check()
    except InvalidError as error:
        return ImportRefusal(code=error.code, detail=error.detail)
    return None


def preview_of(
    sample: Sample,
    reader: RowReader[Any],
    taken_for: Sequence[Labelled | None],
    *,
    meanings: Sequence[ImportMeaning],
    refusal: ImportRefusal | None = None,
) -> ImportPreview:
    """What the columns of a sample mean, and what is wrong with its rows."""
    facts, problems = sample.facts, _problems(sample, reader)
    if refusal is not None:  # then every row lacks what the refusal tells of, and once is enough
        problems = [(index, problem) for index, problem in problems if index is not None]
    blamed = [index for index, _ in problems]
    return ImportPreview(
        format=facts.format,
        encoding=facts.encoding,
        delimiter=facts.delimiter,
        has_header=facts.header,
        sheets=list(facts.sheets),
        sheet=facts.sheet,
        columns=[
            _column(sample, index, meaning, problems=blamed.count(index))
            for index, meaning in enumerate(taken_for)
        ],
        rows=[list(row) for _, row in sample.rows[:SHOWN_ROWS]],
        checked=len(sample.rows) + len(sample.bad),
        problems=[problem for _, problem in problems[:SHOWN_PROBLEMS]],
        refusal=refusal,
        meanings=list(meanings),
    )


def _column(sample: Sample, index: int, meaning: Labelled | None, *, problems: int) -> ImportColumn:
    values = [row[index].strip() for _, row in sample.rows if index < len(row) and row[index].strip()]
    return ImportColumn(
        column=sample.facts.columns[index],
        meaning=meaning.label if meaning is not None else None,
        filled=len(values),
        distinct=len(set(values)),
        problems=problems,
    )


def _problems(sample: Sample, reader: RowReader[Any]) -> list[tuple[int | None, RowProblem]]:
    """In the order of the file, each with the number of the column to blame."""
    problems: list[tuple[int | None, RowProblem]] = [
        (None, RowProblem(row=bad.line, column=None, value="", reason=bad.reason)) for bad in sample.bad
    ]
    for line, row in sample.rows:
        if not any(cell.strip() for cell in row):
            continue
        try:
            reader.read(row)
        except FaultError as fault:
            told = fault.rejection(line, row, reader.names)
            problem = RowProblem(row=line, column=told.column or None, value=told.value, reason=told.reason)
            problems.append((fault.column, problem))
    return sorted(problems, key=lambda item: item[1].row)


def _sample(path: Path, options: TableOptions) -> Sample:
    with open_table(path, options=options) as table:
        chunk = table.preview(CHECKED_ROWS)
        return Sample(table.facts, list(zip(chunk.lines, chunk.rows, strict=True)), chunk.bad)
