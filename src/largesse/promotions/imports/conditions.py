"""Synerise's conditions of a promotion (the basket's value, target segments) as our rules, and back."""

from typing import Any, Final
from uuid import UUID

from pydantic import TypeAdapter

from largesse.core.money import from_minor, plain, to_minor
from largesse.promotions.amounts import in_currency
from largesse.promotions.definition import Definition
from largesse.promotions.imports.fields import PromotionFields
from largesse.promotions.tree import AnyRule

Plain = dict[str, Any]
RULE: Final = TypeAdapter[Any](AnyRule)
BOUNDS: Final = {"order_minimum": "minBasketValue", "order_maximum": "maxBasketValue"}


def write_rules(fields: PromotionFields, definition: Definition, *, currency: str) -> Definition:
    """The definition with the conditions of these fields; other rules of it stay."""
    segments = list(dict.fromkeys(fields.target_segment or ())) if fields.target_type == "SEGMENT" else []
    rules = [rule for rule in _top(definition) if not _is_ours(rule)]
    for kind, value in (
        ("order_minimum", fields.min_basket_value),
        ("order_maximum", fields.max_basket_value),
    ):
        if value is not None:
            rules.append({"type": kind, "amount": to_minor(value, currency)})
    if len(segments) > 1:
        rules.append({"type": "any", "rules": [{"type": "audience", "audience_id": one} for one in segments]})
    tree = {"type": "all", "rules": rules} if len(rules) > 1 else next(iter(rules), None)
    return definition.model_copy(
        update={
            "audience_id": segments[0] if len(segments) == 1 else None,
            "rules": RULE.validate_python(tree) if tree is not None else None,
        }
    )


def read_rules(definition: Definition, *, currency: str) -> Plain:
    """The basket's bounds and the target segments that a definition has."""
    segments = segments_of(definition)
    found: Plain = {}
    for rule in _top(definition):
        if rule["type"] in BOUNDS and _is_ours(rule):
            minor = in_currency(rule["amount"], currency)
            if minor is not None:
                found[BOUNDS[rule["type"]]] = plain(from_minor(minor, currency))
    return found | {
        "targetType": "SEGMENT" if segments else "ALL",
        "targetSegment": [str(segment) for segment in segments] or None,
    }


def segments_of(definition: Definition) -> list[UUID]:
    """The audiences to one of which the customer must belong; empty where it is for all."""
    segments = [definition.audience_id] if definition.audience_id else []
    for rule in _top(definition):
        if rule["type"] == "any" and _is_ours(rule):
            segments += [one["audience_id"] for one in rule["rules"]]
    return segments


def _top(definition: Definition) -> list[Plain]:
    """The rules all of which must hold."""
    if definition.rules is None:
        return []
    tree = RULE.dump_python(definition.rules)
    return list(tree["rules"]) if tree["type"] == "all" and not tree["message"] else [tree]


def _is_ours(rule: Plain) -> bool:
    """Whether Synerise can say it."""
    if rule["type"] in BOUNDS:
        return rule["basis"] == "initial" and not rule["message"]
    return rule["type"] == "any" and all(
        part["type"] == "audience" and not part["message"] for part in rule["rules"]
    )
