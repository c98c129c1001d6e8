"""The engine of one process: drives batches, isolates what breaks them, and looks twice at what waits."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID, uuid4

import asyncpg
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from largesse.core.context import Actor, Context
from largesse.core.db import Database, driver_connection, is_unavailable
from largesse.workflows.engine.drive import drive
from largesse.workflows.engine.leases import Lease, LostError, renew
from largesse.workflows.engine.plans import LiveRun, Plans
from largesse.workflows.engine.rows import COLUMNS, by_run, read_path
from largesse.workflows.engine.second_look import LOOK_BACK, hint_lane, hint_matcher
from largesse.workflows.engine.write_back import MovedError, write_back
from largesse.workflows.paths import DEAD, READY, WAITING, Counts, Effects, Occurrence, Path, Reply, World
from largesse.workflows.services import Services

log = structlog.get_logger()

BATCH: Final = 1000
RELOAD: Final = (
    f"select {COLUMNS} from journeys j where j.workspace_id = $1 and j.id = any($2::bigint[]) and"
    " j.status < 4"
    " order by j.id"
)


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known of a path before it is driven, which changes it."""

    path: Path
    loaded: tuple[int, int, int, int]
    armed: int | Occurrence
    timed_out: bool


@dataclass
class Engine:
    """What every part of the engine shares; `direct` lets a path's own events meet its next wait at once."""

    database: Database
    services: Services
    plans: Plans = field(default_factory=Plans)
    owner: UUID = field(default_factory=uuid4)
    batch: int = BATCH
    direct: bool = True

    def context(self, workspace_id: UUID):  # type: ignore[no-untyped-def]
        """A transaction of background work."""
        actor = Actor(kind="system", id="workflows", workspace_id=workspace_id)
        return self.database.context(workspace_id, actor=actor)

    async def move(
        self,
        ctx: Context,
        paths: Sequence[Path],
        runs: Mapping[int, LiveRun],
        *,
        counts: Counts | None = None,
    ) -> list[Path]:
        """Drives these paths and writes them back in the caller's transaction; answers those that changed.

        `counts` are written with theirs.
        """
        effects = Effects(counts=counts if counts is not None else Counter())
        for number, group in by_run(paths).items():
            run = runs[number]
            world = World(ctx, ctx.now, run.workflow_id, self.services, direct=self.direct)
            await drive(world, run, group, effects)
        await write_back(ctx, effects, runs, direct=self.direct)
        return [path for path in effects.rested if path.is_new or path.has_changed]

    async def settle(
        self,
        workspace_id: UUID,
        lease: Lease,
        paths: Sequence[Path],
        *,
        runs: Mapping[int, LiveRun],
        replies: Mapping[int, Reply] | None = None,
    ) -> list[Path]:
        """Moves paths in a transaction of their own; answers those that changed.

        A batch that breaks is halved until the one path that breaks it is alone; that one dies with its
        error, and holds nobody up. Paths that somebody else moved meanwhile are left to him; the others are
        moved without them, so that no call is repeated for their sake.
        """
        before = [_Before(path, path.loaded, path.armed, path.timed_out) for path in paths]
        replies = replies or {}
        try:
            async with self.context(workspace_id) as ctx:
                await renew(ctx, lease)
                return await self.move(ctx, paths, runs)
        except MovedError:
            left = await self._unmoved(workspace_id, before, runs=runs, replies=replies)
            if len(left) == len(paths):
                return []
            return await self.settle(workspace_id, lease, left, runs=runs, replies=replies) if left else []
        except Exception as error:
            if isinstance(error, LostError) or is_unavailable(error):
                raise
            if is_deadlock(error):
                return []
            return await self._divide(
                workspace_id,
                lease,
                before,
                runs=runs,
                replies=replies,
                error=error,
            )

    async def _divide(
        self,
        workspace_id: UUID,
        lease: Lease,
        before: Sequence[_Before],
        *,
        runs: Mapping[int, LiveRun],
        replies: Mapping[int, Reply],
        error: Exception,
    ) -> list[Path]:
        if len(before) == 1:
            journey_id = before[0].path.id
            log.warning("journey_died", journey_id=journey_id, error=told(error))
            async with self.context(workspace_id) as ctx:
                await bury(ctx, journey_id, told(error))
            return []
        moved: list[Path] = []
        for half in (before[: len(before) // 2], before[len(before) // 2 :]):
            paths = await self._unmoved(workspace_id, half, runs=runs, replies=replies)
            if paths:
                moved += await self.settle(workspace_id, lease, paths, runs=runs, replies=replies)
        return moved

    async def _unmoved(
        self,
        workspace_id: UUID,
        before: Sequence[_Before],
        *,
        runs: Mapping[int, LiveRun],
        replies: Mapping[int, Reply],
    ) -> list[Path]:
        """Those paths that nobody moved, as they were before they were driven, with their replies."""
        known = {was.path.id: was for was in before}
        async with self.context(workspace_id) as ctx:
            read = await self.reload(ctx, list(known), runs)
        paths = [path for path in read if path.loaded == known[path.id].loaded]
        for path in paths:
            was = known[path.id]
            path.armed, path.timed_out, path.reply = was.armed, was.timed_out, replies.get(path.id)
        return paths

    async def reload(self, ctx: Context, ids: Sequence[int], runs: Mapping[int, LiveRun]) -> list[Path]:
        """These journeys as they stand now, with their customers; closed ones are left out."""
        driver = await driver_connection(ctx.db)
        rows = await driver.fetch(RELOAD, ctx.workspace_id, list(ids))
        return [read_path(row, runs[row["run"]]) for row in rows if row["run"] in runs]

    async def after_commit(self, ctx: Context, moved: Sequence[Path], runs: Mapping[int, LiveRun]) -> None:
        """What moved paths need once they are written: a second look for events, a hint to their lane."""
        if await self._look_again(ctx, [path for path in moved if path.status == WAITING], runs):
            await hint_matcher(ctx)
        for run, lane in sorted({(path.run, path.lane) for path in moved if path.status == READY}):
            await hint_lane(ctx, run, lane)

    async def _look_again(self, ctx: Context, waiting: Sequence[Path], runs: Mapping[int, LiveRun]) -> int:
        """Offers once more the events that came while these paths lay down; only after their commit.

        A miss would need: event commit < matcher's look < wait's commit < this look < event commit.
        Events that the paths wrote themselves were offered already.
        """
        wanted = [
            (path.profile_id, name, path.armed if isinstance(path.armed, int) else path.armed.seq or 0)
            for path in waiting
            for name in runs[path.run].plan.steps[path.node].node.event_names()
            if name not in runs[path.run].plan.answers and path.profile_id
        ]
        if not wanted:
            return 0
        driver = await driver_connection(ctx.db)
        found: int = await driver.fetchval(
            "select events_pend_again($1, $2::bigint[], $3::text[], $4::bigint[], $5, $6, $7::bigint[])",
            ctx.workspace_id,
            [profile for profile, _, _ in wanted],
            [name for _, name, _ in wanted],
            [after for _, _, after in wanted],
            ctx.now - LOOK_BACK,
            ctx.now + timedelta(days=1),
            [event.seq for path in waiting for event in path.own],
        )
        return found


async def bury(ctx: Context, journey_id: int, error: str) -> None:
    """Ends a journey that cannot go on, with its error."""
    row = (
        await ctx.db.execute(
            text(
                "update journeys set status = :dead, due_at = null where workspace_id = :workspace"
                " and id = :id and status < 4 returning run, node"
            ),
            {"workspace": ctx.workspace_id, "id": journey_id, "dead": DEAD},
        )
    ).one_or_none()
    if row is None:
        return
    await ctx.db.execute(
        text(
            "insert into journey_errors (workspace_id, journey_id, run, node, at, final, error)"
            " values (:workspace, :id, :run, :node, :now, true, :error) on conflict do nothing"
        ),
        {
            "workspace": ctx.workspace_id,
            "id": journey_id,
            "run": row.run,
            "node": row.node,
            "now": ctx.now,
            "error": error[:2000].replace("\x00", "\ufffd"),
        },
    )
    for what in ("!dead", "!ended", "!stayed"):
        await count(ctx, row.run, row.node, what, 1)


async def count(ctx: Context, run: int, node: int, what: str, number: int) -> None:
    """Adds to a node's counts."""
    added = {"workspace": ctx.workspace_id, "run": run, "node": node, "what": what, "n": number}
    await ctx.db.execute(
        text(
            "insert into node_stats as s (workspace_id, run, node, what, shard, n)"
            " values (:workspace, :run, :node, :what, 0, :n)"
            " on conflict (workspace_id, run, node, what, shard) do update set n = s.n + excluded.n"
        ),
        added,
    )
    await ctx.db.execute(
        text(
            "insert into node_hours as s (workspace_id, run, hour, node, what, shard, n)"
            " values (:workspace, :run, date_trunc('hour', cast(:now as timestamptz)), :node, :what, 0, :n)"
            " on conflict (workspace_id, run, hour, node, what, shard) do update set n = s.n + excluded.n"
        ),
        {**added, "now": ctx.now},
    )


def told(error: BaseException) -> str:
    """What happened, without the statement that it happened in."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig.__cause__ or error.orig
    return f"{type(error).__name__}: {error}"


def is_deadlock(error: BaseException) -> bool:
    """Whether two transactions met head on; the loser does it again."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        error = error.orig.__cause__ or error
    return isinstance(error, asyncpg.DeadlockDetectedError | asyncpg.SerializationError)
