"""Reads pools, their exact counts, and codes by keyset pages that stay flat to tens of millions."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping, select, text

from largesse.core.context import Context
from largesse.core.errors import InvalidError, NotFoundError
from largesse.vouchers.codes import CasePolicy, canonical, code_uuid, display
from largesse.vouchers.models import STATE_NUMBERS, STATES, Pool
from largesse.vouchers.schemas import (
    CodePage,
    CodeState,
    CodeView,
    PoolAlert,
    PoolCounts,
    PoolPage,
    PoolView,
)
from largesse.vouchers.sources import Source
from largesse.vouchers.thresholds import is_low

BURN_DAYS: Final = 14
FOREVER: Final = timedelta(days=36500)
SCAN: Final = 20_000
CODE_COLUMNS: Final = (
    "codes.code, codes.display, codes.pool_id, codes.position, codes.state, codes.profile_id,"
    " codes.expires_at,"
    " nullif(codes.valid_until, 'infinity') as valid_until, codes.assigned_at, codes.redeemed_at,"
    " codes.cancelled_at, codes.created_at, codes.attributes"
)
# The codes of a deleted pool are gone at once; their rows go in the background.
POOL_STANDS: Final = (
    "not exists (select from pools d where d.workspace_id = codes.workspace_id and d.id = codes.pool_id"
    " and d.deleted_at is not null)"
)


async def get_pool(ctx: Context, pool_id: UUID) -> Pool:
    """The pool's row; NotFoundError when there is none or it was deleted."""
    pool = await ctx.db.get(Pool, (ctx.workspace_id, pool_id))
    if pool is None or pool.deleted_at is not None:
        raise NotFoundError("pool_not_found", f"There is no pool {pool_id} in this workspace.")
    return pool


async def pool_names(ctx: Context, pool_ids: Sequence[str]) -> dict[str, str]:
    """Names of pools by their ids as text, deleted ones too."""
    rows = await ctx.db.execute(
        select(Pool.id, Pool.name).where(
            Pool.workspace_id == ctx.workspace_id, Pool.id.in_([UUID(pool_id) for pool_id in pool_ids])
        )
    )
    return {str(pool_id): name for pool_id, name in rows}


async def view_pool(ctx: Context, pool_id: UUID) -> PoolView:
    """A pool with its counts."""
    [view] = await _views(ctx, [await get_pool(ctx, pool_id)])
    return view


async def list_pools(
    ctx: Context, *, limit: int, cursor: UUID | None = None, search: str | None = None
) -> PoolPage:
    """A page of pools, newest first; `search` is part of the name, whatever its case."""
    query = select(Pool).where(Pool.workspace_id == ctx.workspace_id, Pool.deleted_at.is_(None))
    if cursor is not None:
        query = query.where(Pool.id < cursor)
    if search:
        query = query.where(Pool.name.icontains(search, autoescape=True))
    rows = list((await ctx.db.scalars(query.order_by(Pool.id.desc()).limit(limit + 1))).all())
    more = len(rows) > limit
    rows = rows[:limit]
    return PoolPage(
        items=await _views(ctx, rows), has_more=more, next_cursor=str(rows[-1].id) if more else None
    )


async def watched_pools(ctx: Context) -> list[PoolView]:
    """Every pool that has an alert."""
    query = select(Pool).where(
        Pool.workspace_id == ctx.workspace_id, Pool.alert.is_not(None), Pool.deleted_at.is_(None)
    )
    return await _views(ctx, list((await ctx.db.scalars(query)).all()))


async def expiring_counts(ctx: Context, pools: Sequence[PoolView]) -> dict[UUID, int]:
    """How many free codes of each pool expire within the days of its alert; pools without any are missing."""
    horizons = {
        pool.id: ctx.now + timedelta(days=pool.alert.expires_within_days)
        for pool in pools
        if pool.alert is not None and pool.alert.expires_within_days is not None
    }
    if not horizons:
        return {}
    rows = await ctx.db.execute(
        text(
            "select r.pool_id, sum(r.unassigned) as expiring from ("
            " select pool_id, valid_until, unassigned from pool_counts where workspace_id = :workspace"
            " union all"
            " select pool_id, valid_until, unassigned from pool_count_deltas where workspace_id = :workspace"
            ") r join unnest(cast(:pools as uuid[]), cast(:horizons as timestamptz[])) w (pool_id, horizon)"
            " on w.pool_id = r.pool_id and r.valid_until > :now and r.valid_until <= w.horizon"
            " group by r.pool_id having sum(r.unassigned) > 0"
        ),
        {
            "workspace": ctx.workspace_id,
            "pools": list(horizons),
            "horizons": list(horizons.values()),
            "now": ctx.now,
        },
    )
    expiring = {row.pool_id: int(row.expiring) for row in rows}
    for pool in pools:
        end = pool.codes_expire_at
        if pool.id in horizons and end is not None and ctx.now < end <= horizons[pool.id] and pool.remaining:
            expiring[pool.id] = pool.remaining
    return expiring


