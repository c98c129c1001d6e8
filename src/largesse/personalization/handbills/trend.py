"""A ranking without a model: what the customer buys, then what everybody buys. It needs no training."""

import math
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

import numpy as np
from sqlalchemy import text

from largesse.core.db import Database
from largesse.personalization.handbills.candidates import Candidates
from largesse.personalization.handbills.offered import Offered
from largesse.personalization.ranking import BasketItem, Boost, Objective, Ranked, Ranking
from largesse.personalization.scorer.boosts import standing
from largesse.promotions.cart import Line
from largesse.promotions.selection import Selection
from largesse.promotions.shelf import Shelf

HISTORY: Final = timedelta(days=365)
TREND: Final = timedelta(days=28)
# A purchase counts half after so many days.
HALF_LIFE_DAYS: Final = 30.0
MOST_ORDERS: Final = 200
# The trend is told by the latest orders: enough for shares, and read in well under a second.
TREND_ORDERS: Final = 20_000
TREND_KEPT_FOR: Final = timedelta(minutes=10)
# What everybody buys only decides where the customer's own purchases do not.
TREND_WEIGHT: Final = 0.01
PRICE_POWER: Final = 0.3
ALL_LINES: Final = Selection()


@dataclass(frozen=True, slots=True)
class Bought:
    """An article somebody bought: how often, when last, and how much that counts now."""

    line: Line
    times: int
    weight: float
    last_at: datetime | None = None
    price: float = 0.0


@dataclass(slots=True)
class _Match:
    """What was bought of a promotion's goods."""

    weight: float = 0.0
    times: int = 0
    last_at: datetime | None = None
    spent: float = 0.0


@dataclass(frozen=True, slots=True)
class _Trend:
    read_at: datetime
    bought: tuple[Bought, ...]


@dataclass(frozen=True, slots=True)
class _Question:
    """What all customers of one call share."""

    offered: Mapping[UUID, Offered]
    selections: Mapping[UUID, Selection]
    trend: Mapping[UUID, _Match]
    factors: Mapping[UUID, float]
    objective: Objective
    now: datetime
    most: float = field(default=0.0)


class TrendRanker:
    """Ranks by recency-weighted purchases of a promotion's goods, then by what sells to all customers.

    A purchase counts half after 30 days; what sells is the customers of the last 28 days. `value` weighs by
    price to the power of 0.3, `discover` puts goods first that the customer never bought. The stage is
    `frequency` where own purchases decided something, else `trend`.
    """

    def __init__(self, database: Database, shelf: Shelf) -> None:
        self._database = database
        self._shelf = shelf
        self._candidates = Candidates(database)
        self._trends: dict[UUID, _Trend] = {}

    async def rank(
        self,
        workspace_id: UUID,
        profile_ids: Sequence[int],
        promotions: Collection[UUID],
        *,
        now: datetime,
        objective: Objective = "relevance",
        boost: Boost | None = None,
    ) -> Mapping[int, Ranking]:
        """A ranking of all these promotions for each of the customers."""
        question = await self._question(workspace_id, promotions, now=now, objective=objective, boost=boost)
        histories = await self._histories(workspace_id, profile_ids, now)
        return {profile_id: _ranking(question, histories.get(profile_id, ())) for profile_id in profile_ids}

    async def rank_basket(
        self,
        workspace_id: UUID,
        basket: Sequence[BasketItem],
        promotions: Collection[UUID],
        *,
        now: datetime,
    ) -> Ranking:
        """A ranking by one basket alone: promotions for its articles, then what sells to all customers."""
        question = await self._question(workspace_id, promotions, now=now, objective="relevance", boost=None)
        lines = [Bought(_line(item.sku, "", item.categories, {}), 1, item.quantity, now) for item in basket]
        return _ranking(question, lines, what="in this basket")

    async def _question(
        self,
        workspace_id: UUID,
        promotions: Collection[UUID],
        *,
        now: datetime,
        objective: Objective,
        boost: Boost | None,
    ) -> _Question:
        book = await self._shelf.book(workspace_id)
        known = await self._candidates.of(book)
        offered = {key: known[key] for key in sorted(promotions) if key in known}
        selections = {key: book.promotions[key].definition.items for key in offered}
        trend = _matches(await self._trend(workspace_id, now), selections)
        return _Question(
            offered=offered,
            selections=selections,
            trend=trend,
            factors=_factors(offered, boost),
            objective=objective,
            now=now,
            most=max((match.weight for match in trend.values()), default=0.0),
        )

    async def _trend(self, workspace_id: UUID, now: datetime) -> Sequence[Bought]:
        known = self._trends.get(workspace_id)
        if known is not None and abs(now - known.read_at) < TREND_KEPT_FOR:
            return known.bought
        async with self._database.session(workspace_id) as session:
            rows = await session.execute(
                text(SELLING),
                {"workspace": workspace_id, "since": now - TREND, "now": now, "most": TREND_ORDERS},
            )
            bought = tuple(
                Bought(
                    _line(row.sku, row.product_id, row.categories, row.attributes),
                    row.customers,
                    row.customers,
                    price=row.price,
                )
                for row in rows
            )
        self._trends[workspace_id] = _Trend(now, bought)
        return bought

    async def _histories(
        self, workspace_id: UUID, profile_ids: Sequence[int], now: datetime
    ) -> Mapping[int, list[Bought]]:
        async with self._database.session(workspace_id) as session:
            rows = await session.execute(
                text(PURCHASES),
                {
                    "workspace": workspace_id,
                    "profiles": list(profile_ids),
                    "since": now - HISTORY,
                    "now": now,
                    "half_life": HALF_LIFE_DAYS,
                    "most": MOST_ORDERS,
                },
            )
            histories: dict[int, list[Bought]] = defaultdict(list)
            for row in rows:
                histories[row.profile_id].append(
                    Bought(
                        _line(row.sku, row.product_id, row.categories, row.attributes),
                        row.times,
                        row.weight,
                        row.last_at,
                        row.price,
                    )
                )
        return histories


