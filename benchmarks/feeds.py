"""A product feed as CSV and as XML, and a file of promotions, against a plain COPY of the same items."""

import asyncio
import csv
import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import orjson

from benchmarks.bed import Bed
from benchmarks.table import Row
from largesse.catalogs.commands import create_catalog
from largesse.catalogs.imports.jobs import catalog_jobs
from largesse.catalogs.imports.start import start_item_import
from largesse.catalogs.schemas import CatalogInput
from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import get_job, run_job
from largesse.promotions.imports.jobs import promotion_jobs
from largesse.promotions.imports.schemas import PromotionImportOptions
from largesse.promotions.imports.start import start_promotion_import

ITEMS = 100_000
PROMOTIONS = 10_000
FIELDS = ("id", "title", "description", "price", "brand", "availability", "product_type", "item_group_id")
HEADER = (
    "code", "headerName", "name", "type", "visibilityStatus", "discountTypediscountType", "discountValue",
    "redeemLimitPerClient", "startAt", "expireAt", "catalogIndexItems", "tags.0.name",
)  # fmt: skip
CATALOGS = ("copied", "table", "feed")


def bench_feeds(bed: Bed) -> list[Row]:
    """Each import fills a catalogue of its own; promotions are published as they are entered."""
    copied = ITEMS / asyncio.run(_plain_copy(bed))
    store = FileStore(bed.folder / "files")
    table = ITEMS / asyncio.run(_import(bed, store, _table(), catalog="table"))
    again = ITEMS / asyncio.run(_import(bed, store, _table(), catalog="table"))
    feed = ITEMS / asyncio.run(_import(bed, store, _feed(), catalog="feed"))
    promotions = PROMOTIONS / asyncio.run(_import(bed, store, _promotions(), catalog=None))
    return [
        Row("feed of 100,000 items, CSV", table, "plain COPY, same items", copied, "/s", at_least=0.05),
        Row("… the same again", again, "plain COPY, same items", copied, "/s", at_least=0.05),
        Row("feed of 100,000 items, XML", feed, "plain COPY, same items", copied, "/s", at_least=0.03),
        Row("import of 10,000 promotions, published", promotions, "100 a second", 100, "/s", at_least=1.0),
    ]


def _item(number: int) -> tuple[str, ...]:
    price = f"{number % 900 / 10 + 1:.2f} EUR"
    return (
        f"S{number:06}", f"Thing number {number}", "A description of this thing, with some words", price,
        f"Brand {number % 40}", "in_stock", f"Home > Kitchen > Group {number % 300}", f"G{number // 4}",
    )  # fmt: skip


def _table() -> bytes:
    return _written(FIELDS, (_item(number) for number in range(ITEMS)), ",")


def _feed() -> bytes:
    parts = ['<rss xmlns:g="http://base.google.com/ns/1.0"><channel>']
    for number in range(ITEMS):
        cells = (cell.replace(">", "&gt;") for cell in _item(number))
        inside = "".join(f"<g:{name}>{cell}</g:{name}>" for name, cell in zip(FIELDS, cells, strict=True))
        parts.append(f"<item>{inside}</item>\n")
    return "".join([*parts, "</channel></rss>"]).encode()


def _promotions() -> bytes:
    rows = (
        (
            f"P{number:05}", f"Promotion {number}", f"{number % 50 + 1} % off", "Personalized promotion",
            "PUBLISH", "PERCENT", number % 50 + 1, 1, "2026-01-01", "2099-12-31",
            f"S{number:06}|S{number + 1:06}", "MOBILE" if number % 2 else "CHECKOUT",
        )
        for number in range(PROMOTIONS)
    )  # fmt: skip
    return _written(HEADER, rows, ";")


def _written(header: tuple[str, ...], rows: Iterator[tuple[object, ...]], delimiter: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


async def _plain_copy(bed: Bed) -> float:
    database = Database(bed.url)
    await database.open()
    for name in CATALOGS:
        async with database.context(bed.workspace_id) as ctx:
            await create_catalog(ctx, CatalogInput(name=name))
    await database.close()
    owner = await asyncpg.connect(bed.server.dsn())
    now = datetime.now(UTC)
    records = []
    for number in range(ITEMS):
        key, name, description, price, brand, stock, kind, group = _item(number)
        told = orjson.dumps({"description": description, "brand": brand, "availability": stock}).decode()
        minor = round(float(price.partition(" ")[0]) * 100)
        records.append(
            (bed.workspace_id, CATALOGS[0], key, name, group, minor, "EUR", kind.split(" > "), told, now)
        )
    columns = ("workspace_id", "catalog", "key", "name", "product_id", "price", "currency", "categories")
    started = time.perf_counter()
    await owner.copy_records_to_table(
        "catalog_items", columns=[*columns, "attributes", "updated_at"], records=records, timeout=600
    )
    seconds = time.perf_counter() - started
    await owner.close()
    return seconds


async def _import(bed: Bed, store: FileStore, content: bytes, *, catalog: str | None) -> float:
    file_id = store.save_blocks(bed.workspace_id, [content]).id
    database = Database(bed.url)
    await database.open()
    async with database.context(bed.workspace_id) as ctx:
        job = await _start(ctx, file_id, catalog)
    started = time.perf_counter()
    handlers = {**catalog_jobs(store), **promotion_jobs(store)}
    await run_job(database, bed.workspace_id, job, handlers)
    seconds = time.perf_counter() - started
    async with database.context(bed.workspace_id) as ctx:
        view = await get_job(ctx, job)
    await database.close()
    if view["state"] != "succeeded" or view["has_rejections"]:
        msg = f"the import ended so: {view}"
        raise RuntimeError(msg)
    return seconds


async def _start(ctx: Context, file_id: UUID, catalog: str | None) -> UUID:
    if catalog is not None:
        return await start_item_import(ctx, catalog, file_id=file_id, keep_file=False)
    options = PromotionImportOptions(delimiter=";", create_tags=True)
    return await start_promotion_import(ctx, file_id=file_id, options=options, keep_file=False)
