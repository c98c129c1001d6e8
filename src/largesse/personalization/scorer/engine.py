"""Ranks promotions for customers: the stages, the objective and the marketer's weights put together."""

from dataclasses import dataclass

import numpy as np

from largesse.personalization.ranking import Boost, Objective
from largesse.personalization.scorer.arrays import Bools, Floats, Ints, Shorts, starts_of, sums, top
from largesse.personalization.scorer.boosts import factors
from largesse.personalization.scorer.candidates import affinity, novelty
from largesse.personalization.scorer.features import Past, Signals, Table, features_of, parents_of, signals_of
from largesse.personalization.scorer.history import Goods, History, Promotions
from largesse.personalization.scorer.ranker import Trees
from largesse.personalization.scorer.reasons import BY_FREQUENCY, BY_TREND, plain_reasons_of, reasons_of
from largesse.personalization.scorer.stages import FREQUENCY, RANKER, STAGES, TREND, frequency, stages_of
from largesse.personalization.scorer.training import Model, past_of

PRICE_POWER = 0.3
# In a table of stages: the ranker, by its trees for newcomers.
NEW = 3

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
    past = past_of(history.before(as_of), goods, promotions)
    return rank_past(model, past, goods, promotions, k=k, objective=objective, boost=boost, explain=explain)


def rank_past(
    model: Model,
    past: Past,
    goods: Goods,
    promotions: Promotions,
    *,
    k: int,
    objective: Objective = "relevance",
    boost: Boost | None = None,
    explain: bool = False,
    parents: tuple[Shorts, ...] | None = None,
) -> Rankings:
    """The same of purchases that were gathered before (`past_of`), all of them before the day.

    `parents` are those of the promotions (`parents_of`), when the caller has them already.
    """
    weights = factors(promotions, model.market, boost)
    if parents is None:
        parents = parents_of(promotions, goods)
    turn = _Turn(model, promotions, parents, k, objective, weights, explain)
    size = model.settings.block
    customers = len(past.ids)
    blocks = [
        turn.block(past.between(first, min(first + size, customers))) for first in range(0, customers, size)
    ]
    if not blocks:
        width = min(k, promotions.count)
        return Rankings(past.ids, np.zeros((0, width), np.int64), np.zeros((0, width)), np.zeros(0, np.int32))
    return Rankings(
        past.ids,
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
    weights: Floats
    explain: bool

    def block(self, past: Past) -> Rankings:
        signals = signals_of(past, self.model.market)
        trees = self.model.discover if self.objective == "discover" else self.model.trees
        stages = stages_of(past.visits, past.moments, trained=trees is not None)
        width = min(self.k, self.promotions.count)
        chosen, best = np.full((len(past.ids), width), -1), np.full((len(past.ids), width), -np.inf)
        prices = self._prices(past) ** PRICE_POWER if self.objective == "value" else None
        if (others := np.flatnonzero(stages != RANKER)).size:
            chosen[others], best[others] = self._frequent(past, signals, prices, others)
        if trees is not None and (ranked := np.flatnonzero(stages == RANKER)).size:
            chosen[ranked], best[ranked] = self._learned(past, signals, prices, ranked, trees)
        chosen[~np.isfinite(best)] = -1
        reasons = self._reasons(past, signals, stages, trees, chosen) if self.explain else ()
        return Rankings(past.ids, chosen, best, stages, reasons)

    def _frequent(
        self, past: Past, signals: Signals, prices: Floats | None, some: Ints
    ) -> tuple[Ints, Floats]:
        """The best places of these customers with their scores, by what they and others buy."""
        visits = np.bincount(past.visits.customer, minlength=past.visits.customers)[some].astype(np.int64)
        scores = frequency(signals.own[some], self.model.market, visits)
        scores *= self.weights if prices is None else self.weights * prices[some]
        if self.objective == "discover":
            scores[signals.own[some] > 0] = -np.inf
        chosen = top(scores, self.k)
        return chosen, np.take_along_axis(scores, chosen, axis=1)

    def _learned(
        self, past: Past, signals: Signals, prices: Floats | None, some: Ints, trees: Trees
    ) -> tuple[Ints, Floats]:
        """The same by the trees: those with the best guesses by their scores, others behind by the guess."""
        guess = (novelty if self.objective == "discover" else affinity)(signals, self.model.market)
        guess = guess if len(some) == len(guess) else guess[some]
        many = min(self.model.settings.candidates, self.promotions.count)
        columns = top(guess, max(many, self.k))
        # Equal scores stay in the order of columns.
        columns[:, :many] = np.sort(columns[:, :many], axis=1)
        guessed = np.take_along_axis(guess, columns, axis=1).astype(np.float64)
        # Guesses are squeezed below every score, which is above 0.
        scores = guessed - guessed.max(axis=1, initial=0.0, keepdims=True) - 1.0
        row, place = np.nonzero(np.isfinite(guessed[:, :many]))
        customer, promotion = some[row], columns[row, place]
        weight = self.weights[promotion]
        if prices is not None:
            weight = weight * prices[customer, promotion]
        table = self._table(past, signals, customer, promotion)
        scores[row, place] = self._probability(table, self._new(past)[customer], trees) * weight
        order = np.argsort(-scores, axis=1, kind="stable")[:, : self.k]
        return np.take_along_axis(columns, order, axis=1), np.take_along_axis(scores, order, axis=1)

    def _new(self, past: Past) -> Bools:
        """Which customers were first seen so lately that the trees for newcomers judge them."""
        if self.model.newcomers is None or self.objective == "discover":
            return np.zeros(len(past.ids), np.bool_)
        settled = past.visits.day < self.model.market.day - self.model.settings.new_days
        result = np.ones(len(past.ids), np.bool_)
        result[past.visits.customer[settled]] = False
        return result

    def _probability(self, table: Table, new: Bools, trees: Trees) -> Floats:
        """The probability of each row, by the trees for newcomers where it is of one."""
        if self.model.newcomers is None or not new.any():
            return trees.probability(table)
        result = np.empty(len(new))
        for rows, some in ((~new, trees), (new, self.model.newcomers)):
            result[rows] = some.probability(Table(table.names, table.values[rows]))
        return result

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
        own = (sums(past.moments.spend, starts) + usual[thing]) / (count + 1)
        # More may have gone back than was bought.
        prices[customer, thing] = np.maximum(own, 1.0)
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
        judges = np.where((stages == RANKER) & self._new(past), NEW, stages)[customer]
        for judge, asked in ((TREND, None), (FREQUENCY, None), (RANKER, trees), (NEW, self.model.newcomers)):
            rows = np.flatnonzero(judges == judge)
            some = Table(table.names, table.values[rows])
            if asked is not None:
                said = reasons_of(some, asked)
            else:
                said = plain_reasons_of(some, BY_TREND if judge == TREND else BY_FREQUENCY)
            for row, texts in zip(rows.tolist(), said, strict=True):
                words[int(customer[row])][int(place[row])] = texts
        return tuple(tuple(each) for each in words)
