"""A results page says what the log of events says: weeks of a shop by chance, counted again by hand."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import httpx
import pytest
from scipy.stats import chi2
from sqlalchemy import text

from largesse.core.db import Database, JsonObject
from largesse.core.jobs import RunningJob, run_job
from largesse.personalization.handbills.results_jobs import COUNT, count_jobs, count_large
from tests.conftest import SetClock
from tests.personalization.handbills.ledger import (
    Arm,
    Event,
    adjusted_difference,
    count,
    orders_of,
    people_of,
    read_log,
    sample_ratio,
)
from tests.personalization.handbills.made import MOBILE, a_customer, a_handbill, a_promotion, publish, read

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
SEEDS = (20261121, 4, 77)
PEOPLE = 40
DAY = timedelta(days=1)
SHARES = {
    1: {"A": 4_000, "B": 3_000, None: 3_000},
    2: {"A": 4_000, "C": 1_000, None: 5_000},
}
Json = dict[str, Any]


def definition(version: int) -> Json:
    shares = SHARES[version]
    return {
        "variants": [{"name": name, "share": share} for name, share in shares.items() if name is not None],
        "control_share": shares[None],
        "slots": [{"filter": MOBILE, "count": 3}],
        "activity": {"type": "relative", "days": 7},
        "precompute": False,
    }


class Weeks:
    """What happens in a shop, by chance; everything through the API."""

    def __init__(self, client: httpx.AsyncClient, clock: SetClock, seed: int) -> None:
        self.client, self.clock, self.draw = client, clock, Random(seed)
        self.people: dict[str, int] = {}
        self.number = 0
        self.done: list[str] = []
        self.told: list[str] = []
        self.given: dict[str, list[Json]] = {}
        self.handbill = ""

    @property
    def now(self) -> datetime:
        assert self.clock.now is not None
        return self.clock.now

    def pass_time(self, most: timedelta = timedelta(minutes=30)) -> None:
        self.clock.now = self.now + timedelta(seconds=1) + self.draw.random() * most

    async def post(self, path: str, body: Json, *, good: tuple[int, ...] = (200, 201)) -> Json:
        answer = await self.client.post(path, json=body)
        assert answer.status_code in good, answer.text
        found: Json = answer.json()
        return found

    async def open(self) -> None:
        for place in range(8):
            lane = {"lane": "pre" if place % 2 else "default"}
            activation = {"uses": 3} if place % 2 else None
            await a_promotion(self.client, f"P{place}", f"S{place}", activation=activation, stacking=lane)
        fields: Json = {"audience": "all", "activation": None, "tags": [], "stacking": {"lane": "post"}}
        await a_promotion(self.client, "FOR-ALL", "S0", "S1", **fields)
        for place in range(PEOPLE):
            self.people[f"c{place}"] = await a_customer(self.client, f"c{place}")
        for name in self.people:
            for days in self.draw.sample(range(1, 120), 4):
                await self.order(name, at=NOON - days * DAY)
        self.handbill = await a_handbill(self.client, **definition(1))
        other = {"variants": [{"name": "A", "share": 10_000}], "control_share": 0, "slots": [{"count": 2}]}
        self.beside = await a_handbill(self.client, **other)

    async def order(self, name: str, *, at: datetime | None = None, key: str | None = None) -> None:
        """The shop tells an order, or an earlier one again with other numbers."""
        self.number += 1
        key = key or f"o{self.number}"
        items = [
            {"sku": f"S{self.draw.randrange(8)}", "price": self.draw.randrange(100, 5_000)}
            for _ in range(self.draw.randrange(1, 4))
        ]
        body: Json = {"id": key, "customer": {"custom_id": name}, "cart": {"items": items}}
        if self.draw.random() < 0.1:
            body["cart"]["currency"] = "USD"
        if self.draw.random() < 0.3:
            body["discount"] = self.draw.randrange(0, 100)
        if at is not None:
            body["at"] = at.isoformat()
        await self.post("/v1/orders", {"orders": [body]})
        self.told.append(key)

    async def look(self, name: str) -> None:
        """The app reads; first readings assign."""
        handbill = self.handbill if self.draw.random() < 0.8 else self.beside
        found = await read(self.client, handbill, self.people[name])
        self.given[name] = [*self.given.get(name, []), *found["items"]][-6:]

    async def activate(self, name: str) -> None:
        if own := self.given.get(name):
            promotion = self.draw.choice(own)["promotion_id"]
            path = f"/v1/profiles/{self.people[name]}/promotions/{promotion}/activations"
            await self.client.post(path)  # also where it is refused: then no event says so

    async def redeem(self, name: str) -> None:
        """At the till: everything that applies, at once or by a hold, with or without an order."""
        self.number += 1
        items = [
            {
                "id": str(place),
                "sku": f"S{sku}",
                "quantity": self.draw.randrange(1, 4),
                "price": 700 + 13 * sku,
            }
            for place, sku in enumerate(self.draw.sample(range(8), 4))
        ]
        body: Json = {"customer": {"custom_id": name}, "cart": {"items": items}}
        if self.draw.random() < 0.8:
            body["order_id"] = f"r{self.number}"
        kind = "holds" if self.draw.random() < 0.3 else "redemptions"
        done = await self.post(f"/v1/{kind}", body)
        if done.get("redemption") is None:
            return
        self.pass_time()
        if kind == "holds":
            if self.draw.random() < 0.4:
                return
            await self.post(f"/v1/holds/{done['redemption']['id']}/confirmations", {})
        self.done.append(done["redemption"]["id"])
        if "order_id" in body:
            self.told.append(body["order_id"])

    async def roll_back(self) -> None:
        if self.done:
            redemption = self.draw.choice(self.done)
            lines = {} if self.draw.random() < 0.4 else {"lines": {self.draw.choice("0123"): 1}}
            policy = {"policy": self.draw.choice(("keep", "claw_back"))} if lines else {}
            path = f"/v1/redemptions/{redemption}/rollbacks"
            await self.post(path, {**lines, **policy}, good=(200, 409, 422))

    async def bring_back(self) -> None:
        if self.told:
            body: Json = {"order_id": self.draw.choice(self.told)}
            if self.draw.random() < 0.6:
                body["amount"] = self.draw.randrange(1, 500)
            await self.post("/v1/orders/returns", body, good=(200, 409))

    async def live(self, turns: int) -> None:
        names = list(self.people)
        for _ in range(turns):
            self.pass_time(timedelta(hours=4))
            name = self.draw.choice(names)
            match self.draw.choices(range(6), (8, 4, 5, 3, 2, 2))[0]:
                case 0:
                    await self.look(name)
                case 1:
                    await self.activate(name)
                case 2:
                    await self.redeem(name)
                case 3:
                    await self.order(name, at=self.draw.choice([None, self.now - 3 * DAY]))
                case 4:
                    await self.roll_back()
                case _:
                    again = self.draw.random() < 0.3 and self.told
                    await (self.order(name, key=self.draw.choice(self.told)) if again else self.bring_back())

    async def publish_again(self) -> None:
        """`B` is gone: its customers are moved when they look next."""
        path = f"/v1/handbills/{self.handbill}"
        changed = await self.client.patch(path, json={"definition": definition(2)})
        assert changed.status_code == 200, changed.text
        assert (await publish(self.client, self.handbill))["version"] == 2


@pytest.fixture(params=SEEDS, ids=lambda seed: f"seed-{seed}")
async def weeks(client: httpx.AsyncClient, clock: SetClock, request: pytest.FixtureRequest) -> Weeks:
    clock.now = NOON
    found = Weeks(client, clock, request.param)
    await found.open()
    await found.live(220)
    await found.publish_again()
    await found.live(160)
    found.pass_time()
    return found


async def test_every_number_of_the_page_is_counted_again_from_the_events(
    weeks: Weeks, client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    log = await read_log(database, workspace_id)
    now = weeks.now
    check_the_story(log, weeks)
    middle = NOON + (now - NOON) / 2
    for since, until in ((None, None), (middle, None), (None, middle), (middle - 5 * DAY, middle + 5 * DAY)):
        params = {"since": since, "until": until}
        asked = {name: moment.isoformat() for name, moment in params.items() if moment is not None}
        answer = await client.get(f"/v1/handbills/{weeks.handbill}/results", params=asked)
        assert answer.status_code == 200, answer.text
        view = answer.json()
        arms = count(log, weeks.handbill, since=since, until=until or now)
        for shown in view["arms"]:
            check_arm(shown, arms[shown["variant"]])
        assert set(arms) <= {shown["variant"] for shown in view["arms"]}
        if since is until is None:
            check_that_it_matters(log, weeks, arms, now)
        check_experiment(view, arms, log, weeks, until or now)


async def test_what_the_worker_counts_by_and_by_is_what_the_page_counts_at_once(
    weeks: Weeks, client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    path = f"/v1/handbills/{weeks.handbill}/results"
    live = (await client.get(path)).json()
    assert await counting(database, workspace_id, least=PEOPLE) == []
    jobs = await counting(database, workspace_id, least=10)
    assert len(jobs) >= 1
    assert await counting(database, workspace_id, least=10) == jobs, "they are being counted"
    for job in jobs:
        await run_job(database, workspace_id, job, {COUNT: dying})
        clock.now = weeks.now + timedelta(minutes=1)  # the heartbeat is stale
        await run_job(database, workspace_id, job, count_jobs(chunk=7))
        clock.now = weeks.now - timedelta(minutes=1)
        assert (await client.get(f"/v1/jobs/{job}")).json()["state"] == "succeeded"
    assert (await client.get(path)).json() == live
    assert await counting(database, workspace_id, least=10) == jobs, "they were counted within the hour"
    now = weeks.now
    for name in list(weeks.people)[:5]:
        clock.now = now + timedelta(hours=1)
        await weeks.order(name)
    clock.now = now + timedelta(hours=2)
    assert (await client.get(path)).json() == live, "as it was counted last"
    middle = {"until": now.isoformat()}
    assert (await client.get(path, params=middle)).json() == live
    clock.now = now + timedelta(hours=2, seconds=1)
    later = (await client.get(path)).json()
    assert later["until"] != live["until"]
    assert sum(arm["purchases"] for arm in later["arms"]) > sum(arm["purchases"] for arm in live["arms"])


async def counting(database: Database, workspace_id: UUID, *, least: int) -> list[UUID]:
    """The clock ticks; all jobs of this workspace that count."""
    await count_large(database, least=least)
    async with database.context(workspace_id) as ctx:
        query = text("select id from jobs where kind = :kind order by id")
        return list((await ctx.db.scalars(query, {"kind": COUNT})).all())


class KilledError(ConnectionError):
    pass


async def dying(job: RunningJob) -> JsonObject:
    """Counts until its worker is killed inside the third step."""
    save, steps = job.save, 0

    async def counted(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        nonlocal steps
        steps += 1
        if steps == 3:
            raise KilledError
        await save(*args, **kwargs)

    job.save = counted  # type: ignore[method-assign]  # a worker that dies
    return await count_jobs(chunk=7)[COUNT](job)


def check_the_story(log: list[Event], weeks: Weeks) -> None:
    """That chance brought what the recount is about."""
    names = {event.name for event in log}
    assert names >= {
        "handbill.assign", "handbill.withheld", "promotion.activated", "redemption.created",
        "redemption.confirmed", "redemption.rolled_back", "order.created", "order.changed", "order.returned",
    }  # fmt: skip
    people = people_of(log, weeks.handbill)
    assert {person.arm for person in people.values()} >= {"A", None}
    assert any(len(person.arms) > 1 for person in people.values()), "somebody was moved"
    undone = [event.params for event in log if event.name == "redemption.rolled_back"]
    assert {told["is_whole"] for told in undone} == {True, False}
    redeemed = [event.params for event in log if event.name == "redemption.created"]
    assert any(len(told["promotions"]) > 1 for told in redeemed)
    outside = {
        key for event in log if event.name == "redemption.created" for key in event.params["promotions"]
    }
    given = {promotion for person in people.values() for _, promotion, _ in person.given}
    assert outside - given, "a promotion outside of the handbill was redeemed"


def check_that_it_matters(log: list[Event], weeks: Weeks, arms: dict[str | None, Arm], now: datetime) -> None:
    """Every arm has numbers, and they are other ones for who does not count all kinds of events."""
    served = [arm for name, arm in arms.items() if name]
    counted = [sum(getattr(arm, name) for arm in served) for name in ("activated", "redeemed", "discount")]
    assert all((*counted, arms["A"].revenue, arms[None].revenue, arms[None].buyers))
    assert (arms[None].assigned, arms[None].activated, arms[None].redeemed) == (0, 0, 0)
    for name in ("redemption.rolled_back", "order.returned", "order.changed"):
        rest = [event for event in log if event.name != name]
        assert count(rest, weeks.handbill, since=None, until=now) != arms, name


def check_arm(shown: Json, own: Arm) -> None:
    names = ("customers", "assigned", "activated", "redeemed", "buyers", "purchases", "revenue", "discount")
    assert {name: shown[name] for name in names} == {name: getattr(own, name) for name in names}
    customers = max(own.customers, 1)
    assert shown["revenue_per_customer"] == pytest.approx(own.revenue / customers)
    assert shown["redemption_rate"] == pytest.approx(own.redeemed / customers)


def check_experiment(
    view: Json, arms: dict[str | None, Arm], log: list[Event], weeks: Weeks, until: datetime
) -> None:
    """The sample ratio, and the plain and the adjusted difference to the control group."""
    statistic, freedom, expected = sample_ratio(log, weeks.handbill, SHARES, until)
    wanted = float(chi2.sf(statistic, freedom)) if freedom else None
    assert view["sample_ratio_p_value"] == (None if wanted is None else pytest.approx(wanted))
    first = min(person.since for person in people_of(log, weeks.handbill).values())
    assert view["history_days"] == (first - min(order.at for order in orders_of(log).values())).days
    control = arms[None]
    for shown in view["arms"]:
        own = arms[shown["variant"]]
        assert shown["expected_customers"] == pytest.approx(expected.get(shown["variant"], 0.0)) or (
            shown["expected_customers"] is None
        )
        if shown["variant"] is None or not own.customers:
            continue
        more = own.revenue / own.customers - control.revenue / control.customers
        assert shown["uplift"]["revenue"]["absolute"]["value"] == pytest.approx(more)
        if min(len(arm.spends) for arm in arms.values()) > 1:
            adjusted = adjusted_difference(arms, shown["variant"])
            assert shown["uplift"]["revenue_adjusted"]["absolute"]["value"] == pytest.approx(adjusted)
        bought = own.buyers / own.customers - control.buyers / control.customers
        assert shown["uplift"]["buyers"]["absolute"]["value"] == pytest.approx(bought)
