"""What the model learns from must look like the morning of each past week: nothing of the week itself."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from largesse.personalization.frames import Journey, journey_of
from largesse.personalization.scorer.features import parents_of
from largesse.personalization.scorer.history import History
from largesse.personalization.scorer.lessons import Lesson, Settings, Teacher
from largesse.personalization.scorer.training import past_of
from tests.personalization.scorer.shop import AS_OF, PRODUCTS, shop

# All pairs that are not bought are kept, so that the rows do not depend on the answers.
WHOLE = Settings(weeks=1, rest=1.0, brief=0.5, candidates=PRODUCTS, discover=True)


@cache
def journey() -> Journey:
    made = shop()
    return journey_of(
        transactions=made.transactions,
        products=made.products,
        promotions=made.promotions,
        promotion_products=made.promotion_products,
        households=(),
        as_of=AS_OF,
    )


def lessons(history: History) -> dict[str, list[Lesson]]:
    made = journey()
    past = past_of(history, made.goods, made.promotions)
    teacher = Teacher(past, made.promotions, parents_of(made.promotions, made.goods), WHOLE, 5)
    return teacher.lessons(made.day)


def with_another_last_week(seed: int) -> History:
    """The same visits; in the last seven days other goods, quantities, prices and savings."""
    history = journey().history
    random = np.random.default_rng(seed)
    last = history.day >= journey().day - 7
    assert 0.03 < last.mean() < 0.3
    return replace(
        history,
        good=np.where(last, random.integers(0, PRODUCTS, len(history)), history.good).astype(np.int32),
        quantity=np.where(last, 50.0, history.quantity),
        spend=np.where(last, 99_999, history.spend),
        saving=np.where(last, 77_777, history.saving),
    )


@pytest.mark.parametrize("order", ["relevance", "newcomers", "discover"])
def test_the_figures_of_a_lesson_do_not_know_its_week(order: str) -> None:
    true = lessons(journey().history)[order]
    twisted = lessons(with_another_last_week(8))[order]
    assert len(true) == len(twisted) == 1
    for one, other in zip(true, twisted, strict=True):
        assert len(one.values) > 100
        np.testing.assert_array_equal(one.values, other.values)
    assert any(np.any(one.bought != other.bought) for one, other in zip(true, twisted, strict=True))


def test_the_answers_of_a_lesson_are_those_of_its_week() -> None:
    """Who buys good 39, and nothing else, in the last week has that one answer."""
    history = journey().history
    last = history.day >= journey().day - 7
    made = replace(history, good=np.where(last, PRODUCTS - 1, history.good).astype(np.int32))
    [whole] = lessons(made)["relevance"]
    buyers = len(np.unique(history.customer[last]))
    assert int(whole.bought.sum()) == buyers


def test_a_figure_of_the_week_before_is_seen() -> None:
    """The counterpart: the same twist one week earlier does change the figures."""
    history = journey().history
    earlier = (history.day < journey().day - 7) & (history.day >= journey().day - 14)
    made = replace(history, good=np.where(earlier, 0, history.good).astype(np.int32))
    true, twisted = (lessons(each)["relevance"][0] for each in (history, made))
    assert not np.array_equal(true.values, twisted.values, equal_nan=True)
