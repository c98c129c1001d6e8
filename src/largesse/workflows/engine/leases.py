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
MINE: Final = (
    "workspace_id = :workspace and run = :run and lane = any(cast(:lanes as smallint[])) and owner = :owner"
)


class LostError(Exception):
    """The lease ran out and somebody else took it; nothing may be written any more."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on lanes of a run; `after_crash` are those that whoever had them never gave back."""

    owner: UUID
    run: int
    lanes: tuple[int, ...]
    after_crash: tuple[int, ...] = ()

    @property
    def lane(self) -> int:
        """The lane, where there is one."""
        return self.lanes[0]


async def take(ctx: Context, run: int, *lanes: int, owner: UUID, most: int | None = None) -> Lease | None:
    """The lease of those lanes that nobody has, `most` at the most; None when all are taken.

    Time is the database's, not that of a test.
    """
    key = {"workspace": ctx.workspace_id, "run": run, "lanes": list(lanes)}
    await ctx.db.execute(
        text(
            "insert into workflow_lanes (workspace_id, run, lane)"
            " select :workspace, :run, u.lane from unnest(cast(:lanes as smallint[])) u (lane)"
            " order by u.lane on conflict do nothing"
        ),
        key,
    )
    rows = (
        await ctx.db.execute(
            text(
                "with old as materialized (select lane, owner from workflow_lanes where"
                "  workspace_id = :workspace and run = :run and lane = any(cast(:lanes as smallint[]))"
                "  and leased_until < clock_timestamp() order by lane limit :most for update skip locked)"
                " update workflow_lanes l set owner = :owner,"
                " leased_until = clock_timestamp() + make_interval(secs => :seconds) from old"
                " where l.workspace_id = :workspace and l.run = :run and l.lane = old.lane"
                " returning l.lane, old.owner is not null as after_crash"
            ),
            {**key, "owner": owner, "seconds": SECONDS, "most": most or len(lanes)},
        )
    ).all()
    if not rows:
        return None
    return Lease(
        owner,
        run,
        tuple(sorted(row.lane for row in rows)),
        tuple(sorted(row.lane for row in rows if row.after_crash)),
    )


async def renew(ctx: Context, lease: Lease) -> None:
    """Keeps the lease in the transaction of the work; LostError when any of it is another's by now."""
    kept = await ctx.db.execute(
        text(
            "update workflow_lanes set leased_until = clock_timestamp() + make_interval(secs => :seconds)"
            f" where {MINE} returning lane"
        ),
        {**_key(ctx, lease), "seconds": SECONDS},
    )
    if len(kept.all()) != len(lease.lanes):
        raise LostError


async def give_back(ctx: Context, lease: Lease) -> None:
    """Ends the lease, as far as it is still ours."""
    await ctx.db.execute(
        text(f"update workflow_lanes set owner = null, leased_until = '-infinity' where {MINE}"),
        _key(ctx, lease),
    )


def _key(ctx: Context, lease: Lease) -> dict[str, object]:
    return {
        "workspace": ctx.workspace_id,
        "run": lease.run,
        "lanes": list(lease.lanes),
        "owner": lease.owner,
    }
