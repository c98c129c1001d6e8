"""The lists and searches of the console, over HTTP, with millions of codes and customers loaded."""

import asyncio
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import md5
from uuid import UUID

import asyncpg
import httpx

from benchmarks.bed import Bed, serve
from benchmarks.table import Row
from largesse.core.db import Database
from largesse.reports.jobs import count_workspace
from largesse.vouchers.commands.pools import create_pool
from largesse.vouchers.schemas import PoolInput

CODES_LOADED = 10_000_000
CUSTOMERS_LOADED = 1_000_000
POOLS = 20
DAYS = 90
ASKED = 60
PROMISED_MS = 200.0

# Of a pool: half are free, a quarter is in customers' hands, a quarter is redeemed.
CODES = """
insert into codes (workspace_id, pool_id, position, code, state, profile_id, assigned_at, redeemed_at,
    created_at)
select $1, $2, n, upper($3 || lpad(n::text, 9, '0')), s.state,
    case when s.state > 1 then 1 + n % $5 end,
    case when s.state > 1 then now() - interval '80 days' + (n % 6000) * interval '15 minutes' end,
    case when s.state = 3 then now() - interval '10 days' + (n % 600) * interval '15 minutes' end,
    now() - interval '90 days'
from generate_series(1, $4::bigint) n
cross join lateral (select case when n > $4 / 2 then 1 when n % 2 = 0 then 2 else 3 end as state) s
"""
CUSTOMERS = """
insert into profiles (workspace_id, uuid, custom_id, email, phone, attributes, created_at, updated_at)
select $1, gen_random_uuid(), 'person-' || n, 'person' || n || '@shop' || n % 97 || '.example',
    '+48' || (500000000 + n), jsonb_build_object('firstname', 'Ada' || n % 1000,
    'lastname', 'Nowak' || n % 5000), now(), now()
from generate_series(1, $2::bigint) n
"""
REDEMPTIONS = """
with made as (
    select n, now() - $3::interval * (1 - n::float8 / $2) as at from generate_series(1, $2::bigint) n
), written as (
    insert into redemptions (workspace_id, id, state, order_id, profile_id, currency, initial, discount, cart,
        actor, created_at, redeemed_at)
    select $1, core_new_id(at), case when n % 50 = 0 then 3 else 2 end, 'order-' || n, 1 + n * 7919 % $4,
        'EUR', 2000 + n % 9000, 200 + n % 900, '{"items": []}',
        case when n % 500 = 0 then 'member:' || md5('till' || n / 500 % 20)::uuid else 'bench' end, at, at
    from made returning id, discount
)
insert into redemption_items (workspace_id, redemption_id, place, promotion_id, version, discount)
select $1, id, 1, $5, 1, discount from written
"""
# Every 500th is of one of 20 members of the staff.
REJECTIONS = """
insert into rejections (workspace_id, id, at, operation, reason, cart, actor)
select $1, core_new_id(at), at, 'redemption',
    (array['code_not_found', 'order_below_minimum', 'limit_reached'])[1 + n % 3], '{"items": []}',
    case when n % 500 = 0 then 'member:' || md5('till' || n / 500 % 20)::uuid else 'bench' end
from (select n, now() - $3::interval * (1 - n::float8 / $2) as at from generate_series(1, $2::bigint) n) made
"""

CASES = """
insert into fraud_cases (workspace_id, id, kind, subject, state, score, findings, opened_at, seen_at,
    decided_at, decided_by)
select $1, core_new_id(now() - n * interval '1 minute'), 'customer', n,
    case when n % 2 = 0 then 'open' else 'dismissed' end, 50 + n % 51,
    '{"code_guessing": {"points": 60, "observed": 10, "needed": 10, "text": "10 codes.", "customers": []}}',
    now(), now(), case when n % 2 = 1 then now() end, case when n % 2 = 1 then 'bench' end
from generate_series(1, 10000) n
"""
# 1,000 things: made once with a name, and changed ever since.
ACTIVITY = """
insert into audit_log (workspace_id, id, at, actor, action, object_type, object_id, after)
select $1, core_new_id(at), at, 'member:' || md5('till' || n % 20)::uuid,
    case when n <= 1000 then 'pool.created' else 'pool.changed' end, 'pool', md5('pool' || n % 1000)::uuid,
    case when n <= 1000 then jsonb_build_object('name', 'Pool ' || n % 1000) else '{"prefix": "A"}' end
from (select n, now() - $3::interval * (1 - n::float8 / $2) as at from generate_series(1, $2::bigint) n) made
"""


