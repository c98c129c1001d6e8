"""Loads what a cart asks of the database: one call of `redemptions_facts`, one round trip, one snapshot."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from largesse.core.db import Database, dump_json
from largesse.profiles.conditions import ProfileFacts
from largesse.promotions.needs import Need, NeedEvents, NeedOrders, NeedPoints, OrderHistory
from largesse.redemptions.commands.guards import Counter

# Keys of counters are made before the customer's number is known: this stands for it.
SOMEBODY: Final = -1
OWN_SCOPES: Final = ("customer", "customer_and_code")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be loaded. `customer` is (kind, value); `counters` are made for the customer SOMEBODY."""

    now: datetime
    customer: tuple[str, str] | None = None
    profile_id: int | None = None
    # Its own open hold counts as if it were not there.
    order_id: str | None = None
    redemption_id: UUID | None = None
    codes: tuple[str, ...] = ()
    audiences: frozenset[UUID] = frozenset()
    orders: bool = False
    points: bool = False
    events: frozenset[NeedEvents] = frozenset()
    lives: frozenset[UUID] = frozenset()
    uses: frozenset[UUID] = frozenset()
    counters: tuple[Counter, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredCode:
    """A code of a pool as it stands. state: 1 unassigned, 2 assigned, 3 redeemed, 4 cancelled."""

    code: str
    pool_id: UUID
    state: int
    holder: int | None
    created_at: datetime
    assigned_at: datetime | None
    # Not good at this moment any more.
    until: datetime | None
    # Its pool was deleted.
    gone: bool
    # Used up by a hold that is still open.
    held: bool
    attributes: Mapping[str, str]
    # Of a gift card that was seen before.
    currency: str | None
    balance: int | None


@dataclass(frozen=True, slots=True)
class Life:
    """How a customer stands to a promotion. state: 1 assigned, 2 active, 3 redeemed."""

    state: int
    assigned_at: datetime | None
    activated_at: datetime | None
    until: datetime | None
    uses_left: int


@dataclass(frozen=True, slots=True)
class SavedAudience:
    """An audience as it is saved."""

    id: UUID
    updated_at: str
    conditions: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Found:
    """What was loaded; counters by (first key, last key)."""

    book: int
    customer: ProfileFacts | None = None
    codes: Mapping[str, StoredCode] = field(default_factory=dict)
    audiences: tuple[SavedAudience, ...] = ()
    known: Mapping[Need, object] = field(default_factory=dict)
    lives: Mapping[UUID, Life] = field(default_factory=dict)
    uses: Mapping[UUID, int] = field(default_factory=dict)
    counters: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def joined(self, later: "Found") -> "Found":
        """Both together; the book is the newer one."""
        return Found(
            max(self.book, later.book),
            self.customer or later.customer,
            {**self.codes, **later.codes},
            self.audiences + later.audiences,
            {**self.known, **later.known},
            {**self.lives, **later.lives},
            {**self.uses, **later.uses},
            {**self.counters, **later.counters},
        )


async def load_facts(database: Database, workspace_id: UUID, wanted: Wanted) -> Found:
    """Everything wanted, in one round trip."""
    events = sorted(wanted.events, key=lambda need: (need.event, need.days or 0))
    counters = [(span_of(counter), _asked_for(counter)) for counter in wanted.counters]
    asked = _without_nothing(
        {
            "now": wanted.now.isoformat(),
            "customer": wanted.customer,
            "profile": wanted.profile_id,
            "order": wanted.order_id,
            "redemption": wanted.redemption_id,
            "codes": list(wanted.codes),
            "audiences": list(wanted.audiences),
            "orders": wanted.orders,
            "points": wanted.points,
            "events": [(need.event, need.days) for need in events],
            "lives": list(wanted.lives),
            "uses": list(wanted.uses),
            "counters": [parts for _, parts in counters],
        }
    )
    answer: dict[str, Any] = orjson.loads(
        await database.hot.fetchval("select redemptions_facts($1, $2::jsonb)", workspace_id, dump_json(asked))
    )
    customer = _customer(answer["customer"]) if answer["customer"] else None
    return Found(
        book=answer["book"],
        customer=customer,
        codes={row["code"]: _code(row) for row in answer.get("codes") or ()},
        audiences=tuple(_audience(row) for row in answer.get("audiences") or ()),
        known=_known(answer, events),
        lives={UUID(key): _life(row) for key, row in (answer.get("lives") or {}).items()},
        uses={UUID(key): used for key, used in (answer.get("uses") or {}).items()},
        counters=_counters(
            (span for span, _ in counters), answer.get("counters") or (), customer.id if customer else None
        ),
    )


def span_of(counter: Counter) -> tuple[str, str]:
    """The first and the last key that a counter sums up."""
    return (counter.since or counter.key, counter.key)


def _asked_for(counter: Counter) -> tuple[str, str, str | None, str | None, datetime | None]:
    first, last = (_halves(key) for key in span_of(counter))
    return (first[0], last[0], first[1], last[1], counter.begins)


def _halves(key: str) -> tuple[str, str | None]:
    """A key cut where the customer's number stands, without it."""
    owner, measure, scope, rest = key.split(":", 3)
    somebody = str(SOMEBODY)
    if scope not in OWN_SCOPES or not rest.startswith(somebody):
        return key, None
    return f"{owner}:{measure}:{scope}:", rest.removeprefix(somebody)


def _counters(
    spans: Iterable[tuple[str, str]], used: Collection[int], customer_id: int | None
) -> dict[tuple[str, str], int]:
    return {
        (_of(first, customer_id), _of(last, customer_id)): amount
        for (first, last), amount in zip(spans, used, strict=bool(used))
    }


def _of(key: str, customer_id: int | None) -> str:
    head, rest = _halves(key)
    return key if rest is None else f"{head}{customer_id or 0}{rest}"


def _without_nothing(asked: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in asked.items() if value not in (None, False, [])}


def _known(answer: Mapping[str, Any], events: Collection[NeedEvents]) -> dict[Need, object]:
    known: dict[Need, object] = {}
    if (orders := answer.get("orders")) is not None:
        known[NeedOrders()] = OrderHistory(
            count=orders["count"],
            last_at=_moment(orders["last_at"]),
            spent=tuple(sorted(orders["spent"].items())),
        )
    if (points := answer.get("points")) is not None:
        known[NeedPoints()] = points
    return {**known, **dict(zip(events, answer.get("events") or (), strict=False))}


def _customer(row: Mapping[str, Any]) -> ProfileFacts:
    return ProfileFacts(
        id=row["id"],
        uuid=UUID(row["uuid"]),
        custom_id=row["custom_id"],
        email=row["email"],
        phone=row["phone"],
        attributes=row["attributes"],
        tags=frozenset(row["tags"]),
        agreements=row["agreements"],
        created_at=datetime.fromisoformat(row["created_at"]),
        updated_at=datetime.fromisoformat(row["updated_at"]),
    )


def _code(row: Mapping[str, Any]) -> StoredCode:
    return StoredCode(
        code=row["code"],
        pool_id=UUID(row["pool"]),
        state=row["state"],
        holder=row["holder"],
        created_at=datetime.fromisoformat(row["created_at"]),
        assigned_at=_moment(row["assigned_at"]),
        until=_moment(row["until"]),
        gone=row["gone"],
        held=row["held"],
        attributes=row["attributes"],
        currency=row["currency"],
        balance=row["balance"],
    )


def _life(row: Mapping[str, Any]) -> Life:
    return Life(
        row["state"],
        _moment(row["assigned_at"]),
        _moment(row["activated_at"]),
        _moment(row["until"]),
        row["uses_left"],
    )


def _audience(row: Mapping[str, Any]) -> SavedAudience:
    return SavedAudience(UUID(row["id"]), row["updated_at"], row["conditions"])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
