"""What a batch would do to profiles and events: nothing is written, nobody waits, and all is counted.

The profiles as they would be, and the events that would stand, are kept in temporary tables of one
transaction, which hides nothing from others and locks nothing; so a million rows need no memory here.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from largesse.core.context import Context
from largesse.core.db import Database, driver_connection
from largesse.core.errors import AppError
from largesse.core.ids import new_id
from largesse.events.commands import refusal_of
from largesse.events.queries import standing_events
from largesse.profiles.activity import Activity
from largesse.profiles.drafts import Draft, Drafts, Outcome, Wish
from largesse.profiles.loading import (
    COLUMNS,
    FIELDS,
    LoadedProfile,
    load_profiles,
    names_of,
    profile_from,
    rows_of,
)

ROWS_AT_ONCE: Final = 2_000
TABLES: Final = """
create temporary table rehearsed_profiles (uuid uuid primary key, id bigint, custom_id text collate "C",
    email text, phone text collate "C", attributes jsonb, tags text[], agreements jsonb,
    email_key text generated always as (lower(email)) stored) on commit drop;
create index on rehearsed_profiles (id);
create index on rehearsed_profiles (custom_id);
create index on rehearsed_profiles (email_key);
create index on rehearsed_profiles (phone);
create temporary table rehearsed_events (profile uuid, name text collate "C", salt text collate "C",
    time timestamptz, primary key (profile, name, salt, time)) on commit drop
"""
LOAD: Final = f"""
select {FIELDS} from rehearsed_profiles where uuid in (
    select uuid from rehearsed_profiles join unnest($1::bigint[]) k on id = k
    union select uuid from rehearsed_profiles join unnest($2::uuid[]) k on uuid = k
    union select uuid from rehearsed_profiles join unnest($3::text[]) k on custom_id = k collate "C"
    union select uuid from rehearsed_profiles join unnest($4::text[]) k on email_key = lower(k)
    union select uuid from rehearsed_profiles join unnest($5::text[]) k on phone = k collate "C"
    union select uuid from rehearsed_profiles join unnest($6::uuid[]) k on uuid = k
)
"""
KEEP: Final = f"""
insert into rehearsed_profiles (uuid, id, custom_id, email, phone, attributes, tags, agreements)
select r.uuid, r.id, r.custom_id, r.email, r.phone, r.attributes, r.tags, r.agreements
from jsonb_to_recordset($1::text::jsonb) as r({COLUMNS})
on conflict (uuid) do update set custom_id = excluded.custom_id, email = excluded.email,
    phone = excluded.phone, attributes = excluded.attributes, tags = excluded.tags,
    agreements = excluded.agreements
"""
# An event by what makes it the same: profile, name, salt and time.
Identity = tuple[UUID, str, str, datetime]


@dataclass(slots=True)
class Rehearsal:
    """Does in temporary tables what `save_wishes` and `record_events` would do."""

    ctx: Context

    async def save_wishes(self, ctx: Context, wishes: Sequence[Wish]) -> list[Outcome | AppError]:
        """What would become of each wish; errors as of `save_profiles`."""
        merged = await self._merge(ctx, wishes)
        return [item if isinstance(item, AppError) else item[1] for item in merged]

    async def record_events(
        self, ctx: Context, events: Sequence[Activity]
    ) -> list[Literal["created", "overwritten"] | AppError]:
        """What would become of each event; errors as of `record_events` of the real ones."""
        answers: list[Literal["created", "overwritten"] | AppError] = []
        refusals = [refusal_of(ctx, event.name) for event in events]
        allowed = [event for event, refusal in zip(events, refusals, strict=True) if refusal is None]
        wishes = [Wish(names=event.profile.names(), fields=event.profile) for event in allowed]
        merged = await self._merge(ctx, wishes)
        drafts = iter(merged)
        owners = [refusal or next(drafts) for refusal in refusals]
        new = await self._new_events(
            {
                identity: owner[0].id
                for event, owner in zip(events, owners, strict=True)
                if not isinstance(owner, AppError)
                and (identity := _identity(event, owner[0], ctx.now)) is not None
            }
        )
        for event, owner in zip(events, owners, strict=True):
            if isinstance(owner, AppError):
                answers.append(owner)
                continue
            identity = _identity(event, owner[0], ctx.now)
            answers.append("created" if identity is None or identity in new else "overwritten")
            new.discard(identity)
        return answers

    async def _merge(self, ctx: Context, wishes: Sequence[Wish]) -> list[tuple[Draft, Outcome] | AppError]:
        drafts = Drafts(await self._load(wishes))
        merged = [_merged(drafts, wish, new_id(ctx.now)) for wish in wishes]
        await self._keep([*drafts.made, *drafts.changed])
        return merged

    async def _load(self, wishes: Sequence[Wish]) -> list[LoadedProfile]:
        """Profiles as they would be by now; what was rehearsed stands before what is stored."""
        stored = {item.uuid: item for item in await load_profiles(self.ctx, wishes, lock=False)}
        connection = await driver_connection(self.ctx.db)
        rows = await connection.fetch(LOAD, *names_of(wishes), list(stored))
        rehearsed = {item.uuid: item for item in map(profile_from, rows)}
        return list((stored | rehearsed).values())

    async def _keep(self, drafts: Sequence[Draft]) -> None:
        connection = await driver_connection(self.ctx.db)
        for start in range(0, len(drafts), ROWS_AT_ONCE):
            await connection.execute(KEEP, rows_of(drafts[start : start + ROWS_AT_ONCE]))

    async def _new_events(self, sent: dict[Identity, int | None]) -> set[Identity | None]:
        """Those that neither stand nor were rehearsed before; they are kept."""
        numbered = {(number, *identity[1:]): identity for identity, number in sent.items() if number}
        standing = {numbered[found] for found in await standing_events(self.ctx, list(numbered))}
        candidates = [identity for identity in sent if identity not in standing]
        connection = await driver_connection(self.ctx.db)
        rows = await connection.fetch(
            "insert into rehearsed_events (profile, name, salt, time)"
            " select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])"
            " on conflict do nothing returning profile, name, salt, time",
            *([identity[part] for identity in candidates] for part in range(4)),
        )
        return {tuple(row) for row in rows}


@asynccontextmanager
async def rehearsal(database: Database, workspace_id: UUID) -> AsyncIterator[Rehearsal]:
    """A rehearsal in a transaction of its own, which leaves nothing behind."""
    async with database.context(workspace_id) as ctx:
        connection = await driver_connection(ctx.db)
        await connection.execute(TABLES)
        yield Rehearsal(ctx)
        await ctx.db.rollback()


def _merged(drafts: Drafts, wish: Wish, uuid: UUID) -> tuple[Draft, Outcome] | AppError:
    try:
        return drafts.merge(wish, uuid)
    except AppError as error:
        return error


def _identity(event: Activity, owner: Draft, now: datetime) -> Identity | None:
    if event.salt is None:
        return None
    return owner.uuid, event.name, event.salt, now if event.time is None else min(event.time, now)
