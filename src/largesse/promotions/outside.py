"""What a draft names outside itself, and whether it is there: pools, codes, audiences, its campaign."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.profiles.audiences.queries import get_audience
from largesse.promotions.checks import models_in, problem, warning
from largesse.promotions.definition import Definition
from largesse.promotions.models import Campaign, Promotion
from largesse.promotions.needs import NeedAudience
from largesse.promotions.queries import get_campaign
from largesse.promotions.schemas import PromotionProblem
from largesse.vouchers.codes import CasePolicy, canonical
from largesse.vouchers.codes import problem as code_problem
from largesse.vouchers.queries import get_code, get_pool


async def check_outside(ctx: Context, row: Promotion, definition: Definition) -> list[PromotionProblem]:
    """What of the things that the draft names is missing or belongs to another promotion."""
    found = [*await _pool_problems(ctx, row, definition), *await _code_problems(ctx, row, definition)]
    found += await _audience_problems(ctx, definition)
    if row.campaign_id is not None:
        campaign = await get_campaign(ctx, row.campaign_id)
        found += _campaign_problems(campaign, definition, ctx.now)
    return found


async def owner_of_code(ctx: Context, code: str) -> UUID | None:
    """The published promotion to which a canonical code leads as its generic code."""
    owner: UUID | None = await ctx.db.scalar(
        text("select promotion_id from promotion_codes where workspace_id = :workspace and code = :code"),
        {"workspace": ctx.workspace_id, "code": code},
    )
    return owner


async def owner_of_pool(ctx: Context, pool_id: UUID) -> UUID | None:
    """The published promotion to which a pool's codes lead."""
    owner: UUID | None = await ctx.db.scalar(
        text("select promotion_id from promotion_pools where workspace_id = :workspace and pool_id = :pool"),
        {"workspace": ctx.workspace_id, "pool": pool_id},
    )
    return owner


def canonical_code(ctx: Context, code: str) -> str:
    """The form of a code by which it is unique in the workspace."""
    return canonical(code, CasePolicy(ctx.case_policy))


async def _pool_problems(ctx: Context, row: Promotion, definition: Definition) -> list[PromotionProblem]:
    found = []
    for pointer, pool_id in _pools_in(definition, "/definition"):
        try:
            await get_pool(ctx, pool_id)
        except NotFoundError:
            wrong = f"There is no pool {pool_id} in this workspace. Choose one of GET /v1/pools."
            found.append(problem(pointer, "pool_missing", wrong))
    own = definition.access.own_pool()
    owner = await owner_of_pool(ctx, own) if own is not None else None
    if owner not in (None, row.id):
        wrong = f"The pool's codes lead to the promotion {owner}. Choose another pool, or archive that one."
        found.append(problem("/definition/access/pool_id", "pool_taken", wrong))
    return found


async def _code_problems(ctx: Context, row: Promotion, definition: Definition) -> list[PromotionProblem]:
    shown, pointer = definition.access.own_code(), "/definition/access/code"
    if shown is None:
        return []
    wrong = code_problem(shown)
    if wrong is not None:
        return [problem(pointer, "code_invalid", wrong)]
    owner = await owner_of_code(ctx, canonical_code(ctx, shown))
    if owner not in (None, row.id):
        wrong = f"The code {shown} leads to the promotion {owner}. Choose another code, or archive that one."
        return [problem(pointer, "code_taken", wrong)]
    try:
        pool_id = (await get_code(ctx, shown))["pool_id"]
    except NotFoundError:
        return []
    wrong = f"{shown} is a code of the pool {pool_id}. Choose another code."
    return [problem(pointer, "code_taken", wrong)]


async def _audience_problems(ctx: Context, definition: Definition) -> list[PromotionProblem]:
    found = []
    for pointer, audience_id in dict.fromkeys(_audiences_in(definition)):
        try:
            if (await get_audience(ctx, audience_id)).archived_at is not None:
                wrong = f"The audience {audience_id} is archived. It is still asked; choose another one."
                found.append(warning(pointer, "audience_archived", wrong))
        except NotFoundError:
            wrong = f"There is no audience {audience_id} in this workspace. Choose one of GET /v1/audiences."
            found.append(problem(pointer, "audience_missing", wrong))
    return found


def _campaign_problems(campaign: Campaign, definition: Definition, now: datetime) -> list[PromotionProblem]:
    pointer, name = "/campaign_id", campaign.name
    starts, ends = campaign.starts_at, campaign.ends_at
    if campaign.status in ("finished", "archived"):
        return [problem(pointer, "campaign_over", f"The campaign {name} is {campaign.status}.")]
    if ends is not None and ends <= now:
        return [problem(pointer, "campaign_over", f"The campaign {name} ended at {ends.isoformat()}.")]
    begins_late = definition.starts_at and ends and definition.starts_at >= ends
    if begins_late or (definition.ends_at and starts and definition.ends_at <= starts):
        wrong = f"The campaign {name} and the promotion are good at no time together. Change the dates."
        return [problem(pointer, "outside_campaign", wrong)]
    if campaign.status != "active":
        wrong = f"The campaign {name} is {campaign.status}: no cart gets anything before it is active."
        return [warning(pointer, "campaign_inactive", wrong)]
    return []


def _pools_in(model: BaseModel, pointer: str) -> Iterator[tuple[str, UUID]]:
    """Every pool that settings name, by the name that settings for pools have."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name == "pool_id" and isinstance(value, UUID):
            yield f"{pointer}/{name}", value
        for place, part in models_in(value, f"{pointer}/{name}"):
            yield from _pools_in(part, place)


def _audiences_in(definition: Definition) -> Iterator[tuple[str, UUID]]:
    if definition.audience_id is not None:
        yield "/definition/audience_id", definition.audience_id
    for need in definition.rules.needs() if definition.rules is not None else ():
        if isinstance(need, NeedAudience):
            yield "/definition/rules", need.audience_id
    for place, reward in enumerate(definition.rewards):
        for need in reward.needs():
            if isinstance(need, NeedAudience):
                yield f"/definition/rewards/{place}", need.audience_id
