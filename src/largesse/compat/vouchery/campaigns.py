"""Vouchery's campaigns: main ones are our campaigns, sub-campaigns our promotions in them."""

from typing import Any, Final
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy import text

from largesse.compat.vouchery.campaign_schemas import (
    CampaignInput,
    CampaignItem,
    CampaignList,
    CampaignPatch,
    CampaignState,
    VoucherBatch,
    VoucherBatchInput,
    VoucherItem,
)
from largesse.compat.vouchery.campaign_terms import KEY, kept, rebuild
from largesse.core.context import Context
from largesse.core.errors import ConflictError, InvalidError, NotFoundError
from largesse.profiles.queries import custom_ids_of
from largesse.promotions.access import PoolCodes
from largesse.promotions.commands import campaigns as main
from largesse.promotions.commands.promotions import change_promotion, create_promotion, delete_promotion
from largesse.promotions.commands.publish import change_promotion_status, publish
from largesse.promotions.definition import Definition, Display
from largesse.promotions.queries import get_settings, view_campaign, view_promotion
from largesse.promotions.schemas import CampaignInput as MainInput
from largesse.promotions.schemas import CampaignPatch as MainPatch
from largesse.promotions.schemas import CampaignView, PromotionInput, PromotionPatch, PromotionView
from largesse.vouchers.commands.generate import start_generation
from largesse.vouchers.commands.pools import create_pool
from largesse.vouchers.import_schemas import GenerationInput
from largesse.vouchers.queries import view_code
from largesse.vouchers.schemas import PoolInput

STATES: Final[dict[str, CampaignState]] = {"active": "active", "hidden": "active", "finished": "finished"}


async def create(ctx: Context, campaign: CampaignInput) -> CampaignItem:
    """Makes a main campaign, or a sub-campaign in one; what our commands raise."""
    if campaign.type == "MainCampaign":
        return await _create_main(ctx, campaign)
    if campaign.parent_id is None:
        raise InvalidError(
            "parent_missing", "Name the main campaign by `parent_id`.", pointer="/body/parent_id"
        )
    sent: dict[str, JsonValue] = {"template": campaign.template, "rules": [], "rewards": []}
    made = await create_promotion(
        ctx,
        PromotionInput(
            name=campaign.name,
            note=campaign.description,
            campaign_id=campaign.parent_id,
            definition=Definition(
                starts_at=campaign.starts_at,
                ends_at=campaign.ends_at,
                display=Display(name=campaign.name, params={KEY: sent}),
            ),
        ),
    )
    return sub_item(await _set_status(ctx, made, campaign.status))


async def read(ctx: Context, campaign_id: UUID) -> CampaignItem:
    """A main or sub-campaign; NotFoundError."""
    try:
        return main_item(await view_campaign(ctx, campaign_id))
    except NotFoundError:
        return sub_item(await view_promotion(ctx, campaign_id))


async def change(ctx: Context, campaign_id: UUID, patch: CampaignPatch) -> CampaignItem:
    """Changes a main or sub-campaign; what our commands raise."""
    if (await read(ctx, campaign_id)).type == "MainCampaign":
        given = patch.model_dump(exclude_unset=True, exclude={"status"})
        view = await main.change_campaign(ctx, campaign_id, MainPatch.model_validate(given))
        return main_item(await _set_main_status(ctx, view, patch.status))
    before = await view_promotion(ctx, campaign_id)
    period = patch.model_dump(include={"starts_at", "ends_at"}, exclude_unset=True)
    definition = before.definition.model_copy(update=period)
    return await _save(ctx, before, definition, name=patch.name, note=patch.description, status=patch.status)


async def remove(ctx: Context, campaign_id: UUID) -> None:
    """Deletes a campaign; a sub-campaign that was published is archived. What our commands raise."""
    if (await read(ctx, campaign_id)).type == "MainCampaign":
        await main.delete_campaign(ctx, campaign_id)
    else:
        await delete_promotion(ctx, campaign_id)


async def add_term(ctx: Context, campaign_id: UUID, kind: str, term: dict[str, Any]) -> CampaignItem:
    """Adds a rule or a reward (`kind`) to a sub-campaign; published ones follow at once. NotFoundError."""
    before = await view_promotion(ctx, campaign_id)
    sent = kept(before.definition)
    sent = {**sent, kind: [*sent.get(kind, []), term]}
    currency = before.definition.currency or (await get_settings(ctx)).currency
    return await _save(ctx, before, rebuild(before.definition, sent, currency=currency))


async def make_vouchers(ctx: Context, campaign_id: UUID, wish: VoucherBatchInput) -> VoucherBatch:
    """Begins to generate vouchers of a sub-campaign, into a pool of its own; NotFoundError, ConflictError."""
    before = await view_promotion(ctx, campaign_id)
    pool_id = before.definition.access.own_pool()
    if pool_id is None:
        pool_id = (await create_pool(ctx, PoolInput(name=before.name))).id
        currency = before.definition.currency or (await get_settings(ctx)).currency
        pooled = before.definition.model_copy(update={"access": PoolCodes(pool_id=pool_id)})
        await _save(ctx, before, rebuild(pooled, kept(pooled), currency=currency))
    generation = GenerationInput.model_validate(
        {"count": wish.amount, "length": wish.length, "prefix": wish.prefix}
    )
    job_id = await start_generation(ctx, pool_id, generation)
    return VoucherBatch(id=job_id, campaign_id=campaign_id, amount=wish.amount)


