"""The doctor: a healthy workspace has nothing, and each planted fault is found and named."""

import asyncio
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.redemptions.checks import CHECKS, broken, check_ledgers, tell_broken
from tests.factories import a_pool
from tests.redemptions.accounts import gift, points, rows, use
from tests.redemptions.made import a_customer, a_promotion, write
from tests.redemptions.planted import CANCELLED, HELD, LAPSED, REDEEMED, ROLLED_BACK, a_redemption
from tests.redemptions.shop import cancel, confirm, hold, publish, redeem, roll_back


async def problems(database: Database, workspace_id: UUID) -> list[str]:
    async with database.context(workspace_id) as ctx:
        return await broken(ctx)


@pytest.fixture
async def promotion(database: Database, workspace_id: UUID) -> UUID:
    return await a_promotion(database, workspace_id)


async def test_a_workspace_without_anything_is_well(database: Database, workspace_id: UUID) -> None:
    assert await problems(database, workspace_id) == []


async def test_every_ordinary_course_of_a_redemption_is_well(
    database: Database, workspace_id: UUID, promotion: UUID
) -> None:
    courses: list[tuple[int, tuple[str, ...], tuple[int, ...]]] = [
        (HELD, ("hold",), (1,)),
        (REDEEMED, ("redeem",), (1,)),
        (REDEEMED, ("hold", "confirm"), (1, 0)),
        (REDEEMED, ("redeem", "rollback", "rollback"), (1, 0, 0)),
        (REDEEMED, ("redeem", "carry"), (0, 1)),
        (ROLLED_BACK, ("redeem", "rollback"), (1, -1)),
        (ROLLED_BACK, ("hold", "confirm", "rollback", "rollback"), (1, 0, 0, -1)),
        (CANCELLED, ("hold", "cancel"), (1, -1)),
        (LAPSED, ("hold", "lapse"), (1, -1)),
    ]
    for state, kinds, amounts in courses:
        await a_redemption(database, workspace_id, promotion, state=state, kinds=kinds, amounts=amounts)
    assert await problems(database, workspace_id) == []


async def test_a_day_of_a_shop_leaves_nothing_wrong(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool, cards = await a_pool(database, workspace_id, codes=4), await a_pool(database, workspace_id, codes=1)
    codes = [f"{pool.hex[-8:]}-{number:05}" for number in range(1, 5)]
    limits = [
        {"most": 100},
        {"most": {"EUR": 100_000}, "measure": "discount"},
        {"most": 5, "scope": "customer"},
    ]
    await publish(client, "Codes", access={"type": "pool_codes", "pool_id": str(pool)}, limits=limits)
    await publish(
        client,
        "Cards",
        access={"type": "gift_cards", "pool_id": str(cards), "balance": 300},
        rewards=[{"type": "gift_card"}],
    )
    paid = await publish(
        client, "Paid", activation={"points": 10}, rewards=[{"type": "points", "points": 25}]
    )
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 100)
    await client.post(f"/v1/profiles/{profile}/promotions/{paid}/activations")
    who = {"customer": {"custom_id": "c-1"}}

    held = (await hold(client, codes[0], order_id="1", **who))["redemption"]["id"]
    assert (await confirm(client, held)).status_code < 300
    dropped = (await hold(client, codes[1], order_id="2", **who))["redemption"]["id"]
    assert (await cancel(client, dropped)).status_code < 300
    card = await redeem(client, f"{cards.hex[-8:]}-00001", order_id="3", **who)
    undone = await redeem(client, codes[2], order_id="4", **who)
    assert {card["result"], undone["result"]} == {"redeemed"}
    for answer in (card, undone):
        assert (await roll_back(client, answer["redemption"]["id"])).status_code < 300
    part = await redeem(client, codes[3], order_id="5", **who)
    assert part["result"] == "redeemed"
    assert (await redeem(client, codes[3], order_id="6", **who))["reason"] == "code_exhausted"
    assert await problems(database, workspace_id) == []


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (HELD, ("redeem",)),
        (HELD, ("hold", "confirm")),
        (HELD, ("hold", "hold")),
        (REDEEMED, ("hold",)),
        (REDEEMED, ("redeem", "redeem")),
        (REDEEMED, ("hold", "confirm", "confirm")),
        (REDEEMED, ("hold", "confirm", "lapse")),
        (REDEEMED, ("redeem", "confirm")),
        (ROLLED_BACK, ("redeem",)),
        (ROLLED_BACK, ("hold", "rollback")),
        (CANCELLED, ("hold", "lapse")),
        (CANCELLED, ("hold", "confirm", "cancel")),
        (LAPSED, ("hold",)),
        (LAPSED, ("lapse",)),
        (REDEEMED, ()),
        (REDEEMED, ("carry",)),
    ],
)
async def test_a_state_that_the_ledger_does_not_tell_is_found(
    database: Database, workspace_id: UUID, promotion: UUID, state: int, kinds: tuple[str, ...]
) -> None:
    made = await a_redemption(
        database, workspace_id, promotion, state=state, kinds=kinds, amounts=[0 for _ in kinds]
    )
    [problem] = await problems(database, workspace_id)
    assert problem.startswith(f"redemption {made}: its state is {state}")


