"""Assignment under concurrency, over real connections: exact whatever meets whatever."""

import asyncio
import random
from collections import Counter
from pathlib import Path
from typing import Final
from uuid import UUID

import asyncpg
import httpx
import pytest

import largesse.vouchers.commands.assign as assign
from largesse.core.db import Database
from largesse.core.postgres import EmbeddedPostgres
from largesse.vouchers.commands.assign import Assigned, Assigner
from tests.factories import a_pool, add_many
from tests.vouchers.storms import Desk, codes_of, refusals_of

SQL: Final = Path(assign.__file__).with_name("assign.sql")
SECOND_LOOK: Final = "select min(g) into v_slot"


@pytest.fixture
def chance() -> random.Random:
    seed = random.SystemRandom().randrange(10**9)
    print(f"race seed: {seed}")  # noqa: T201  shown when the test fails
    return random.Random(seed)


async def a_desk(
    database: Database, workspace_id: UUID, *, codes: int, processes: int = 2, **settings: object
) -> Desk:
    """A stocked pool with so many processes at it, none of which ever walks over the whole pool."""
    pool_id = await a_pool(database, workspace_id, **settings)
    if codes:
        await add_many(database, workspace_id, pool_id, codes)
    assigners = [Assigner(database, sweep_seconds=float("inf")) for _ in range(processes)]
    return Desk(database, workspace_id, pool_id, assigners)


@pytest.mark.parametrize("processes", [1, 2, 3])
async def test_two_thousand_at_once_on_a_thousand_codes_get_each_code_once(
    database: Database, workspace_id: UUID, processes: int
) -> None:
    desk = await a_desk(database, workspace_id, codes=1000, processes=processes)
    answers = await desk.draw_all(f"c{i}" for i in range(2000))
    codes = codes_of(answers)
    assert len(codes) == len(set(codes)) == 1000
    assert refusals_of(answers) == {"pool_empty": 1000}
    assert await desk.states() == {"assigned": 1000}
    assert len(await desk.holders()) == 1000


