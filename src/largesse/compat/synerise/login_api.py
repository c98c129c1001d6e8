"""Synerise's logins: keys become tokens, profiles sign in, permissions are looked up."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Request
from pydantic import Field

from largesse.accounts.permissions import Permission
from largesse.accounts.queries import get_key, get_workspace
from largesse.accounts.tokens import LoginTokens
from largesse.compat.synerise.client_schemas import ClientLoginInput, LoginInput, PermissionCheck, TokenView
from largesse.compat.synerise.errors import SyneriseRoute, read_input
from largesse.core.context import Actor, Context
from largesse.core.errors import ForbiddenError, UnauthorizedError
from largesse.core.http import failures, requires
from largesse.core.http.credentials import address_of
from largesse.core.http.limits import limit_caller, limit_rejected
from largesse.profiles.commands import save_profile
from largesse.profiles.schemas import ProfileInput

router = APIRouter(route_class=SyneriseRoute, tags=["synerise"])

PermissionName = Annotated[str, Field(max_length=128, pattern=r"^[^\x00]*$")]


@router.post(
    "/uauth/v2/auth/login/profile", operation_id="synLogInWorkspace", responses=failures(401, 429, 503)
)
async def log_in_workspace(login: LoginInput, request: Request) -> TokenView:
    """Turn an API key into a token that lives for a week."""
    await _holder_of(request, login)
    return TokenView(token=_issue(request, login.api_key))


@router.post(
    "/v4/auth/login/client", operation_id="synLogInClient", responses=failures(401, 403, 404, 409, 429, 503)
)
async def log_in_client(login: ClientLoginInput, request: Request) -> TokenView:
    """Sign a profile in for an hour: by uuid with a profile key, by any identifier with a workspace key."""
    holder = await _holder_of(request, login)
    profile = read_input(lambda: ProfileInput.model_validate(login.names()))
    async with request.app.state.database.context(holder.workspace_id, actor=holder) as ctx:
        await _check_may_sign_in(ctx, profile)
        saved = await save_profile(ctx, profile)
    return TokenView(token=_issue(request, login.api_key, profile_id=saved.id))


@router.get("/v4/auth/refresh/profile", operation_id="synRefreshWorkspaceLogin")
async def refresh_login(request: Request, ctx: Context = requires("")) -> TokenView:
    """Turn a token, or a key, into a fresh token."""
    secret = request.headers.get("authorization", "").partition(" ")[2].strip()
    if ctx.actor.kind != "api_key":
        raise ForbiddenError(
            "token_not_refreshable", "Only a workspace token can be refreshed; log in again by the API key."
        )
    tokens = LoginTokens(request.app.state.keyring)
    login = tokens.read(secret, now=ctx.now)
    digest = login.key_digest if login is not None else request.app.state.keyring.digest(secret)
    return TokenView(token=tokens.issue(digest, now=ctx.now))


@router.post("/uauth/api-key/permission-check", operation_id="synCheckPermissions")
async def check_permissions(
    names: Annotated[list[PermissionName], Body(max_length=500, examples=[[Permission.VOUCHERS_POOL_READ]])],
    ctx: Context = requires(""),
) -> PermissionCheck:
    """Tell which of these permissions the caller has, and the name of its workspace."""
    workspace = await get_workspace(ctx)
    return PermissionCheck(
        business_profile_name=workspace.name,
        permissions={name: name in ctx.actor.permissions for name in names},
    )


async def _holder_of(request: Request, login: LoginInput) -> Actor:
    state = request.app.state
    address = address_of(request)
    holder: Actor | None = await state.authenticate.holder_of(
        state.keyring.digest(login.api_key), address=address, now=state.database.clock()
    )
    if holder is None:
        limit_rejected(request, address)
        raise UnauthorizedError("unauthorized", "apiKey is not a valid, unexpired API key.")
    limit_caller(request, holder.id)
    return holder


async def _check_may_sign_in(ctx: Context, profile: ProfileInput) -> None:
    key = await get_key(ctx, UUID(ctx.actor.id))
    if key.kind == "profile" and set(profile.names()) != {"uuid"}:
        raise ForbiddenError(
            "uuid_required",
            "A profile key is public, so it signs profiles in by their uuid only, which nobody can guess."
            " By other identifiers, sign them in from your server with a workspace key.",
        )


def _issue(request: Request, api_key: str, *, profile_id: int | None = None) -> str:
    state = request.app.state
    return LoginTokens(state.keyring).issue(
        state.keyring.digest(api_key), now=state.database.clock(), profile_id=profile_id
    )