def _line(
    sku: str, product_id: str | None, categories: Collection[str], attributes: Mapping[str, str | None]
) -> Line:
    return Line(
        id="",
        sku=sku,
        quantity=Decimal(1),
        price=0,
        amount=0,
        product_id=product_id or "",
        categories=frozenset(categories),
        attributes=dict(attributes),
    )


def _ranking(question: _Question, history: Sequence[Bought], *, what: str = "") -> Ranking:
    own = _matches(history, question.selections)
    ranked = [
        Ranked(key, _score(question, key, own.get(key)), tuple(_reasons(question, key, own.get(key), what)))
        for key in question.offered
    ]
    places = {key: (-promotion.priority, key) for key, promotion in question.offered.items()}
    ranked.sort(key=lambda found: (-found.score, places[found.promotion_id]))
    return Ranking("frequency" if own else "trend", tuple(ranked))


def _score(question: _Question, key: UUID, own: _Match | None) -> float:
    selling = question.trend.get(key)
    share = selling.weight / question.most if selling is not None and question.most else 0.0
    if question.objective == "discover":
        # Goods that were bought stay behind, whatever your weights are.
        return -own.weight if own is not None else share * question.factors[key]
    score = (own.weight if own is not None else 0.0) + TREND_WEIGHT * share
    if question.objective == "value":
        score *= _price(question.offered[key], own, selling) ** PRICE_POWER
    return score * question.factors[key]


def _price(promotion: Offered, own: _Match | None, selling: _Match | None) -> float:
    """What one of its articles costs in minor units, as far as it is known; else 1."""
    if promotion.price:
        return float(promotion.price)
    for match in (own, selling):
        if match is not None and match.weight > 0 and match.spent > 0:
            return max(1.0, match.spent / match.weight)
    return 1.0


def _reasons(question: _Question, key: UUID, own: _Match | None, what: str) -> list[str]:
    reasons = []
    if own is not None and what:
        reasons.append(what)
    elif own is not None and own.last_at is not None:
        days = (question.now - own.last_at).days
        times = "once" if own.times == 1 else f"{own.times} times"
        when = "today" if days < 1 else "1 day ago" if days == 1 else f"{days} days ago"
        reasons.append(f"bought {times}, last {when}")
    elif question.objective == "discover":
        reasons.append("never bought before")
    selling = question.trend.get(key)
    if selling is not None:
        who = "1 customer" if selling.times == 1 else f"{selling.times} customers"
        reasons.append(f"bought by {who} in the last 28 days")
    factor = question.factors[key]
    if not math.isclose(factor, 1.0):
        reasons.append(f"weighted {factor:.2f} times by your settings")
    return reasons or ["nothing is known of it yet"]


def _matches(bought: Sequence[Bought], selections: Mapping[UUID, Selection]) -> dict[UUID, _Match]:
    """What was bought of each promotion's goods. One for every article is told by none of them."""
    index = _Index(selections)
    found: dict[UUID, _Match] = defaultdict(_Match)
    for each in bought:
        for key in index.of(each.line):
            match = found[key]
            match.weight += each.weight
            match.times += each.times
            match.spent += each.weight * each.price
            if each.last_at is not None and (match.last_at is None or each.last_at > match.last_at):
                match.last_at = each.last_at
    return dict(found)


