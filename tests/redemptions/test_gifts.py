"""Gift cards: what is on them, entry by entry."""

import asyncio
from datetime import UTC, datetime
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from largesse.core.ids import new_id
from largesse.promotions.access import GiftCards
from largesse.redemptions.gifts.commands import initial_balance
from tests.factories import a_pool, add_codes
from tests.redemptions.accounts import gift, rows, told
from tests.redemptions.made import a_customer, a_promotion


async def a_card(
    database: Database, workspace_id: UUID, *, currency: str = "EUR", **fields: object
) -> tuple[str, UUID]:
    """The code of a card that holds 50.00 unless told otherwise, and its promotion."""
    pool = await a_pool(database, workspace_id)
    await add_codes(database, workspace_id, pool, numbers=[1], **fields)
    promotion = await a_promotion(
        database,
        workspace_id,
        name=f"Cards {pool}",
        currency=currency,
        access={"type": "gift_cards", "pool_id": str(pool), "balance": 5_000},
        rewards=[{"type": "gift_card"}],
    )
    return f"{pool.hex[-8:]}-00001".upper(), promotion


async def entries(client: httpx.AsyncClient, code: str) -> list[tuple[str, int]]:
    answer = await client.get(f"/v1/gift-cards/{code}/entries")
    assert answer.status_code == 200, answer.text
    return [(entry["kind"], entry["amount"]) for entry in answer.json()["items"]]