async def counts_of(ctx: Context, pool_ids: Sequence[UUID]) -> dict[UUID, PoolCounts]:
    """Exact counts of these pools in one snapshot."""
    rows = (
        await ctx.db.execute(
            text(
                "select p.id, p.created_at, p.codes_expire_at, c.*, coalesce(b.handed_out, 0) as handed_out"
                " from pools p left join vouchers_counts(:workspace, :pools, :now) c on c.pool_id = p.id"
                " left join (select pool_id, sum(handed_out) as handed_out from ("
                "  select pool_id, handed_out from pool_days where workspace_id = :workspace"
                "   and pool_id = any(:pools) and day > cast(:since as date)"
                "  union all select pool_id, handed_out from pool_count_deltas where workspace_id ="
                " :workspace"
                "   and pool_id = any(:pools)) d group by pool_id) b on b.pool_id = p.id"
                " where p.workspace_id = :workspace and p.id = any(:pools)"
            ),
            {
                "workspace": ctx.workspace_id,
                "pools": list(pool_ids),
                "now": ctx.now,
                "since": (ctx.now - timedelta(days=BURN_DAYS)).date(),
            },
        )
    ).mappings()
    return {row["id"]: _count(row, ctx.now) for row in rows}


async def get_code(ctx: Context, code: str) -> RowMapping:
    """The code's row, however the caller wrote it; NotFoundError."""
    name = canonical(display(code), CasePolicy(ctx.case_policy))
    found = [] if "\x00" in name else await _fetch_codes(ctx, f"code = :code and {POOL_STANDS}", code=name)
    if not found:
        raise NotFoundError("code_not_found", f"There is no code {code} in this workspace.")
    return found[0]


async def view_code(ctx: Context, code: str) -> CodeView:
    """One code."""
    return _view_code(await get_code(ctx, code))


async def list_codes(
    ctx: Context, *, limit: int, cursor: str | None = None, prefix: str | None = None
) -> CodePage:
    """A page of the workspace's codes in the order of the codes, those with the prefix only."""
    start = canonical(prefix, CasePolicy(ctx.case_policy)) if prefix else ""
    rows = await _fetch_codes(
        ctx,
        f"code > :cursor and code >= :prefix and code < :end and {POOL_STANDS} order by code limit :limit",
        cursor=cursor or "",
        prefix=start,
        end=start + "\U0010ffff",
        limit=limit + 1,
    )
    more = len(rows) > limit
    return CodePage(
        items=[_view_code(row) for row in rows[:limit]],
        next_cursor=str(rows[limit - 1]["code"]) if more else None,
        has_more=more,
    )


async def list_pool_codes(
    ctx: Context,
    pool_id: UUID,
    *,
    limit: int,
    cursor: str | None = None,
    state: CodeState | None = None,
    prefix: str | None = None,
    scan: int = SCAN,
) -> CodePage:
    """A page of a pool's codes in the order they are handed out; with a prefix in the order of the codes.

    Filtered, only the next stretch is looked through, so that a page costs the same anywhere in any
    pool; such a page may be short and still have more after it.
    """
    await get_pool(ctx, pool_id)
    start = canonical(prefix, CasePolicy(ctx.case_policy)) if prefix else None
    values = {"workspace": ctx.workspace_id, "pool": pool_id, "limit": limit + 1}
    if start is None:
        stretch = "pool_id = :pool and position > :after order by position"
        values |= {"after": _position(cursor)}
    else:
        stretch = "code > :after and code >= :start and code < :end order by code"
        values |= {"after": cursor or "", "start": start, "end": start + "\U0010ffff"}
    key = "position" if start is None else "code"
    filtered = state is not None or start is not None
    rows = (
        await ctx.db.execute(
            text(
                f"with stretch as materialized (select {CODE_COLUMNS} from codes"
                f" where workspace_id = :workspace and {stretch} limit :stretch), found as ("
                " select * from stretch where pool_id = :pool"
                " and (cast(:state as smallint) is null or state = cast(:state as smallint))"
                f" order by {key} limit :limit)"
                f" select f.*, s.n, s.last from (select count(*) as n, max({key}) as last from stretch) s"
                f" left join found f on true order by f.{key}"
            ),
            {
                **values,
                "stretch": scan if filtered else limit + 1,
                "state": STATE_NUMBERS[state] if state else None,
            },
        )
    ).mappings()
    return _page_of(rows.all(), key=key, limit=limit, scan=scan if filtered else None)


