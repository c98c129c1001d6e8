"""Takes an import or generation back, whole or not at all."""

from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.errors import ConflictError, NotFoundError
from largesse.core.jobs import get_job, start_job
from largesse.events.commands import emit
from largesse.vouchers.queries import get_pool


async def start_undo(ctx: Context, pool_id: UUID, job_id: UUID) -> UUID:
    """Starts the job that takes the codes back.

    NotFoundError, ConflictError (`import_in_use`, `import_running`, `import_undone`).
    """
    await get_pool(ctx, pool_id)
    job = await get_job(ctx, job_id)
    if job["kind"] not in ("import_codes", "generate_codes") or job["object_id"] != str(pool_id):
        raise NotFoundError("import_not_found", f"The pool has no import {job_id}.")
    if job["state"] in ("queued", "running"):
        raise ConflictError("import_running", "This import still runs. Cancel it first, or wait for its end.")
    if await _used(ctx, pool_id, job_id):
        raise _in_use()
    if not await _has_codes(ctx, pool_id, job_id):
        raise ConflictError("import_undone", "No code of this import is left that could be taken back.")
    return await start_job(
        ctx,
        "undo_import",
        args={"pool_id": str(pool_id), "import_id": str(job_id)},
        object_id=str(pool_id),
    )


async def undo(ctx: Context, pool_id: UUID, job_id: UUID) -> int:
    """Removes every code of the import in this one transaction; ConflictError when one was used.

    An assignment at the same moment either comes first, and stops the undo, or finds no code.
    """
    expected = await ctx.db.scalar(
        text(f"select count(*) from codes c {BELONGS}"), _values(ctx, pool_id, job_id)
    )
    removed = (
        await ctx.db.execute(
            text(
                f"with gone as (delete from codes c {BELONGS} and c.state = 1 returning valid_until),"
                f" counted as ("
                " insert into pool_count_deltas (workspace_id, pool_id, valid_until, unassigned, at)"
                " select cast(:workspace as uuid), cast(:pool as uuid), valid_until, -count(*), :now"
                " from gone group by valid_until) select count(*) from gone"
            ),
            {**_values(ctx, pool_id, job_id), "now": ctx.now},
        )
    ).scalar_one()
    if removed != expected:
        raise _in_use()
    await ctx.db.execute(
        text(
            "delete from code_batches where workspace_id = :workspace and pool_id = :pool and job_id = :job"
        ),
        _values(ctx, pool_id, job_id),
    )
    record(
        ctx,
        "codes.import_undone",
        object_type="pool",
        object_id=pool_id,
        after={"job_id": str(job_id), "removed": removed},
    )
    await emit(ctx, "codes.import_undone", {"pool_id": pool_id, "job_id": job_id, "removed": removed})
    return int(removed)


BATCHES = "from code_batches b where b.workspace_id = :workspace and b.job_id = :job"
# The bounds are for the index; the ranges are for what others added in between.
BELONGS = (
    "where c.workspace_id = :workspace and c.pool_id = :pool"
    f" and c.position between (select min(b.first) {BATCHES}) and (select max(b.last) {BATCHES})"
    f" and c.position <@ (select range_agg(int8range(b.first, b.last, '[]')) {BATCHES})"
)


async def _used(ctx: Context, pool_id: UUID, job_id: UUID) -> bool:
    used = await ctx.db.scalar(
        text(f"select exists (select from codes c {BELONGS} and c.state <> 1)"), _values(ctx, pool_id, job_id)
    )
    return bool(used)


async def _has_codes(ctx: Context, pool_id: UUID, job_id: UUID) -> bool:
    found = await ctx.db.scalar(
        text(
            "select exists (select from code_batches where workspace_id = :workspace and pool_id = :pool"
            " and job_id = :job)"
        ),
        _values(ctx, pool_id, job_id),
    )
    return bool(found)


def _values(ctx: Context, pool_id: UUID, job_id: UUID) -> dict[str, object]:
    return {"workspace": ctx.workspace_id, "pool": pool_id, "job": job_id}


def _in_use() -> ConflictError:
    return ConflictError(
        "import_in_use",
        "Codes of this import were handed out, redeemed or cancelled; it cannot be taken back.",
    )
