"""Looking at carts over HTTP: what staff is told, and what strangers are."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.core.db import Database
from tests.factories import a_pool
from tests.redemptions.made import a_customer, a_promotion, write

SUMMER = {"type": "generic_code", "code": "SUMMER10"}
CART = {"items": [{"id": "a", "sku": "S1", "price": 3000}, {"sku": "S2", "price": 1000}], "shipping": 500}


async def validate(client: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:  # noqa: ANN401
    answer = await client.post("/v1/validations", json={"cart": CART, **asked})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_cart_is_told_line_by_line(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    promotion = await a_promotion(database, workspace_id, access=SUMMER)

    told = await validate(client, codes=["summer10"])

    assert told["result"] == "valid"
    assert told["reason"] is None
    assert told["currency"] == "EUR"
    assert told["lines"] == [
        {"id": "a", "initial": 3000, "discount": 300, "final": 2700},
        {"id": "2", "initial": 1000, "discount": 100, "final": 900},
    ]
    assert told["items"] == {"initial": 4000, "discount": 400, "final": 3600}
    assert told["shipping"] == {"initial": 500, "discount": 0, "final": 500}
    assert told["total"] == {"initial": 4500, "discount": 400, "final": 4100}
    [candidate] = told["candidates"]
    assert candidate["promotion"] == {"id": str(promotion), "name": "Ten per cent"}
    assert (candidate["outcome"], candidate["code"], candidate["discount"]) == ("applicable", "summer10", 400)
    assert candidate["lines"] == {"a": 300, "2": 100}


async def test_a_refusal_says_what_is_missing_and_which_rule_said_so(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    rules = {
        "type": "all",
        "rules": [{"type": "order_minimum", "amount": 5000, "message": "Just a little more!"}],
    }
    await a_promotion(database, workspace_id, access=SUMMER, rules=rules)

    told = await validate(client, codes=["SUMMER10", "NOBODY"])

    assert (told["result"], told["reason"]) == ("invalid", "order_below_minimum")
    minimum, unknown = told["candidates"]
    assert (minimum["outcome"], minimum["observed"], minimum["needed"], minimum["missing"]) == (
        "inapplicable",
        4000,
        5000,
        1000,
    )
    assert minimum["message"] == "Just a little more!"
    assert minimum["explanation"]["rule"] == "all"
    assert minimum["explanation"]["parts"][0]["rule"] == "order_minimum"
    assert unknown["reason"] == "code_not_found"
    assert unknown["promotion"] is None


async def test_automatic_promotions_that_do_not_apply_are_told_on_request(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await a_promotion(database, workspace_id, rules={"type": "order_minimum", "amount": 5000})

    assert (await validate(client))["candidates"] == []
    [candidate] = (await validate(client, explain="all"))["candidates"]
    assert candidate["reason"] == "order_below_minimum"


async def test_another_moment_can_be_tried(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    starts = database.clock() + timedelta(days=7)
    await a_promotion(database, workspace_id, access=SUMMER, starts_at=starts.isoformat())

    assert (await validate(client, codes=["SUMMER10"]))["reason"] == "promotion_not_started"
    then = await validate(client, codes=["SUMMER10"], what_if=starts.isoformat())
    assert then["result"] == "valid"


async def test_looking_changes_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    limits = [{"most": 5}, {"scope": "customer", "most": 1}, {"measure": "discount", "most": 10_000}]
    await a_promotion(
        database, workspace_id, access={"type": "pool_codes", "pool_id": str(pool)}, limits=limits
    )
    before = await everything(database, workspace_id)

    for code in (f"{pool.hex[-8:]}-00001", "NOBODY"):
        await validate(client, codes=[code], customer={"custom_id": "never-seen"})

    assert await everything(database, workspace_id) == before


async def everything(database: Database, workspace_id: UUID) -> dict[str, list[str]]:
    """Every row of the workspace but those of its credentials."""
    found: dict[str, list[str]] = {}
    async with database.context(workspace_id) as ctx:
        tables = await ctx.db.scalars(
            text(
                "select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid"
                " where c.relkind in ('r', 'p') and not c.relispartition and a.attname = 'workspace_id'"
                " and c.relnamespace = 'public'::regnamespace and c.relname <> 'api_keys'"
            )
        )
        for table in sorted(tables.all()):
            rows = await ctx.db.scalars(
                text(f'select cast(t as text) from "{table}" t where workspace_id = :workspace'),
                {"workspace": workspace_id},
            )
            found[table] = sorted(rows.all())
    return found


@pytest.fixture
async def shopper(
    app: FastAPI, database: Database, workspace_id: UUID, api_key: Callable[..., Awaitable[str]]
) -> httpx.AsyncClient:
    """A customer's app, which carries a profile key that anybody can read out of it."""
    key = await api_key(kind="profile", permissions=["PROMOTIONS_VALIDATION_OWN_CREATE"])
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(
        transport=transport, base_url="http://largesse", headers={"Authorization": f"Bearer {key}"}
    )


