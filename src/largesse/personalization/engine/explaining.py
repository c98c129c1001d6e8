"""Tells what the engine says of one customer, with the reasons that weigh most in its trees."""

from largesse.core.context import Context
from largesse.personalization.engine.queries import scores_of
from largesse.personalization.engine.ranker import Engine
from largesse.personalization.engine.schemas import AiProfileView, AiRankedView, AiScoresView
from largesse.personalization.ranking import Objective
from largesse.profiles.queries import view_profile


async def explain_profile(
    ctx: Context, engine: Engine, profile_id: int, *, limit: int, objective: Objective = "relevance"
) -> AiProfileView:
    """The scores and the first promotions of a customer; NotFoundError."""
    await view_profile(ctx, profile_id)
    scores = await scores_of(ctx, profile_id)
    ranking = await engine.explain(
        ctx.workspace_id, profile_id, now=ctx.now, objective=objective, limit=limit
    )
    return AiProfileView(
        profile_id=profile_id,
        stage=ranking.stage,
        model_id=ranking.model_id,
        scores=AiScoresView.model_validate(dict(scores)) if scores is not None else None,
        promotions=[
            AiRankedView(promotion_id=found.promotion_id, score=found.score, reasons=list(found.reasons))
            for found in ranking.ranked[:limit]
        ],
    )
