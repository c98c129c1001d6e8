"""Begins imports of promotions: what is in the file, what its columns mean, and the job for the rest."""

from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from largesse.accounts.audit import record
from largesse.accounts.permissions import Permission
from largesse.core import imports
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.files import TableFacts
from largesse.core.imports import ImportPreview, import_args, preview_of, refusal_by, sample_of
from largesse.core.jobs import start_job
from largesse.promotions.imports.columns import (
    HEADER_WORDS,
    check_promotion_columns,
    find_promotion_columns,
    promotion_columns,
)
from largesse.promotions.imports.entering import terms_of
from largesse.promotions.imports.meanings import PROMOTION_MEANINGS
from largesse.promotions.imports.rows import PromotionRows
from largesse.promotions.imports.schemas import PromotionImportOptions

IMPORT_PROMOTIONS: Final = "import_promotions"


async def start_promotion_import(
    ctx: Context,
    *,
    file_id: UUID,
    options: PromotionImportOptions | None = None,
    facts: TableFacts | None = None,
    keep_file: bool = True,
    file_name: str = "",
) -> UUID:
    """Starts the import of a stored file of promotions, in the caller's transaction; returns the job's id.

    Without `facts` the job looks at the file when it begins, and fails when that cannot be imported so.
    `keep_file` leaves the file where it is when the job is over. With `facts`, InvalidError as
    `promotion_columns`.
    """
    options = options or PromotionImportOptions()
    if facts is not None:
        promotion_columns(facts, options)
    args = import_args(
        ctx,
        file_id=file_id,
        options=options,
        facts=facts,
        keep_file=keep_file,
        file_name=file_name,
        files_for=Permission.PROMOTIONS_PROMOTION_IMPORT_CREATE,
    )
    job_id = await start_job(ctx, IMPORT_PROMOTIONS, args=args)
    if not options.dry_run:
        seen: JsonObject = {"columns": list(facts.columns)} if facts is not None else {}
        record(ctx, "promotions.import_started", object_type="job", object_id=job_id, after=seen)
    return job_id


async def look_at(path: Path, options: PromotionImportOptions) -> TableFacts:
    """What a stored file is; UnreadableFileError when it cannot be read or holds nothing."""
    return await imports.look_at(path, options.for_table(HEADER_WORDS))


async def preview_promotions(ctx: Context, path: Path, options: PromotionImportOptions) -> ImportPreview:
    """What a file looks like, what its columns would be taken for, and what is wrong with its first rows."""
    terms = await terms_of(ctx)
    sample = await sample_of(path, options.for_table(HEADER_WORDS))
    columns = find_promotion_columns(sample.facts, options)
    return preview_of(
        sample,
        PromotionRows(columns, terms.zone),
        columns.meanings,
        meanings=PROMOTION_MEANINGS,
        refusal=refusal_by(partial(check_promotion_columns, sample.facts, columns, options)),
    )