async def test_two_thousand_at_once_over_http(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    desk = await a_desk(database, workspace_id, codes=1000)
    answers = await asyncio.gather(
        *(
            client.post(f"/v1/pools/{desk.pool_id}/assignments", json={"profile": {"custom_id": f"c{i}"}})
            for i in range(2000)
        )
    )
    codes = [answer.json()["code"] for answer in answers if answer.status_code == 201]
    refused = Counter(
        (answer.status_code, answer.json()["code"]) for answer in answers if answer.status_code != 201
    )
    assert len(codes) == len(set(codes)) == 1000
    assert refused == {(409, "pool_empty"): 1000}
    told = (await client.get(f"/v1/pools/{desk.pool_id}")).json()
    assert (told["remaining"], told["assigned"], told["total"]) == (0, 1000, 1000)


async def test_codes_given_back_in_the_storm_are_handed_out_again(
    database: Database, workspace_id: UUID, chance: random.Random
) -> None:
    desk = await a_desk(database, workspace_id, codes=300)

    async def come_and_maybe_go(number: int) -> int:
        answer = await desk.draw(f"c{number}", process=number)
        if not isinstance(answer, Assigned) or chance.random() < 0.5:
            return 0
        assert await desk.give_back(answer.code) == "done"
        return 1

    returned = sum(await asyncio.gather(*(come_and_maybe_go(i) for i in range(600))))
    held = (await desk.states())["assigned"]
    assert len(await desk.holders()) == held
    rest = await desk.draw_all(f"late-{i}" for i in range(400))
    assert len(codes_of(rest)) == 300 - held
    assert refusals_of(rest) == {"pool_empty": 100 + held}
    assert returned > 0
    assert await desk.states() == {"assigned": 300}
    assert len(await desk.holders()) == 300


async def test_one_profile_asking_two_hundred_times_at_once_gets_one_code(
    database: Database, workspace_id: UUID
) -> None:
    desk = await a_desk(database, workspace_id, codes=500)
    answers = await desk.draw_all(["the one"] * 200)
    assert len(codes_of(answers)) == 200
    assert len(set(codes_of(answers))) == 1
    assert await desk.states() == {"assigned": 1, "unassigned": 499}
    rest = await desk.draw_all(f"c{i}" for i in range(500))
    assert len(codes_of(rest)) == 499


async def test_a_limit_per_profile_holds_under_concurrency(database: Database, workspace_id: UUID) -> None:
    desk = await a_desk(database, workspace_id, codes=100, profile_limit=3)
    answers = await desk.draw_all(["greedy"] * 50, mode="assign")
    assert len(set(codes_of(answers))) == 3
    assert refusals_of(answers) == {"profile_limit_reached": 47}
    assert await desk.states() == {"assigned": 3, "unassigned": 97}


async def test_a_limit_per_profile_holds_while_codes_are_given_back(
    database: Database, workspace_id: UUID, chance: random.Random
) -> None:
    desk = await a_desk(database, workspace_id, codes=100, profile_limit=3)

    async def draw_and_return(number: int) -> None:
        await asyncio.sleep(chance.random() / 100)
        answer = await desk.draw("greedy", mode="assign", process=number)
        if isinstance(answer, Assigned) and chance.random() < 0.6:
            await desk.give_back(answer.code)

    for _ in range(5):
        await asyncio.gather(*(draw_and_return(i) for i in range(60)))
        assert (await desk.states())["assigned"] <= 3


async def test_a_slot_that_another_request_fills_between_two_looks_is_not_wanted_any_more(
    database: Database, workspace_id: UUID, postgres: EmbeddedPostgres
) -> None:
    """Two see the slot of a code that was given back; the second finds out when the first is done."""
    source = SQL.read_text()
    assert source.count(SECOND_LOOK) == 1, "assign.sql has changed: hold it up in the new text"
    desk = await a_desk(database, workspace_id, codes=10, profile_limit=3)
    first = [await desk.draw("greedy", mode="assign") for _ in range(3)]
    assert await desk.give_back(codes_of(first)[1]) == "done"
    owner = await asyncpg.connect(postgres.dsn())
    try:
        await owner.execute(
            source.replace(SECOND_LOOK, f"perform pg_advisory_xact_lock(4711); {SECOND_LOOK}")
        )
        await owner.execute("select pg_advisory_lock(4711)")
        draws = asyncio.gather(*(desk.draw("greedy", mode="assign", process=i) for i in range(2)))
        waiting = "select count(*) from pg_locks where locktype = 'advisory' and objid = 4711 and not granted"
        while await owner.fetchval(waiting) < 2:  # noqa: ASYNC110  the server's locks have no event
            await asyncio.sleep(0.01)
        await owner.execute("select pg_advisory_unlock(4711)")
        answers = await draws
    finally:
        await owner.execute(source)
        await owner.close()
    assert len(codes_of(answers)) == 1
    assert refusals_of(answers) == {"profile_limit_reached": 1}
    assert await desk.states() == {"assigned": 3, "unassigned": 7}


async def test_codes_chosen_for_one_profile_at_once_stay_within_its_limit(
    database: Database, workspace_id: UUID
) -> None:
    desk = await a_desk(database, workspace_id, codes=20, profile_limit=3)
    [profile] = [answer for answer in [await desk.draw("chosen")] if isinstance(answer, Assigned)]
    stem = f"{desk.pool_id.hex[-8:]}-"
    outcomes = Counter(
        await asyncio.gather(*(desk.choose(f"{stem}{n:08}", profile.profile_id) for n in range(1, 21)))
    )
    assert set(outcomes) <= {"done", "busy", "profile_limit_reached", "code_not_free"}
    assert (await desk.states())["assigned"] == 1 + outcomes["done"] <= 3


async def test_one_idempotency_key_fifty_times_at_once_gives_one_code(
    database: Database, workspace_id: UUID
) -> None:
    desk = await a_desk(database, workspace_id, codes=100)
    answers = await asyncio.gather(
        *(desk.draw("c1", mode="assign", key="order-1", process=i) for i in range(50))
    )
    assert len(codes_of(answers)) == 50
    assert len(set(codes_of(answers))) == 1
    assert Counter(answer.outcome for answer in answers if isinstance(answer, Assigned)) == {
        "assigned": 1,
        "replayed": 49,
    }
    assert await desk.states() == {"assigned": 1, "unassigned": 99}


async def test_keys_and_profiles_in_opposite_orders_all_get_an_answer(
    database: Database, workspace_id: UUID, chance: random.Random
) -> None:
    desk = await a_desk(database, workspace_id, codes=400, processes=4)
    wishes = [(f"c{i % 40}", f"key-{chance.randrange(40)}") for i in range(400)]
    answers = await asyncio.gather(
        *(desk.draw(profile, key=key, process=i) for i, (profile, key) in enumerate(wishes))
    )
    assert set(refusals_of(answers)) <= {"idempotency_key_reused"}
    assert (await desk.states())["assigned"] <= 40


async def test_two_hundred_clients_redeem_one_code_exactly_once(
    database: Database, workspace_id: UUID
) -> None:
    desk = await a_desk(database, workspace_id, codes=1)
    [code] = codes_of([await desk.draw("c1")])
    outcomes = Counter(await asyncio.gather(*(desk.redeem(code) for _ in range(200))))
    assert outcomes == {"done": 1, "code_already_redeemed": 199}
    assert await desk.states() == {"redeemed": 1}


async def test_counts_stay_true_while_everything_meets_everything(
    database: Database, workspace_id: UUID, chance: random.Random
) -> None:
    desk = await a_desk(database, workspace_id, codes=200)
    stem = f"{desk.pool_id.hex[-8:]}-"
    names = [f"{stem}{number:08}" for number in range(1, 201)]

    async def act(number: int) -> str:
        code = chance.choice(names)
        match chance.randrange(6):
            case 0:
                return await desk.cancel(code) if chance.random() < 0.2 else await desk.give_back(code)
            case 1:
                return await desk.redeem(code) if chance.random() < 0.3 else await desk.give_back(code)
            case 2:
                return await desk.give_back(code)
            case _:
                answer = await desk.draw(f"c{number % 150}", process=number)
                return "done" if isinstance(answer, Assigned) else answer

    outcomes = Counter(await asyncio.gather(*(act(i) for i in range(1500))))
    assert set(outcomes) <= {
        "done",
        "pool_empty",
        "code_not_assigned",
        "code_already_redeemed",
        "code_cancelled",
        "code_changed",
    }
    states = await desk.states()
    await desk.holders()
    rest = await desk.draw_all([f"last-{i}" for i in range(200)], mode="assign")
    assert len(codes_of(rest)) == states["unassigned"]
    assert (await desk.states())["unassigned"] == 0


async def test_cancelling_what_a_process_leased_does_not_hide_the_rest_of_the_pool(
    database: Database, workspace_id: UUID
) -> None:
    desk = await a_desk(database, workspace_id, codes=10_000, processes=1)
    assert codes_of([await desk.draw("first")])
    stem = f"{desk.pool_id.hex[-8:]}-"
    for number in range(2, 140):
        assert await desk.cancel(f"{stem}{number:08}") == "done"
    answers = await desk.draw_all(f"c{i}" for i in range(100))
    assert len(codes_of(answers)) == 100


async def test_the_leases_of_a_dead_process_are_found(database: Database, workspace_id: UUID) -> None:
    desk = await a_desk(database, workspace_id, codes=1000, processes=3)
    first = await asyncio.gather(*(desk.draw(f"c{i}", process=0) for i in range(7)))
    second = await asyncio.gather(*(desk.draw(f"d{i}", process=1) for i in range(5)))
    rest = await asyncio.gather(*(desk.draw(f"e{i}", process=2) for i in range(1000)))
    assert len({*codes_of(first), *codes_of(second), *codes_of(rest)}) == 1000
    assert refusals_of(rest) == {"pool_empty": 12}
    assert await desk.states() == {"assigned": 1000}


async def test_refused_clients_are_served_once_the_pool_is_refilled(
    database: Database, workspace_id: UUID
) -> None:
    desk = await a_desk(database, workspace_id, codes=0)

    async def insist(number: int) -> str:
        while True:
            answer = await desk.draw(f"c{number}", process=number)
            if isinstance(answer, Assigned):
                return answer.code
            assert answer == "pool_empty"
            await asyncio.sleep(0.01)

    clients = asyncio.gather(*(insist(i) for i in range(120)))
    for _ in range(4):
        await asyncio.sleep(0.05)
        await add_many(database, workspace_id, desk.pool_id, 30)
    codes = await clients
    assert len(set(codes)) == 120
    assert await desk.states() == {"assigned": 120}
