"""Who asks: a bearer key or a session cookie becomes an Actor that holds the route's permission."""

import hmac
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import State

from largesse.core.context import Actor, Context
from largesse.core.db import Database, open_context
from largesse.core.errors import ForbiddenError, UnauthorizedError
from largesse.core.http.limits import limit_caller, limit_rejected
from largesse.core.http.problems import request_id_of
from largesse.core.http.room import check_room
from largesse.core.seals import Keyring

SAFE_METHODS: Final = ("GET", "HEAD", "OPTIONS")
CSRF_HEADER: Final = "X-CSRF-Token"


class Authenticator(Protocol):
    """Turns a secret (bearer key or session token) into an Actor, or None; app.py hands it in."""

    async def __call__(self, secret: str, *, address: str, now: datetime) -> Actor | None: ...


@dataclass(frozen=True, slots=True)
class Caller:
    """An authenticated request without a transaction: what the hot paths and streams take."""

    actor: Actor
    database: Database
    now: datetime
    request_id: str
    address: str

    async def enter(self, session: AsyncSession) -> Context:
        """What commands and queries take, in this transaction of the caller's workspace."""
        return await open_context(
            session,
            self.actor.workspace_id,
            actor=self.actor,
            now=self.now,
            request_id=self.request_id,
            address=self.address,
        )

    @asynccontextmanager
    async def context(self) -> AsyncIterator[Context]:
        """The same in a transaction of its own."""
        async with self.database.session(self.actor.workspace_id) as session:
            yield await self.enter(session)


async def authorize(request: Request, permission: str) -> Caller:
    """The caller, who holds `permission` (empty: any will do).

    UnauthorizedError without a valid credential, ForbiddenError without the permission or, with a
    cookie and an unsafe method, without the X-CSRF-Token; TooManyRequestsError above the limits.
    """
    state = request.app.state
    address = address_of(request)
    now = state.database.clock()
    actor = await _actor_of(request, state, address=address, now=now)
    if actor is None:
        limit_rejected(request, address)
        raise UnauthorizedError(
            "unauthorized",
            "Send a valid, unexpired API key (`Authorization: Bearer lk_...`), or sign in.",
        )
    limit_caller(request, f"{actor.workspace_id} {actor.label}")
    if permission and permission not in actor.permissions:
        who = "Your membership" if actor.kind == "member" else "This key"
        raise ForbiddenError(
            "permission_missing",
            f"{who} lacks the permission {permission}. Grant it in its permission set.",
            facts={"permission": permission},
        )
    check_room(request)
    return Caller(actor, state.database, now, request_id_of(request), address)


def address_of(request: Request) -> str:
    """The caller's network address; empty when it is unknown."""
    return request.client.host if request.client else ""


def session_cookie(request: Request) -> str:
    """Name of the session cookie: over https the prefix binds it to this host and to https."""
    return "__Host-largesse" if request.url.scheme == "https" else "largesse"


def session_token_of(request: Request) -> str | None:
    """The session token in the request's cookie, valid or not."""
    return request.cookies.get(session_cookie(request)) or None


def csrf_token(keyring: Keyring, token: str) -> str:
    """What a page must send back beside the cookie: an HMAC of the session token (OWASP CSRF)."""
    return keyring.digest(f"csrf {token}").hex()


async def _actor_of(request: Request, state: State, *, address: str, now: datetime) -> Actor | None:
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    if secret and scheme.lower() == "bearer":
        key_holder: Actor | None = await state.authenticate(secret.strip(), address=address, now=now)
        return key_holder
    token = session_token_of(request)
    if token is None:
        return None
    member: Actor | None = await state.authenticate_session(token, address=address, now=now)
    if member is not None and request.method not in SAFE_METHODS:
        _check_csrf(request, csrf_token(state.keyring, token))
    return member


def _check_csrf(request: Request, expected: str) -> None:
    sent = request.headers.get(CSRF_HEADER, "")
    if not hmac.compare_digest(sent.encode(), expected.encode()):
        raise ForbiddenError(
            "csrf_token_missing",
            f"Requests that change something need the header {CSRF_HEADER} beside the session cookie; "
            "its value is `csrf_token` of GET /v1/sessions/current.",
        )
