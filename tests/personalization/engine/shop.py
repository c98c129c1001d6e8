"""A small shop with customers of habits, straight in the tables of orders and promotions, and its engine."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import httpx
import numpy as np
from sqlalchemy import text

from largesse.core.db import Database, dump_json
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.core.seals import Keyring
from largesse.personalization.engine.commands import REFRESH, start_training
from largesse.personalization.engine.jobs import Means, engine_jobs
from largesse.personalization.engine.ranker import Engine
from largesse.personalization.engine.training import Limits
from largesse.personalization.scorer.lessons import Settings
from largesse.personalization.scorer.ranker import Shape
from largesse.promotions.shelf import Shelf
from tests.personalization.handbills.made import a_promotion

NOON: Final = datetime(2027, 3, 1, 12, tzinfo=UTC)
CUSTOMERS: Final = 60
SKUS: Final = 12
SEED: Final = 7
BRIEF: Final = Settings(weeks=3, discover=True, shape=Shape(rounds=25, least=20))
SAVE: Final = (
    "insert into orders (workspace_id, id, profile_id, at, currency, total, discount, cart, created_at)"
    " select :workspace, r.id, r.profile_id, r.at, 'EUR', r.total, r.discount, r.cart, :now"
    " from jsonb_to_recordset(cast(:rows as jsonb)) as r (id text, profile_id bigint, at timestamptz,"
    " total bigint, discount bigint, cart jsonb)"
)
PROFILES: Final = (
    "insert into profiles (workspace_id, uuid, custom_id, attributes, tags, agreements, created_at,"
    " updated_at) select :workspace, gen_random_uuid(), 'k-' || n, '{}', '{}', '{}', :now, :now"
    " from generate_series(1, :many) n returning id"
)


def means(folder: Path, keyring: Keyring, **changes: Any) -> Means:  # noqa: ANN401
    return Means(
        FileStore(folder / "files"),
        keyring,
        **{"limits": Limits(threads=1), "partition": 25, "settings": BRIEF, **changes},
    )


def engine(database: Database, kept: Means) -> Engine:
    return Engine(database, Shelf(database), kept.files, kept.keyring)


async def profiles(database: Database, workspace_id: UUID, many: int = CUSTOMERS) -> list[int]:
    async with database.context(workspace_id) as ctx:
        rows = await ctx.db.scalars(text(PROFILES), {"workspace": workspace_id, "now": ctx.now, "many": many})
        return sorted(rows.all())


async def orders(database: Database, workspace_id: UUID, people: Sequence[int], *, weeks: int = 26) -> int:
    """Each customer buys two articles of his own a week, and at times another; returns the lines."""
    draw = np.random.default_rng(SEED)
    rows, lines = [], 0
    for number, profile_id in enumerate(people):
        for week in range(weeks):
            skus = {number % SKUS, (number + 1) % SKUS}
            if draw.random() < 0.3:
                skus.add(int(draw.integers(0, SKUS)))
            at = NOON - timedelta(days=7 * week + number % 5, hours=1)
            rows.append(order(f"{profile_id}-{week}", profile_id, at, sorted(skus)))
            lines += len(skus)
    await write(database, workspace_id, rows)
    return lines


def order(key: str, profile_id: int, at: datetime, skus: Sequence[int], **changes: object) -> dict[str, Any]:
    items = [{"sku": f"S{sku:02}", "price": 500, "categories": [f"C{sku % 3}"]} for sku in skus]
    return {
        "id": key,
        "profile_id": profile_id,
        "at": at.isoformat(),
        "total": 500 * len(items),
        "discount": 0,
        "cart": {"items": items},
        **changes,
    }


async def write(database: Database, workspace_id: UUID, rows: Sequence[dict[str, Any]]) -> None:
    async with database.context(workspace_id) as ctx:
        for first in range(0, len(rows), 5_000):
            await ctx.db.execute(
                text(SAVE),
                {"workspace": workspace_id, "now": ctx.now, "rows": dump_json(rows[first : first + 5_000])},
            )


async def a_shop(client: httpx.AsyncClient, database: Database, workspace_id: UUID) -> list[int]:
    """Customers with half a year of orders, and a promotion for each article; returns the customers."""
    people = await profiles(database, workspace_id)
    await orders(database, workspace_id, people)
    for sku in range(SKUS):
        await a_promotion(client, f"P{sku:02}", f"S{sku:02}")
    return people


async def train(database: Database, workspace_id: UUID, kept: Means, *, seed: int = 20) -> dict[str, Any]:
    """Trains a model and does not score customers yet; returns the job."""
    async with database.context(workspace_id) as ctx:
        job_id = await start_training(ctx, seed=seed)
    await run_job(database, workspace_id, job_id, engine_jobs(kept))
    return await the_job(database, workspace_id, job_id)


async def refresh(database: Database, workspace_id: UUID, kept: Means) -> dict[str, Any]:
    """Runs the job of scoring that waits."""
    async with database.context(workspace_id) as ctx:
        job_id = await ctx.db.scalar(
            text("select id from jobs where kind = :kind and state = 'queued' order by id limit 1"),
            {"kind": REFRESH},
        )
    assert job_id is not None
    await run_job(database, workspace_id, job_id, engine_jobs(kept))
    return await the_job(database, workspace_id, job_id)


async def the_job(database: Database, workspace_id: UUID, job_id: UUID) -> dict[str, Any]:
    async with database.context(workspace_id) as ctx:
        row = (
            (await ctx.db.execute(text("select * from jobs where id = :id"), {"id": job_id})).mappings().one()
        )
        return dict(row)


async def rows_of(database: Database, workspace_id: UUID, query: str) -> list[dict[str, Any]]:
    async with database.context(workspace_id) as ctx:
        return [dict(row) for row in (await ctx.db.execute(text(query))).mappings()]
