"""Coalescing: order, division of errors, and nobody left waiting."""

import asyncio
from collections.abc import Sequence

import pytest

from largesse.core.coalesce import MAX_BATCH, Coalescer


class Ledger:
    """Runs batches of numbers and remembers them; answers with the number's name."""

    def __init__(self, *, bad: frozenset[int] = frozenset(), error: type[Exception] = ValueError) -> None:
        self.batches: list[list[int]] = []
        self.bad = bad
        self.error = error
        self.started = asyncio.Event()
        self.gate = asyncio.Event()
        self.gate.set()
        self.at_once = 0
        self.most_at_once = 0

    async def run(self, batch: Sequence[int]) -> list[str]:
        self.batches.append(list(batch))
        self.started.set()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self.gate.wait()
            await asyncio.sleep(0)
        finally:
            self.at_once -= 1
        if self.bad.intersection(batch):
            raise self.error(f"bad: {sorted(self.bad.intersection(batch))}")
        return [f"no {number}" for number in batch]


def coalescer(ledger: Ledger, *, lanes: int = 2) -> Coalescer[int, str]:
    return Coalescer(ledger.run, divides=lambda error: isinstance(error, ValueError), lanes=lanes)


async def test_everybody_gets_the_own_answer_in_the_order_of_arrival() -> None:
    ledger = Ledger()
    lane = coalescer(ledger, lanes=1)
    answers = await asyncio.gather(*(lane.submit(number) for number in range(200)))
    assert answers == [f"no {number}" for number in range(200)]
    assert [number for batch in ledger.batches for number in batch] == list(range(200))
    assert max(len(batch) for batch in ledger.batches) == MAX_BATCH


async def test_a_lone_item_is_run_at_once() -> None:
    ledger = Ledger()
    assert await coalescer(ledger).submit(7) == "no 7"
    assert ledger.batches == [[7]]


async def test_items_that_come_while_a_batch_runs_share_the_next_one() -> None:
    ledger = Ledger()
    ledger.gate.clear()
    lane = coalescer(ledger, lanes=1)
    waiting = [asyncio.create_task(lane.submit(number)) for number in range(3)]
    await ledger.started.wait()
    waiting += [asyncio.create_task(lane.submit(number)) for number in range(3, 10)]
    await asyncio.sleep(0)
    ledger.gate.set()
    await asyncio.gather(*waiting)
    assert ledger.batches == [[0, 1, 2], list(range(3, 10))]


async def test_no_more_lanes_run_than_allowed() -> None:
    ledger = Ledger()
    lanes = coalescer(ledger, lanes=3)
    await asyncio.gather(*(lanes.submit(number) for number in range(MAX_BATCH * 10)))
    assert ledger.most_at_once == 3


async def test_a_bad_item_fails_alone() -> None:
    ledger = Ledger(bad=frozenset({3}))
    answers = await _submit_all(coalescer(ledger, lanes=1), 6)
    assert [str(answer) for answer in answers] == ["no 0", "no 1", "no 2", "bad: [3]", "no 4", "no 5"]
    assert isinstance(answers[3], ValueError)


async def test_an_error_that_does_not_divide_goes_to_the_whole_batch_and_is_not_run_again() -> None:
    ledger = Ledger(bad=frozenset({3}), error=ConnectionError)
    answers = await _submit_all(coalescer(ledger, lanes=1), 6)
    assert all(isinstance(answer, ConnectionError) for answer in answers)
    assert ledger.batches == [list(range(6))]
    ledger.bad = frozenset()
    assert await coalescer(ledger).submit(3) == "no 3"


async def test_a_waiter_who_leaves_hurts_nobody() -> None:
    ledger = Ledger()
    ledger.gate.clear()
    lane = coalescer(ledger, lanes=1)
    waiting = [asyncio.create_task(lane.submit(number)) for number in range(5)]
    await ledger.started.wait()
    waiting[2].cancel()
    ledger.gate.set()
    answers = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(answers[2], asyncio.CancelledError)
    assert [answers[i] for i in (0, 1, 3, 4)] == ["no 0", "no 1", "no 3", "no 4"]
    assert await lane.submit(9) == "no 9"


async def test_a_run_that_answers_too_little_is_an_error_and_not_a_silence() -> None:
    async def forget_one(batch: Sequence[int]) -> list[str]:
        return ["done"] * (len(batch) - 1)

    lane: Coalescer[int, str] = Coalescer(forget_one, divides=lambda _: False)
    with pytest.raises(ValueError, match="zip"):
        await asyncio.wait_for(lane.submit(1), 10)


async def test_an_item_that_comes_as_the_last_lane_falls_idle_is_run() -> None:
    """The lane has found nothing more to do, but its task is not yet seen as done."""
    ledger = Ledger()
    lane = coalescer(ledger, lanes=1)

    async def ask_twice(number: int) -> list[str]:
        return [await lane.submit(number), await lane.submit(number + 1)]

    for pauses in range(6):
        first = asyncio.create_task(ask_twice(0))
        for _ in range(pauses):
            await asyncio.sleep(0)
        second = asyncio.create_task(ask_twice(10))
        answers = await asyncio.wait_for(asyncio.gather(first, second), 10)
        assert answers == [["no 0", "no 1"], ["no 10", "no 11"]]


async def _submit_all(lane: Coalescer[int, str], count: int) -> list[object]:
    return list(await asyncio.gather(*(lane.submit(n) for n in range(count)), return_exceptions=True))
