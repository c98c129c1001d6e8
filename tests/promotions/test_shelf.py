"""The shelf: a book holds what is published, is read anew when it must be, once for all who ask at once."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import event

from largesse.accounts.commands.workspaces import change_workspace, create_workspace
from largesse.accounts.schemas import WorkspacePatch
from largesse.core.db import Database
from largesse.core.errors import NotFoundError
from largesse.promotions.shelf import Shelf
from tests.conftest import SetClock
from tests.factories import a_pool
from tests.promotions.offers import (
    TEN_PERCENT,
    a_campaign,
    a_promotion,
    book_number,
    generic,
    move,
    of_pool,
    published,
)


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(database)


async def test_a_book_of_nothing_is_as_shipped(shelf: Shelf, workspace_id: UUID) -> None:
    book = await shelf.book(workspace_id)
    assert (book.number, book.currency, book.zone.key, book.case_policy) == (0, "EUR", "UTC", "insensitive")
    assert not book.promotions
    assert not book.campaigns
    with pytest.raises(NotFoundError):
        await shelf.book(uuid4())


async def test_a_book_holds_what_is_published_and_how_it_stands(
    shelf: Shelf, client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    pool_id = await a_pool(database, workspace_id)
    campaign = await a_campaign(client, limits=[{"most": 7}], ends_at="2030-01-01T00:00:00Z")
    await a_campaign(client, "Without promotions")
    fields = {"campaign_id": campaign["id"], "tags": ["vip"]}
    coded = await a_promotion(
        client, "Coded", fields=fields, access=generic("straße"), zone="Asia/Tokyo", currency="JPY"
    )
    pooled = await a_promotion(client, "Pooled", access=of_pool(pool_id))
    automatic = await a_promotion(client, "Automatic")
    gone = await a_promotion(client, "Gone", access=generic("GONE"))
    await a_promotion(client, "Draft", access=generic("DRAFT"))
    for promotion in (coded, pooled, automatic, gone):
        await published(client, promotion)
    await move(client, pooled, "paused")
    await move(client, gone, "archived")
    await client.patch(f"/v1/promotions/{coded['id']}", json={"definition": {"rewards": []}})
    await client.patch("/v1/promotion-settings", json={"currency": "PLN", "default": "priority"})

    book = await shelf.book(workspace_id)
    assert book.number == await book_number(client)
    assert (book.currency, book.policy.default) == ("PLN", "priority")
    names = {promotion.name: promotion for promotion in book.promotions.values()}
    assert set(names) == {"Coded", "Pooled", "Automatic"}
    one = names["Coded"]
    assert (one.currency, one.zone.key, one.version, one.tags) == ("JPY", "Asia/Tokyo", 1, frozenset({"vip"}))
    assert len(one.definition.rewards) == 1
    assert (names["Automatic"].currency, names["Automatic"].zone.key) == ("PLN", "UTC")
    assert book.by_code == {"STRASSE": one.id}
    assert book.by_pool == {pool_id: names["Pooled"].id}
    assert book.statuses == {
        one.id: "active",
        names["Pooled"].id: "paused",
        names["Automatic"].id: "active",
    }
    [terms] = book.campaigns.values()
    assert (terms.id, terms.status, terms.limits[0].most) == (UUID(campaign["id"]), "draft", 7)
    assert terms.ends_at is not None


async def test_an_old_book_is_kept_until_a_newer_one_is_asked_for(
    shelf: Shelf, client: httpx.AsyncClient, workspace_id: UUID, clock: SetClock
) -> None:
    first = await shelf.book(workspace_id)
    promotion = await a_promotion(client)
    await published(client, promotion)
    assert await shelf.book(workspace_id) is first
    second = await shelf.book(workspace_id, at_least=first.number + 1)
    assert second.number == first.number + 1
    assert [kept.name for kept in second.promotions.values()] == ["Spring"]
    assert await shelf.book(workspace_id, at_least=second.number) is second


async def test_a_number_that_the_database_does_not_have_is_answered_by_what_there_is(
    shelf: Shelf, workspace_id: UUID
) -> None:
    assert (await shelf.book(workspace_id, at_least=99)).number == 0


async def test_half_a_minute_later_the_time_zone_of_the_workspace_is_that_of_the_book(
    shelf: Shelf, client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    await published(client, await a_promotion(client))
    clock.now = database.clock()
    before = await shelf.book(workspace_id)
    async with database.context(workspace_id) as ctx:
        await change_workspace(ctx, WorkspacePatch(time_zone="Europe/Warsaw"))
    clock.now += timedelta(seconds=29)
    assert await shelf.book(workspace_id) is before
    clock.now += timedelta(seconds=1)
    book = await shelf.book(workspace_id)
    [promotion] = book.promotions.values()
    assert (book.zone.key, promotion.zone.key) == ("Europe/Warsaw", "Europe/Warsaw")


async def test_what_did_not_change_is_the_same_object_in_the_next_book(
    shelf: Shelf, client: httpx.AsyncClient, workspace_id: UUID
) -> None:
    kept, changed = await a_promotion(client, "Kept"), await a_promotion(client, "Changed")
    for promotion in (kept, changed):
        await published(client, promotion)
    first = await shelf.book(workspace_id)
    definition = {"rewards": [{**TEN_PERCENT, "percent": "15"}]}
    await client.patch(f"/v1/promotions/{changed['id']}", json={"definition": definition})
    await published(client, changed)
    second = await shelf.book(workspace_id, at_least=first.number + 1)
    assert second.promotions[UUID(kept["id"])] is first.promotions[UUID(kept["id"])]
    assert second.promotions[UUID(changed["id"])].version == 2
    await client.patch(f"/v1/promotions/{kept['id']}", json={"name": "Renamed"})
    third = await shelf.book(workspace_id, at_least=second.number + 1)
    renamed, before = third.promotions[UUID(kept["id"])], second.promotions[UUID(kept["id"])]
    assert (renamed.name, renamed.definition is before.definition) == ("Renamed", True)


async def test_all_who_ask_at_once_share_one_load(
    shelf: Shelf, client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await published(client, await a_promotion(client))
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401  SQLAlchemy's own
        statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    books = await asyncio.gather(*(shelf.book(workspace_id) for _ in range(50)))
    event.remove(database.engine.sync_engine, "before_cursor_execute", note)
    assert all(book is books[0] for book in books)
    assert len([text for text in statements if "from promotion_versions" in text]) == 1
    assert len(statements) <= 8


async def test_who_joins_a_load_that_began_too_early_gets_a_newer_book(
    shelf: Shelf, client: httpx.AsyncClient, workspace_id: UUID
) -> None:
    promotion = await a_promotion(client)
    early = asyncio.create_task(shelf.book(workspace_id))
    await asyncio.sleep(0)
    await published(client, promotion)
    number = await book_number(client)
    late = await asyncio.gather(*(shelf.book(workspace_id, at_least=number) for _ in range(20)))
    assert {book.number for book in late} == {number}
    assert (await early).number <= number


async def test_who_gives_up_waiting_takes_the_book_from_nobody(shelf: Shelf, workspace_id: UUID) -> None:
    first = asyncio.create_task(shelf.book(workspace_id))
    second = asyncio.create_task(shelf.book(workspace_id))
    await asyncio.sleep(0)
    first.cancel()
    assert (await second).number == 0
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_books_of_two_workspaces_are_two(
    shelf: Shelf, client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await published(client, await a_promotion(client, access=generic("MINE")))
    async with database.session() as session:
        other = (
            await create_workspace(session, "Other", now=database.clock(), case_policy="sensitive")
        ).workspace_id
    mine, theirs = await asyncio.gather(shelf.book(workspace_id), shelf.book(other))
    assert list(mine.by_code) == ["MINE"]
    assert not theirs.by_code
    assert (theirs.workspace_id, theirs.case_policy) == (other, "sensitive")
