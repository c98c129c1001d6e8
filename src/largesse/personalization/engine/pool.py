"""The processes that score partitions of customers, so that the worker itself stays free."""

import asyncio
import pickle
import tempfile
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from largesse.personalization.engine.bench import Bench, ranked_columns
from largesse.personalization.engine.copying import ranking_rows
from largesse.personalization.engine.values import Dealings, Receipts, Scores, score_customers
from largesse.personalization.propensity.model import PropensityModel
from largesse.personalization.scorer.history import History

# Reasons are kept of so many of the best.
TOLD = 12


@dataclass(frozen=True, slots=True)
class Partition:
    """Some customers with all that is known of them before a day."""

    history: History | None
    receipts: Receipts
    dealings: Dealings
    day: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine says of a partition: rankings are rows for COPY (`ranking_rows`)."""

    scores: Scores
    rankings: bytes | None


class Pool:
    """Scores partitions, each in one of the processes."""

    def __init__(self, executor: ProcessPoolExecutor, path: str, propensity: PropensityModel | None) -> None:
        self._executor = executor
        self._path = path
        self._propensity = propensity

    def begin(self, partition: Partition) -> "asyncio.Future[Outcome]":
        """Begins with a partition; partitions are waited for in any order."""
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._executor, score_partition, self._path, partition, self._propensity)


@asynccontextmanager
async def open_pool(
    bench: Bench | None, propensity: PropensityModel | None, *, processes: int
) -> AsyncIterator[Pool]:
    """Processes that know this model; it reaches them by a file that only this user can read."""
    with tempfile.TemporaryDirectory(prefix="largesse-engine-") as folder:
        path = Path(folder) / "bench"
        await asyncio.to_thread(path.write_bytes, pickle.dumps(bench, protocol=5))
        executor = ProcessPoolExecutor(max_workers=processes, mp_context=get_context("spawn"))
        try:
            yield Pool(executor, str(path), propensity)
        finally:
            await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)


def score_partition(path: str, partition: Partition, propensity: PropensityModel | None) -> Outcome:
    """The scores and rankings of a partition: a pure function of it and of the model in a file."""
    bench = _bench(path)
    rankings = None
    if bench is not None and partition.history is not None:
        rankings = ranking_rows(ranked_columns(bench, partition.history, day=partition.day, told=TOLD))
    scores = score_customers(partition.receipts, partition.dealings, propensity, day=partition.day)
    return Outcome(scores, rankings)


@lru_cache(maxsize=1)
def _bench(path: str) -> Bench | None:
    bench: Bench | None = pickle.loads(Path(path).read_bytes())  # noqa: S301  the worker wrote it
    return bench