async def test_a_new_card_holds_what_its_promotion_says(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    code, promotion = await a_card(database, workspace_id)
    view = (await client.get(f"/v1/gift-cards/{code.lower()}")).json()
    assert view == {
        "code": code.lower(),
        "promotion_id": str(promotion),
        "currency": "EUR",
        "balance": 5_000,
        "is_issued": False,
        "state": "unassigned",
        "profile_id": None,
        "expires_at": None,
    }
    assert await entries(client, code) == []


async def test_the_attribute_of_a_code_goes_before_the_promotion(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    code, promotion = await a_card(database, workspace_id, attributes={"balance": "12345"})
    assert (await client.get(f"/v1/gift-cards/{code}")).json()["balance"] == 12_345
    await client.post(f"/v1/gift-cards/{code}/entries", json={"amount": 1})
    assert await gift(database, workspace_id, code, -12_346, promotion=promotion) == 0


@pytest.mark.parametrize(
    ("own", "balance"),
    [("700", 700), ("", 5_000), ("7.00", 5_000), ("-7", 5_000), ("\u0667", 5_000), ("9" * 40, 5_000)],
)
def test_an_attribute_that_is_no_amount_is_passed_over(own: str, balance: int) -> None:
    access = GiftCards(pool_id=uuid4(), balance=5_000)
    assert initial_balance(access, {"balance": own}, "EUR") == balance


def test_a_card_by_currency_holds_nothing_in_another() -> None:
    access = GiftCards(pool_id=uuid4(), balance={"EUR": 5_000, "PLN": 20_000})
    assert initial_balance(access, {}, "PLN") == 20_000
    assert initial_balance(access, {}, "JPY") is None


async def test_a_card_is_spent_in_several_orders_until_nothing_is_left(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    code, promotion = await a_card(database, workspace_id)
    order = uuid4()
    assert await gift(database, workspace_id, code, -2_000, promotion=promotion) == 3_000
    assert await gift(database, workspace_id, code, -3_001, promotion=promotion) is None
    assert await gift(database, workspace_id, code, -3_000, promotion=promotion, redemption=order) == 0
    assert (
        await gift(database, workspace_id, code, 9_999, "return", promotion=promotion, redemption=order)
        == 3_000
    )
    assert (
        await gift(database, workspace_id, code, 9_999, "return", promotion=promotion, redemption=order)
        == 3_000
    )
    assert await entries(client, code) == [
        ("return", 3_000),
        ("spend", -3_000),
        ("spend", -2_000),
        ("issue", 5_000),
    ]
    assert await told(database, workspace_id) == ["gift.issued", "gift.spent", "gift.spent", "gift.returned"]


async def test_a_card_is_good_in_its_own_currency_only(database: Database, workspace_id: UUID) -> None:
    code, promotion = await a_card(database, workspace_id)
    assert await gift(database, workspace_id, code, -1, promotion=promotion) == 4_999
    assert await gift(database, workspace_id, code, -1, promotion=promotion, currency="PLN") is None


async def test_staff_top_a_card_up_and_correct_it(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    code, _ = await a_card(database, workspace_id, currency="JPY")
    path = f"/v1/gift-cards/{code}/entries"
    added = await client.post(path, json={"amount": 1_000, "reason": "At the till"})
    assert (added.status_code, added.json()["balance"]) == (201, 6_000)
    taken = await client.post(path, json={"kind": "adjust", "amount": -6_000, "reason": "Lost card"})
    assert (taken.json()["balance"], taken.json()["entry"]["kind"]) == (0, "adjust")
    more = await client.post(path, json={"kind": "adjust", "amount": -1, "reason": "Lost card"})
    assert (more.status_code, more.json()["code"]) == (409, "balance_exceeded")
    view = (await client.get(f"/v1/gift-cards/{code}")).json()
    assert (view["balance"], view["currency"], view["is_issued"]) == (0, "JPY", True)
    assert [kind for kind, _ in await entries(client, code)] == ["adjust", "credit", "issue"]
    audited = await rows(
        database, workspace_id, "select action from audit_log where object_type = 'gift_card' order by id"
    )
    assert [row.action for row in audited] == ["gift_card.credited", "gift_card.adjusted"]


@pytest.mark.parametrize(
    "entry",
    [
        {"amount": 0},
        {"amount": -1},
        {"kind": "adjust", "amount": 1},
        {"kind": "spend", "amount": 1},
        {"amount": "5"},
    ],
)
async def test_an_entry_that_makes_no_sense_is_refused(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, entry: dict[str, object]
) -> None:
    code, _ = await a_card(database, workspace_id)
    assert (await client.post(f"/v1/gift-cards/{code}/entries", json=entry)).status_code == 422


async def test_a_code_of_another_kind_is_no_gift_card(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    code = f"{pool.hex[-8:]}-00001"
    for answer in (
        await client.get(f"/v1/gift-cards/{code}"),
        await client.get(f"/v1/gift-cards/{code}/entries"),
        await client.post(f"/v1/gift-cards/{code}/entries", json={"amount": 5}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "gift_card_not_found")
    assert (await client.get("/v1/gift-cards/NOTHING")).json()["code"] == "code_not_found"


async def test_the_holder_of_a_card_hears_of_it(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    code, promotion = await a_card(database, workspace_id)
    profile = await a_customer(database, workspace_id)
    [row] = await rows(database, workspace_id, "select pool_id from codes where code = :code", code=code)
    drawn = await client.post(
        f"/v1/pools/{row.pool_id}/assignments", json={"profile": {"id": profile}, "mode": "assign"}
    )
    assert drawn.status_code == 201, drawn.text
    await gift(database, workspace_id, code, -100, promotion=promotion)
    found = await rows(database, workspace_id, "select profile_id from events where name like 'gift.%'")
    assert {row.profile_id for row in found} == {profile}


async def test_fifty_tills_spend_one_card_exactly(database: Database, workspace_id: UUID) -> None:
    code, promotion = await a_card(database, workspace_id)
    now = datetime.now(UTC)
    spent = await asyncio.gather(
        *(
            gift(database, workspace_id, code, -300, promotion=promotion, redemption=new_id(now))
            for _ in range(50)
        )
    )
    assert sorted(balance for balance in spent if balance is not None) == list(range(200, 5_000, 300))
    [row] = await rows(
        database,
        workspace_id,
        "select g.balance, (select sum(amount) from gift_ledger l where l.code = g.code) as total,"
        " (select count(*) from gift_ledger l where l.code = g.code and kind = 'issue') as issues"
        " from gift_balances g where g.workspace_id = :workspace",
    )
    assert (row.balance, row.total, row.issues) == (200, 200, 1)
