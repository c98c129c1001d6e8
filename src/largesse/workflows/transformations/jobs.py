"""What the worker runs to transform a file; a killed one begins again with a new result file."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import ExitStack, aclosing
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import AppError, InvalidError
from largesse.core.files import CsvExport, FileStore, TableFacts, UnreadableFileError
from largesse.core.jobs import Handler, JobCancelledError, RunningJob, start_job
from largesse.core.rejections import forget_rejections, save_rejections
from largesse.workflows.transformations.inputs import Source, SourceChunk
from largesse.workflows.transformations.inputs.source import CHUNK_ROWS
from largesse.workflows.transformations.operations.operation import Work
from largesse.workflows.transformations.problems import Problem
from largesse.workflows.transformations.transformation import Pipeline, Result, Transformation, examine

TRANSFORM_FILE: Final = "transform_file"
# What the result is, for those who read it: nothing of it need be found out.
RESULT_FORMAT: Final[JsonObject] = {"delimiter": ",", "quote": '"', "encoding": "utf-8", "has_header": True}
# Programs read the result, and a ' before a cell would be part of it.
RESULT: Final = CsvExport(formula_safe=False)
MAX_RESULT_BYTES: Final = 5 << 30


@dataclass(slots=True)
class Counts:
    """What became of the rows: read = written + filtered + rejected + blank."""

    read: int = 0
    written: int = 0
    filtered: int = 0
    rejected: int = 0
    blank: int = 0

    def add(self, part: "_Part") -> None:
        """Adds the counts of some more rows."""
        self.read += len(part.chunk)
        self.written += len(part.result.rows)
        self.filtered += part.result.filtered
        self.rejected += len(part.result.rejected)
        self.blank += part.chunk.blank


@dataclass(frozen=True, slots=True)
class _Part:
    """Some rows of the result, and what the database is told with them."""

    chunk: SourceChunk
    result: Result
    encoded: bytes


async def start_transformation(
    ctx: Context, *, file_id: UUID, transformation: Transformation, keep_file: bool = True
) -> UUID:
    """Starts the transformation of a stored file in the caller's transaction; returns the job's id.

    The job's result names the new file as `file_id`, which is in RESULT_FORMAT. `keep_file` leaves the source
    where it is when the job is over.
    """
    args: JsonObject = {
        "file_id": str(file_id),
        "transformation": transformation.model_dump(mode="json"),
        "keep_file": keep_file,
        "files_for": Permission.WORKFLOWS_FILE_READ,
    }
    return await start_job(ctx, TRANSFORM_FILE, args=args)


def transformation_jobs(files: FileStore, *, chunk_rows: int = CHUNK_ROWS) -> dict[str, Handler]:
    """The handlers by kind."""
    return {TRANSFORM_FILE: partial(transform_file, files=files, chunk_rows=chunk_rows)}


async def transform_file(job: RunningJob, files: FileStore, *, chunk_rows: int = CHUNK_ROWS) -> JsonObject:
    """Transforms the file `file_id` of the store by `transformation`; rows that fail are rejected alone.

    InvalidError `invalid_transformation` when the file's columns do not fit it, `transformation_too_large`,
    `too_many_keys`; UnreadableFileError.
    """
    file_id = UUID(str(job.args["file_id"]))
    try:
        result = await _transform(job, files, files.path(job.workspace_id, file_id), chunk_rows=chunk_rows)
    except (AppError, JobCancelledError):
        await _let_go(job, files, file_id)
        raise
    await _let_go(job, files, file_id)
    return result


async def _let_go(job: RunningJob, files: FileStore, file_id: UUID) -> None:
    if not job.args.get("keep_file", True):
        await asyncio.to_thread(files.delete, job.workspace_id, file_id)


async def _transform(job: RunningJob, files: FileStore, path: Path, *, chunk_rows: int) -> JsonObject:
    transformation = Transformation.model_validate(job.args["transformation"])
    counts = Counts()
    with ExitStack() as stack:
        try:
            source = await asyncio.to_thread(stack.enter_context, transformation.input.open(path))
        except FileNotFoundError as error:
            raise UnreadableFileError("The file is not there any more. Send it again.") from error
        blocks = _blocks(job, transformation, source, counts=counts, chunk_rows=chunk_rows)
        async with aclosing(blocks):
            stored = await files.save(job.workspace_id, blocks, max_bytes=MAX_RESULT_BYTES)
    return {"file_id": str(stored.id), "bytes": stored.size, **asdict(counts)}


async def _blocks(
    job: RunningJob, transformation: Transformation, source: Source, *, counts: Counts, chunk_rows: int
) -> AsyncGenerator[bytes]:
    """The bytes of the result; the job's progress is told of each block before it is written."""
    checked = examine(transformation, source.columns)
    if not checked.is_runnable:
        raise _refusal(transformation, checked.problems)
    async with job.step() as ctx:
        await forget_rejections(ctx, job.id)
        await job.learn(ctx, {"facts": _stored(source.facts)})
    yield RESULT.begin(checked.columns)
    work = Work(nested=source.nested)
    parts = _parts(
        Pipeline(transformation, source.columns, work=work, usable=checked.usable), source, chunk_rows
    )
    while (part := await asyncio.to_thread(next, parts, None)) is not None:
        counts.add(part)
        async with job.step(grows=True) as ctx:
            await save_rejections(ctx, job.id, part.result.rejected)
            total = None
            if part.chunk.position:
                total = max(counts.read, counts.read * source.facts.size // part.chunk.position)
            await job.save(ctx, done=counts.read, total=total, progress=dict(asdict(counts)))
        yield part.encoded
    async with job.step() as ctx:
        await job.save(ctx, done=counts.read, total=counts.read, progress=dict(asdict(counts)))


def _parts(pipeline: Pipeline, source: Source, chunk_rows: int) -> Iterator[_Part]:
    for chunk in source.chunks(chunk_rows=chunk_rows):
        result = pipeline.apply(chunk)
        yield _Part(chunk, result, RESULT.encode(result.rows))


def _refusal(transformation: Transformation, problems: Sequence[Problem]) -> InvalidError:
    first = next(problem for problem in problems if problem.severity == "error")
    where = ""
    if first.operation is not None:
        where = f"operation {first.operation} ({transformation.operations[first.operation].title}): "
    return InvalidError(
        "invalid_transformation", f"The transformation does not fit this file: {where}{first.message}"
    )


def _stored(facts: TableFacts) -> JsonObject:
    return {**asdict(facts), "columns": list(facts.columns), "sheets": []}
