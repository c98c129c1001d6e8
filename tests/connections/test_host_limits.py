"""Host limits: a host gets so many calls at once and so many a second, and others do not wait for it."""

import asyncio
import random
from collections import Counter

import pytest

from largesse.connections.host_limits import HostLimits, TokenBucket


class Timeline:
    """A clock that goes on when somebody sleeps; sleepers wake in order."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def test_a_bucket_lets_a_burst_through_and_then_its_rate() -> None:
    bucket = TokenBucket(per_second=2, burst=3)
    assert [bucket.reserve(100.0) for _ in range(5)] == [0, 0, 0, 0.5, 1.0]
    assert bucket.reserve(101.5) == 0
    assert bucket.reserve(101.5) == 0.5


def test_no_window_of_a_bucket_holds_more_than_rate_and_burst() -> None:
    seed = 5
    rng, bucket, now, sent = random.Random(seed), TokenBucket(per_second=10, burst=4), 0.0, []
    for _ in range(2000):
        now += rng.expovariate(12)
        sent.append(now + bucket.reserve(now))
    for start in range(0, len(sent), 17):
        window = [moment for moment in sent if sent[start] <= moment < sent[start] + 3]
        assert len(window) <= 3 * 10 + 4, seed
    assert len(sent) / (sent[-1] - sent[0]) > 9, seed


async def test_a_host_gets_no_more_calls_at_once_than_allowed_and_others_go_on() -> None:
    limits, running, most = HostLimits(per_host=3, per_second=1e9), Counter[str](), Counter[str]()

    async def call(host: str) -> None:
        async with limits.slot(host):
            running[host] += 1
            most[host] = max(most[host], running[host])
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            running[host] -= 1

    await asyncio.gather(*(call(f"{letter}.example") for letter in "ab" for _ in range(20)))
    assert most == {"a.example": 3, "b.example": 3}
    assert running.total() == 0


async def test_calls_of_a_second_are_spread_over_it() -> None:
    time = Timeline()
    limits = HostLimits(per_host=1, per_second=4, burst=1, clock=time, sleep=time.sleep)
    for _ in range(5):
        async with limits.slot("a.example"):
            pass
    assert time.slept == [0.25] * 4
    async with limits.slot("b.example"):
        pass
    assert len(time.slept) == 4


async def test_a_call_that_fails_or_is_cancelled_gives_its_slot_back() -> None:
    limits = HostLimits(per_host=1, per_second=1e9)
    with pytest.raises(RuntimeError):
        async with limits.slot("a.example"):
            raise RuntimeError
    async with limits.slot("a.example"):
        waiting = asyncio.create_task(take(limits))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait([waiting])
    await asyncio.wait_for(take(limits), timeout=30)


async def take(limits: HostLimits) -> None:
    async with limits.slot("a.example"):
        pass


async def test_hosts_that_rest_are_forgotten_and_busy_ones_are_not() -> None:
    time = Timeline()
    limits = HostLimits(per_host=1, per_second=1, burst=1, clock=time, sleep=time.sleep)
    async with limits.slot("busy.example"):
        for number in range(5000):
            time.now += 1.0
            async with limits.slot(f"h{number}.example"):
                pass
        assert len(limits) <= 1001
        waiting = asyncio.create_task(take_from(limits, "busy.example"))
        await asyncio.sleep(0)
        assert not waiting.done()
    await asyncio.wait_for(waiting, timeout=30)


async def take_from(limits: HostLimits, host: str) -> None:
    async with limits.slot(host):
        pass


@pytest.mark.parametrize("wrong", [{"per_host": 0}, {"per_second": 0}, {"burst": 0}])
def test_limits_that_let_nothing_through_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="per_host >= 1"):
        HostLimits(**{"per_host": 1, "per_second": 1, **wrong})  # type: ignore[arg-type]  # wrong on purpose
