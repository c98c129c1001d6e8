"""Begins imports: looks at the head of the file, maps its columns, and hands the rest to a job."""

from asyncio import to_thread
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import InvalidError
from largesse.core.files import Table, TableFacts, TableOptions, open_table
from largesse.core.files.errors import UnreadableFileError
from largesse.core.imports import ImportPreview, preview_of, sample_of
from largesse.core.jobs import list_jobs, start_job
from largesse.vouchers.codes import CasePolicy
from largesse.vouchers.import_rows import CODE_MEANINGS, CodeRows, ImportPlan
from largesse.vouchers.import_schemas import ColumnName, ImportColumns, ImportOptions
from largesse.vouchers.queries import get_pool

LISTED: Final = 200
CODE_WORDS: Final = ("code", "codes", "voucher", "voucher code", "coupon", "coupon code", "kod", "kody")
EXPIRY_WORDS: Final = ("expires_at", "expires", "expiry", "expiry date", "expirein", "valid_until")


async def start_import(
    ctx: Context, pool_id: UUID, file_id: UUID, path: Path, *, options: ImportOptions, file_name: str = ""
) -> UUID:
    """Checks what can be seen at once and starts the job; returns its id.

    InvalidError (`unreadable_file`, `unknown_column`) when the file cannot be imported so.
    """
    pool = await get_pool(ctx, pool_id)
    facts = await to_thread(look, path, options)
    plan = plan_for(facts, options.columns, prefix=pool.prefix, policy=CasePolicy(ctx.case_policy))
    seen: JsonObject = {"column": plan.columns[plan.code], "bytes": facts.size}
    args = {
        **_args(pool_id, file_id, options),
        "facts": stored_facts(facts),
        "file_name": file_name,
    }
    return await _start(ctx, args, dry_run=options.dry_run, seen=seen)


async def start_code_import(
    ctx: Context,
    pool_id: UUID,
    *,
    file_id: UUID,
    options: ImportOptions | None = None,
    keep_file: bool = True,
) -> UUID:
    """Starts the import of a file in the store, which the job looks at when it begins; returns its id.

    `keep_file` leaves the file where it is when the job is over. NotFoundError for an unknown pool; a file
    that cannot be read fails the job.
    """
    await get_pool(ctx, pool_id)
    options = options or ImportOptions()
    args = {
        **_args(pool_id, file_id, options),
        "options": options.model_dump(exclude={"columns"}),
        "keep_file": keep_file,
    }
    return await _start(ctx, args, dry_run=options.dry_run, seen={})


async def preview(ctx: Context, pool_id: UUID, path: Path, *, options: ImportOptions) -> ImportPreview:
    """What the file looks like, the columns we would take, and what is wrong with its first rows."""
    pool = await get_pool(ctx, pool_id)
    sample = await sample_of(path, _table_options(options))
    plan = plan_for(
        sample.facts,
        options.columns,
        prefix=pool.prefix,
        policy=CasePolicy(ctx.case_policy),
        time_zone=await time_zone_of(ctx),
    )
    rows = CodeRows(plan)
    return preview_of(sample, rows, rows.meanings, meanings=CODE_MEANINGS)


async def list_imports(ctx: Context, pool_id: UUID) -> Sequence[JsonObject]:
    """The latest imports and generations of a pool."""
    await get_pool(ctx, pool_id)
    found = [
        job
        for kind in ("import_codes", "generate_codes", "undo_import")
        for job in await list_jobs(ctx, limit=LISTED, kind=kind, object_id=str(pool_id))
    ]
    return sorted(found, key=lambda job: str(job["id"]), reverse=True)[:LISTED]


def plan_for(
    facts: TableFacts,
    columns: ImportColumns,
    *,
    prefix: str = "",
    policy: CasePolicy = CasePolicy.INSENSITIVE,
    time_zone: str = "UTC",
) -> ImportPlan:
    """The columns by number; InvalidError names a column the file does not have."""
    ignored = {_index(facts, name) for name in columns.ignore}
    names = ["" if i in ignored else name.strip().lower() for i, name in enumerate(facts.columns)]
    code = _index(facts, columns.code) if columns.code is not None else _first(names, CODE_WORDS) or 0
    expiry = (
        _index(facts, columns.expires_at) if columns.expires_at is not None else _first(names, EXPIRY_WORDS)
    )
    if columns.attributes == "all":
        taken = {code, expiry, *ignored}
        attributes = {name: i for i, name in enumerate(facts.columns) if i not in taken}
    else:
        attributes = {key: _index(facts, name) for key, name in columns.attributes.items()}
    return ImportPlan(
        columns=facts.columns,
        code=code,
        expires_at=expiry,
        attributes=attributes,
        prefix=prefix,
        policy=policy,
        time_zone=time_zone,
    )


def open_as(path: Path, options: TableOptions) -> Table:
    """Opens a stored file; blocks, so call it in a thread."""
    return open_table(path, options=options)


async def time_zone_of(ctx: Context) -> str:
    """The workspace's IANA zone: where a date alone ends its day."""
    zone: str = (
        await ctx.db.execute(
            text("select time_zone from workspaces where id = :id"), {"id": ctx.workspace_id}
        )
    ).scalar_one()
    return zone


def _table_options(options: ImportOptions) -> TableOptions:
    return TableOptions(
        encoding=options.encoding,
        delimiter=options.delimiter,
        quote=options.quote,
        header=options.has_header,
        sheet=options.sheet,
        header_words=CODE_WORDS,
    )


def look(path: Path, options: ImportOptions) -> TableFacts:
    """What a stored file is; UnreadableFileError when it cannot be read, or holds nothing."""
    with open_table(path, options=_table_options(options)) as table:
        facts = table.facts
    if not facts.columns:
        raise UnreadableFileError("The file holds no row. Send one with a code in each line.")
    return facts


def stored_facts(facts: TableFacts) -> JsonObject:
    """The facts as a job keeps them."""
    return {**asdict(facts), "columns": list(facts.columns), "sheets": []}


def _args(pool_id: UUID, file_id: UUID, options: ImportOptions) -> JsonObject:
    return {
        "pool_id": str(pool_id),
        "file_id": str(file_id),
        "columns": options.columns.model_dump(),
        "dry_run": options.dry_run,
        "files_for": Permission.VOUCHERS_ITEM_IMPORT_CREATE,
    }


async def _start(ctx: Context, args: JsonObject, *, dry_run: bool, seen: JsonObject) -> UUID:
    pool_id = args["pool_id"]
    job_id = await start_job(ctx, "import_codes", args=args, object_id=str(pool_id))
    if not dry_run:
        record(
            ctx,
            "codes.import_started",
            object_type="pool",
            object_id=pool_id,
            after={"job_id": str(job_id), **seen},
        )
    return job_id


def _index(facts: TableFacts, name: ColumnName) -> int:
    names = [column.strip().lower() for column in facts.columns]
    if isinstance(name, int):
        if 0 <= name < len(names):
            return name
    elif name.strip().lower() in names:
        return names.index(name.strip().lower())
    raise InvalidError(
        "unknown_column",
        f"The file has no column {name!r}; its columns are {', '.join(facts.columns)}.",
        pointer="/body/options/columns",
    )


def _first(names: Sequence[str], words: Sequence[str]) -> int | None:
    return next((names.index(word) for word in words if word in names), None)
