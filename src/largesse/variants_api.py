"""The route that lists every family of variants with its forms, read off the classes themselves."""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from itertools import combinations, islice, product
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.json_schema import models_json_schema
from typing_extensions import TypeAliasType

from largesse.core.http import Caller, TransactionRoute, requires_caller
from largesse.fraud.signals import AnySignal
from largesse.promotions.access import AnyAccess
from largesse.promotions.definition import Definition
from largesse.promotions.limits import Limit
from largesse.promotions.rewards import AnyReward
from largesse.promotions.tree import AnyRule, RuleGroup
from largesse.workflows.nodes import AnyNode
from largesse.workflows.triggers import Trigger

DEEPEST: Final = 8
MOST_OTHERS: Final = 2
MOST_TRIES: Final = 2_000
REFERENCE: Final = "#/definitions/"
Schema = dict[str, Any]

router = APIRouter(prefix="/v1/catalog", route_class=TransactionRoute, tags=["catalog"])


class VariantView(BaseModel):
    """A variant of a family: what it is called, what it does, and the settings it takes."""

    model_config = ConfigDict(populate_by_name=True)

    type: str = Field(description="What its settings begin with, where the family has several variants.")
    title: str
    group: str | None = Field(description="Where lists of the family put it.")
    sentence: str | None = Field(description="How it reads on a card, with its settings in braces.")
    help: str
    schema_: Schema = Field(
        alias="schema", description="JSON Schema of its settings; `#/definitions/` is that of this answer."
    )
    example: Any = Field(description="Settings that are accepted.")


class FamiliesView(BaseModel):
    """Every family of variants."""

    families: dict[str, list[VariantView]]
    definitions: dict[str, Schema] = Field(description="Schemas that those of the variants refer to.")


@router.get("", operation_id="listVariants", response_model=FamiliesView)
async def list_variants(caller: Caller = requires_caller("")) -> Response:
    """List all rules, rewards, ways of access, limits, signals, nodes and triggers with their settings."""
    del caller  # everybody may know what there is
    return Response(rendered(), media_type="application/json")


def members_of(union: object) -> Iterator[type[BaseModel]]:
    """The classes of a union, also of one with a single member, in their order."""
    if isinstance(union, TypeAliasType):
        yield from members_of(union.__value__)
    elif get_origin(union) is Annotated:
        yield from members_of(get_args(union)[0])
    elif get_origin(union) in (Union, UnionType):
        for part in get_args(union):
            yield from members_of(part)
    elif isinstance(union, type) and issubclass(union, BaseModel):
        yield union


def families() -> dict[str, list[type[BaseModel]]]:
    """The classes of each family by its name."""
    rules = list(members_of(AnyRule))
    triggers = list(members_of(Trigger))
    return {
        "rules": [rule for rule in rules if not issubclass(rule, RuleGroup)],
        "rule_groups": [rule for rule in rules if issubclass(rule, RuleGroup)],
        "rewards": list(members_of(AnyReward)),
        "access": list(members_of(AnyAccess)),
        "limits": [Limit],
        "definitions": [Definition],
        "signals": list(members_of(AnySignal)),
        "triggers": triggers,
        "nodes": [node for node in members_of(AnyNode) if node not in triggers],
    }


@cache
def rendered() -> bytes:
    """The answer of GET /v1/catalog."""
    found = families()
    places, definitions = _schemas(member for members in found.values() for member in members)
    views = {
        family: [_view(member, definitions[places[member]], definitions) for member in members]
        for family, members in found.items()
    }
    return FamiliesView(families=views, definitions=definitions).model_dump_json(by_alias=True).encode()


def _schemas(members: Iterable[type[BaseModel]]) -> tuple[Mapping[type[BaseModel], str], dict[str, Schema]]:
    """The name of each class's schema, and all schemas by their names."""
    wanted = list(members)
    referred, document = models_json_schema(
        [(member, "validation") for member in wanted], ref_template=REFERENCE + "{model}"
    )
    names = [schema["$ref"].removeprefix(REFERENCE) for schema in referred.values()]
    definitions: dict[str, Schema] = document["$defs"]
    return dict(zip(wanted, names, strict=True)), definitions


