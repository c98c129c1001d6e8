"""Reads campaigns, promotions, their versions and settings."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select

from largesse.core.context import Context
from largesse.core.db import JsonObject
from largesse.core.drafts import draft_tag
from largesse.core.errors import NotFoundError
from largesse.core.money import Currency
from largesse.promotions.models import Campaign, Promotion, PromotionSettings, PromotionVersion
from largesse.promotions.schemas import (
    CampaignPage,
    CampaignStatus,
    CampaignView,
    PromotionPage,
    PromotionSettingsView,
    PromotionStatus,
    PromotionVersionPage,
    PromotionVersionView,
    PromotionView,
)
from largesse.promotions.stored import read_definition, read_policy

CURRENCY: Final[Currency] = "EUR"


async def get_settings(ctx: Context) -> PromotionSettings:
    """The workspace's settings; as we ship them where none were stored yet."""
    row = await ctx.db.get(PromotionSettings, ctx.workspace_id, populate_existing=True)
    if row is not None:
        return row
    return PromotionSettings(
        workspace_id=ctx.workspace_id, currency=CURRENCY, policy={}, book=0, updated_at=ctx.now
    )


async def view_settings(ctx: Context) -> PromotionSettingsView:
    """How promotions of the workspace stand together."""
    row = await get_settings(ctx)
    return PromotionSettingsView(currency=row.currency, book=row.book, **asdict(read_policy(row.policy)))


async def get_campaign(ctx: Context, campaign_id: UUID, *, lock: bool = False) -> Campaign:
    """The campaign's row; NotFoundError."""
    row = await ctx.db.get(
        Campaign, (ctx.workspace_id, campaign_id), with_for_update=lock or None, populate_existing=lock
    )
    if row is None:
        raise NotFoundError("campaign_not_found", f"There is no campaign {campaign_id} in this workspace.")
    return row


async def view_campaign(ctx: Context, campaign_id: UUID) -> CampaignView:
    """A campaign with the number of its promotions; NotFoundError."""
    [view] = await _campaign_views(ctx, [await get_campaign(ctx, campaign_id)])
    return view


async def list_campaigns(
    ctx: Context,
    *,
    limit: int,
    cursor: UUID | None = None,
    search: str | None = None,
    status: CampaignStatus | None = None,
    tag: str | None = None,
) -> CampaignPage:
    """A page of campaigns, newest first; archived ones only when their status is asked for."""
    query = select(Campaign).where(Campaign.workspace_id == ctx.workspace_id)
    query = query.where(Campaign.status == status if status else Campaign.status != "archived")
    if cursor is not None:
        query = query.where(Campaign.id < cursor)
    if search:
        query = query.where(Campaign.name.icontains(search, autoescape=True))
    if tag:
        query = query.where(Campaign.tags.contains([tag]))
    rows = (await ctx.db.scalars(query.order_by(Campaign.id.desc()).limit(limit + 1))).all()
    items = await _campaign_views(ctx, rows[:limit])
    more = len(rows) > limit
    return CampaignPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def get_promotion(ctx: Context, promotion_id: UUID, *, lock: bool = False) -> Promotion:
    """The promotion's row; NotFoundError."""
    row = await ctx.db.get(
        Promotion, (ctx.workspace_id, promotion_id), with_for_update=lock or None, populate_existing=lock
    )
    if row is None:
        raise NotFoundError("promotion_not_found", f"There is no promotion {promotion_id} in this workspace.")
    return row


async def promotions_by_code(ctx: Context, codes: Sequence[str]) -> dict[str, UUID]:
    """The ids of promotions by their business keys; keys that no promotion has are missing."""
    rows = await ctx.db.execute(
        select(Promotion.code, Promotion.id).where(
            Promotion.workspace_id == ctx.workspace_id, Promotion.code.in_(codes)
        )
    )
    return {row.code: row.id for row in rows}


async def view_promotion(ctx: Context, promotion_id: UUID) -> PromotionView:
    """A promotion with its draft; NotFoundError."""
    await get_promotion(ctx, promotion_id)
    found = (await ctx.db.execute(_with_version(ctx).where(Promotion.id == promotion_id))).one()
    return _view_promotion(found[0], has_changes=found[1])


