"""The wallet of a customer, and whom he referred."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import event

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.factories import a_pool, add_codes
from tests.redemptions.accounts import gift, points
from tests.redemptions.made import a_customer, a_promotion
from tests.redemptions.shop import redeem, roll_back

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def a_code(client: httpx.AsyncClient, pool: UUID, profile: int) -> str:
    answer = await client.post(
        f"/v1/pools/{pool}/assignments", json={"profile": {"id": profile}, "mode": "assign"}
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["code"])


async def wallet(client: httpx.AsyncClient, profile: int, **query: int) -> dict[str, Any]:
    answer = await client.get(f"/v1/profiles/{profile}/wallet", params=query)
    assert answer.status_code == 200, answer.text
    view: dict[str, Any] = answer.json()
    return view


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    seen: list[str] = []

    def note(*arguments: object) -> None:
        seen.append(str(arguments[2]))

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def test_an_empty_wallet_is_empty(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    assert await wallet(client, profile) == {
        "profile_id": profile,
        "expiring": [],
        "codes": [],
        "promotions": [],
        "points": {"profile_id": profile, "balance": 0, "expiring": []},
        "has_more": False,
    }
    assert (await client.get("/v1/profiles/999999/wallet")).json()["code"] == "profile_not_found"


async def test_a_wallet_shows_all_there_is_and_what_ends_first_stands_first(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    plain = await a_pool(database, workspace_id, codes=1, name="Plain")
    cards = await a_pool(database, workspace_id, name="Cards")
    await add_codes(database, workspace_id, cards, numbers=[1], expires_at=NOON + 3 * DAY)
    vouchers = await a_pool(database, workspace_id, codes=1, name="Vouchers")
    card_promotion = await a_promotion(
        database,
        workspace_id,
        name="Gift card",
        access={"type": "gift_cards", "pool_id": str(cards), "balance": 5_000},
        rewards=[{"type": "gift_card"}],
    )
    voucher_promotion = await a_promotion(
        database,
        workspace_id,
        name="internal name",
        access={"type": "pool_codes", "pool_id": str(vouchers)},
        ends_at=(NOON + 10 * DAY).isoformat(),
        display={"name": "Spring", "headline": "-10 %", "description": "Once.", "params": {"colour": "red"}},
    )
    active = await a_promotion(
        database, workspace_id, name="Coffee", activation={"points": 10, "lasts": "P2D"}
    )
    codes = {pool: await a_code(client, pool, profile) for pool in (plain, cards, vouchers)}
    await points(database, workspace_id, profile, 60, expires=NOON + DAY)
    await points(database, workspace_id, profile, 40)
    await client.post(f"/v1/profiles/{profile}/promotions/{active}/activations")
    await gift(database, workspace_id, codes[cards].upper(), -1_000, promotion=card_promotion)

    view = await wallet(client, profile)
    assert [(end["kind"], end["name"], end["amount"]) for end in view["expiring"]] == [
        ("points", "", 50),
        ("promotion", "Coffee", None),
        ("gift_card", codes[cards], 4_000),
        ("code", codes[vouchers], None),
    ]
    assert [code["code"] for code in view["codes"]] == [codes[cards], codes[vouchers], codes[plain]]
    card, voucher, other = view["codes"]
    assert (card["kind"], card["balance"], card["currency"]) == ("gift_card", 4_000, "EUR")
    assert (voucher["kind"], voucher["balance"], voucher["until"]) == (
        "voucher",
        None,
        "2027-03-11T12:00:00Z",
    )
    assert voucher["promotion"] == {
        "id": str(voucher_promotion),
        "code": "INTERNAL-NAME",
        "name": "Spring",
        "headline": "-10 %",
        "description": "Once.",
        "status": "active",
        "starts_at": None,
        "ends_at": "2027-03-11T12:00:00Z",
        "params": {"colour": "red"},
    }
    assert (other["promotion"], other["until"]) == (None, None)
    assert [life["promotion_id"] for life in view["promotions"]] == [str(active)]
    assert view["points"]["balance"] == 90
    soon = await wallet(client, profile, days=1)
    assert [end["kind"] for end in soon["expiring"]] == ["points"]


async def test_what_is_over_or_used_is_in_no_wallet(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    profile = await a_customer(database, workspace_id)
    pool = await a_pool(database, workspace_id)
    await add_codes(database, workspace_id, pool, numbers=[1], expires_at=NOON + DAY)
    await add_codes(database, workspace_id, pool, numbers=[2])
    promotion = await a_promotion(
        database, workspace_id, activation={"lasts": "P1D"}, access={"type": "generic_code", "code": "X1"}
    )
    codes = [await a_code(client, pool, profile) for _ in range(2)]
    await client.post(f"/v1/profiles/{profile}/promotions/{promotion}/activations")
    view = await wallet(client, profile)
    assert (len(view["codes"]), len(view["promotions"])) == (2, 1)
    clock.now = NOON + DAY
    view = await wallet(client, profile)
    assert [code["code"] for code in view["codes"]] == [codes[1]]
    assert view["promotions"] == []
    await client.post(f"/v1/codes/{codes[1]}/redemptions", json={})
    assert (await wallet(client, profile))["codes"] == []


async def test_a_fuller_wallet_costs_no_more_statements(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await wallet(client, profile)  # the key is looked up once
    with statements(database) as empty:
        await wallet(client, profile)
    pool = await a_pool(database, workspace_id, codes=12)
    for number in range(12):
        await a_code(client, pool, profile)
        promotion = await a_promotion(database, workspace_id, name=f"P {number}", activation={})
        await client.post(f"/v1/profiles/{profile}/promotions/{promotion}/activations")
        await points(database, workspace_id, profile, 10, expires=NOON + number * DAY + DAY)
    with statements(database) as full:
        view = await wallet(client, profile)
    assert (len(view["codes"]), len(view["promotions"]), len(view["expiring"])) == (12, 12, 12)
    assert len(full) == len(empty)


async def test_a_wallet_that_is_too_full_says_so(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    pool = await a_pool(database, workspace_id)
    await add_codes(database, workspace_id, pool, numbers=range(1, 203))
    async with database.context(workspace_id) as ctx:
        connection = await ctx.db.connection()
        for statement in (
            f"update codes set state = 2, profile_id = {profile}, assigned_at = now()",
            "insert into assignments (workspace_id, profile_id, pool_id, slot, position, assigned_at)"
            " select workspace_id, profile_id, pool_id, position, position, assigned_at from codes",
        ):
            await connection.exec_driver_sql(statement)
    view = await wallet(client, profile)
    assert (len(view["codes"]), view["has_more"]) == (200, True)


async def a_referral(client: httpx.AsyncClient, database: Database, workspace_id: UUID, profile: int) -> str:
    pool = await a_pool(database, workspace_id, codes=2)
    await a_promotion(
        database,
        workspace_id,
        name="Bring a friend",
        access={"type": "referral_codes", "pool_id": str(pool), "referrer_points": 50},
    )
    return await a_code(client, pool, profile)


async def referrals(client: httpx.AsyncClient, profile: int, query: str = "") -> dict[str, Any]:
    answer = await client.get(f"/v1/profiles/{profile}/referrals{query}")
    assert answer.status_code == 200, answer.text
    view: dict[str, Any] = answer.json()
    return view


async def test_who_refers_friends_sees_them_and_his_points(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id, "referrer")
    code = await a_referral(client, database, workspace_id, profile)
    assert (await referrals(client, profile))["codes"][0]["friends"] == 0
    own = await redeem(client, code, customer={"custom_id": "referrer"})
    assert own["result"] == "rejected"
    answers = [await redeem(client, code, customer={"custom_id": f"friend-{number}"}) for number in range(3)]
    assert [answer["result"] for answer in answers] == ["redeemed"] * 3
    view = await referrals(client, profile)
    assert [(found["code"], found["name"], found["friends"]) for found in view["codes"]] == [
        (code, "Bring a friend", 3)
    ]
    assert (view["friends"], view["points"]) == (3, 150)
    assert [item["points"] for item in view["items"]] == [50, 50, 50]
    assert (await client.get(f"/v1/profiles/{profile}/points")).json()["balance"] == 150

    await roll_back(client, answers[0]["redemption"]["id"])
    view = await referrals(client, profile)
    assert (view["friends"], view["points"]) == (2, 100)
    [undone] = [item for item in view["items"] if item["is_rolled_back"]]
    assert (undone["redemption_id"], undone["points"]) == (answers[0]["redemption"]["id"], 0)


async def test_referrals_come_in_pages(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    profile = await a_customer(database, workspace_id, "referrer")
    code = await a_referral(client, database, workspace_id, profile)
    made = []
    for number in range(3):
        clock.now = NOON + timedelta(minutes=number)
        answer = await redeem(client, code, customer={"custom_id": f"friend-{number}"})
        made.append(answer["redemption"]["id"])
    first = await referrals(client, profile, "?limit=2")
    rest = await referrals(client, profile, f"?limit=2&cursor={first['next_cursor']}")
    assert [item["redemption_id"] for item in first["items"] + rest["items"]] == made[::-1]
    assert (first["has_more"], rest["has_more"], rest["friends"]) == (True, False, 3)


async def test_who_refers_nobody_has_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    assert await referrals(client, profile) == {
        "codes": [],
        "friends": 0,
        "points": 0,
        "items": [],
        "next_cursor": None,
        "has_more": False,
    }
