"""What a transformation makes of a sample."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from pydantic import BaseModel, Field

from largesse.core.errors import InvalidError
from largesse.core.files import RejectedRow, Row, UnreadableFileError
from largesse.workflows.transformations.inputs import SourceChunk
from largesse.workflows.transformations.inputs.source import unique_names
from largesse.workflows.transformations.operations.operation import Work
from largesse.workflows.transformations.problems import Problem
from largesse.workflows.transformations.transformation import Pipeline, Transformation, examine

SAMPLE_ROWS: Final = 500
MAX_SECONDS: Final = 10.0


class RejectedSample(BaseModel):
    """Why a row of the sample is rejected."""

    row: int = Field(description="Its line in the file, or the number of the record.")
    operation: int | None = Field(
        description="The operation that failed, from 0; null: it could not be read."
    )
    column: str | None
    value: str
    reason: str


class Preview(BaseModel):
    """What became of a sample; with problems, behind the last operation that could be used."""

    input_columns: list[str]
    columns: list[str]
    rows: list[list[str]]
    problems: list[Problem]
    rejected: list[RejectedSample]
    read: int
    filtered: int = Field(description="Rows that were left out on purpose.")
    runnable: bool = Field(description="Whether there is no error among the problems.")


def preview(
    transformation: Transformation, columns: Sequence[str], rows: Sequence[Row], *, nested: bool | None = None
) -> Preview:
    """What a transformation makes of at most 500 rows; blocks, so call it in a thread.

    `nested` says that cells of JSON are read as such by templates, as they are of files of JSON and XML.
    InvalidError `preview_too_slow` after 10 seconds.
    """
    names = unique_names(columns)
    wide = [tuple(row[: len(names)]) + ("",) * (len(names) - len(row)) for row in rows[:SAMPLE_ROWS]]
    chunk = SourceChunk(lines=list(range(1, len(wide) + 1)), rows=wide)
    is_nested = transformation.input.type != "table" if nested is None else nested
    return _preview(transformation, names, chunk, nested=is_nested)


def preview_file(transformation: Transformation, path: Path) -> Preview:
    """The same for the head of a file. UnreadableFileError."""
    with transformation.input.open(path, sample=SAMPLE_ROWS) as source:
        sample = SourceChunk()
        for chunk in source.chunks(chunk_rows=SAMPLE_ROWS):
            _extend(sample, chunk)
            if len(sample) >= SAMPLE_ROWS:
                break
        if not len(sample):
            raise UnreadableFileError("The file holds no row. Send one with at least one.")
        return _preview(transformation, source.columns, sample, nested=source.nested)


def _extend(sample: SourceChunk, chunk: SourceChunk) -> None:
    """Adds rows of a chunk, as many as there is room for."""
    room = SAMPLE_ROWS - len(sample.rows)
    sample.lines += chunk.lines[:room]
    sample.rows += chunk.rows[:room]
    sample.rejected += chunk.rejected[:room]
    sample.blank += chunk.blank


def _preview(
    transformation: Transformation, columns: tuple[str, ...], sample: SourceChunk, *, nested: bool
) -> Preview:
    checked = examine(transformation, columns)
    work = Work(nested=nested, check_time=_timer(MAX_SECONDS))
    pipeline = Pipeline(transformation, columns, work=work, usable=checked.usable)
    result = pipeline.apply(sample)
    return Preview(
        input_columns=list(columns),
        columns=list(checked.columns),
        rows=[list(row) for row in result.rows],
        problems=list(checked.problems),
        rejected=[
            _told(row, operation) for row, operation in zip(result.rejected, result.operations, strict=True)
        ],
        read=len(sample),
        filtered=result.filtered,
        runnable=checked.is_runnable,
    )


def _timer(seconds: float) -> Callable[[], None]:
    end = time.monotonic() + seconds

    def check_time() -> None:
        if time.monotonic() > end:
            raise InvalidError(
                "preview_too_slow",
                f"The preview took more than {seconds:g} seconds. Try it on fewer rows, or with simpler"
                " templates.",
            )

    return check_time


def _told(row: RejectedRow, operation: int | None) -> RejectedSample:
    return RejectedSample(
        row=row.line, operation=operation, column=row.column or None, value=row.value, reason=row.reason
    )
