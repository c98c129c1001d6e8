"""Who works where: leases that a dead worker loses by time and a stopped one cannot use when it returns."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context

SECONDS: Final = 10
# Lanes of no run: 0.. match a part of the events, this one moves what is due.
SHARED: Final = 0
DUE_LANE: Final = -1


class LostError(Exception):
    """The lease ran out and somebody else took it; nothing may be written any more."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a lane; `after_crash` when whoever had it before never gave it back."""

    owner: UUID
    run: int
    lane: int
    after_crash: bool


async def take(ctx: Context, run: int, lane: int, *, owner: UUID) -> Lease | None:
    """The lease of a lane, or None while another has it. Time is the database's, not that of a test."""
    await ctx.db.execute(
        text(
            "insert into workflow_lanes (workspace_id, run, lane) values (:workspace, :run, :lane)"
            " on conflict do nothing"
        ),
        {"workspace": ctx.workspace_id, "run": run, "lane": lane},
    )
    row = (
        await ctx.db.execute(
            text(
                "with old as materialized (select owner from workflow_lanes where workspace_id = :workspace"
                "  and run = :run and lane = :lane and leased_until < clock_timestamp() for update"
                " skip locked)"
                " update workflow_lanes l set owner = :owner,"
                " leased_until = clock_timestamp() + make_interval(secs => :seconds) from old"
                " where l.workspace_id = :workspace and l.run = :run and l.lane = :lane"
                " returning old.owner is not null as after_crash"
            ),
            {
                "workspace": ctx.workspace_id,
                "run": run,
                "lane": lane,
                "owner": owner,
                "seconds": SECONDS,
            },
        )
    ).one_or_none()
    return Lease(owner, run, lane, row.after_crash) if row else None


async def renew(ctx: Context, lease: Lease) -> None:
    """Keeps the lease in the transaction of the work; LostError when it is another's by now."""
    kept = await ctx.db.scalar(
        text(
            "update workflow_lanes set leased_until = clock_timestamp() + make_interval(secs => :seconds)"
            " where workspace_id = :workspace and run = :run and lane = :lane and owner = :owner"
            " returning true"
        ),
        {
            "workspace": ctx.workspace_id,
            "run": lease.run,
            "lane": lease.lane,
            "owner": lease.owner,
            "seconds": SECONDS,
        },
    )
    if not kept:
        raise LostError


async def give_back(ctx: Context, lease: Lease) -> None:
    """Ends the lease, if it is still ours."""
    await ctx.db.execute(
        text(
            "update workflow_lanes set owner = null, leased_until = '-infinity' where"
            " workspace_id = :workspace and run = :run and lane = :lane and owner = :owner"
        ),
        {"workspace": ctx.workspace_id, "run": lease.run, "lane": lease.lane, "owner": lease.owner},
    )
