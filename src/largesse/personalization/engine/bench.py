"""A model made ready for the promotions of now, and the customers of a partition ranked with it. Pure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final
from uuid import UUID

import numpy as np

from largesse.personalization.engine.lesson import Kept
from largesse.personalization.engine.stock import Article, Stock, covered
from largesse.personalization.engine.words import Speaker, percent
from largesse.personalization.ranking import BasketItem, Boost, Objective, Ranked, Ranking
from largesse.personalization.scorer.arrays import Floats, Shorts
from largesse.personalization.scorer.boosts import factors
from largesse.personalization.scorer.engine import Rankings, rank, rank_past
from largesse.personalization.scorer.features import parents_of
from largesse.personalization.scorer.history import History
from largesse.personalization.scorer.stages import STAGES
from largesse.personalization.scorer.training import Model, past_of, refreshed

# So many promotions are put in order by the trees; more are never shown to one customer.
MOST: Final = 200
# What goes well with a basket decides before what sells to all.
TREND_WEIGHT: Final = 0.1
TOLD: Final = 0.05
NOTHING_KNOWN: Final = ("nothing is known of it yet",)
# Below every score of a ranking.
BEHIND: Final = -100.0


@dataclass(frozen=True)
class Bench:
    """Trees of one training with the market of the promotions that are offered now."""

    model_id: UUID
    model: Model
    stock: Stock

    @cached_property
    def by_trend(self) -> tuple[Ranked, ...]:
        """All promotions by what sells, behind everything that was ranked for a customer."""
        trend, share = self.model.market.trend(), self.model.market.popularity[28]
        return tuple(
            Ranked(
                self.stock.promotion_ids[place],
                float(trend[place]) + BEHIND,
                (percent(float(share[place])),) if share[place] > 0 else NOTHING_KNOWN,
            )
            for place in np.argsort(-trend, kind="stable").tolist()
        )

    @cached_property
    def parents(self) -> tuple[Shorts, ...]:
        """The groups of goods that promotions belong to."""
        return parents_of(self.stock.promotions, self.stock.goods)

    @cached_property
    def shares(self) -> list[str]:
        """How many customers bought each promotion's goods of late, in words."""
        shares = self.model.market.popularity[28].tolist()
        return [percent(share) if share > 0 else "" for share in shares]

    def on(self, day: int) -> Model:
        """The model as of a later day: ages are counted from it, popularity stays that of the training."""
        return replace(self.model, day=day, market=replace(self.model.market, day=day))


def bench_of(model_id: UUID, kept: Kept, stock: Stock) -> Bench:
    """Makes the market for these promotions anew from the customers that were kept.

    Takes seconds for a thousand promotions. The stock must begin with the articles that were kept.
    """
    places = np.array([*range(len(kept.articles)), stock.elsewhere], np.int32)
    reference = replace(kept.reference, good=places[kept.reference.good])
    model = refreshed(kept.model, reference, stock.goods, stock.promotions, as_of=kept.model.day)
    return Bench(model_id, model, stock)


def rank_customers(
    bench: Bench,
    history: History,
    *,
    day: int,
    objective: Objective = "relevance",
    boost: Boost | None = None,
    told: int | None = None,
) -> dict[int, Ranking]:
    """The best 200 promotions of each customer, with reasons for the first `told` (None: for all).

    A pure function of the customers: they do not influence each other.
    """
    found = ranked_columns(bench, history, day=day, objective=objective, boost=boost, told=told)
    ids = bench.stock.promotion_ids
    rankings = {}
    for place, profile_id in enumerate(found.ids.tolist()):
        best = zip(found.promotions[place].tolist(), found.scores[place].tolist(), strict=True)
        reasons = found.reasons[place]
        ranked = [
            Ranked(ids[promotion], score, reasons[number] if number < len(reasons) else ())
            for number, (promotion, score) in enumerate(best)
            if promotion >= 0
        ]
        rankings[profile_id] = Ranking(STAGES[int(found.stages[place])], tuple(ranked), bench.model_id)
    return rankings


