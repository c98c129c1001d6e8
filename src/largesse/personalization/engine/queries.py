"""Reads what the engine learns from, and what it said: joins of lower slices' tables stand here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.core.db import Database, driver_connection
from largesse.personalization.engine.copying import columns_of
from largesse.personalization.engine.stock import Article
from largesse.personalization.ranking import Stage
from largesse.personalization.scorer.arrays import Floats, Ints

# Older purchases say nothing of the coming week.
LOOKBACK: Final = timedelta(days=730)
ARTICLES_AT_ONCE: Final = 20_000
# Records, of which only the order of columns matters.
Rows = Sequence[Any]
MODEL: Final = (
    "id, kind, state, figures, data, seed, error, trained_from, trained_to, created_at, ready_at,"
    " file is not null as is_kept"
)


@dataclass(frozen=True, slots=True)
class ModelRow:
    """The model that answers."""

    id: UUID
    file: UUID
    ready_at: datetime


@dataclass(frozen=True, slots=True)
class Stored:
    """A customer's ranking as the batch wrote it; promotions are places among those that it knew."""

    stage: Stage
    promotions: Sequence[int]
    scores: Sequence[float]
    reasons: Sequence[Sequence[str]]


async def sampled_customers(ctx: Context, limit: int, *, seed: int) -> list[int]:
    """At most so many customers with purchases, drawn by seed, in the order of their numbers."""
    rows = await ctx.db.scalars(
        text(
            "select id from (select p.id from profiles p where p.workspace_id = :workspace"
            f" and {BOUGHT} order by hashint8extended(p.id, :seed), p.id limit :limit) drawn order by id"
        ),
        {"workspace": ctx.workspace_id, "seed": seed, "limit": limit, **_window(ctx)},
    )
    return list(rows.all())


async def customers_after(ctx: Context, after: int, limit: int) -> list[int]:
    """The next customers with purchases, in the order of their numbers."""
    # One look into the index for each of them; `exists` is planned as a join with all orders there are.
    rows = await ctx.db.scalars(
        text(
            "select p.id from profiles p cross join lateral (select from orders o"
            " where o.workspace_id = p.workspace_id and o.profile_id = p.id and o.at >= :since"
            " and o.at < :until and o.state = 'paid' limit 1) bought"
            " where p.workspace_id = :workspace and p.id > :after order by p.id limit :limit"
        ),
        {"workspace": ctx.workspace_id, "after": after, "limit": limit, **_window(ctx)},
    )
    return list(rows.all())


async def lines_of(ctx: Context, profile_ids: Sequence[int], skus: Sequence[str]) -> list[Ints | Floats]:
    """Columns of lines of orders: customer, second, place of the SKU (-1: unknown), quantity, amount, saving.

    By COPY in binary format: no Python object is made of a number.
    """
    connection = await driver_connection(ctx.db)
    read = BytesIO()
    await connection.copy_from_query(
        LINES,
        ctx.workspace_id,
        list(profile_ids),
        list(skus),
        ctx.now - LOOKBACK,
        ctx.now,
        output=read,
        format="binary",
    )
    return columns_of(read.getbuffer(), ("i8", "f8", "i4", "f8", "f8", "f8"))


async def purchases_at_once(
    database: Database, workspace_id: UUID, profile_ids: Sequence[int], *, now: datetime
) -> Rows:
    """The same of a few customers in one round trip."""
    rows: Rows = await database.hot.fetch(PURCHASES, workspace_id, list(profile_ids), now - LOOKBACK, now)
    return rows


async def articles_bought(ctx: Context, profile_ids: Sequence[int]) -> list[Article]:
    """What these customers bought, as their latest orders tell of it, by SKU."""
    connection = await driver_connection(ctx.db)
    rows = await connection.fetch(
        "select * from personalization_articles($1, $2, $3, $4)",
        ctx.workspace_id,
        list(profile_ids),
        ctx.now - LOOKBACK,
        ctx.now,
    )
    return [
        Article(row["sku"], row["product_id"], tuple(row["categories"]), _scalars(row["attributes"]))
        for row in rows
    ]


async def articles_listed(
    ctx: Context, *, skus: Collection[str], products: Collection[str], categories: Collection[str]
) -> list[Article]:
    """What the catalogues of products know of these articles; of several the first by name answers."""
    rows = await ctx.db.execute(
        text(
            "select distinct on (i.key) i.key, coalesce(i.product_id, '') as product_id, i.categories,"
            " i.attributes from catalog_items i join catalogs c on c.workspace_id = i.workspace_id"
            " and c.name = i.catalog and c.kind = 'products' where i.workspace_id = :workspace"
            " and (i.key = any(:skus) or i.product_id = any(:products) or i.categories && :categories)"
            " order by i.key, i.catalog"
        ),
        {
            "workspace": ctx.workspace_id,
            "skus": list(skus),
            "products": list(products),
            "categories": list(categories),
        },
    )
    return [
        Article(row.key, row.product_id, tuple(sorted(row.categories)), _scalars(row.attributes))
        for row in rows
    ]


async def receipts_of(ctx: Context, profile_ids: Sequence[int], *, currency: str) -> list[Ints | Floats]:
    """Columns of paid orders: customer, second, value (0 in another currency), 1 with a discount."""
    connection = await driver_connection(ctx.db)
    read = BytesIO()
    window = (ctx.workspace_id, list(profile_ids), ctx.now - LOOKBACK, ctx.now, currency)
    await connection.copy_from_query(RECEIPTS, *window, output=read, format="binary")
    return columns_of(read.getbuffer(), ("i8", "f8", "f8", "i4"))


