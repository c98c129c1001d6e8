"""The processes that score partitions of customers, so that the worker itself stays free."""

import asyncio
import os
import pickle
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Protocol

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it has no types

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


class Pool(Protocol):
    """Scores partitions."""

    def begin(self, partition: Partition) -> "asyncio.Future[Outcome]":
        """Begins with a partition; partitions are waited for in any order."""


class ProcessPool:
    """Scores partitions, each in one of the processes."""

    def __init__(self, executor: ProcessPoolExecutor) -> None:
        self._executor = executor

    def begin(self, partition: Partition) -> "asyncio.Future[Outcome]":
        """Begins with a partition; partitions are waited for in any order."""
        return asyncio.get_running_loop().run_in_executor(self._executor, _score, partition)


@asynccontextmanager
async def open_pool(
    bench: Bench | None, propensity: PropensityModel | None, *, processes: int
) -> AsyncIterator[ProcessPool]:
    """Processes that know these models and end with this one, however it ends; the disk is not touched."""
    known = await asyncio.to_thread(pickle.dumps, Known(bench, propensity), protocol=5)
    executor = ProcessPoolExecutor(
        max_workers=processes, mp_context=get_context("spawn"), initializer=_prepare, initargs=(known,)
    )
    try:
        yield ProcessPool(executor)
    finally:
        await asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True)


@dataclass(frozen=True, slots=True)
class Known:
    """The models that a process scores with."""

    bench: Bench | None
    propensity: PropensityModel | None


def score_partition(known: Known, partition: Partition) -> Outcome:
    """The scores and rankings of a partition: a pure function of it and of the models."""
    rankings = None
    if known.bench is not None and partition.history is not None:
        rankings = ranking_rows(ranked_columns(known.bench, partition.history, day=partition.day, told=TOLD))
    scores = score_customers(partition.receipts, partition.dealings, known.propensity, day=partition.day)
    return Outcome(scores, rankings)


# What a process of the pool was given at its beginning.
_given: list[Known] = []


def _prepare(known: bytes) -> None:
    """Each process is one thread: there are as many processes as may be busy."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    threadpool_limits(1)
    _given[:] = [pickle.loads(known)]  # noqa: S301  the worker wrote it


def _end_with_parent() -> None:
    """A killed worker cannot tell its processes to end, and they hold their queue open themselves."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _score(partition: Partition) -> Outcome:
    return score_partition(_given[0], partition)
