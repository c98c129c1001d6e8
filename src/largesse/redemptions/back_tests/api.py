"""The route that starts back-tests."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from largesse.accounts.jobs_api import JobView, started_job
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.redemptions.back_tests.jobs import start_back_test
from largesse.redemptions.back_tests.schemas import BackTestInput

router = APIRouter(prefix="/v1/promotions", route_class=TransactionRoute, tags=["promotions"])


@router.post(
    "/{promotion_id}/back-tests", status_code=202, operation_id="backTestPromotion", responses=failures(404)
)
async def back_test_promotion(
    response: Response,
    promotion_id: Annotated[UUID, Path(description="Id of the promotion.")],
    test: BackTestInput,
    ctx: Context = requires(Permission.PROMOTIONS_BACK_TEST_CREATE),
) -> JobView:
    """Try a promotion on past orders: what it would have cost, who would have got it; the job tells."""
    job_id = await start_back_test(ctx, promotion_id, test)
    return await started_job(ctx, response, job_id)
