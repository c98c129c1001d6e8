"""Drives paths in memory through all nodes up to the next call, wait or end."""

from collections.abc import Sequence

from largesse.workflows.durations import LIFE
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.engine.rows import load_customers
from largesse.workflows.engine.write_back import write_events
from largesse.workflows.paths import ENDED, Batch, Effects, Path, World


async def drive(world: World, run: LiveRun, paths: Sequence[Path], effects: Effects) -> None:
    """Moves every path until it rests; what happened is added to the effects.

    Paths that stand at the same node go through it together; profiles are loaded where a node first reads
    them. A path older than its life ends, and so does that of an erased profile.
    """
    standing: dict[int, list[Path]] = {}
    workspace = world.workspace
    for path in paths:
        path.workspace = workspace
        if path.started_at + LIFE <= world.now and not path.is_new:
            _end(path, effects, "!expired")
        else:
            standing.setdefault(path.node, []).append(path)
    while standing:
        node, group = standing.popitem()
        step = run.plan.steps[node]
        if step.node.reads_profile:
            group = await _with_customers(world, group, effects)
        if step.node.reads_events and not world.simulated:
            await write_events(world.ctx, effects, {run.number: run}, direct=world.direct)
        batch = Batch(world, effects, step, group)
        await step.node.advance(batch)
        for path in batch.moved:
            standing.setdefault(path.node, []).append(path)


async def _with_customers(world: World, group: Sequence[Path], effects: Effects) -> list[Path]:
    await load_customers(world.ctx, group)
    for path in group:
        if path.profile_id and path.customer is None:
            _end(path, effects, "!erased")
    return [path for path in group if not path.profile_id or path.customer is not None]


def _end(path: Path, effects: Effects, why: str) -> None:
    for what in (why, "!ended", "!stayed"):
        effects.counts[path.run, path.node, what] += 1
    path.status, path.due_at = ENDED, None
    effects.rested.append(path)
