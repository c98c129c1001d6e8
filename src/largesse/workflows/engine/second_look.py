"""Holding events against waits once more: after a crash, and when a paused workflow goes on."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.jobs import WORKFLOWS, hint

MATCH: Final = "match_events"
ADVANCE: Final = "advance_run"
# Longer than a journey lives.
LOOK_BACK: Final = timedelta(days=62)
LOOK: Final = (
    "select events_pend_again(:workspace, array_agg(j.profile_id), array_agg(w.name), array_agg(j.armed),"
    " cast(:since as timestamptz), cast(:until as timestamptz), cast(array[] as bigint[])) from"
    " journeys j join event_waits w on w.workspace_id = j.workspace_id"
    " where j.workspace_id = :workspace and j.status = 1 and j.profile_id > 0 and {which} having count(*) > 0"
)


async def look_at_lane(ctx: Context, run: int, lane: int) -> None:
    """For all that waits on a lane whose worker died between its commit and its second look."""
    await ctx.db.execute(
        text(LOOK.format(which="j.run = :run and j.lane = :lane")),
        {"workspace": ctx.workspace_id, "run": run, "lane": lane, **_window(ctx)},
    )
    await hint_matcher(ctx)


async def look_at_runs(ctx: Context, runs: list[int]) -> None:
    """For all that waits in runs that stood still while events came."""
    await ctx.db.execute(
        text(LOOK.format(which="j.run = any(:runs)")),
        {"workspace": ctx.workspace_id, "runs": runs, **_window(ctx)},
    )
    await hint_matcher(ctx)


async def look_at_part(ctx: Context, part: int | None) -> None:
    """For all that waits in a part of the events, or in all parts, after a crash of its matcher."""
    await ctx.db.execute(
        text(LOOK.format(which="(cast(:part as integer) is null or events_part(j.profile_id) = :part)")),
        {"workspace": ctx.workspace_id, "part": part, **_window(ctx)},
    )
    await hint_matcher(ctx)


def _window(ctx: Context) -> dict[str, datetime]:
    return {"since": ctx.now - LOOK_BACK, "until": ctx.now + timedelta(days=1)}


async def hint_lane(ctx: Context, run: int, lane: int) -> None:
    """Tells the workers that a lane of a run has work."""
    await hint(
        ctx.db,
        ADVANCE,
        {"workspace_id": str(ctx.workspace_id), "run": run, "lane": lane},
        lock=f"lane:{run}:{lane}",
        queue=WORKFLOWS,
    )


async def hint_matcher(ctx: Context) -> None:
    """Tells the workers that events are pending in this workspace."""
    await hint(
        ctx.db,
        MATCH,
        {"workspace_id": str(ctx.workspace_id)},
        lock=f"match:{ctx.workspace_id}",
        queue=WORKFLOWS,
    )
