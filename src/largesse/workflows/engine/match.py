"""Offers events to the journeys that wait for them, and begins the journeys that start with one."""

import time
from collections import Counter
from collections.abc import Sequence
from typing import Final
from uuid import UUID

import structlog
from asyncpg import Record

from largesse.core.context import Context
from largesse.core.db import driver_connection, is_unavailable
from largesse.workflows.engine.begin import begin_journeys, runs_begun_by
from largesse.workflows.engine.engine import Engine, bury, is_deadlock, told
from largesse.workflows.engine.leases import SHARED, Lease, LostError, give_back, renew, take
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.engine.rows import COLUMNS, by_key, read_path
from largesse.workflows.engine.second_look import hint_matcher, look_at_part
from largesse.workflows.engine.write_back import MovedError, write_back
from largesse.workflows.paths import Counts, Effects, Occurrence, Path, let_die

log = structlog.get_logger()

SLICE_SECONDS: Final = 2.0
# Stands for a journey at events that are offered a second time.
AGAIN: Final = -1
PARTS: Final = 8
MOST_PARTS: Final = 4
TAKE: Final = "select * from events_take_pending($1, $2::smallint[], $3)"
PENDING_PARTS: Final = (
    f"select p.part from generate_series(0, {PARTS - 1}) p (part)"
    " where exists (select from event_pending e where e.workspace_id = $1 and e.part = p.part)"
)
TRIGGERS: Final = (
    "select distinct event from workflow_triggers where workspace_id = $1 and event = any($2::text[])"
)
# Steps of one transaction, each of which ends what the next ones look at.
MOST_SEGMENTS: Final = 50
WAITING: Final = (
    f"select {COLUMNS} from journeys j where j.profile_id = any($2::bigint[]) and j.status = 1"
    " and j.workspace_id = $1 and (cast($3 as bigint) is null or j.id = $3) order by j.id"
)
WAITING_ALONE: Final = (
    f"select {COLUMNS} from journeys j where j.workspace_id = $1 and j.id = any($2::bigint[])"
    " and j.status = 1 order by j.id"
)


async def match_events(engine: Engine, workspace_id: UUID, *, seconds: float = SLICE_SECONDS) -> int:
    """Works through the pending events of a workspace for about this long; answers how many it offered.

    One matcher at a time offers the events of a part, in their order; parts go on beside each other.
    """
    end = time.monotonic() + seconds
    async with engine.context(workspace_id) as ctx:
        parts = await _pending_parts(ctx)
        # Half of them at most, so that another worker finds some too.
        lease = await take(ctx, SHARED, *parts, owner=engine.owner, most=MOST_PARTS) if parts else None
        if lease is None:
            return 0
        for part in lease.after_crash:
            await look_at_part(ctx, part)
    work = _Matching(engine, workspace_id, lease)
    offered = 0
    try:
        while time.monotonic() < end and (count := await work.step()):
            offered += count
        await work.look_again()
    except LostError:
        return offered
    async with engine.context(workspace_id) as ctx:
        await give_back(ctx, lease)
        if await _pending_parts(ctx):
            await hint_matcher(ctx)
    return offered


async def _pending_parts(ctx: Context) -> list[int]:
    driver = await driver_connection(ctx.db)
    return [row["part"] for row in await driver.fetch(PENDING_PARTS, ctx.workspace_id)]


class _TooManyError(Exception):
    """The batch is to be read again with fewer events, so that its transaction stays short."""


