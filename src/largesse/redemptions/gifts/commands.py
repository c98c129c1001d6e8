"""Gift cards: what is left on them, and their entries. The ledger is in gift.sql."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping, text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.errors import ConflictError, NotFoundError
from largesse.promotions.access import GiftCards
from largesse.promotions.amounts import in_currency
from largesse.promotions.queries import CURRENCY
from largesse.redemptions.gifts.schemas import (
    GiftCardView,
    GiftChangeView,
    GiftEntryInput,
    GiftEntryPage,
    GiftEntryView,
)
from largesse.vouchers.models import STATES
from largesse.vouchers.queries import get_code

COLUMNS: Final = "id, at, kind, amount, redemption_id, reason, actor"


@dataclass(frozen=True, slots=True)
class _Card:
    code: str
    promotion_id: UUID
    currency: str
    balance: int
    is_issued: bool


async def view_gift_card(ctx: Context, code: str) -> GiftCardView:
    """A gift card; NotFoundError."""
    found = await get_code(ctx, code)
    card = await _card_of(ctx, found)
    return GiftCardView(
        code=found["display"] or found["code"],
        promotion_id=card.promotion_id,
        currency=card.currency,
        balance=card.balance,
        is_issued=card.is_issued,
        state=STATES[found["state"]],
        profile_id=found["profile_id"],
        expires_at=_earliest(found["expires_at"], found["valid_until"]),
    )


async def list_gift_entries(
    ctx: Context, code: str, *, limit: int, cursor: int | None = None
) -> GiftEntryPage:
    """A page of a card's entries, latest first; NotFoundError."""
    card = await _card_of(ctx, await get_code(ctx, code))
    rows = await ctx.db.execute(
        text(
            f"select {COLUMNS} from gift_ledger where workspace_id = :workspace and code = :code"
            " and id < :cursor order by id desc limit :limit"
        ),
        {
            "workspace": ctx.workspace_id,
            "code": card.code,
            "cursor": cursor or 2**63 - 1,
            "limit": limit + 1,
        },
    )
    items = [GiftEntryView.model_validate(dict(row)) for row in rows.mappings()]
    more = len(items) > limit
    return GiftEntryPage(
        items=items[:limit], has_more=more, next_cursor=str(items[limit - 1].id) if more else None
    )


async def change_gift_card(ctx: Context, code: str, entry: GiftEntryInput) -> GiftChangeView:
    """Puts money on a card or takes some off by hand; a card that was never used is issued first.

    NotFoundError; ConflictError `balance_exceeded` when there is not enough on it.
    """
    card = await _card_of(ctx, await get_code(ctx, code))
    balance: int | None = await ctx.db.scalar(
        text(
            "select redemptions_gift(:workspace, :code, :promotion, :currency, :initial, :amount, :kind,"
            " null,"
            " :reason, :actor, :now)"
        ),
        {
            "workspace": ctx.workspace_id,
            "code": card.code,
            "promotion": card.promotion_id,
            "currency": card.currency,
            "initial": card.balance,
            "amount": entry.amount,
            "kind": entry.kind,
            "reason": entry.reason,
            "actor": ctx.actor.label,
            "now": ctx.now,
        },
    )
    if balance is None:
        raise ConflictError(
            "balance_exceeded",
            f"There is less on the card than {-entry.amount}.",
            facts={"needed": -entry.amount},
        )
    record(
        ctx,
        "gift_card.adjusted" if entry.kind == "adjust" else "gift_card.credited",
        object_type="gift_card",
        object_id=card.code,
        after=entry.model_dump(mode="json", include={"amount", "reason"}),
    )
    page = await list_gift_entries(ctx, code, limit=1)
    return GiftChangeView(balance=balance, entry=page.items[0])


def initial_balance(access: GiftCards, attributes: Mapping[str, object], currency: str) -> int | None:
    """What a card holds before it is used, in minor units; None when it holds nothing in this currency.

    The attribute `balance` of its code goes before what the promotion says.
    """
    own = str(attributes.get("balance", ""))
    if own.isascii() and own.isdecimal() and len(own) <= 15:
        return int(own)
    return in_currency(access.balance, currency)


async def _card_of(ctx: Context, code: RowMapping) -> _Card:
    row = (
        (
            await ctx.db.execute(
                text(
                    "select g.promotion_id as seen_promotion_id, g.currency as seen_currency, g.balance as"
                    " seen_balance,"
                    " o.promotion_id, v.definition -> 'access' as access,"
                    " coalesce(v.definition ->> 'currency', s.currency, :currency) as currency"
                    " from (select) one"
                    " left join gift_balances g on g.workspace_id = :workspace and g.code = :code"
                    " left join promotion_pools o on o.workspace_id = :workspace and o.pool_id = :pool"
                    " left join promotions p on p.workspace_id = :workspace and p.id = o.promotion_id"
                    " left join promotion_versions v on v.workspace_id = :workspace and v.promotion_id = p.id"
                    " and v.version = p.version"
                    " left join promotion_settings s on s.workspace_id = :workspace"
                ),
                {
                    "workspace": ctx.workspace_id,
                    "code": code["code"],
                    "pool": code["pool_id"],
                    "currency": CURRENCY,
                },
            )
        )
        .mappings()
        .one()
    )
    if row["seen_balance"] is not None:
        return _Card(
            code["code"], row["seen_promotion_id"], row["seen_currency"], row["seen_balance"], is_issued=True
        )
    balance = None
    if row["access"] is not None and row["access"]["type"] == "gift_cards":
        access = GiftCards.model_validate(row["access"])
        balance = initial_balance(access, code["attributes"] or {}, row["currency"])
    if balance is None:
        raise NotFoundError(
            "gift_card_not_found",
            "This code is no gift card: no published promotion gives gift cards from its pool.",
        )
    return _Card(code["code"], row["promotion_id"], row["currency"], balance, is_issued=False)


def _earliest(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
