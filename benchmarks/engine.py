"""The engine on made-up customers x 1,000 promotions: `python -m benchmarks.engine [customers]`.

It trains on a sample and scores everybody in the product's own pool of processes. Parts of customers are made
from the seed when they are due, as the job reads them from the database, so memory is that of some parts.
"""

import argparse
import asyncio
import os
import resource
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from benchmarks import shoppers
from benchmarks.table import Row
from largesse.personalization.engine.bench import Bench, bench_of
from largesse.personalization.engine.jobs import PARTITION
from largesse.personalization.engine.lesson import SETTINGS, Kept, Task
from largesse.personalization.engine.pool import Outcome, Partition, Pool, open_pool
from largesse.personalization.engine.training import Limits, train_apart
from largesse.personalization.engine.vault import unpacked
from largesse.personalization.scorer.ranker import Shape

PROCESSES: Final = 2
MEBI: Final = 1 << 20
GIBI: Final = 1 << 30
# Of what bare trees score of ready rows: making them, picking and writing cost no more than is left.
LEAST_OF_BARE: Final = 0.83
# With fewer customers the start of the processes counts for more than what they do.
MANY: Final = 100_000
MOST_BYTES: Final = 2 * GIBI
BARE_ROWS: Final = 200_000
COLUMNS: Final = 62


@dataclass
class Pass:
    """What scoring all customers took; `rows` are the pairs that the trees looked at."""

    customers: int
    lines: int = 0
    rankings: int = 0
    seconds: float = 0.0
    making: float = 0.0
    written: int = 0
    peaks: dict[str, int] = field(default_factory=dict)
    busy: dict[str, float] = field(default_factory=dict)

    @property
    def rows_per_s(self) -> float:
        """Candidate pairs a second, everything included."""
        return self.customers * SETTINGS.candidates / self.seconds


def main() -> None:
    """Prints what training and scoring took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("customers", nargs="*", type=int, default=[2_500, 100_000])
    options = parser.parse_args()
    for customers in options.customers:
        bench, seconds, peak = asyncio.run(trained(customers))
        print(f"{customers:,} customers: trained in {seconds:.1f} s, {peak / MEBI:,.0f} MiB", flush=True)
        done = asyncio.run(scored(bench, customers, told=True))
        print(_said(done), flush=True)


def bench_engine(*, customers: tuple[int, ...] = (2_500, 100_000)) -> list[Row]:
    """Rows of the table: the ratio is against bare trees of the same size on the same number of rows."""
    rows: list[Row] = []
    bare = bare_rows_per_s()
    for number in customers:
        bench, seconds, peak = asyncio.run(trained(number))
        done = asyncio.run(scored(bench, number))
        name = f"{number:,} customers x {shoppers.PROMOTIONS:,} promotions"
        rows += [
            Row(f"train the engine, {name}", seconds, "", None, "s"),
            Row("… peak memory", peak / MEBI, "promised", MOST_BYTES / MEBI, "MiB", at_most=1.0),
            Row(f"score {name}", done.seconds, "", None, "s"),
            Row(
                "… pairs a second",
                done.rows_per_s / 1e3,
                "bare trees, 2 threads",
                bare / 1e3,
                "k/s",
                at_least=LEAST_OF_BARE if number >= MANY else None,
            ),
            Row(
                "… peak memory of a process",
                max(done.peaks.values()) / MEBI,
                "promised",
                MOST_BYTES / MEBI,
                "MiB",
                at_most=1.0,
            ),
        ]
    return rows


async def trained(customers: int) -> tuple[Bench, float, int]:
    """A model of at most 5,000 of the customers, the seconds, and the peak memory of its process."""
    stock = shoppers.stock()
    history = shoppers.part(0, min(customers, SETTINGS.most_customers)).history
    task = Task(history, stock.goods, stock.promotions, stock.articles, shoppers.DAY, shoppers.SEED)
    begin = time.perf_counter()
    made = await train_apart(task, Limits(mebibytes=0, threads=PROCESSES))
    seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    kept: Kept = unpacked(made.payload, model_id=stock.promotion_ids[0])
    return bench_of(stock.promotion_ids[0], kept, stock), seconds, peak


async def scored(bench: Bench, customers: int, *, told: bool = False) -> Pass:
    """All customers, part after part in two processes, as the worker does it."""
    done = Pass(customers)
    begin = time.perf_counter()
    async with open_pool(bench, None, processes=PROCESSES) as pool:
        under_way: deque[asyncio.Future[Outcome]] = deque()
        for first in range(0, customers, PARTITION):
            if len(under_way) > PROCESSES:
                _take(done, await under_way.popleft())
            under_way.append(_begin(done, pool, first, min(first + PARTITION, customers)))
            if told and first % (25 * PARTITION) == 0:
                print(f"  {first:,} begun after {time.perf_counter() - begin:.0f} s", flush=True)
        while under_way:
            _take(done, await under_way.popleft())
        done.peaks = {pid: _peak(pid) for pid in _processes()}
        done.busy = {pid: _busy(pid) for pid in _processes()}
    done.seconds = time.perf_counter() - begin
    return done


def bare_rows_per_s() -> float:
    """What scikit-learn's own evaluation of as many trees does with both threads."""
    draw = np.random.default_rng(shoppers.SEED)
    values = draw.normal(size=(BARE_ROWS, COLUMNS)).astype(np.float32)
    answers = values[:, :8].sum(axis=1) + draw.normal(size=BARE_ROWS) > 0
    shape = Shape()
    trees = HistGradientBoostingClassifier(
        max_iter=shape.rounds, max_leaf_nodes=shape.leaves, early_stopping=False, random_state=shoppers.SEED
    ).fit(values[:20_000], answers[:20_000])
    begin = time.perf_counter()
    trees.decision_function(values)
    return BARE_ROWS / (time.perf_counter() - begin)


def _begin(done: Pass, pool: Pool, first: int, last: int) -> "asyncio.Future[Outcome]":
    begin = time.perf_counter()
    part = shoppers.part(first, last)
    done.making += time.perf_counter() - begin
    done.lines += len(part.history)
    return pool.begin(Partition(part.history, part.receipts, shoppers.no_dealings(), shoppers.DAY))


def _take(done: Pass, outcome: Outcome) -> None:
    if outcome.rankings is None:
        raise RuntimeError("a part has no rankings")
    done.rankings += len(outcome.scores.ids)
    done.written += len(outcome.rankings)


def _processes() -> list[str]:
    """This process and its children."""
    own = Path("/proc/self/task").glob("*/children")
    return [str(os.getpid()), *(pid for path in own for pid in path.read_text().split())]


def _busy(pid: str) -> float:
    """Seconds of a processor that a process took."""
    spent = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: str) -> int:
    """The most memory that a process ever had."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) * 1024


def _said(done: Pass) -> str:
    peaks = ", ".join(f"{peak / MEBI:,.0f}" for peak in done.peaks.values())
    busy = ", ".join(f"{seconds:,.0f}" for seconds in done.busy.values())
    return (
        f"{done.rankings:,} customers with {done.lines:,} lines scored in {done.seconds:.1f} s"
        f" ({done.rows_per_s:,.0f} pairs a second; {done.making:.1f} s of it to make them up);"
        f" {done.written / GIBI:.2f} GiB of rows; peak memory of the processes {peaks} MiB,"
        f" processor time {busy} s"
    )


if __name__ == "__main__":
    sys.exit(main())