def bench_lists(bed: Bed, *, share: int = 1) -> list[Row]:
    """Rows of each list and search: the time that 95 of 100 requests keep below, against 200 ms.

    With all codes and customers loaded, or one of so many (`share`).
    """
    codes, customers = CODES_LOADED // share, CUSTOMERS_LOADED // share
    pools = asyncio.run(_load(bed, codes, customers))
    with serve(bed) as url:
        return asyncio.run(_measure(bed, url, pools, codes=codes, customers=customers))


async def _load(bed: Bed, codes: int, customers: int) -> list[UUID]:
    began = time.perf_counter()
    database = Database(bed.url, pool_size=2)
    async with database.context(bed.workspace_id) as ctx:
        pools = [(await create_pool(ctx, PoolInput(name=f"Bench list {n}"))).id for n in range(POOLS)]
    owner = await asyncpg.connect(bed.server.dsn())
    try:
        await owner.execute(CUSTOMERS, bed.workspace_id, customers, timeout=3600)
        for pool in pools:
            await _fill(owner, bed.workspace_id, pool, each=codes // POOLS, customers=customers)
        promotion = await owner.fetchval(
            "insert into promotions (workspace_id, id, code, name, status, draft, created_at, created_by,"
            " updated_at) values ($1, core_new_id(now()), 'bench-lists', 'Bench lists', 'draft', '{}', now(),"
            " 'bench', now()) returning id",
            bed.workspace_id,
        )
        span = timedelta(days=DAYS)
        await owner.execute(
            REDEMPTIONS, bed.workspace_id, customers, span, customers, promotion, timeout=3600
        )
        await owner.execute(REJECTIONS, bed.workspace_id, customers // 10, span, timeout=3600)
        await owner.execute(CASES, bed.workspace_id)
        await owner.execute(ACTIVITY, bed.workspace_id, customers, span, timeout=3600)
        await owner.execute("vacuum analyze", timeout=3600)
        await owner.execute("checkpoint", timeout=600)
    finally:
        await owner.close()
    loaded = time.perf_counter()
    await count_workspace(database, bed.workspace_id, from_scratch=True)
    await database.close()
    print(f"loaded in {loaded - began:.0f} s, {DAYS} days counted in {time.perf_counter() - loaded:.0f} s")
    return pools


async def _fill(owner: asyncpg.Connection, workspace: UUID, pool: UUID, *, each: int, customers: int) -> None:
    await owner.execute(CODES, workspace, pool, pool.hex[-10:], each, customers, timeout=3600)
    await owner.execute("update pool_heads set head = $2 / 2, tail = $2 where pool_id = $1", pool, each)
    await owner.execute(
        "insert into pool_counts (workspace_id, pool_id, valid_until, unassigned, assigned, redeemed)"
        " select workspace_id, pool_id, valid_until, count(*) filter (where state = 1),"
        " count(*) filter (where state = 2), count(*) filter (where state = 3) from codes"
        " where workspace_id = $1 and pool_id = $2 group by 1, 2, 3",
        workspace,
        pool,
        timeout=3600,
    )
    await owner.execute(
        "insert into pool_days (workspace_id, pool_id, day, handed_out, assigned, unassigned)"
        " select $1, $2, current_date - d, $3::bigint / 400, $3::bigint / 400, -($3::bigint / 400)"
        " from generate_series(0, 89) d",
        workspace,
        pool,
        each,
    )


async def _measure(bed: Bed, url: str, pools: list[UUID], *, codes: int, customers: int) -> list[Row]:
    draw = random.Random(2027)
    each = codes // POOLS

    def code() -> str:
        return f"{draw.choice(pools).hex[-10:]}{draw.randint(1, each):09}"

    def customer() -> int:
        return draw.randint(1, customers)

    def staff() -> UUID:
        return UUID(md5(f"till{draw.randrange(20)}".encode(), usedforsecurity=False).hexdigest())

    def thing() -> UUID:
        return UUID(md5(f"pool{draw.randrange(1000)}".encode(), usedforsecurity=False).hexdigest())

    def before() -> str:
        return (datetime.now(UTC) - timedelta(days=draw.randint(0, DAYS - 1))).strftime("%Y-%m-%dT%H:%M:%SZ")

    def days() -> str:
        first = datetime.now(UTC).date() - timedelta(days=draw.randint(7, DAYS))
        return f"first_day={first.isoformat()}"

    lists: dict[str, Callable[[], str]] = {
        "pools": lambda: "/v1/pools?limit=200",
        "codes of a pool": lambda: f"/v1/pools/{draw.choice(pools)}/codes?limit=50",
        "codes of a pool, free ones": lambda: (
            f"/v1/pools/{draw.choice(pools)}/codes?state=unassigned&limit=50"
        ),
        "codes of a pool, redeemed ones": lambda: (
            f"/v1/pools/{draw.choice(pools)}/codes?state=redeemed&limit=50"
        ),
        "codes by their beginning": lambda: f"/v1/codes?prefix={code()[:14]}&limit=50",
        "customers, first page": lambda: "/v1/profiles?limit=50",
        "customers by e-mail": lambda: f"/v1/profiles?email=person{(n := customer())}@shop{n % 97}.example",
        "customers by the beginning": lambda: f"/v1/profiles?q=person{customer() // 10}",
        "redemptions": lambda: "/v1/redemptions?limit=50",
        "redemptions of a customer": lambda: f"/v1/redemptions?customer_id={customer()}&limit=50",
        "redemptions of staff": lambda: f"/v1/redemptions?member_id={staff()}&limit=50",
        "rejected attempts": lambda: "/v1/rejections?limit=50",
        "rejected attempts of staff": lambda: f"/v1/rejections?member_id={staff()}&limit=50",
        "cases of abuse": lambda: "/v1/fraud-cases?state=open&limit=50",
        "cases that were decided": lambda: "/v1/fraud-cases?state=dismissed&order=decided_at&limit=50",
        "cases of a customer": lambda: f"/v1/fraud-cases?kind=customer&subject={customer()}",
        "activity": lambda: f"/v1/audit-log?limit=50&to={before()}",
        "activity about a thing": lambda: f"/v1/audit-log?limit=50&object_type=pool&object_id={thing()}",
        "activity of a key that did nothing": lambda: "/v1/audit-log?limit=50&actor=api_key:nobody",
        "search for a code": lambda: f"/v1/search?q={code()}",
        "search for a code's beginning": lambda: f"/v1/search?q={code()[:12]}",
        "search for a customer": lambda: f"/v1/search?q=person{customer()}",
        "search for a name": lambda: f"/v1/search?q=list%20{draw.randint(0, POOLS - 1)}",
        "overview": lambda: "/v1/overview",
        "overview, today": lambda: "/v1/overview/today",
        "report of redemptions": lambda: f"/v1/reports/redemptions?{days()}",
        "report of promotions": lambda: f"/v1/reports/promotions?{days()}",
        "report of codes": lambda: f"/v1/reports/codes?{days()}",
        "report of points": lambda: f"/v1/reports/points?{days()}",
    }
    headers = {"Authorization": f"Bearer {bed.api_key}"}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=60) as client:
        return [
            Row(
                f"console: {name}, p95",
                await _p95(client, path),
                "promised",
                PROMISED_MS,
                "ms",
                at_most=1.0,
            )
            for name, path in lists.items()
        ]


async def _p95(client: httpx.AsyncClient, path: Callable[[], str]) -> float:
    took = []
    for _ in range(ASKED):
        asked = path()
        began = time.perf_counter()
        answer = await client.get(asked)
        took.append((time.perf_counter() - began) * 1000)
        if answer.status_code != httpx.codes.OK:
            msg = f"{asked} answered {answer.status_code}: {answer.text}"
            raise RuntimeError(msg)
    return sorted(took)[int(0.95 * (len(took) - 1))]
