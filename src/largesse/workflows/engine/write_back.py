"""Writes what a batch did in one transaction; a path that somebody else moved meanwhile undoes it all."""

import random
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import UUID

import asyncpg
import orjson

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.messages.commands import enqueue_many
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.engine.rows import by_key, carried
from largesse.workflows.paths import OPEN_BELOW, Effects, Emitted, Occurrence, Path
from largesse.workflows.siblings import stop_siblings

SHARDS: Final = 8
# Who wrote the event, as the log of events says it.
SOURCE: Final = "workflows"
_SHARD: Final = random.SystemRandom().randrange(SHARDS)
GENERATE: Final = (
    "select events_generate($1, $2::text[], $3::bigint[], $4::jsonb[], $5::boolean[], $6::bigint[], $7, $8)"
)
UPDATE: Final = (
    "update journeys j set node = u.node, status = u.status, armed = u.armed, due_at = u.due_at,"
    " attempt = u.attempt, ctx = u.ctx"
    " from unnest($2::bigint[], $3::smallint[], $4::smallint[], $5::bigint[], $6::smallint[],"
    " $7::smallint[], $8::smallint[], $9::bigint[], $10::smallint[], $11::timestamptz[], $12::jsonb[])"
    " u (id, old_node, old_status, old_armed, old_attempt, node, status, armed, attempt, due_at, ctx)"
    " where j.workspace_id = $1 and j.id = u.id and j.node = u.old_node and j.status = u.old_status"
    " and j.armed = u.old_armed and j.attempt = u.old_attempt"
)
INSERT: Final = (
    "insert into journeys (workspace_id, id, run, profile_id, armed, due_at, started_at, node,"
    " status, attempt,"
    " lane, ctx) select $1, u.* from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[],"
    " $6::timestamptz[], $7::timestamptz[], $8::smallint[], $9::smallint[], $10::smallint[], $11::smallint[],"
    " $12::jsonb[]) u"
)
COUNT: Final = (
    "insert into node_stats as s (workspace_id, run, node, what, shard, n)"
    " select $1, u.run, u.node, u.what, $6, u.n"
    " from unnest($2::bigint[], $3::smallint[], $4::text[], $5::bigint[]) u (run, node, what, n)"
    " order by u.run, u.node, u.what"
    " on conflict (workspace_id, run, node, what, shard) do update set n = s.n + excluded.n"
)
COUNT_BY_HOUR: Final = (
    "insert into node_hours as s (workspace_id, run, hour, node, what, shard, n)"
    " select $1, u.run, date_trunc('hour', $7::timestamptz), u.node, u.what, $6, u.n"
    " from unnest($2::bigint[], $3::smallint[], $4::text[], $5::bigint[]) u (run, node, what, n)"
    " order by u.run, u.node, u.what"
    " on conflict (workspace_id, run, hour, node, what, shard) do update set n = s.n + excluded.n"
)
ERRORS: Final = (
    "insert into journey_errors (workspace_id, journey_id, run, node, at, final, error)"
    " select $1, u.journey, u.run, u.node, $7, u.final, u.error from unnest($2::bigint[], $3::bigint[],"
    " $4::smallint[], $5::boolean[], $6::text[]) u (journey, run, node, final, error) on conflict do nothing"
)
STEPS: Final = (
    "insert into journey_steps (workspace_id, journey_id, step, at, node, port, event, rendered)"
    " select $1, u.journey, coalesce((select max(s.step) from journey_steps s where s.workspace_id = $1"
    " and s.journey_id = u.journey), 0) + u.place, $7, u.node, u.port, u.event, u.rendered"
    " from unnest($2::bigint[], $3::smallint[], $4::text[], $5::jsonb[], $6::jsonb[])"
    " with ordinality u (journey, node, port, event, rendered, place)"
)
WAITERS: Final = "select name, waiter from event_waits where workspace_id = $1 and name = any($2::text[])"


class MovedError(Exception):
    """Somebody else moved a path of the batch; nothing was written, the rows are to be read again."""


async def write_back(ctx: Context, effects: Effects, runs: Mapping[int, LiveRun], *, direct: bool) -> None:
    """Writes events, messages, journeys and counts; MovedError."""
    driver = await driver_connection(ctx.db)
    await by_key(ctx)
    await write_events(ctx, effects, runs, direct=direct)
    changed = [path for path in effects.rested if not path.is_new and path.has_changed]
    await _update(driver, ctx.workspace_id, changed, runs)
    await _insert(driver, ctx.workspace_id, [path for path in effects.rested if path.is_new], runs)
    if effects.enders:
        for (run, node), number in (await stop_siblings(ctx, effects.enders)).items():
            effects.counts[run, node, "!ended"] += number
            effects.counts[run, node, "!stayed"] += number
    if effects.messages:
        await enqueue_many(ctx, effects.messages)
    await _write_counts(driver, ctx, effects)
    await _write_trail(driver, ctx, effects)


