"""Synerise's calls of handbills: their configuration, and what they offer a profile."""

from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Body, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.compat.synerise.client_promotions import Filters, Held, client_promotion, promotions_of
from largesse.compat.synerise.errors import SyneriseError, SyneriseRoute, read_input
from largesse.compat.synerise.handbill_schemas import (
    OWN_STATUSES,
    TYPES,
    ClientHandbill,
    ClientHandbillAnswer,
    ClientHandbillsAnswer,
    HandbillAnswer,
    HandbillFields,
    HandbillItem,
    HandbillList,
)
from largesse.compat.synerise.promotion_schemas import ClientPromotion
from largesse.compat.synerise.voucher_schemas import IDENTIFIER_NAMES, IdentifierName
from largesse.core.context import Context
from largesse.core.errors import AppError, ForbiddenError
from largesse.core.http import Caller, failures, requires, requires_caller
from largesse.personalization.handbills.commands.handbills import change_handbill, change_handbill_status
from largesse.personalization.handbills.commands.publications import publish
from largesse.personalization.handbills.queries import list_handbills, view_handbill
from largesse.personalization.handbills.schemas import HandbillPatch, HandbillSetView, HandbillView
from largesse.personalization.handbills.views import read_set
from largesse.profiles.queries import view_profile_of
from largesse.profiles.schemas import Identifier
from largesse.promotions.imports.entering import terms_of
from largesse.promotions.queries import get_settings

router = APIRouter(prefix="/v4/promotions", route_class=SyneriseRoute, tags=["synerise"])

LIVING: Final = frozenset({"ASSIGNED", "ACTIVE", "REDEEMED"})
HandbillUuid = Annotated[UUID, Path(description="UUID of the handbill.")]
IdentifierType = Annotated[IdentifierName, Path(description="What the profile is named by.")]
IdentifierValue = Annotated[
    str, Path(min_length=1, max_length=255, pattern=r"^[^\x00]+$", description="Its identifier.")
]
# 422 besides the usual refusals: FastAPI's own one is a 400 here.
REFUSALS: Final[dict[int | str, dict[str, Any]]] = {"4XX": {"model": SyneriseError, "description": "Refused"}}


class FieldUnknownError(AppError):
    """422: a field that Synerise does not let change."""

    status = 422
    title = "Unprocessable entity"

    def __init__(self, names: list[str]) -> None:
        super().__init__(
            "handbill_field_unknown",
            f"{', '.join(names)[:200]} cannot be changed. Send channel, status, name, description,"
            " controlGroup and variants only.",
        )


@router.get("/handbill", operation_id="synListHandbills")
async def get_handbills(
    limit: Annotated[int, Query(ge=1, le=200, description="Handbills in the answer.")] = 100,
    ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_READ),
) -> HandbillList:
    """List handbills, newest first."""
    found = await list_handbills(ctx, limit=limit)
    return HandbillList(data=[HandbillItem.of(view) for view in found.items])


@router.get("/handbill/{uuid}", operation_id="synGetHandbill", responses=failures(404))
async def get_handbill(
    uuid: HandbillUuid, ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_READ)
) -> HandbillAnswer:
    """Read the configuration of a handbill."""
    return HandbillAnswer(data=HandbillItem.of(await view_handbill(ctx, uuid)))


@router.patch("/handbill/{uuid}", operation_id="synUpdateHandbill", responses=REFUSALS)
async def update_handbill(
    uuid: HandbillUuid,
    body: Annotated[dict[str, Any], Body(examples=[{"name": "Six for you", "status": "PUBLISH"}])],
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_UPDATE),
) -> HandbillAnswer:
    """Change a handbill; `PUBLISH` publishes it with the changes. Other fields are refused with 422."""
    fields = _read_fields(body)
    before = await view_handbill(ctx, uuid)
    patch: dict[str, Any] = {"definition": fields.definition(before.definition)}
    patch |= {name: value for name in ("name", "description") if (value := getattr(fields, name)) is not None}
    if fields.channel is not None:
        patch["type"] = TYPES[fields.channel]
    await change_handbill(ctx, uuid, HandbillPatch(**patch))
    return HandbillAnswer(data=HandbillItem.of(await _move(ctx, request, uuid, fields)))