async def test_a_counter_that_is_not_its_ledger_is_found(
    database: Database, workspace_id: UUID, promotion: UUID
) -> None:
    await a_redemption(database, workspace_id, promotion)
    await write(database, workspace_id, "update limit_counters set used = used + 1")
    assert await problems(database, workspace_id) == [
        f"limit {promotion}:redemptions:total::ever: the counter says 2, the ledger 1"
    ]
    await write(database, workspace_id, "delete from limit_counters where workspace_id = :workspace")
    assert [problem.partition(": the")[2] for problem in await problems(database, workspace_id)] == [
        " counter says 0, the ledger 1"
    ]


async def test_a_redemption_that_ended_and_still_counts_is_found(
    database: Database, workspace_id: UUID, promotion: UUID
) -> None:
    made = await a_redemption(
        database, workspace_id, promotion, state=CANCELLED, kinds=("hold", "cancel"), amounts=(2, -1)
    )
    [problem] = await problems(database, workspace_id)
    assert (
        problem
        == f"redemption {made}: it ended, and still takes 1 of limit {promotion}:redemptions:total::ever"
    )


async def test_a_ledger_entry_without_its_redemption_is_found(
    database: Database, workspace_id: UUID, promotion: UUID
) -> None:
    made = await a_redemption(database, workspace_id, promotion)
    await write(database, workspace_id, "delete from redemptions where id = :id", id=made)
    [problem] = await problems(database, workspace_id)
    assert problem.endswith(f"there is no redemption {made}")


@pytest.mark.parametrize(
    "fault",
    [
        "update points_accounts set balance = balance - 1",
        "update points_ledger set open = open - 1 where open > 0",
        "update points_ledger set amount = amount + 1 where amount > 0",
        "delete from points_accounts where workspace_id = :workspace",
        "delete from points_ledger where amount < 0",
    ],
)
async def test_points_that_are_not_their_entries_are_found(
    database: Database, workspace_id: UUID, fault: str
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 10)
    await points(database, workspace_id, profile, -3, "spend")
    assert await problems(database, workspace_id) == []
    await write(database, workspace_id, fault)
    [problem] = await problems(database, workspace_id)
    assert problem.startswith(f"points of profile {profile}: the balance is ")


async def test_points_of_a_redemption_that_do_not_agree_are_found(
    database: Database, workspace_id: UUID, promotion: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 100)
    made = await a_redemption(database, workspace_id, promotion, points_spent=30)
    [problem] = await problems(database, workspace_id)
    assert problem == f"points of redemption {made}: it spent 0, and its promotions say 30"
    await points(database, workspace_id, profile, -30, "spend", redemption=made, promotion=promotion)
    assert await problems(database, workspace_id) == []
    await points(database, workspace_id, profile, 30, "return", redemption=made, promotion=promotion)
    assert len(await problems(database, workspace_id)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        "update gift_balances set balance = balance + 1",
        "delete from gift_ledger where kind = 'issue'",
        "delete from gift_balances where workspace_id = :workspace",
    ],
)
async def test_a_gift_card_that_is_not_its_entries_is_found(
    database: Database, workspace_id: UUID, promotion: UUID, fault: str
) -> None:
    made = await a_redemption(database, workspace_id, promotion, gift_spent=400)
    await gift(database, workspace_id, "CARD-1", -400, promotion=promotion, redemption=made)
    assert await problems(database, workspace_id) == []
    await write(database, workspace_id, fault)
    [problem] = await problems(database, workspace_id)
    assert problem.startswith("gift card CARD-1: the balance is ")


async def test_gift_money_of_a_redemption_that_does_not_agree_is_found(
    database: Database, workspace_id: UUID, promotion: UUID
) -> None:
    made = await a_redemption(database, workspace_id, promotion, gift_spent=400)
    await gift(database, workspace_id, "CARD-1", -300, promotion=promotion, redemption=made)
    [problem] = await problems(database, workspace_id)
    assert problem == f"gift money of redemption {made}: it spent 300, and its promotions say 400"


async def a_single_use_code(database: Database, workspace_id: UUID) -> tuple[str, UUID, UUID]:
    pool = await a_pool(database, workspace_id, codes=1)
    promotion = await a_promotion(
        database, workspace_id, name="Single", access={"type": "pool_codes", "pool_id": str(pool)}
    )
    return f"{pool.hex[-8:]}-00001".upper(), pool, promotion


