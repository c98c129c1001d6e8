"""The numbers of results, counted again from the log of events alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.personalization.experiments.results import Results, results
from largesse.personalization.experiments.srm import Stratum
from largesse.personalization.experiments.tally import Customer, tally
from tests.personalization.experiments.planted import (
    DAY,
    SHARES,
)


@dataclass
class Seen:
    """What the events tell of one customer."""

    assigned: dict[str, datetime] = field(default_factory=dict)
    activated: set[str] = field(default_factory=set)


@dataclass
class Order:
    """What the events tell of one order."""

    profile: int
    at: datetime
    total: int
    discount: int
    returned: int = 0


@dataclass(frozen=True)
class Event:
    name: str
    time: datetime
    # 0: of nobody known.
    profile: int
    params: dict[str, Any]


async def all_events(database: Database, workspace_id: UUID) -> list[Event]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.execute(
            text("select name, time, profile_id, params from events order by time, id")
        )
        return [Event(row.name, row.time, row.profile_id or 0, row.params) for row in rows]


def recount(
    events: Sequence[Event],
    handbill: UUID,
    arms: Mapping[int, str | None],
    exposed: Mapping[int, datetime],
    *,
    since: datetime | None = None,
    until: datetime,
) -> list[Customer]:
    """Customers from the log of events alone; who is in which arm since when is given."""
    begins = {profile: max(at, since or at) for profile, at in exposed.items() if at < until}
    earlier = [event for event in events if event.time < until]
    seen = _lives(earlier, handbill, begins, since=since)
    redeemed = _redemptions(events, seen, begins, until=until)
    orders = orders_of(events)
    return [
        Customer(
            variant=arms[profile],
            before=sum(
                order.total - order.discount - order.returned
                for order in orders.values()
                if order.profile == profile and exposed[profile] - 91 * DAY <= order.at < exposed[profile]
            ),
            spend=sum(order.total - order.discount - order.returned for order in own),
            purchases=sum(order.total - order.discount > order.returned for order in own),
            assigned=any(since is None or at >= since for at in seen[profile].assigned.values()),
            activated=bool(seen[profile].activated),
            redeemed=profile in redeemed,
            discount=sum(redeemed.get(profile, ())),
        )
        for profile, begin in begins.items()
        for own in [
            [order for order in orders.values() if order.profile == profile and begin <= order.at < until]
        ]
    ]


def _lives(
    events: Iterable[Event], handbill: UUID, begins: Mapping[int, datetime], *, since: datetime | None
) -> dict[int, Seen]:
    seen: dict[int, Seen] = defaultdict(Seen)
    for event in events:
        if event.profile not in begins:
            continue
        life = seen[event.profile]
        if event.name == "handbill.assign" and event.params["handbill_id"] == str(handbill):
            for promotion in event.params["promotions"]:
                life.assigned.setdefault(promotion, event.time)
        if (
            event.name == "promotion.activated"
            and event.params["promotion_id"] in life.assigned
            and event.time >= begins[event.profile]
        ):
            life.activated.add(event.params["promotion_id"])
    return seen


def _redemptions(
    events: Iterable[Event], seen: Mapping[int, Seen], begins: Mapping[int, datetime], *, until: datetime
) -> dict[int, list[int]]:
    standing: dict[str, tuple[int, int]] = {}
    for event in events:
        if event.name in ("redemption.created", "redemption.confirmed") and event.profile in begins:
            [promotion] = event.params["promotions"]
            assigned = seen[event.profile].assigned.get(promotion)
            if assigned is not None and max(assigned, begins[event.profile]) <= event.time < until:
                standing[event.params["redemption_id"]] = (event.profile, event.params["discount"])
        if event.name == "redemption.rolled_back":
            standing.pop(event.params["redemption_id"], None)
    found: dict[int, list[int]] = defaultdict(list)
    for profile, discount in standing.values():
        found[profile].append(discount)
    return found


def orders_of(events: Iterable[Event]) -> dict[str, Order]:
    """Orders that the shop told, and those that only a redemption tells of."""
    orders: dict[str, Order] = {}
    for event in events:
        told, order_id = event.params, event.params.get("order_id") or ""
        match event.name:
            case "order.created":
                at = datetime.fromisoformat(told["at"])
                orders[order_id] = Order(event.profile, at, told["total"], told["discount"])
            case "order.returned":
                orders[order_id].returned += told["amount"]
            case "redemption.created" | "redemption.confirmed" if order_id:
                if order_id in orders:
                    orders[order_id].discount += told["discount"]
                else:
                    orders[order_id] = Order(event.profile, event.time, told["initial"], told["discount"])
            case "redemption.rolled_back" if order_id:
                orders[order_id].discount -= told["discount"]
    return orders


def expect(customers: Sequence[Customer], *, now: datetime, history_days: int) -> Results:
    tallies = tally(customers, list(SHARES))
    strata = [Stratum({arm.variant: arm.customers for arm in tallies}, SHARES)]
    return results(tallies, strata, history_days=history_days, now=now)


def same(view: dict[str, Any], found: Results) -> None:
    """That each number of the view is that of the recount."""
    assert view["compared_with"] == "control"
    assert view["sample_ratio_p_value"] == pytest.approx(found.sample_ratio.p_value)
    assert view["variance_removed"] == pytest.approx(found.variance_removed)
    assert [block["code"] for block in view["blocked"]] == list(found.blocks)
    for arm, own in zip(view["arms"], found.arms, strict=True):
        counted = asdict(own.tally)
        for name in (
            "variant",
            "customers",
            "assigned",
            "activated",
            "redeemed",
            "buyers",
            "purchases",
            "discount",
        ):
            assert arm[name] == counted[name], name
        assert arm["revenue"] == counted["spend"]
        assert arm["revenue_per_customer"] == pytest.approx(counted["spend"] / counted["customers"])
        assert arm["redemption_rate"] == pytest.approx(counted["redeemed"] / counted["customers"])
        assert arm["expected_customers"] == pytest.approx(own.expected)
        if own.comparison is None:
            assert arm["uplift"] is None
            continue
        for name, other in {
            "revenue": "spend",
            "revenue_adjusted": "adjusted",
            "buyers": "buyers",
            "revenue_per_purchase": "spend_per_purchase",
        }.items():
            if (counterpart := getattr(own.comparison, other)) is None:
                assert arm["uplift"][name] is None, name
                continue
            for part, numbers in asdict(counterpart).items():
                assert arm["uplift"][name][part] == pytest.approx(numbers), (name, part)
        for name in ("extra_revenue", "revenue_per_discount"):
            numbers = getattr(own.comparison, name)
            assert arm["uplift"][name] == (pytest.approx(asdict(numbers)) if numbers else None), name
        assert arm["uplift"]["verdict"] == own.comparison.verdict
