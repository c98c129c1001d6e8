"""Rows of editions, members and sets: read, locked and written, many customers in one statement."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.errors import ConflictError
from largesse.personalization.experiments.buckets import Layout
from largesse.personalization.handbills.definition import HandbillDefinition, HandbillType
from largesse.personalization.handbills.models import HandbillVersion
from largesse.personalization.handbills.picking import Pick, Shortfall
from largesse.personalization.handbills.queries import get_handbill, get_version
from largesse.redemptions.life.commands import STATUS


@dataclass(frozen=True, slots=True)
class Edition:
    """A handbill as it is published now."""

    handbill_id: UUID
    type: HandbillType
    version: int
    salt: str
    definition: HandbillDefinition
    layout: Layout

    def variant_of(self, profile_id: int) -> str | None:
        """The variant a customer falls into who was not exposed before; None: the control group."""
        return self.layout.variant_of(self.salt, profile_id)

    @property
    def is_printed(self) -> bool:
        """Whether its offers are codes on receipts, which nobody is assigned."""
        return self.type == "check_out"

    def knows(self, variant: str | None) -> bool:
        """Whether the edition has that variant; of None, a control group."""
        if variant is None:
            return self.definition.control_share > 0
        return self.definition.variant(variant) is not None


@dataclass(frozen=True, slots=True)
class StoredSet:
    """A set as it was stored."""

    id: UUID
    handbill_id: UUID
    profile_id: int
    version: int
    variant: str | None
    starts_at: datetime
    ends_at: datetime
    stage: str | None
    model_id: UUID | None
    picks: tuple[Pick, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    # How the customer stands to the promotions.
    statuses: Mapping[UUID, str] = field(default_factory=dict, compare=False)


async def read_edition(ctx: Context, handbill_id: UUID) -> Edition:
    """The handbill as it is published; NotFoundError; ConflictError `handbill_not_published`."""
    row = await get_handbill(ctx, handbill_id)
    version = published_of(row.status, row.published_version)
    return edition_of(row.id, row.type, version, row.salt, await get_version(ctx, row.id, version))


def published_of(status: str, version: int | None) -> int:
    """The version that customers are offered; ConflictError `handbill_not_published`."""
    if status == "published" and version is not None:
        return version
    mend = {"draft": "Publish it first.", "paused": "Publish it again, or set its status to published."}
    raise ConflictError(
        "handbill_not_published",
        f"The handbill is {status}, and offers nothing. {mend.get(status, '')}".strip(),
        facts={"handbill_status": status},
    )


def edition_of(handbill_id: UUID, type_: str, version: int, salt: str, published: HandbillVersion) -> Edition:
    """A version as it is offered."""
    return Edition(
        handbill_id=handbill_id,
        type=type_,  # type: ignore[arg-type]  # the table holds it to these
        version=version,
        salt=salt,
        definition=HandbillDefinition.model_validate(published.definition),
        layout=Layout.load(published.layout),
    )


async def members_of(ctx: Context, handbill_id: UUID, profile_ids: Sequence[int]) -> dict[int, str | None]:
    """The variants of customers who were exposed before; None: the control group."""
    rows = await ctx.db.execute(
        text(MEMBERS),
        {"workspace": ctx.workspace_id, "handbill": handbill_id, "profiles": list(profile_ids)},
    )
    return {row.profile_id: row.variant for row in rows}


async def store_sets(
    ctx: Context,
    edition: Edition,
    sets: Sequence[StoredSet],
    *,
    exposed: Mapping[int, str | None],
) -> list[StoredSet]:
    """Stores sets and first exposures (or new ones, of customers whose variant is gone); returns the sets.

    Promotions are given to the customers until the sets end, unless they are printed.
    """
    told = await ctx.db.scalar(
        text(STORE),
        {
            "workspace": ctx.workspace_id,
            "handbill": edition.handbill_id,
            "version": edition.version,
            "members": dump_json(
                [{"profile_id": profile_id, "variant": variant} for profile_id, variant in exposed.items()]
            ),
            "sets": dump_json([_written(found) for found in sets]),
            "items": dump_json([_item(found, pick) for found in sets for pick in found.picks]),
            "give": not edition.is_printed,
            "now": ctx.now,
        },
    )
    statuses: dict[int, dict[UUID, str]] = defaultdict(dict)
    for row in orjson.loads(told or "[]"):
        statuses[row["profile_id"]][UUID(row["promotion_id"])] = row["status"]
    return [replace(found, statuses=statuses[found.profile_id]) for found in sets]


async def statuses_of(ctx: Context, profile_id: int, promotion_ids: Sequence[UUID]) -> dict[UUID, str]:
    """How a customer stands to these promotions."""
    rows = await ctx.db.execute(
        text(STATUSES),
        {
            "workspace": ctx.workspace_id,
            "profile": profile_id,
            "promotions": list(promotion_ids),
            "now": ctx.now,
        },
    )
    return {row.promotion_id: row.status for row in rows}


def _written(found: StoredSet) -> dict[str, object]:
    return {
        "id": found.id,
        "profile_id": found.profile_id,
        "version": found.version,
        "variant": found.variant,
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "stage": found.stage,
        "model_id": found.model_id,
        "shortfall": [
            {"slot": short.slot, "wanted": short.wanted, "got": short.got, "reasons": dict(short.reasons)}
            for short in found.shortfalls
        ],
    }


def _item(found: StoredSet, pick: Pick) -> dict[str, object]:
    return {
        "set_id": found.id,
        "profile_id": found.profile_id,
        "until": found.ends_at,
        "place": pick.place,
        "slot": pick.slot,
        "promotion_id": pick.promotion_id,
        "score": pick.score,
        "reasons": list(pick.reasons),
    }


MEMBERS: Final = (
    "select profile_id, variant from handbill_members where workspace_id = :workspace"
    " and handbill_id = :handbill and profile_id = any(cast(:profiles as bigint[]))"
)
STORE: Final = (
    "select cast(handbills_store(:workspace, :handbill, :version, cast(:members as jsonb),"
    " cast(:sets as jsonb), cast(:items as jsonb), :give, :now) as text)"
)
STATUSES: Final = (
    f"select l.promotion_id, {STATUS} as status"
    " from promotion_profiles l where l.workspace_id = :workspace and l.profile_id = :profile"
    " and l.promotion_id = any(cast(:promotions as uuid[]))"
)
