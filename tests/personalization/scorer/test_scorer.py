"""The scorer by itself: stages, reasons, boosts, partitions, and its figures by hand."""

import pickle
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from largesse.personalization.frames import Journey, journey_of
from largesse.personalization.ranking import Boost
from largesse.personalization.scorer.arrays import top
from largesse.personalization.scorer.boosts import factors, standing
from largesse.personalization.scorer.engine import Rankings, rank
from largesse.personalization.scorer.history import History
from largesse.personalization.scorer.lessons import Settings
from largesse.personalization.scorer.market import market_of
from largesse.personalization.scorer.moments import Moments
from largesse.personalization.scorer.neighbours import frequencies
from largesse.personalization.scorer.ranker import Shape
from largesse.personalization.scorer.stages import FREQUENCY, RANKER, stages_of
from largesse.personalization.scorer.tallies import tallies_of
from largesse.personalization.scorer.training import Model, refreshed, train
from tests.personalization.scorer.shop import AS_OF, shop

SMALL = Settings(weeks=3, discover=True, shape=Shape(rounds=30, least=20))


@cache
def journey() -> Journey:
    made = shop()
    return journey_of(
        transactions=made.transactions,
        products=made.products,
        promotions=made.promotions,
        promotion_products=made.promotion_products,
        households=["new"],
        as_of=AS_OF,
    )


@cache
def model() -> Model:
    made = journey()
    return train(made.known(), made.goods, made.promotions, as_of=made.day, seed=1, settings=SMALL)


def ranked(history: History | None = None, by: Model | None = None, *, explain: bool = False) -> Rankings:
    made = journey()
    return rank(
        by or model(),
        made.history if history is None else history,
        made.goods,
        made.promotions,
        as_of=made.day,
        k=6,
        explain=explain,
    )


def moments(*rows: tuple[int, int, int]) -> Moments:
    customer, thing, day = np.array(rows, np.int32).T
    ones = np.ones(len(rows))
    return Moments(int(customer.max()) + 1, int(thing.max()) + 1, customer, thing, day, ones, ones, ones * 0)


def test_each_customer_is_ranked_at_the_stage_of_what_is_known() -> None:
    made = journey()
    history = made.history
    # Customer 1 keeps one visit.
    last = int(history.day[history.customer == 1].max())
    history = history.where((history.customer != 1) | (history.day == last))
    found = ranked(history)
    assert found.stage_of(0) == "ranker"
    assert found.stage_of(1) == "frequency"
    assert found.stage_of(made.households.index("new")) == "trend"


def test_one_visit_with_many_goods_is_enough_for_the_ranker() -> None:
    def stages(goods: int) -> list[int]:
        bought = moments(*((0, good, 90) for good in range(goods)))
        return stages_of(moments((0, 0, 90)), bought, trained=True).tolist()

    assert [stages(goods) for goods in (1, 8, 9, 30)] == [[FREQUENCY], [FREQUENCY], [RANKER], [RANKER]]
    twice = moments((0, 0, 90), (0, 0, 91))
    assert stages_of(twice, twice, trained=True).tolist() == [RANKER]
    assert stages_of(twice, twice, trained=False).tolist() == [FREQUENCY]


def test_newcomers_are_judged_by_trees_of_their_own() -> None:
    made = journey()
    assert model().newcomers is not None
    lately = made.history.day >= made.day - SMALL.brief_days
    history = made.history.where((made.history.customer >= 20) | lately)
    found, plain = ranked(history), ranked(history, by=replace(model(), newcomers=None))
    np.testing.assert_array_equal(found.scores[20:], plain.scores[20:])
    assert not np.array_equal(found.scores[:20], plain.scores[:20])
    # Who was seen first a day too early is none any more.
    early = made.history.where(
        (made.history.customer >= 20) | (made.history.day >= made.day - SMALL.new_days - 7)
    )
    first = np.full(20, made.day)
    np.minimum.at(first, early.customer[early.customer < 20], early.day[early.customer < 20])
    settled = np.flatnonzero(first < made.day - SMALL.new_days)
    assert len(settled) > 0
    found, plain = ranked(early), ranked(early, by=replace(model(), newcomers=None))
    np.testing.assert_array_equal(found.scores[settled], plain.scores[settled])


