"""A customer's life with a promotion: assigned, activated, taken back. The states are in life.sql."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final, NoReturn
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import ConflictError, NotFoundError
from largesse.core.moments import write_span
from largesse.profiles.audiences.queries import conditions_of
from largesse.profiles.conditions import Condition, filter_profiles
from largesse.profiles.queries import view_profile
from largesse.promotions.definition import Activation, Definition
from largesse.promotions.stored import read_definition
from largesse.redemptions.life.schemas import HeldStatus, LifePage, LifeView
from largesse.redemptions.points.commands import points_missing

GIVEN_ONLY: Final = ("handbill", "custom")

# The status of a row of promotion_profiles `l` at :now; none where there is no row.
STATUS: Final = "redemptions_status(l.state, l.assigned_at, l.assigned_until, l.lasts_until, :now)"
COLUMNS: Final = (
    f"p.id as promotion_id, p.code, {STATUS} as status, p.status as promotion_status,"
    " coalesce(nullif(v.definition #>> '{display,name}', ''), p.name) as name,"
    " cast(v.definition ->> 'starts_at' as timestamptz) as starts_at,"
    " cast(v.definition ->> 'ends_at' as timestamptz) as ends_at,"
    " l.assigned_at, l.assigned_until, l.activated_at, l.lasts_until,"
    " coalesce(l.points_taken, 0) as points_taken,"
    " coalesce(l.activations, 0) as activations, coalesce(l.uses, 0) as uses,"
    " coalesce(l.uses_left, 0) as uses_left, l.redeemed_at"
)
VERSION: Final = (
    "left join promotion_versions v on v.workspace_id = p.workspace_id and v.promotion_id = p.id"
    " and v.version = p.version"
)
LIVES: Final = (
    f"select {COLUMNS} from promotion_profiles l"
    f" join promotions p on p.workspace_id = l.workspace_id and p.id = l.promotion_id {VERSION}"
    " where l.workspace_id = :workspace and l.profile_id = :profile"
)
LIFE: Final = (
    f"select {COLUMNS} from promotions p left join promotion_profiles l on l.workspace_id = p.workspace_id"
    f" and l.profile_id = :profile and l.promotion_id = p.id {VERSION}"
    " where p.workspace_id = :workspace and p.id = :promotion"
)


async def assign_promotions(ctx: Context, profile_id: int, promotion_ids: Collection[UUID]) -> list[UUID]:
    """Gives promotions to a customer, and returns those he did not have before.

    NotFoundError when the profile or one of the promotions is not there; ConflictError
    `promotion_not_available` when one is not published, is finished or archived.
    """
    await view_profile(ctx, profile_id)
    await _check_assignable(ctx, promotion_ids)
    given: list[UUID] = (
        await ctx.db.execute(
            text(
                "select redemptions_assign(:workspace, :profile, cast(:promotions as uuid[]), :actor, :now)"
            ),
            {
                "workspace": ctx.workspace_id,
                "profile": profile_id,
                "promotions": list(promotion_ids),
                "actor": ctx.actor.label,
                "now": ctx.now,
            },
        )
    ).scalar_one()
    return given


async def activate(ctx: Context, profile_id: int, promotion_id: UUID) -> LifeView:
    """Activates a promotion for a customer and takes its price in points.

    NotFoundError; ConflictError `promotion_not_available` (with the `reason`), `activation_not_needed`,
    `not_assigned`, `customer_not_allowed`, `already_active`, `activation_limit_reached`, `points_missing`.
    """
    await view_profile(ctx, profile_id)
    definition = await _in_force(ctx, promotion_id)
    activation = definition.activation
    if activation is None:
        raise ConflictError(
            "activation_not_needed", "This promotion is good without an activation. Use it as it is."
        )
    await _check_customer(ctx, profile_id, definition)
    outcome: str = (
        await ctx.db.execute(
            text(
                "select redemptions_activate(:workspace, :profile, :promotion, :points, :uses,"
                " :lasts_until, :most,"
                " :since, :given_only, :actor, :now)"
            ),
            {
                "workspace": ctx.workspace_id,
                "profile": profile_id,
                "promotion": promotion_id,
                "points": activation.points,
                "uses": activation.uses,
                "lasts_until": _shifted(ctx.now, activation.lasts),
                "most": activation.most,
                "since": _shifted(ctx.now, -activation.within) if activation.within else None,
                "given_only": definition.audience in GIVEN_ONLY,
                "actor": ctx.actor.label,
                "now": ctx.now,
            },
        )
    ).scalar_one()
    if outcome != "ok":
        await _refuse(ctx, outcome, profile_id, activation)
    return await _life(ctx, profile_id, promotion_id)


async def deactivate(ctx: Context, profile_id: int, promotion_id: UUID) -> LifeView:
    """Takes an activation back that was not used, and gives its points back.

    NotFoundError `not_active` when none is live, be it that it lapsed; ConflictError `activation_used`.
    """
    await view_profile(ctx, profile_id)
    outcome = await ctx.db.scalar(
        text("select redemptions_deactivate(:workspace, :profile, :promotion, :actor, :now)"),
        {
            "workspace": ctx.workspace_id,
            "profile": profile_id,
            "promotion": promotion_id,
            "actor": ctx.actor.label,
            "now": ctx.now,
        },
    )
    if outcome == "activation_used":
        raise ConflictError(
            "activation_used", "The activation was used already. Roll its redemption back first."
        )
    if outcome != "ok":
        raise NotFoundError("not_active", "The customer has no live activation of this promotion.")
    return await _life(ctx, profile_id, promotion_id)


async def view_life(ctx: Context, profile_id: int, promotion_id: UUID) -> LifeView:
    """How a customer stands to a promotion, be it that he never had to do with it; NotFoundError."""
    await view_profile(ctx, profile_id)
    return await _life(ctx, profile_id, promotion_id)


async def list_lives(
    ctx: Context,
    profile_id: int,
    *,
    limit: int,
    cursor: UUID | None = None,
    status: HeldStatus | None = None,
) -> LifePage:
    """A page of the promotions in a customer's hands, latest made first; NotFoundError."""
    await view_profile(ctx, profile_id)
    rows = await ctx.db.execute(
        text(
            f"{LIVES} and (cast(:cursor as uuid) is null or l.promotion_id < :cursor)"
            f" and (cast(:status as text) is null or {STATUS} = :status)"
            " order by l.promotion_id desc limit :limit"
        ),
        {
            "workspace": ctx.workspace_id,
            "profile": profile_id,
            "cursor": cursor,
            "status": status,
            "now": ctx.now,
            "limit": limit + 1,
        },
    )
    items = [LifeView.model_validate(dict(row)) for row in rows.mappings()]
    more = len(items) > limit
    return LifePage(
        items=items[:limit],
        has_more=more,
        next_cursor=str(items[limit - 1].promotion_id) if more else None,
    )


