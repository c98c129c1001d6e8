"""What a reading, or a step of a job, must know of a handbill and of some customers: one round trip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.errors import NotFoundError
from largesse.personalization.handbills.picking import Pick, Shortfall
from largesse.personalization.handbills.queries import get_version, no_handbill
from largesse.personalization.handbills.sets import Edition, StoredSet, edition_of, published_of

MOST_KEPT: Final = 1_000


@dataclass(frozen=True, slots=True)
class Looked:
    """A published handbill and how customers stood to it at one moment, each of those who are there."""

    handbill_id: UUID
    type: str
    version: int
    salt: str
    # The number of the book that is at least needed.
    book: int
    profiles: frozenset[int]
    live: Mapping[int, StoredSet]
    # The variants of those who were exposed before; None: the control group.
    members: Mapping[int, str | None]
    # When the latest set of each ends or ended.
    ends: Mapping[int, datetime]


async def look(
    database: Database, workspace_id: UUID, handbill_id: UUID, profile_ids: Sequence[int], *, now: datetime
) -> Looked:
    """NotFoundError for the handbill; ConflictError `handbill_not_published`."""
    told = await database.hot.fetchval(LOOK, workspace_id, handbill_id, list(profile_ids), False, now)
    return _looked(handbill_id, orjson.loads(told))


async def look_and_lock(ctx: Context, handbill_id: UUID, profile_ids: Sequence[int]) -> Looked:
    """The same; until the transaction ends nobody else gives these customers sets."""
    told = await ctx.db.scalar(
        text(LOOK_AND_LOCK),
        {
            "workspace": ctx.workspace_id,
            "handbill": handbill_id,
            "profiles": list(profile_ids),
            "now": ctx.now,
        },
    )
    return _looked(handbill_id, orjson.loads(str(told)))


class Editions:
    """Published versions, which never change, as a process keeps them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[tuple[UUID, UUID, int], Edition] = {}

    async def of(self, workspace_id: UUID, looked: Looked) -> Edition:
        """The edition that was published when it was looked at."""
        key = (workspace_id, looked.handbill_id, looked.version)
        if key not in self._kept:
            async with self._database.context(workspace_id) as ctx:
                version = await get_version(ctx, looked.handbill_id, looked.version)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = edition_of(
                looked.handbill_id, looked.type, looked.version, looked.salt, version
            )
        return self._kept[key]


def must_be_there(looked: Looked, profile_id: int) -> None:
    """NotFoundError for a profile that is not."""
    if profile_id not in looked.profiles:
        raise NotFoundError("profile_not_found", f"There is no profile {profile_id}.")


def _looked(handbill_id: UUID, told: dict[str, Any]) -> Looked:
    handbill = told["handbill"]
    if handbill is None:
        raise no_handbill(handbill_id)
    live = [_set(handbill_id, row) for row in told["live"]]
    return Looked(
        handbill_id=handbill_id,
        type=handbill["type"],
        version=published_of(handbill["status"], handbill["version"]),
        salt=handbill["salt"],
        book=told["book"],
        profiles=frozenset(told["profiles"]),
        live={found.profile_id: found for found in live},
        members={int(key): variant for key, variant in told["members"].items()},
        ends={int(key): datetime.fromisoformat(moment) for key, moment in told["ends"].items()},
    )


def _set(handbill_id: UUID, row: Mapping[str, Any]) -> StoredSet:
    items = row["items"]
    return StoredSet(
        id=UUID(row["id"]),
        handbill_id=handbill_id,
        profile_id=row["profile_id"],
        version=row["version"],
        variant=row["variant"],
        starts_at=datetime.fromisoformat(row["starts_at"]),
        ends_at=datetime.fromisoformat(row["ends_at"]),
        stage=row["stage"],
        model_id=UUID(row["model_id"]) if row["model_id"] else None,
        picks=tuple(_pick(item) for item in items),
        shortfalls=tuple(Shortfall(**found) for found in row["shortfall"]),
        statuses={UUID(item["promotion_id"]): item["status"] for item in items},
    )


def _pick(item: Mapping[str, Any]) -> Pick:
    reasons = tuple(item["reasons"])
    return Pick(item["place"], item["slot"], UUID(item["promotion_id"]), item["score"], reasons)


LOOK: Final = "select cast(handbills_look($1, $2, $3, $4, $5) as text)"
LOOK_AND_LOCK: Final = (
    "select cast(handbills_look(:workspace, :handbill, cast(:profiles as bigint[]), true, :now) as text)"
)
