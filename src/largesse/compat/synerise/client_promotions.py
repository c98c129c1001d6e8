"""The promotions of one profile, as its app shows them, and how the profile stands to each."""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping, text

from largesse.compat.synerise.promotion_schemas import ClientPromotion, Status
from largesse.core.context import Context
from largesse.core.errors import BadRequestError
from largesse.profiles.audiences.queries import conditions_of
from largesse.profiles.conditions import filter_profiles
from largesse.promotions.book import Book
from largesse.promotions.definition import Definition
from largesse.promotions.imports.conditions import segments_of
from largesse.promotions.imports.mapping import TYPES, Terms
from largesse.promotions.imports.plans import read_fields
from largesse.redemptions.life.commands import list_lives
from largesse.redemptions.life.schemas import LifeView

MOST_LIVES: Final = 10_000
STATUSES: Final[dict[str, Status]] = {"active": "ACTIVE", "redeemed": "REDEEMED"}
EVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which promotions a list shows, and in which order."""

    status: frozenset[str] = frozenset()
    type: frozenset[str] = frozenset()
    sort: tuple[tuple[str, bool], ...] = ()
    present_only: bool = False
    displayable_only: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A published promotion, and how the profile stands to it."""

    id: UUID
    code: str
    name: str
    note: str
    tags: list[str]
    status: Status
    is_hidden: bool
    definition: Definition
    life: LifeView | None
    created_at: datetime
    updated_at: datetime


async def promotions_of(ctx: Context, book: Book, profile_id: int, filters: Filters) -> list[Held]:
    """Every published promotion that the profile may have, filtered and sorted; NotFoundError."""
    page = await list_lives(ctx, profile_id, limit=MOST_LIVES)
    lives = {life.promotion_id: life for life in page.items}
    rows = await ctx.db.execute(text(PUBLISHED), {"workspace": ctx.workspace_id})
    found = [
        _held(row, book.promotions[row["id"]].definition, lives.get(row["id"]), ctx.now)
        for row in rows.mappings()
        if row["id"] in book.promotions
    ]
    found = [held for held in found if _is_shown(held, filters, ctx.now)]
    found = await _for_profile(ctx, profile_id, found)
    for name, descending in reversed(filters.sort):
        found.sort(key=SORTS[name], reverse=descending)
    return found


def read_sort(wishes: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    """`attribute` or `attribute,direction` as pairs; BadRequestError for what cannot be sorted by.

    `ai` is accepted: there is no such order yet.
    """
    pairs = []
    for wish in wishes:
        name, _, direction = wish.partition(",")
        if name not in SORTS or direction not in ("", "asc", "desc"):
            raise BadRequestError(
                "sort_unknown",
                f"{wish[:100]!r} is no order. Sort by one of {', '.join(SORTS)}, then `,asc` or `,desc`.",
                pointer="/query/sort",
            )
        pairs.append((name, direction == "desc"))
    return tuple(pairs)


def client_promotion(held: Held, terms: Terms) -> ClientPromotion:
    """The promotion as the profile sees it."""
    fields = read_fields(held, terms)
    life, activation = held.life, held.definition.activation
    used = life.uses if life else 0
    limit = fields.get("redeemLimitPerClient")
    left = life.uses_left if life and held.status == "ACTIVE" else activation.uses if activation else 1
    return ClientPromotion.model_validate(
        {
            **fields,
            "uuid": held.id,
            "status": held.status,
            "possibleRedeems": max(0, limit - used) if limit else left,
            "currentRedeemLimit": limit,
            "currentRedeemedQuantity": used,
            "activationCounter": life.activations if life else 0,
            "assignedAt": life.assigned_at if life else None,
            "lastingAt": life.lasts_until if life else None,
            "createdAt": held.created_at,
            "updatedAt": held.updated_at,
        }
    )


def _held(row: RowMapping, definition: Definition, life: LifeView | None, now: datetime) -> Held:
    return Held(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        note=row["note"],
        tags=row["tags"],
        status=_status(definition, life, now),
        is_hidden=row["status"] == "hidden",
        definition=definition,
        life=life,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def _status(definition: Definition, life: LifeView | None, now: datetime) -> Status:
    """What needs no activation is active for everybody."""
    status = STATUSES.get(life.status, "ASSIGNED") if life else "ASSIGNED"
    if status != "REDEEMED" and definition.ends_at is not None and definition.ends_at <= now:
        return "EXPIRED"
    return "ACTIVE" if status == "ASSIGNED" and definition.activation is None else status


def _is_shown(held: Held, filters: Filters, now: datetime) -> bool:
    if held.status not in (filters.status or ("ASSIGNED", "ACTIVE", "REDEEMED")):
        return False
    if filters.type and TYPES[held.definition.audience] not in filters.type:
        return False
    definition = held.definition
    if filters.present_only and not _within(now, definition.starts_at, definition.ends_at):
        return False
    display = definition.display
    return not filters.displayable_only or (
        not held.is_hidden and _within(now, display.starts_at, display.ends_at)
    )


def _within(now: datetime, start: datetime | None, end: datetime | None) -> bool:
    return (start is None or start <= now) and (end is None or now < end)


async def _for_profile(ctx: Context, profile_id: int, found: Sequence[Held]) -> list[Held]:
    """Those that are for this profile: given to it, or for everybody whom their conditions mean."""
    asked = {segment for held in found for segment in segments_of(held.definition)}
    inside = {segment for segment in asked if await _belongs(ctx, profile_id, segment)}
    mine = []
    for held in found:
        given = held.life is not None and _is_given(held.life, ctx.now)
        conditions = held.definition.customers
        if given or (
            held.definition.audience in ("all", "members")
            and _is_meant(held.definition, inside)
            and (conditions is None or await filter_profiles(ctx, conditions, [profile_id]))
        ):
            mine.append(held)
    return mine


def _is_given(life: LifeView, now: datetime) -> bool:
    """Whether it is in the profile's hands: not what was taken back, nor what ended with its set unused."""
    ended = life.assigned_until is not None and life.assigned_until <= now
    return life.status != "deactivated" and not (life.status == "lapsed" and ended)


def _is_meant(definition: Definition, inside: Set[UUID]) -> bool:
    segments = segments_of(definition)
    return not segments or not inside.isdisjoint(segments)


async def _belongs(ctx: Context, profile_id: int, audience_id: UUID) -> bool:
    return bool(await filter_profiles(ctx, await conditions_of(ctx, audience_id), [profile_id]))


def _at(name: str) -> Callable[[Held], datetime]:
    return lambda held: getattr(held.definition, name) or EVER


SORTS: Final[dict[str, Callable[[Held], Any]]] = {
    "headerName": lambda held: held.name,
    "name": lambda held: held.definition.display.name,
    "code": lambda held: held.code,
    "startAt": _at("starts_at"),
    "createdAt": lambda held: held.created_at,
    "updatedAt": lambda held: held.updated_at,
    "expireAt": _at("ends_at"),
    "requireRedeemedPoints": lambda held: (
        held.definition.activation.points if held.definition.activation else 0
    ),
    "type": lambda held: TYPES[held.definition.audience],
    "priority": lambda held: held.definition.stacking.priority,
    "status": lambda held: held.status,
    "ai": lambda _: 0,
}
PUBLISHED: Final = (
    "select id, code, name, note, tags, status, created_at, updated_at from promotions"
    " where workspace_id = :workspace and version > 0 and status in ('active', 'hidden', 'finished')"
    " order by id desc"
)
