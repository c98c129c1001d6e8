"""Reads what was refused, counts it, and exports it."""

from asyncio import to_thread
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping, text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import Database, dump_json
from largesse.core.files import CsvExport
from largesse.core.files.exports import Cell
from largesse.core.ids import ids_of
from largesse.redemptions.rejections.schemas import (
    RejectionCount,
    RejectionPage,
    RejectionSummary,
    RejectionView,
)

FIELDS: Final = (
    "id, at, operation, reason, code, promotion_id, campaign_id, profile_id as customer_id, order_id,"
    " observed, needed, verdict as explanation, cart, actor, address"
)
STRETCH: Final = 5_000
CSV_COLUMNS: Final = (
    "at", "operation", "reason", "code", "promotion_id", "campaign_id", "customer_id", "order_id", "observed",
    "needed", "currency", "actor", "address",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RejectionFilter:
    """Which rejections are meant; `since` is included, `until` is not."""

    reason: str | None = None
    code: str | None = None
    promotion_id: UUID | None = None
    campaign_id: UUID | None = None
    customer_id: int | None = None
    member_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None

    def sql(self, ctx: Context) -> tuple[str, dict[str, object]]:
        """The condition and its values."""
        first, last = ids_of(self.since, self.until)
        asked = {
            "reason = :reason": ("reason", self.reason),
            "code = :code": ("code", self.code),
            "promotion_id = :promotion": ("promotion", self.promotion_id),
            "campaign_id = :campaign": ("campaign", self.campaign_id),
            "profile_id = :customer": ("customer", self.customer_id),
            # The pattern is that of the index.
            "actor like 'member:%' and actor = :member": (
                "member",
                f"member:{self.member_id}" if self.member_id else None,
            ),
            "at >= :since": ("since", self.since),
            "at < :until": ("until", self.until),
            "id >= :first": ("first", first),
            "id < :last": ("last", last),
        }
        given = {sql: pair for sql, pair in asked.items() if pair[1] is not None}
        return " and ".join(["workspace_id = :workspace", *given]), {
            "workspace": ctx.workspace_id,
            **dict(given.values()),
        }


async def list_rejections(
    ctx: Context, wanted: RejectionFilter, *, limit: int, cursor: UUID | None = None
) -> RejectionPage:
    """A page of rejections, the latest first."""
    rows = await _read(ctx, wanted, limit=limit + 1, before=cursor)
    items = [RejectionView.model_validate(dict(row)) for row in rows[:limit]]
    more = len(rows) > limit
    return RejectionPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def summarize_rejections(ctx: Context, wanted: RejectionFilter) -> RejectionSummary:
    """How many there are, by reason and by day of the workspace's time zone."""
    condition, values = wanted.sql(ctx)
    rows = (
        await ctx.db.execute(
            text(
                "select cast(at at time zone (select time_zone from workspaces where id = :workspace)"
                f" as date) as day, reason, count(*) as count from rejections where {condition}"
                " group by 1, 2 order by 1 desc, 3 desc, 2"
            ),
            values,
        )
    ).mappings()
    days = [RejectionCount.model_validate(dict(row)) for row in rows]
    totals: dict[str, int] = {}
    for day in days:
        totals[day.reason] = totals.get(day.reason, 0) + day.count
    by_reason = dict(sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])))
    return RejectionSummary(total=sum(by_reason.values()), by_reason=by_reason, days=days)


async def begin_rejection_export(ctx: Context) -> None:
    """Notes in the audit log who exports."""
    record(ctx, "rejections.exported", object_type="rejections", object_id="all")


async def export_rejections(
    database: Database, workspace_id: UUID, wanted: RejectionFilter, *, export: CsvExport
) -> AsyncIterator[bytes]:
    """Blocks of CSV, the latest rejection first; each stretch is read in a short transaction of its own."""
    yield export.begin(CSV_COLUMNS)
    last: UUID | None = None
    while True:
        async with database.context(workspace_id) as ctx:
            rows = await _read(ctx, wanted, limit=STRETCH, before=last)
        if rows:
            last = rows[-1]["id"]
            yield await to_thread(lambda found=rows: export.encode([_line(row) for row in found]))  # type: ignore[misc]
        if len(rows) < STRETCH:
            return


async def _read(
    ctx: Context, wanted: RejectionFilter, *, limit: int, before: UUID | None
) -> Sequence[RowMapping]:
    condition, values = wanted.sql(ctx)
    if before is not None:
        condition, values = f"{condition} and id < :before", {**values, "before": before}
    rows = await ctx.db.execute(
        text(f"select {FIELDS} from rejections where {condition} order by id desc limit :limit"),
        {**values, "limit": limit},
    )
    return rows.mappings().all()


def _line(row: RowMapping) -> Sequence[Cell]:
    return (
        row["at"].isoformat().replace("+00:00", "Z"),
        row["operation"],
        row["reason"],
        row["code"],
        _text(row["promotion_id"]),
        _text(row["campaign_id"]),
        row["customer_id"],
        row["order_id"],
        _json(row["observed"]),
        _json(row["needed"]),
        _text(row["cart"].get("currency")),
        row["actor"],
        row["address"],
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _json(value: object) -> str | None:
    return None if value is None else value if isinstance(value, str) else dump_json(value)