def test_too_few_lessons_make_no_trees_for_newcomers() -> None:
    made = journey()
    settings = replace(SMALL, shape=replace(SMALL.shape, least=100_000))
    again = train(made.known(), made.goods, made.promotions, as_of=made.day, seed=1, settings=settings)
    assert again.newcomers is None


def test_the_trend_counts_weeks_and_not_the_month_as_a_whole() -> None:
    # One customer buys good 0 in each of four weeks, three buy good 1 once, good 2 was last bought long ago.
    bought = moments(
        (0, 0, 75), (0, 0, 82), (0, 0, 89), (0, 0, 96), (0, 2, 20), (1, 1, 90), (2, 1, 97), (3, 1, 99)
    )
    days = sorted({(int(who), int(day)) for who, day in zip(bought.customer, bought.day, strict=True)})
    market = market_of(np.arange(4), bought, moments(*((who, 0, day) for who, day in days)), day=100)
    assert market.popularity[28].tolist() == pytest.approx([1 / 4, 3 / 4, 0])
    assert market.weekly.tolist() == pytest.approx([4 / 7, 3 / 7, 0])
    trend = market.trend()
    assert trend[0] > trend[1] > trend[2] > 0


def test_without_trees_frequency_is_all_there_is() -> None:
    found = ranked(by=replace(model(), trees=None))
    assert {found.stage_of(place) for place in range(40)} == {"frequency"}


def test_a_partition_gives_what_the_whole_gives() -> None:
    whole = ranked()
    places = np.array([31, 2, 17], np.int64)
    part = ranked(journey().history.of(places))
    assert part.ids.tolist() == [31, 2, 17]
    np.testing.assert_array_equal(part.promotions, whole.promotions[places])
    np.testing.assert_allclose(part.scores, whole.scores[places], rtol=1e-5)


def test_small_blocks_give_what_one_block_gives() -> None:
    blocks = replace(model(), settings=replace(SMALL, block=7))
    np.testing.assert_array_equal(ranked(by=blocks).promotions, ranked().promotions)


def test_a_model_survives_a_file() -> None:
    again = pickle.loads(pickle.dumps(model()))
    np.testing.assert_array_equal(ranked(by=again).scores, ranked().scores)


def test_a_seed_gives_one_model() -> None:
    made = journey()
    again = train(made.known(), made.goods, made.promotions, as_of=made.day, seed=1, settings=SMALL)
    np.testing.assert_array_equal(ranked(by=again).scores, ranked().scores)


def test_a_refreshed_model_ranks_another_pool() -> None:
    made = journey()
    few = replace(
        made.promotions,
        starts=np.array([0, 1, 3], np.int64),
        goods=np.array([4, 9, 11], np.int32),
        discount=np.array([0.1, 0.2]),
        price=np.full(2, np.nan),
        margin=np.full(2, np.nan),
        age=np.full(2, np.nan),
    )
    fresh = refreshed(model(), made.known(), made.goods, few, as_of=made.day)
    found = rank(fresh, made.history, made.goods, few, as_of=made.day, k=6)
    assert found.promotions.shape == (41, 2)
    assert np.sort(found.promotions, axis=1).tolist() == [[0, 1]] * 41


def test_every_pick_of_a_warm_customer_says_why() -> None:
    found = ranked(explain=True)
    favourites = shop().favourites
    for place in range(40):
        for promotion, reasons in zip(found.promotions[place].tolist(), found.reasons[place], strict=True):
            assert len(reasons) <= 3
            if promotion in favourites[place]:
                assert reasons
    text = " ".join(word for words in found.reasons for reasons in words for word in reasons)
    assert "in the last 90 days" in text
    assert "usually every" in text


