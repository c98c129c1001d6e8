"""Whether Spark scores as the worker does: `python -m benchmarks.spark`, with the extra `spark` and Java.

It starts Spark in local mode with two threads, scores made-up customers there and here, and exits with 1 when
one partition differs.
"""

import argparse
import asyncio
import pickle
import sys
import time
from uuid import UUID

import numpy as np

from largesse.personalization.engine.bench import Bench
from largesse.personalization.engine.pool import Known, Outcome, Partition, score_partition
from largesse.personalization.engine.spark import open_spark
from largesse.personalization.engine.stock import Article, Stock
from largesse.personalization.engine.values import Dealings, Receipts
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
    parser.add_argument("--master", default="local[2]")
    options = parser.parse_args()
    print("seed", SEED)
    history, bench = made(options.customers)
    parts = np.array_split(np.arange(history.customers, dtype=np.int64), options.partitions)
    partitions = [partition_of(history.of(part)) for part in parts]
    began = time.perf_counter()
    here = [score_partition(Known(bench, None), partition) for partition in partitions]
    print(f"here: {time.perf_counter() - began:.1f} s for {options.customers} customers in one process")
    began = time.perf_counter()
    there = asyncio.run(by_spark(bench, partitions, options.master))
    print(f"Spark: {time.perf_counter() - began:.1f} s on {options.master}, its start included")
    pairs = zip(here, there, strict=True)
    differing = sum(pickle.dumps(one, protocol=5) != pickle.dumps(other, protocol=5) for one, other in pairs)
    print(f"{differing} of {len(here)} partitions differ")
    sys.exit(1 if differing else 0)


async def by_spark(bench: Bench, partitions: list[Partition], master: str) -> list[Outcome]:
    """What the cluster says of them."""
    async with open_spark(bench, None, master=master, tasks=2) as pool:
        return list(await asyncio.gather(*(pool.begin(partition) for partition in partitions)))


def partition_of(history: History) -> Partition:
    """Customers with their purchases, each line a receipt."""
    columns = (history.customer.astype(np.int64), history.day.astype(np.int64))
    receipts = Receipts(
        history.ids, *columns, history.spend.astype(np.float64), np.zeros(len(history), np.int64)
    )
    nothing = (np.zeros(0, np.int64),) * 3
    return Partition(history, receipts, Dealings(nothing, nothing, nothing), DAY)


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
