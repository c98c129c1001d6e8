"""What a promotion shall be, by the fields that were sent and by what it is; pure."""

from dataclasses import dataclass
from typing import Any, Final, Protocol

from largesse.promotions.definition import Definition
from largesse.promotions.imports.fields import PromotionCreation, PromotionFields, Visibility
from largesse.promotions.imports.mapping import BESIDE, Terms, define, read_definition
from largesse.promotions.schemas import PromotionStatus

ALL: Final = frozenset(PromotionFields.model_fields)
SHOWN: Final[dict[str, Visibility]] = {"draft": "DRAFT", "paused": "DRAFT", "hidden": "HIDDEN"}


class Described(Protocol):
    """A promotion's own words, and a definition of it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def tags(self) -> list[str]: ...
    @property
    def definition(self) -> Definition: ...


class Standing(Described, Protocol):
    """A promotion as it stands."""

    @property
    def status(self) -> PromotionStatus: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """What a promotion shall be; without a code it is yet to be given one."""

    code: str | None
    name: str
    note: str
    tags: list[str]
    definition: Definition
    visibility: Visibility
    fields: PromotionFields


def plan_new(fields: PromotionCreation, *, terms: Terms) -> Plan:
    """A promotion of these fields; ValidationError when they do not go together."""
    return Plan(
        code=fields.code,
        name=fields.header_name or one_line(fields.name),
        note=fields.header_description or "",
        tags=tags_of(fields),
        definition=define(fields, onto=Definition(), touched=ALL, terms=terms),
        visibility=fields.visibility_status or "DRAFT",
        fields=fields,
    )


def plan_change(before: Standing, sent: PromotionFields, *, terms: Terms) -> Plan:
    """The promotion with what was sent: null clears, what was left out stays. ValidationError."""
    touched = sent.model_fields_set
    fields = merge(before, sent, terms=terms)
    definition, name = before.definition, before.name
    if not touched <= BESIDE:
        definition = define(fields, onto=definition, touched=touched, terms=terms)
    if "header_name" in touched:
        name = fields.header_name or one_line(fields.name or before.name)
    return Plan(
        code=fields.code or before.code,
        name=name,
        note=fields.header_description or "" if "header_description" in touched else before.note,
        tags=tags_of(fields) if "tags" in touched else list(before.tags),
        definition=definition,
        visibility=fields.visibility_status or visibility_of(before.status),
        fields=fields,
    )


def merge(before: Described, sent: PromotionFields, *, terms: Terms) -> PromotionFields:
    """All fields of the promotion, those that were sent in the place of its own."""
    given = sent.model_dump(by_alias=True, include=sent.model_fields_set)
    return PromotionFields.model_validate({**read_fields(before, terms), **given})


def read_fields(view: Described, terms: Terms) -> dict[str, Any]:
    """Everything that can be written of a promotion, by the names on the wire."""
    return {
        **read_definition(view.definition, terms),
        "code": view.code,
        "headerName": view.name,
        "headerDescription": view.note or None,
        "tags": [{"hash": tag, "name": tag} for tag in view.tags],
    }


def visibility_of(status: PromotionStatus) -> Visibility:
    """Whether it is published, and shown; a finished one is published still."""
    return SHOWN.get(status, "PUBLISH")


def tags_of(fields: PromotionFields) -> list[str]:
    """The names of its tags, each once."""
    found = (tag.name or tag.hash for tag in fields.tags or ())
    return list(dict.fromkeys(tag for tag in found if tag))


def one_line(name: str | None) -> str:
    """A customer's name of it as one for the list."""
    return " ".join((name or "").split())[:200] or "Promotion"