class _Matching:
    """The matching of some parts; after a failure events are taken one by one until the culprit is found."""

    def __init__(self, engine: Engine, workspace_id: UUID, lease: Lease) -> None:
        self._engine = engine
        self._workspace_id = workspace_id
        self._lease = lease
        self._limit = engine.batch
        self._unchecked: list[Path] = []
        self._runs: dict[int, LiveRun] = {}

    async def step(self) -> int:
        """Offers the next events; answers how many."""
        try:
            async with self._engine.context(self._workspace_id) as ctx:
                await renew(ctx, self._lease)
                events = await self._take(ctx)
                moved = []
                for segment in await self._segments(ctx, events):
                    moved += await self._offer(ctx, segment)
        except MovedError:
            return self._limit
        except _TooManyError:
            self._limit = MOST_SEGMENTS
            return self._limit
        except Exception as error:
            if isinstance(error, LostError) or is_unavailable(error):
                raise
            if not is_deadlock(error):
                await self._isolate()
            return self._limit
        self._limit = min(self._engine.batch, self._limit * 2)
        self._unchecked += moved
        if len(self._unchecked) > self._engine.batch:
            await self.look_again()
        return len(events)

    async def look_again(self) -> None:
        moved, self._unchecked = self._unchecked, []
        if moved:
            async with self._engine.context(self._workspace_id) as ctx:
                await self._engine.after_commit(ctx, moved, self._runs)

    async def _take(self, ctx: Context) -> list[Record]:
        driver = await driver_connection(ctx.db)
        parts = list(self._lease.lanes)
        if self._limit == 1:  # one event alone, so that it is known which one breaks
            parts = [part for part in await _pending_parts(ctx) if part in parts][:1]
        rows = await driver.fetch(TAKE, ctx.workspace_id, parts, self._limit) if parts else []
        return sorted(rows, key=lambda row: row["seq"])

    async def _segments(self, ctx: Context, events: Sequence[Record]) -> list[Sequence[Record]]:
        """The events, cut before each that may begin a journey after another event of the same profile.

        What the other one does comes first: it may end the one journey that the profile may have open.
        """
        profiles = Counter(row["profile_id"] for row in events if row["profile_id"])
        if len(profiles) == len(events):
            return [events]
        driver = await driver_connection(ctx.db)
        names = sorted({row["name"] for row in events})
        rows = await driver.fetch(TRIGGERS, ctx.workspace_id, names)
        begins, cuts = {row["event"] for row in rows}, [0]
        seen: set[int] = set()
        for place, row in enumerate(events):
            if row["name"] in begins and row["profile_id"] in seen:
                cuts.append(place)
                seen.clear()
            if row["profile_id"]:
                seen.add(row["profile_id"])
            if len(cuts) > MOST_SEGMENTS:
                raise _TooManyError
        return [events[first:last] for first, last in zip(cuts, [*cuts[1:], len(events)], strict=True)]

    async def _offer(
        self, ctx: Context, events: Sequence[Record], *, only: int | None = None, begin: int | None = None
    ) -> list[Path]:
        """Drives who waits for these events (`only` this one), and whom they begin (in the run `begin`)."""
        if not events:
            return []
        occurrences = [_read(row) for row in events]
        paths, runs = await self._waiting_for(ctx, events, occurrences, only=only)
        counts: Counts = Counter()
        if not only:
            paths += await begin_journeys(
                ctx, self._engine.plans, events, occurrences, runs=runs, counts=counts, only=begin
            )
        if not paths and not counts:
            return []
        self._runs |= runs
        return await self._engine.move(ctx, paths, runs, counts=counts)

    async def _waiting_for(
        self,
        ctx: Context,
        events: Sequence[Record],
        occurrences: Sequence[Occurrence],
        *,
        only: int | None,
    ) -> tuple[list[Path], dict[int, LiveRun]]:
        await by_key(ctx)
        driver = await driver_connection(ctx.db)
        profiles = sorted({row["profile_id"] for row in events if row["profile_id"]})
        rows = await driver.fetch(WAITING, ctx.workspace_id, profiles, only) if profiles else []
        alone = [row["journey_id"] for row in events if row["journey_id"] and not row["profile_id"]]
        rows += await driver.fetch(WAITING_ALONE, ctx.workspace_id, alone) if alone else []
        runs = await self._engine.plans.of_runs(ctx, {row["run"] for row in rows}) if rows else {}
        offers = _by_profile(events, occurrences)
        paths = []
        for row in rows:
            run = runs.get(row["run"])
            if run is None or not run.running:
                continue
            path = read_path(row, run)
            path.offers = [
                occurrence
                for occurrence, journey in offers[path.profile_id or -path.id]
                if _is_for(path, run, occurrence, journey)
            ]
            names = run.plan.steps[path.node].node.event_names()
            if any(offer.name in names for offer in path.offers):
                paths.append(path)
        return paths, runs

    async def _isolate(self) -> None:
        """Narrows down which event breaks the batch, then which journey breaks on that event."""
        if self._limit > 1:
            self._limit = max(1, self._limit // 8)
            return
        async with self._engine.context(self._workspace_id) as ctx:
            events = await self._take(ctx)
            paths, _ = await self._waiting_for(ctx, events, [_read(row) for row in events], only=None)
            ids = [path.id for path in paths]
            await ctx.db.rollback()
        for journey_id in ids:
            await self._offer_alone(events, journey_id)
        async with self._engine.context(self._workspace_id) as ctx:
            await renew(ctx, self._lease)
            await self._begin_apart(ctx, await self._take(ctx))

    async def _offer_alone(self, events: Sequence[Record], journey_id: int) -> None:
        try:
            async with self._engine.context(self._workspace_id) as ctx:
                self._unchecked += await self._offer(ctx, events, only=journey_id)
        except MovedError:
            return  # somebody else was faster; that is no fault of the journey
        except Exception as error:
            if is_unavailable(error) or is_deadlock(error):
                raise
            log.warning("journey_died", journey_id=journey_id, error=told(error))
            async with self._engine.context(self._workspace_id) as ctx:
                await bury(ctx, journey_id, told(error))

    async def _begin_apart(self, ctx: Context, events: Sequence[Record]) -> None:
        """Begins the journeys of each workflow by themselves; one that breaks at once is born dead."""
        occurrences = [_read(row) for row in events]
        for number in await runs_begun_by(ctx, [occurrence.name for occurrence in occurrences]):
            try:
                async with ctx.db.begin_nested():
                    self._unchecked += await self._offer(ctx, events, only=0, begin=number)
            except Exception as error:
                if is_unavailable(error) or is_deadlock(error):
                    raise
                runs: dict[int, LiveRun] = {}
                effects = Effects(counts=Counter())
                paths = await begin_journeys(
                    ctx,
                    self._engine.plans,
                    events,
                    occurrences,
                    runs=runs,
                    counts=effects.counts,
                    only=number,
                )
                for path in paths:
                    log.warning("journey_died", journey_id=path.id, error=told(error))
                    let_die(effects, path, told(error))
                await write_back(ctx, effects, runs, direct=self._engine.direct)


def _read(row: Record) -> Occurrence:
    return Occurrence(
        name=row["name"],
        params=row["params"],
        time=row["time"],
        id=row["id"],
        seq=row["seq"],
    )


def _is_for(path: Path, run: LiveRun, occurrence: Occurrence, journey: int | None) -> bool:
    """Whether an event came after the path began to wait, and is not one for other paths only."""
    if (occurrence.seq or 0) <= path.loaded[2]:
        return False
    if journey == AGAIN:  # the answer to a call was offered to its own path, when it was written
        return occurrence.name not in run.plan.answers
    return journey in (None, path.id)


def _by_profile(
    events: Sequence[Record], occurrences: Sequence[Occurrence]
) -> dict[int, list[tuple[Occurrence, int | None]]]:
    """What is offered to each profile, in order; to a journey without a profile under its negative number."""
    found: dict[int, list[tuple[Occurrence, int | None]]] = {}
    for row, occurrence in zip(events, occurrences, strict=True):
        key = row["profile_id"] or -(row["journey_id"] or 0)
        found.setdefault(key, []).append((occurrence, row["journey_id"]))
    return found
