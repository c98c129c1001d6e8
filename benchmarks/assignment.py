"""Assignment over HTTP against pgbench on the same procedure; by size of the pool; under a long snapshot."""

import asyncio
import re
import statistics
import subprocess
from uuid import UUID

import asyncpg

from benchmarks.bed import Bed, make_pool, serve
from benchmarks.load import Load, assign_load
from benchmarks.table import Row

ROUNDS = 3
REQUESTS = 9_000
CLIENTS = 32
SCRIPT = """
\\if :pos >= :last
select first - 1 as pos, last from vouchers_lease('{ws}', '{pool}', 128, '{{}}', now()) limit 1 \\gset
\\endif
\\set pos :pos + 1
select outcome from vouchers_assign(array['{ws}']::uuid[], array['{pool}']::uuid[], array['custom_id'],
 array['pgbench-{pool}-' || :pos], array['get_or_assign'], array[null]::text[], array[null]::bytea[],
 array[:pos]::bigint[], array['bench'], now());
"""


def bench_assignment(bed: Bed, sizes: tuple[int, ...]) -> list[Row]:
    """Rows of the table; rounds are interleaved so that the machine's moods meet all alike."""
    with serve(bed) as url:
        pools = {size: asyncio.run(make_pool(bed, size)) for size in sizes if size > REQUESTS * 2}
        limits: list[float] = []
        rates: dict[str, list[float]] = {}
        latencies: list[float] = []
        for number in range(ROUNDS + 1):
            limit = _pgbench(bed, asyncio.run(make_pool(bed, 10_000)))
            for size in sizes:
                pool = pools.get(size) or asyncio.run(make_pool(bed, size))
                load = _http(url, pool, bed)
                if number:  # the first round warms up
                    rates.setdefault(f"{size:,}", []).append(load.rate)
                    latencies.append(load.percentile(0.99))
            if number:
                limits.append(limit)
                rates.setdefault("snapshot", []).append(
                    asyncio.run(_under_snapshot(bed, url, pools[1_000_000]))
                )
    return _rows(limits, rates, latencies)


def _rows(limits: list[float], rates: dict[str, list[float]], latencies: list[float]) -> list[Row]:
    limit = statistics.median(limits)
    small = statistics.median(rates["10,000"])
    million = statistics.median(rates["1,000,000"])
    rows = [
        Row("assign over HTTP, 10k codes", small, "pgbench, same procedure", limit, "/s", at_least=0.35),
    ]
    rows += [
        Row(
            f"assign over HTTP, {size} codes",
            statistics.median(values),
            "10k codes",
            small,
            "/s",
            at_least=0.8,
        )
        for size, values in rates.items()
        if size not in ("10,000", "snapshot")
    ]
    rows.append(
        Row(
            "… with a long snapshot open",
            statistics.median(rates["snapshot"]),
            "without",
            million,
            "/s",
            at_least=0.8,
        )
    )
    rows.append(Row("… p99 (median of rounds)", statistics.median(latencies), "", None, "ms"))
    return rows


def _http(url: str, pool: UUID, bed: Bed) -> Load:
    load = asyncio.run(assign_load(url, pool, bed.api_key, requests=REQUESTS, clients=CLIENTS))
    if load.statuses != {"201": REQUESTS}:
        msg = f"not every request got a code: {load.statuses}"
        raise RuntimeError(msg)
    return load


async def _under_snapshot(bed: Bed, url: str, pool: UUID) -> float:
    """A repeatable-read transaction stays open while codes are consumed, first some unmeasured ones."""
    reader = await asyncpg.connect(bed.server.dsn())
    try:
        await reader.execute("begin isolation level repeatable read")
        await reader.fetchval("select count(*) from pools")
        await assign_load(url, pool, bed.api_key, requests=REQUESTS, clients=CLIENTS)
        load = await assign_load(url, pool, bed.api_key, requests=REQUESTS, clients=CLIENTS)
        await reader.execute("rollback")
    finally:
        await reader.close()
    return load.rate


def _pgbench(bed: Bed, pool: UUID) -> float:
    script = bed.folder / "assign.pgbench"
    script.write_text(SCRIPT.format(ws=bed.workspace_id, pool=pool))
    command = [bed.program("pgbench"), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2"]
    command += [
        "-t",
        str(REQUESTS // CLIENTS // 2),
        "-D",
        "pos=0",
        "-D",
        "last=0",
        "-f",
        str(script),
        bed.url,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    match = re.search(r"tps = ([0-9.]+)", done.stdout)
    if match is None:
        raise RuntimeError(done.stdout)
    return float(match.group(1))
