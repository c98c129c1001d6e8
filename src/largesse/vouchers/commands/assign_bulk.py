"""Hands out codes to many profiles: begins the job, and serves one chunk of it; see assign_bulk.sql."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError
from largesse.core.files.exports import Cell
from largesse.core.jobs import start_job
from largesse.profiles.queries import find_profiles, matching_profiles
from largesse.vouchers.bulk_schemas import BulkAssignmentInput, BulkWhere
from largesse.vouchers.commands.assign import REFUSALS, Mode
from largesse.vouchers.models import Pool
from largesse.vouchers.queries import counts_of, get_pool

KIND: Final = "assign_in_bulk"
LOOK_AT_ONCE: Final = 20_000


@dataclass(frozen=True, slots=True)
class BulkRow:
    """A row of the job: its number from 1, and how the profile was named."""

    number: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of a row, and the code the profile holds, if any."""

    number: int
    kind: str
    value: str
    profile_id: int | None
    outcome: str
    code: str | None

    def cells(self) -> tuple[Cell, ...]:
        """A line of the result file."""
        return (self.kind, self.value, self.profile_id, self.outcome, self.code)


async def start_bulk_assignment(ctx: Context, pool_id: UUID, wish: BulkAssignmentInput) -> UUID:
    """Checks what can be seen at once and starts the job; returns its id.

    ConflictError: `not_enough_codes`, `pool_inactive`, `pool_not_started`, `pool_ended`, `codes_expired`.
    """
    await open_for_assignment(ctx, pool_id)
    names = list(dict.fromkeys(profile.pair() for profile in wish.profiles or ()))
    if not wish.partial:
        await _check_stock(ctx, pool_id, wish, names=names)
    args: JsonObject = {
        "files_for": Permission.VOUCHERS_ITEM_ASSIGN_CREATE,
        "pool_id": str(pool_id),
        "mode": wish.mode,
        "partial": wish.partial,
        "where": wish.where.model_dump() if wish.where else None,
        "source": ctx.actor.label,
    }
    total = len(names) if wish.where is None else None
    job_id = await start_job(ctx, KIND, args=args, object_id=str(pool_id), total=total)
    await _forget_rows_of_finished_jobs(ctx)
    await _keep_names(ctx, job_id, names)
    record(
        ctx,
        "codes.bulk_assignment_started",
        object_type="pool",
        object_id=pool_id,
        after={"job_id": str(job_id), "profiles": total, "where": args["where"], "mode": wish.mode},
    )
    return job_id


async def open_for_assignment(ctx: Context, pool_id: UUID) -> Pool:
    """The pool, when it hands out codes now; NotFoundError or ConflictError as in `assign.REFUSALS`."""
    pool = await get_pool(ctx, pool_id)
    refusal = _refusal(ctx, pool)
    if refusal is not None:
        error, detail = REFUSALS[refusal]
        raise error(refusal, detail, facts={"pool_id": pool_id})
    return pool


async def assign_chunk(
    ctx: Context,
    pool_id: UUID,
    job_id: UUID,
    served: Sequence[tuple[int, int | None]],
    *,
    listed: bool,
    mode: Mode,
    source: str,
) -> dict[str, int]:
    """Serves rows (number, profile or None) of a bulk job in the running transaction; counts by outcome.

    Outcomes: assigned, existing, profile_not_found, profile_limit_reached, pool_empty. Raises what
    `open_for_assignment` raises. A deadlock with single assignments rolls it back; run it again.
    """
    await open_for_assignment(ctx, pool_id)
    rows = await ctx.db.execute(
        text(
            "select outcome, rows from vouchers_bulk_chunk(:workspace, :job, :pool,"
            " cast(:numbers as bigint[]), cast(:profiles as bigint[]), :listed, :mode, :source, :now)"
        ),
        {
            "workspace": ctx.workspace_id,
            "job": job_id,
            "pool": pool_id,
            "numbers": [number for number, _ in served],
            "profiles": [profile for _, profile in served],
            "listed": listed,
            "mode": mode,
            "source": source,
            "now": ctx.now,
        },
    )
    return {row.outcome: row.rows for row in rows}


async def listed_rows(ctx: Context, job_id: UUID, *, after: int, limit: int) -> list[BulkRow]:
    """The next rows of a bulk job whose profiles were listed."""
    rows = await ctx.db.execute(
        text(
            "select row, kind, value from bulk_assignment_rows where workspace_id = :workspace"
            " and job_id = :job and row > :after order by row limit :limit"
        ),
        {"workspace": ctx.workspace_id, "job": job_id, "after": after, "limit": limit},
    )
    return [BulkRow(row.row, row.kind, row.value) for row in rows]


