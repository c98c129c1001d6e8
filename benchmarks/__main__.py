"""`make bench`: runs every benchmark on a fresh database and prints one table."""

import argparse
import sys

from benchmarks.assignment import bench_assignment
from benchmarks.bed import make_bed
from benchmarks.counts import bench_counts
from benchmarks.imports import bench_imports
from benchmarks.profile_imports import bench_profile_imports
from benchmarks.table import print_table
from largesse.core.logs import configure_logs


def main() -> None:
    """Exits with 1 when a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the pool of ten million codes")
    options = parser.parse_args()
    configure_logs("WARNING")
    sizes = (10_000, 1_000_000) if options.quick else (10_000, 1_000_000, 10_000_000)
    with make_bed() as bed:
        rows = (
            bench_imports(bed) + bench_profile_imports(bed) + bench_counts(bed) + bench_assignment(bed, sizes)
        )
    sys.exit(0 if print_table(rows) else 1)


if __name__ == "__main__":
    main()
