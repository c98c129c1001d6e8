"""Every error leaves as application/problem+json (RFC 9457) with a stable code and a way to mend it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Final

import asyncpg
import orjson
import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DBAPIError
from starlette.exceptions import HTTPException

from largesse.core.db import UNAVAILABLE, is_unavailable
from largesse.core.errors import (
    AppError,
    BadRequestError,
    ConflictError,
    InvalidError,
    RetryLaterError,
    TooLargeError,
    named_in,
)

log = structlog.get_logger()

PROBLEM_TYPE: Final = "urn:largesse:problem:"
CODE_OF_STATUS: Final = {
    404: "not_found",
    405: "method_not_allowed",
    400: "bad_request",
    413: "body_too_large",
}


class ProblemError(BaseModel):
    """One wrong input: where it stands, and why it is wrong."""

    pointer: str = Field(description="JSON pointer into the request.", examples=["/body/name"])
    code: str
    message: str
    facts: dict[str, str | int | float] = Field(
        default={}, description="Bounds that the message names, such as `min_length`."
    )


class Problem(BaseModel):
    """An error answer, as RFC 9457 has it, with our stable `code`."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str = Field(description="What is wrong and how to mend it.")
    code: str = Field(description="Stable snake_case code.", examples=["pool_not_found"])
    request_id: str
    errors: list[ProblemError] = []


def failures(*statuses: int) -> dict[int | str, dict[str, object]]:
    """The `responses` of a route that may fail with these statuses, each a problem document."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in statuses
    }


def install_problem_handlers(app: FastAPI) -> None:
    """Replaces the framework's own error bodies, those of 404, 405 and 422 too."""
    app.add_exception_handler(AppError, _answer_app_error)
    app.add_exception_handler(RequestValidationError, _answer_validation)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(DBAPIError, _answer_database)
    app.add_exception_handler(asyncpg.PostgresError, _answer_database)  # what went past SQLAlchemy
    for kind in UNAVAILABLE:
        app.add_exception_handler(kind, _answer_unavailable)


def problem_response(request_id: str, error: AppError, errors: Sequence[ProblemError] = ()) -> Response:
    """The answer for a failure; Retry-After where it is known."""
    return _respond(
        request_id,
        status=error.status,
        title=error.title,
        code=error.code,
        detail=error.detail,
        errors=errors
        or (
            [ProblemError(pointer=error.pointer, code=error.code, message=error.detail)]
            if error.pointer
            else []
        ),
        facts=error.facts,
        headers=_headers_of(error),
    )


def bug_response(request_id: str, path: str, error: BaseException) -> Response:
    """The answer for a fault of ours; the log gets the cause, the caller the request id."""
    log.error("bug", request_id=request_id, path=path, exc_info=error)
    return _respond(
        request_id,
        status=500,
        title="Internal error",
        code="internal_error",
        detail="This is a fault of Largesse. Report it with the request id; the log holds the cause.",
    )


def unavailable(cause: str) -> RetryLaterError:
    """The database cannot answer now; nothing was done that a retry would repeat unknowingly."""
    return RetryLaterError(
        "database_unavailable",
        f"The database is not available ({cause}). Repeat the request with the same Idempotency-Key.",
        retry_after=2,
    )


async def _answer_app_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AppError)  # noqa: S101  the handler is registered for this class
    return problem_response(request_id_of(request), error)


async def _answer_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  the handler is registered for this class
    errors = [
        ProblemError(
            pointer="/" + "/".join(str(part) for part in item["loc"]),
            code=str(item["type"]),
            message=str(item["msg"]),
            facts=named_in(item),
        )
        for item in error.errors()
    ]
    if any(item.code == "json_invalid" for item in errors):
        return problem_response(
            request_id_of(request),
            BadRequestError("malformed_json", "The body is not valid JSON."),
            errors,
        )
    failure = InvalidError("invalid_input", "The request has wrong fields; `errors` names each of them.")
    return problem_response(request_id_of(request), failure, errors)


async def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  the handler is registered for this class
    if error.status_code == TooLargeError.status:
        return problem_response(request_id_of(request), TooLargeError("body_too_large", str(error.detail)))
    detail = {
        400: f"The body cannot be read ({error.detail}). Send UTF-8 JSON, not nested too deeply, or a form.",
        404: f"There is nothing at {request.url.path}.",
        405: f"{request.method} is not possible at {request.url.path}; the Allow header lists what is.",
    }.get(error.status_code, str(error.detail))
    return _respond(
        request_id_of(request),
        status=error.status_code,
        title=HTTPStatus(error.status_code).phrase,
        code=CODE_OF_STATUS.get(error.status_code, "http_error"),
        detail=detail,
        headers=dict(error.headers or {}),
    )


async def _answer_database(request: Request, error: Exception) -> Response:
    cause: BaseException | None = error
    if isinstance(error, DBAPIError):
        cause = error.orig.__cause__ if error.orig is not None else None
    if is_unavailable(error):
        return problem_response(request_id_of(request), unavailable(type(cause or error).__name__))
    if isinstance(cause, asyncpg.SerializationError | asyncpg.DeadlockDetectedError):
        failure = ConflictError(
            "busy",
            "Another request changed the same thing at this moment. Repeat it.",
            retry_after=1,
        )
        return problem_response(request_id_of(request), failure)
    if isinstance(cause, asyncpg.DataError | asyncpg.CharacterNotInRepertoireError):
        return problem_response(
            request_id_of(request),
            InvalidError("unstorable_value", f"A value cannot be stored: {cause}."),
        )
    return bug_response(request_id_of(request), request.url.path, error)


async def _answer_unavailable(request: Request, error: Exception) -> Response:
    return problem_response(request_id_of(request), unavailable(type(error).__name__))


def request_id_of(request: Request) -> str:
    """The id that the middleware gave this request."""
    return str(request.scope.get("largesse.request_id", ""))


def _headers_of(error: AppError) -> dict[str, str]:
    headers = {}
    if error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if error.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return headers


def _respond(
    request_id: str,
    *,
    status: int,
    title: str,
    code: str,
    detail: str,
    errors: Sequence[ProblemError] = (),
    facts: dict[str, object] | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    body = {
        **(facts or {}),
        "type": f"{PROBLEM_TYPE}{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "request_id": request_id,
        "errors": [item.model_dump(exclude_defaults=True) for item in errors],
    }
    return Response(
        orjson.dumps(body, default=str),
        status,
        headers=headers,
        media_type="application/problem+json",
    )
