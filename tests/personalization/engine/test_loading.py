"""Histories come as numbers, without an object for each line, and days are counted back from the moment."""

import tracemalloc
from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.personalization.engine.loading import load_few, load_history
from largesse.personalization.engine.queries import articles_bought, customers_after, sampled_customers
from largesse.personalization.engine.stock import Article, day_of, merged, stock_of
from tests.conftest import SetClock
from tests.personalization.engine.shop import NOON, order, profiles, write

LINES = 200_000
MANY = (
    "insert into orders (workspace_id, id, profile_id, at, currency, total, cart, created_at)"
    " select :workspace, 'o' || n, :first + n % 50, moment - make_interval(hours => n % 9000 + 1), 'EUR',"
    " 100, jsonb_build_object('items', (select jsonb_agg(jsonb_build_object('sku', 'S' || (n + l) % 300,"
    " 'price', 100)) from generate_series(1, 20) l)), moment"
    " from generate_series(1, :orders) n, cast(:now as timestamptz) moment"
)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def test_two_hundred_thousand_lines_are_read_in_bounded_memory(
    database: Database, workspace_id: UUID
) -> None:
    people = await profiles(database, workspace_id, 50)
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(
            text(MANY),
            {"workspace": workspace_id, "first": people[0], "now": NOON, "orders": LINES // 20},
        )
    stock = stock_of([Article(f"S{number}") for number in range(300)], {}, {}, now=NOON)
    async with database.context(workspace_id) as ctx:
        tracemalloc.start()
        history = await load_history(ctx, people, stock)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert len(history) == LINES
    # 70 bytes of a line as they come, 44 as columns, 36 as history: far below its 750 as objects.
    assert peak < 250 * LINES
    assert history.customers == 50
    assert int(history.spend.sum()) == LINES * 100
    assert int(history.day.max()) < day_of(NOON)


async def test_what_a_line_becomes(database: Database, workspace_id: UUID) -> None:
    people = await profiles(database, workspace_id, 3)
    hour = timedelta(hours=1)
    half = {"items": [{"sku": "S01", "price": 400, "quantity": "2.5"}, {"sku": "ODD", "amount": 1000}]}
    rows = [
        order("a", people[0], NOON - hour, [0]),
        order("b", people[0], NOON - 25 * hour, [0], cart=half, total=2000, discount=500),
        order("now", people[0], NOON, [2]),
        order("late", people[1], NOON + hour, [2]),
        order("old", people[1], NOON - timedelta(days=800), [2]),
        order("none", people[1], NOON - hour, [], cart={"amount": 700}, total=700),
        order("back", people[1], NOON - hour, [2]),
    ]
    await write(database, workspace_id, rows)
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("update orders set state = 'returned' where id = 'back'"))
    async with database.context(workspace_id) as ctx:
        bought = await articles_bought(ctx, people)
        assert [article.sku for article in bought] == ["ODD", "S00", "S01"]
        assert bought[1].categories == ("C0",)
        stock = stock_of(merged(bought[1:], []), {}, {}, now=NOON)
        history = await load_history(ctx, people, stock)
        assert await sampled_customers(ctx, 5, seed=1) == people[:2]
        assert await customers_after(ctx, people[0], 5) == [people[1]]
    today = day_of(NOON)
    order_ = np.lexsort((history.good, -history.day))
    assert history.customer[order_].tolist() == [0, 0, 0]
    assert history.good[order_].tolist() == [0, 1, stock.elsewhere]
    assert history.day[order_].tolist() == [today - 1, today - 2, today - 2]
    assert history.quantity[order_].tolist() == [1.0, 2.5, 1.0]
    assert history.spend[order_].tolist() == [500, 750, 750]
    assert history.saving[order_].tolist() == [0, 250, 250]
    few = await load_few(database, workspace_id, people, stock, now=NOON)
    for name in ("ids", "customer", "good", "day", "quantity", "spend", "saving"):
        assert np.array_equal(np.sort(getattr(few, name)), np.sort(getattr(history, name)))
