"""Synerise's error body in place of problem documents, on the addresses of its API."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final, TypeVar

import orjson
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, JsonValue, ValidationError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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


class SyneriseErrors:
    """Rewrites the problem documents that leave these addresses, whoever answered them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request; other addresses pass through."""
        if scope["type"] == "http" and scope["path"].startswith(PREFIXES):
            send = _Rewriting(scope, send)
        await self._app(scope, receive, send)


def install_synerise_errors(app: FastAPI) -> None:
    """Puts the error body around the finished application and into its OpenAPI document."""
    app.add_middleware(SyneriseErrors)
    build = app.openapi

    def describe() -> dict[str, Any]:
        document = build()  # the same one each time: rewriting it again changes nothing
        _rewrite_document(document)
        return document

    app.openapi = describe  # type: ignore[method-assign]  # the way FastAPI documents


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


class _Rewriting:
    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope = scope
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_problem(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._send_rewritten(self._start)

    async def _send_rewritten(self, start: Message) -> None:
        body = orjson.dumps(_rewrite(self._scope, orjson.loads(self._body)).model_dump())
        dropped = (b"content-type", b"content-length")
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
        headers += [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _is_problem(start: Message) -> bool:
    return (b"content-type", b"application/problem+json") in [
        (name.lower(), value) for name, value in start["headers"]
    ]


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


def _rewrite_document(document: dict[str, Any]) -> None:
    schema = SyneriseError.model_json_schema(ref_template="#/components/schemas/{model}")
    document["components"]["schemas"].update(schema.pop("$defs"))
    document["components"]["schemas"][SyneriseError.__name__] = schema
    for path, operations in document["paths"].items():
        if path.startswith(PREFIXES):
            for operation in operations.values():
                operation["responses"] = dict(_rewrite_answers(operation["responses"]))


def _rewrite_answers(answers: Mapping[str, Any]) -> list[tuple[str, Any]]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{SyneriseError.__name__}"}}}
    rewritten: dict[str, Any] = {}
    for status, answer in answers.items():
        if "application/problem+json" in answer.get("content", {}):
            kept = "400" if status == "422" else status
            rewritten[kept] = {"description": HTTPStatus(int(kept)).phrase, "content": content}
        else:
            rewritten[status] = answer
    return list(rewritten.items())
