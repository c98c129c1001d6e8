"""The OpenAPI document: every operation with its errors as problem documents."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from largesse.core.http.problems import Problem, failures

METHODS = ("get", "post", "put", "patch", "delete")


def describe(app: FastAPI) -> None:
    """Completes the generated document; built once, at the first question for it."""

    def build() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _complete(
                get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
            )
        return app.openapi_schema

    app.openapi = build  # type: ignore[method-assign]  # the way FastAPI documents


def _complete(document: dict[str, Any]) -> dict[str, Any]:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    schemas.pop("HTTPValidationError", None)
    schemas.pop("ValidationError", None)
    for operation in _operations(document):
        _complete_operation(operation)
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        for method, operation in path.items():
            if method in METHODS:
                yield operation


def _complete_operation(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if "requestBody" in operation:
        responses.update({str(status): answer for status, answer in failures(400, 413, 415).items()})
    if "422" in responses or "requestBody" in operation or operation.get("parameters"):
        responses["422"] = failures(422)[422]
    if operation.get("x-permission") is not None:
        for status, answer in failures(401, 403, 409, 429, 503).items():
            responses.setdefault(str(status), answer)
