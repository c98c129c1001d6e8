"""Synerise's discounts as our rewards, and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from pydantic import TypeAdapter

from largesse.core.money import from_minor, plain, to_minor
from largesse.promotions.definition import Definition
from largesse.promotions.imports.fields import PromotionFields, multibuy_of
from largesse.promotions.rewards import AnyReward

Plain = dict[str, Any]
REWARDS: Final = TypeAdapter[tuple[Any, ...]](tuple[AnyReward, ...])


@dataclass(frozen=True, slots=True)
class Shape:
    """A reward by its type, the name of its value and the unit of it."""

    type: str
    value: str
    unit: str


MULTIBUY: Final = {
    "PERCENT": ("percent", "percent"),
    "AMOUNT": ("amount", "money"),
    "EXACT_PRICE": ("price", "money"),
}
SHAPES: Final[dict[tuple[str, str], Shape]] = {
    ("PERCENT", "LINE_ITEM"): Shape("line_percent", "percent", "percent"),
    ("PERCENT", "BASKET"): Shape("order_percent", "percent", "percent"),
    ("AMOUNT", "LINE_ITEM"): Shape("line_amount", "amount", "money"),
    ("AMOUNT", "BASKET"): Shape("order_amount", "amount", "money"),
    ("EXACT_PRICE", "LINE_ITEM"): Shape("line_price", "price", "money"),
    ("EXACT_PRICE", "BASKET"): Shape("order_total", "total", "money"),
    ("POINTS", "LINE_ITEM"): Shape("points", "points", "points"),
    ("POINTS", "BASKET"): Shape("points", "points", "points"),
}
ALL_OFF: Final = Decimal(100)
# A promotion without a discount gives this, so that it can be redeemed: the shop knows what it means.
NOTHING_OFF: Final[Plain] = {"type": "custom", "name": "synerise.promotion"}
SECOND_FREE: Final[Plain] = {"type": "buy_get", "buy_quantity": 1, "percent": ALL_OFF}


def write_rewards(fields: PromotionFields, definition: Definition, *, currency: str) -> Definition:
    """The definition with the discount of these fields in place of its rewards."""
    made = _rewards(fields, currency) or [NOTHING_OFF]
    return definition.model_copy(update={"rewards": REWARDS.validate_python(made)})


def read_rewards(definition: Definition, *, currency: str) -> Plain:
    """The discount of a definition with one reward that Synerise can say; nothing of others."""
    if len(definition.rewards) != 1:
        return {} if definition.rewards else {"discountType": "NONE"}
    reward = definition.rewards[0].model_dump(exclude_defaults=True) | {"type": definition.rewards[0].type}
    if reward == NOTHING_OFF:
        return {"discountType": "NONE"}
    if reward == SECOND_FREE:
        return {"discountType": "2_FOR_1"}
    if reward["type"] == "buy_get":
        return _read_multibuy(reward, currency)
    for (kind, scope), shape in SHAPES.items():
        if reward.keys() == {"type", shape.value} and reward["type"] == shape.type:
            return {"discountType": kind, "itemScope": scope} | _read_amount(
                reward[shape.value], shape.unit, currency
            )
    return {}


def _rewards(fields: PromotionFields, currency: str) -> list[Plain]:
    kind, scope = fields.discount_type or "NONE", fields.item_scope or "LINE_ITEM"
    if kind == "MULTIBUY":
        return _multibuy(fields, currency)
    if kind == "2_FOR_1":
        return [SECOND_FREE]
    shape = SHAPES.get((kind, scope))
    if shape is None:
        return []
    value = _value(fields, shape.unit, currency)
    return [{"type": shape.type, shape.value: value}] if value else []


def _multibuy(fields: PromotionFields, currency: str) -> list[Plain]:
    """Of so many articles the cheapest few at the discount, or so many further ones (`outerScope`)."""
    details = multibuy_of(fields.details)
    required, discounted = details.required_items_count or 2, details.discounted_items_count or 1
    is_inside = not details.outer_scope and discounted < required
    by, unit = MULTIBUY.get((details.name or "").upper(), ("percent", "percent"))
    value = _in_unit(fields.discount_value, unit, currency) or ALL_OFF
    return [
        {
            "type": "buy_get",
            "buy_quantity": required - discounted if is_inside else required,
            "get_quantity": discounted,
            by: value if value is not ALL_OFF or by == "percent" else 0,
        }
    ]


def _value(fields: PromotionFields, unit: str, currency: str) -> object:
    """The plain value, or steps by how often the customer used the promotion before."""
    plain_value = _in_unit(fields.discount_value, unit, currency)
    details = fields.discount_mode_details
    if fields.discount_mode != "STEP" or details is None or not details.discount_steps:
        return plain_value
    steps: dict[int, object] = {0: plain_value} if plain_value else {}
    for step in details.discount_steps:
        steps[step.usage_threshold] = _in_unit(step.discount_value, unit, currency)
    return {
        "by": "uses",
        "steps": [{"at_least": uses, "value": value} for uses, value in sorted(steps.items()) if value],
    }


def _in_unit(value: Decimal | None, unit: str, currency: str) -> Decimal | int | None:
    if value is None or unit == "percent":
        return value
    return to_minor(value, currency) if unit == "money" else int(value)


def _read_multibuy(reward: Plain, currency: str) -> Plain:
    for name, (by, unit) in MULTIBUY.items():
        if reward.keys() <= {"type", "buy_quantity", "get_quantity", by} and by in reward:
            details = {
                "name": name,
                "outerScope": True,
                "requiredItemsCount": reward["buy_quantity"],
                "discountedItemsCount": reward.get("get_quantity", 1),
            }
            return {
                "discountType": "MULTIBUY",
                "details": {"discountType": details},
                "discountValue": _read_value(reward[by], unit, currency),
            }
    return {}


def _read_amount(value: object, unit: str, currency: str) -> Plain:
    """The plain value, or the steps of it by earlier uses; Synerise has no others."""
    if not isinstance(value, Mapping) or "steps" not in value:
        return {"discountMode": "STATIC", "discountValue": _read_value(value, unit, currency)}
    if value["by"] != "uses":
        return {}
    steps = [
        {"discountValue": _read_value(step["value"], unit, currency), "usageThreshold": step["at_least"]}
        for step in value["steps"]
    ]
    return {
        "discountMode": "STEP",
        "discountModeDetails": {"discountSteps": steps, "discountUsageTrigger": "TRANSACTION"},
        "discountValue": steps[0]["discountValue"],
    }


def _read_value(value: object, unit: str, currency: str) -> int | float | None:
    if unit == "percent" and isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Mapping):
        value = value.get(currency)
    if not isinstance(value, int):
        return None
    return plain(from_minor(value, currency)) if unit == "money" else value
