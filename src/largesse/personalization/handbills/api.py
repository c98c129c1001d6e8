"""Routes of handbills, the personalised promotions."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from largesse.accounts.jobs_api import JobView, started_job
from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.errors import InvalidError
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.personalization.handbills import queries
from largesse.personalization.handbills.commands import handbills
from largesse.personalization.handbills.commands import publications as publishing
from largesse.personalization.handbills.preview import preview
from largesse.personalization.handbills.schemas import (
    HandbillInput,
    HandbillPage,
    HandbillPatch,
    HandbillPreview,
    HandbillPreviewInput,
    HandbillPublicationView,
    HandbillSetView,
    HandbillStatus,
    HandbillStatusInput,
    HandbillVersionPage,
    HandbillView,
    OwnSetView,
)
from largesse.personalization.handbills.views import read_own_set, read_set
from largesse.profiles.queries import view_profile_of
from largesse.profiles.schemas import IDENTIFIERS, CustomId, Email, Identifier, Phone
from largesse.promotions.queries import get_settings

TAG: Final = "handbills"

router = APIRouter(prefix="/v1/handbills", route_class=TransactionRoute, tags=[TAG])

HandbillId = Annotated[UUID, Path(description="Id of the handbill.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]


def named_by(
    uuid: Annotated[UUID | None, Query(description="Its UUID.")] = None,
    custom_id: Annotated[CustomId | None, Query(description="Your own id of it.")] = None,
    email: Annotated[Email | None, Query(description="Its e-mail address.")] = None,
    phone: Annotated[Phone | None, Query(description="Its phone number.")] = None,
) -> Identifier:
    """The profile that a query names; InvalidError `identifier_missing` unless by exactly one identifier."""
    given = {"uuid": uuid, "custom_id": custom_id, "email": email, "phone": phone}
    named = {name: value for name, value in given.items() if value is not None}
    if len(named) != 1:
        raise InvalidError(
            "identifier_missing",
            f"Name the profile by exactly one of {', '.join(name for name in IDENTIFIERS if name != 'id')}.",
            pointer="/query",
        )
    return Identifier.model_validate(named)


@router.post("", status_code=201, operation_id="createHandbill")
async def create_handbill(
    handbill: HandbillInput, ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_CREATE)
) -> HandbillView:
    """Create a personalised promotion as a draft."""
    return await handbills.create_handbill(ctx, handbill)


@router.get("", operation_id="listHandbills")
async def list_handbills(
    limit: Limit = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    search: Annotated[
        str | None, Query(max_length=200, pattern=r"^[^\x00]*$", description="Part of the name.")
    ] = None,
    status: Annotated[
        HandbillStatus | None, Query(description="Only those; archived ones are listed by it only.")
    ] = None,
    ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_READ),
) -> HandbillPage:
    """List personalised promotions, newest first."""
    return await queries.list_handbills(ctx, limit=limit, cursor=cursor, search=search, status=status)


@router.get("/{handbill_id}", operation_id="getHandbill", responses=failures(404))
async def get_handbill(
    handbill_id: HandbillId, ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_READ)
) -> HandbillView:
    """Read a personalised promotion with its draft."""
    return await queries.view_handbill(ctx, handbill_id)


@router.patch("/{handbill_id}", operation_id="changeHandbill", responses=failures(404, 409))
async def change_handbill(
    handbill_id: HandbillId,
    patch: HandbillPatch,
    ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_UPDATE),
) -> HandbillView:
    """Change the draft; what was published goes on until it is published again."""
    return await handbills.change_handbill(ctx, handbill_id, patch)


@router.get("/{handbill_id}/versions", operation_id="listHandbillVersions", responses=failures(404))
async def list_handbill_versions(
    handbill_id: HandbillId,
    limit: Limit = 50,
    cursor: Annotated[
        int | None, Query(ge=1, lt=2**31, description="`next_cursor` of the page before.")
    ] = None,
    ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_READ),
) -> HandbillVersionPage:
    """List what was published, latest first."""
    return await queries.list_versions(ctx, handbill_id, limit=limit, cursor=cursor)


@router.post(
    "/{handbill_id}/publications",
    status_code=201,
    operation_id="publishHandbill",
    responses=failures(404, 409),
)
async def publish_handbill(
    handbill_id: HandbillId,
    request: Request,
    ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_PUBLICATION_CREATE),
) -> HandbillPublicationView:
    """Publish the draft: new sets follow it from now on, and are made for all customers."""
    shop = await request.app.state.dispenser.shop(ctx.workspace_id, at_least=(await get_settings(ctx)).book)
    return await publishing.publish(ctx, handbill_id, shop)


@router.post(
    "/{handbill_id}/status-changes",
    status_code=201,
    operation_id="changeHandbillStatus",
    responses=failures(404, 409),
)
async def change_handbill_status(
    handbill_id: HandbillId,
    change: HandbillStatusInput,
    ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_UPDATE),
) -> HandbillView:
    """Pause, resume or archive a personalised promotion; sets that customers have stay theirs."""
    return await handbills.change_handbill_status(ctx, handbill_id, change.status)


@router.post("/{handbill_id}/previews", operation_id="previewHandbill", responses=failures(404, 409))
async def preview_handbill(
    handbill_id: HandbillId,
    asked: HandbillPreviewInput,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_HANDBILL_PREVIEW_CREATE),
) -> HandbillPreview:
    """Show what the draft would offer a customer, and why; nothing is written."""
    state = request.app.state
    return await preview(caller.database, state.dispenser, caller.actor, handbill_id, asked)


@router.post(
    "/{handbill_id}/precomputations",
    status_code=202,
    operation_id="precomputeHandbill",
    responses=failures(404, 409),
)
async def precompute_handbill(
    handbill_id: HandbillId,
    response: Response,
    ctx: Context = requires(Permission.PROMOTIONS_HANDBILL_PRECOMPUTATION_CREATE),
) -> JobView:
    """Start the job that makes sets for all customers who have none."""
    job_id = await publishing.start_precomputation(ctx, handbill_id)
    return await started_job(ctx, response, job_id)


@router.get("/{handbill_id}/own", operation_id="getOwnHandbillSet", responses=failures(404, 409, 503))
async def get_own_set(
    handbill_id: HandbillId,
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_HANDBILL_OWN_READ),
) -> OwnSetView:
    """Read what the signed-in profile is offered; the first reading assigns it."""
    return await read_own_set(request.app.state.dispenser, caller.actor, handbill_id)


@router.get(
    "/{handbill_id}/profiles", operation_id="getHandbillSetByIdentifier", responses=failures(404, 409, 503)
)
async def get_set_by_identifier(
    handbill_id: HandbillId,
    request: Request,
    named: Annotated[Identifier, Depends(named_by)],
    caller: Caller = requires_caller(Permission.PROMOTIONS_HANDBILL_ASSIGN_CREATE),
) -> HandbillSetView:
    """Read what the customer with this identifier is offered; the first reading assigns it."""
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        profile_id = (await view_profile_of(ctx, named)).id
    return await read_set(request.app.state.dispenser, caller.actor, handbill_id, profile_id)


@router.get(
    "/{handbill_id}/profiles/{profile_id}",
    operation_id="getHandbillSet",
    responses=failures(404, 409, 503),
)
async def get_set(
    handbill_id: HandbillId,
    profile_id: Annotated[int, Path(ge=1, lt=2**63, description="The profile's number in Largesse.")],
    request: Request,
    caller: Caller = requires_caller(Permission.PROMOTIONS_HANDBILL_ASSIGN_CREATE),
) -> HandbillSetView:
    """Read what a customer is offered; the first reading assigns it."""
    return await read_set(request.app.state.dispenser, caller.actor, handbill_id, profile_id)
