"""Whatever happens to redemptions, the report is what a plain recount of the rows says."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from largesse.core.db import Database
from largesse.reports.jobs import count_workspace
from tests.conftest import SetClock
from tests.redemptions.shop import CART, confirm, hold, publish, redeem, roll_back
from tests.reports.counting import WARSAW, live_in, recount, told

SPRING = {"type": "generic_code", "code": "SPRING10"}
BEGIN = datetime(2027, 3, 26, 20, tzinfo=WARSAW)
DEEDS = ("redeem", "redeem_zloty", "hold", "confirm", "roll_back", "return", "refuse", "count")
DEED = st.tuples(st.sampled_from(DEEDS), st.integers(0, 9), st.integers(1, 30 * 60))


class Till:
    """Does one deed after the other, and remembers what there is to take back."""

    def __init__(self, client: httpx.AsyncClient, clock: SetClock, round_: str) -> None:
        self.client, self.clock, self.round = client, clock, round_
        self.holds: list[str] = []
        self.done: list[str] = []
        self.orders = 0

    async def do(self, deed: str, which: int) -> None:
        self.orders += 1
        order = f"{self.round}-{self.orders}"
        who: dict[str, Any] = {"customer": {"custom_id": f"c{which % 3}"}} if which % 2 else {}
        match deed:
            case "redeem" | "redeem_zloty":
                cart = {**CART, "currency": "PLN"} if deed == "redeem_zloty" else CART
                answer = await redeem(self.client, "SPRING10", order_id=order, cart=cart, **who)
                self.done.append(answer["redemption"]["id"])
            case "hold":
                answer = await hold(self.client, "SPRING10", order_id=order, **who)
                self.holds.append(answer["redemption"]["id"])
            case "confirm" if self.holds:
                held = self.holds.pop(which % len(self.holds))
                if (await confirm(self.client, held)).status_code == 200:
                    self.done.append(held)
            case "roll_back" if self.done:
                await roll_back(self.client, self.done.pop(which % len(self.done)))
            case "return" if self.done:
                await roll_back(self.client, self.done[which % len(self.done)], lines={"a": 1}, policy="keep")
            case "refuse":
                await redeem(self.client, "NOSUCH", order_id=order)
            case _:
                pass  # there is nothing to confirm or take back yet


async def test_reports_equal_a_recount_after_any_deeds(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, clock: SetClock
) -> None:
    clock.now = BEGIN
    await live_in(database, workspace_id)
    await publish(client, access=SPRING)
    loop = asyncio.get_running_loop()
    rounds = 0

    async def play(deeds: list[tuple[str, int, int]]) -> None:
        nonlocal rounds
        rounds += 1
        till = Till(client, clock, str(rounds))
        for deed, which, minutes in deeds:
            assert clock.now is not None
            clock.now += timedelta(minutes=minutes)
            if deed == "count":
                await count_workspace(database, workspace_id)
            else:
                await till.do(deed, which)
        assert clock.now is not None
        clock.now += timedelta(minutes=15)
        await count_workspace(database, workspace_id)
        await _compare(database, workspace_id, client)

    @seed(20271121)
    @settings(
        max_examples=12, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(st.lists(DEED, min_size=3, max_size=12))
    def any_deeds(deeds: list[tuple[str, int, int]]) -> None:
        asyncio.run_coroutine_threadsafe(play(deeds), loop).result(60)

    await asyncio.to_thread(any_deeds)


async def _compare(database: Database, workspace_id: UUID, client: httpx.AsyncClient) -> None:
    expected = await recount(database, workspace_id, WARSAW)
    report: Any = await told(client, "redemptions", first_day="2027-03-01", last_day="2029-12-31")
    days: dict[str, dict[str, int]] = {}
    for (day, _), figures in expected.items():
        of_day = days.setdefault(day.isoformat(), {"redemptions": 0, "rolled_back": 0})
        for name in of_day:
            of_day[name] += figures.get(name, 0)
    told_days = {
        day["day"]: {"redemptions": day["redemptions"], "rolled_back": day["rolled_back"]}
        for day in report["days"]
        if day["redemptions"] or day["rolled_back"]
    }
    assert told_days == days
    money = {
        (day.isoformat(), currency): (figures.get("discount", 0), figures.get("revenue", 0))
        for (day, currency), figures in expected.items()
        if figures.get("redemptions")
    }
    assert {
        (row["day"], row["currency"]): (row["discount"], row["revenue"]) for row in report["money_days"]
    } == money