async def _life(ctx: Context, profile_id: int, promotion_id: UUID) -> LifeView:
    asked = {
        "workspace": ctx.workspace_id,
        "profile": profile_id,
        "promotion": promotion_id,
        "now": ctx.now,
    }
    row = (await ctx.db.execute(text(LIFE), asked)).mappings().one_or_none()
    if row is None:
        raise NotFoundError("promotion_not_found", f"There is no promotion {promotion_id}.")
    return LifeView.model_validate(dict(row))


async def _check_assignable(ctx: Context, promotion_ids: Collection[UUID]) -> None:
    rows = await ctx.db.execute(
        text(
            "select id, version > 0 and status not in ('finished', 'archived') as ready from promotions"
            " where workspace_id = :workspace and id = any(cast(:promotions as uuid[]))"
        ),
        {"workspace": ctx.workspace_id, "promotions": list(promotion_ids)},
    )
    ready = {row.id: row.ready for row in rows}
    for promotion_id in promotion_ids:
        if promotion_id not in ready:
            raise NotFoundError("promotion_not_found", f"There is no promotion {promotion_id}.")
        if not ready[promotion_id]:
            raise _not_available("promotion_inactive", promotion_id)


async def _in_force(ctx: Context, promotion_id: UUID) -> Definition:
    """What was published of a promotion that can be used now."""
    rows = await ctx.db.execute(
        text(
            "select p.status, v.definition, c.status as campaign_status, c.starts_at, c.ends_at from"
            " promotions p"
            " left join promotion_versions v on v.workspace_id = p.workspace_id and v.promotion_id = p.id"
            " and v.version = p.version"
            " left join campaigns c on c.workspace_id = p.workspace_id and c.id = p.campaign_id"
            " where p.workspace_id = :workspace and p.id = :promotion"
        ),
        {"workspace": ctx.workspace_id, "promotion": promotion_id},
    )
    row = rows.one_or_none()
    if row is None:
        raise NotFoundError("promotion_not_found", f"There is no promotion {promotion_id}.")
    if row.definition is None:
        raise _not_available("promotion_inactive", promotion_id)
    definition = read_definition(row.definition)
    campaign = (row.campaign_status or "active", row.starts_at, row.ends_at)
    reason = _closed("promotion", (row.status, definition.starts_at, definition.ends_at), ctx.now) or _closed(
        "campaign", campaign, ctx.now
    )
    if reason:
        raise _not_available(reason, promotion_id)
    return definition


def _closed(what: str, period: tuple[str, datetime | None, datetime | None], now: datetime) -> str:
    """Why a promotion or campaign is not good now, by its reason code; empty when it is."""
    status, starts_at, ends_at = period
    if status == "finished" or (ends_at is not None and ends_at <= now):
        return f"{what}_finished"
    if status not in ("active", "hidden"):
        return f"{what}_inactive"
    return f"{what}_not_started" if starts_at is not None and starts_at > now else ""


async def _check_customer(ctx: Context, profile_id: int, definition: Definition) -> None:
    trees: list[Condition] = [definition.customers] if definition.customers is not None else []
    if definition.audience_id is not None:
        trees.append(await conditions_of(ctx, definition.audience_id))
    for tree in trees:
        if not await filter_profiles(ctx, tree, [profile_id]):
            raise ConflictError(
                "customer_not_allowed", "The promotion is for other customers: its conditions are not met."
            )


async def _refuse(ctx: Context, outcome: str, profile_id: int, activation: Activation) -> NoReturn:
    if outcome == "points_missing":
        raise await points_missing(ctx, profile_id, needed=activation.points)
    if outcome == "not_assigned":
        raise ConflictError(
            "not_assigned", "The promotion is for customers who were given it. Assign it first."
        )
    if outcome == "already_active":
        raise ConflictError("already_active", "The customer has activated this promotion already.")
    within = f" within {write_span(activation.within)}" if activation.within else ""
    raise ConflictError(
        "activation_limit_reached",
        f"One customer can activate the promotion {activation.most} times{within}, and this one did.",
    )


def _shifted(now: datetime, span: timedelta | None) -> datetime | None:
    """The moment so much later; None when there is none, or none that a calendar has: for ever, or ever."""
    try:
        return now + span if span is not None else None
    except OverflowError:
        return None


def _not_available(reason: str, promotion_id: UUID) -> ConflictError:
    return ConflictError(
        "promotion_not_available",
        f"The promotion {promotion_id} cannot be used now: {reason.replace('_', ' ')}.",
        facts={"reason": reason, "promotion_id": promotion_id},
    )
