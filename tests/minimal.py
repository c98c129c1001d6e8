"""The smallest request an OpenAPI document allows for an operation."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
Schema = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    described: Schema

    @property
    def name(self) -> str:
        """How failures call it."""
        return f"{self.method} {self.path}"

    @property
    def permission(self) -> str | None:
        """What it asks for: None for the public, empty for any credential."""
        found: str | None = self.described.get("x-permission")
        return found

    @property
    def path_parameters(self) -> list[str]:
        """Names of what stands in braces."""
        return [p["name"] for p in self.described.get("parameters", []) if p["in"] == "path"]


def operations(document: Schema) -> Iterator[Operation]:
    """Every operation of a document."""
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            if method in METHODS:
                yield Operation(method.upper(), path, described)


def query_of(operation: Operation, document: Schema) -> Schema:
    """Values for what must stand behind the question mark."""
    required = [
        p for p in operation.described.get("parameters", []) if p["in"] == "query" and p.get("required")
    ]
    return {parameter["name"]: example(parameter["schema"], document) for parameter in required}


def body_of(operation: Operation, document: Schema) -> Schema:
    """Arguments for the client: the smallest body the operation takes, if it takes one."""
    content = operation.described.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        return {"json": example(content["application/json"]["schema"], document)}
    if "multipart/form-data" in content:
        return {"files": {"file": ("codes.csv", b"code\nMINIMAL-1\n", "text/csv")}}
    return {}


def example(schema: Schema, document: Schema) -> Any:  # noqa: ANN401  any JSON
    """A value the schema allows, with nothing in it that may be left out."""
    if "$ref" in schema:
        return example(document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]], document)
    for given in ("const", "default"):
        if given in schema:
            return schema[given]
    for several in ("examples", "enum"):
        if schema.get(several):
            return schema[several][0]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return example(schema[choice][0], document)
    return _of_type(schema, document)


def _of_type(schema: Schema, document: Schema) -> Any:  # noqa: ANN401  any JSON
    kind = schema.get("type", "object")
    if kind == "object":
        wanted = schema.get("required", list(schema.get("properties", {}))[: schema.get("minProperties", 0)])
        return {name: example(schema["properties"][name], document) for name in wanted}
    if kind == "array":
        return [example(schema["items"], document)] * schema.get("minItems", 0)
    if kind == "string":
        formats = {
            "uuid": "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60",
            "date-time": "2027-01-01T00:00:00Z",
            "email": "somebody@example.com",
            "uri": "https://example.com/",
        }
        return formats.get(schema.get("format", ""), "x" * max(1, schema.get("minLength", 1)))
    return {"integer": int(schema.get("minimum", 1)), "number": 1, "boolean": True}.get(kind)
