"""Routes that the editor of promotions asks: a draft on a cart, and the articles that are meant."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.redemptions.trials.products import preview_products
from largesse.redemptions.trials.queries import try_promotion
from largesse.redemptions.trials.schemas import ProductPreviewInput, ProductPreviewView, TrialInput
from largesse.redemptions.validations.queries import view_validation
from largesse.redemptions.validations.schemas import ValidationView

router = APIRouter(prefix="/v1/promotions", route_class=TransactionRoute, tags=["promotions"])


@router.post("/{promotion_id}/trials", operation_id="tryPromotion", responses=failures(404, 503))
async def try_on_cart(
    promotion_id: Annotated[UUID, Path(description="Id of the promotion.")],
    trial: TrialInput,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_BACK_TEST_CREATE),
) -> ValidationView:
    """Tell what a cart would get if the draft were published, and why not; nothing is counted or kept."""
    state = request.app.state
    asked = await try_promotion(ctx, state.database, state.shelf, promotion_id, trial)
    return view_validation(asked)


@router.post("/product-previews", operation_id="previewProducts")
async def preview_selection(
    preview: ProductPreviewInput, ctx: Context = requires(Permission.CATALOGS_ITEM_READ)
) -> ProductPreviewView:
    """Show the articles of the catalogues that a selection of a rule or reward means."""
    return await preview_products(ctx, preview.items, limit=preview.limit)
