"""The numbers of a results page, counted by hand from the log of events and nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from scipy.stats import chisquare
from sqlalchemy import text

from largesse.core.db import Database

HISTORY = timedelta(days=91)
Params = dict[str, Any]


@dataclass(frozen=True)
class Event:
    name: str
    time: datetime
    # 0: of nobody known.
    profile: int
    params: Params


@dataclass
class Person:
    """A customer of the handbill: the arms he was in, one after another, and what he was given when."""

    arms: list[tuple[str | None, int, datetime]] = field(default_factory=list)
    given: list[tuple[str | None, str, datetime]] = field(default_factory=list)

    @property
    def arm(self) -> str | None:
        return self.arms[-1][0]

    @property
    def since(self) -> datetime:
        """From when on he is in it without having been in another one since."""
        return next(at for arm, _, at in reversed(self.arms) if arm == self.arm)


@dataclass
class Order:
    profile: int
    at: datetime
    total: int
    discount: int
    returned: int
    currency: str

    @property
    def paid(self) -> int:
        return max(self.total - self.discount - self.returned, 0)

    @property
    def is_purchase(self) -> bool:
        return self.returned == 0 or self.returned < self.total - self.discount


@dataclass
class Arm:
    """What a results page says of an arm, as it was counted."""

    customers: int = 0
    assigned: int = 0
    activated: int = 0
    redeemed: int = 0
    buyers: int = 0
    purchases: int = 0
    revenue: int = 0
    discount: int = 0
    # Of each customer: what he spent, and had spent before.
    spends: list[tuple[int, int]] = field(default_factory=list)


async def read_log(database: Database, workspace_id: UUID) -> list[Event]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.execute(
            text("select name, time, profile_id, params from events order by time, id")
        )
        return [Event(row.name, row.time, row.profile_id or 0, row.params) for row in rows]


def people_of(log: Iterable[Event], handbill: str) -> dict[int, Person]:
    """Who was looked at, and what he was given."""
    people: dict[int, Person] = defaultdict(Person)
    for event in log:
        if event.name not in ("handbill.assign", "handbill.withheld"):
            continue
        if event.params["handbill_id"] != handbill:
            continue
        person, arm = people[event.profile], event.params["variant"]
        if not person.arms or person.arm != arm:
            person.arms.append((arm, event.params["version"], event.time))
        for promotion in event.params.get("promotions", ()):
            person.given.append((arm, promotion, event.time))
    return people


def orders_of(log: Iterable[Event]) -> dict[str, Order]:
    """Orders as shop and redemptions told them."""
    orders: dict[str, Order] = {}
    refunded: dict[str, int] = defaultdict(int)
    for event in log:
        told, key = event.params, event.params.get("order_id") or ""
        match event.name:
            case "order.created" | "order.changed":
                at = datetime.fromisoformat(told["at"])
                orders[key] = Order(
                    event.profile, at, told["total"], told["discount"], told["returned"], told["currency"]
                )
            case "order.returned":
                orders[key].returned += told["amount"]
            case "redemption.created" | "redemption.confirmed" if key:
                if key in orders:
                    orders[key].discount += told["discount"]
                else:
                    orders[key] = Order(
                        event.profile, event.time, told["initial"], told["discount"], 0, told["currency"]
                    )
            case "redemption.rolled_back" if key:
                redemption = told["redemption_id"]
                if told["is_whole"]:
                    orders[key].discount = max(orders[key].discount - told["discount"], 0)
                orders[key].returned += told["refunded"] - refunded[redemption]
                refunded[redemption] = told["refunded"]
    return orders


def standing_redemptions(log: Iterable[Event]) -> dict[str, tuple[int, datetime, dict[str, int]]]:
    """Redemptions that were not taken back: whose, when, and what each promotion takes off."""
    found: dict[str, tuple[int, datetime, dict[str, int]]] = {}
    for event in log:
        told = event.params
        if event.name in ("redemption.created", "redemption.confirmed"):
            taken = dict(zip(told["promotions"], told["discounts"], strict=True))
            found[told["redemption_id"]] = (event.profile, event.time, taken)
        if event.name == "redemption.rolled_back":
            if told["is_whole"]:
                found.pop(told["redemption_id"])
                continue
            profile, at, _ = found[told["redemption_id"]]
            found[told["redemption_id"]] = (
                profile,
                at,
                dict(zip(told["promotions"], told["discounts"], strict=True)),
            )
    return found


def count(
    log: Sequence[Event], handbill: str, *, since: datetime | None, until: datetime, currency: str = "EUR"
) -> dict[str | None, Arm]:
    """Every arm with customers."""
    arms: dict[str | None, Arm] = defaultdict(Arm)
    orders, redemptions = orders_of(log), standing_redemptions(log)
    for profile, person in people_of(log, handbill).items():
        if person.since >= until:
            continue
        begin = max(person.since, since or person.since)
        given = [(promotion, at) for arm, promotion, at in person.given if arm == person.arm and at < until]
        first = {promotion: min(at for other, at in given if other == promotion) for promotion, _ in given}
        arm = arms[person.arm]
        arm.customers += 1
        arm.assigned += any(since is None or at >= since for _, at in given)
        arm.activated += any(
            event.name == "promotion.activated"
            and event.profile == profile
            and event.params["promotion_id"] in first
            and max(begin, first[event.params["promotion_id"]]) <= event.time < until
            for event in log
        )
        used = [
            taken[promotion]
            for owner, at, taken in redemptions.values()
            for promotion in taken
            if owner == profile and promotion in first and max(begin, first[promotion]) <= at < until
        ]
        arm.redeemed += bool(used)
        arm.discount += sum(used)
        own = [order for order in orders.values() if order.profile == profile and order.currency == currency]
        after = [order for order in own if begin <= order.at < until]
        before = [order for order in own if person.since - HISTORY <= order.at < person.since]
        bought = sum(order.is_purchase for order in after)
        arm.purchases += bought
        arm.buyers += bool(bought)
        arm.revenue += sum(order.paid for order in after)
        arm.spends.append((sum(order.paid for order in after), sum(order.paid for order in before)))
    return arms


def sample_ratio(
    log: Sequence[Event], handbill: str, shares: Mapping[int, Mapping[str | None, int]], until: datetime
) -> tuple[float, int, dict[str | None, float]]:
    """Chi-square, degrees of freedom and expected customers, over versions as customers came in."""
    came: dict[int, dict[str | None, int]] = defaultdict(lambda: defaultdict(int))
    for person in people_of(log, handbill).values():
        if person.since < until:
            arm, version, _ = person.arms[0]
            came[version][arm] += 1
    statistic, freedom = 0.0, 0
    expected: dict[str | None, float] = defaultdict(float)
    for version, seen in came.items():
        names = [name for name, share in shares[version].items() if share]
        total = sum(seen.values())
        hoped = [total * shares[version][name] / 10_000 for name in names]
        for name, number in zip(names, hoped, strict=True):
            expected[name] += number
        if min(hoped) >= 5:
            statistic += float(chisquare([seen[name] for name in names], hoped).statistic)
            freedom += len(names) - 1
    return statistic, freedom, expected


def adjusted_difference(arms: Mapping[str | None, Arm], name: str) -> float:
    """Revenue per customer more than the control group has, each corrected by a common slope on before."""
    columns = {arm: np.array(found.spends, np.float64) for arm, found in arms.items()}
    top = sum(np.sum((c[:, 0] - c[:, 0].mean()) * (c[:, 1] - c[:, 1].mean())) for c in columns.values())
    bottom = sum(np.sum((c[:, 1] - c[:, 1].mean()) ** 2) for c in columns.values())
    slope = top / bottom
    one, other = columns[name], columns[None]
    return float(one[:, 0].mean() - other[:, 0].mean() - slope * (one[:, 1].mean() - other[:, 1].mean()))
