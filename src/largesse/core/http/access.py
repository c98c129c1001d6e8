"""Who asks: a bearer key or a session becomes an Actor; `requires` guards a route by a permission."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer

from largesse.core.context import Actor, Context
from largesse.core.db import Database, enter_workspace, open_context
from largesse.core.errors import ForbiddenError, UnauthorizedError
from largesse.core.http.limits import limit_caller, limit_rejected
from largesse.core.http.problems import request_id_of
from largesse.core.http.transactions import reserve_key

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="api_key",
    description="An API key (`lk_...`) or a login token made from one.",
)


class Authenticator(Protocol):
    """Turns a bearer secret into an Actor, or None; the composition root hands one in."""

    async def __call__(self, secret: str, *, address: str, now: datetime) -> Actor | None: ...


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated request without a transaction: what the hot paths and streams take."""

    actor: Actor
    database: Database
    now: datetime
    request_id: str
    address: str


def requires(permission: str) -> Context:
    """A route's context: opens the transaction of the caller's workspace; 401 or 403 otherwise."""

    async def open_request(request: Request, _: Annotated[object, Security(bearer)]) -> Context:
        caller = await _authorize(request, permission)
        session = caller.database.session_of_request()
        request.state.session = session
        await enter_workspace(session, caller.actor.workspace_id)
        await reserve_key(request, session)
        return await open_context(
            session,
            caller.actor.workspace_id,
            actor=caller.actor,
            now=caller.now,
            request_id=caller.request_id,
            address=caller.address,
        )

    return _dependency(open_request, permission)  # type: ignore[return-value]  # read by FastAPI as a default


def requires_caller(permission: str) -> Caller:
    """A route that keeps its own transaction: only the caller is checked; 401 or 403 otherwise."""

    async def find_caller(request: Request, _: Annotated[object, Security(bearer)]) -> Caller:
        return await _authorize(request, permission)

    return _dependency(find_caller, permission)  # type: ignore[return-value]  # read by FastAPI as a default


def _dependency(call: Callable[..., Awaitable[object]], permission: str) -> object:
    call.permission = permission  # type: ignore[attr-defined]  # TransactionRoute shows it in OpenAPI
    return Depends(call)


async def _authorize(request: Request, permission: str) -> Caller:
    state = request.app.state
    address = request.client.host if request.client else ""
    now = state.database.clock()
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    actor: Actor | None = None
    if secret and scheme.lower() == "bearer":
        actor = await state.authenticate(secret.strip(), address=address, now=now)
    if actor is None:
        limit_rejected(request, address)
        raise UnauthorizedError(
            "unauthorized", "Send a valid, unexpired API key: `Authorization: Bearer lk_...`."
        )
    limit_caller(request, actor.id)
    if permission and permission not in actor.permissions:
        raise ForbiddenError(
            "permission_missing",
            f"This key lacks the permission {permission}. Grant it in the key's permission set.",
            facts={"permission": permission},
        )
    return Caller(actor, state.database, now, request_id_of(request), address)
