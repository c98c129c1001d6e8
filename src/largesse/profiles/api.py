"""Routes of profiles."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from largesse.accounts.permissions import Permission
from largesse.core.context import Context
from largesse.core.errors import AppError, InvalidError
from largesse.core.http import TransactionRoute, failures, requires
from largesse.profiles import commands, queries
from largesse.profiles.commands import Saved
from largesse.profiles.schemas import (
    CustomId,
    Email,
    Identifier,
    ItemError,
    Phone,
    ProfileBatch,
    ProfileBatchView,
    ProfileInput,
    ProfilePage,
    ProfilePatch,
    ProfileResult,
    ProfileView,
    Tag,
)

router = APIRouter(prefix="/v1", route_class=TransactionRoute)

PROFILES: Final = "profiles"

ProfileId = Annotated[int, Path(ge=1, lt=2**63, description="The profile's number in Largesse.")]
Limit = Annotated[int, Query(ge=1, le=200, description="Items on the page.")]


@router.post(
    "/profiles",
    status_code=201,
    tags=[PROFILES],
    operation_id="saveProfile",
    responses={
        200: {"model": ProfileView, "description": "The profile was there before."},
        **failures(404, 409),
    },
)
async def save_profile(
    profile: ProfileInput, response: Response, ctx: Context = requires(Permission.API_CLIENT_CREATE)
) -> ProfileView:
    """Create a profile, or change the one that the identifiers name."""
    saved = await commands.save_profile(ctx, profile)
    if saved.outcome != "created":
        response.status_code = 200
    return await queries.view_profile(ctx, saved.id)


@router.post("/profiles/batches", tags=[PROFILES], operation_id="saveProfiles")
async def save_profiles(
    batch: ProfileBatch, ctx: Context = requires(Permission.API_BATCH_CLIENT_CREATE)
) -> ProfileBatchView:
    """Create or change up to 1,000 profiles; each item stands or fails alone."""
    results = [
        _result(index, saved) for index, saved in enumerate(await commands.save_profiles(ctx, batch.items))
    ]
    return ProfileBatchView(failed=sum(result.error is not None for result in results), items=results)


@router.get("/profiles", tags=[PROFILES], operation_id="listProfiles")
async def list_profiles(
    limit: Limit = 50,
    cursor: Annotated[
        int | None, Query(ge=0, lt=2**63, description="`next_cursor` of the page before.")
    ] = None,
    q: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=255,
            pattern=r"^[^\x00]*$",
            description="Those whose custom id, e-mail, phone or name begins so, and the one of this number"
            " or UUID. The best matches only: say more to see others.",
        ),
    ] = None,
    id: Annotated[  # noqa: A002
        list[Annotated[int, Query(ge=1, lt=2**63)]],
        Query(max_length=200, description="Only those of these numbers."),
    ] = [],  # noqa: B006  FastAPI copies it
    uuid: Annotated[UUID | None, Query(description="The profile with this UUID.")] = None,
    custom_id: Annotated[CustomId | None, Query(description="The profile with this custom id.")] = None,
    email: Annotated[Email | None, Query(description="The profile with this e-mail address.")] = None,
    phone: Annotated[Phone | None, Query(description="The profile with this phone number.")] = None,
    tag: Annotated[Tag | None, Query(description="Only profiles with this tag.")] = None,
    attribute: Annotated[
        list[Annotated[str, Query(max_length=500, pattern=r"^[^\x00:]{1,128}:[^\x00]*$")]],
        Query(
            max_length=10,
            description="Only profiles with this attribute: `name:value`; several are joined by and.",
        ),
    ] = [],  # noqa: B006  FastAPI copies it
    ctx: Context = requires(Permission.API_CLIENT_READ),
) -> ProfilePage:
    """List profiles, oldest first, by identifier, tag and attributes; or search them by how they begin."""
    names = {"uuid": uuid, "custom_id": custom_id, "email": email, "phone": phone}
    given = {kind: value for kind, value in names.items() if value is not None}
    if len(given) > 1:
        raise InvalidError("too_many_identifiers", f"Filter by one of {', '.join(given)}.", pointer="/query")
    if q is not None and q.strip():
        if given or id or tag is not None or attribute:
            raise InvalidError(
                "too_many_identifiers",
                "`q` looks by itself: leave the other filters out.",
                pointer="/query/q",
            )
        return await queries.search_profiles(ctx, q, limit=limit)
    return await queries.list_profiles(
        ctx,
        limit=limit,
        cursor=cursor,
        identifier=Identifier.model_validate(given) if given else None,
        ids=id,
        tag=tag,
        attributes=attribute,
    )


@router.get("/profiles/{profile_id}", tags=[PROFILES], operation_id="getProfile", responses=failures(404))
async def get_profile(
    profile_id: ProfileId, ctx: Context = requires(Permission.API_CLIENT_READ)
) -> ProfileView:
    """Read a profile."""
    return await queries.view_profile(ctx, profile_id)


@router.patch(
    "/profiles/{profile_id}", tags=[PROFILES], operation_id="changeProfile", responses=failures(404, 409)
)
async def change_profile(
    profile_id: ProfileId, patch: ProfilePatch, ctx: Context = requires(Permission.API_CLIENT_CREATE)
) -> ProfileView:
    """Change a profile; what is left out stays, null deletes."""
    await commands.change_profile(ctx, profile_id, patch)
    return await queries.view_profile(ctx, profile_id)


@router.delete(
    "/profiles/{profile_id}",
    status_code=204,
    tags=[PROFILES],
    operation_id="eraseProfile",
    responses=failures(404),
)
async def erase_profile(profile_id: ProfileId, ctx: Context = requires(Permission.API_CLIENT_DELETE)) -> None:
    """Erase everything personal about a profile; its codes and counts keep only its number."""
    await commands.erase_profile(ctx, profile_id)


def _result(index: int, saved: Saved | AppError) -> ProfileResult:
    if isinstance(saved, AppError):
        return ProfileResult(
            index=index, result="failed", error=ItemError(code=saved.code, detail=saved.detail)
        )
    return ProfileResult(index=index, result=saved.outcome, id=saved.id, uuid=saved.uuid)
