"""What the ranker sees of a (customer, promotion) pair."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from largesse.personalization.scorer.arrays import Floats, Ints, Shorts, Singles, safe_ratio, starts_of
from largesse.personalization.scorer.history import Goods, Promotions
from largesse.personalization.scorer.market import Market, bought
from largesse.personalization.scorer.moments import Moments
from largesse.personalization.scorer.neighbours import frequencies, liked_nearby
from largesse.personalization.scorer.tallies import Found, Tallies, few_tallies_of, tallies_of

OWN = 0.8
LEVELS = 3
DAYS_OF_WEEKS = 7.0


@dataclass(frozen=True, slots=True)
class Past:
    """Purchases of some customers before a day: by promotion, by visit, and by group of each level."""

    ids: Ints
    moments: Moments
    visits: Moments
    groups: tuple[Moments, ...]

    def before(self, day: int) -> "Past":
        """Only what was before that day."""
        return Past(
            self.ids,
            self.moments.before(day),
            self.visits.before(day),
            tuple(level.before(day) for level in self.groups),
        )

    def since(self, day: int) -> "Past":
        """Only what was on that day or later."""
        return Past(
            self.ids,
            self.moments.since(day),
            self.visits.since(day),
            tuple(level.since(day) for level in self.groups),
        )

    def between(self, first: int, last: int) -> "Past":
        """Only the customers first <= c < last."""
        return Past(
            self.ids[first:last],
            self.moments.between(first, last),
            self.visits.between(first, last),
            tuple(level.between(first, last) for level in self.groups),
        )


@dataclass(frozen=True, slots=True)
class Signals:
    """Customers x promotions of a block: the scores that compare customers and goods."""

    own: Singles
    nearby: Singles
    together: Singles | None

    def tifu(self) -> Singles:
        """The score of TIFU-KNN."""
        return blended(self.own, self.nearby)


def blended(own: Singles, nearby: Singles) -> Singles:
    """Own purchases, and to a fifth those of the customers nearby."""
    return (OWN * own + (1 - OWN) * nearby).astype(np.float32)


def parents_of(promotions: Promotions, goods: Goods) -> tuple[Shorts, ...]:
    """For each level, the group that most of a promotion's goods are in; -1 where there is none."""
    promotion = np.repeat(np.arange(promotions.count, dtype=np.int64), np.diff(promotions.starts))
    result = []
    for level in goods.levels:
        group = level[promotions.goods].astype(np.int64)
        parent = np.full(promotions.count, -1, np.int32)
        kept = group >= 0
        width = int(level.max(initial=-1)) + 1
        keys, count = np.unique(promotion[kept] * max(width, 1) + group[kept], return_counts=True)
        order = np.lexsort((-keys, count))
        parent[keys[order] // max(width, 1)] = keys[order] % max(width, 1)
        result.append(parent)
    return tuple(result)


def signals_of(past: Past, market: Market) -> Signals:
    """The dense scores of a block of customers."""
    vectors = frequencies(past.moments, past.visits)
    together = None
    if market.together is not None:
        starts = starts_of(past.moments.pairs())
        count = np.diff(np.append(starts, len(past.moments)))
        pairs = (past.moments.customer[starts], past.moments.thing[starts])
        rows = sparse.csr_array((bought(count), pairs), shape=vectors.shape)
        together = np.asarray(rows @ market.together, np.float32)
    own = np.asarray(vectors.toarray(), np.float32)
    return Signals(own, liked_nearby(market.around, past.ids, vectors), together)


@dataclass(frozen=True, slots=True)
class Table:
    """A matrix of features: one row a pair, columns as in `names`."""

    names: tuple[str, ...]
    values: Singles


def features_of(
    past: Past,
    market: Market,
    signals: Signals,
    promotions: Promotions,
    parents: tuple[Shorts, ...],
    customer: Ints,
    promotion: Ints,
) -> Table:
    """The features of these pairs as of the market's day.

    What is the same for many pairs is computed once, and gathered: a row for each purchase pair (and one for
    all pairs without a purchase), for each customer, promotion, and customer's group of goods.
    """
    own = tallies_of(past.moments, past.visits, day=market.day)
    visits = tallies_of(past.visits, past.visits, day=market.day).of(np.arange(past.visits.customers))
    things = past.moments.things
    bought, who, what = own.all(), own.owners(things), own.things(things)
    parts = [
        (
            _own(bought, market, what) | _shares(bought, visits, who),
            own.places(customer * things + promotion),
        ),
        (_customer(visits, own, past, np.arange(past.visits.customers)), customer),
        (_market(market, promotions, np.arange(promotions.count)), promotion),
        (_compared(signals, customer, promotion), None),
    ]
    for number, (level, parent) in enumerate(zip(past.groups, parents, strict=True)):
        tallies = few_tallies_of(level, day=market.day)
        group = parent[promotion]
        keys = np.where(group >= 0, customer * level.things + group, -1)
        parts.append((_group(number, tallies.all()), tallies.places(keys)))
    return _gathered(parts, len(customer))


def _gathered(parts: list[tuple[dict[str, Floats], Ints | None]], rows: int) -> Table:
    """The columns of all parts side by side; of each part the rows at its places."""
    names = tuple(name for columns, _ in parts for name in columns)
    values = np.empty((rows, len(names)), np.float32)
    begin = 0
    for columns, places in parts:
        part = np.stack([column.astype(np.float32) for column in columns.values()], axis=1)
        values[:, begin : begin + len(columns)] = part if places is None else part[places]
        begin += len(columns)
    return Table(names, values)


def _own(found: Found, market: Market, promotion: Ints) -> dict[str, Floats]:
    zero = (
        "count", "count28", "count90", "decay7", "decay30", "decay90", "decay365", "weeks4", "weeks13",
    )  # fmt: skip
    columns = {name: found.column(name, 0.0) for name in zero}
    unknown = (
        "since",
        "first",
        "interval",
        "spread",
        "last_gap",
        "visits_since",
        "quantity",
        "spend",
        "saving",
    )
    columns |= {name: found.column(name, np.nan) for name in unknown}
    columns["due"] = safe_ratio(columns["since"], columns["interval"])
    columns["market_due"] = safe_ratio(columns["since"], market.interval[promotion])
    columns["last_quantity"] = safe_ratio(found.column("last_quantity", np.nan), columns["quantity"])
    return columns


def _shares(found: Found, visits: Found, customer: Ints) -> dict[str, Floats]:
    columns = {
        f"share_{name}": safe_ratio(found.column(name, 0.0), visits.column(name, 0.0)[customer], 0.0)
        for name in ("count", "decay30", "decay90")
    }
    columns["share_from_first"] = safe_ratio(
        found.column("count", 0.0), found.column("visits_from_first", np.nan), 0.0
    )
    rhythm = safe_ratio(found.column("visits_from_first", np.nan), found.column("count", 0.0))
    columns["visits_due"] = safe_ratio(found.column("visits_since", np.nan), rhythm)
    return columns


def _customer(visits: Found, own: Tallies, past: Past, customer: Ints) -> dict[str, Floats]:
    things = np.bincount(own.keys // past.moments.things, minlength=past.moments.customers)
    columns = {
        "visits": visits.column("count", 0.0),
        "visits28": visits.column("count28", 0.0),
        "visits_decay30": visits.column("decay30", 0.0),
        "visits_since_any": visits.column("since", np.nan),
        "visits_first": visits.column("first", np.nan),
        "visits_spend": visits.column("spend", np.nan),
        "visits_saving": visits.column("saving", np.nan),
        "variety": things.astype(np.float64),
    }
    return {name: column[customer] for name, column in columns.items()}


def _market(market: Market, promotions: Promotions, promotion: Ints) -> dict[str, Floats]:
    week, month, quarter = (market.popularity[span] for span in (7, 28, 91))
    columns = {
        "popular7": week,
        "popular28": month,
        "popular91": quarter,
        "rising_week": safe_ratio(week, month),
        "rising_month": safe_ratio(month, quarter),
        "market_interval": market.interval,
        "market_repeat": market.repeat,
        "market_spend": market.spend,
        "market_depth": market.depth,
        "discount": promotions.discount,
    }
    return {name: column[promotion] for name, column in columns.items()}


def _compared(signals: Signals, customer: Ints, promotion: Ints) -> dict[str, Floats]:
    def pick(scores: Singles) -> Singles:
        return scores[customer, promotion]

    own, nearby = pick(signals.own), pick(signals.nearby)
    best = signals.own.max(axis=1, initial=0.0).astype(np.float64)
    together = None if signals.together is None else pick(signals.together)
    return {
        "tifu": blended(own, nearby).astype(np.float64),
        "nearby": nearby.astype(np.float64),
        "of_best": safe_ratio(own.astype(np.float64), best[customer], 0.0),
        "together": np.full(len(customer), np.nan) if together is None else together.astype(np.float64),
    }


def _group(number: int, found: Found) -> dict[str, Floats]:
    return {
        f"group{number}_decay30": found.column("decay30", 0.0),
        f"group{number}_decay90": found.column("decay90", 0.0),
        f"group{number}_since": found.column("since", np.nan),
    }
