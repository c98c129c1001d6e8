"""The route of the results of a personalised promotion."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.personalization.handbills.results import handbill_results
from largesse.personalization.handbills.results_schemas import ResultsView
from largesse.redemptions.asking.schemas import Time

TAG: Final = "handbills"

router = APIRouter(prefix="/v1/handbills", route_class=TransactionRoute, tags=[TAG])


@router.get("/{handbill_id}/results", operation_id="getHandbillResults", responses=failures(404))
async def get_results(
    handbill_id: Annotated[UUID, Path(description="Id of the personalised promotion.")],
    since: Annotated[
        Time | None, Query(description="Count from this moment on; by default from each first exposure.")
    ] = None,
    until: Annotated[Time | None, Query(description="Count before this moment; by default now.")] = None,
    ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_RESULTS_READ),
) -> ResultsView:
    """Get what each variant and the control group did, and what the promotions changed."""
    return await handbill_results(ctx, handbill_id, since=since, until=until)
