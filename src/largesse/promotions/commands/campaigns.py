"""Makes and changes campaigns."""

from uuid import UUID

from sqlalchemy import text

from largesse.accounts.audit import record
from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError, InvalidError
from largesse.core.ids import new_id
from largesse.events.commands import emit
from largesse.promotions.commands.announce import announce
from largesse.promotions.models import CAMPAIGN_MOVES, Campaign
from largesse.promotions.queries import get_campaign, view_campaign
from largesse.promotions.schemas import (
    CampaignInput,
    CampaignPatch,
    CampaignStatus,
    CampaignView,
    check_period,
)
from largesse.promotions.stored import write_limits

DATES = ("starts_at", "ends_at")


async def create_campaign(ctx: Context, campaign: CampaignInput) -> CampaignView:
    """Makes a campaign, which is a draft."""
    row = Campaign(
        workspace_id=ctx.workspace_id,
        id=new_id(ctx.now),
        name=campaign.name,
        description=campaign.description,
        tags=campaign.tags,
        status="draft",
        starts_at=campaign.starts_at,
        ends_at=campaign.ends_at,
        limits=write_limits(campaign.limits),
        metadata_=campaign.metadata,
        created_at=ctx.now,
        created_by=ctx.actor.label,
        updated_at=ctx.now,
    )
    ctx.db.add(row)
    after = campaign.model_dump(mode="json")
    record(ctx, "campaign.created", object_type="campaign", object_id=row.id, after=after)
    await ctx.db.flush()
    return await view_campaign(ctx, row.id)


async def change_campaign(ctx: Context, campaign_id: UUID, patch: CampaignPatch) -> CampaignView:
    """Changes what the patch names, of its promotions that are published too.

    NotFoundError; InvalidError when the end would not be later than the start; ConflictError
    `campaign_archived`.
    """
    row = await get_campaign(ctx, campaign_id, lock=True)
    if row.status == "archived":
        raise ConflictError(
            "campaign_archived", "This campaign is archived, and is not changed any more. Make another one."
        )
    given = {
        name: getattr(patch, name)
        for name in patch.model_fields_set
        if getattr(patch, name) is not None or name in DATES
    }
    plain = patch.model_dump(mode="json", include=set(given))
    before: JsonObject = {name: _plain(row, name) for name in given}
    try:
        check_period(given.get("starts_at", row.starts_at), given.get("ends_at", row.ends_at))
    except ValueError as error:
        raise InvalidError("invalid_period", f"{error}.", pointer="/ends_at") from error
    if "limits" in given:
        given["limits"] = write_limits(given["limits"])
    if "metadata" in given:
        given["metadata_"] = given.pop("metadata")
    for name, value in given.items():
        setattr(row, name, value)
    if given:
        row.updated_at = ctx.now
        record(
            ctx, "campaign.changed", object_type="campaign", object_id=campaign_id, before=before, after=plain
        )
        await ctx.db.flush()
        await announce(ctx)
    return await view_campaign(ctx, campaign_id)


async def change_campaign_status(ctx: Context, campaign_id: UUID, status: CampaignStatus) -> CampaignView:
    """Moves a campaign to another status; the status it has is no move and no fault.

    NotFoundError; ConflictError `campaign_status_conflict` with the moves that are allowed.
    """
    row = await get_campaign(ctx, campaign_id, lock=True)
    before = row.status
    if status == before:
        return await view_campaign(ctx, campaign_id)
    allowed = CAMPAIGN_MOVES[before]
    if status not in allowed:
        raise ConflictError(
            "campaign_status_conflict",
            f"A campaign that is {before} cannot become {status}; it can become: "
            f"{', '.join(allowed) or 'nothing else'}.",
            pointer="/status",
            facts={"current": before, "allowed": allowed},
        )
    row.status, row.updated_at = status, ctx.now
    record(
        ctx,
        "campaign.status_changed",
        object_type="campaign",
        object_id=campaign_id,
        before={"status": before},
        after={"status": status},
    )
    await emit(
        ctx,
        "campaign.status_changed",
        {"campaign_id": campaign_id, "name": row.name, "from": before, "to": status},
    )
    await ctx.db.flush()
    await announce(ctx)
    return await view_campaign(ctx, campaign_id)


async def delete_campaign(ctx: Context, campaign_id: UUID) -> None:
    """Removes a campaign that has no promotion; ConflictError `campaign_in_use` for others. NotFoundError."""
    row = await get_campaign(ctx, campaign_id, lock=True)
    used = await ctx.db.scalar(
        text("select count(*) from promotions where workspace_id = :workspace and campaign_id = :campaign"),
        {"workspace": ctx.workspace_id, "campaign": campaign_id},
    )
    if used:
        raise ConflictError(
            "campaign_in_use",
            "This campaign has promotions. Archive it, or take them out of it.",
            facts={"promotions": used},
        )
    await ctx.db.delete(row)
    record(ctx, "campaign.deleted", object_type="campaign", object_id=campaign_id, before={"name": row.name})


def _plain(row: Campaign, name: str) -> object:
    value = getattr(row, "metadata_" if name == "metadata" else name)
    return value.isoformat() if name in DATES and value is not None else value