def test_newcomers_are_told_what_is_popular() -> None:
    found = ranked(explain=True)
    reasons = found.reasons[journey().households.index("new")]
    assert all(words[0].startswith("popular this month") for words in reasons)


def test_probabilities_are_about_right() -> None:
    scores = ranked().scores[:40]
    assert np.all((scores > 0) & (scores < 1))
    # A favourite is bought in 0.7 of the weeks.
    assert 0.4 < np.median(scores[:, :3]) < 0.95


def test_a_boost_by_tag_lifts_and_is_capped() -> None:
    made = journey()
    tags = tuple(frozenset(["fresh"] if place == 39 else ["other"]) for place in range(40))
    tagged = replace(made.promotions, tags=tags)
    by_tag = Boost(tags={"fresh": 50.0})
    assert factors(tagged, model().market, by_tag)[39] == pytest.approx(4)
    assert factors(tagged, model().market, by_tag)[0] == 1
    assert factors(tagged, model().market, Boost(tags={"fresh": -50.0}))[39] == pytest.approx(0.25)
    most = Boost(tags={"fresh": 50.0}, most=1e9)
    found = rank(model(), made.history, made.goods, tagged, as_of=made.day, k=6, boost=most)
    assert np.mean(found.promotions[:, 0] == 39) > 0.9


def test_margin_price_and_newness_are_weighed_by_standing() -> None:
    assert standing(np.array([3.0, np.nan, 1.0, 2.0])).tolist() == [1, 0, -1, 0]
    assert standing(np.array([5.0, 5.0])).tolist() == [0, 0]
    promotions = replace(
        journey().promotions, margin=np.arange(40.0), age=np.arange(40.0), price=np.arange(40.0)
    )
    for boost in (Boost(margin=1.0), Boost(price=1.0), Boost(newness=-1.0)):
        weights = factors(promotions, model().market, boost)
        assert np.all(np.diff(weights) > 0)
        assert weights[[0, -1]] == pytest.approx([np.exp(-1), np.exp(1)])


def test_the_vector_of_tifu_counts_late_baskets_more() -> None:
    bought = moments((0, 0, 1), (0, 0, 2), (0, 1, 3))
    visits = moments((0, 0, 1), (0, 0, 2), (0, 0, 3))
    assert frequencies(bought, visits).toarray()[0].tolist() == pytest.approx([(0.95**2 + 0.95) / 3, 1 / 3])


def test_figures_of_a_habit_are_as_counted_by_hand() -> None:
    bought = moments((0, 0, 60), (0, 0, 70), (0, 0, 84))
    visits = moments((0, 0, 60), (0, 0, 70), (0, 0, 84), (0, 0, 90), (0, 0, 95))
    found = tallies_of(bought, visits, day=100)
    figures = {name: float(values[0]) for name, values in found.columns.items()}
    assert figures["count"] == 3
    assert figures["count28"] == 1
    assert figures["since"] == 16
    assert figures["first"] == 40
    assert figures["interval"] == 12
    assert figures["last_gap"] == 14
    assert figures["spread"] == pytest.approx(2)
    assert figures["visits_since"] == 2
    assert figures["visits_from_first"] == 5
    assert figures["weeks4"] == 1
    assert figures["weeks13"] == 3
    assert figures["decay30"] == pytest.approx(2 ** (-40 / 30) + 2 ** (-30 / 30) + 2 ** (-16 / 30))


def test_the_best_columns_come_first_and_ties_in_order() -> None:
    scores = np.array([[1.0, 3.0, 3.0, 2.0, 3.0], [0.0, 0.0, 0.0, 0.0, 0.0]])
    assert top(scores, 2).tolist() == [[1, 2], [0, 1]]
    assert top(scores, 9).tolist() == [[1, 2, 4, 3, 0], [0, 1, 2, 3, 4]]
    assert top(scores, 0).shape == (2, 0)
