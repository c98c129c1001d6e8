"""`make bench`: runs every benchmark on a fresh database and prints one table."""

import argparse
import sys

from benchmarks.assignment import bench_assignment
from benchmarks.bed import make_bed
from benchmarks.table import print_table


def main() -> None:
    """Exits with 1 when a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the pool of ten million codes")
    options = parser.parse_args()
    sizes = (10_000, 1_000_000) if options.quick else (10_000, 1_000_000, 10_000_000)
    with make_bed() as bed:
        rows = bench_assignment(bed, sizes)
    sys.exit(0 if print_table(rows) else 1)


if __name__ == "__main__":
    main()