async def list_promotions(
    ctx: Context,
    *,
    limit: int,
    cursor: UUID | None = None,
    search: str | None = None,
    status: PromotionStatus | None = None,
    tag: str | None = None,
    campaign_id: UUID | None = None,
    code: str | None = None,
) -> PromotionPage:
    """A page of promotions, newest first; `search` is part of name or code.

    Archived ones only when their status or code is asked for.
    """
    query = _with_version(ctx)
    if status is not None:
        query = query.where(Promotion.status == status)
    elif code is None:
        query = query.where(Promotion.status != "archived")
    if code is not None:
        query = query.where(Promotion.code == code)
    if cursor is not None:
        query = query.where(Promotion.id < cursor)
    if search:
        query = query.where(
            Promotion.name.icontains(search, autoescape=True)
            | Promotion.code.icontains(search, autoescape=True)
        )
    if tag:
        query = query.where(Promotion.tags.contains([tag]))
    if campaign_id is not None:
        query = query.where(Promotion.campaign_id == campaign_id)
    rows = (await ctx.db.execute(query.order_by(Promotion.id.desc()).limit(limit + 1))).all()
    items = [_view_promotion(row[0], has_changes=row[1]) for row in rows[:limit]]
    more = len(rows) > limit
    return PromotionPage(items=items, has_more=more, next_cursor=str(items[-1].id) if more else None)


async def latest_version(ctx: Context, promotion_id: UUID) -> PromotionVersion | None:
    """The version that was published last, or None."""
    query = select(PromotionVersion).where(
        PromotionVersion.workspace_id == ctx.workspace_id, PromotionVersion.promotion_id == promotion_id
    )
    found = await ctx.db.scalars(query.order_by(PromotionVersion.version.desc()).limit(1))
    return found.one_or_none()


async def versions_in_force(ctx: Context, promotion_ids: Sequence[UUID]) -> dict[UUID, JsonObject]:
    """What was published last of each of these promotions, as it is stored; of drafts nothing."""
    latest = (PromotionVersion.workspace_id == Promotion.workspace_id) & (
        PromotionVersion.promotion_id == Promotion.id
    )
    rows = await ctx.db.execute(
        select(Promotion.id, PromotionVersion.definition)
        .join(PromotionVersion, latest & (PromotionVersion.version == Promotion.version))
        .where(Promotion.workspace_id == ctx.workspace_id, Promotion.id.in_(promotion_ids))
    )
    return {row.id: row.definition for row in rows}


async def list_versions(
    ctx: Context, promotion_id: UUID, *, limit: int, cursor: int | None = None
) -> PromotionVersionPage:
    """A page of published versions, latest first; NotFoundError."""
    await get_promotion(ctx, promotion_id)
    query = select(PromotionVersion).where(
        PromotionVersion.workspace_id == ctx.workspace_id, PromotionVersion.promotion_id == promotion_id
    )
    if cursor is not None:
        query = query.where(PromotionVersion.version < cursor)
    query = query.order_by(PromotionVersion.version.desc()).limit(limit + 1)
    rows = (await ctx.db.scalars(query)).all()
    items = [
        PromotionVersionView(
            version=row.version,
            definition=read_definition(row.definition),
            published_at=row.published_at,
            published_by=row.published_by,
        )
        for row in rows[:limit]
    ]
    more = len(rows) > limit
    return PromotionVersionPage(
        items=items, has_more=more, next_cursor=str(items[-1].version) if more else None
    )


async def _campaign_views(ctx: Context, rows: Sequence[Campaign]) -> list[CampaignView]:
    found = await ctx.db.execute(
        select(Promotion.campaign_id, func.count().label("promotions"))
        .where(
            Promotion.workspace_id == ctx.workspace_id,
            Promotion.campaign_id.in_([row.id for row in rows]),
            Promotion.status != "archived",
        )
        .group_by(Promotion.campaign_id)
    )
    counts = {row.campaign_id: row.promotions for row in found}
    return [
        CampaignView.model_validate(
            {
                **{name: getattr(row, name) for name in CampaignView.model_fields if hasattr(row, name)},
                "metadata": row.metadata_,
                "promotions": counts.get(row.id, 0),
            }
        )
        for row in rows
    ]


def _with_version(ctx: Context) -> Select[Promotion, bool]:
    """Promotions, and whether the draft differs from the version in force."""
    return (
        select(
            Promotion,
            func.coalesce(Promotion.draft != PromotionVersion.definition, True),
        )
        .outerjoin(
            PromotionVersion,
            (PromotionVersion.workspace_id == Promotion.workspace_id)
            & (PromotionVersion.promotion_id == Promotion.id)
            & (PromotionVersion.version == Promotion.version),
        )
        .where(Promotion.workspace_id == ctx.workspace_id)
        .execution_options(populate_existing=True)
    )


def _view_promotion(row: Promotion, *, has_changes: bool) -> PromotionView:
    fields = {
        name: getattr(row, name)
        for name in PromotionView.model_fields
        if name not in ("definition", "draft_tag", "has_changes")
    }
    return PromotionView(
        **fields,
        has_changes=has_changes,
        definition=read_definition(row.draft),
        draft_tag=draft_tag(row.draft),
    )
