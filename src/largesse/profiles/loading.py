"""Profiles out of the database, and into its statements, many at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import asyncpg
import orjson

from largesse.core.context import Context
from largesse.core.db import JsonObject, driver_connection, dump_json
from largesse.profiles.drafts import Draft, Wish
from largesse.profiles.schemas import IDENTIFIERS

# What `rows_of` gives, as PostgreSQL reads it.
COLUMNS: Final = (
    "id bigint, uuid uuid, custom_id text, email text, phone text,"
    " attributes jsonb, tags text[], agreements jsonb"
)
# What `profile_from` reads.
FIELDS: Final = "id, uuid, custom_id, email, phone, attributes::text, tags, agreements::text"


@dataclass(slots=True)
class LoadedProfile:
    """A row of the table of profiles."""

    id: int | None
    uuid: UUID
    custom_id: str | None
    email: str | None
    phone: str | None
    attributes: JsonObject
    tags: list[str]
    agreements: JsonObject


async def load_profiles(ctx: Context, wishes: Sequence[Wish], *, lock: bool) -> list[LoadedProfile]:
    """The profiles that any of the wishes' identifiers name, locked against other writers if wanted."""
    connection = await driver_connection(ctx.db)  # half the time of a row per profile is saved this way
    rows = await connection.fetch(
        f"select {FIELDS} from profiles_load($1, $2, $3, $4, $5, $6, $7)",
        ctx.workspace_id,
        *names_of(wishes),
        lock,
    )
    return [profile_from(row) for row in rows]


def names_of(wishes: Sequence[Wish]) -> tuple[list[int], list[UUID], list[str], list[str], list[str]]:
    """The identifiers of wishes by their kinds: ids, uuids, custom ids, e-mails, phones."""
    named: dict[str, list[str]] = {kind: [] for kind in IDENTIFIERS}
    for wish in wishes:
        for kind, value in wish.names.items():
            named[kind].append(value)
    return (
        [int(value) for value in named["id"]],
        [UUID(value) for value in named["uuid"]],
        named["custom_id"],
        named["email"],
        named["phone"],
    )


def profile_from(row: asyncpg.Record) -> LoadedProfile:
    """A row of FIELDS."""
    return LoadedProfile(
        row[0], row[1], row[2], row[3], row[4], orjson.loads(row[5]), row[6], orjson.loads(row[7])
    )


def rows_of(drafts: Iterable[Draft]) -> str:
    """The drafts as JSON for jsonb_to_recordset, of COLUMNS."""
    return dump_json(
        [
            {
                "id": draft.id,
                "uuid": draft.uuid,
                **draft.names,
                "attributes": draft.attributes,
                "tags": draft.tags,
                "agreements": draft.agreements,
            }
            for draft in drafts
        ]
    )