def ranked_columns(
    bench: Bench,
    history: History,
    *,
    day: int,
    objective: Objective = "relevance",
    boost: Boost | None = None,
    told: int | None = None,
) -> Rankings:
    """The same in columns, in a fraction of the time and memory; promotions are places in the stock."""
    model, promotions = bench.on(day), bench.stock.promotions
    if not promotions.count:
        size = len(history.ids)
        nothing = np.zeros((size, 0))
        return Rankings(
            history.ids, nothing.astype(np.int64), nothing, np.zeros(size, np.int32), ((),) * size
        )
    past = past_of(history.before(day), bench.stock.goods, promotions)
    found = rank_past(
        model,
        past,
        bench.stock.goods,
        promotions,
        k=min(MOST, promotions.count),
        objective=objective,
        boost=boost,
        parents=bench.parents,
    )
    weights = factors(promotions, model.market, boost)
    speaker = Speaker(past, bench.shares, weights, day=day, objective=objective)
    reasons = []
    for place, best in enumerate(found.promotions[:, :told].tolist()):
        speaker.turn_to(place)
        reasons.append(tuple(speaker.reasons(promotion) if promotion >= 0 else () for promotion in best))
    return replace(found, reasons=tuple(reasons))


def explain_customer(
    bench: Bench, history: History, *, day: int, objective: Objective = "relevance", limit: int
) -> Ranking:
    """The first promotions of the one customer of a history, with what lifts them most in the trees.

    The order is that of `rank_customers`; asking the trees for reasons takes far longer.
    """
    promotions = bench.stock.promotions
    if not promotions.count:
        return Ranking("trend", (), bench.model_id)
    found = rank(
        bench.on(day),
        history,
        bench.stock.goods,
        promotions,
        as_of=day,
        k=min(MOST, promotions.count),
        objective=objective,
        explain=True,
    )
    best = zip(found.promotions[0].tolist(), found.scores[0].tolist(), found.reasons[0], strict=True)
    ranked = [
        Ranked(bench.stock.promotion_ids[place], score, reasons or NOTHING_KNOWN)
        for place, score, reasons in best
        if place >= 0
    ]
    return Ranking(STAGES[int(found.stages[0])], tuple(ranked[:limit]), bench.model_id)


def weigh(
    bench: Bench, promotions: Sequence[UUID], scores: Sequence[float], boost: Boost | None
) -> list[tuple[UUID, float, float]]:
    """Stored scores times the marketer's weights, best first, each with its weight."""
    weights = factors(bench.stock.promotions, bench.model.market, boost)
    places = bench.stock.promotion_places
    weighed = []
    for key, score in zip(promotions, scores, strict=True):
        if key in places:
            weight = float(weights[places[key]])
            weighed.append((key, score * weight if score > 0 else score, weight))
    # Equal ones stay in the order in which they were stored.
    return sorted(weighed, key=lambda found: -found[1])


def rank_by_basket(bench: Bench, basket: Sequence[BasketItem]) -> Ranking:
    """Promotions for what is in a basket, then for what is bought with it, then what sells to all."""
    stock, market = bench.stock, bench.model.market
    articles = [_article(stock, item) for item in basket]
    weight = np.array([min(item.quantity, 1.0) for item in basket], np.float64)
    inside = np.zeros(stock.promotions.count)
    for place, goods in enumerate(covered(articles, stock.promotion_ids, stock.selections)):
        inside[place] = weight[goods].sum()
    together = np.zeros(len(inside))
    if market.together is not None and inside.any():
        together = np.log1p(inside) @ market.together.astype(np.float64)
    scores: Floats = np.minimum(inside, 1.0) + together + TREND_WEIGHT * market.trend()
    ranked = []
    for place in np.argsort(-scores, kind="stable").tolist():
        reasons = ["in this basket"] if inside[place] else []
        if together[place] >= TOLD:
            reasons.append("often bought by those who buy what is in this basket")
        share = float(market.popularity[28][place])
        reasons += [percent(share)] if share > 0 else []
        ranked.append(Ranked(stock.promotion_ids[place], float(scores[place]), tuple(reasons)))
    return Ranking("frequency" if inside.any() else "trend", tuple(ranked), bench.model_id)


def completed(bench: Bench, ranking: Ranking, wanted: Set[UUID]) -> Ranking:
    """Only the wanted promotions, those that the ranking leaves out behind all others by what sells."""
    chosen = [found for found in ranking.ranked if found.promotion_id in wanted]
    if len(chosen) < len(wanted):
        known = {found.promotion_id for found in chosen}
        missing = wanted - known
        chosen += [found for found in bench.by_trend if found.promotion_id in missing]
        # The market does not know what was published since it was made.
        fresh = sorted(missing - bench.stock.promotion_places.keys())
        chosen += [Ranked(key, BEHIND - 1.0, NOTHING_KNOWN) for key in fresh]
    return Ranking(ranking.stage, tuple(chosen), ranking.model_id)


def _article(stock: Stock, item: BasketItem) -> Article:
    known = stock.places.get(item.sku)
    if known is None:
        return Article(item.sku, categories=item.categories)
    article = stock.articles[known]
    return replace(article, categories=tuple(sorted({*article.categories, *item.categories})))
