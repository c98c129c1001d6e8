"""Reads the log of events, the latest arrival first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.events.schemas import EventPage, EventView

SCAN: Final = 20_000


async def list_events(
    ctx: Context,
    *,
    limit: int,
    cursor: UUID | None = None,
    profile_id: int | None = None,
    name: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> EventPage:
    """A page of events whose time is in [since, until).

    A page by name looks through the next 20,000 events only, so that it costs the same however rare
    the name is; such a page may be short and still have more after it.
    """
    conditions = ["workspace_id = :workspace"]
    values = {"workspace": ctx.workspace_id, "limit": limit + 1, "scan": SCAN - 1}
    for condition, key, value in (
        ("id < :cursor", "cursor", cursor),
        ("profile_id = :profile", "profile", profile_id),
        ("time >= :since", "since", since),
        ("time < :until", "until", until),
    ):
        if value is not None:
            conditions.append(condition)
            values[key] = value
    stretch_end: UUID | None = None
    if name is not None:
        condition = " and ".join(conditions)
        stretch_end = await ctx.db.scalar(
            text(f"select id from events where {condition} order by id desc offset :scan limit 1"), values
        )
        conditions += ["name = :name", *(["id >= :end"] if stretch_end is not None else [])]
        values |= {"name": name, "end": stretch_end}
    rows = list(
        await ctx.db.execute(
            text(
                "select id, time, name, profile_id, params, source from events"
                f" where {' and '.join(conditions)} order by id desc limit :limit"
            ),
            values,
        )
    )
    items = [EventView.model_validate(row, from_attributes=True) for row in rows[:limit]]
    end = items[-1].id if len(rows) > limit else stretch_end
    return EventPage(items=items, next_cursor=str(end) if end is not None else None, has_more=end is not None)


async def standing_events(
    ctx: Context, identities: Sequence[tuple[int, str, str, datetime]]
) -> set[tuple[int, str, str, datetime]]:
    """Those of (profile, name, salt, time) that an event would overwrite."""
    if not identities:
        return set()
    rows = await ctx.db.execute(
        text(
            "select e.profile_id, e.name, e.salt, e.time from unnest(cast(:profiles as bigint[]),"
            " cast(:names as text[]), cast(:salts as text[]), cast(:times as timestamptz[]))"
            " as k (profile_id, name, salt, time) join events e on e.workspace_id = :workspace"
            " and e.profile_id = k.profile_id and e.name = k.name and e.salt = k.salt and e.time = k.time"
            " and e.salt is not null"
        ),
        {
            "workspace": ctx.workspace_id,
            "profiles": [profile for profile, *_ in identities],
            "names": [name for _, name, _, _ in identities],
            "salts": [salt for _, _, salt, _ in identities],
            "times": [time for *_, time in identities],
        },
    )
    return {(row[0], row[1], row[2], row[3]) for row in rows}
