"""Writes events in the transaction of what they tell: our own, and those received from outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.errors import AppError, ForbiddenError
from largesse.core.ids import new_id

OWN: Final = (
    "campaign",
    "code",
    "codes",
    "fraud",
    "gift",
    "ledger",
    "message",
    "points",
    "pool",
    "profile",
    "promotion",
    "redemption",
)
# Shops that come from Synerise send it, as it is called there.
FOREIGN: Final = "points.loyalty"
# Of an erased person these keep their params: codes and ids. What servers say of messages may name him.
KEPT: Final = ("code", "codes", "fraud", "pool", "profile", "promotion", "redemption")


@dataclass(frozen=True, slots=True)
class Received:
    """An event from outside; `time` is that of its arrival when None or in the future."""

    name: str
    profile_id: int
    params: Mapping[str, JsonValue]
    time: datetime | None = None
    salt: str | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a received event stands; not new when it overwrote one of the same salt."""

    id: UUID
    is_new: bool


async def emit(
    ctx: Context, name: str, params: Mapping[str, object], *, profile_id: int | None = None
) -> UUID:
    """Adds an event, and hands it to the slices above that listen to its name; returns its id."""
    event_id: UUID = (
        await ctx.db.execute(
            text(
                "select events_emit(:workspace, :name, :profile, cast(:params as jsonb), :source, :now) as id"
            ),
            {
                "workspace": ctx.workspace_id,
                "name": name,
                "profile": profile_id,
                "params": dump_json(dict(params)),
                "source": ctx.actor.label,
                "now": ctx.now,
            },
        )
    ).scalar_one()
    return event_id


async def emit_many(ctx: Context, name: str, params: Mapping[int, Mapping[str, object]]) -> None:
    """Adds an event of this name for each of these profiles."""
    await ctx.db.execute(
        text(
            "select events_emit_many(:workspace, :name, cast(:profiles as bigint[]),"
            " array(select cast(p as jsonb) from unnest(cast(:params as text[])) with ordinality u (p, place)"
            " order by place), :source, :now)"
        ),
        {
            "workspace": ctx.workspace_id,
            "name": name,
            "profiles": list(params),
            "params": [dump_json(dict(of_one)) for of_one in params.values()],
            "source": ctx.actor.label,
            "now": ctx.now,
        },
    )


async def is_awaited(ctx: Context, name: str) -> bool:
    """Whether a workflow of the workspace waits for events of this name, or begins with them."""
    found: bool = (
        await ctx.db.execute(
            text("select exists (select from event_waits where workspace_id = :workspace and name = :name)"),
            {"workspace": ctx.workspace_id, "name": name},
        )
    ).scalar_one()
    return found


async def emit_as(
    ctx: Context, name: str, params: Mapping[str, object], *, offered_as: str, profile_id: int | None = None
) -> UUID:
    """Adds an event that only he is offered who waits for `offered_as`; returns its id."""
    event_id: UUID = (
        await ctx.db.execute(
            text(
                "select events_emit_as(:workspace, :name, :offered_as, :profile, cast(:params as jsonb),"
                " :source, :now) as id"
            ),
            {
                "workspace": ctx.workspace_id,
                "name": name,
                "offered_as": offered_as,
                "profile": profile_id,
                "params": dump_json(dict(params)),
                "source": ctx.actor.label,
                "now": ctx.now,
            },
        )
    ).scalar_one()
    return event_id


def is_own(name: str) -> bool:
    """Whether only Largesse itself writes events of this name."""
    return name.partition(".")[0] in OWN and name != FOREIGN


def refusal_of(ctx: Context, name: str) -> AppError | None:
    """Why the caller may not send events of this name, or None; ask before anything is written for one."""
    if name in ctx.actor.denied_events:
        return ForbiddenError(
            "event_denied", f"This key may not send {name} events: the name is on its deny list."
        )
    if is_own(name):
        return ForbiddenError(
            "event_reserved",
            f"{name} is reserved: names that begin with {', '.join(f'{part}.' for part in OWN)}"
            " are written by Largesse itself.",
        )
    return None


async def receive(ctx: Context, events: Sequence[Received]) -> list[Receipt]:
    """Adds events from outside, in one round trip, and hands the new ones to their listeners.

    A salt makes an event repeatable: the same salt, time, profile and name overwrite the params of the
    first, which no listener hears of again. Names are the caller's to check, by `refusal_of`.
    """
    ids = sorted(new_id(ctx.now) for _ in events)  # so that a batch is listed in its own order
    rows = [_row(ctx, event, event_id) for event, event_id in zip(events, ids, strict=True)]
    last = {_identity(row): row for row in rows}
    written = await ctx.db.execute(
        text("select given, id from events_receive(:workspace, cast(:events as jsonb), :source, :now)"),
        {
            "workspace": ctx.workspace_id,
            "events": dump_json(list(last.values())),
            "source": ctx.actor.label,
            "now": ctx.now,
        },
    )
    stands = {row.given: row.id for row in written}
    receipts = []
    for row in rows:
        given = last[_identity(row)]["id"]
        receipts.append(Receipt(stands[given], is_new=row["id"] == stands[given]))
    return receipts


async def forget_profile(ctx: Context, profile_id: int) -> int:
    """Blanks the params of what was received about a profile; returns of how many events."""
    blanked: int = (
        await ctx.db.execute(
            text("select events_forget(:workspace, :profile, :own)"),
            {"workspace": ctx.workspace_id, "profile": profile_id, "own": list(KEPT)},
        )
    ).scalar_one()
    return blanked


def _row(ctx: Context, event: Received, event_id: UUID) -> dict[str, object]:
    time = ctx.now if event.time is None else min(event.time, ctx.now)
    true: dict[str, object] = {
        "time": time,
        "ip": ctx.address,
        "apiKey": ctx.actor.id,
        "modifiedBy": ctx.actor.label,
        "eventUUID": event_id,
        "businessProfileId": ctx.workspace_id,
    }
    return {
        "id": event_id,
        "name": event.name,
        "profile_id": event.profile_id,
        "time": time,
        "params": {name: true.get(name, value) for name, value in event.params.items()},
        "salt": event.salt,
    }


def _identity(row: dict[str, object]) -> object:
    if row["salt"] is None:
        return row["id"]
    return row["name"], row["profile_id"], row["time"], row["salt"]
