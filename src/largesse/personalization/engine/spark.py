"""Ranks customers on Spark (optional extra `spark`): the same function of a partition as in the worker.

Purchases are a Spark DataFrame with the columns of `PURCHASES`; each executor loads the bench once.
"""

import pickle
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd

from largesse.personalization.engine.bench import Bench, rank_customers
from largesse.personalization.scorer.history import History, grained

PURCHASES: Final = ("customer", "good", "day", "quantity", "spend", "saving")
SCHEMA: Final = "customer long, stage string, promotions array<string>, scores array<double>"


def rank_on_spark(purchases: Any, bench: Bench, *, day: int, partitions: int) -> Any:  # noqa: ANN401  Spark's
    """A DataFrame with the ranking of each customer; customers are parted by hash, each part is one task.

    `purchases` and the answer are `pyspark.sql.DataFrame`s; goods are places of `bench.stock`.
    """
    parted = purchases.select(*PURCHASES).repartition(partitions, "customer")
    packed = pickle.dumps(bench, protocol=5)
    return parted.mapInPandas(ranking_of_parts(packed, day=day), SCHEMA)


def ranking_of_parts(
    packed: bytes, *, day: int
) -> Callable[[Iterator[pd.DataFrame]], Iterator[pd.DataFrame]]:
    """What `mapInPandas` runs on one part: all of its batches are one set of customers."""

    def ranked(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        rows = [batch for batch in batches if len(batch)]
        if rows:
            yield _ranked(_bench(packed), history_of(pd.concat(rows)), day)

    return ranked


def history_of(rows: pd.DataFrame) -> History:
    """The columns of a part as the scorer takes them."""
    ids, customer = np.unique(rows["customer"].to_numpy(np.int64), return_inverse=True)
    return History(
        ids,
        customer.astype(np.int32),
        rows["good"].to_numpy(np.int32),
        rows["day"].to_numpy(np.int32),
        grained(rows["quantity"].to_numpy(np.float64)),
        rows["spend"].to_numpy(np.int64),
        rows["saving"].to_numpy(np.int64),
    )


def _ranked(bench: Bench, history: History, day: int) -> pd.DataFrame:
    found = rank_customers(bench, history, day=day, told=0)
    return pd.DataFrame(
        {
            "customer": list(found),
            "stage": [ranking.stage for ranking in found.values()],
            "promotions": [[str(each.promotion_id) for each in ranking.ranked] for ranking in found.values()],
            "scores": [[each.score for each in ranking.ranked] for ranking in found.values()],
        }
    )


@lru_cache(maxsize=1)
def _bench(packed: bytes) -> Bench:
    """Unpacked once in a process, whatever number of parts it gets."""
    bench: Bench = pickle.loads(packed)  # noqa: S301  the driver wrote it
    return bench
