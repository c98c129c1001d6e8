"""The reports of codes and points, and who may read what."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from uuid import UUID

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.accounts.permissions import ALL
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.vouchers.commands.counts import fold_counts
from tests.conftest import SetClock
from tests.factories import a_key, a_pool
from tests.redemptions.shop import publish, redeem
from tests.reports.counting import at, counted, live_in, told

SPRING = {"type": "generic_code", "code": "SPRING10"}


async def test_codes_are_told_by_state_at_the_end_of_each_day(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    at(clock, "2027-03-01T09:00")
    await live_in(database, workspace_id)
    pool = await a_pool(database, workspace_id, codes=5, name="Gifts")
    await fold_counts(database)
    at(clock, "2027-03-02T09:00")
    for number in (1, 2):
        answer = await client.post(
            f"/v1/pools/{pool}/assignments", json={"profile": {"custom_id": f"c{number}"}}
        )
        assert answer.status_code in (200, 201), answer.text
    await fold_counts(database)
    at(clock, "2027-03-03T09:00")
    code = answer.json()["code"]
    assert (await client.post(f"/v1/codes/{code}/redemptions", json={})).status_code in (200, 201)
    at(clock, "2027-03-04T09:00")
    report = await told(client, "codes", first_day="2027-02-25")
    states = ("unassigned", "assigned", "redeemed", "cancelled", "expired")
    assert {day["day"]: tuple(day[state] for state in states) for day in report["days"]} == {
        "2027-03-01": (5, 0, 0, 0, 0),
        "2027-03-02": (3, 2, 0, 0, 0),
        "2027-03-03": (3, 1, 1, 0, 0),
        "2027-03-04": (3, 1, 1, 0, 0),
    }
    [stock] = report["pools"]
    assert (stock["name"], stock["unassigned"], stock["redeemed_in_period"]) == ("Gifts", 3, 1)
    early = await told(client, "codes", first_day="2027-03-01", last_day="2027-03-02")
    assert [day["assigned"] for day in early["days"]] == [0, 2]
    assert early["pools"][0]["redeemed_in_period"] == 0
    await _equals_the_rows(database, workspace_id, report["days"][-1])


async def _equals_the_rows(database: Database, workspace_id: UUID, last: dict[str, int]) -> None:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.execute(text("select state, count(*) as n from codes group by state"))
        by_state = {row.state: row.n for row in rows}
    assert by_state == {1: last["unassigned"], 2: last["assigned"], 3: last["redeemed"]}


async def test_codes_past_their_date_are_expired_from_that_day_on(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    at(clock, "2027-03-01T09:00")
    await live_in(database, workspace_id)
    await a_pool(database, workspace_id, codes=2, codes_expire_at="2027-03-02T12:00:00Z")
    at(clock, "2027-03-03T09:00")
    report = await told(client, "codes")
    assert [(day["unassigned"], day["expired"]) for day in report["days"]] == [(2, 0), (0, 2), (0, 2)]


async def test_codes_of_a_campaign_are_those_of_its_pools(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    mine = await a_pool(database, workspace_id, codes=3, name="Mine")
    await a_pool(database, workspace_id, codes=4, name="Other")
    promotion = await publish(client, access={"type": "pool_codes", "pool_id": str(mine)})
    report = await told(client, "codes", promotion_id=str(promotion))
    assert [(pool["name"], pool["unassigned"]) for pool in report["pools"]] == [("Mine", 3)]
    assert report["days"][-1]["unassigned"] == 3


async def test_points_are_told_by_day(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    at(clock, "2027-03-01T09:00")
    await live_in(database, workspace_id)
    await publish(client, access=SPRING, rewards=[{"type": "points", "points": 40}])
    await redeem(client, "SPRING10", order_id="1", customer={"custom_id": "ada"})
    at(clock, "2027-03-02T00:30")
    [ada] = (await client.get("/v1/profiles")).json()["items"]
    corrected = await client.post(
        f"/v1/profiles/{ada['id']}/points/entries",
        json={"amount": -15, "kind": "adjust", "reason": "mistake"},
    )
    assert corrected.status_code in (200, 201), corrected.text
    report = await counted(database, workspace_id, client, "points")
    assert [(day["day"], day["granted"], day["adjusted"]) for day in report["days"]] == [
        ("2027-03-01", 40, 0),
        ("2027-03-02", 0, -15),
    ]
    assert (report["granted"], report["spent"], report["expired"], report["adjusted"]) == (40, 0, 0, -15)


async def test_reports_need_their_permission(
    app: FastAPI, api_key: Callable[..., Awaitable[str]], client: httpx.AsyncClient
) -> None:
    secret = await api_key(permissions=ALL - {"REPORTS_REPORT_READ"})
    for path in ("redemptions", "promotions", "codes", "points"):
        answer = await client.get(f"/v1/reports/{path}", headers={"Authorization": f"Bearer {secret}"})
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_missing")


async def test_reports_of_another_workspace_hold_nothing_of_this_one(
    app: FastAPI, database: Database, workspace_id: UUID, client: httpx.AsyncClient, keyring: Keyring
) -> None:
    await publish(client, access=SPRING)
    await redeem(client, "SPRING10")
    await a_pool(database, workspace_id, codes=2)
    await counted(database, workspace_id, client, "redemptions")
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    secret = await a_key(database, other, keyring)
    headers = {"Authorization": f"Bearer {secret}"}
    since = (date.today() - timedelta(days=3)).isoformat()  # noqa: DTZ011  a margin around any zone
    for path in ("redemptions", "promotions", "codes", "points"):
        answer = (
            await client.get(f"/v1/reports/{path}", params={"first_day": since}, headers=headers)
        ).json()
        assert not any(answer.get(name) for name in ("items", "days", "money", "pools")), answer
