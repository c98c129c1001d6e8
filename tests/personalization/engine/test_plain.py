"""What was made fast gives bit by bit what a plain computation gives, customer by customer and row by row."""

from functools import cache
from uuid import UUID

import numpy as np
import pytest

from largesse.personalization.engine.bench import Bench, rank_customers
from largesse.personalization.engine.stock import Article, Stock
from largesse.personalization.ranking import Objective
from largesse.personalization.scorer import features as pairs
from largesse.personalization.scorer.arrays import Floats, Ints, Singles, top
from largesse.personalization.scorer.candidates import affinity
from largesse.personalization.scorer.engine import rank
from largesse.personalization.scorer.features import Past, Signals, features_of, parents_of, signals_of
from largesse.personalization.scorer.forest import FEW, forest_of
from largesse.personalization.scorer.history import Goods, History, Promotions, promotions_of
from largesse.personalization.scorer.lessons import Settings
from largesse.personalization.scorer.neighbours import frequencies, liked_nearby
from largesse.personalization.scorer.ranker import Shape, grown
from largesse.personalization.scorer.stages import RANKER
from largesse.personalization.scorer.tallies import few_tallies_of, tallies_of
from largesse.personalization.scorer.training import Model, past_of, train

DAY = 400
CUSTOMERS = 90
GOODS = 60
PROMOTIONS = 40
SEED = 5
SETTINGS = Settings(
    weeks=3, candidates=25, block=16, discover=True, most_customers=70, shape=Shape(rounds=30, least=20)
)


