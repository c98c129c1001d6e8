"""Whether Spark ranks as the worker does: `python -m benchmarks.spark`, with the extra `spark` and Java.

It starts Spark in local mode with two threads, ranks made-up customers there and here, and exits with 1 when
one ranking differs.
"""

import argparse
import os
import sys
import time
from uuid import UUID

import numpy as np
import pandas as pd
from pyspark.sql import SparkSession

from largesse.personalization.engine.bench import Bench, rank_customers
from largesse.personalization.engine.spark import PURCHASES, rank_on_spark
from largesse.personalization.engine.stock import Article, Stock
from largesse.personalization.scorer.history import Goods, History, promotions_of
from largesse.personalization.scorer.lessons import Settings
from largesse.personalization.scorer.training import train

DAY = 20_000
GOODS = 600
PROMOTIONS = 200
LINES_EACH = 60
TAUGHT = 2_000
SEED = 20


def main() -> None:
    """Prints how long both took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=10_000)
    parser.add_argument("--partitions", type=int, default=8)
    options = parser.parse_args()
    print("seed", SEED)
    history, bench = made(options.customers)
    began = time.perf_counter()
    here = rank_customers(bench, history, day=DAY, told=0)
    print(f"here: {time.perf_counter() - began:.1f} s for {options.customers} customers")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = SparkSession.builder.master("local[2]").appName("largesse").getOrCreate()
    try:
        columns = (history.ids[history.customer], history.good, history.day, history.quantity)
        table = dict(zip(PURCHASES, (*columns, history.spend, history.saving), strict=True))
        purchases = spark.createDataFrame(pd.DataFrame(table))
        began = time.perf_counter()
        rows = rank_on_spark(purchases, bench, day=DAY, partitions=options.partitions).collect()
        print(f"Spark: {time.perf_counter() - began:.1f} s on two threads")
    finally:
        spark.stop()
    there = {row["customer"]: (row["stage"], row["promotions"], row["scores"]) for row in rows}
    wanted = {
        customer: (
            ranking.stage,
            [str(each.promotion_id) for each in ranking.ranked],
            [each.score for each in ranking.ranked],
        )
        for customer, ranking in here.items()
    }
    differing = sum(there.get(customer) != ranking for customer, ranking in wanted.items())
    print(f"{differing} of {len(wanted)} rankings differ")
    sys.exit(1 if differing else 0)


def made(customers: int) -> tuple[History, Bench]:
    """Customers with favourites, and a model that was taught by some of them."""
    draw = np.random.default_rng(SEED)
    lines = customers * LINES_EACH
    customer = np.repeat(np.arange(customers, dtype=np.int32), LINES_EACH)
    favourite = draw.integers(0, GOODS, (customers, 8))[customer, draw.integers(0, 8, lines)]
    good = np.where(draw.random(lines) < 0.7, favourite, draw.integers(0, GOODS, lines)).astype(np.int32)
    history = History(
        np.arange(customers, dtype=np.int64),
        customer,
        good,
        draw.integers(DAY - 300, DAY, lines).astype(np.int32),
        np.ones(lines),
        draw.integers(100, 900, lines),
        np.zeros(lines, np.int64),
    )
    goods = Goods(GOODS + 1, ())
    starts = np.arange(PROMOTIONS + 1, dtype=np.int64) * (GOODS // PROMOTIONS)
    promotions = promotions_of(starts, np.arange(GOODS, dtype=np.int32), np.full(PROMOTIONS, 0.2))
    model = train(
        history, goods, promotions, as_of=DAY, seed=SEED, settings=Settings(weeks=2, most_customers=TAUGHT)
    )
    ids = tuple(UUID(int=number + 1) for number in range(PROMOTIONS))
    articles = tuple(Article(f"S{number}") for number in range(GOODS))
    return history, Bench(UUID(int=0), model, Stock(articles, goods, promotions, ids, {}))


if __name__ == "__main__":
    main()
