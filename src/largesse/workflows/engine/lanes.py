"""Advances the ready journeys of a run, lane by lane, for a slice of time each."""

import time
from typing import Final
from uuid import UUID

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.workflows.engine.calling import Calling
from largesse.workflows.engine.engine import Engine
from largesse.workflows.engine.entry import ANALYZED, enter_next_range, refresh_statistics
from largesse.workflows.engine.leases import Lease, LostError, give_back, renew, take
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.engine.rows import COLUMNS, place_in_order, read_path
from largesse.workflows.engine.second_look import look_at_lane
from largesse.workflows.paths import Path

SLICE_SECONDS: Final = 0.5
# So many journeys are worth a batch; until then more slices are entered in the same transaction.
ENOUGH: Final = 200
ENTER_SECONDS: Final = 0.2
# Paths whose call a crash may repeat.
CALL_BATCH: Final = 250
READY: Final = (
    f"select {COLUMNS} from journeys j where j.workspace_id = $1 and j.run = $2 and j.lane = $3"
    " and j.status = 0 order by j.id limit $4"
)


async def advance_lane(
    engine: Engine, workspace_id: UUID, run_number: int, lane: int, *, seconds: float = SLICE_SECONDS
) -> bool:
    """Works on a lane for about this long; True when more may be left.

    False also when the run rests or somebody else has the lane.
    """
    async with engine.context(workspace_id) as ctx:
        run = (await engine.plans.of_runs(ctx, [run_number])).get(run_number)
        if run is None or not run.running:
            return False
        lease = await take(ctx, run_number, lane, owner=engine.owner)
    if lease is None:
        return False
    work = _Lane(engine, workspace_id, run, lease)
    try:
        return await work.go_on(seconds)
    except LostError:
        return False
    finally:
        await work.close()


class _Lane:
    """One slice of work on a lane; what it made wait is looked at again after its commit."""

    def __init__(self, engine: Engine, workspace_id: UUID, run: LiveRun, lease: Lease) -> None:
        self._engine = engine
        self._workspace_id = workspace_id
        self._run = run
        self._lease = lease
        self._unchecked: list[Path] = []
        self._is_clean = False
        self._is_to_analyze = False
        self._calling: Calling | None = None

    async def go_on(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        if self._lease.after_crash:
            async with self._engine.context(self._workspace_id) as ctx:
                await look_at_lane(ctx, self._run.number, self._lease.lane)
        more = True
        while more and time.monotonic() < end:
            more = await self._batch()
            if self._is_to_analyze:
                self._is_to_analyze = False
                async with self._engine.context(self._workspace_id) as ctx:
                    await refresh_statistics(ctx)
        await self._check()
        self._is_clean = True
        return more

    async def close(self) -> None:
        """Gives the lease back, unless work broke off: then it runs out, and tells the next of a crash."""
        if self._is_clean:
            async with self._engine.context(self._workspace_id) as ctx:
                await give_back(ctx, self._lease)

    async def _batch(self) -> bool:
        calling = Calling(self._engine.services)
        async with self._engine.context(self._workspace_id) as ctx:
            await self._look_again(ctx)
            paths = await self._read(ctx)
            if not paths:
                return await self._enter(ctx)
            calls = [path for path in paths if self._calls(path)]
            await calling.prepare(ctx, self._run, calls)
        pure = [path for path in paths if not self._calls(path)]
        if pure:
            await self._settle(pure)
        async for part in calling.parts():
            await (self._settle(part) if part else self._stay())
        self._calling = calling
        return True

    async def _enter(self, ctx: Context) -> bool:
        """The next slice, or the next ones where few of the profiles take part."""
        end, count = time.monotonic() + ENTER_SECONDS, 0
        while count < ENOUGH and time.monotonic() < end:
            entered = await enter_next_range(ctx, self._run, self._lease.lane)
            if entered is None:
                return count > 0
            count += entered[1]
            self._is_to_analyze = self._is_to_analyze or entered[0] in ANALYZED
        return True

    async def _read(self, ctx: Context) -> list[Path]:
        driver = await driver_connection(ctx.db)
        first = await driver.fetchrow(READY, ctx.workspace_id, self._run.number, self._lease.lane, 1)
        if first is None:
            return []
        calls = self._run.plan.steps[first["node"]].node.calls
        limit = min(CALL_BATCH, self._engine.batch) if calls else self._engine.batch
        place = await place_in_order(ctx)
        rows = await driver.fetch(READY, ctx.workspace_id, self._run.number, self._lease.lane, limit)
        paths = [read_path(row, self._run) for row in rows]
        for path in paths:
            if self._calls(path):
                path.armed = place  # what comes while the call is under way counts for the next wait
        return paths

    def _calls(self, path: Path) -> bool:
        return self._run.plan.steps[path.node].node.calls

    async def _stay(self) -> None:
        """Keeps the lease while calls take longer than it lasts, lest another worker makes them again."""
        async with self._engine.context(self._workspace_id) as ctx:
            await renew(ctx, self._lease)

    async def _settle(self, paths: list[Path]) -> None:
        self._unchecked += await self._engine.settle(
            self._workspace_id,
            self._lease,
            paths,
            runs={self._run.number: self._run},
            replies={path.id: path.reply for path in paths if path.reply is not None},
        )

    async def _check(self) -> None:
        if self._unchecked or self._calling is not None:
            async with self._engine.context(self._workspace_id) as ctx:
                await self._look_again(ctx)

    async def _look_again(self, ctx: Context) -> None:
        calling, self._calling = self._calling, None
        if calling is not None:
            await calling.note(ctx)
        moved, self._unchecked = self._unchecked, []
        await self._engine.after_commit(ctx, moved, {self._run.number: self._run})
