"""Spark scores as the worker does; runs where the extra `spark` and Java are installed."""

import asyncio
import pickle
import shutil
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from largesse.core.errors import ConflictError
from largesse.core.files import FileStore
from largesse.core.seals import Keyring
from largesse.personalization.engine.bench import Bench
from largesse.personalization.engine.jobs import Means, scoring
from largesse.personalization.engine.pool import Known, Partition, score_partition
from largesse.personalization.engine.stock import Article, Stock
from largesse.personalization.engine.values import Dealings, Receipts
from largesse.personalization.scorer.history import History
from tests.personalization.engine.test_plain import DAY, GOODS, PROMOTIONS, model, shop

MODULE = "largesse.personalization.engine.spark"
MISSING = [name for name in ("pyspark", "pyarrow", "pandas") if find_spec(name) is None]
MISSING += [] if shutil.which("java") else ["java"]
needs_spark = pytest.mark.skipif(
    bool(MISSING), reason=f"not installed: {', '.join(MISSING)} (extra `spark`, and Java)"
)
NO_DEALINGS = (np.zeros(0, np.int64),) * 3


@dataclass(frozen=True)
class Broadcast:
    """As Spark hands it to a task."""

    value: bytes


def bench() -> Bench:
    _, goods, promotions = shop()
    articles = tuple(Article(f"S{number}") for number in range(GOODS - 1))
    ids = tuple(UUID(int=number + 1) for number in range(PROMOTIONS))
    return Bench(UUID(int=0), model(), Stock(articles, goods, promotions, ids, {}))


def partitions() -> list[Partition]:
    """The customers of the shop in three parts."""
    history = shop()[0]
    parts = np.array_split(np.arange(history.customers, dtype=np.int64), 3)
    return [_partition(history.of(part)) for part in parts]


def _partition(history: History) -> Partition:
    receipts = Receipts(
        history.ids,
        history.customer.astype(np.int64),
        history.day.astype(np.int64),
        history.spend.astype(np.float64),
        np.zeros(len(history), np.int64),
    )
    return Partition(history, receipts, Dealings(NO_DEALINGS, NO_DEALINGS, NO_DEALINGS), DAY)


def wanted() -> list[bytes]:
    """What the worker's own processes say."""
    return [pickle.dumps(score_partition(Known(bench(), None), part), protocol=5) for part in partitions()]


@needs_spark
def test_a_task_scores_whatever_its_batches_are() -> None:
    spark: Any = import_module(MODULE)
    pandas: Any = import_module("pandas")
    score = spark.scored(Broadcast(pickle.dumps(Known(bench(), None))))
    sent = [pickle.dumps(part) for part in partitions()]
    frames = [pandas.DataFrame({"part": each}) for each in (sent[:2], sent[2:], [])]
    assert [part for frame in score(iter(frames)) for part in frame["part"]] == wanted()


@needs_spark
# Spark says of pandas 3 that some features may not work; ours is `mapInPandas`, which is tried here.
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
async def test_spark_in_local_mode_says_what_the_worker_says(tmp_path: Path, keyring: Keyring) -> None:
    means = Means(FileStore(tmp_path), keyring, processes=2, spark="local[2]")
    async with scoring(means, bench(), None) as pool:
        found = await asyncio.gather(*(pool.begin(part) for part in partitions()))
    assert [pickle.dumps(outcome, protocol=5) for outcome in found] == wanted()


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="pyspark is installed")
def test_without_pyspark_a_cluster_is_refused_with_what_to_install(tmp_path: Path, keyring: Keyring) -> None:
    with pytest.raises(ConflictError, match=r"largesse\[spark\]") as refused:
        scoring(Means(FileStore(tmp_path), keyring, spark="local[2]"), None, None)
    assert refused.value.code == "spark_not_installed"