async def codes_of_profile(ctx: Context, profile_id: int) -> list[CodeView]:
    """Every code a profile was given, latest first."""
    rows = await ctx.db.execute(
        text(
            f"select {CODE_COLUMNS} from assignments a join codes using (workspace_id, pool_id, position)"
            " where a.workspace_id = :workspace and a.profile_id = :profile order by a.assigned_at"
            " desc limit 1000"
        ),
        {"workspace": ctx.workspace_id, "profile": profile_id},
    )
    return [_view_code(row) for row in rows.mappings()]


async def _fetch_codes(ctx: Context, condition: str, **values: object) -> Sequence[RowMapping]:
    rows = await ctx.db.execute(
        text(f"select {CODE_COLUMNS} from codes where workspace_id = :workspace and {condition}"),
        {"workspace": ctx.workspace_id, **values},
    )
    return rows.mappings().all()


async def _views(ctx: Context, pools: Sequence[Pool]) -> list[PoolView]:
    counts = await counts_of(ctx, [pool.id for pool in pools])
    return [_view(pool, counts[pool.id]) for pool in pools]


def _view(pool: Pool, counts: PoolCounts) -> PoolView:
    alert = PoolAlert.model_validate(pool.alert) if pool.alert is not None else None
    source = Source.model_validate(pool.source)
    fields = {
        name: getattr(pool, name)
        for name in PoolView.model_fields
        if hasattr(pool, name) and name not in ("alert", "source")
    }
    return PoolView(
        **fields,
        **counts.model_dump(),
        alert=alert,
        source=source,
        kind=source.kind,
        low=alert is not None and alert.threshold is not None and is_low(alert.threshold, counts),
    )


def _count(row: RowMapping, now: datetime) -> PoolCounts:
    unassigned, expired = row["unassigned"] or 0, row["expired"] or 0
    if row["codes_expire_at"] is not None and row["codes_expire_at"] <= now:
        unassigned, expired = 0, unassigned + expired
    assigned, redeemed, cancelled = row["assigned"] or 0, row["redeemed"] or 0, row["cancelled"] or 0
    total = unassigned + expired + assigned + redeemed + cancelled
    days = min(BURN_DAYS, max(1.0, (now - row["created_at"]) / timedelta(days=1)))
    burn = max(0.0, float(row["handed_out"]) / days)
    cover = timedelta(days=min(unassigned / burn, FOREVER.days)) if burn else FOREVER
    return PoolCounts(
        remaining=unassigned,
        assigned=assigned,
        redeemed=redeemed,
        cancelled=cancelled,
        expired=expired,
        total=total,
        remaining_percent=round(100 * unassigned / total, 2) if total else None,
        burn_rate=round(burn, 3),
        runs_out_on=(now + cover).astimezone(UTC).date() if cover < FOREVER else None,
    )


def _view_code(row: RowMapping) -> CodeView:
    return CodeView(
        id=code_uuid(row["pool_id"], row["position"]),
        code=row["display"] or row["code"],
        pool_id=row["pool_id"],
        state=STATES[row["state"]],
        profile_id=row["profile_id"],
        expires_at=row["expires_at"] or row["valid_until"],
        assigned_at=row["assigned_at"],
        redeemed_at=row["redeemed_at"],
        cancelled_at=row["cancelled_at"],
        created_at=row["created_at"],
        attributes=row["attributes"] or {},
    )


def _page_of(rows: Sequence[RowMapping], *, key: str, limit: int, scan: int | None) -> CodePage:
    """The page that was found in a stretch; where it is short, the next begins behind the stretch."""
    found = [row for row in rows if row["code"] is not None]
    full = len(found) > limit
    more = full or rows[0]["n"] == scan
    return CodePage(
        items=[_view_code(row) for row in found[:limit]],
        next_cursor=str(found[limit - 1][key] if full else rows[0]["last"]) if more else None,
        has_more=more,
    )


def _position(cursor: str | None) -> int:
    if cursor is None:
        return 0
    if not cursor.isdecimal() or len(cursor) > 18:
        raise InvalidError(
            "invalid_cursor", "Hand back the next_cursor of the page before.", pointer="/query/cursor"
        )
    return int(cursor)
