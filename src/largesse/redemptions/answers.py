"""What callers are told of a redemption: as it was written, or as it stands."""

from typing import Literal

from pydantic import JsonValue

from largesse.core.http import Caller
from largesse.redemptions.commands.wishes import Rejection, Result
from largesse.redemptions.queries import get_redemption, view_of_request
from largesse.redemptions.rejections.commands import promotion_of
from largesse.redemptions.schemas import RedemptionAnswer, RedemptionView, RejectedView


async def answer_of(caller: Caller, result: Result) -> RedemptionAnswer:
    """The answer to a wish; what was done before is read as it stands now."""
    redemption = None
    if result.request is not None:
        redemption = view_of_request(result.request, created_at=result.at or caller.now)
    elif result.redemption_id is not None:
        async with caller.database.context(caller.actor.workspace_id) as ctx:
            redemption = await get_redemption(ctx, result.redemption_id)
    return RedemptionAnswer(
        result=_result(redemption),
        reason=result.rejections[0].reason if result.rejections and redemption is None else None,
        redemption=redemption,
        rejected=[_rejected(rejection) for rejection in result.rejections],
    )


def _result(redemption: RedemptionView | None) -> Literal["redeemed", "held", "rejected"]:
    if redemption is None:
        return "rejected"
    return "held" if redemption.state == "held" else "redeemed"


def _rejected(rejection: Rejection) -> RejectedView:
    return RejectedView(
        code=rejection.code,
        promotion_id=promotion_of(rejection),
        reason=rejection.reason,
        message=rejection.message,
        observed=_shown(rejection.observed),
        needed=_shown(rejection.needed),
        missing=rejection.missing,
    )


def _shown(value: object) -> JsonValue:
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, str | int | float | bool) else None
