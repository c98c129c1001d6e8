"""Drives paths in memory through all nodes up to the next call, wait or end."""

from collections.abc import Sequence

from largesse.workflows.durations import LIFE
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.paths import ENDED, Batch, Effects, Path, World


async def drive(world: World, run: LiveRun, paths: Sequence[Path], effects: Effects) -> None:
    """Moves every path until it rests; what happened is added to the effects.

    Paths that stand at the same node go through it together. A path older than its life ends, and so does that of an erased profile.
    """
    standing: dict[int, list[Path]] = {}
    for path in paths:
        if path.started_at + LIFE <= world.now and not path.is_new:
            _end(path, effects, "!expired")
        elif path.profile_id and path.customer is None and run.plan.reads_customer:
            _end(path, effects, "!erased")
        else:
            standing.setdefault(path.node, []).append(path)
    while standing:
        node, group = standing.popitem()
        batch = Batch(world, effects, run.plan.steps[node], group)
        await batch.step.node.advance(batch)
        for path in batch.moved:
            standing.setdefault(path.node, []).append(path)


def _end(path: Path, effects: Effects, why: str) -> None:
    effects.counts[path.run, path.node, why] += 1
    effects.counts[path.run, path.node, "!ended"] += 1
    effects.counts[path.run, path.node, "!stayed"] += 1
    path.status, path.due_at = ENDED, None
    effects.rested.append(path)
