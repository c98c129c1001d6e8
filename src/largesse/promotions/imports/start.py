"""Begins imports of promotions: what is in the file, what its columns mean, and the job for the rest."""

from asyncio import to_thread
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from largesse.accounts.audit import record
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.files import Table, TableFacts, TableOptions, UnreadableFileError, open_table
from largesse.core.jobs import start_job
from largesse.core.table_jobs import FaultError, sender_args, stored_facts
from largesse.promotions.imports.columns import HEADER_WORDS, promotion_columns
from largesse.promotions.imports.entering import terms_of
from largesse.promotions.imports.rows import PromotionRows
from largesse.promotions.imports.schemas import (
    PromotionImportColumn,
    PromotionImportOptions,
    PromotionImportPreview,
    PromotionRowProblem,
)

IMPORT_PROMOTIONS: Final = "import_promotions"
SAMPLE_ROWS: Final = 20


async def start_promotion_import(
    ctx: Context,
    *,
    file_id: UUID,
    options: PromotionImportOptions | None = None,
    facts: TableFacts | None = None,
    keep_file: bool = True,
) -> UUID:
    """Starts the import of a stored file of promotions, in the caller's transaction; returns the job's id.

    Without `facts` the job looks at the file when it begins, and fails when that cannot be imported so.
    `keep_file` leaves the file where it is when the job is over. With `facts`, InvalidError as
    `promotion_columns`.
    """
    options = options or PromotionImportOptions()
    args: JsonObject = {
        "file_id": str(file_id),
        "options": options.model_dump(mode="json"),
        "keep_file": keep_file,
        "files_for": Permission.PROMOTIONS_PROMOTION_IMPORT_CREATE,
        **sender_args(ctx),
    }
    if facts is not None:
        promotion_columns(facts, options)
        args["facts"] = stored_facts(facts)
    job_id = await start_job(ctx, IMPORT_PROMOTIONS, args=args)
    if not options.dry_run:
        seen: JsonObject = {"columns": list(facts.columns)} if facts is not None else {}
        record(ctx, "promotions.import_started", object_type="job", object_id=job_id, after=seen)
    return job_id


async def look_at(path: Path, options: PromotionImportOptions) -> TableFacts:
    """What a stored file is; UnreadableFileError when it cannot be read or holds nothing."""
    return await to_thread(_look, path, options)


async def preview_promotions(
    ctx: Context, path: Path, options: PromotionImportOptions
) -> PromotionImportPreview:
    """What a file looks like, what its columns would be taken for, and what is wrong with its first rows."""
    terms = await terms_of(ctx)
    facts, rows = await to_thread(_sample, path, options)
    return _preview(facts, PromotionRows(promotion_columns(facts, options), terms.zone), rows)


def _open(path: Path, options: PromotionImportOptions) -> Table:
    return open_table(
        path,
        options=TableOptions(
            encoding=options.encoding,
            delimiter=options.delimiter,
            quote=options.quote,
            header=options.has_header,
            sheet=options.sheet,
            header_words=HEADER_WORDS,
        ),
    )


def _look(path: Path, options: PromotionImportOptions) -> TableFacts:
    try:
        with _open(path, options) as table:
            facts = table.facts
    except FileNotFoundError as error:
        raise UnreadableFileError("The file is not there any more. Send it again.") from error
    if not facts.columns:
        raise UnreadableFileError(
            "The file holds no row. Send one with a header and a row for each promotion."
        )
    return facts


def _sample(
    path: Path, options: PromotionImportOptions
) -> tuple[TableFacts, list[tuple[int, Sequence[str]]]]:
    with _open(path, options) as table:
        chunk = table.preview(SAMPLE_ROWS)
        return table.facts, list(zip(chunk.lines, chunk.rows, strict=True))


def _preview(
    facts: TableFacts, reader: PromotionRows, rows: Sequence[tuple[int, Sequence[str]]]
) -> PromotionImportPreview:
    problems = []
    for line, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        try:
            reader.read(tuple(row))
        except FaultError as fault:
            told = fault.rejection(line, tuple(row), reader.names)
            problems.append(
                PromotionRowProblem(
                    row=line, column=told.column or None, value=told.value, reason=told.reason
                )
            )
    return PromotionImportPreview(
        format=facts.format,
        encoding=facts.encoding,
        delimiter=facts.delimiter,
        has_header=facts.header,
        sheets=list(facts.sheets),
        sheet=facts.sheet,
        columns=[
            PromotionImportColumn(column=name, meaning=meaning.label if meaning is not None else None)
            for name, meaning in zip(reader.columns.names, reader.columns.meanings, strict=True)
        ],
        rows=[list(row) for _, row in rows],
        problems=problems,
    )