async def read_outcomes(
    ctx: Context, pool_id: UUID, job_id: UUID, *, after: int, limit: int
) -> list[BulkOutcome]:
    """The next rows with what became of them."""
    rows = await ctx.db.execute(
        text(
            "select b.row, coalesce(b.kind, 'id'), coalesce(b.value, b.profile_id::text), b.profile_id,"
            " b.outcome,"
            # a subquery, because a planner without statistics would join row by row to the whole pool
            " (select coalesce(c.display, c.code) from codes c where c.workspace_id = b.workspace_id"
            "  and c.pool_id = :pool and c.position = b.position)"
            " from bulk_assignment_rows b where b.workspace_id = :workspace and b.job_id = :job"
            " and b.row > :after order by b.row limit :limit"
        ),
        {"workspace": ctx.workspace_id, "pool": pool_id, "job": job_id, "after": after, "limit": limit},
    )
    return [BulkOutcome(*row) for row in rows]


async def forget_rows(ctx: Context, job_id: UUID) -> None:
    """Removes a job's rows once they stand in its result file."""
    await ctx.db.execute(
        text("delete from bulk_assignment_rows where workspace_id = :workspace and job_id = :job"),
        {"workspace": ctx.workspace_id, "job": job_id},
    )


def _refusal(ctx: Context, pool: Pool) -> str | None:
    if not pool.active:
        return "pool_inactive"
    if pool.emission_start is not None and pool.emission_start > ctx.now:
        return "pool_not_started"
    if pool.emission_end is not None and pool.emission_end <= ctx.now:
        return "pool_ended"
    if pool.codes_expire_at is not None and pool.codes_expire_at <= ctx.now:
        return "codes_expired"
    return None


async def _check_stock(
    ctx: Context, pool_id: UUID, wish: BulkAssignmentInput, *, names: Sequence[tuple[str, str]]
) -> None:
    needed = 0
    async for profiles in _profiles_of(ctx, wish.where, names):
        known = {profile for profile in profiles if profile is not None}
        needed += profiles.count(None) + await _count_needed(ctx, pool_id, sorted(known), mode=wish.mode)
    remaining = (await counts_of(ctx, [pool_id]))[pool_id].remaining
    if needed > remaining:
        raise ConflictError(
            "not_enough_codes",
            f"{needed} codes are needed and the pool has {remaining}. Add codes, name fewer profiles, or say"
            " `partial` to serve as many as there are codes for.",
            facts={"needed": needed, "remaining": remaining},
        )


async def _profiles_of(
    ctx: Context, where: BulkWhere | None, names: Sequence[tuple[str, str]]
) -> AsyncIterator[list[int | None]]:
    """Those to serve, as far as they exist; None stands for one who will be made."""
    if where is None:
        found = await find_profiles(ctx, names)
        yield [
            profile
            for profile, (kind, _) in zip(found, names, strict=True)
            if profile is not None or kind != "id"
        ]
        return
    after = 0
    while page := await matching_profiles(
        ctx, attributes=where.attributes, tags=where.tags, after=after, limit=LOOK_AT_ONCE
    ):
        yield list(page)
        after = page[-1]


async def _count_needed(ctx: Context, pool_id: UUID, profiles: Sequence[int], *, mode: Mode) -> int:
    needed: int = (
        await ctx.db.execute(
            text("select vouchers_bulk_needed(:workspace, :pool, cast(:profiles as bigint[]), :mode)"),
            {"workspace": ctx.workspace_id, "pool": pool_id, "profiles": list(profiles), "mode": mode},
        )
    ).scalar_one()
    return needed


async def _keep_names(ctx: Context, job_id: UUID, names: Sequence[tuple[str, str]]) -> None:
    await ctx.db.execute(
        text(
            "insert into bulk_assignment_rows (workspace_id, job_id, row, kind, value)"
            " select :workspace, :job, n.place, n.kind, n.value"
            " from unnest(cast(:kinds as text[]), cast(:values as text[]))"
            " with ordinality n (kind, value, place)"
        ),
        {
            "workspace": ctx.workspace_id,
            "job": job_id,
            "kinds": [kind for kind, _ in names],
            "values": [value for _, value in names],
        },
    )


async def _forget_rows_of_finished_jobs(ctx: Context) -> None:
    # A job that was cancelled or failed leaves its rows behind; the next one clears them away.
    await ctx.db.execute(
        text(
            "delete from bulk_assignment_rows where workspace_id = :workspace and job_id in ("
            "select id from jobs where workspace_id = :workspace and kind = :kind"
            " and finished_at is not null)"
        ),
        {"workspace": ctx.workspace_id, "kind": KIND},
    )
