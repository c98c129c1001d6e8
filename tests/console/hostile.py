"""Requests whose every free text is an attack on whoever shows it."""

import random
from typing import Any

from tests.minimal import Schema

# Each opens a dialog where a page takes it for more than text; the browser then tells the test.
ATTACKS = (
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(2)>',
    "</script><script>alert(3)</script>",
    "javascript:alert(4)",
    "{{constructor.constructor('alert(5)')()}}",
    "' onmouseover='alert(6)' autofocus onfocus='alert(7)",
    "<a href=javascript:alert(8)>x</a><iframe srcdoc='<script>parent.alert(9)</script>'>",
)
DEEPEST = 6


def body(schema: Schema, document: Schema, draw: random.Random, depth: int = 0) -> Any:  # noqa: ANN401  any JSON
    """A value the schema allows, with all its optional texts, as far as they are free."""
    if "$ref" in schema:
        named = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        return body(named, document, draw, depth)
    if _is_free_text(schema):
        return _attack(schema, draw)
    if schema.get("type") == "object" or "properties" in schema:
        return _object(schema, document, draw, depth)
    said, given = _said(schema)
    if said:
        return given
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return body(schema[choice][0], document, draw, depth)
    return _plain(schema, document, draw, depth)


def _said(schema: Schema) -> tuple[bool, Any]:
    """Whether the schema names a value itself, and which."""
    for name in ("const", "default"):
        if name in schema:
            return True, schema[name]
    for several in ("examples", "enum"):
        if schema.get(several):
            return True, schema[several][0]
    return False, None


def _is_free_text(schema: Schema) -> bool:
    return (
        schema.get("type") == "string"
        and not {"format", "enum", "const"} & schema.keys()
        and schema.get("pattern", "").replace(r"\x00", "") in ("", "^[^]*$", "^[^]+$")
    )


def _attack(schema: Schema, draw: random.Random) -> str:
    longest = schema.get("maxLength", 200)
    fitting = [attack for attack in ATTACKS if len(attack) <= longest] or [ATTACKS[0][:longest]]
    return draw.choice(fitting)


def _object(schema: Schema, document: Schema, draw: random.Random, depth: int) -> Schema:
    wanted = {}
    for name, field in schema.get("properties", {}).items():
        required = name in schema.get("required", ())
        if required or (depth < DEEPEST and _holds_text(field)):
            wanted[name] = body(field, document, draw, depth + 1)
    extra = schema.get("additionalProperties")
    if isinstance(extra, dict) and depth < DEEPEST and not wanted:
        wanted["note"] = draw.choice(ATTACKS)
    return wanted


def _holds_text(field: Schema) -> bool:
    return any(_is_free_text(part) for part in (field, *field.get("anyOf", ())))


def _plain(schema: Schema, document: Schema, draw: random.Random, depth: int) -> Any:  # noqa: ANN401  any JSON
    match schema.get("type", "object"):
        case "array":
            return [body(schema["items"], document, draw, depth + 1)] * schema.get("minItems", 0)
        case "string":
            return {"uuid": "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60", "date-time": "2027-01-01T00:00:00Z"}.get(
                schema.get("format", ""), "EUR" if schema.get("pattern") else "a@example.com"
            )
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case _:
            return None
