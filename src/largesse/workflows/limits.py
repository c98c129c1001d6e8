"""How often a node may act in a window of time."""

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, Field, StrictInt
from sqlalchemy import text

from largesse.core.context import Context
from largesse.workflows.durations import Duration
from largesse.workflows.paths import Batch, Path


class ActionLimit(BaseModel):
    """At most so many actions of this node in a window of time; paths beyond it go on without the action."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    count: StrictInt = Field(ge=1, le=10_000_000)
    per: Duration

    def window(self, now: datetime) -> datetime:
        """When the window of this moment began; windows count from the beginning of 1970."""
        length = self.per.length.total_seconds()
        return datetime.fromtimestamp(now.timestamp() // length * length, UTC)


async def within_limit(batch: Batch, limit: ActionLimit | None, paths: Sequence[Path]) -> Sequence[Path]:
    """Those paths that may act; the others go on at once. Counts in the transaction of the batch."""
    if limit is None or batch.world.simulated or not paths:
        return paths
    room = await _take(batch.ctx, batch, limit, len(paths))
    for path in paths[room:]:
        batch.limit(path)
    return paths[:room]


async def _take(ctx: Context, batch: Batch, limit: ActionLimit, wanted: int) -> int:
    key = {
        "workspace": ctx.workspace_id,
        "workflow": batch.world.workflow_id,
        "node": batch.step.node.id,
        "window": limit.window(batch.now),
    }
    await ctx.db.execute(
        text(
            "insert into node_actions (workspace_id, workflow_id, node, window_start, n)"
            " values (:workspace, :workflow, :node, :window, 0) on conflict do nothing"
        ),
        key,
    )
    taken: int = (
        await ctx.db.execute(
            text(
                "update node_actions a set n = least(:limit, old.n + :wanted) from ("
                " select n from node_actions where workspace_id = :workspace and workflow_id = :workflow"
                " and node = :node and window_start = :window for update) old"
                " where a.workspace_id = :workspace and a.workflow_id = :workflow and a.node = :node"
                " and a.window_start = :window returning a.n - old.n"
            ),
            {**key, "limit": limit.count, "wanted": wanted},
        )
    ).scalar_one()
    return taken