async def test_a_code_that_can_be_used_again_is_found(database: Database, workspace_id: UUID) -> None:
    code, pool, promotion = await a_single_use_code(database, workspace_id)
    made = await a_redemption(database, workspace_id, promotion, code=code, pool=pool)
    assert await problems(database, workspace_id) == [
        f"code {code}: redemption {made} used it up, and it can be used again"
    ]
    await write(database, workspace_id, "update codes set state = 3, redeemed_at = now()")
    assert await problems(database, workspace_id) == []


async def test_a_code_that_was_used_twice_is_found(database: Database, workspace_id: UUID) -> None:
    code, pool, promotion = await a_single_use_code(database, workspace_id)
    for _ in range(2):
        await a_redemption(database, workspace_id, promotion, code=code, pool=pool)
    await write(database, workspace_id, "update codes set state = 3, redeemed_at = now()")
    assert await problems(database, workspace_id) == [f"code {code}: good once, and used by 2 redemptions"]


async def test_a_code_that_was_not_given_back_is_found(database: Database, workspace_id: UUID) -> None:
    code, pool, promotion = await a_single_use_code(database, workspace_id)
    made = await a_redemption(
        database,
        workspace_id,
        promotion,
        state=ROLLED_BACK,
        kinds=("redeem", "rollback"),
        amounts=(1, -1),
        code=code,
        pool=pool,
    )
    await write(
        database,
        workspace_id,
        "update codes set state = 3, redeemed_at = (select created_at from redemptions where id = :id)",
        id=made,
    )
    assert await problems(database, workspace_id) == [
        f"code {code}: redemption {made} ended, and it is still used up"
    ]
    # Used up since then by somebody else: that is as it should be.
    await write(database, workspace_id, "update codes set redeemed_at = redeemed_at + interval '1 second'")
    assert await problems(database, workspace_id) == []


@pytest.mark.parametrize(
    "fault",
    [
        "update promotion_profiles set uses = uses + 1",
        "update promotion_profiles set activations = 0",
        "delete from promotion_activations where workspace_id = :workspace",
        "delete from promotion_profiles where workspace_id = :workspace",
    ],
)
async def test_uses_that_are_not_those_of_activations_are_found(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, fault: str
) -> None:
    profile = await a_customer(database, workspace_id)
    promotion = await a_promotion(database, workspace_id, activation={"uses": 2})
    await client.post(f"/v1/profiles/{profile}/promotions/{promotion}/activations")
    await use(database, workspace_id, profile, promotion)
    assert await problems(database, workspace_id) == []
    await write(database, workspace_id, fault)
    [problem] = await problems(database, workspace_id)
    assert problem.startswith(f"promotion {promotion} of profile {profile}: ")


async def test_many_faults_are_cut_and_another_workspaces_are_not_told(
    database: Database, workspace_id: UUID, promotion: UUID
) -> None:
    await write(
        database,
        workspace_id,
        "insert into limit_counters (workspace_id, key, used)"
        " select :workspace, 'x:' || n, 1 from generate_series(1, 50) n",
    )
    assert len(await problems(database, workspace_id)) == 20


async def test_the_clock_tells_of_a_broken_ledger(database: Database, workspace_id: UUID) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 10)
    async with database.context(workspace_id) as ctx:
        assert await tell_broken(ctx) == 0
    found = "select params from events where workspace_id = :workspace and name = 'ledger.broken'"
    assert await rows(database, workspace_id, found) == []
    await write(database, workspace_id, "update points_accounts set balance = 9")
    assert await check_ledgers(database) >= 1
    [row] = await rows(database, workspace_id, found)
    assert row.params["count"] == 1
    assert row.params["problems"][0].startswith(f"points of profile {profile}")


async def test_what_is_under_way_is_never_a_fault(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profiles = [await a_customer(database, workspace_id, f"c-{number}") for number in range(4)]
    promotion = await a_promotion(database, workspace_id, activation={"points": 5, "uses": 3})

    async def work(profile: int) -> None:
        path = f"/v1/profiles/{profile}/promotions/{promotion}/activations"
        for _ in range(10):
            await points(database, workspace_id, profile, 7)
            await client.post(path)
            await use(database, workspace_id, profile, promotion)
            await client.delete(f"{path}/current")

    async def look() -> list[str]:
        found: list[str] = []
        for _ in range(15):
            found += await problems(database, workspace_id)
        return found

    *_, found = await asyncio.gather(*(work(profile) for profile in profiles), look())
    assert found == []


def test_every_check_has_a_limit_and_looks_at_one_workspace_only() -> None:
    for name, statement in CHECKS.items():
        assert "limit :most" in statement, name
        assert statement.count(":workspace") >= 1, name
