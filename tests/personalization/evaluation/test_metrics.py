"""Metrics against numbers worked out by hand."""

from math import log2

import numpy as np
import pytest

from largesse.personalization.evaluation.intervals import clustered
from largesse.personalization.evaluation.metrics import Truth, judge

# Customer 0 bought promotions 1 (for 10, new) and 3 (for 30, known), customer 2 promotion 0 (for 5, new).
TRUTH = Truth(3, 5, np.array([1, 3, 10]), np.array([10.0, 30.0, 5.0]), np.array([True, False, True]))


def judged(*rows: list[int]) -> dict[str, list[float]]:
    customers = TRUTH.judged()
    chosen = np.full((3, 3), -1)
    chosen[customers] = rows
    return {name: values.tolist() for name, values in judge(chosen, TRUTH, customers).items()}


def test_only_customers_who_bought_are_judged() -> None:
    assert TRUTH.judged().tolist() == [0, 2]


def test_metrics_are_as_worked_out_by_hand() -> None:
    found = judged([0, 3, 1], [4, 3, 2])
    best = 1 + 1 / log2(3)
    assert found["ndcg"] == pytest.approx([(1 / log2(3) + 1 / 2) / best, 0])
    assert found["recall"] == pytest.approx([1, 0])
    assert found["capped_recall"] == pytest.approx([1, 0])
    assert found["precision"] == pytest.approx([2 / 3, 0])
    assert found["hit"] == pytest.approx([1, 0])
    assert found["spend_recall"] == pytest.approx([1, 0])
    assert found["spend_ndcg"] == pytest.approx([(30 / log2(3) + 10 / 2) / (30 + 10 / log2(3)), 0])
    assert found["novel_recall"] == pytest.approx([1, 0])


def test_empty_places_hit_nothing() -> None:
    found = judged([-1, -1, 1], [0, -1, -1])
    assert found["recall"] == pytest.approx([1 / 2, 1])
    assert found["spend_recall"] == pytest.approx([1 / 4, 1])
    assert found["ndcg"] == pytest.approx([(1 / 2) / (1 + 1 / log2(3)), 1])


def test_only_new_leaves_what_was_never_bought() -> None:
    new = TRUTH.only_new()
    assert new.keys.tolist() == [1, 10]
    assert new.judged().tolist() == [0, 2]


def test_capped_recall_divides_by_k_when_more_was_bought() -> None:
    truth = Truth(1, 4, np.arange(4), np.ones(4), np.ones(4, np.bool_))
    found = judge(np.array([[0, 1]]), truth, np.array([0]))
    assert found["capped_recall"].tolist() == [1]
    assert found["recall"].tolist() == [0.5]
    assert found["ndcg"].tolist() == [1]


def test_an_interval_holds_its_mean_and_leaves_out_what_is_unknown() -> None:
    values = np.array([0.0, 1.0, np.nan, 2.0, 1.0])
    interval = clustered(values, np.array([1, 1, 2, 3, 3]), seed=1)
    assert interval.mean == 1
    assert interval.low == 0.5
    assert interval.high == 1.5


def test_customers_are_drawn_as_a_whole() -> None:
    random = np.random.default_rng(5)
    own = np.repeat(random.normal(size=40), 25)
    customer = np.repeat(np.arange(40), 25)
    together = clustered(own, customer, seed=2)
    apart = clustered(own, np.arange(1_000), seed=2)
    assert together.high - together.low > 3 * (apart.high - apart.low)


def test_nothing_known_has_no_interval() -> None:
    assert np.isnan(clustered(np.array([np.nan]), np.array([0]), seed=1).mean)
