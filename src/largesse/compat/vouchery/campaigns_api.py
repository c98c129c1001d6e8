"""Vouchery's calls of campaigns and batches of vouchers."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from largesse.accounts.permissions import Permission
from largesse.compat.vouchery import campaigns
from largesse.compat.vouchery.campaign_schemas import (
    AnyCampaignReward,
    AnyCampaignRule,
    CampaignInput,
    CampaignItem,
    CampaignList,
    CampaignPatch,
    VoucherBatch,
    VoucherBatchInput,
    VoucherItem,
)
from largesse.compat.vouchery.errors import PREFIX
from largesse.compat.vouchery.redemptions_api import Page, PerPage
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires

router = APIRouter(prefix=PREFIX, route_class=TransactionRoute, tags=["vouchery"])

CampaignId = Annotated[UUID, Path(description="Id of the campaign.")]


@router.post("/campaigns", status_code=201, operation_id="vyCreateCampaign", responses=failures(404, 409))
async def create_campaign(
    campaign: CampaignInput, ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_CREATE)
) -> CampaignItem:
    """Create a main campaign, or a sub-campaign in one."""
    return await campaigns.create(ctx, campaign)


@router.get("/campaigns", operation_id="vyListCampaigns")
async def list_campaigns(
    page: Page = 1, per_page: PerPage = 50, ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_READ)
) -> CampaignList:
    """List main and sub-campaigns, newest first."""
    return await campaigns.list_page(ctx, page=page, limit=per_page)


@router.get("/campaigns/{campaign_id}", operation_id="vyGetCampaign", responses=failures(404))
async def get_campaign(
    campaign_id: CampaignId, ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_READ)
) -> CampaignItem:
    """Read a campaign."""
    return await campaigns.read(ctx, campaign_id)


@router.put("/campaigns/{campaign_id}", operation_id="vyPutCampaign", responses=failures(404, 409))
@router.patch("/campaigns/{campaign_id}", operation_id="vyUpdateCampaign", responses=failures(404, 409))
async def change_campaign(
    campaign_id: CampaignId,
    patch: CampaignPatch,
    ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_UPDATE),
) -> CampaignItem:
    """Change a campaign, begin it or pause it."""
    return await campaigns.change(ctx, campaign_id, patch)


@router.delete(
    "/campaigns/{campaign_id}",
    status_code=204,
    response_class=Response,
    operation_id="vyDeleteCampaign",
    responses=failures(404, 409),
)
async def delete_campaign(
    campaign_id: CampaignId, ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_DELETE)
) -> Response:
    """Delete a campaign."""
    await campaigns.remove(ctx, campaign_id)
    return Response(status_code=204)


@router.post(
    "/campaigns/{campaign_id}/rules",
    status_code=201,
    operation_id="vyCreateRule",
    responses=failures(404, 409),
)
async def create_rule(
    campaign_id: CampaignId,
    rule: AnyCampaignRule,
    ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_UPDATE),
) -> CampaignItem:
    """Add a rule to a sub-campaign."""
    return await campaigns.add_term(ctx, campaign_id, "rules", rule.model_dump(mode="json"))


@router.post(
    "/campaigns/{campaign_id}/rewards",
    status_code=201,
    operation_id="vyCreateReward",
    responses=failures(404, 409),
)
async def create_reward(
    campaign_id: CampaignId,
    reward: AnyCampaignReward,
    ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_UPDATE),
) -> CampaignItem:
    """Add a reward to a sub-campaign."""
    return await campaigns.add_term(ctx, campaign_id, "rewards", reward.model_dump(mode="json"))


@router.post(
    "/campaigns/{campaign_id}/vouchers/batch",
    status_code=202,
    operation_id="vyCreateVoucherBatch",
    responses=failures(404, 409),
)
async def create_vouchers(
    campaign_id: CampaignId,
    wish: VoucherBatchInput,
    ctx: Context = requires(Permission.VOUCHERS_ITEM_GENERATE_CREATE),
) -> VoucherBatch:
    """Generate vouchers of a sub-campaign."""
    return await campaigns.make_vouchers(ctx, campaign_id, wish)


@router.get("/vouchers/find", operation_id="vyFindVoucher", responses=failures(404))
async def find_voucher(
    code: Annotated[
        str, Query(min_length=1, max_length=64, pattern=r"^[^\x00]+$", description="The voucher.")
    ],
    ctx: Context = requires(Permission.VOUCHERS_ITEM_READ),
) -> VoucherItem:
    """Find a voucher by its code."""
    return await campaigns.find_voucher(ctx, code)
