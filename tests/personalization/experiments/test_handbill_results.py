"""Results of a handbill over HTTP: who counts, what counts, and when there is no verdict."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.personalization.handbills.results_schemas import EXAMPLE, ResultsView
from tests.conftest import SetClock
from tests.personalization.experiments.planted import NOON, SHARES, a_handbill, definition, expose, results_of
from tests.redemptions.made import a_customer
from tests.redemptions.shop import publish, redeem, roll_back


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def read(client: httpx.AsyncClient, handbill: UUID, clock: SetClock) -> dict[str, Any]:
    """The results an hour after noon."""
    clock.now = NOON + timedelta(hours=1)
    return await results_of(client, handbill)


async def test_a_handbill_that_nobody_has_looked_at_has_arms_with_zeros(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    async with database.context(workspace_id) as ctx:
        handbill = await a_handbill(ctx, definition(SHARES))

    view = await read(client, handbill, clock)

    assert [(arm["variant"], arm["share"], arm["customers"], arm["revenue"]) for arm in view["arms"]] == [
        (None, 2000, 0, 0),
        ("A", 4000, 0, 0),
        ("B", 4000, 0, 0),
    ]
    assert view["since"] is None
    assert view["sample_ratio_p_value"] is None
    assert [block["code"] for block in view["blocked"]] == ["too_few_customers"]


async def test_a_draft_has_no_arms(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    async with database.context(workspace_id) as ctx:
        handbill = await a_handbill(ctx)

    view = await read(client, handbill, clock)

    assert view["arms"] == []
    assert [block["code"] for block in view["blocked"]] == ["nothing_to_compare"]


async def test_an_unknown_handbill_is_not_found(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/v1/handbills/{uuid4()}/results")

    assert (answer.status_code, answer.json()["code"]) == (404, "handbill_not_found")


async def test_another_workspace_sees_nothing_of_it(client: httpx.AsyncClient, database: Database) -> None:
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=NOON)).workspace_id
    async with database.context(other) as ctx:
        handbill = await a_handbill(ctx, definition(SHARES))

    assert (await client.get(f"/v1/handbills/{handbill}/results")).status_code == 404


async def test_fixed_dates_are_the_planned_end_in_the_zone_of_the_workspace(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    activity = {"type": "fixed", "first_day": "2027-03-01", "last_day": "2027-03-14"}
    async with database.context(workspace_id) as ctx:
        zoned = text("update workspaces set time_zone = 'Europe/Warsaw' where id = :id")
        await ctx.db.execute(zoned, {"id": workspace_id})
        handbill = await a_handbill(ctx, definition(SHARES, activity=activity))

    view = await read(client, handbill, clock)

    assert view["planned_end"] == "2027-03-14T23:00:00Z"
    assert view["days_left"] == 14


async def test_uneven_arms_block_the_verdict_and_changed_shares_alone_do_not(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    versions = definition({None: 5000, "A": 5000}), definition({None: 1000, "A": 9000})
    async with database.context(workspace_id) as ctx:
        fair, unfair = await a_handbill(ctx, *versions), await a_handbill(ctx, *versions)
        for profile in range(1, 501):
            early = profile <= 100
            arm = "A" if (profile % 2 if early else profile % 10) else None
            await expose(ctx, fair, profile, arm, version=1 if early else 2)
            await expose(ctx, unfair, profile, arm, version=1)

    even, uneven = await read(client, fair, clock), await read(client, unfair, clock)

    assert even["sample_ratio_p_value"] == 1
    assert even["blocked"] == []
    assert [arm["expected_customers"] for arm in even["arms"]] == [90, 410]
    assert [block["code"] for block in uneven["blocked"]] == ["sample_ratio"]
    assert uneven["arms"][1]["uplift"]["verdict"] == "blocked"


async def test_customers_of_a_removed_variant_are_expected_where_they_came_in(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    """All of B went on in A, which was decided and is no accident: the check looks at where they began."""
    versions = definition({None: 2000, "A": 4000, "B": 4000}), definition({None: 2000, "A": 8000})
    async with database.context(workspace_id) as ctx:
        handbill = await a_handbill(ctx, *versions)
        for profile in range(1, 501):
            await expose(ctx, handbill, profile, [None, "A", "A", "B", "B"][profile % 5])
        gone = (
            "update handbill_members set variant = 'A', version = 2, since = since + interval '1 second',"
            " came_variant = variant, came_version = version where handbill_id = :id and variant = 'B'"
        )
        await ctx.db.execute(text(gone), {"id": handbill})

    view = await read(client, handbill, clock)

    assert view["blocked"] == []
    assert [(arm["variant"], arm["customers"]) for arm in view["arms"]] == [(None, 100), ("A", 400)]


async def test_money_in_other_currencies_is_left_out_and_told(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    profile = await a_customer(database, workspace_id)
    async with database.context(workspace_id) as ctx:
        handbill = await a_handbill(ctx, definition({"A": 10_000}))
        await expose(ctx, handbill, profile, "A")
    for currency in ("EUR", "PLN", "SEK"):
        cart = {"currency": currency, "items": [{"sku": "TEA", "price": 700}]}
        order = {"id": currency, "customer": {"custom_id": "c-1"}, "cart": cart}
        answer = await client.post("/v1/orders", json={"orders": [order]})
        assert answer.status_code == 200, answer.text

    view = await read(client, handbill, clock)

    assert (view["currency"], view["other_currency_orders"], view["arms"][0]["revenue"]) == ("EUR", 2, 700)
    assert (view["compared_with"], view["arms"][0]["uplift"]) == ("A", None)


async def test_what_other_promotions_took_off_in_the_same_cart_is_not_counted(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    profile = await a_customer(database, workspace_id)
    own = await publish(client, "own", access={"type": "generic_code", "code": "OWN"})
    fixed = [{"type": "order_amount", "amount": 300}]
    await publish(
        client,
        "other",
        access={"type": "generic_code", "code": "OTHER"},
        rewards=fixed,
        stacking={"lane": "post"},
    )
    async with database.context(workspace_id) as ctx:
        handbill = await a_handbill(ctx, definition({"A": 10_000}))
        await expose(ctx, handbill, profile, "A", own)
    done = await redeem(client, "OWN", "OTHER", customer={"custom_id": "c-1"}, order_id="1")
    by_promotion = {one["promotion_id"]: one["discount"] for one in done["redemption"]["promotions"]}
    assert len(by_promotion) == 2

    [arm] = (await read(client, handbill, clock))["arms"]

    assert arm["discount"] == by_promotion[str(own)]
    assert arm["revenue"] == 2500 - sum(by_promotion.values())


async def test_a_partial_rollback_takes_its_part_of_discount_and_revenue(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    profile = await a_customer(database, workspace_id)
    own = await publish(client, "own", access={"type": "generic_code", "code": "OWN"})
    async with database.context(workspace_id) as ctx:
        handbill = await a_handbill(ctx, definition({"A": 10_000}))
        await expose(ctx, handbill, profile, "A", own)
    done = await redeem(client, "OWN", customer={"custom_id": "c-1"}, order_id="1")
    back = await roll_back(client, done["redemption"]["id"], lines={"b": 1}, policy="keep")
    assert back.json()["refund"] == 450

    [arm] = (await read(client, handbill, clock))["arms"]

    assert (arm["redeemed"], arm["discount"], arm["revenue"], arm["purchases"]) == (1, 200, 1800, 1)


async def test_who_may_not_see_results_does_not(app: FastAPI, api_key: Callable[..., Awaitable[str]]) -> None:
    key = await api_key(permissions=["PROMOTIONS_PROMOTION_READ"])
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse") as stranger:
        answer = await stranger.get(
            f"/v1/handbills/{uuid4()}/results", headers={"Authorization": f"Bearer {key}"}
        )

    assert answer.status_code == 403


def test_the_example_of_the_documentation_is_one() -> None:
    assert ResultsView.model_validate(EXAMPLE).model_dump(mode="json") == EXAMPLE
