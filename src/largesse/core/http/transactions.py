"""One request, one transaction: committed after the answer is rendered and before it leaves."""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.core.errors import ConflictError, InvalidError

MAX_KEY = 255


class TransactionRoute(APIRoute):
    """A route whose database work commits with its answer, and whose POST replays by Idempotency-Key.

    The transaction is opened by the `requires` dependency. An error rolls it back; so a refused
    request leaves nothing, and its key may be used again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  FastAPI's own signature
        super().__init__(*args, **kwargs)
        permission = next(
            (
                p
                for d in self.dependant.dependencies
                if (p := getattr(d.call, "permission", None)) is not None
            ),
            None,
        )
        if permission is not None:
            self.openapi_extra = {**(self.openapi_extra or {}), "x-permission": permission}

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answer_in_transaction(request: Request) -> Response:
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
    """What makes two requests the same: method, path, query and body (of an upload: its length)."""
    digest = hashlib.sha256(f"{request.method} {request.url.path}?{request.url.query}\n".encode())
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
    raise Replayed(replay(row.status, row.answer))


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
            {"key": key, "status": response.status_code, "answer": bytes(response.body)},
        )
    await session.commit()
    await session.close()
    request.state.session = None


async def _abandon(request: Request) -> None:
    session: AsyncSession | None = getattr(request.state, "session", None)
    if session is not None:
        request.state.session = None
        await session.close()


def json_bytes(value: object) -> bytes:
    """JSON of an answer that is stored before it is sent."""
    return orjson.dumps(value, default=str)
