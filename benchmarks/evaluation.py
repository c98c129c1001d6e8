"""What it costs to find the promotions of a cart among 10, 100 and 1,000 active ones."""

import random
import statistics
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from benchmarks.table import Row
from largesse.promotions.cart import Cart, Line, sort_lines
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate import Compiled, Index, Offer, Policy, Visit, evaluate
from largesse.promotions.needs import Need, NeedAudience

NOW: Final = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ZONE: Final = ZoneInfo("Europe/Warsaw")
SKUS: Final = 5_000
CATEGORIES: Final = 100
LINES: Final = 8
CARTS: Final = 300
BOUND_US: Final = 5_000.0


def bench_evaluation() -> list[Row]:
    """The median over carts of eight lines: asking the index, and evaluating what it finds."""
    random_ = random.Random(20261121)
    rows = []
    for count in (10, 100, 1_000):
        promotions = [_promotion(number, random_) for number in range(count)]
        visits = [_visit(random_, promotions) for _ in range(CARTS)]
        rows.append(
            Row(
                f"evaluate a cart, {count:,} active promotions",
                _median_us(Index.of(promotions), visits),
                "promised",
                BOUND_US,
                "us",
                at_most=1.0,
            )
        )
    return rows


def _median_us(index: Index, visits: list[Visit]) -> float:
    policy = Policy()
    for visit in visits[:20]:
        evaluate(visit, [Offer(promotion) for promotion in index.possible(visit)], policy)
    times = []
    for visit in visits:
        begin = time.perf_counter()
        evaluate(visit, [Offer(promotion) for promotion in index.possible(visit)], policy)
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1e6


def _promotion(number: int, random_: random.Random) -> Compiled:
    """Of 100: 50 on articles, 20 on categories, 15 by order value, 15 by audience, time or channel."""
    definition = Definition.model_validate(_definition(number * 37 % 100, random_))
    return Compiled(UUID(int=number + 1), None, 1, f"promotion {number}", definition, "EUR", ZONE)


def _definition(kind: int, random_: random.Random) -> dict[str, object]:
    percent = str(random_.randint(5, 30))
    line = {"type": "line_percent", "percent": percent}
    order = {"type": "order_percent", "percent": percent}
    if kind < 25:
        return {"items": {"skus": _skus(random_, random_.randint(1, 20))}, "rewards": [line]}
    if kind < 50:
        named = {"skus": _skus(random_, random_.randint(1, 20))}
        return {"rules": {"type": "products", "items": named}, "rewards": [order]}
    if kind < 70:
        return {"items": {"categories": [f"C{random_.randrange(CATEGORIES)}"]}, "rewards": [line]}
    if kind < 85:
        least = {"type": "order_minimum", "amount": random_.randrange(2_000, 40_000, 500)}
        return {"rules": least, "rewards": [order]}
    if kind < 90:
        return {"audience_id": str(UUID(int=random_.randint(1, 20))), "rewards": [order]}
    if kind < 95:
        days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        when = [{"type": "weekdays", "days": random_.sample(days, 2)}, _hours(random_)]
        return {"rules": {"type": "all", "rules": when}, "rewards": [order]}
    channel = random_.choice(["web", "app", "till", "phone"])
    return {"rules": {"type": "channel", "any_of": [channel]}, "rewards": [order]}


def _hours(random_: random.Random) -> dict[str, object]:
    begin = random_.randint(0, 20)
    return {"type": "hours", "starts_at": f"{begin:02}:00", "ends_at": f"{begin + 3:02}:00"}


def _skus(random_: random.Random, count: int) -> list[str]:
    return [f"S{random_.randrange(SKUS)}" for _ in range(count)]


def _visit(random_: random.Random, promotions: list[Compiled]) -> Visit:
    needs = {need for promotion in promotions for need in promotion.terms.needs}
    audiences = sorted((need for need in needs if isinstance(need, NeedAudience)), key=repr)
    known: dict[Need, object] = {need: random_.random() < 0.3 for need in audiences}
    lines = [_line(random_) for _ in range(LINES)]
    return Visit(NOW, Cart("EUR", sort_lines(lines), channel="web"), customer_id=1, known=known)


def _line(random_: random.Random) -> Line:
    article = random_.randrange(SKUS)
    price, quantity = random_.randint(200, 9_000), random_.randint(1, 3)
    return Line(
        id=str(random_.random()),
        sku=f"S{article}",
        quantity=Decimal(quantity),
        price=price,
        amount=price * quantity,
        categories=frozenset({f"C{article % CATEGORIES}"}),
    )
