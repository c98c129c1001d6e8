"""Synerise's profile calls: /v4/clients."""

from collections.abc import Sequence
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Body, Path, Request, Response
from fastapi.responses import JSONResponse
from pydantic import JsonValue, ValidationError

from largesse.accounts.permissions import Permission
from largesse.compat.synerise.client_schemas import ClientInput, ClientView
from largesse.compat.synerise.errors import SyneriseError, SyneriseRoute, item_error, read_input
from largesse.core.context import Context
from largesse.core.errors import AppError, TooLargeError
from largesse.core.http import failures, requires
from largesse.profiles import commands, queries
from largesse.profiles.schemas import MAX_BATCH, CustomId, Email, Identifier, ProfileInput

router = APIRouter(prefix="/v4/clients", route_class=SyneriseRoute, tags=["synerise"])

MAX_BYTES: Final = 1_048_576
Done = TypeVar("Done")
PARTLY: Final[dict[int | str, dict[str, Any]]] = {
    207: {"model": list[SyneriseError], "description": "Some items failed; the others were done."}
}

ClientId = Annotated[int, Path(ge=1, lt=2**63, description="The profile's number.")]
Items = Annotated[
    list[dict[str, JsonValue]],
    Body(
        min_length=1,
        max_length=MAX_BATCH,
        examples=[[{"customId": "c1", "firstName": "Ada", "attributes": {"points": 1}, "tags": ["vip"]}]],
    ),
]


@router.post(
    "/batch",
    status_code=202,
    response_class=Response,
    operation_id="synBatchAddOrUpdateClients",
    responses=PARTLY,
)
async def save_clients(
    items: Items, request: Request, ctx: Context = requires(Permission.API_BATCH_CLIENT_CREATE)
) -> Response:
    """Create or change up to 1,000 profiles (1 MB); they are there when the answer comes."""
    if len(await request.body()) > MAX_BYTES:
        raise TooLargeError("batch_too_large", "A batch may have 1 MB. Send it in smaller parts.")
    read = [_read(item) for item in items]
    good = [item for item in read if isinstance(item, ProfileInput)]
    saved = iter(await commands.save_profiles(ctx, good))
    results = [next(saved) if isinstance(item, ProfileInput) else item for item in read]
    return answer_items(request, results)


@router.post(
    "", status_code=202, response_class=Response, operation_id="synCreateClient", responses=failures(404)
)
async def save_client(client: ClientInput, ctx: Context = requires(Permission.API_CLIENT_CREATE)) -> Response:
    """Create or change a profile."""
    await commands.save_profile(ctx, read_input(client.profile))
    return Response(status_code=202)


@router.post("/instant", operation_id="synCreateClientInstant", responses=failures(404))
async def save_client_instantly(
    client: ClientInput, ctx: Context = requires(Permission.API_CLIENT_CREATE)
) -> ClientView:
    """Create or change a profile and read it."""
    saved = await commands.save_profile(ctx, read_input(client.profile))
    return ClientView.of(await queries.view_profile(ctx, saved.id))


@router.get("/by-customid/{custom_id:path}", operation_id="synGetClientByCustomId", responses=failures(404))
async def get_client_by_custom_id(
    custom_id: Annotated[CustomId, Path(description="The profile's custom id.")],
    ctx: Context = requires(Permission.API_CLIENT_READ),
) -> ClientView:
    """Read the profile with this custom id."""
    return ClientView.of(await queries.view_profile_of(ctx, Identifier(custom_id=custom_id)))


@router.get("/by-email/{email}", operation_id="synGetClientByEmail", responses=failures(404))
async def get_client_by_email(
    email: Annotated[Email, Path(description="The profile's e-mail address.")],
    ctx: Context = requires(Permission.API_CLIENT_READ),
) -> ClientView:
    """Read the profile with this e-mail address."""
    return ClientView.of(await queries.view_profile_of(ctx, Identifier(email=email)))


@router.get("/{client_id}", operation_id="synGetClient", responses=failures(404))
async def get_client(client_id: ClientId, ctx: Context = requires(Permission.API_CLIENT_READ)) -> ClientView:
    """Read a profile."""
    return ClientView.of(await queries.view_profile(ctx, client_id))


@router.post(
    "/{client_id}",
    status_code=202,
    response_class=Response,
    operation_id="synUpdateClient",
    responses=failures(404),
)
async def change_client(
    client_id: ClientId, client: ClientInput, ctx: Context = requires(Permission.API_CLIENT_CREATE)
) -> Response:
    """Change a profile."""
    await commands.save_profile(ctx, read_input(lambda: client.profile(client_id)))
    return Response(status_code=202)


@router.delete(
    "/{client_id}",
    status_code=202,
    response_class=Response,
    operation_id="synDeleteClient",
    responses=failures(404),
)
async def delete_client(
    client_id: ClientId, ctx: Context = requires(Permission.API_CLIENT_DELETE)
) -> Response:
    """Erase a profile."""
    await commands.erase_profile(ctx, client_id)
    return Response(status_code=202)


def answer_items(
    request: Request, results: Sequence[Done | AppError | ValidationError], *, done: int = 202
) -> Response:
    """Nothing when every item was done; else 207 and an error for each that was not."""
    errors = [
        item_error(request, index, result)
        for index, result in enumerate(results)
        if isinstance(result, AppError | ValidationError)
    ]
    if not errors:
        return Response(status_code=done)
    return JSONResponse([error.model_dump() for error in errors], status_code=207)


def _read(item: dict[str, JsonValue]) -> ProfileInput | ValidationError:
    try:
        return ClientInput.model_validate(item).profile()
    except ValidationError as error:
        return error