class _Index:
    """Promotions by what their selections name, so that a thousand of them are not asked one by one."""

    def __init__(self, selections: Mapping[UUID, Selection]) -> None:
        self._selections = selections
        self._by_name: dict[tuple[str, str], list[UUID]] = defaultdict(list)
        self._others: list[UUID] = []
        for key, selection in selections.items():
            names = [("sku", name) for name in selection.skus]
            names += [("product", name) for name in selection.products]
            names += [("category", name) for name in selection.categories]
            for name in names:
                self._by_name[name].append(key)
            if not names and selection != ALL_LINES:
                self._others.append(key)

    def of(self, line: Line) -> set[UUID]:
        """Promotions whose goods the line is one of."""
        names = [("sku", line.sku), ("product", line.product_id), *(("category", c) for c in line.categories)]
        asked = {key for name in names for key in self._by_name.get(name, ())}
        return {key for key in (*asked, *self._others) if self._selections[key].holds(line)}


def _factors(offered: Mapping[UUID, Offered], boost: Boost | None) -> dict[UUID, float]:
    """What each score is multiplied with; see `Boost`."""
    if boost is None:
        return dict.fromkeys(offered, 1.0)
    promotions = list(offered.values())
    prices = standing(np.array([_or_unknown(found.price) for found in promotions], np.float64))
    margins = standing(np.array([_or_unknown(found.margin) for found in promotions], np.float64))
    # Ids are made in the order of time.
    by_age = {key: place for place, key in enumerate(sorted(offered))}
    news = standing(np.array([by_age[found.id] for found in promotions], np.float64))
    limit = math.log(max(boost.most, 1.0))
    factors = {}
    for place, found in enumerate(promotions):
        total = boost.price * prices[place] + boost.margin * margins[place] + boost.newness * news[place]
        total += sum(boost.tags.get(tag, 0.0) for tag in sorted(found.tags))
        total += sum(boost.categories.get(name, 0.0) for name in sorted(found.categories))
        factors[found.id] = math.exp(min(limit, max(-limit, float(total))))
    return factors


def _or_unknown(value: float | None) -> float:
    return math.nan if value is None else float(value)


LINE: Final = (
    "item ->> 'sku' as sku, coalesce(item ->> 'product_id', '') as product_id,"
    " array(select jsonb_array_elements_text(case when jsonb_typeof(item -> 'categories') = 'array'"
    " then item -> 'categories' else '[]' end) order by 1) as categories,"
    " case when jsonb_typeof(item -> 'attributes') = 'object' then item -> 'attributes' else '{}' end"
    " as attributes"
)
ITEMS: Final = (
    "jsonb_array_elements(case when jsonb_typeof(o.cart -> 'items') = 'array' then o.cart -> 'items'"
    " else '[]' end) item"
)
PRICE: Final = (
    "coalesce(avg(coalesce(cast(item ->> 'price' as numeric), cast(item ->> 'amount' as numeric)"
    " / coalesce(nullif(cast(item ->> 'quantity' as numeric), 0), 1))), 0)::double precision as price"
)
SELLING: Final = (
    f"select {LINE}, count(distinct coalesce(o.profile_id::text, 'order ' || o.id))::integer as customers,"
    f" {PRICE} from (select id, profile_id, cart from orders where workspace_id = :workspace"
    " and at > :since and at <= :now and state = 'paid' order by at desc, id limit :most) o,"
    f" {ITEMS} where item ->> 'sku' is not null group by 1, 2, 3, 4 order by 1, 2"
)
PURCHASES: Final = (
    f"select o.profile_id, {LINE}, count(*)::integer as times, max(o.at) as last_at,"
    " sum(power(0.5, extract(epoch from cast(:now as timestamptz) - o.at) / 86400.0 / :half_life))"
    f"::double precision as weight, {PRICE}"
    " from unnest(cast(:profiles as bigint[])) p (profile_id) cross join lateral ("
    "  select id, profile_id, at, cart from orders where workspace_id = :workspace"
    "  and profile_id = p.profile_id and at > :since and at <= :now and state = 'paid'"
    f"  order by at desc, id limit :most) o, {ITEMS} where item ->> 'sku' is not null"
    " group by 1, 2, 3, 4, 5 order by 1, 2, 3"
)
