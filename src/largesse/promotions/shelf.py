"""Books of workspaces as a process keeps them: read anew when one is asked for that is newer."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.core.db import Database
from largesse.promotions.book import Book, CampaignTerms
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate import Compiled
from largesse.promotions.evaluate.index import Index
from largesse.promotions.queries import CURRENCY
from largesse.promotions.stored import read_definition, read_limits, read_policy

# A workspace's time zone belongs to `accounts`, which tells no book of it: so no book is kept for longer.
KEPT_FOR: Final = timedelta(seconds=30)
BREATH: Final = 20
GOOD: Final = ("active", "hidden")

Definitions = dict[tuple[UUID, int], Definition]


@dataclass(slots=True)
class _Place:
    """A workspace's place on the shelf."""

    book: Book | None = None
    read_at: datetime | None = None
    loading: asyncio.Task[Book] | None = None
    definitions: Definitions = field(default_factory=dict)


class Shelf:
    """The books of one process. Each version is read once, and loads of one workspace are shared."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._places: dict[UUID, _Place] = {}

    async def book(self, workspace_id: UUID, *, at_least: int = 0) -> Book:
        """The workspace's book, of this number or a later one; NotFoundError for a workspace that is gone.

        What is older than asked for, or than half a minute, is read again. Should the database have no book
        of such a number (it was restored from a backup), the one that it has is returned.
        """
        place = self._places.setdefault(workspace_id, _Place())
        if place.book is not None and place.book.number >= at_least and self._is_fresh(place):
            return place.book
        if place.loading is not None:
            # That load may have begun before the change of which the caller knows.
            book = await asyncio.shield(place.loading)
            if book.number >= at_least:
                return book
        if place.loading is None:
            place.loading = asyncio.create_task(self._load(workspace_id, place))
        return await asyncio.shield(place.loading)

    def _is_fresh(self, place: _Place) -> bool:
        now = self._database.clock()
        return place.read_at is not None and abs(now - place.read_at) < KEPT_FOR

    async def _load(self, workspace_id: UUID, place: _Place) -> Book:
        try:
            read_at = self._database.clock()
            async with self._database.context(workspace_id) as ctx:
                book = await _read_book(ctx.db, workspace_id, ctx.case_policy, place)
            place.book, place.read_at = book, read_at
            return book
        finally:
            place.loading = None


async def _read_book(session: AsyncSession, workspace_id: UUID, case_policy: str, place: _Place) -> Book:
    """The number is read first: what is read after it can be newer than the number says, never older."""
    settings = (await session.execute(text(SETTINGS), {"workspace": workspace_id})).one()
    rows = (await session.execute(text(PUBLISHED), {"workspace": workspace_id})).all()
    place.definitions = await _read_definitions(session, workspace_id, rows, place.definitions)
    campaigns = await session.execute(text(CAMPAIGNS), {"workspace": workspace_id})
    codes = await session.execute(text(CODES), {"workspace": workspace_id})
    pools = await session.execute(text(POOLS), {"workspace": workspace_id})
    currency, zone = settings.currency or CURRENCY, settings.time_zone
    before = place.book.promotions if place.book is not None else {}
    compiled = {
        row.id: _keep(before, _compile(row, place.definitions[row.id, row.version], currency, zone))
        for row in rows
    }
    return Book(
        workspace_id=workspace_id,
        number=settings.book or 0,
        currency=currency,
        zone=ZoneInfo(zone),
        case_policy=case_policy,
        policy=read_policy(settings.policy or {}),
        promotions=compiled,
        index=Index.of(compiled[row.id] for row in rows if _is_automatic(row, compiled[row.id])),
        statuses={row.id: row.status for row in rows},
        campaigns={row.id: _terms(row) for row in campaigns},
        by_code={row.code: row.promotion_id for row in codes if row.promotion_id in compiled},
        by_pool={row.pool_id: row.promotion_id for row in pools if row.promotion_id in compiled},
    )


async def _read_definitions(
    session: AsyncSession, workspace_id: UUID, rows: Iterable[Row[tuple[object, ...]]], known: Definitions
) -> Definitions:
    """The definitions of these versions; those that are known are not fetched again."""
    wanted = [(row.id, row.version) for row in rows]
    missing = [key for key in wanted if key not in known]
    found: Definitions = {}
    if missing:
        fetched = await session.execute(
            text(DEFINITIONS),
            {
                "workspace": workspace_id,
                "ids": [promotion_id for promotion_id, _ in missing],
                "versions": [version for _, version in missing],
            },
        )
        for place, row in enumerate(fetched):
            found[row.promotion_id, row.version] = read_definition(row.definition)
            if place % BREATH == 0:  # a thousand of them take a while, in which other requests go on
                await asyncio.sleep(0)
    return {key: known[key] if key in known else found[key] for key in wanted}


def _compile(row: Row[tuple[object, ...]], definition: Definition, currency: str, zone: str) -> Compiled:
    return Compiled(
        id=row.id,
        campaign_id=row.campaign_id,
        version=row.version,
        name=row.name,
        definition=definition,
        currency=definition.currency or currency,
        zone=ZoneInfo(definition.zone or zone),
        tags=frozenset(row.tags),
    )


def _is_automatic(row: Row[tuple[object, ...]], promotion: Compiled) -> bool:
    access = promotion.definition.access
    return row.status in GOOD and access.own_code() is None and access.own_pool() is None


def _keep(before: Mapping[UUID, Compiled], now: Compiled) -> Compiled:
    """The one of the book before where nothing changed, so that what others know of it stays good."""
    known = before.get(now.id)
    if known is None or known.definition is not now.definition:
        return now
    same = (known.name, known.campaign_id, known.currency, known.zone.key, known.tags)
    return known if same == (now.name, now.campaign_id, now.currency, now.zone.key, now.tags) else now


def _terms(row: Row[tuple[object, ...]]) -> CampaignTerms:
    return CampaignTerms(
        id=row.id,
        name=row.name,
        status=row.status,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        limits=read_limits(row.limits),
    )


SETTINGS: Final = (
    "select w.time_zone, s.currency, s.policy, s.book from workspaces w"
    " left join promotion_settings s on s.workspace_id = w.id where w.id = :workspace"
)
PUBLISHED: Final = (
    "select id, campaign_id, version, name, tags, status from promotions"
    " where workspace_id = :workspace and version > 0 and status <> 'archived' order by id"
)
DEFINITIONS: Final = (
    "select v.promotion_id, v.version, v.definition from promotion_versions v"
    " join unnest(cast(:ids as uuid[]), cast(:versions as integer[])) w (id, version)"
    " on v.promotion_id = w.id and v.version = w.version where v.workspace_id = :workspace"
)
CAMPAIGNS: Final = (
    "select id, name, status, starts_at, ends_at, limits from campaigns c where workspace_id = :workspace"
    " and exists (select from promotions p where p.workspace_id = c.workspace_id and p.campaign_id = c.id"
    " and p.version > 0 and p.status <> 'archived')"
)
CODES: Final = "select code, promotion_id from promotion_codes where workspace_id = :workspace"
POOLS: Final = "select pool_id, promotion_id from promotion_pools where workspace_id = :workspace"
