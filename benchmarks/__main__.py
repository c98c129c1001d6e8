"""`make bench`: runs every benchmark on a fresh database and prints one table."""

import argparse
import asyncio
import sys

from benchmarks.abuse import bench_looks
from benchmarks.assignment import bench_assignment
from benchmarks.bed import make_bed
from benchmarks.counts import bench_counts
from benchmarks.engine import bench_engine
from benchmarks.evaluation import bench_evaluation
from benchmarks.feeds import bench_feeds
from benchmarks.imports import bench_imports
from benchmarks.journeys import bench_journeys, make_profiles
from benchmarks.lists import bench_lists
from benchmarks.profile_imports import bench_profile_imports
from benchmarks.rankings import bench_rankings
from benchmarks.readings import bench_readings
from benchmarks.redemptions import bench_redemptions
from benchmarks.table import Row, print_table
from benchmarks.waiting import bench_fairness, bench_waiting
from largesse.core.logs import configure_logs


def main() -> None:
    """Exits with 1 when a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller pools and runs")
    parts = ("pools", "journeys", "promotions", "engine", "console")
    parser.add_argument("--only", choices=parts, help="one part of it")
    parser.add_argument("--million", action="store_true", help="the engine with a million customers too")
    options = parser.parse_args()
    configure_logs("WARNING")
    sizes = (10_000, 1_000_000) if options.quick else (10_000, 1_000_000, 10_000_000)
    rows: list[Row] = []
    with make_bed() as bed:
        if options.only in (None, "pools"):
            rows += bench_imports(bed) + bench_profile_imports(bed) + bench_counts(bed)
            rows += bench_assignment(bed, sizes)
        if options.only in (None, "journeys"):
            long, profiles = (50_000, 100_000) if options.quick else (200_000, 1_000_000)
            asyncio.run(make_profiles(bed, long))
            rows += bench_fairness(bed, long=long)
            asyncio.run(make_profiles(bed, profiles - long, first=long + 1))
            rows += bench_journeys(bed, profiles=profiles) + bench_waiting(bed, waiting=profiles)
        if options.only in (None, "promotions"):
            rows += bench_evaluation() + bench_redemptions(bed) + bench_feeds(bed)
        if options.only in (None, "engine"):
            customers = (2_500,) if options.quick else (2_500, 100_000)
            rows += bench_engine(customers=(*customers, 1_000_000) if options.million else customers)
            rows += bench_rankings(bed) + bench_readings(bed)
        if options.only in (None, "console"):
            rows += bench_lists(bed, share=100 if options.quick else 1) + bench_looks(bed)
    sys.exit(0 if print_table(rows) else 1)


if __name__ == "__main__":
    main()
