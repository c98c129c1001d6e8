"""Error bodies of other vendors in place of problem documents, on the addresses of their API."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

import orjson
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PROBLEM: Final = "application/problem+json"
Rewrite = Callable[[Scope, Mapping[str, Any]], BaseModel]


class RewrittenErrors:
    """Rewrites the problem documents that leave these addresses, whoever answered them."""

    def __init__(self, app: ASGIApp, *, prefixes: tuple[str, ...], rewrite: Rewrite) -> None:
        self._app = app
        self._prefixes = prefixes
        self._rewrite = rewrite

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request; other addresses pass through."""
        if scope["type"] == "http" and scope["path"].startswith(self._prefixes):
            send = _Rewriting(scope, send, self._rewrite)
        await self._app(scope, receive, send)


def install_rewritten_errors(
    app: FastAPI,
    *,
    prefixes: tuple[str, ...],
    model: type[BaseModel],
    rewrite: Rewrite,
    statuses: Mapping[str, str],
) -> None:
    """Puts the error body around the finished application and into its OpenAPI document.

    `statuses` are those that are others there, such as 400 for 422.
    """
    app.add_middleware(RewrittenErrors, prefixes=prefixes, rewrite=rewrite)
    build = app.openapi

    def describe() -> dict[str, Any]:
        document = build()  # the same one each time: rewriting it again changes nothing
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        document["components"]["schemas"].update(schema.pop("$defs", {}))
        document["components"]["schemas"][model.__name__] = schema
        for path, operations in document["paths"].items():
            if path.startswith(prefixes):
                for operation in operations.values():
                    operation["responses"] = _rewrite_answers(operation["responses"], model, statuses)
        return document

    app.openapi = describe  # type: ignore[method-assign]  # the way FastAPI documents


class _Rewriting:
    def __init__(self, scope: Scope, send: Send, rewrite: Rewrite) -> None:
        self._scope = scope
        self._send = send
        self._rewrite = rewrite
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
        rewritten = self._rewrite(self._scope, orjson.loads(self._body))
        body = orjson.dumps(rewritten.model_dump(mode="json"))
        dropped = (b"content-type", b"content-length")
        headers = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
        headers += [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def _is_problem(start: Message) -> bool:
    return (b"content-type", PROBLEM.encode()) in [(name.lower(), value) for name, value in start["headers"]]


def _rewrite_answers(
    answers: Mapping[str, Any], model: type[BaseModel], statuses: Mapping[str, str]
) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
    rewritten: dict[str, Any] = {}
    for status, answer in answers.items():
        if PROBLEM in answer.get("content", {}):
            kept = statuses.get(status, status)
            rewritten[kept] = {"description": HTTPStatus(int(kept)).phrase, "content": content}
        else:
            rewritten[status] = answer
    return rewritten
