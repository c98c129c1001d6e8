"""Ranks promotions for customers: the stages, the objective and the marketer's weights put together."""

from dataclasses import dataclass

import numpy as np

from largesse.personalization.ranking import Boost, Objective
from largesse.personalization.scorer.arrays import Floats, Ints, Shorts, starts_of, sums, top
from largesse.personalization.scorer.boosts import factors
from largesse.personalization.scorer.candidates import affinity, novelty, pairs_of, spread
from largesse.personalization.scorer.features import Past, Signals, Table, features_of, parents_of, signals_of
from largesse.personalization.scorer.history import Goods, History, Promotions
from largesse.personalization.scorer.ranker import Trees
from largesse.personalization.scorer.reasons import BY_FREQUENCY, BY_TREND, plain_reasons_of, reasons_of
from largesse.personalization.scorer.stages import FREQUENCY, RANKER, STAGES, TREND, frequency, stages_of
from largesse.personalization.scorer.training import Model, past_of

PRICE_POWER = 0.3

Words = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Rankings:
    """For each customer of `ids` the places of the best promotions, their scores, and the stage that chose.

    A place of -1 is empty: there were no more promotions that could be offered. Scores are only comparable
    for one customer. `reasons[customer][place]` are words, when they were asked for.
    """

    ids: Ints
    promotions: Ints
    scores: Floats
    stages: Shorts
    reasons: tuple[Words, ...] = ()

    def stage_of(self, customer: int) -> str:
        """The name of the stage that chose for the customer at a place of `ids`."""
        return STAGES[int(self.stages[customer])]


def rank(
    model: Model,
    history: History,
    goods: Goods,
    promotions: Promotions,
    *,
    as_of: int,
    k: int,
    objective: Objective = "relevance",
    boost: Boost | None = None,
    explain: bool = False,
) -> Rankings:
    """The best k promotions of each customer of a partition; `promotions` are those of the model's market.

    A pure function of the partition: customers do not influence each other. Memory is that of the partition's
    purchases and of one block of customers (settings.block x promotions).
    """
    turn = _Turn(model, promotions, parents_of(promotions, goods), k, objective, boost, explain)
    past = past_of(history.before(as_of), goods, promotions)
    size = model.settings.block
    blocks = [
        turn.block(past.between(first, min(first + size, history.customers)))
        for first in range(0, history.customers, size)
    ]
    if not blocks:
        width = min(k, promotions.count)
        return Rankings(
            history.ids, np.zeros((0, width), np.int64), np.zeros((0, width)), np.zeros(0, np.int32)
        )
    return Rankings(
        history.ids,
        np.concatenate([block.promotions for block in blocks]),
        np.concatenate([block.scores for block in blocks]),
        np.concatenate([block.stages for block in blocks]),
        tuple(words for block in blocks for words in block.reasons),
    )


@dataclass(frozen=True, slots=True)
class _Turn:
    """What stays the same for all blocks of one call."""

    model: Model
    promotions: Promotions
    parents: tuple[Shorts, ...]
    k: int
    objective: Objective
    boost: Boost | None
    explain: bool

    def block(self, past: Past) -> Rankings:
        signals = signals_of(past, self.model.market)
        trees = self.model.discover if self.objective == "discover" else self.model.trees
        stages = stages_of(past.visits, trained=trees is not None)
        scores = self._scores(past, signals, stages, trees)
        scores = np.where(scores > 0, scores * self._weights(past), scores)
        if self.objective == "discover":
            scores[past.moments.customer, past.moments.thing] = -np.inf
        chosen = top(scores, self.k)
        best = np.take_along_axis(scores, chosen, axis=1)
        chosen[~np.isfinite(best)] = -1
        reasons = self._reasons(past, signals, stages, trees, chosen) if self.explain else ()
        return Rankings(past.ids, chosen, best, stages, reasons)

    def _scores(self, past: Past, signals: Signals, stages: Shorts, trees: Trees | None) -> Floats:
        visits = np.bincount(past.visits.customer, minlength=past.visits.customers).astype(np.int64)
        scores = frequency(signals.own, self.model.market, visits)
        ranked = stages == RANKER
        if trees is None or not ranked.any():
            return scores
        guess = (novelty if self.objective == "discover" else affinity)(signals, self.model.market)
        customer, promotion = pairs_of(guess, max(self.model.settings.candidates, self.k))
        kept = ranked[customer]
        customer, promotion = customer[kept], promotion[kept]
        table = self._table(past, signals, customer, promotion)
        learned = spread(trees.probability(table), customer, promotion, guess)
        scores[ranked] = learned[ranked]
        return scores

    def _weights(self, past: Past) -> Floats:
        """Customers x promotions: what each score is multiplied with."""
        weights = np.broadcast_to(
            factors(self.promotions, self.model.market, self.boost),
            (past.moments.customers, past.moments.things),
        )
        if self.objective != "value":
            return weights
        return np.asarray(weights * self._prices(past) ** PRICE_POWER, np.float64)

    def _prices(self, past: Past) -> Floats:
        """Customers x promotions: what this customer spends at a time, over the middle price.

        What customers usually spend counts as one purchase more.
        """
        usual = np.where(np.isfinite(self.promotions.price), self.promotions.price, self.model.market.spend)
        known = np.isfinite(usual)
        usual = np.maximum(np.where(known, usual, np.median(usual[known]) if known.any() else 1.0), 1.0)
        prices = np.repeat(usual[None, :], past.moments.customers, axis=0)
        starts = starts_of(past.moments.pairs())
        customer, thing = past.moments.customer[starts], past.moments.thing[starts]
        count = np.diff(np.append(starts, len(past.moments)))
        prices[customer, thing] = (sums(past.moments.spend, starts) + usual[thing]) / (count + 1)
        return prices / float(np.median(usual)) if usual.size else prices

    def _table(self, past: Past, signals: Signals, customer: Ints, promotion: Ints) -> Table:
        return features_of(
            past, self.model.market, signals, self.promotions, self.parents, customer, promotion
        )

    def _reasons(
        self, past: Past, signals: Signals, stages: Shorts, trees: Trees | None, chosen: Ints
    ) -> tuple[Words, ...]:
        customer, place = np.nonzero(chosen >= 0)
        table = self._table(past, signals, customer.astype(np.int64), chosen[customer, place])
        words: list[list[tuple[str, ...]]] = [[()] * chosen.shape[1] for _ in range(len(chosen))]
        for stage in (TREND, FREQUENCY, RANKER):
            rows = np.flatnonzero(stages[customer] == stage)
            some = Table(table.names, table.values[rows])
            if stage == RANKER and trees is not None:
                said = reasons_of(some, trees)
            else:
                said = plain_reasons_of(some, BY_TREND if stage == TREND else BY_FREQUENCY)
            for row, texts in zip(rows.tolist(), said, strict=True):
                words[int(customer[row])][int(place[row])] = texts
        return tuple(tuple(each) for each in words)
