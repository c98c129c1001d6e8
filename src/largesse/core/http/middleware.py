"""The outermost hop: request ids, body limits, security headers, the access log and the metrics."""

import re
import secrets
import time
from typing import Final

import structlog
from prometheus_client import Counter, Histogram
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from largesse.core.errors import AppError, BadRequestError, TooLargeError
from largesse.core.http.problems import bug_response, problem_response

log = structlog.get_logger()

REQUESTS = Counter("largesse_http_requests_total", "Answered requests.", ["method", "route", "status"])
SECONDS = Histogram(
    "largesse_http_request_seconds",
    "Time to the last byte of the answer.",
    ["route"],
    buckets=(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
REQUEST_ID: Final = re.compile(rb"[A-Za-z0-9._-]{8,64}")
SECURITY_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
)


class EdgeMiddleware:
    """Wraps every request once; an uploaded file gets the larger of the two body limits."""

    def __init__(self, app: ASGIApp, *, max_body: int, max_upload: int) -> None:
        self._app = app
        self._max_body = max_body
        self._max_upload = max_upload

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request; everything but HTTP passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = dict(scope["headers"])
        request_id = _request_id(headers.get(b"x-request-id"))
        scope["largesse.request_id"] = request_id
        limit = (
            self._max_upload
            if headers.get(b"content-type", b"").startswith(b"multipart/")
            else self._max_body
        )
        answer = _Answer(scope, send, request_id)
        try:
            _check_length(headers.get(b"content-length", b"0"), limit)
            await self._app(scope, _LimitedBody(receive, limit), answer)
        except AppError as error:
            await problem_response(request_id, error)(scope, receive, answer)
        except Exception as error:
            refusal = bug_response(request_id, scope["path"], error)
            if answer.started:  # the server must break the connection off, or a cut answer looks whole
                raise
            await refusal(scope, receive, answer)
        finally:
            _record(scope, answer.status, time.perf_counter() - started, request_id)


def _check_length(sent: bytes, limit: int) -> None:
    if not sent.isdigit():
        raise BadRequestError("bad_request", "Content-Length must be a number of bytes.")
    if int(sent) > limit:
        raise TooLargeError("body_too_large", _too_large(limit))


def _too_large(limit: int) -> str:
    return f"The body is larger than {limit} bytes; send it in smaller parts."


class _LimitedBody:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._left = limit

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:  # an HTTPException, because FastAPI turns any other one of a body into 400
                raise HTTPException(TooLargeError.status, _too_large(self._limit))
        return message


class _Answer:
    def __init__(self, scope: Scope, send: Send, request_id: str) -> None:
        self._scope = scope
        self._send = send
        self._request_id = request_id
        self.status = 0
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.started = True
            message["headers"] = [
                *message["headers"],
                *SECURITY_HEADERS,
                (b"x-request-id", self._request_id.encode()),
                *self._scope.get("largesse.headers", ()),
            ]
        await self._send(message)


def _request_id(sent: bytes | None) -> str:
    if sent is not None and REQUEST_ID.fullmatch(sent):
        return sent.decode()
    return secrets.token_hex(12)


def _record(scope: Scope, status: int, seconds: float, request_id: str) -> None:
    route = getattr(scope.get("route"), "path", "unmatched")
    REQUESTS.labels(scope["method"], route, status).inc()
    SECONDS.labels(route).observe(seconds)
    log.info(
        "request",
        method=scope["method"],
        path=scope["path"],
        status=status,
        ms=round(seconds * 1000, 2),
        request_id=request_id,
    )
