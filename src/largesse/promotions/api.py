"""Routes of campaigns, promotions and their settings."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.promotions import queries
from largesse.promotions.commands import campaigns, promotions
from largesse.promotions.commands import publish as publications
from largesse.promotions.commands import settings as policies
from largesse.promotions.schemas import (
    CampaignInput,
    CampaignPage,
    CampaignPatch,
    CampaignStatus,
    CampaignStatusInput,
    CampaignView,
    PromotionCheckView,
    PromotionCopyInput,
    PromotionInput,
    PromotionPage,
    PromotionPatch,
    PromotionPublicationInput,
    PromotionSettingsInput,
    PromotionSettingsView,
    PromotionStatus,
    PromotionStatusInput,
    PromotionVersionPage,
    PromotionView,
)

CAMPAIGNS: Final = "campaigns"
PROMOTIONS: Final = "promotions"

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

CampaignId = Annotated[UUID, Path(description="Id of the campaign.")]
PromotionId = Annotated[UUID, Path(description="Id of the promotion.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]
Cursor = Annotated[UUID | None, Query(description="`next_cursor` of the page before.")]
Tag = Annotated[
    str | None, Query(max_length=100, pattern=r"^[^\x00]*$", description="Only those with this tag.")
]


@router.post("/campaigns", status_code=201, tags=[CAMPAIGNS], operation_id="createCampaign")
async def create_campaign(
    campaign: CampaignInput, ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_CREATE)
) -> CampaignView:
    """Create a campaign as a draft."""
    return await campaigns.create_campaign(ctx, campaign)


@router.get("/campaigns", tags=[CAMPAIGNS], operation_id="listCampaigns")
async def list_campaigns(
    limit: Limit = 50,
    cursor: Cursor = None,
    search: Annotated[
        str | None, Query(max_length=200, pattern=r"^[^\x00]*$", description="Part of the name.")
    ] = None,
    status: Annotated[
        CampaignStatus | None, Query(description="Only those; archived ones are listed by it only.")
    ] = None,
    tag: Tag = None,
    ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_READ),
) -> CampaignPage:
    """List campaigns, newest first."""
    return await queries.list_campaigns(
        ctx, limit=limit, cursor=cursor, search=search, status=status, tag=tag
    )


@router.get("/campaigns/{campaign_id}", tags=[CAMPAIGNS], operation_id="getCampaign", responses=failures(404))
async def get_campaign(
    campaign_id: CampaignId, ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_READ)
) -> CampaignView:
    """Read a campaign with the number of its promotions."""
    return await queries.view_campaign(ctx, campaign_id)


@router.patch(
    "/campaigns/{campaign_id}", tags=[CAMPAIGNS], operation_id="changeCampaign", responses=failures(404, 409)
)
async def change_campaign(
    campaign_id: CampaignId,
    patch: CampaignPatch,
    ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_UPDATE),
) -> CampaignView:
    """Change a campaign; its promotions follow at once."""
    return await campaigns.change_campaign(ctx, campaign_id, patch)


@router.delete(
    "/campaigns/{campaign_id}",
    status_code=204,
    tags=[CAMPAIGNS],
    operation_id="deleteCampaign",
    responses=failures(404, 409),
)
async def delete_campaign(
    campaign_id: CampaignId, ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_DELETE)
) -> None:
    """Delete a campaign without promotions."""
    await campaigns.delete_campaign(ctx, campaign_id)


@router.post(
    "/campaigns/{campaign_id}/status-changes",
    status_code=201,
    tags=[CAMPAIGNS],
    operation_id="changeCampaignStatus",
    responses=failures(404, 409),
)
async def change_campaign_status(
    campaign_id: CampaignId,
    change: CampaignStatusInput,
    ctx: Context = requires(Permission.PROMOTIONS_CAMPAIGN_UPDATE),
) -> CampaignView:
    """Begin, pause, finish or archive a campaign, and with it all its promotions."""
    return await campaigns.change_campaign_status(ctx, campaign_id, change.status)


@router.post(
    "/promotions",
    status_code=201,
    tags=[PROMOTIONS],
    operation_id="createPromotion",
    responses=failures(404, 409),
)
async def create_promotion(
    promotion: PromotionInput, ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_CREATE)
) -> PromotionView:
    """Create a promotion as a draft."""
    return await promotions.create_promotion(ctx, promotion)


@router.get("/promotions", tags=[PROMOTIONS], operation_id="listPromotions")
async def list_promotions(
    limit: Limit = 50,
    cursor: Cursor = None,
    search: Annotated[
        str | None, Query(max_length=255, pattern=r"^[^\x00]*$", description="Part of the name or code.")
    ] = None,
    status: Annotated[
        PromotionStatus | None, Query(description="Only those; archived ones are listed by it only.")
    ] = None,
    tag: Tag = None,
    campaign_id: Annotated[UUID | None, Query(description="Only those of this campaign.")] = None,
    code: Annotated[
        str | None,
        Query(
            max_length=255, pattern=r"^[^\x00]*$", description="Only the one of this code, archived or not."
        ),
    ] = None,
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_READ),
) -> PromotionPage:
    """List promotions, newest first."""
    return await queries.list_promotions(
        ctx,
        limit=limit,
        cursor=cursor,
        search=search,
        status=status,
        tag=tag,
        campaign_id=campaign_id,
        code=code,
    )


@router.get(
    "/promotions/{promotion_id}", tags=[PROMOTIONS], operation_id="getPromotion", responses=failures(404)
)
async def get_promotion(
    promotion_id: PromotionId, ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_READ)
) -> PromotionView:
    """Read a promotion with its draft."""
    return await queries.view_promotion(ctx, promotion_id)


@router.patch(
    "/promotions/{promotion_id}",
    tags=[PROMOTIONS],
    operation_id="changePromotion",
    responses=failures(404, 409),
)
async def change_promotion(
    promotion_id: PromotionId,
    patch: PromotionPatch,
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_UPDATE),
) -> PromotionView:
    """Change the draft; what was published goes on until it is published again."""
    return await promotions.change_promotion(ctx, promotion_id, patch)


@router.delete(
    "/promotions/{promotion_id}",
    status_code=204,
    tags=[PROMOTIONS],
    operation_id="deletePromotion",
    responses=failures(404),
)
async def delete_promotion(
    promotion_id: PromotionId, ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_DELETE)
) -> None:
    """Delete a promotion that was never published; any other is archived."""
    await promotions.delete_promotion(ctx, promotion_id)


@router.post(
    "/promotions/{promotion_id}/checks",
    tags=[PROMOTIONS],
    operation_id="checkPromotion",
    responses=failures(404),
)
async def check_promotion(
    promotion_id: PromotionId, ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_READ)
) -> PromotionCheckView:
    """Tell everything that keeps the draft from being published."""
    return await publications.check_promotion(ctx, promotion_id)


@router.post(
    "/promotions/{promotion_id}/publications",
    status_code=201,
    tags=[PROMOTIONS],
    operation_id="publishPromotion",
    responses=failures(404, 409),
)
async def publish_promotion(
    promotion_id: PromotionId,
    publication: PromotionPublicationInput | None = None,
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_PUBLISH_CREATE),
) -> PromotionView:
    """Publish the draft: carts get it from now on."""
    hidden = publication is not None and publication.hidden
    return await publications.publish(ctx, promotion_id, hidden=hidden)


@router.post(
    "/promotions/{promotion_id}/status-changes",
    status_code=201,
    tags=[PROMOTIONS],
    operation_id="changePromotionStatus",
    responses=failures(404, 409),
)
async def change_promotion_status(
    promotion_id: PromotionId,
    change: PromotionStatusInput,
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_PUBLISH_CREATE),
) -> PromotionView:
    """Pause, hide, finish or archive a promotion, or let it go on."""
    return await publications.change_promotion_status(ctx, promotion_id, change.status)


@router.post(
    "/promotions/{promotion_id}/copies",
    status_code=201,
    tags=[PROMOTIONS],
    operation_id="copyPromotion",
    responses=failures(404, 409),
)
async def copy_promotion(
    promotion_id: PromotionId,
    copy: PromotionCopyInput | None = None,
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_CREATE),
) -> PromotionView:
    """Make a draft that is like the draft of this promotion."""
    return await promotions.copy_promotion(ctx, promotion_id, copy or PromotionCopyInput())


@router.get(
    "/promotions/{promotion_id}/versions",
    tags=[PROMOTIONS],
    operation_id="listPromotionVersions",
    responses=failures(404),
)
async def list_versions(
    promotion_id: PromotionId,
    limit: Limit = 50,
    cursor: Annotated[
        int | None, Query(ge=1, le=2**31 - 1, description="`next_cursor` of the page before.")
    ] = None,
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_READ),
) -> PromotionVersionPage:
    """List published versions, latest first."""
    return await queries.list_versions(ctx, promotion_id, limit=limit, cursor=cursor)


@router.get("/promotion-settings", tags=[PROMOTIONS], operation_id="getPromotionSettings")
async def get_settings(
    ctx: Context = requires(Permission.PROMOTIONS_SETTINGS_READ),
) -> PromotionSettingsView:
    """Read how promotions of the workspace stand together."""
    return await queries.view_settings(ctx)


@router.patch("/promotion-settings", tags=[PROMOTIONS], operation_id="changePromotionSettings")
async def change_settings(
    settings: PromotionSettingsInput, ctx: Context = requires(Permission.PROMOTIONS_SETTINGS_UPDATE)
) -> PromotionSettingsView:
    """Change how promotions of the workspace stand together; what is left out stays."""
    return await policies.change_settings(ctx, settings)
