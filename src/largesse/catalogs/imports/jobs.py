"""What the worker runs to import items: chunk after chunk, each with its progress in one transaction."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from largesse.accounts.audit import record
from largesse.catalogs.imports.columns import item_columns
from largesse.catalogs.imports.entering import Filler
from largesse.catalogs.imports.rows import ItemRows
from largesse.catalogs.imports.schemas import CatalogImportOptions
from largesse.catalogs.imports.start import IMPORT_ITEMS, look_at, open_rows
from largesse.catalogs.schemas import ItemInput
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.files import FileStore
from largesse.core.imports import RowImport, facts_when_begun, file_of, import_rows
from largesse.core.jobs import Handler, RunningJob

CHUNK_ROWS: Final = 5_000


def catalog_jobs(files: FileStore, *, chunk_rows: int = CHUNK_ROWS) -> dict[str, Handler]:
    """The handlers by kind; a chunk is how many rows go into one transaction."""
    return {IMPORT_ITEMS: partial(import_items, files=files, chunk_rows=chunk_rows)}


async def import_items(job: RunningJob, files: FileStore, *, chunk_rows: int = CHUNK_ROWS) -> JsonObject:
    """Imports the job's file, which is deleted once the job is over unless it was asked to be kept."""
    async with file_of(job, files) as path:
        return await _import(job, path, chunk_rows=chunk_rows)


async def _import(job: RunningJob, path: Path, *, chunk_rows: int) -> JsonObject:
    options = CatalogImportOptions.model_validate(job.args["options"])
    facts = await facts_when_begun(job, partial(look_at, path, options))
    catalog = str(job.args["catalog"])
    columns = item_columns(facts, options)

    async def finish(ctx: Context, counts: Mapping[str, int]) -> None:
        record(ctx, "catalog.filled", object_type="catalog", object_id=catalog, after=dict(counts))

    doing: RowImport[ItemInput] = RowImport(
        ItemRows(columns, options.currency),
        Filler(catalog, dry_run=options.dry_run).write,
        ("added", "replaced", "unchanged"),
        finish,
        dry_run=options.dry_run,
    )
    opened = partial(open_rows, path, facts, options)
    counts = await import_rows(job, opened, doing, chunk_rows=chunk_rows)
    return {**counts, "dry_run": options.dry_run}