def _view(member: type[BaseModel], schema: Schema, definitions: Mapping[str, Schema]) -> VariantView:
    tag = member.model_fields.get("type")
    return VariantView(
        type=str(tag.default) if tag is not None else member.__name__.lower(),
        title=getattr(member, "title", None) or getattr(member, "name", None) or member.__name__,
        group=getattr(member, "group", None),
        sentence=getattr(member, "sentence", None),
        help=inspect.cleandoc(member.__doc__ or ""),
        schema_=schema,
        example=_accepted(member, schema, definitions),
    )


def _accepted(member: type[BaseModel], schema: Schema, definitions: Mapping[str, Schema]) -> Any:  # noqa: ANN401
    """Settings that the class accepts: the least the schema asks for, and as few others as will do."""
    fields = schema.get("properties", {})
    least = {name: _choices(fields[name], definitions) for name in _example(schema, definitions)}
    others = {
        name: _choices(_filled(field), definitions) for name, field in fields.items() if name not in least
    }
    for tried in islice(_combined(least, others), MOST_TRIES):
        with suppress(ValidationError):
            member.model_validate(tried)
            return tried
    return None


def _combined(least: Mapping[str, list[Any]], others: Mapping[str, list[Any]]) -> Iterator[Schema]:
    for count in range(MOST_OTHERS + 1):
        for names in combinations(others, count):
            given = {**least, **{name: others[name] for name in names}}
            for values in product(*given.values()):
                yield dict(zip(given, values, strict=True))


def _choices(field: Schema, definitions: Mapping[str, Schema]) -> list[Any]:
    """The example of a setting, and another value where there is one."""
    first = _example(field, definitions)
    bare = {name: value for name, value in field.items() if name != "examples"}
    return [value for value in (first, _example(bare, definitions)) if value is first or value != first][:2]


def _filled(field: Schema) -> Schema:
    """The schema of a setting that is given, even where it may be left out."""
    choices = [choice for choice in field.get("anyOf", []) if choice.get("type") != "null"]
    given = {name: value for name, value in field.items() if name not in ("default", "anyOf")}
    filled = {**given, **({"anyOf": choices} if choices else {})}
    return (
        {**filled, "minItems": max(1, field.get("minItems", 1))} if field.get("type") == "array" else filled
    )


def _example(schema: Schema, definitions: Mapping[str, Schema], depth: int = 0) -> Any:  # noqa: ANN401  any JSON
    """A value that the schema allows: what must be there, and what has an example of its own."""
    if "$ref" in schema and depth < DEEPEST:
        return _example(definitions[schema["$ref"].removeprefix(REFERENCE)], definitions, depth + 1)
    if schema.get("examples"):
        return schema["examples"][0]
    for given in ("const", "default"):
        if given in schema:
            return schema[given]
    if schema.get("enum"):
        return schema["enum"][0]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return _example(schema[choice][0], definitions, depth + 1)
    return _plain_example(schema, definitions, depth)


def _plain_example(schema: Schema, definitions: Mapping[str, Schema], depth: int) -> Any:  # noqa: ANN401  any JSON
    kind = schema.get("type")
    if kind == "object":
        fields = schema.get("properties", {})
        asked = schema.get("required", [])
        shown = [
            name for name, field in fields.items() if name in asked or "const" in field or "examples" in field
        ]
        return {name: _example(fields[name], definitions, depth + 1) for name in shown}
    if kind == "array":
        return [_example(schema.get("items", {}), definitions, depth + 1)] * schema.get("minItems", 0)
    if kind == "string":
        return _text_example(schema)
    least = max(schema.get("minimum", 1), schema.get("exclusiveMinimum", 0) + 1)
    return {"integer": least, "number": least, "boolean": True}.get(str(kind))


def _text_example(schema: Schema) -> str:
    samples = [FORMATS.get(schema.get("format", "")), "x" * max(1, schema.get("minLength", 1)), *SAMPLES]
    # Patterns are in the dialect of Pydantic's own engine, which knows classes that Python does not.
    pattern = TypeAdapter(Annotated[str, Field(pattern=schema.get("pattern"))])
    for text in samples:
        with suppress(ValidationError):
            return pattern.validate_python(text)
    return ""


SAMPLES: Final = ("PL", "EUR", "09:00", "https://example.com/")
FORMATS: Final = {
    "uuid": "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60",
    "date-time": "2027-01-01T00:00:00Z",
    "date": "2027-01-01",
    "time": "09:00:00",
    "duration": "PT1H",
    "email": "somebody@example.com",
    "uri": "https://example.com/",
}
