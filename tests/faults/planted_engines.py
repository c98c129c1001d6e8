"""Engines with a bug each; the judgement must find every one of them."""

from collections import Counter
from collections.abc import Mapping, Sequence

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.workflows.engine.drive import drive
from largesse.workflows.engine.engine import Engine
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.engine.rows import by_run
from largesse.workflows.engine.write_back import write_back
from largesse.workflows.paths import Counts, Effects, Path, World
from tests.faults.engine_child import DyingDatabase


class NoSecondLook(Engine):
    """Does not look for the events that came while its paths lay down."""

    async def after_commit(self, ctx: Context, moved: Sequence[Path], runs: Mapping[int, LiveRun]) -> None:
        del ctx, moved, runs


class Blind(Engine):
    """Writes over whatever the row has become, as an update by the key alone would."""

    async def move(
        self,
        ctx: Context,
        paths: Sequence[Path],
        runs: Mapping[int, LiveRun],
        *,
        counts: Counts | None = None,
    ) -> list[Path]:
        driver = await driver_connection(ctx.db)
        for path in paths:
            row = await driver.fetchrow(
                "select node, status, armed, attempt from journeys where workspace_id = $1 and id = $2",
                ctx.workspace_id,
                path.id,
            )
            if row is not None:
                path.loaded = (row["node"], row["status"], row["armed"], row["attempt"])
        return await super().move(ctx, paths, runs, counts=counts)


class EmitsOutside(Engine):
    """Writes events in a transaction of their own, before the one that moves the journeys.

    A process that is to die dies between the two: answers come in parts, so no count of commits says when.
    """

    async def move(
        self,
        ctx: Context,
        paths: Sequence[Path],
        runs: Mapping[int, LiveRun],
        *,
        counts: Counts | None = None,
    ) -> list[Path]:
        effects = Effects(counts=counts if counts is not None else Counter())
        for number, group in by_run(paths).items():
            run = runs[number]
            world = World(ctx, ctx.now, run.workflow_id, self.services, direct=self.direct)
            await drive(world, run, group, effects)
        async with self.context(ctx.workspace_id) as other:
            await write_back(other, Effects(emitted=effects.emitted), runs, direct=self.direct)
        if effects.emitted and isinstance(self.database, DyingDatabase):
            self.database.die_at_next_commit()
        effects.emitted = []
        await write_back(ctx, effects, runs, direct=self.direct)
        return [path for path in effects.rested if path.is_new or path.has_changed]
