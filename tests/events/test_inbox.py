"""Listeners that deal with many events at a time: all or each, never lost, never twice."""

from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.events.commands import emit
from largesse.events.inbox import MAX_ATTEMPTS, Event, ManyListener, deal_with
from largesse.events.subscriptions import listen


@pytest.fixture
async def numbered(database: Database, workspace_id: UUID) -> None:
    """Twelve events that the listener `tests` asked for, and one that it did not."""
    async with database.context(workspace_id) as ctx:
        await listen(ctx, "tests", ["test.number"])
        for number in range(12):
            await emit(ctx, "test.number", {"n": number}, profile_id=number)
        await emit(ctx, "test.other", {"n": 99})


class Collector:
    """A listener that keeps what it is handed, and chokes on some numbers."""

    def __init__(self, *chokes_on: int) -> None:
        self.chokes_on = chokes_on
        self.batches: list[list[object]] = []
        self.profiles: list[int | None] = []

    async def deal(self, _: Context, events: Sequence[Event]) -> None:
        numbers = [event.params["n"] for event in events]
        if set(numbers) & set(self.chokes_on):
            raise RuntimeError("choked")
        self.batches.append(numbers)
        self.profiles += [event.profile_id for event in events]


@pytest.mark.usefixtures("numbered")
async def test_many_are_dealt_with_at_a_time(database: Database, workspace_id: UUID) -> None:
    collector = Collector()
    assert await deal_with(database, workspace_id, "tests", ManyListener(collector.deal, at_once=5)) == 12
    assert [len(batch) for batch in collector.batches] == [5, 5, 2]
    assert sorted(n for batch in collector.batches for n in batch) == list(range(12))  # type: ignore[type-var]
    assert sorted(p for p in collector.profiles if p is not None) == list(range(12))
    assert await deal_with(database, workspace_id, "tests", ManyListener(collector.deal, at_once=5)) == 0


@pytest.mark.usefixtures("numbered")
async def test_of_a_batch_that_fails_only_the_bad_one_stays(database: Database, workspace_id: UUID) -> None:
    collector = Collector(7)
    many = ManyListener(collector.deal, at_once=100)
    assert await deal_with(database, workspace_id, "tests", many) == 11
    async with database.context(workspace_id) as ctx:
        left = (await ctx.db.execute(text("select params, attempts, error from event_inbox"))).one()
    assert (left.params, left.attempts, left.error) == ({"n": 7}, 1, "choked")
    for _ in range(MAX_ATTEMPTS + 2):
        assert await deal_with(database, workspace_id, "tests", many) == 0
    async with database.context(workspace_id) as ctx:
        assert await ctx.db.scalar(text("select attempts from event_inbox")) == MAX_ATTEMPTS


async def test_a_listener_hears_what_it_asked_for_last(database: Database, workspace_id: UUID) -> None:
    collector = Collector()
    many = ManyListener(collector.deal, at_once=9)
    for names, heard in ((["a", "b"], {1, 2}), (["b", "c"], {2, 3}), (["*"], {1, 2, 3}), ([], set())):
        collector.batches.clear()
        async with database.context(workspace_id) as ctx:
            await listen(ctx, "tests", names)
        async with database.context(workspace_id) as ctx:
            for number, name in enumerate("abc", start=1):
                await emit(ctx, name, {"n": number})
        await deal_with(database, workspace_id, "tests", many)
        assert {n for batch in collector.batches for n in batch} == heard


async def test_one_who_listens_twice_to_an_event_hears_it_once(
    database: Database, workspace_id: UUID
) -> None:
    collector = Collector()
    async with database.context(workspace_id) as ctx:
        await listen(ctx, "tests", ["*", "a"])
        await emit(ctx, "a", {"n": 1})
    assert await deal_with(database, workspace_id, "tests", ManyListener(collector.deal, at_once=9)) == 1
    assert collector.batches == [[1]]
