"""Loads histories of customers page by page into the scorer's columns."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import numpy as np

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.personalization.engine.queries import (
    Rows,
    articles_listed,
    dealings_of,
    lines_of,
    purchases_at_once,
    receipts_of,
)
from largesse.personalization.engine.stock import SECONDS_OF_DAY, Article, Stock, day_of, merged, stock_of
from largesse.personalization.engine.values import Dealings, Receipts
from largesse.personalization.handbills.candidates import Candidates, is_active
from largesse.personalization.scorer.arrays import Floats, Ints
from largesse.personalization.scorer.history import History, grained
from largesse.promotions.book import Book


async def load_history(ctx: Context, profile_ids: Sequence[int], stock: Stock) -> History:
    """What these customers bought before now, 36 bytes a line.

    Days are counted back from `ctx.now`, 24 hours each; `day_of(ctx.now)` has not begun.
    """
    skus = [article.sku for article in stock.articles]
    columns = await lines_of(ctx, profile_ids, skus)
    columns[2][columns[2] < 0] = stock.elsewhere
    return await asyncio.to_thread(_history, profile_ids, columns, ctx.now)


async def load_few(
    database: Database, workspace_id: UUID, profile_ids: Sequence[int], stock: Stock, *, now: datetime
) -> History:
    """The same of a few customers in one round trip."""
    rows = await purchases_at_once(database, workspace_id, profile_ids, now=now)
    profile, at, sku, quantity, amount, saving = zip(*rows, strict=True) if rows else ((),) * 6
    places, elsewhere = stock.places, stock.elsewhere
    known: list[Ints | Floats] = [
        np.array(profile, np.int64),
        np.array(at, np.float64),
        np.array([places.get(each, elsewhere) for each in sku], np.int64),
    ]
    known += [np.array(each, np.float64) for each in (quantity, amount, saving)]
    return _history(profile_ids, known, now)


def _history(profile_ids: Sequence[int], columns: Sequence[Ints | Floats], now: datetime) -> History:
    profile, at, place, quantity, amount, saving = columns
    ids = np.unique(np.array(profile_ids, np.int64))
    saved = np.round(saving).astype(np.int64)
    return History(
        ids,
        np.searchsorted(ids, profile).astype(np.int32),
        place.astype(np.int32),
        _days(at, now).astype(np.int32),
        grained(quantity.astype(np.float64)),
        np.round(amount).astype(np.int64) - saved,
        saved,
    )


async def load_receipts(ctx: Context, profile_ids: Sequence[int], *, currency: str) -> Receipts:
    """The orders of these customers before now."""
    ids = np.unique(np.array(profile_ids, np.int64))
    profile, at, value, reduced = await receipts_of(ctx, profile_ids, currency=currency)
    return Receipts(
        ids,
        np.searchsorted(ids, profile).astype(np.int64),
        _days(at, ctx.now),
        value.astype(np.float64),
        reduced.astype(np.int64),
    )


async def load_dealings(ctx: Context, profile_ids: Sequence[int]) -> Dealings:
    """What these customers did with promotions before now."""
    ids = np.unique(np.array(profile_ids, np.int64))
    found = await dealings_of(ctx, profile_ids)
    numbers: dict[UUID, int] = {}
    return Dealings(
        *(_log(found[name], ids, numbers, ctx.now) for name in ("given", "activated", "redeemed"))
    )


async def load_stock(ctx: Context, book: Book, candidates: Candidates, known: Sequence[Article]) -> Stock:
    """Known articles keep their places; those that promotions name in the catalogues come after them."""
    offered = {key: found for key, found in (await candidates.of(book)).items() if is_active(book, key)}
    selections = {key: book.promotions[key].definition.items for key in offered}
    named = {name for selection in selections.values() for name in selection.skus}
    listed = await articles_listed(
        ctx,
        skus=named.union(article.sku for article in known),
        products={name for selection in selections.values() for name in selection.products},
        categories={name for selection in selections.values() for name in selection.categories},
    )
    seen = {article.sku for article in listed}.union(article.sku for article in known)
    unlisted = [Article(sku) for sku in sorted(named - seen)]
    articles = merged(known, [*listed, *unlisted])
    # Takes a second for a large catalogue.
    return await asyncio.to_thread(stock_of, articles, offered, selections, now=ctx.now)


def _log(rows: Rows, ids: Ints, numbers: dict[UUID, int], now: datetime) -> tuple[Ints, Ints, Ints]:
    profile, promotion, at = zip(*rows, strict=True) if rows else ((), (), ())
    for key in sorted(set(promotion)):
        numbers.setdefault(key, len(numbers))
    return (
        np.searchsorted(ids, np.array(profile, np.int64)).astype(np.int64),
        np.array([numbers[key] for key in promotion], np.int64),
        _days(at, now),
    )


def _days(at: Sequence[float] | Ints | Floats, now: datetime) -> Ints:
    back = np.floor((np.array(at, np.float64) - int(now.timestamp())) / SECONDS_OF_DAY)
    return day_of(now) + back.astype(np.int64)