@cache
def shop() -> tuple[History, Goods, Promotions]:
    """Customers of habits, some of whom bought once or never."""
    draw = np.random.default_rng(SEED)
    lines = 4_000
    customer = draw.integers(0, CUSTOMERS - 5, lines).astype(np.int32)
    good = np.where(draw.random(lines) < 0.7, customer % 20 * 3, draw.integers(0, GOODS, lines))
    history = History(
        np.arange(100, 100 + CUSTOMERS, dtype=np.int64),
        customer,
        good.astype(np.int32),
        draw.integers(DAY - 200, DAY, lines).astype(np.int32),
        draw.integers(1, 4, lines).astype(np.float64),
        draw.integers(100, 900, lines),
        draw.integers(0, 50, lines),
    )
    last = int(history.day[customer == 3].max())
    history = history.where((customer != 3) | (history.day == last))
    levels = (np.arange(GOODS, dtype=np.int32) // 4, np.where(np.arange(GOODS) < 50, 0, -1).astype(np.int32))
    covered = [sorted(draw.choice(GOODS, 3, replace=False).tolist()) for _ in range(PROMOTIONS)]
    starts = np.arange(PROMOTIONS + 1, dtype=np.int64) * 3
    promotions = promotions_of(starts, np.array(covered, np.int32).ravel(), draw.random(PROMOTIONS) / 2)
    return history, Goods(GOODS, levels), promotions


@cache
def model() -> Model:
    history, goods, promotions = shop()
    return train(history, goods, promotions, as_of=DAY, seed=1, settings=SETTINGS)


@cache
def past() -> Past:
    return past_of(*shop())


def test_trees_by_columns_give_what_the_classifier_gives() -> None:
    draw = np.random.default_rng(SEED)
    values = draw.normal(size=(20_000, 12)).astype(np.float32)
    values[draw.random(values.shape) < 0.2] = np.nan
    # A column without any value, one with few different ones, and one with a value in the unbought only.
    values[:, 4] = np.nan
    values[:, 5] = np.round(values[:, 5])
    bought = np.nan_to_num(values[:, :4]).sum(axis=1) + np.isnan(values[:, 6]) > 0.5
    values[bought, 7] = np.nan
    trees = grown(tuple("abcdefghijkl"), values, bought, rest=0.5, shape=Shape(rounds=60), seed=1)
    assert trees is not None
    assert trees.forest is not None
    values[0] = np.inf
    values[1] = -np.inf
    plain = trees.classifier.decision_function(values[:, trees.known])
    np.testing.assert_array_equal(trees.forest.log_odds(values), plain)
    table = pairs.Table(trees.names, values)
    np.testing.assert_array_equal(trees.log_odds(table), plain + trees.shift)
    few = pairs.Table(trees.names, values[:FEW])
    np.testing.assert_array_equal(trees.log_odds(few), plain[:FEW] + trees.shift)


def test_trees_that_are_too_large_for_columns_are_left_to_the_classifier() -> None:
    draw = np.random.default_rng(SEED)
    values = draw.normal(size=(3_000, 4)).astype(np.float32)
    shape = Shape(rounds=5, leaves=9, least=5)
    trees = grown(tuple("abcd"), values, values.sum(axis=1) > 0, rest=1.0, shape=shape, seed=1)
    assert trees is not None
    assert forest_of(trees.classifier, columns=np.arange(4)) is None
    table = pairs.Table(trees.names, values)
    np.testing.assert_array_equal(trees.log_odds(table), trees.classifier.decision_function(values))


def plain_features(signals: Signals, customer: Ints, promotion: Ints) -> Singles:
    """The same columns, each computed for every row."""
    known, market = past(), model().market
    _, goods, promotions = shop()
    own = tallies_of(known.moments, known.visits, day=DAY)
    found = own.of(customer * PROMOTIONS + promotion)
    visits = tallies_of(known.visits, known.visits, day=DAY).of(np.arange(CUSTOMERS))
    columns = pairs._own(found, market, promotion) | pairs._shares(found, visits, customer)
    columns |= pairs._customer(visits, own, known, customer)
    columns |= pairs._market(market, promotions, promotion)
    columns |= pairs._compared(signals, customer, promotion)
    for number, (level, parent) in enumerate(zip(known.groups, parents_of(promotions, goods), strict=True)):
        group = parent[promotion]
        keys = np.where(group >= 0, customer * level.things + group, -1)
        columns |= pairs._group(number, few_tallies_of(level, day=DAY).of(keys))
    return np.stack([column.astype(np.float32) for column in columns.values()], axis=1)


def test_gathered_features_are_those_of_each_row() -> None:
    signals = signals_of(past(), model().market)
    customer = np.repeat(np.arange(CUSTOMERS), PROMOTIONS)
    promotion = np.tile(np.arange(PROMOTIONS), CUSTOMERS)
    parents = parents_of(shop()[2], shop()[1])
    table = features_of(past(), model().market, signals, shop()[2], parents, customer, promotion)
    assert np.isfinite(table.values).any(axis=0).all()
    np.testing.assert_array_equal(table.values, plain_features(signals, customer, promotion))


def test_neighbours_are_those_of_a_sum_over_things_one_by_one() -> None:
    vectors = frequencies(past().moments, past().visits)
    around = model().market.around
    found = liked_nearby(around, past().ids, vectors)
    own, theirs = vectors.toarray(), around.vectors.toarray()
    nearest = min(around.nearest, len(around.ids) - 1)
    for place, number in enumerate(past().ids):
        alike = np.zeros(len(theirs), np.float32)
        for thing in range(PROMOTIONS):
            alike += own[place, thing] * theirs[:, thing]
        distance = around.squares - 2 * alike
        distance[around.ids == number] = np.inf
        mean = np.zeros(PROMOTIONS, np.float32)
        if own[place].any():
            for other in np.sort(np.argpartition(distance, nearest - 1)[:nearest]):
                mean += np.float32(1 / np.float32(nearest)) * theirs[other]
        np.testing.assert_array_equal(found[place], mean)


def plain_ranking(place: int, signals: Signals, k: int) -> tuple[list[int], Floats]:
    """The best promotions of one customer: all guesses sorted, the trees asked row by row, sorted again."""
    trees = model().trees
    assert trees is not None
    guess = affinity(signals, model().market)[place]
    order = sorted(range(PROMOTIONS), key=lambda promotion: (-guess[promotion], promotion))
    asked = sorted(order[: SETTINGS.candidates])
    customer = np.full(len(asked), place)
    values = plain_features(signals, customer, np.array(asked))
    odds = [float(trees.classifier.decision_function(row[None, trees.known])[0]) for row in values]
    scores = trees.probability(pairs.Table(trees.names, values))
    np.testing.assert_allclose(scores, 1 / (1 + np.exp(-np.array(odds) - trees.shift)), rtol=1e-12)
    best = sorted(range(len(asked)), key=lambda number: (-scores[number], asked[number]))
    behind = order[SETTINGS.candidates :]
    found = [asked[number] for number in best] + behind
    low = guess[behind].astype(np.float64) - float(guess.max()) - 1.0
    return found[:k], np.concatenate((scores[best], low))[:k]


def test_the_ranking_is_that_of_a_plain_computation() -> None:
    history, goods, promotions = shop()
    found = rank(model(), history, goods, promotions, as_of=DAY, k=33)
    signals = signals_of(past(), model().market)
    ranked = np.flatnonzero(found.stages == RANKER)
    assert 80 <= len(ranked) < CUSTOMERS
    for place in ranked.tolist():
        chosen, scores = plain_ranking(place, signals, 33)
        assert found.promotions[place].tolist() == chosen
        np.testing.assert_array_equal(found.scores[place], scores)


@pytest.mark.parametrize("objective", ["relevance", "value", "discover"])
def test_a_customer_alone_is_ranked_as_among_all_the_others(objective: Objective) -> None:
    history, goods, promotions = shop()
    articles = tuple(Article(f"S{number}") for number in range(GOODS - 1))
    ids = tuple(UUID(int=number + 1) for number in range(PROMOTIONS))
    bench = Bench(UUID(int=0), model(), Stock(articles, goods, promotions, ids, {}))
    together = rank_customers(bench, history, day=DAY, objective=objective, told=3)
    for place in range(CUSTOMERS):
        alone = rank_customers(bench, history.of(np.array([place])), day=DAY, objective=objective, told=3)
        number = int(history.ids[place])
        assert alone == {number: together[number]}


def test_the_best_columns_are_those_of_a_sort() -> None:
    draw = np.random.default_rng(SEED)
    for scores in (draw.random((50, 30)), draw.integers(0, 4, (50, 30)).astype(np.float64)):
        scores[draw.random(scores.shape) < 0.1] = -np.inf
        for k in (1, 7, 29, 30):
            plain = np.argsort(-scores, axis=1, kind="stable")[:, :k]
            np.testing.assert_array_equal(top(scores, k), plain)