async def try_code(shopper: httpx.AsyncClient, *codes: str) -> dict[str, Any]:
    answer = await shopper.post("/v1/validations/own", json={"cart": CART, "codes": codes})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_strangers_cannot_tell_a_code_of_somebody_from_none(
    shopper: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool = await a_pool(database, workspace_id, codes=3)
    holder = await a_customer(database, workspace_id, "holder")
    await a_promotion(database, workspace_id, access={"type": "pool_codes", "pool_id": str(pool)})
    stem = pool.hex[-8:].upper()
    await write(
        database,
        workspace_id,
        "update codes set state = 2, profile_id = :holder, assigned_at = now(),"
        " expires_at = case when position = 1 then now() - interval '1 day' end"
        " where workspace_id = :workspace and position in (1, 2)",
        holder=holder,
    )
    await write(
        database,
        workspace_id,
        "update codes set state = 4, cancelled_at = now() where workspace_id = :workspace and position = 3",
    )

    unknown = await try_code(shopper, f"{stem}-99999")

    assert unknown["reason"] == "not_valid"
    for number in (1, 2, 3):
        answer = await try_code(shopper, f"{stem}-0000{number}")
        shown = repr(answer).replace(f"{stem}-0000{number}", f"{stem}-99999")
        assert shown == repr(unknown), number


async def test_strangers_see_what_would_make_their_cart_do_and_no_rules(
    shopper: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await a_promotion(
        database,
        workspace_id,
        access=SUMMER,
        rules={"type": "order_minimum", "amount": 5000},
        display={"name": "Summer"},
    )
    limited = await a_promotion(
        database, workspace_id, name="B", access={**SUMMER, "code": "GONE"}, limits=[{"most": 1}]
    )
    await write(
        database,
        workspace_id,
        "insert into limit_counters (workspace_id, key, used) values (:workspace, :key, 1)",
        key=f"{limited}:redemptions:total::ever",
    )

    told = {
        candidate["code"]: candidate
        for candidate in (await try_code(shopper, "SUMMER10", "GONE"))["candidates"]
    }

    assert (told["SUMMER10"]["reason"], told["SUMMER10"]["missing"]) == ("order_below_minimum", 1000)
    assert told["SUMMER10"]["promotion"]["name"] == "Summer"
    assert told["GONE"]["reason"] == "limit_reached"
    assert (told["GONE"]["observed"], told["GONE"]["needed"]) == (None, None)
    assert all(candidate["explanation"] is None for candidate in told.values())


async def test_a_signed_in_customer_asks_for_himself(
    app: FastAPI,
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    api_key: Callable[..., Awaitable[str]],
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    holder = await a_customer(database, workspace_id, "holder")
    await a_promotion(database, workspace_id, access={"type": "pool_codes", "pool_id": str(pool)})
    await write(
        database,
        workspace_id,
        "update codes set state = 2, profile_id = :holder, assigned_at = now()"
        " where workspace_id = :workspace",
        holder=holder,
    )
    key = await api_key(permissions=["PROMOTIONS_VALIDATION_OWN_CREATE"])
    code = f"{pool.hex[-8:]}-00001"
    for customer, result in (("holder", "valid"), ("thief", "invalid")):
        login = await client.post("/v4/auth/login/client", json={"apiKey": key, "customId": customer})
        headers = {"Authorization": f"Bearer {login.json()['token']}"}
        answer = await client.post(
            "/v1/validations/own", json={"cart": CART, "codes": [code]}, headers=headers
        )
        assert answer.json()["result"] == result, answer.text
        other = {"cart": CART, "customer": {"custom_id": "holder"}}
        assert (await client.post("/v1/validations/own", json=other, headers=headers)).status_code == 422


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
async def test_moments_that_no_clock_can_reckon_with_are_refused(
    client: httpx.AsyncClient, moment: str
) -> None:
    answer = await client.post("/v1/validations", json={"cart": CART, "what_if": moment})
    assert answer.status_code == 422


async def test_a_profile_key_opens_nothing_that_is_for_staff(shopper: httpx.AsyncClient) -> None:
    assert (await shopper.post("/v1/validations", json={"cart": CART})).status_code == 403


async def test_carts_beyond_bounds_are_refused(client: httpx.AsyncClient) -> None:
    for cart in (
        {"items": [{"sku": "a", "price": 1}] * 501},
        {"items": [{"sku": "a", "price": 1, "id": "1"}, {"sku": "a", "price": 1, "id": "1"}]},
        {"items": [{"sku": "a", "price": 1}], "currency": "euro"},
        {"items": [], "place": {"latitude": 91, "longitude": 0}},
        {"items": [], "metadata": {"a": "\x00"}},
        {"items": [], "metadata": {"a": 2**63}},
        {"items": [], "coupon": "x"},
    ):
        assert (await client.post("/v1/validations", json={"cart": cart})).status_code == 422, cart
    infinite = '{"cart": {"items": [], "metadata": {"a": 1e999}}}'
    answer = await client.post(
        "/v1/validations", content=infinite, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code in (400, 422)
    assert (await client.post("/v1/validations", json={"cart": CART, "codes": ["A"] * 31})).status_code == 422


async def test_an_empty_cart_is_a_cart(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await a_promotion(database, workspace_id)

    told = await validate(client, cart={})

    assert (told["result"], told["total"]["final"]) == ("invalid", 0)