@router.get(
    "/v2/promotion/get-for-client/{identifier_type}/{identifier_value}/handbill/{uuid}",
    operation_id="synGetHandbillForClient",
    responses=failures(404, 409, 503),
)
async def get_handbill_for_client(
    identifier_type: IdentifierType,
    identifier_value: IdentifierValue,
    uuid: HandbillUuid,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_HANDBILL_ASSIGN_CREATE),
) -> ClientHandbillAnswer:
    """Read what a handbill offers a profile; the first reading assigns it."""
    profile_id = await _profile(caller, identifier_type, identifier_value)
    view = await _set(request, caller, uuid, profile_id)
    held = await _promotions(request, caller, profile_id)
    mine = [held[offer.promotion_id] for offer in view.items if offer.promotion_id in held]
    return ClientHandbillAnswer(data=mine, handbill=ClientHandbill.of(view))


@router.get(
    "/promotion/get-for-client/{identifier_type}/{identifier_value}/with-handbills",
    operation_id="synGetPromotionsWithHandbills",
    responses=failures(404, 409, 503),
)
async def get_promotions_with_handbills(
    identifier_type: IdentifierType,
    identifier_value: IdentifierValue,
    request: Request,
    handbill_uuids: Annotated[
        list[UUID], Query(alias="handbillUuid", max_length=20, description="Repeated.")
    ] = [],  # noqa: B006  FastAPI copies it
    caller: Caller = requires_caller(Permission.PROMOTIONS_HANDBILL_ASSIGN_CREATE),
) -> ClientHandbillsAnswer:
    """Read all promotions of a profile, those of these handbills among them, which are assigned."""
    profile_id = await _profile(caller, identifier_type, identifier_value)
    views = [await _set(request, caller, uuid, profile_id) for uuid in dict.fromkeys(handbill_uuids)]
    held = await _promotions(request, caller, profile_id)
    return ClientHandbillsAnswer(
        data=list(held.values()), handbills=[ClientHandbill.of(view) for view in views]
    )


def _read_fields(body: dict[str, Any]) -> HandbillFields:
    known = {field.alias for field in HandbillFields.model_fields.values()}
    unknown = sorted(name for name in body if name not in known)
    if unknown:
        raise FieldUnknownError(unknown)
    return read_input(lambda: HandbillFields.model_validate(body))


async def _move(ctx: Context, request: Request, uuid: UUID, fields: HandbillFields) -> HandbillView:
    status = OWN_STATUSES[fields.status] if fields.status is not None else None
    if status == "published":
        if Permission.PROMOTIONS_HANDBILL_PUBLICATION_CREATE not in ctx.actor.permissions:
            raise ForbiddenError(
                "permission_missing",
                "Publishing needs the permission PROMOTIONS_HANDBILL_PUBLICATION_CREATE.",
            )
        shop = await request.app.state.dispenser.shop(
            ctx.workspace_id, at_least=(await get_settings(ctx)).book
        )
        await publish(ctx, uuid, shop)
    elif status is not None:
        await change_handbill_status(ctx, uuid, status)
    return await view_handbill(ctx, uuid)


async def _set(request: Request, caller: Caller, uuid: UUID, profile_id: int) -> HandbillSetView:
    dispenser = request.app.state.dispenser
    return await read_set(dispenser, caller.actor, uuid, profile_id)


async def _promotions(request: Request, caller: Caller, profile_id: int) -> dict[UUID, ClientPromotion]:
    """The promotions of a profile as it sees them, by their ids; hidden ones left out."""
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        book = await request.app.state.shelf.book(ctx.workspace_id, at_least=(await get_settings(ctx)).book)
        found: list[Held] = await promotions_of(ctx, book, profile_id, Filters(status=LIVING))
        terms = await terms_of(ctx)
    return {held.id: client_promotion(held, terms) for held in found if not held.is_hidden}


async def _profile(caller: Caller, kind: str, value: str) -> int:
    identifier = read_input(lambda: Identifier.model_validate({IDENTIFIER_NAMES[kind]: value}))
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        return (await view_profile_of(ctx, identifier)).id
