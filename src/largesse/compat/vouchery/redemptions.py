"""Vouchery's redemptions on our desk and redeemer: validated, made, named, confirmed, cancelled, listed."""

from uuid import UUID

from sqlalchemy import text

from largesse.compat.vouchery.errors import RedemptionRejectedError, VoucherUnknownError, rejection
from largesse.compat.vouchery.redemption_schemas import (
    CampaignName,
    InvalidRedemption,
    InvalidRedemptionList,
    OrderFields,
    RedemptionInput,
    RedemptionItem,
    VoucherName,
    money,
    redemption_item,
)
from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.core.http import Caller
from largesse.profiles.queries import custom_ids_of
from largesse.promotions.facts import Requester
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.commands.ends import cancel, conflict_of, roll_back_whole
from largesse.redemptions.commands.redeemer import Redeemer
from largesse.redemptions.commands.wishes import Wish
from largesse.redemptions.queries import get_redemption, list_redemptions
from largesse.redemptions.rejections.queries import FIELDS
from largesse.redemptions.schemas import RedemptionView
from largesse.redemptions.validations.queries import is_valid, requester_of, view_validation
from largesse.redemptions.validations.schemas import ValidationView


async def validate(caller: Caller, desk: Desk, code: str, order: OrderFields) -> RedemptionItem:
    """What the voucher would give; RedemptionRejectedError when it is not good, VoucherUnknownError."""
    book = await desk.book(caller.actor.workspace_id)
    asked = await desk.ask(
        Question(
            workspace_id=caller.actor.workspace_id,
            codes=(code,),
            customer=order.customer(),
            cart=order.cart(book.currency),
            requester=requester_of(caller.actor),
            now=caller.now,
            order_id=order.transaction_id,
        )
    )
    view = view_validation(asked)
    if not is_valid(asked):
        raise _rejected(view)
    own = next(found for found in view.candidates if found.code and found.outcome == "applicable")
    name = CampaignName(id=own.promotion.id, name=own.promotion.name) if own.promotion else None
    return RedemptionItem(
        id=None,
        transaction_id=order.transaction_id,
        customer_identifier=order.customer_identifier,
        voucher=VoucherName(code=own.code or code, campaign=name) if name else None,
        total_transaction_cost=money(view.items.initial, view.currency),
        granted_discount=money(view.total.discount, view.currency),
        currency=view.currency,
        rewards=[grant.model_dump(mode="json") for found in view.candidates for grant in found.grants],
        validated_at=caller.now,
        expires_at=None,
        confirmed_at=None,
        cancelled_at=None,
    )


async def redeem(
    caller: Caller,
    redeemer: Redeemer,
    desk: Desk,
    code: str,
    order: RedemptionInput,
    *,
    key: str | None,
    digest: bytes | None,
) -> UUID:
    """Redeems the voucher or holds it; returns the redemption. Refuses as `validate` does."""
    book = await desk.book(caller.actor.workspace_id)
    result = await redeemer.redeem(
        Wish(
            workspace_id=caller.actor.workspace_id,
            cart=order.cart(book.currency),
            now=caller.now,
            actor=caller.actor.label,
            requester=Requester(caller.actor.kind, caller.actor.id),
            codes=(code,),
            customer=order.customer(),
            order_id=order.transaction_id,
            ttl=order.held_for(),
            key=key,
            digest=digest,
            address=caller.address,
        )
    )
    if result.redemption_id is None:
        raise _rejected(view_validation(result.asked))
    return result.redemption_id


async def cancel_redemption(ctx: Context, redemption_id: UUID) -> RedemptionView:
    """Frees a hold, or rolls a redemption back; NotFoundError, ConflictError."""
    before = await get_redemption(ctx, redemption_id)
    if before.state == "held":
        return await cancel(ctx, redemption_id)
    if before.state == "redeemed":
        return await roll_back_whole(ctx, redemption_id)
    raise conflict_of(before)


async def redemption_of(ctx: Context, transaction_id: str) -> UUID:
    """The latest redemption of a transaction; NotFoundError."""
    page = await list_redemptions(ctx, limit=1, order_id=transaction_id)
    if not page.items:
        raise NotFoundError(
            "redemption_not_found", f"There is no redemption of the transaction {transaction_id}."
        )
    return page.items[0].id


async def show(ctx: Context, redemption_id: UUID) -> RedemptionItem:
    """The redemption as it stands; NotFoundError."""
    view = await get_redemption(ctx, redemption_id)
    coded = [promotion for promotion in view.promotions if promotion.code]
    names = await campaign_names(ctx, [promotion.promotion_id for promotion in coded])
    voucher = next(
        (
            VoucherName(code=promotion.code or "", campaign=names[promotion.promotion_id])
            for promotion in coded
            if promotion.promotion_id in names
        ),
        None,
    )
    customers = await custom_ids_of(ctx, [view.customer_id] if view.customer_id else [])
    return redemption_item(view, voucher=voucher, customer=customers.get(view.customer_id or 0))


async def invalid_redemptions(
    ctx: Context, *, campaign_id: UUID | None, page: int, limit: int
) -> InvalidRedemptionList:
    """Rejected attempts, the latest first: of a main or sub-campaign, or all."""
    where = "workspace_id = :workspace"
    values: dict[str, object] = {"workspace": ctx.workspace_id}
    if campaign_id is not None:
        where += " and (promotion_id = :campaign or campaign_id = :campaign)"
        values["campaign"] = campaign_id
    total = await ctx.db.scalar(text(f"select count(*) from rejections where {where}"), values)
    rows = (
        await ctx.db.execute(
            text(f"select {FIELDS} from rejections where {where} order by id desc limit :limit offset :skip"),
            {**values, "limit": limit, "skip": (page - 1) * limit},
        )
    ).mappings()
    found = list(rows)
    customers = await custom_ids_of(ctx, {row["customer_id"] for row in found if row["customer_id"]})
    return InvalidRedemptionList(
        items=[
            InvalidRedemption(
                id=row["id"],
                created_at=row["at"],
                voucher_code=row["code"],
                campaign_id=row["promotion_id"],
                main_campaign_id=row["campaign_id"],
                customer_identifier=customers.get(row["customer_id"]),
                transaction_id=row["order_id"],
                errors=[rejection(row["reason"], needed=row["needed"], currency=row["cart"].get("currency"))],
            )
            for row in found
        ],
        page=page,
        total=total or 0,
    )


async def campaign_names(ctx: Context, promotion_ids: list[UUID]) -> dict[UUID, CampaignName]:
    """The names of sub-campaigns, which are promotions of ours."""
    rows = await ctx.db.execute(
        text(
            "select id, name from promotions where workspace_id = :workspace"
            " and id = any(cast(:ids as uuid[]))"
        ),
        {"workspace": ctx.workspace_id, "ids": promotion_ids},
    )
    return {row.id: CampaignName(id=row.id, name=row.name) for row in rows}


def _rejected(view: ValidationView) -> RedemptionRejectedError | VoucherUnknownError:
    reasons = [
        rejection(one.reason or "no_effect", needed=one.needed, currency=view.currency, message=one.message)
        for one in view.candidates
        if one.code
    ]
    message = reasons[0]["message"] if reasons else "Nothing applies to this order."
    if [reason["reason"] for reason in reasons] == ["code_not_found"]:
        return VoucherUnknownError(message, reasons)
    return RedemptionRejectedError(message, reasons)