async def find_voucher(ctx: Context, code: str) -> VoucherItem:
    """A voucher, how far it is, and its sub-campaign; NotFoundError."""
    found = await view_code(ctx, code)
    campaign = await ctx.db.scalar(
        text("select promotion_id from promotion_pools where workspace_id = :workspace and pool_id = :pool"),
        {"workspace": ctx.workspace_id, "pool": found.pool_id},
    )
    customers = await custom_ids_of(ctx, [found.profile_id] if found.profile_id else [])
    gone = found.state == "cancelled" or (found.expires_at is not None and found.expires_at <= ctx.now)
    states = {"unassigned": "created", "assigned": "distributed", "redeemed": "redeemed"}
    return VoucherItem.model_validate(
        {
            "id": found.id,
            "code": found.code,
            "status": "expired" if gone and found.state != "redeemed" else states.get(found.state),
            "active": not gone and found.state != "redeemed",
            "campaign_id": campaign,
            "customer_identifier": customers.get(found.profile_id or 0),
            "expires_at": found.expires_at,
            "created_at": found.created_at,
        }
    )


async def list_page(ctx: Context, *, page: int, limit: int) -> CampaignList:
    """A page of main and sub-campaigns, newest first; archived ones are not there."""
    values = {"workspace": ctx.workspace_id, "limit": limit, "skip": (page - 1) * limit}
    total = await ctx.db.scalar(text(f"select count(*) from ({EVERY}) c"), values)
    ids = await ctx.db.scalars(text(f"{EVERY} order by id desc limit :limit offset :skip"), values)
    return CampaignList(items=[await read(ctx, each) for each in ids.all()], page=page, total=total or 0)


def main_item(view: CampaignView) -> CampaignItem:
    """Our campaign in their shape."""
    return CampaignItem(
        type="MainCampaign",
        parent_id=None,
        template=None,
        triggers_on=None,
        status=STATES.get(view.status, "inactive"),
        rules=[],
        rewards=[],
        **view.model_dump(
            include={"id", "name", "description", "starts_at", "ends_at", "created_at", "updated_at"}
        ),
    )


def sub_item(view: PromotionView) -> CampaignItem:
    """Our promotion in their shape."""
    sent = kept(view.definition)
    return CampaignItem(
        type="SubCampaign",
        id=view.id,
        name=view.name,
        description=view.note,
        parent_id=view.campaign_id,
        template=sent.get("template", "discount"),
        triggers_on="redemption",
        status=STATES.get(view.status, "inactive"),
        starts_at=view.definition.starts_at,
        ends_at=view.definition.ends_at,
        rules=sent.get("rules", []),
        rewards=sent.get("rewards", []),
        created_at=view.created_at,
        updated_at=view.updated_at,
    )


async def _create_main(ctx: Context, campaign: CampaignInput) -> CampaignItem:
    made = await main.create_campaign(
        ctx,
        MainInput(
            name=campaign.name,
            description=campaign.description,
            starts_at=campaign.starts_at,
            ends_at=campaign.ends_at,
        ),
    )
    return main_item(await _set_main_status(ctx, made, campaign.status))


async def _set_main_status(ctx: Context, view: CampaignView, status: str | None) -> CampaignView:
    if status == "active" and view.status != "active":
        return await main.change_campaign_status(ctx, view.id, "active")
    if status == "inactive" and view.status == "active":
        return await main.change_campaign_status(ctx, view.id, "paused")
    return view


async def _set_status(ctx: Context, view: PromotionView, status: str | None) -> PromotionView:
    if status == "active":
        return await publish(ctx, view.id)
    if status == "inactive" and view.status in ("active", "hidden"):
        return await change_promotion_status(ctx, view.id, "paused")
    return view


async def _save(
    ctx: Context,
    before: PromotionView,
    definition: Definition,
    *,
    name: str | None = None,
    note: str | None = None,
    status: str | None = None,
) -> CampaignItem:
    """Changes a sub-campaign; one that is active is published again."""
    if before.status == "archived":
        raise ConflictError("campaign_archived", "This campaign was deleted. Make another one.")
    given = {"definition": definition, "name": name, "note": note}
    patch = PromotionPatch.model_validate({key: value for key, value in given.items() if value is not None})
    changed = await change_promotion(ctx, before.id, patch)
    now = status or ("active" if before.status in ("active", "hidden") else None)
    return sub_item(await _set_status(ctx, changed, now))


EVERY: Final = (
    "select id from campaigns where workspace_id = :workspace and status <> 'archived'"
    " union all select id from promotions where workspace_id = :workspace and status <> 'archived'"
)
