"""One request, one transaction: committed after the answer is rendered and before it leaves."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import Request, Response, params
from fastapi.routing import APIRoute
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.core.errors import ConflictError, InvalidError, UnsupportedMediaError
from largesse.core.http.credentials import Caller, authorize
from largesse.core.seals import Keyring

MAX_KEY = 255


class TransactionRoute(APIRoute):
    """A route whose database work commits with its answer, and whose POST replays by Idempotency-Key.

    The caller is checked before a byte of the body is read, so a stranger can upload nothing. The
    transaction is opened by the `requires` dependency. An error rolls it back; so a refused request
    leaves nothing, and its key may be used again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  FastAPI's own signature
        super().__init__(*args, **kwargs)
        if self.permission is not None:
            self.openapi_extra = {**(self.openapi_extra or {}), "x-permission": self.permission}

    @property
    def permission(self) -> str | None:
        """What the route's guard asks for; empty when any credential will do, None on a public route."""
        asked = (getattr(d.call, "permission", None) for d in self.dependant.dependencies)
        return next((permission for permission in asked if permission is not None), None)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()
        permission = self.permission

        async def answer_in_transaction(request: Request) -> Response:
            if permission is not None:
                request.state.caller = await authorize(request, permission)
            self.check_media_type(request)
            try:
                response = await answer(request)
                await _finish(request, response)
            except Replayed as replayed:
                await _abandon(request)
                return replayed.response
            except BaseException:
                await _abandon(request)
                raise
            return response

        return answer_in_transaction

    def check_media_type(self, request: Request) -> None:
        """UnsupportedMediaError for a body of another kind than the route reads."""
        if self.body_field is None or not _has_body(request):
            return
        info = self.body_field.field_info
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        accepted: tuple[str, ...]
        if isinstance(info, params.Form):
            accepted = ("multipart/form-data", "application/x-www-form-urlencoded")
        elif getattr(info, "media_type", "") == "application/json":
            accepted = ("application/json",)
        else:
            return
        if sent not in accepted and not (sent.endswith("+json") and "application/json" in accepted):
            raise UnsupportedMediaError(
                "unsupported_media_type",
                f"Send the body as {accepted[0]}, and say so in the Content-Type header.",
                facts={"accepted": accepted},
            )


class Replayed(Exception):  # noqa: N818  not a failure: it carries the first answer out
    """The Idempotency-Key was used before: its stored answer goes out again."""

    def __init__(self, response: Response) -> None:
        super().__init__("replayed")
        self.response = response


def idempotency_key_of(request: Request) -> str | None:
    """The request's Idempotency-Key; InvalidError when it is empty or over 255 characters."""
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    if not 1 <= len(key) <= MAX_KEY or not key.isascii():
        raise InvalidError(
            "invalid_idempotency_key", f"Idempotency-Key must have 1 to {MAX_KEY} ASCII characters."
        )
    return key


async def digest_of(request: Request) -> bytes:
    """What makes two requests the same: caller, method, path, query and body (of an upload: its length)."""
    caller: Caller | None = getattr(request.state, "caller", None)
    who = caller.actor.label if caller is not None else ""
    digest = hashlib.sha256(f"{who} {request.method} {request.url.path}?{request.url.query}\n".encode())
    if request.headers.get("content-type", "").startswith("multipart/"):
        digest.update(request.headers.get("content-length", "").encode())
    else:
        digest.update(await request.body())
    return digest.digest()


async def reserve_key(request: Request, session: AsyncSession) -> None:
    """Takes the request's key inside its transaction; a concurrent twin waits here, then replays.

    Raises Replayed with the first answer, ConflictError when the key came with another body.
    """
    key = idempotency_key_of(request) if request.method == "POST" else None
    if key is None:
        return
    digest = await digest_of(request)
    taken = await session.scalar(
        text(
            "insert into idempotency_keys (workspace_id, key, request_digest, created_at)"
            " values (core_workspace(), :key, :digest, now()) on conflict do nothing returning true"
        ),
        {"key": key, "digest": digest},
    )
    if taken:
        request.state.idempotency_key = key
        return
    row = (
        await session.execute(
            text("select request_digest, status, answer from idempotency_keys where key = :key"),
            {"key": key},
        )
    ).one_or_none()
    if row is None or row.answer is None:
        raise ConflictError(
            "idempotency_key_in_progress", "A request with this key is under way.", retry_after=1
        )
    if bytes(row.request_digest) != digest:
        raise ConflictError(
            "idempotency_key_reused",
            "This Idempotency-Key belongs to another request. Take a new key.",
        )
    raise Replayed(replay(row.status, _unseal_answer(request.app.state.keyring, bytes(row.answer))))


def replay(status: int, answer: bytes) -> Response:
    """A stored answer, marked as one."""
    return Response(
        answer or None,
        status,
        media_type="application/json",
        headers={"Idempotency-Replayed": "true"},
    )


async def _finish(request: Request, response: Response) -> None:
    session: AsyncSession | None = getattr(request.state, "session", None)
    if session is None:
        return
    key = getattr(request.state, "idempotency_key", None)
    if key is not None:
        await session.execute(
            text("update idempotency_keys set status = :status, answer = :answer where key = :key"),
            {
                "key": key,
                "status": response.status_code,
                "answer": _seal_answer(request.app.state.keyring, bytes(response.body)),
            },
        )
    await session.commit()
    await session.close()
    request.state.session = None


def _seal_answer(keyring: Keyring, answer: bytes) -> bytes:
    """Sealed, because an answer may hold the only copy of a secret; JSON, because SQL reads the column so."""
    return orjson.dumps(keyring.seal(answer.decode()).decode())


def _unseal_answer(keyring: Keyring, stored: bytes) -> bytes:
    return keyring.unseal(orjson.loads(stored).encode()).encode()


def _has_body(request: Request) -> bool:
    return request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers


async def _abandon(request: Request) -> None:
    session: AsyncSession | None = getattr(request.state, "session", None)
    if session is not None:
        request.state.session = None
        await session.close()


def json_bytes(value: object) -> bytes:
    """JSON of an answer that is stored before it is sent."""
    return orjson.dumps(value, default=str)