async def dealings_of(ctx: Context, profile_ids: Sequence[int]) -> Mapping[str, Rows]:
    """When which promotions were given, activated and redeemed: customer, promotion, second."""
    connection = await driver_connection(ctx.db)
    window = (ctx.workspace_id, list(profile_ids), ctx.now - LOOKBACK, ctx.now)
    return {name: await connection.fetch(query, *window) for name, query in DEALINGS.items()}


async def ready_model(ctx: Context) -> ModelRow | None:
    """The newest ranking model that is ready."""
    row = (
        await ctx.db.execute(
            text(
                "select id, file, ready_at from ai_models where workspace_id = :workspace"
                " and kind = 'ranking' and state = 'ready' and file is not null"
                " order by ready_at desc, id desc limit 1"
            ),
            {"workspace": ctx.workspace_id},
        )
    ).one_or_none()
    return ModelRow(row.id, UUID(row.file), row.ready_at) if row is not None else None


async def rankings_of(
    database: Database,
    workspace_id: UUID,
    profile_ids: Sequence[int],
    *,
    model_id: UUID,
    among: str,
    since: datetime,
    now: datetime,
) -> Mapping[int, Stored]:
    """The batch's rankings by this model among the same promotions, where nothing was bought since."""
    rows = await database.hot.fetch(RANKINGS, workspace_id, list(profile_ids), model_id, among, since, now)
    return {row[0]: Stored(row[1], row[2], row[3], orjson.loads(row[4])) for row in rows}


async def scores_of(ctx: Context, profile_id: int) -> RowMapping | None:
    """What the engine says of a customer, if it did yet."""
    found = await ctx.db.execute(
        text(
            "select purchases, spend, horizon_days, due, propensity, scored_at from profile_scores"
            " where workspace_id = :workspace and profile_id = :profile"
        ),
        {"workspace": ctx.workspace_id, "profile": profile_id},
    )
    return found.mappings().one_or_none()


async def models_before(ctx: Context, before: UUID | None, limit: int) -> Sequence[RowMapping]:
    """Models, newest first."""
    rows = await ctx.db.execute(
        text(
            f"select {MODEL} from ai_models where workspace_id = :workspace"
            " and (cast(:before as uuid) is null or id < :before) order by id desc limit :limit"
        ),
        {"workspace": ctx.workspace_id, "before": before, "limit": limit},
    )
    return rows.mappings().all()


async def time_zone_of(ctx: Context) -> str:
    """The IANA zone of the workspace."""
    zone = await ctx.db.scalar(
        text("select time_zone from workspaces where id = :workspace"), {"workspace": ctx.workspace_id}
    )
    return str(zone or "UTC")


async def began_since(ctx: Context, kind: str, moment: datetime) -> bool:
    """Whether a job of this kind was begun since a moment, or is still under way."""
    found = await ctx.db.scalar(
        text(
            "select exists (select from jobs where workspace_id = :workspace and kind = :kind"
            " and (created_at >= :moment or state in ('queued', 'running')))"
        ),
        {"workspace": ctx.workspace_id, "kind": kind, "moment": moment},
    )
    return bool(found)


async def has_orders(ctx: Context, least: int) -> bool:
    """Whether known customers placed so many orders."""
    found = await ctx.db.scalar(
        text(
            "select count(*) from (select from orders where workspace_id = :workspace"
            " and profile_id is not null and state = 'paid' limit :least) some_orders"
        ),
        {"workspace": ctx.workspace_id, "least": least},
    )
    return int(found or 0) >= least


def _window(ctx: Context) -> dict[str, object]:
    return {"since": ctx.now - LOOKBACK, "until": ctx.now}


def _scalars(attributes: object) -> dict[str, str | int | float | bool | None]:
    """Those attributes that selections can compare."""
    read = orjson.loads(attributes) if isinstance(attributes, str | bytes) else attributes
    if not isinstance(read, dict):
        return {}
    return {
        str(name): value
        for name, value in read.items()
        if value is None or isinstance(value, str | int | float | bool)
    }


BOUGHT: Final = (
    "exists (select from orders o where o.workspace_id = p.workspace_id and o.profile_id = p.id"
    " and o.at >= :since and o.at < :until and o.state = 'paid')"
)
RANKINGS: Final = "select * from personalization_rankings($1, $2, $3, $4, $5, $6)"
RECEIPTS: Final = (
    "select o.profile_id, extract(epoch from o.at)::double precision, case when o.currency = $5"
    " then o.total - o.discount - o.returned else 0 end::double precision, (o.discount > 0)::integer"
    " from orders o where o.workspace_id = $1 and o.profile_id = any($2) and o.at >= $3 and o.at < $4"
    " and o.state = 'paid'"
)
LINES: Final = "select * from personalization_lines($1, $2, $3, $4, $5)"
PURCHASES: Final = "select * from personalization_purchases($1, $2, $3, $4)"
DEALINGS: Final = {
    **{
        name: f"select profile_id, promotion_id, extract(epoch from {column})::double precision"
        f" from promotion_profiles where workspace_id = $1 and profile_id = any($2)"
        f" and {column} >= $3 and {column} < $4"
        for name, column in (("given", "assigned_at"), ("redeemed", "redeemed_at"))
    },
    "activated": "select profile_id, promotion_id, extract(epoch from at)::double precision"
    " from promotion_activations where workspace_id = $1 and profile_id = any($2)"
    " and at >= $3 and at < $4 and ended_at is null",
}
