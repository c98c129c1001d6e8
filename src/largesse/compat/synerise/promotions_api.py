"""Synerise's promotion calls with a workspace key: made, changed, listed, deleted, in batches; settings."""

from typing import Annotated, Literal

from fastapi import APIRouter, Body, Path, Query, Request, Response
from pydantic import JsonValue, ValidationError

from largesse.accounts.permissions import Permission
from largesse.compat.synerise.clients_api import PARTLY, answer_items
from largesse.compat.synerise.errors import SyneriseRoute, wrong_input
from largesse.compat.synerise.promotion_schemas import (
    BatchInput,
    DeleteInput,
    MessageAnswer,
    PromotionAnswer,
    PromotionList,
    SettingsAnswer,
)
from largesse.compat.synerise.promotion_writes import (
    alter_promotion,
    find_promotion,
    item_of,
    make_promotion,
    remove_promotion,
    save_promotion,
)
from largesse.compat.synerise.settings import put_settings, read_settings
from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.core.http import failures, requires
from largesse.core.storable import FreeJson
from largesse.promotions.imports.entering import terms_of
from largesse.promotions.imports.fields import PromotionCreation, PromotionFields
from largesse.promotions.imports.mapping import Terms
from largesse.promotions.queries import list_promotions
from largesse.promotions.schemas import PromotionView

router = APIRouter(prefix="/v4/promotions", route_class=SyneriseRoute, tags=["synerise"])

SearchKey = Annotated[Literal["uuid", "code"], Path(description="What the promotion is named by.")]
SearchValue = Annotated[
    str, Path(min_length=1, max_length=255, pattern=r"^[^\x00]+$", description="Its UUID or its code.")
]


@router.post("/promotion", operation_id="synCreatePromotion", responses=failures(404, 409))
async def create_promotion(
    promotion: PromotionCreation, ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_CREATE)
) -> PromotionAnswer:
    """Create a promotion, published at once when `visibilityStatus` says so."""
    terms = await terms_of(ctx)
    try:
        made = await make_promotion(ctx, promotion, terms=terms)
    except ValidationError as error:
        raise wrong_input(error) from error
    return PromotionAnswer(message="Promotion created", data=item_of(made, terms))


@router.get("/promotion/list", operation_id="synListPromotions")
async def get_promotions(
    limit: Annotated[int, Query(ge=1, le=1000, description="Promotions in the answer.")] = 100,
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_READ),
) -> PromotionList:
    """List promotions, newest first."""
    terms = await terms_of(ctx)
    found = await list_promotions(ctx, limit=limit)
    return PromotionList(data=[item_of(view, terms) for view in found.items])


@router.get("/promotion/{key}/{value:path}", operation_id="synGetPromotion", responses=failures(404))
async def get_promotion(
    key: SearchKey, value: SearchValue, ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_READ)
) -> PromotionAnswer:
    """Read a promotion as the workspace sees it."""
    view = await find_promotion(ctx, key, value)
    return PromotionAnswer(data=item_of(view, await terms_of(ctx)))


@router.put("/promotion/{key}/{value:path}", operation_id="synUpdatePromotion", responses=failures(404, 409))
async def update_promotion(
    key: SearchKey,
    value: SearchValue,
    fields: PromotionFields,
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_UPDATE),
) -> PromotionAnswer:
    """Change the fields that are sent; null clears one."""
    before = await find_promotion(ctx, key, value)
    terms = await terms_of(ctx)
    try:
        changed = await alter_promotion(ctx, before, fields, terms=terms)
    except ValidationError as error:
        raise wrong_input(error) from error
    return PromotionAnswer(message="Promotion updated", data=item_of(changed, terms))


@router.delete("/promotion", operation_id="synDeletePromotion", responses=failures(404, 409))
async def delete_promotion(
    deletion: DeleteInput, ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_DELETE)
) -> MessageAnswer:
    """Delete the promotion with this code."""
    await remove_promotion(ctx, await find_promotion(ctx, "code", deletion.value))
    return MessageAnswer(message="Promotion deleted")


@router.post(
    "/v2/promotion/batch",
    status_code=202,
    response_class=Response,
    operation_id="synBatchImportPromotions",
    responses=PARTLY,
)
async def save_promotions(
    batch: BatchInput,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_PROMOTION_CREATE),
) -> Response:
    """Create promotions, or change those whose `code` is known; each stands or fails alone."""
    terms = await terms_of(ctx)
    results: list[PromotionView | AppError | ValidationError | None] = [None] * len(batch.data)
    # In the order of their codes, so that two such batches never wait for each other.
    for place in sorted(range(len(batch.data)), key=lambda place: str(batch.data[place].get("code", ""))):
        results[place] = await _save(ctx, batch.data[place], terms)
    return answer_items(request, results)


@router.get("/settings", operation_id="synGetPromotionSettings")
async def get_settings(ctx: Context = requires(Permission.PROMOTIONS_SETTINGS_READ)) -> SettingsAnswer:
    """Read the settings of promotions, the whole object."""
    return SettingsAnswer(data=await read_settings(ctx))


@router.put("/settings", operation_id="synUpdatePromotionSettings")
async def update_settings(
    settings: Annotated[FreeJson, Body(examples=[{"checkoutSettings": {"handbillUuidsForCheckout": []}}])],
    ctx: Context = requires(Permission.PROMOTIONS_SETTINGS_UPDATE),
) -> SettingsAnswer:
    """Replace the settings of promotions by this object."""
    await put_settings(ctx, dict(settings))
    return SettingsAnswer(data=await read_settings(ctx))


async def _save(
    ctx: Context, item: dict[str, JsonValue], terms: Terms
) -> PromotionView | AppError | ValidationError:
    try:
        async with ctx.db.begin_nested():
            return await save_promotion(ctx, item, terms=terms)
    except (AppError, ValidationError) as error:
        return error
