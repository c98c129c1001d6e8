"""The breaker: a failing host is left alone, one worker tries it, and all workers know."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.connections.breaker import Breaker, CallResult, Endpoint, Gate, load_endpoints, note_calls
from largesse.core.db import Database
from tests.conftest import SetClock

HOST = "api.shop.example:443"
START = datetime(2027, 3, 1, 12, tzinfo=UTC)
PLAIN = Breaker(threshold=3, first=timedelta(seconds=10), cap=timedelta(seconds=60), jitter=0)
BAD = CallResult(HOST, ok=False)
GOOD = CallResult(HOST, ok=True)
FAILED_PROBE = CallResult(HOST, ok=False, probe=True)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(START)


async def load(
    database: Database, workspace: UUID, *hosts: str, breaker: Breaker = PLAIN
) -> dict[str, Endpoint]:
    async with database.context(workspace) as ctx:
        return await load_endpoints(ctx, hosts or [HOST], breaker=breaker)


async def note(database: Database, workspace: UUID, *results: CallResult, breaker: Breaker = PLAIN) -> None:
    async with database.context(workspace) as ctx:
        await note_calls(ctx, results, breaker=breaker)


def test_spans_double_up_to_the_cap_and_jitter_only_shortens_them() -> None:
    assert [span.total_seconds() for span in PLAIN.spans()] == [10, 20, 40, 60]
    seed = 7
    shaken = Breaker(
        first=timedelta(seconds=10), cap=timedelta(seconds=60), jitter=0.5, rng=random.Random(seed)
    )
    spans = [span.total_seconds() for span in shaken.spans()]
    assert all(full / 2 <= span <= full for span, full in zip(spans, [10, 20, 40, 60], strict=True)), seed
    assert spans != [10, 20, 40, 60]


@pytest.mark.parametrize(
    "wrong", [{"threshold": 0}, {"jitter": 1}, {"first": timedelta()}, {"cap": timedelta(seconds=1)}]
)
def test_a_breaker_that_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="threshold >= 1"):
        Breaker(**wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_failures_in_a_row_open_it_and_a_success_between_does_not_let_them_add_up() -> None:
    closed = PLAIN.after(Endpoint(HOST), [BAD, BAD, GOOD, BAD, BAD], now=START)
    assert (closed.failures, PLAIN.gate(closed)) == (2, Gate.CLOSED)
    opened = PLAIN.after(closed, [BAD], now=START)
    assert (opened.open_until, PLAIN.gate(opened)) == (START + timedelta(seconds=10), Gate.OPEN)
    assert PLAIN.retry_at(opened, now=START) == opened.open_until
    assert PLAIN.retry_at(opened, now=START + timedelta(days=1)) == START + timedelta(days=1, seconds=1)


def test_a_whole_batch_of_failures_is_one_opening_and_failed_probes_double_the_wait() -> None:
    endpoint = PLAIN.after(Endpoint(HOST), [BAD] * 250, now=START)
    waits = []
    for _ in range(6):
        assert endpoint.open_until is not None
        waits.append((endpoint.open_until - START).total_seconds())
        endpoint = PLAIN.after(endpoint, [FAILED_PROBE], now=START)
    assert waits == [10, 20, 40, 60, 60, 60]
    late = PLAIN.after(endpoint, [BAD] * 20, now=START + timedelta(seconds=5))
    assert late == endpoint  # calls that were under way when it opened say nothing new
    assert PLAIN.after(endpoint, [CallResult(HOST, ok=True, probe=True)], now=START) == Endpoint(HOST)


async def test_workers_see_each_others_failures(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    await note(database, workspace_id, BAD, BAD)
    assert PLAIN.gate((await load(database, workspace_id))[HOST]) is Gate.CLOSED
    await note(database, workspace_id, BAD)
    opened = (await load(database, workspace_id))[HOST]
    assert (PLAIN.gate(opened), opened.open_until) == (Gate.OPEN, START + timedelta(seconds=10))
    await note(database, workspace_id, GOOD)
    assert (await load(database, workspace_id))[HOST] == Endpoint(HOST)


async def test_one_worker_of_many_gets_the_probe(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    await note(database, workspace_id, BAD, BAD, BAD)
    clock.now = START + timedelta(seconds=10)
    seen = await asyncio.gather(*(load(database, workspace_id) for _ in range(8)))
    gates = sorted(PLAIN.gate(endpoints[HOST]) for endpoints in seen)
    assert gates == [Gate.OPEN] * 7 + [Gate.PROBE]
    await note(database, workspace_id, FAILED_PROBE)
    again = (await load(database, workspace_id))[HOST]
    assert (again.open_until, PLAIN.gate(again)) == (clock.now + timedelta(seconds=20), Gate.OPEN)


async def test_while_one_transaction_claims_the_probe_another_neither_waits_nor_gets_it(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    await note(database, workspace_id, BAD, BAD, BAD)
    clock.now = START + timedelta(seconds=10)
    async with database.context(workspace_id) as first:
        assert PLAIN.gate((await load_endpoints(first, [HOST], breaker=PLAIN))[HOST]) is Gate.PROBE
        other = (await asyncio.wait_for(load(database, workspace_id), timeout=30))[HOST]
        assert PLAIN.gate(other) is Gate.OPEN
        assert PLAIN.retry_at(other, now=clock.now) > clock.now


async def test_the_probe_of_a_dead_worker_goes_to_another(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    await note(database, workspace_id, BAD, BAD, BAD)
    clock.now = START + timedelta(seconds=10)
    assert (await load(database, workspace_id))[HOST].probe
    clock.now += PLAIN.probe_span
    assert (await load(database, workspace_id))[HOST].probe


async def test_a_host_that_always_worked_costs_no_row(database: Database, workspace_id: UUID) -> None:
    await note(database, workspace_id, GOOD, GOOD)
    await note(database, workspace_id)
    assert await load(database, workspace_id) == {HOST: Endpoint(HOST)}
    async with database.context(workspace_id) as ctx:
        assert await ctx.db.scalar(text("select count(*) from endpoint_states")) == 0
        assert await load_endpoints(ctx, [], breaker=PLAIN) == {}


async def test_another_workspace_has_its_own_breaker(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    from_other = await another_workspace(database)
    await note(database, workspace_id, BAD, BAD, BAD)
    assert PLAIN.gate((await load(database, from_other))[HOST]) is Gate.CLOSED
    await note(database, from_other, GOOD)
    assert PLAIN.gate((await load(database, workspace_id))[HOST]) is Gate.OPEN


async def another_workspace(database: Database) -> UUID:
    async with database.session() as session:
        made = await create_workspace(session, "Other shop", now=database.clock())
    return made.workspace_id


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_the_statement_says_what_the_rule_says(
    database: Database, workspace_id: UUID, clock: SetClock, seed: int
) -> None:
    rng, hosts = random.Random(seed), [f"{letter}.example:443" for letter in "abc"]
    expected = {host: Endpoint(host) for host in hosts}
    for step in range(120):
        clock.now = START + timedelta(seconds=step * rng.choice([1, 3, 8]))
        results = [
            CallResult(rng.choice(hosts), ok=rng.random() < 0.25, probe=rng.random() < 0.3)
            for _ in range(rng.randint(1, 6))
        ]
        await note(database, workspace_id, *results)
        for host in {result.host for result in results}:
            own = [result for result in results if result.host == host]
            expected[host] = PLAIN.after(expected[host], own, now=clock.now)
        async with database.context(workspace_id) as ctx:
            rows = await ctx.db.execute(text("select host, failures, open_until from endpoint_states"))
            stored = {row.host: Endpoint(row.host, row.failures, row.open_until) for row in rows}
        assert {host: stored.get(host, Endpoint(host)) for host in hosts} == expected, (seed, step)


async def test_many_workers_noting_many_hosts_never_deadlock(database: Database, workspace_id: UUID) -> None:
    seed = 11
    rng, hosts = random.Random(seed), [f"h{n}.example:443" for n in range(20)]
    batches = [[CallResult(host, ok=False) for host in rng.sample(hosts, 15)] for _ in range(24)]
    await asyncio.gather(*(note(database, workspace_id, *batch) for batch in batches))
    opened = await load(database, workspace_id, *hosts)
    assert {endpoint.failures for endpoint in opened.values()} == {3}, seed
