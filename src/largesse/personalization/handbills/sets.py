"""Rows of editions, members and sets: read, locked and written, many customers in one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.core.errors import ConflictError
from largesse.personalization.experiments.buckets import Layout
from largesse.personalization.handbills.definition import HandbillDefinition, HandbillType
from largesse.personalization.handbills.models import Handbill
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


async def read_edition(ctx: Context, handbill_id: UUID) -> Edition:
    """The handbill as it is published; NotFoundError; ConflictError `handbill_not_published`."""
    row = await get_handbill(ctx, handbill_id)
    if row.status != "published" or row.published_version is None:
        mend = {"draft": "Publish it first.", "paused": "Publish it again, or set its status to published."}
        raise ConflictError(
            "handbill_not_published",
            f"The handbill is {row.status}, and offers nothing. {mend.get(row.status, '')}".strip(),
            facts={"handbill_status": row.status},
        )
    return await _edition(ctx, row, row.published_version)


async def _edition(ctx: Context, row: Handbill, version: int) -> Edition:
    published = await get_version(ctx, row.id, version)
    return Edition(
        handbill_id=row.id,
        type=row.type,  # type: ignore[arg-type]  # the table holds it to these
        version=version,
        salt=row.salt,
        definition=HandbillDefinition.model_validate(published.definition),
        layout=Layout.load(published.layout),
    )


async def lock_customers(ctx: Context, profile_ids: Sequence[int]) -> None:
    """Lets nobody else give these customers sets until the transaction ends; in one order for all callers."""
    await ctx.db.execute(
        text(LOCK),
        {"workspace": str(ctx.workspace_id), "profiles": list(profile_ids)},
    )


async def live_sets(ctx: Context, handbill_id: UUID, profile_ids: Sequence[int]) -> dict[int, StoredSet]:
    """The sets of a handbill that are good now, with their items, by customer."""
    rows = await ctx.db.execute(
        text(LIVE),
        {
            "workspace": ctx.workspace_id,
            "handbill": handbill_id,
            "profiles": list(profile_ids),
            "now": ctx.now,
        },
    )
    return {row["profile_id"]: _set(dict(row)) for row in rows.mappings()}


async def last_ends(ctx: Context, handbill_id: UUID, profile_ids: Sequence[int]) -> dict[int, datetime]:
    """When the latest set of each customer ends or ended."""
    rows = await ctx.db.execute(
        text(ENDS),
        {"workspace": ctx.workspace_id, "handbill": handbill_id, "profiles": list(profile_ids)},
    )
    return {row.profile_id: row.ends_at for row in rows}


async def members_of(ctx: Context, handbill_id: UUID, profile_ids: Sequence[int]) -> dict[int, str | None]:
    """The variants of customers who were exposed before; None: the control group."""
    rows = await ctx.db.execute(
        text(MEMBERS),
        {"workspace": ctx.workspace_id, "handbill": handbill_id, "profiles": list(profile_ids)},
    )
    return {row.profile_id: row.variant for row in rows}


async def write_members(ctx: Context, edition: Edition, variants: Mapping[int, str | None]) -> None:
    """Notes the first exposure of these customers; one whose variant is gone is noted anew."""
    await ctx.db.execute(
        text(EXPOSE),
        {
            "workspace": ctx.workspace_id,
            "handbill": edition.handbill_id,
            "version": edition.version,
            "profiles": list(variants),
            "variants": list(variants.values()),
            "now": ctx.now,
        },
    )


async def write_sets(ctx: Context, sets: Sequence[StoredSet], *, give: bool = True) -> None:
    """Stores sets with their items, and gives the promotions to the customers until the sets end."""
    items = [(found, pick) for found in sets for pick in found.picks]
    await ctx.db.execute(
        text(STORE_SETS),
        {
            "workspace": ctx.workspace_id,
            "now": ctx.now,
            "sets": dump_json([_written(found) for found in sets]),
        },
    )
    if not items:
        return
    await ctx.db.execute(
        text(STORE_ITEMS),
        {
            "workspace": ctx.workspace_id,
            "items": dump_json([_item(found, pick) for found, pick in items]),
        },
    )
    if not give:
        return
    await ctx.db.execute(
        text(GIVE),
        {
            "workspace": ctx.workspace_id,
            "profiles": [found.profile_id for found, _ in items],
            "promotions": [pick.promotion_id for _, pick in items],
            "untils": [found.ends_at for found, _ in items],
            "now": ctx.now,
        },
    )


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


def _set(row: Mapping[str, Any]) -> StoredSet:
    return StoredSet(
        id=row["id"],
        handbill_id=row["handbill_id"],
        profile_id=row["profile_id"],
        version=row["version"],
        variant=row["variant"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        stage=row["stage"],
        model_id=row["model_id"],
        picks=tuple(
            Pick(
                item["place"],
                item["slot"],
                UUID(item["promotion_id"]),
                item["score"],
                tuple(item["reasons"]),
            )
            for item in row["items"]
        ),
        shortfalls=tuple(Shortfall(**found) for found in row["shortfall"]),
    )


def _written(found: StoredSet) -> dict[str, object]:
    return {
        "id": found.id,
        "handbill_id": found.handbill_id,
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
        "place": pick.place,
        "slot": pick.slot,
        "promotion_id": pick.promotion_id,
        "score": pick.score,
        "reasons": list(pick.reasons),
    }


LOCK: Final = (
    "select pg_advisory_xact_lock(k.key) from (select hashtextextended("
    "'handbills ' || cast(:workspace as text) || ' ' || p, 0) as key"
    " from unnest(cast(:profiles as bigint[])) p order by 1) k"
)
LIVE: Final = (
    "select distinct on (s.profile_id) s.id, s.handbill_id, s.profile_id, s.version, s.variant, s.starts_at,"
    " s.ends_at, s.stage, s.model_id, s.shortfall, coalesce((select jsonb_agg(jsonb_build_object("
    "'place', i.place, 'slot', i.slot, 'promotion_id', i.promotion_id, 'score', i.score,"
    " 'reasons', i.reasons) order by i.place) from handbill_items i where i.workspace_id = s.workspace_id"
    " and i.set_id = s.id), '[]') as items from handbill_sets s where s.workspace_id = :workspace"
    " and s.handbill_id = :handbill"
    " and s.profile_id = any(cast(:profiles as bigint[])) and s.ends_at > :now"
    " order by s.profile_id, s.starts_at desc"
)
ENDS: Final = (
    "select profile_id, max(ends_at) as ends_at from handbill_sets where workspace_id = :workspace"
    " and handbill_id = :handbill and profile_id = any(cast(:profiles as bigint[])) group by profile_id"
)
MEMBERS: Final = (
    "select profile_id, variant from handbill_members where workspace_id = :workspace"
    " and handbill_id = :handbill and profile_id = any(cast(:profiles as bigint[]))"
)
EXPOSE: Final = (
    "insert into handbill_members as m (workspace_id, handbill_id, profile_id, variant, version, since)"
    " select :workspace, :handbill, p.profile, p.variant, :version, :now"
    " from unnest(cast(:profiles as bigint[]), cast(:variants as text[])) p (profile, variant)"
    " order by p.profile on conflict (workspace_id, handbill_id, profile_id)"
    " do update set variant = excluded.variant, version = excluded.version, since = excluded.since"
)
STORE_SETS: Final = (
    "insert into handbill_sets (workspace_id, id, handbill_id, profile_id, version, variant, starts_at,"
    " ends_at, stage, model_id, shortfall, assigned_at)"
    " select :workspace, s.id, s.handbill_id, s.profile_id, s.version, s.variant, s.starts_at, s.ends_at,"
    " s.stage, s.model_id, s.shortfall, :now from jsonb_to_recordset(cast(:sets as jsonb)) s (id uuid,"
    " handbill_id uuid, profile_id bigint, version integer, variant text, starts_at timestamptz,"
    " ends_at timestamptz, stage text, model_id uuid, shortfall jsonb)"
)
STORE_ITEMS: Final = (
    "insert into handbill_items (workspace_id, set_id, place, slot, promotion_id, score, reasons)"
    " select :workspace, i.set_id, i.place, i.slot, i.promotion_id, i.score, i.reasons"
    " from jsonb_to_recordset(cast(:items as jsonb)) i (set_id uuid, place smallint, slot smallint,"
    " promotion_id uuid, score double precision, reasons jsonb)"
)
GIVE: Final = (
    "select redemptions_assign_until(:workspace, cast(:profiles as bigint[]), cast(:promotions as uuid[]),"
    " cast(:untils as timestamptz[]), :now)"
)
STATUSES: Final = (
    f"select l.promotion_id, {STATUS} as status"
    " from promotion_profiles l where l.workspace_id = :workspace and l.profile_id = :profile"
    " and l.promotion_id = any(cast(:promotions as uuid[]))"
)
