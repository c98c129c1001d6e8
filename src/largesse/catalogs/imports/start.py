"""Begins imports of catalogues: what is in the file, what its columns mean, and the job for the rest."""

from asyncio import to_thread
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import UUID

from largesse.accounts.audit import record
from largesse.accounts.permissions import Permission
from largesse.catalogs.imports.columns import HEADER_WORDS, item_columns
from largesse.catalogs.imports.feeds import Feed, is_xml
from largesse.catalogs.imports.schemas import CatalogImportOptions
from largesse.catalogs.queries import get_catalog
from largesse.core.context import Context
from largesse.core.files import TableFacts, UnreadableFileError, open_table
from largesse.core.imports import Rows, import_args
from largesse.core.imports.looking import GONE, look
from largesse.core.jobs import start_job

IMPORT_ITEMS: Final = "import_catalog_items"


async def start_item_import(
    ctx: Context,
    catalog: str,
    *,
    file_id: UUID,
    options: CatalogImportOptions | None = None,
    facts: TableFacts | None = None,
    keep_file: bool = True,
) -> UUID:
    """Starts the import of a stored file into a catalogue, in the caller's transaction; returns the job's id.

    Without `facts` the job looks at the file when it begins. `keep_file` leaves the file where it is when the
    job is over. NotFoundError for the catalogue; with `facts`, InvalidError as `item_columns`.
    """
    await get_catalog(ctx, catalog)
    options = options or CatalogImportOptions()
    if facts is not None:
        item_columns(facts, options)
    args = import_args(
        ctx,
        file_id=file_id,
        options=options,
        facts=facts,
        keep_file=keep_file,
        files_for=Permission.CATALOGS_ITEM_IMPORT_CREATE,
    )
    job_id = await start_job(ctx, IMPORT_ITEMS, args={**args, "catalog": catalog}, object_id=catalog)
    if not options.dry_run:
        record(
            ctx,
            "catalog.import_started",
            object_type="catalog",
            object_id=catalog,
            after={"job_id": str(job_id)},
        )
    return job_id


async def look_at(path: Path, options: CatalogImportOptions) -> TableFacts:
    """What a stored file is; UnreadableFileError when it cannot be read or holds nothing."""
    return await to_thread(_look, path, options)


@contextmanager
def open_rows(path: Path, facts: TableFacts, options: CatalogImportOptions) -> Iterator[Rows]:
    """The rows of a file that was looked at before; a spreadsheet is converted for as long as it is open."""
    if is_xml(path):
        yield Feed(path, options.element)
        return
    with open_table(path, options=facts.as_options()) as table:
        yield table


def _look(path: Path, options: CatalogImportOptions) -> TableFacts:
    try:
        if is_xml(path):
            return Feed(path, options.element).facts()
    except FileNotFoundError as error:
        raise UnreadableFileError(GONE) from error
    return look(path, options.for_table(HEADER_WORDS))
