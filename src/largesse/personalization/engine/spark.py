"""Scores partitions of customers on Spark (extra `spark`, and Java), by the function of the worker itself.

A partition is one task of `mapInPandas`. The models reach each executor once, by broadcast.
"""

import asyncio
import os
import pickle
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any, Final

import pandas as pd
from pyspark.sql import SparkSession  # type: ignore[import-not-found, unused-ignore]  # an extra

from largesse.personalization.engine.bench import Bench
from largesse.personalization.engine.pool import Known, Outcome, Partition, score_partition
from largesse.personalization.propensity.model import PropensityModel

SCHEMA: Final = "part binary"


class SparkPool:
    """Scores partitions, each in a task of the cluster."""

    def __init__(self, session: Any, known: Any, tasks: Executor) -> None:  # noqa: ANN401  Spark's
        self._session = session
        self._known = known
        self._tasks = tasks

    def begin(self, partition: Partition) -> "asyncio.Future[Outcome]":
        """Begins with a partition; partitions are waited for in any order."""
        return asyncio.get_running_loop().run_in_executor(self._tasks, self._score, partition)

    def _score(self, partition: Partition) -> Outcome:
        sent = pd.DataFrame({"part": [pickle.dumps(partition, protocol=5)]})
        table = self._session.createDataFrame(sent, SCHEMA).coalesce(1)
        [row] = table.mapInPandas(scored(self._known), SCHEMA).collect()
        outcome: Outcome = pickle.loads(row["part"])  # noqa: S301  our own task wrote it
        return outcome


@asynccontextmanager
async def open_spark(
    bench: Bench | None, propensity: PropensityModel | None, *, master: str, tasks: int
) -> AsyncIterator[SparkPool]:
    """A session at this master, such as `spark://host:7077` or `local[2]`, with so many tasks under way."""
    packed = await asyncio.to_thread(pickle.dumps, Known(bench, propensity), protocol=5)
    session = await asyncio.to_thread(_session, master)
    threads = ThreadPoolExecutor(tasks)
    try:
        yield SparkPool(session, session.sparkContext.broadcast(packed), threads)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        await asyncio.to_thread(session.stop)


def scored(known: Any) -> Callable[[Iterator[pd.DataFrame]], Iterator[pd.DataFrame]]:  # noqa: ANN401  a broadcast
    """What `mapInPandas` runs: packed partitions in, packed outcomes out; `known.value` are packed models."""

    def score(batches: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        for batch in batches:
            outcomes = [score_partition(_unpacked(known.value), pickle.loads(part)) for part in batch["part"]]  # noqa: S301
            yield pd.DataFrame({"part": [pickle.dumps(outcome, protocol=5) for outcome in outcomes]})

    return score


def _session(master: str) -> Any:  # noqa: ANN401  Spark's
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    return SparkSession.builder.master(master).appName("largesse").getOrCreate()


@lru_cache(maxsize=1)
def _unpacked(packed: bytes) -> Known:
    """Once in a process, whatever number of partitions it gets."""
    known: Known = pickle.loads(packed)  # noqa: S301  the worker wrote it
    return known
