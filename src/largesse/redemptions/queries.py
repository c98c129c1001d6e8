"""Reads redemptions and holds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.core.ids import ids_of
from largesse.redemptions.schemas import (
    STATES,
    LedgerEntryView,
    RedeemedPromotion,
    RedemptionDetail,
    RedemptionPage,
    RedemptionView,
)

COLUMNS = (
    "id, state, order_id, profile_id, currency, initial, discount, metadata, returned, created_at,"
    " held_until, redeemed_at, ended_at"
)


async def get_redemption(ctx: Context, redemption_id: UUID) -> RedemptionView:
    """A redemption or hold; NotFoundError."""
    found = await _view(ctx, "id = :id", {"id": redemption_id}, 1)
    if not found:
        raise NotFoundError("redemption_not_found", f"There is no redemption or hold {redemption_id}.")
    return found[0]


async def get_redemption_detail(ctx: Context, redemption_id: UUID) -> RedemptionDetail:
    """A redemption or hold with its order and its ledger; NotFoundError."""
    view = await get_redemption(ctx, redemption_id)
    given = {"workspace": ctx.workspace_id, "id": redemption_id}
    row = (
        await ctx.db.execute(
            text("select cart, actor from redemptions where workspace_id = :workspace and id = :id"), given
        )
    ).one()
    entries = await ctx.db.execute(
        text(
            "select kind, at, actor, keys as keys_, amounts, params from redemption_ledger"
            " where workspace_id = :workspace and redemption_id = :id order by id"
        ),
        given,
    )
    return RedemptionDetail(
        **dict(view),
        cart=row.cart,
        actor=row.actor,
        entries=[
            LedgerEntryView(
                kind=entry.kind,
                at=entry.at,
                actor=entry.actor,
                counted=dict(zip(entry.keys_, entry.amounts, strict=True)),
                params=entry.params,
            )
            for entry in entries
        ],
    )


async def find_hold(ctx: Context, order_id: str) -> RedemptionView:
    """The hold of an order that was not confirmed yet, or the last one; NotFoundError."""
    found = await _view(ctx, "order_id = :order", {"order": order_id}, 1)
    if not found:
        raise NotFoundError(
            "redemption_not_found", f"There is no redemption or hold of the order {order_id}."
        )
    return found[0]


async def list_redemptions(
    ctx: Context,
    *,
    limit: int,
    cursor: UUID | None = None,
    promotion_id: UUID | None = None,
    customer_id: int | None = None,
    order_id: str | None = None,
    code: str | None = None,
    state: int | None = None,
    member_id: UUID | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> RedemptionPage:
    """A page of redemptions, newest first, that meet every condition; `code` is canonical."""
    first, last = ids_of(since, until)
    conditions = {
        "id < :cursor": ("cursor", cursor),
        "created_at >= :since": ("since", since),
        "id >= :first": ("first", first),
        "created_at < :until": ("until", until),
        "id < :last": ("last", last),
        "profile_id = :customer": ("customer", customer_id),
        "order_id = :order": ("order", order_id),
        "state = :state": ("state", state),
        # The pattern is that of the index.
        "actor like 'member:%' and actor = :member": ("member", f"member:{member_id}" if member_id else None),
        "exists (select from redemption_items i where i.workspace_id = d.workspace_id"
        " and i.redemption_id = d.id and i.promotion_id = :promotion)": ("promotion", promotion_id),
        "id in (select i.redemption_id from redemption_items i where i.workspace_id = :workspace"
        " and i.code = :code)": ("code", code),
    }
    given = {name: value for name, value in conditions.values() if value is not None}
    where = " and ".join(sql for sql, (_, value) in conditions.items() if value is not None) or "true"
    found = await _view(ctx, where, given, limit + 1)
    more = len(found) > limit
    return RedemptionPage(
        items=found[:limit], next_cursor=str(found[limit - 1].id) if more else None, has_more=more
    )


def view_of_request(request: Mapping[str, Any], *, created_at: Any) -> RedemptionView:  # noqa: ANN401
    """A redemption that was written just now, as it was written."""
    held = request["op"] == "hold"
    return RedemptionView.model_construct(  # nothing of it came from outside
        id=UUID(request["id"]),
        state="held" if held else "redeemed",
        order_id=request["order"],
        customer_id=request["customer"],
        currency=request["currency"],
        initial=request["initial"],
        discount=request["discount"],
        promotions=[
            RedeemedPromotion.model_construct(
                promotion_id=UUID(item["p"]),
                campaign_id=UUID(item["c"]) if item["c"] else None,
                version=item["v"],
                code=item["code"],
                discount=item["d"],
                shipping=item["sh"],
                lines=item["lines"],
                grants=item["grants"],
                points_spent=item["ps"],
                gift_spent=item["gs"],
            )
            for item in request["items"]
        ],
        metadata=request["metadata"],
        returned={},
        created_at=created_at,
        held_until=datetime.fromisoformat(request["until"]) if held else None,
        redeemed_at=None if held else created_at,
        ended_at=None,
    )


async def _view(
    ctx: Context, where: str, given: Mapping[str, object], limit: int
) -> Sequence[RedemptionView]:
    rows = (
        (
            await ctx.db.execute(
                text(
                    f"select {COLUMNS} from redemptions d where d.workspace_id = :workspace and {where}"
                    " order by id desc limit :limit"
                ),
                {"workspace": ctx.workspace_id, "limit": limit, **given},
            )
        )
        .mappings()
        .all()
    )
    items: dict[UUID, list[RowMapping]] = defaultdict(list)
    for item in (
        await ctx.db.execute(
            text(
                "select * from redemption_items where workspace_id = :workspace and redemption_id = any(:ids)"
                " order by redemption_id, place"
            ),
            {"workspace": ctx.workspace_id, "ids": [row["id"] for row in rows]},
        )
    ).mappings():
        items[item["redemption_id"]].append(item)
    return [_one(row, items[row["id"]]) for row in rows]


def _one(row: RowMapping, items: Sequence[RowMapping]) -> RedemptionView:
    return RedemptionView(
        **{name: row[name] for name in ("id", "order_id", "currency", "initial", "discount", "metadata")},
        state=STATES[row["state"]],
        customer_id=row["profile_id"],
        returned=row["returned"],
        created_at=row["created_at"],
        held_until=row["held_until"],
        redeemed_at=row["redeemed_at"],
        ended_at=row["ended_at"],
        promotions=[RedeemedPromotion.model_validate(dict(item)) for item in items],
    )
