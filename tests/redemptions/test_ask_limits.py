"""What a cart is told of limits, from what the counters say."""

from datetime import timedelta
from uuid import UUID

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.redemptions.made import (
    a_campaign,
    a_cart,
    a_customer,
    a_promotion,
    ask,
    reasons,
    settle,
    used,
)

SUMMER = {"type": "generic_code", "code": "SUMMER10"}


async def test_a_limit_that_is_reached_refuses(database: Database, workspace_id: UUID) -> None:
    promotion = await a_promotion(database, workspace_id, access=SUMMER, limits=[{"most": 2}])
    await used(database, workspace_id, f"{promotion}:redemptions:total::ever", 1)
    assert (await ask(database, workspace_id, "SUMMER10")).decision.applied
    await used(database, workspace_id, f"{promotion}:redemptions:total::ever", 1)

    asked = await ask(database, workspace_id, "SUMMER10")

    assert reasons(asked) == {"SUMMER10": "limit_reached"}
    [candidate] = asked.decision.candidates
    assert candidate.verdict is not None
    assert (candidate.verdict.observed, candidate.verdict.needed) == (2, 2)


async def test_a_limit_per_customer_counts_his_own_only(database: Database, workspace_id: UUID) -> None:
    limits = [{"scope": "customer", "most": 1}, {"scope": "customer_and_code", "most": 3}]
    promotion = await a_promotion(database, workspace_id, access=SUMMER, limits=limits)
    customer = await a_customer(database, workspace_id)
    await a_customer(database, workspace_id, "c-2")
    await used(database, workspace_id, f"{promotion}:redemptions:customer:{customer}:ever", 1)

    told = reasons(await ask(database, workspace_id, "SUMMER10", customer="c-1"))

    assert told == {"SUMMER10": "customer_limit_reached"}
    assert (await ask(database, workspace_id, "SUMMER10", customer="c-2")).decision.applied


async def test_a_rolling_limit_sums_its_days_up(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    limit = {"period": "rolling", "days": 3, "most": 2}
    promotion = await a_promotion(database, workspace_id, access=SUMMER, limits=[limit])
    now = database.clock()
    for days in (0, 2, 3):
        day = (now - timedelta(days=days)).date()
        await used(database, workspace_id, f"{promotion}:redemptions:total::r3.{day}", 1)

    assert reasons(await ask(database, workspace_id, "SUMMER10", now=now)) == {"SUMMER10": "limit_reached"}
    tomorrow = now + timedelta(days=1)
    assert (await ask(database, workspace_id, "SUMMER10", now=tomorrow)).decision.applied


async def test_a_budget_refuses_a_discount_that_does_not_fit(database: Database, workspace_id: UUID) -> None:
    limit = {"measure": "discount", "most": 1500}
    promotion = await a_promotion(database, workspace_id, access=SUMMER, limits=[limit])
    await used(database, workspace_id, f"{promotion}:discount.EUR:total::ever", 600)
    await a_promotion(
        database, workspace_id, name="Five", rewards=[{"type": "order_percent", "percent": "5"}]
    )

    asked = await ask(database, workspace_id, "SUMMER10")

    assert reasons(asked)["SUMMER10"] == "budget_exhausted"
    assert [(c.name, c.discount) for c in asked.decision.applied] == [("Five", 500)]
    assert (await ask(database, workspace_id, "SUMMER10", cart=a_cart(9000))).decision.discount == 900


async def test_promotions_share_what_is_left_of_their_campaign(
    database: Database, workspace_id: UUID
) -> None:
    campaign = await a_campaign(database, workspace_id, limits=[{"measure": "discount", "most": 1800}])
    await settle(database, workspace_id, default="all")
    for name in ("First", "Second"):
        await a_promotion(database, workspace_id, name=name, campaign_id=campaign)
    await used(database, workspace_id, f"{campaign}:discount.EUR:total::ever", 0)

    asked = await ask(database, workspace_id, explain_all=True)

    assert len(asked.decision.applied) == 1
    assert "budget_exhausted" in reasons(asked).values()
