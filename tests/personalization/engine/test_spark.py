"""Spark ranks as the worker does; runs where the extra `spark` and Java are installed."""

import os
import pickle
import shutil
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any
from uuid import UUID

import numpy as np
import pandas as pd
import pytest

from largesse.personalization.engine.bench import Bench, rank_customers
from largesse.personalization.engine.spark import PURCHASES, history_of, rank_on_spark, ranking_of_parts
from largesse.personalization.engine.stock import Article, Stock
from largesse.personalization.scorer.history import History
from tests.personalization.engine.test_plain import DAY, GOODS, PROMOTIONS, model, shop

MISSING = [name for name in ("pyspark", "pyarrow") if find_spec(name) is None]
MISSING += [] if shutil.which("java") else ["java"]


def bench() -> Bench:
    _, goods, promotions = shop()
    articles = tuple(Article(f"S{number}") for number in range(GOODS - 1))
    ids = tuple(UUID(int=number + 1) for number in range(PROMOTIONS))
    return Bench(UUID(int=0), model(), Stock(articles, goods, promotions, ids, {}))


def purchases(history: History) -> pd.DataFrame:
    columns = (history.ids[history.customer], history.good, history.day, history.quantity)
    return pd.DataFrame(dict(zip(PURCHASES, (*columns, history.spend, history.saving), strict=True)))


def wanted(history: History) -> dict[int, tuple[str, list[str], list[float]]]:
    """What the worker says of those who bought something: Spark hears of no others."""
    some = history.of(np.unique(history.customer).astype(np.int64))
    return {
        customer: (
            ranking.stage,
            [str(each.promotion_id) for each in ranking.ranked],
            [each.score for each in ranking.ranked],
        )
        for customer, ranking in rank_customers(bench(), some, day=DAY, told=0).items()
    }


def said(rows: list[dict[str, Any]]) -> dict[int, tuple[str, list[str], list[float]]]:
    return {
        int(row["customer"]): (row["stage"], list(row["promotions"]), list(row["scores"])) for row in rows
    }


def test_a_part_is_ranked_alike_whatever_its_batches_are() -> None:
    """The function that Spark runs, by itself: it needs no Spark."""
    history = shop()[0]
    table = purchases(history).sample(frac=1, random_state=1)
    assert len(history_of(table)) == len(history)
    rows: list[dict[str, Any]] = []
    ranked = ranking_of_parts(pickle.dumps(bench()), day=DAY)
    for part in range(3):
        own = table[table["customer"] % 3 == part]
        for frame in ranked(iter([own[:100], own[100:100], own[100:]])):
            rows += frame.to_dict("records")
    assert list(ranked(iter([table[:0]]))) == []
    assert said(rows) == wanted(history)


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (extra `spark`, and Java)")
# Spark says of pandas 3 that some features may not work; ours is `mapInPandas`, which is tried here.
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_spark_in_local_mode_gives_the_rankings_of_the_worker() -> None:
    sql: Any = import_module("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = sql.SparkSession.builder.master("local[2]").appName("largesse").getOrCreate()
    try:
        table = spark.createDataFrame(purchases(shop()[0]))
        rows = [row.asDict() for row in rank_on_spark(table, bench(), day=DAY, partitions=3).collect()]
    finally:
        spark.stop()
    assert said(rows) == wanted(shop()[0])