async def write_events(ctx: Context, effects: Effects, runs: Mapping[int, LiveRun], *, direct: bool) -> None:
    """Writes those events of these runs that are not written yet, for nodes that look at events."""
    emitted = [item for item in effects.emitted if item.path.run in runs]
    if not emitted:
        return
    effects.emitted = [item for item in effects.emitted if item.path.run not in runs]
    driver = await driver_connection(ctx.db)
    names = {item.event.name for item in emitted}
    waiters: dict[str, set[str]] = {}
    for row in await driver.fetch(WAITERS, ctx.workspace_id, sorted(names)):
        waiters.setdefault(row["name"], set()).add(row["waiter"])
    seqs = await driver.fetchval(
        GENERATE,
        ctx.workspace_id,
        [item.event.name for item in emitted],
        [item.path.profile_id or None for item in emitted],
        [orjson.dumps(item.event.params).decode() for item in emitted],
        [_pends(item, runs[item.path.run], waiters, direct=direct) for item in emitted],
        [item.path.id if item.scoped and not direct else None for item in emitted],
        SOURCE,
        ctx.now,
    )
    for item, seq in zip(emitted, seqs, strict=True):
        item.event.seq = seq


def _pends(item: Emitted, run: LiveRun, waiters: Mapping[str, set[str]], *, direct: bool) -> bool:
    """Whether anybody but the path itself, which was offered the event already, may wait for it."""
    waiting = waiters.get(item.event.name, set())
    if not direct:
        return bool(waiting)
    if item.scoped:
        return any(waiter.startswith("trigger:") for waiter in waiting)
    own = f"version:{run.workflow_id}:{run.version}"
    return any(waiter != own for waiter in waiting) or (bool(waiting) and run.plan.has_siblings)


async def _update(
    driver: asyncpg.Connection, workspace_id: UUID, paths: list[Path], runs: Mapping[int, LiveRun]
) -> None:
    if not paths:
        return
    paths.sort(key=lambda path: path.id)
    done = await driver.execute(
        UPDATE,
        workspace_id,
        [path.id for path in paths],
        [path.loaded[0] for path in paths],
        [path.loaded[1] for path in paths],
        [path.loaded[2] for path in paths],
        [path.loaded[3] for path in paths],
        [path.node for path in paths],
        [path.status for path in paths],
        [_armed(path) for path in paths],
        [path.attempt for path in paths],
        [path.due_at if path.status < OPEN_BELOW else None for path in paths],
        [carried(path, runs[path.run]) if path.status < OPEN_BELOW else None for path in paths],
    )
    if int(done.rpartition(" ")[2]) != len(paths):
        raise MovedError


async def _insert(
    driver: asyncpg.Connection, workspace_id: UUID, paths: Sequence[Path], runs: Mapping[int, LiveRun]
) -> None:
    if not paths:
        return
    await driver.execute(
        INSERT,
        workspace_id,
        [path.id for path in paths],
        [path.run for path in paths],
        [path.profile_id for path in paths],
        [_armed(path) for path in paths],
        [path.due_at if path.status < OPEN_BELOW else None for path in paths],
        [path.started_at for path in paths],
        [path.node for path in paths],
        [path.status for path in paths],
        [path.attempt for path in paths],
        [path.lane for path in paths],
        [carried(path, runs[path.run]) if path.status < OPEN_BELOW else None for path in paths],
    )


def _armed(path: Path) -> int:
    """The place after which events count; that of an own event is known only now."""
    if isinstance(path.armed, Occurrence):
        return path.armed.seq or path.loaded[2]
    return path.armed


async def _write_counts(driver: asyncpg.Connection, ctx: Context, effects: Effects) -> None:
    if effects.counts:
        keys = list(effects.counts)
        told = (
            ctx.workspace_id,
            [run for run, _, _ in keys],
            [node for _, node, _ in keys],
            [what for _, _, what in keys],
            [effects.counts[key] for key in keys],
            _SHARD,
        )
        await driver.execute(COUNT, *told)
        await driver.execute(COUNT_BY_HOUR, *told, ctx.now)


async def _write_trail(driver: asyncpg.Connection, ctx: Context, effects: Effects) -> None:
    if effects.errors:
        await driver.execute(
            ERRORS,
            ctx.workspace_id,
            [path.id for path, *_ in effects.errors],
            [path.run for path, *_ in effects.errors],
            [node for _, node, _, _ in effects.errors],
            [final for _, _, final, _ in effects.errors],
            [error.replace("\x00", "\ufffd") for _, _, _, error in effects.errors],
            ctx.now,
        )
    if effects.trail:
        await driver.execute(
            STEPS,
            ctx.workspace_id,
            [path.id for path, *_ in effects.trail],
            [node for _, node, _, _, _ in effects.trail],
            [port for _, _, port, _, _ in effects.trail],
            [_json(event) for _, _, _, event, _ in effects.trail],
            [_json(shown) for _, _, _, _, shown in effects.trail],
            ctx.now,
        )


def _json(value: object) -> str | None:
    return orjson.dumps(value, default=str).decode() if value is not None else None
