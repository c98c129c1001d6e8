"""The protocol and the whole trial on a made-up shop."""

from functools import cache, partial
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from largesse.personalization.evaluation.baselines import BASELINES, personal_frequency, popularity
from largesse.personalization.evaluation.metrics import METRICS
from largesse.personalization.evaluation.protocol import pool_by_good, pool_by_level, split_at
from largesse.personalization.evaluation.table import markdown, rich_table
from largesse.personalization.evaluation.trial import ENGINE, Report, evaluate
from largesse.personalization.frames import Journey, journey_of
from largesse.personalization.scorer.history import Goods, History, Promotions
from largesse.personalization.scorer.lessons import Settings
from largesse.personalization.scorer.market import market_of
from largesse.personalization.scorer.ranker import Shape
from largesse.personalization.scorer.training import past_of
from tests.personalization.scorer.shop import AS_OF, PRODUCTS, shop

SMALL = Settings(weeks=2, shape=Shape(rounds=20))


@cache
def journey(households: int = 40) -> Journey:
    made = shop(households=households)
    return journey_of(
        transactions=made.transactions,
        products=made.products,
        promotions=made.promotions,
        promotion_products=made.promotion_products,
        households=(),
        as_of=AS_OF,
    )


def pool(goods: Goods, history: History, day: int) -> Promotions:
    return pool_by_good(history, goods, day)


@cache
def report() -> Report:
    made = journey()
    return evaluate(
        made.history,
        made.goods,
        days=(made.day - 14, made.day - 7),
        pool=partial(pool, made.goods),
        seed=3,
        settings=SMALL,
    )


def test_the_table_has_the_engine_and_every_baseline() -> None:
    assert [row.engine for row in report().rows] == [*BASELINES, ENGINE]
    for row in report().rows:
        assert set(row.metrics) == set(METRICS)
        assert all(
            0 <= each.low <= each.mean <= each.high <= 1
            for name, each in row.metrics.items()
            if name != "novel_recall"
        )


def test_habits_beat_popularity() -> None:
    rows = {row.engine: row for row in report().rows}
    assert rows[ENGINE].ahead_of_others["popularity"].low > 0
    assert rows["P-TopFreq"].ahead_of_others["popularity"].low > 0
    assert rows["TIFU-KNN"].ahead.mean == 0


def test_a_trial_can_be_repeated() -> None:
    made = journey()
    again = evaluate(
        made.history,
        made.goods,
        days=(made.day - 14, made.day - 7),
        pool=partial(pool, made.goods),
        seed=3,
        settings=SMALL,
    )
    assert [row.metrics for row in again.rows] == [row.metrics for row in report().rows]


def test_discovery_is_judged_on_what_is_new_only() -> None:
    made = journey()
    found = evaluate(
        made.history,
        made.goods,
        days=(made.day - 7,),
        pool=partial(pool, made.goods),
        objective="discover",
        settings=Settings(weeks=2, relevance=False, discover=True, shape=Shape(rounds=20)),
    )
    for row in found.rows:
        assert row.metrics["novel_recall"].mean == pytest.approx(row.metrics["recall"].mean)
        assert row.metrics["novel_recall"].mean > 0


def test_the_table_can_be_printed_and_written() -> None:
    text = markdown(report())
    assert text.startswith("| engine | NDCG@6 [95 %] |")
    assert "2 weeks, 40 promotions" in text
    console = Console(width=300, record=True, file=StringIO())
    console.print(rich_table(report()))
    assert "TIFU-KNN" in console.export_text()


def test_a_split_hides_the_future_and_some_of_the_past() -> None:
    made = journey(400)
    day = made.day - 7
    split = split_at(made.history, day, seed=1)
    assert int(split.seen.day.max()) < day
    assert int(split.week.day.min()) >= day
    cold, light = split.kind == 2, split.kind == 1
    assert 0.02 < cold.mean() < 0.09
    assert 0.02 < light.mean() < 0.09
    assert not cold[split.seen.customer].any()
    assert int(split.seen.day[light[split.seen.customer]].min()) >= day - 14
    assert int(split.seen.day[~light[split.seen.customer]].min()) < day - 14


def test_a_split_is_drawn_by_seed() -> None:
    made = journey(400)
    kinds = [split_at(made.history, made.day, seed=seed).kind.tolist() for seed in (1, 1, 2)]
    assert kinds[0] == kinds[1] != kinds[2]


def test_the_pool_of_a_week_does_not_see_the_week() -> None:
    made = journey()
    day = made.day - 7
    before = made.history.before(day)
    for level in (0, 1):
        whole = pool_by_level(made.history, made.goods, level, day)
        past = pool_by_level(before, made.goods, level, day)
        assert whole.goods.tolist() == past.goods.tolist()
        np.testing.assert_array_equal(whole.discount, past.discount)


def test_a_leaflet_keeps_only_its_groups() -> None:
    made = journey()
    offered = np.zeros(made.goods.count, np.bool_)
    offered[0] = True
    found = pool_by_level(made.history, made.goods, 1, made.day, among=offered)
    assert found.count == 1
    # The category of product 0 is that of 8, 16, 24 and 32.
    assert found.goods.tolist() == list(range(0, PRODUCTS, 8))


def test_baselines_count_what_they_say() -> None:
    columns = [
        "household_id",
        "product_id",
        "transaction_timestamp",
        "quantity",
        "sales_value",
        "retail_disc",
    ]
    rows = [(1, 0, 1), (1, 0, 5), (1, 1, 5), (2, 1, 3), (3, 1, 2), (1, 2, 90)]
    transactions = pd.DataFrame(
        [(who, what, AS_OF - pd.Timedelta(days=ago), 1, 1.0, 0.0) for who, what, ago in rows], columns=columns
    )
    promotions = pd.DataFrame({"promotion_id": ["a", "b", "c"], "discount_pct": 0.0})
    covered = pd.DataFrame({"promotion_id": ["a", "b", "c"], "product_id": [0, 1, 2]})
    made = journey_of(
        transactions=transactions,
        products=pd.DataFrame({"product_id": [0, 1, 2]}),
        promotions=promotions,
        promotion_products=covered,
        households=(),
        as_of=AS_OF,
    )
    past = past_of(made.history, made.goods, made.promotions)
    market = market_of(past.ids, past.moments, past.visits, day=made.day)
    assert popularity(past, market)[0].tolist() == pytest.approx([1 / 3, 1, 0])
    assert personal_frequency(past, market).round(3).tolist() == [[2, 1, 1], [0, 1, 0], [0, 1, 0]]
    for baseline in BASELINES.values():
        assert baseline(past, market).shape == (3, 3)
