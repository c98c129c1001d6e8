"""Routes of audiences."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.http import TransactionRoute, failures, requires
from largesse.profiles.audiences import commands, queries
from largesse.profiles.audiences.schemas import (
    AudienceCount,
    AudienceCountInput,
    AudienceInput,
    AudiencePage,
    AudiencePatch,
    AudiencePreview,
    AudienceView,
)

TAG: Final = "audiences"

router = APIRouter(prefix="/v1/audiences", route_class=TransactionRoute, tags=[TAG])

AudienceId = Annotated[UUID, Path(description="Id of the audience.")]


@router.post("", status_code=201, operation_id="createAudience", responses=failures(409))
async def create_audience(
    audience: AudienceInput, ctx: Context = requires(Permission.AUDIENCES_AUDIENCE_CREATE)
) -> AudienceView:
    """Save conditions on profiles under a name."""
    return await commands.create_audience(ctx, audience)


@router.get("", operation_id="listAudiences")
async def list_audiences(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    name: Annotated[
        str | None, Query(max_length=200, pattern=r"^[^\x00]*$", description="Part of the name.")
    ] = None,
    archived: Annotated[bool, Query(description="List the archived ones instead.")] = False,
    ctx: Context = requires(Permission.AUDIENCES_AUDIENCE_READ),
) -> AudiencePage:
    """List audiences, newest first."""
    return await queries.list_audiences(ctx, limit=limit, cursor=cursor, search=name, archived=archived)


@router.post("/counts", operation_id="countAudience")
async def count_audience(
    asked: AudienceCountInput, ctx: Context = requires(Permission.AUDIENCES_AUDIENCE_READ)
) -> AudienceCount:
    """Count the profiles that meet conditions now, for two seconds at most."""
    return await queries.count_matching(ctx, asked.conditions)


@router.post("/previews", operation_id="previewConditions", responses=failures(503))
async def preview_conditions(
    asked: AudienceCountInput, ctx: Context = requires(Permission.API_CLIENT_READ)
) -> AudiencePreview:
    """Read the first 20 profiles that meet conditions, whether they are saved or not, oldest first."""
    return await queries.preview_matching(ctx, asked.conditions)


@router.get("/{audience_id}", operation_id="getAudience", responses=failures(404))
async def get_audience(
    audience_id: AudienceId, ctx: Context = requires(Permission.AUDIENCES_AUDIENCE_READ)
) -> AudienceView:
    """Read an audience, archived or not."""
    return AudienceView.model_validate(await queries.get_audience(ctx, audience_id))


@router.patch("/{audience_id}", operation_id="changeAudience", responses=failures(404, 409))
async def change_audience(
    audience_id: AudienceId,
    patch: AudiencePatch,
    ctx: Context = requires(Permission.AUDIENCES_AUDIENCE_UPDATE),
) -> AudienceView:
    """Change an audience; what is left out stays."""
    return await commands.change_audience(ctx, audience_id, patch)


@router.delete("/{audience_id}", status_code=204, operation_id="archiveAudience", responses=failures(404))
async def archive_audience(
    audience_id: AudienceId, ctx: Context = requires(Permission.AUDIENCES_AUDIENCE_DELETE)
) -> None:
    """Archive an audience: its name is free again, and what names it by its id goes on."""
    await commands.archive_audience(ctx, audience_id)


@router.post("/{audience_id}/previews", operation_id="previewAudience", responses=failures(404, 503))
async def preview_audience(
    audience_id: AudienceId, ctx: Context = requires(Permission.API_CLIENT_READ)
) -> AudiencePreview:
    """Read the first 20 profiles of an audience, oldest first."""
    return await queries.preview_audience(ctx, audience_id)
