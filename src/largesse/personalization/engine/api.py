"""Routes of the engine: its models, and what it says of a customer."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from largesse.accounts.jobs_api import JobView, started_job
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.personalization.engine import commands
from largesse.personalization.engine.explaining import explain_profile
from largesse.personalization.engine.queries import models_before
from largesse.personalization.engine.schemas import (
    AiModelInput,
    AiModelPage,
    AiModelView,
    AiProfileView,
)
from largesse.personalization.ranking import Objective

router = APIRouter(prefix="/v1/ai", route_class=TransactionRoute, tags=["ai"])


@router.get("/models", operation_id="listAiModels")
async def list_ai_models(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.AI_MODEL_READ),
) -> AiModelPage:
    """List the engine's models with their figures, newest first."""
    rows = await models_before(ctx, cursor, limit + 1)
    items = [AiModelView.model_validate(dict(row)) for row in rows[:limit]]
    more = len(rows) > limit
    return AiModelPage(items=items, has_more=more, next_cursor=items[-1].id if more else None)


@router.post("/models", status_code=202, operation_id="trainAiModel", responses=failures(409))
async def train_ai_model(
    wanted: AiModelInput, response: Response, ctx: Context = requires(Permission.AI_MODEL_CREATE)
) -> JobView:
    """Train a model now, and score all customers with it afterwards."""
    job_id = await commands.start_training(ctx, seed=wanted.seed)
    return await started_job(ctx, response, job_id)


@router.get("/profiles/{profile_id}", operation_id="explainAiProfile", responses=failures(404))
async def explain_ai_profile(
    profile_id: Annotated[int, Path(ge=1, lt=2**63, description="Number of the profile.")],
    request: Request,
    limit: Annotated[int, Query(ge=1, le=48, description="Promotions to tell of.")] = 6,
    objective: Annotated[Objective, Query(description="What they are ranked by.")] = "relevance",
    ctx: Context = requires(Permission.AI_PROFILE_READ),
) -> AiProfileView:
    """Read what the engine expects of a customer, which promotions it ranks first, and why."""
    return await explain_profile(ctx, request.app.state.ranker, profile_id, limit=limit, objective=objective)
