"""Guards of routes: `requires` opens a transaction for a caller with a permission, `requires_caller` none."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer

from largesse.core.context import Context
from largesse.core.db import enter_workspace
from largesse.core.http.credentials import Authenticator, Caller, authorize
from largesse.core.http.transactions import reserve_key

__all__ = ["Authenticator", "Caller", "requires", "requires_caller"]

bearer = HTTPBearer(
    auto_error=False,
    scheme_name="api_key",
    description="An API key (`lk_...`) or a login token made from one. The console sends its session "
    "cookie instead, with the header X-CSRF-Token on every request that changes something.",
)


def requires(permission: str) -> Context:
    """A route's context: opens the transaction of the caller's workspace; 401 or 403 otherwise.

    An empty permission lets every credential in.
    """

    async def open_request(request: Request, _: Annotated[object, Security(bearer)]) -> Context:
        caller = await _caller_of(request, permission)
        session = caller.database.session_of_request()
        request.state.session = session
        await enter_workspace(session, caller.actor.workspace_id)
        await reserve_key(request, session)
        return await caller.enter(session)

    return _dependency(open_request, permission)  # type: ignore[return-value]  # read by FastAPI as a default


def requires_caller(permission: str) -> Caller:
    """A route that keeps its own transaction: only the caller is checked; 401 or 403 otherwise."""

    async def find_caller(request: Request, _: Annotated[object, Security(bearer)]) -> Caller:
        return await _caller_of(request, permission)

    return _dependency(find_caller, permission)  # type: ignore[return-value]  # read by FastAPI as a default


def _dependency(call: Callable[..., Awaitable[object]], permission: str) -> object:
    call.permission = permission  # type: ignore[attr-defined]  # TransactionRoute checks it first of all
    return Depends(call)


async def _caller_of(request: Request, permission: str) -> Caller:
    known: Caller | None = getattr(request.state, "caller", None)  # TransactionRoute asked him already
    return known if known is not None else await authorize(request, permission)
