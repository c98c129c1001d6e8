"""What the worker runs to import promotions: chunk after chunk, each with its progress in one transaction."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.files import FileStore, open_table
from largesse.core.imports import RowImport, facts_when_begun, file_of, import_rows
from largesse.core.jobs import Handler, RunningJob
from largesse.events.commands import emit
from largesse.promotions.imports.columns import promotion_columns
from largesse.promotions.imports.entering import Importer, terms_of
from largesse.promotions.imports.rows import PromotionRows, ReadRow
from largesse.promotions.imports.schemas import PromotionImportOptions
from largesse.promotions.imports.start import IMPORT_PROMOTIONS, look_at

# Carts wait for a chunk that publishes only while it ends; short ones leave others room between.
CHUNK_ROWS: Final = 500


def promotion_jobs(files: FileStore, *, chunk_rows: int = CHUNK_ROWS) -> dict[str, Handler]:
    """The handlers by kind; a chunk is how many rows go into one transaction."""
    return {IMPORT_PROMOTIONS: partial(import_promotions, files=files, chunk_rows=chunk_rows)}


async def import_promotions(job: RunningJob, files: FileStore, *, chunk_rows: int = CHUNK_ROWS) -> JsonObject:
    """Imports the job's file, which is deleted once the job is over unless it was asked to be kept."""
    async with file_of(job, files) as path:
        return await _import(job, path, chunk_rows=chunk_rows)


async def _import(job: RunningJob, path: Path, *, chunk_rows: int) -> JsonObject:
    options = PromotionImportOptions.model_validate(job.args["options"])
    facts = await facts_when_begun(job, partial(look_at, path, options))
    columns = promotion_columns(facts, options)
    async with job.step() as ctx:
        terms = await terms_of(ctx)
    importer = Importer(
        terms, create_tags=options.create_tags, dry_run=options.dry_run, coupons=options.coupons
    )

    async def finish(ctx: Context, counts: Mapping[str, int]) -> None:
        await emit(ctx, "promotion.imported", {"job_id": job.id, **counts})

    doing: RowImport[ReadRow] = RowImport(
        PromotionRows(columns, terms.zone),
        importer.write,
        ("created", "changed", "unchanged"),
        finish,
        dry_run=options.dry_run,
    )
    opened = partial(open_table, path, options=facts.as_options())
    counts = await import_rows(job, opened, doing, chunk_rows=chunk_rows)
    return {**counts, "dry_run": options.dry_run, "ignored_columns": columns.ignored}
