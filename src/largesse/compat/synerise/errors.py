"""Synerise's error body in place of problem documents, on the addresses of its API."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any, Final, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, JsonValue, ValidationError
from starlette.types import Scope

from largesse.compat.rewriting import install_rewritten_errors
from largesse.core.errors import AppError, BadRequestError, ForbiddenError, InvalidError
from largesse.core.http import TransactionRoute
from largesse.core.http.problems import ProblemError, problem_response, request_id_of

PREFIXES: Final = ("/v4/", "/uauth/")
SHUT: Final = ("pool_inactive", "pool_not_started", "pool_ended")
LONGEST_ECHO: Final = 256

Read = TypeVar("Read")


class FieldError(BaseModel):
    """One wrong field; `code` is the status, as a number."""

    code: int
    field: str
    message: str
    rejectedValue: JsonValue = None  # noqa: N815  Synerise's spelling


class SyneriseError(BaseModel):
    """Synerise's error body, and beside it our stable error code."""

    timestamp: str
    status: int
    error: str
    message: str
    path: str
    errors: list[FieldError]
    errorCode: str  # noqa: N815  Synerise's spelling


class SyneriseRoute(TransactionRoute):
    """A route whose wrong input is a 400, and whose shut pool is a 403, as Synerise's clients expect."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answer_in_its_manner(request: Request) -> Response:
            try:
                return await answer(request)
            except RequestValidationError as error:
                return _refuse_input(request, error)
            except AppError as error:
                raise in_its_manner(error) from error

        return answer_in_its_manner


def install_synerise_errors(app: FastAPI) -> None:
    """Puts the error body around the finished application and into its OpenAPI document."""
    install_rewritten_errors(
        app, prefixes=PREFIXES, model=SyneriseError, rewrite=_rewrite, statuses={"422": "400"}
    )


def in_its_manner(error: AppError) -> AppError:
    """The same failure under the status these clients expect."""
    kind: type[AppError] | None = None
    if isinstance(error, InvalidError):
        kind = BadRequestError
    elif error.code in SHUT:
        kind = ForbiddenError
    if kind is None:
        return error
    return kind(
        error.code, error.detail, pointer=error.pointer, facts=error.facts, retry_after=error.retry_after
    )


def read_input(read: Callable[[], Read]) -> Read:
    """What `read` makes of a body; wrong fields are refused as those of any body are."""
    try:
        return read()
    except ValidationError as error:
        raise wrong_input(error) from error


def wrong_input(error: ValidationError) -> RequestValidationError:
    """Wrong fields of a body that were found only after it was read."""
    return RequestValidationError(
        [{**item, "loc": ("body", *item["loc"])} for item in error.errors(include_url=False)]
    )


def item_error(request: Request, index: int, error: AppError | ValidationError) -> SyneriseError:
    """Why the item at that place of a batch failed."""
    place = f"[{index}]"
    if isinstance(error, ValidationError):
        failure: AppError = BadRequestError("invalid_input", f"Item {place} has wrong fields.")
        fields = [
            FieldError(
                code=400,
                field=".".join([place, *(str(part) for part in item["loc"])]),
                message=item["msg"],
                rejectedValue=_echo(item.get("input")),
            )
            for item in error.errors(include_url=False)
        ]
    else:
        failure = in_its_manner(error)
        fields = [FieldError(code=failure.status, field=place, message=failure.detail)]
    return SyneriseError(
        timestamp=_timestamp(request.scope),
        status=failure.status,
        error=failure.title,
        message=failure.detail,
        path=request.url.path,
        errors=fields,
        errorCode=failure.code,
    )


def _rewrite(scope: Scope, problem: Mapping[str, Any]) -> SyneriseError:
    rejected: Sequence[JsonValue] = scope.get("largesse.rejected", ())
    errors = problem["errors"]
    return SyneriseError(
        timestamp=_timestamp(scope),
        status=problem["status"],
        error=problem["title"],
        message=problem["detail"],
        path=scope["path"],
        errors=[
            FieldError(
                code=problem["status"],
                field=_field(error["pointer"]),
                message=error["message"],
                rejectedValue=rejected[place] if place < len(rejected) else None,
            )
            for place, error in enumerate(errors)
        ],
        errorCode=problem["code"],
    )


def _refuse_input(request: Request, error: RequestValidationError) -> Response:
    items = error.errors()
    malformed = any(item["type"] == "json_invalid" for item in items)
    request.scope["largesse.rejected"] = [
        None if "apiKey" in item["loc"] else _echo(item.get("input")) for item in items
    ]
    return problem_response(
        request_id_of(request),
        BadRequestError("malformed_json", "The body is not valid JSON.")
        if malformed
        else BadRequestError("invalid_input", "The request has wrong fields; `errors` names each of them."),
        [
            ProblemError(
                pointer="/" + "/".join(str(part) for part in item["loc"]),
                code=item["type"],
                message=item["msg"],
            )
            for item in items
        ],
    )


def _echo(value: object) -> JsonValue:
    if isinstance(value, str):
        return value.encode(errors="replace").decode()[:LONGEST_ECHO]
    return value if isinstance(value, bool | int | float) and abs(value) < 2**53 else None


def _field(pointer: str) -> str:
    source, _, rest = pointer.lstrip("/").partition("/")
    return (rest or source).replace("/", ".")


def _timestamp(scope: Scope) -> str:
    moment: str = scope["app"].state.database.clock().isoformat()
    return moment
