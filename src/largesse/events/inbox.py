"""Events on their way up: a listener deals with each of its events once, in its own transaction."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import Database, JsonObject, is_unavailable
from largesse.core.jobs import hint

log = structlog.get_logger()

MAX_ATTEMPTS: Final = 10


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as its listener gets it."""

    id: UUID
    name: str
    time: datetime
    params: JsonObject
    profile_id: int | None = None


Listener = Callable[[Context, Event], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class ManyListener:
    """A listener that deals with so many events at a time, all in one transaction."""

    deal: Callable[[Context, Sequence[Event]], Awaitable[None]]
    at_once: int


async def deal_with(
    database: Database, workspace_id: UUID, listener: str, deal: Listener | ManyListener
) -> int:
    """Hands the listener its waiting events one by one or many at a time; returns how many it dealt with.

    An event leaves the inbox in the transaction of what was done about it: never lost, never twice.
    One that fails stays with its error and is tried again, ten times at most. Of many that fail together,
    each is dealt with alone.
    """
    if isinstance(deal, ManyListener):
        return await _deal_with_many(database, workspace_id, listener, deal)
    count = 0
    failed: list[UUID] = []
    while True:
        try:
            async with database.context(workspace_id) as ctx:
                taken = await _take(ctx, listener, failed, limit=1)
                if not taken:
                    return count
                [event] = taken
                failed.append(event.id)
                await deal(ctx, event)
                failed.pop()
                count += 1
        except Exception as error:
            if is_unavailable(error) or not failed:
                raise
            log.exception("event_failed", listener=listener, event_id=str(failed[-1]))
            await _note_failure(database, workspace_id, listener, event_id=failed[-1], error=str(error))


async def rehint_waiting(database: Database) -> int:
    """Hints again at events whose hint was lost or whose last try failed; returns for how many listeners."""
    count = 0
    for workspace_id in await database.workspace_ids():
        async with database.context(workspace_id) as ctx:
            listeners = await ctx.db.scalars(
                text(
                    "select distinct listener from event_inbox"
                    " where workspace_id = :workspace and attempts < :most"
                ),
                {"workspace": workspace_id, "most": MAX_ATTEMPTS},
            )
            for listener in listeners.all():
                count += 1
                args = {"workspace_id": str(workspace_id), "listener": listener}
                await hint(ctx.db, "deal_with_events", args, lock=f"events:{workspace_id}:{listener}")
    return count


async def _deal_with_many(database: Database, workspace_id: UUID, listener: str, many: ManyListener) -> int:
    count = 0
    while True:
        try:
            async with database.context(workspace_id) as ctx:
                events = await _take(ctx, listener, [], limit=many.at_once)
                if events:
                    await many.deal(ctx, events)
        except Exception as error:
            if is_unavailable(error):
                raise
            log.exception("events_failed", listener=listener)

            async def deal_alone(ctx: Context, event: Event) -> None:
                await many.deal(ctx, [event])

            return count + await deal_with(database, workspace_id, listener, deal_alone)
        if not events:
            return count
        count += len(events)


async def _take(ctx: Context, listener: str, failed: Sequence[UUID], *, limit: int) -> list[Event]:
    rows = await ctx.db.execute(
        text(
            # An array is made once; a join may run a subquery with skip locked for each row, and take all.
            "delete from event_inbox where workspace_id = :workspace and listener = :listener"
            " and event_id = any(array(select event_id from event_inbox where workspace_id = :workspace"
            " and listener = :listener and attempts < :most and event_id <> all(:failed)"
            " order by event_id limit :limit for update skip locked))"
            " returning event_id, name, time, params, profile_id"
        ),
        {
            "workspace": ctx.workspace_id,
            "listener": listener,
            "most": MAX_ATTEMPTS,
            "failed": list(failed),
            "limit": limit,
        },
    )
    return sorted((Event(*row) for row in rows), key=lambda event: event.id)


async def _note_failure(
    database: Database, workspace_id: UUID, listener: str, *, event_id: UUID, error: str
) -> None:
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(
            text(
                "update event_inbox set attempts = attempts + 1, error = :error where workspace_id ="
                " :workspace"
                " and listener = :listener and event_id = :event"
            ),
            {"workspace": workspace_id, "listener": listener, "event": event_id, "error": error},
        )
