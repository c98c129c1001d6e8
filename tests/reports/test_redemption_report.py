"""The report of redemptions: hand-counted days, what comes back, filters, and days on which clocks jump."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.reports.jobs import count_reports, count_workspace
from tests.conftest import SetClock
from tests.redemptions.made import settle
from tests.redemptions.shop import CART, a_campaign, confirm, hold, publish, redeem, roll_back
from tests.reports.counting import at, counted, live_in, told

SPRING = {"type": "generic_code", "code": "SPRING10"}
SUMMER = {"type": "generic_code", "code": "SUMMER10"}


@pytest.fixture(autouse=True)
async def _warsaw(database: Database, workspace_id: UUID, clock: SetClock) -> None:
    at(clock, "2027-03-01T09:00")
    await live_in(database, workspace_id)


def by_day(report: Any, *names: str) -> dict[str, tuple[int, ...]]:  # noqa: ANN401
    return {day["day"]: tuple(day[name] for name in names) for day in report["days"]}


async def test_days_hold_what_was_redeemed_and_refused_on_them(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    await publish(client, access=SPRING)
    at(clock, "2027-03-01T23:59:59")
    await redeem(client, "SPRING10", order_id="1")
    at(clock, "2027-03-02T00:00")
    await redeem(client, "SPRING10", order_id="2")
    await redeem(client, "NOSUCH", order_id="3")
    at(clock, "2027-03-02T18:00")
    await redeem(client, "SPRING10", order_id="4")
    report = await counted(database, workspace_id, client, "redemptions", first_day="2027-03-01")
    assert by_day(report, "redemptions", "rolled_back", "rejections") == {
        "2027-03-01": (1, 0, 0),
        "2027-03-02": (2, 0, 1),
    }
    assert (report["redemptions"], report["rejections"]) == (3, 1)
    # The cart is worth 25.00; ten per cent come off.
    assert report["money"] == [{"currency": "EUR", "discount": 750, "revenue": 6750}]
    assert report["money_days"][1] == {
        "day": "2027-03-02",
        "currency": "EUR",
        "discount": 500,
        "revenue": 4500,
    }
    assert report["reasons"] == [{"reason": "code_not_found", "attempts": 1}]
    assert (report["first_day"], report["last_day"]) == ("2027-03-01", "2027-03-02")
    assert (report["time_zone"], report["counted_until"]) == ("Europe/Warsaw", "2027-03-02T17:00:00Z")


async def test_money_of_two_currencies_is_never_added_up(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    await publish(client, access=SPRING)
    await redeem(client, "SPRING10", order_id="1")
    await redeem(client, "SPRING10", order_id="2", cart={**CART, "currency": "PLN"})
    report = await counted(database, workspace_id, client, "redemptions")
    assert report["money"] == [
        {"currency": "EUR", "discount": 250, "revenue": 2250},
        {"currency": "PLN", "discount": 250, "revenue": 2250},
    ]
    assert report["redemptions"] == 2
    promotions = (await told(client, "promotions"))["items"]
    assert sorted((item["currency"], item["redemptions"]) for item in promotions) == [("EUR", 1), ("PLN", 1)]


async def test_what_was_taken_back_later_leaves_the_day_on_which_it_was_redeemed(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    await publish(client, access=SPRING)
    whole = await redeem(client, "SPRING10", order_id="1")
    part = await redeem(client, "SPRING10", order_id="2")
    await count_workspace(database, workspace_id)
    at(clock, "2027-03-20T12:00")
    await count_workspace(database, workspace_id)
    assert by_day(await told(client, "redemptions"), "redemptions", "rolled_back") == {"2027-03-01": (2, 0)}
    assert (await roll_back(client, whole["redemption"]["id"])).status_code == 200
    # One of two teas comes back: 10.00 of 25.00, for which 9.00 were paid.
    back = await roll_back(client, part["redemption"]["id"], lines={"a": 1}, policy="keep")
    assert (back.json()["refund"], back.json()["discount_returned"]) == (900, 100)
    at(clock, "2027-03-20T12:05")
    assert await count_workspace(database, workspace_id) == 2  # today and the first of March
    report = await told(client, "redemptions")
    assert by_day(report, "redemptions", "rolled_back") == {"2027-03-01": (1, 1)}
    assert report["money"] == [{"currency": "EUR", "discount": 150, "revenue": 1350}]


async def test_a_hold_counts_on_the_day_it_is_confirmed(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    await publish(client, access=SPRING)
    at(clock, "2027-03-01T23:50")
    held = await hold(client, "SPRING10", order_id="1", ttl="PT20M")
    await hold(client, "SPRING10", order_id="2", ttl="PT20M")
    at(clock, "2027-03-02T00:01")
    assert (await confirm(client, held["redemption"]["id"])).status_code == 200
    report = await counted(database, workspace_id, client, "redemptions")
    assert by_day(report, "redemptions") == {"2027-03-02": (1,)}


async def test_days_on_which_clocks_jump_have_23_and_25_hours(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    await publish(client, access=SPRING)
    moments = [
        ("2027-03-27T23:59", 0),
        ("2027-03-28T00:00", 0),
        ("2027-03-28T23:59", 0),
        ("2027-10-31T02:30", 0),
        ("2027-10-31T02:30", 1),
        ("2027-10-31T23:59", 0),
        ("2027-11-01T00:00", 0),
    ]
    for order, (moment, fold) in enumerate(moments):
        at(clock, moment, fold=fold)
        await redeem(client, "SPRING10", order_id=str(order))
    report = await counted(database, workspace_id, client, "redemptions", first_day="2027-03-01")
    assert by_day(report, "redemptions") == {
        "2027-03-27": (1,),
        "2027-03-28": (2,),
        "2027-10-31": (3,),
        "2027-11-01": (1,),
    }


async def test_another_time_zone_has_other_days(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    await publish(client, access=SPRING)
    at(clock, "2027-03-02T00:30")
    await redeem(client, "SPRING10")
    assert by_day(await counted(database, workspace_id, client, "redemptions"), "redemptions") == {
        "2027-03-02": (1,)
    }
    await live_in(database, workspace_id, "UTC")
    assert (await told(client, "redemptions"))["counted_until"] is None
    await count_workspace(database, workspace_id)
    assert by_day(await told(client, "redemptions"), "redemptions") == {"2027-03-01": (1,)}


async def test_a_campaign_and_a_promotion_are_told_by_themselves(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    await settle(database, workspace_id, default="all")
    campaign = await a_campaign(client)
    spring = await publish(client, "Spring", access=SPRING, campaign_id=campaign)
    summer = await publish(client, "Summer", access=SUMMER)
    ada, bob = {"custom_id": "ada"}, {"custom_id": "bob"}
    await redeem(client, "SPRING10", order_id="1", customer=ada)
    await redeem(client, "SPRING10", order_id="2", customer=ada)
    await redeem(client, "SPRING10", "SUMMER10", order_id="3", customer=bob)
    await redeem(client, "SUMMER10", order_id="4")
    of_all = await counted(database, workspace_id, client, "redemptions")
    assert of_all["redemptions"] == 4
    assert (await told(client, "redemptions", campaign_id=campaign))["redemptions"] == 3
    assert (await told(client, "redemptions", promotion_id=str(summer)))["redemptions"] == 2
    best = (await told(client, "promotions"))["items"]
    figures = {item["name"]: (item["redemptions"], item["by_customers"], item["newcomers"]) for item in best}
    assert figures == {"Spring": (3, 3, 2), "Summer": (2, 1, 1)}
    assert [item["promotion_id"] for item in best] == [str(spring), str(summer)]
    assert (best[0]["campaign_id"], best[0]["campaign"]) == (campaign, "Spring")
    only = await told(client, "promotions", campaign_id=campaign)
    assert [item["name"] for item in only["items"]] == ["Spring"]


async def test_counting_twice_changes_nothing_and_rests_in_between(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    await publish(client, access=SPRING)
    await redeem(client, "SPRING10")
    assert await count_workspace(database, workspace_id) == 1
    before = await told(client, "redemptions")
    assert await count_workspace(database, workspace_id) == 0
    assert clock.now is not None
    clock.now += timedelta(minutes=1)
    assert await count_reports(database) >= 1
    after = await told(client, "redemptions")
    assert {**after, "counted_until": None} == {**before, "counted_until": None}


async def test_days_without_a_worker_are_counted_afterwards(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    await publish(client, access=SPRING)
    await count_workspace(database, workspace_id)
    for day in ("2027-03-03T10:00", "2027-03-05T10:00"):
        at(clock, day)
        await redeem(client, "SPRING10")
    at(clock, "2027-03-08T10:00")
    await count_workspace(database, workspace_id)
    assert by_day(await told(client, "redemptions"), "redemptions") == {
        "2027-03-03": (1,),
        "2027-03-05": (1,),
    }


@pytest.mark.parametrize(
    "query",
    [
        {"first_day": "2027-03-02", "last_day": "2027-03-01"},
        {"first_day": "2020-01-01", "last_day": "2027-03-01"},
        {"first_day": "0001-01-01"},
    ],
)
async def test_a_period_that_cannot_be_is_refused(client: httpx.AsyncClient, query: dict[str, str]) -> None:
    for path in ("redemptions", "promotions", "codes", "points"):
        answer = await client.get(f"/v1/reports/{path}", params=query)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_days")


async def test_the_first_days_of_time_can_be_asked_for(client: httpx.AsyncClient) -> None:
    for path in ("redemptions", "promotions", "codes", "points"):
        answer = await client.get(f"/v1/reports/{path}", params={"last_day": "0001-01-02"})
        assert answer.status_code == 200, answer.text
