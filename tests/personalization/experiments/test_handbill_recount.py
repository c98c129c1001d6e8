"""Results of a handbill over HTTP: every number is the one that a recount of the events gives."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.personalization.experiments.planted import (
    DAY,
    NOON,
    SEED,
    SHARES,
    a_handbill,
    definition,
    expose,
    results_of,
)
from tests.personalization.experiments.recount import all_events, expect, orders_of, recount, same
from tests.redemptions.made import a_customer
from tests.redemptions.shop import confirm, hold, publish, redeem, roll_back


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


class Shop:
    """Customers who look, activate, redeem, buy, bring back; all by the product's own calls."""

    def __init__(
        self, client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
    ) -> None:
        self.client, self.database, self.workspace_id, self.clock = client, database, workspace_id, clock
        self.random = Random(SEED)
        self.promotions: list[UUID] = []
        self.arms: dict[int, str | None] = {}
        self.exposed: dict[int, datetime] = {}
        self.orders = 0

    def now(self) -> datetime:
        assert self.clock.now is not None
        return self.clock.now

    def tick(self) -> None:
        """So that the log of events has one order."""
        self.clock.now = self.now() + timedelta(seconds=1)

    async def open(self) -> None:
        """Four promotions: two to be activated, two with a code."""
        for number in range(4):
            access = {"type": "generic_code", "code": f"CODE{number}"}
            activation = {"activation": {"uses": 3}} if number < 2 else {}
            self.promotions.append(await publish(self.client, f"P{number}", access=access, **activation))

    async def buy(self, name: str, *, at: datetime | None = None) -> str:
        self.orders += 1
        order = {
            "id": f"o{self.orders}",
            "customer": {"custom_id": name},
            "cart": {"items": [{"sku": "TEA", "price": self.random.randrange(100, 9000)}]},
            "discount": self.random.randrange(0, 100),
            **({"at": at.isoformat()} if at else {}),
        }
        answer = await self.client.post("/v1/orders", json={"orders": [order]})
        assert answer.status_code == 200, answer.text
        return f"o{self.orders}"

    async def redeem(self, name: str, profile: int, number: int) -> None:
        if number < 2:
            answer = await self.client.post(
                f"/v1/profiles/{profile}/promotions/{self.promotions[number]}/activations"
            )
            assert answer.status_code == 201 or answer.json()["code"] == "already_active", answer.text
        self.orders += 1
        fields: dict[str, Any] = {"customer": {"custom_id": name}, "order_id": f"r{self.orders}"}
        match self.random.randrange(4):
            case 0:
                held = await hold(self.client, f"CODE{number}", **fields)
                self.tick()
                if self.random.random() < 0.5:
                    answer = await confirm(self.client, held["redemption"]["id"])
                    assert answer.status_code == 200, answer.text
            case 1:
                done = await redeem(self.client, f"CODE{number}", **fields)
                self.tick()
                answer = await roll_back(self.client, done["redemption"]["id"])
                assert answer.status_code == 200, answer.text
            case 2:
                del fields["order_id"]
                await redeem(self.client, f"CODE{number}", **fields)
            case _:
                await redeem(self.client, f"CODE{number}", **fields)


async def live(shop: Shop, customers: int) -> UUID:
    """Forty days before, and three weeks with a handbill."""
    names = [f"c{number}" for number in range(customers)]
    profiles = {name: await a_customer(shop.database, shop.workspace_id, name) for name in names}
    for name in names:
        for days in shop.random.sample([1, 20, 90, 95, 120], 2):
            await shop.buy(name, at=NOON - days * DAY)
    await shop.redeem(names[0], profiles[names[0]], 2)
    async with shop.database.context(shop.workspace_id) as ctx:
        handbill = await a_handbill(ctx, definition(SHARES))
        other = await a_handbill(ctx, definition(SHARES))
    for place, name in enumerate(names):
        shop.clock.now = shop.now() + timedelta(hours=1)
        profile = profiles[name]
        arm = [None, "A", "B", "A", "B"][place % 5]
        own = shop.random.sample(shop.promotions, 2) if arm and place % 7 else []
        shop.arms[profile], shop.exposed[profile] = arm, shop.now()
        async with shop.database.context(shop.workspace_id) as ctx:
            await expose(ctx, handbill, profile, arm, *own)
            await expose(ctx, other, profile, "A", *shop.promotions)
    await trade(shop, profiles, 2 * customers)
    await renew(shop, handbill)
    await trade(shop, profiles, customers)
    return handbill


async def trade(shop: Shop, profiles: Mapping[str, int], turns: int) -> None:
    """So many redemptions, orders and returns, by chance."""
    names = list(profiles)
    for _ in range(turns):
        shop.clock.now = shop.now() + timedelta(minutes=200)
        name = shop.random.choice(names)
        match shop.random.randrange(3):
            case 0:
                await shop.redeem(name, profiles[name], shop.random.randrange(4))
            case 1:
                await shop.buy(
                    name, at=shop.random.choice([None, shop.now() - 2 * DAY, shop.now() - 30 * DAY])
                )
            case _:
                back: dict[str, Any] = {"order_id": await shop.buy(name)}
                shop.tick()
                if shop.random.random() < 0.5:
                    back["amount"] = 1
                answer = await shop.client.post("/v1/orders/returns", json=back)
                assert answer.status_code == 200, answer.text


async def renew(shop: Shop, handbill: UUID) -> None:
    """A second set for everybody in a variant, of promotions some of which he redeemed before on his own."""
    async with shop.database.context(shop.workspace_id) as ctx:
        for profile, arm in shop.arms.items():
            if arm:
                own = shop.random.sample(shop.promotions, 3)
                await expose(ctx, handbill, profile, arm, *own, again=True)


async def test_every_number_equals_a_recount_of_the_events(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    shop = Shop(client, database, workspace_id, clock)
    await shop.open()
    handbill = await live(shop, 40)
    shop.clock.now = shop.now() + timedelta(hours=1)
    events = await all_events(database, workspace_id)
    first = min(shop.exposed.values())
    history = (first - min(order.at for order in orders_of(events).values())).days
    middle = first + timedelta(days=1)
    for since, until in ((None, None), (middle, None), (None, middle), (middle, middle + 4 * DAY)):
        params = {
            **({"since": since.isoformat()} if since else {}),
            **({"until": until.isoformat()} if until else {}),
        }
        view = await results_of(client, handbill, **params)
        customers = recount(events, handbill, shop.arms, shop.exposed, since=since, until=until or shop.now())

        same(view, expect(customers, now=shop.now(), history_days=history))

        if since is None and until is None:
            arms = view["arms"]
            assert [arm["variant"] for arm in arms] == [None, "A", "B"]
            assert all(
                arm[name] > 0
                for arm in arms[1:]
                for name in ("assigned", "activated", "redeemed", "discount")
            )
            assert arms[0]["assigned"] == arms[0]["redeemed"] == arms[0]["discount"] == 0
            assert all(arm["revenue"] > 0 for arm in arms)
            assert view["history_days"] >= 90
            assert view["variance_removed"] is not None
