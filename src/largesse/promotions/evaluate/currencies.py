"""In which currencies the amounts of a promotion are."""

from collections.abc import Iterator
from functools import cache
from typing import Final, get_args

from pydantic import BaseModel

from largesse.core.money import Currency, Minor
from largesse.promotions.definition import Definition
from largesse.promotions.rewards.values import MoneySteps, PercentSteps, PointsSteps

BY_CURRENCY: Final = dict[Currency, Minor]
MONEY: Final = ("discount", "order_value", "gift_spent")


def has_bare_amounts(definition: Definition) -> bool:
    """Whether some amount of money is a plain number, which is in the promotion's own currency."""
    limits = tuple(limit for limit in definition.limits if limit.measure in MONEY)
    parts = (definition.access, definition.rules, definition.rewards, limits)
    return any(isinstance(amount, int) for amount in _amounts(parts))


def limited_currencies(definition: Definition) -> frozenset[str] | None:
    """The currencies that all its limits on money name; None where none of them names any.

    An order in another currency would escape the limit.
    """
    named = [
        frozenset(limit.most)
        for limit in definition.limits
        if limit.measure in MONEY and isinstance(limit.most, dict)
    ]
    return frozenset.intersection(*named) if named else None


def _amounts(value: object, *, money: bool = False) -> Iterator[object]:
    """Every amount of money in a model and in the models within it."""
    if isinstance(value, PercentSteps | PointsSteps | MoneySteps) and value.by != "order_value":
        # What climbs these is no money.
        yield from [step.value for step in value.steps] if isinstance(value, MoneySteps) else ()
    elif isinstance(value, BaseModel):
        fields = _money_fields(type(value))
        for name in type(value).model_fields:
            yield from _amounts(getattr(value, name), money=name in fields)
    elif isinstance(value, tuple):
        for part in value:
            yield from _amounts(part, money=money)
    elif money:
        yield value


@cache
def _money_fields(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(name for name, field in model.model_fields.items() if _is_money(field.annotation))


def _is_money(annotation: object) -> bool:
    return annotation == BY_CURRENCY or any(_is_money(part) for part in get_args(annotation))
