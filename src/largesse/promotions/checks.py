"""What can be said against a draft by looking at it alone."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Final, get_args, get_origin
from zoneinfo import available_timezones

from pydantic import BaseModel

from largesse.core.money import Currency
from largesse.promotions.definition import Definition
from largesse.promotions.limits import Limit
from largesse.promotions.schemas import PromotionProblem

MONEY_MEASURES: Final = ("discount", "order_value", "gift_spent")
CODE_SCOPES: Final = ("code", "customer_and_code")


def check_definition(definition: Definition, *, now: datetime) -> Iterator[PromotionProblem]:
    """Everything that keeps a definition from being published, or is hardly meant (warnings)."""
    yield from _reward_problems(definition)
    yield from _date_problems(definition, now)
    yield from _amount_problems(definition)
    for place, limit in enumerate(definition.limits):
        yield from _limit_problems(definition, limit, f"/definition/limits/{place}")
    activation = definition.activation
    if activation is not None and activation.within is not None and activation.most is None:
        text = "`within` is the window of `most`, which is not set: activations are not limited. Set it."
        yield warning("/definition/activation/within", "window_without_most", text)


def amounts_of(model: BaseModel, pointer: str = "") -> Iterator[tuple[str, int | dict[str, int]]]:
    """Every amount of money in settings, with its place as a JSON pointer."""
    money = _money_fields(type(model))
    for name in type(model).model_fields:
        value = getattr(model, name)
        if name in money and _counts_money(model):
            for place, amount in enumerate(value) if isinstance(value, tuple) else [("", value)]:
                if amount is not None:
                    yield f"{pointer}/{name}/{place}".rstrip("/"), amount
        else:
            for place, part in models_in(value, f"{pointer}/{name}"):
                yield from amounts_of(part, place)


def models_in(value: object, pointer: str) -> Iterator[tuple[str, BaseModel]]:
    """The settings a value is, or is a list of."""
    if isinstance(value, BaseModel):
        yield pointer, value
    elif isinstance(value, tuple | list):
        for place, part in enumerate(value):
            yield from models_in(part, f"{pointer}/{place}")


def problem(pointer: str, code: str, message: str) -> PromotionProblem:
    """What keeps a draft from being published."""
    return PromotionProblem(pointer=pointer, code=code, message=message)


def warning(pointer: str, code: str, message: str) -> PromotionProblem:
    """What is hardly meant."""
    return PromotionProblem(pointer=pointer, code=code, message=message, is_warning=True)


def _reward_problems(definition: Definition) -> Iterator[PromotionProblem]:
    if not definition.rewards and not getattr(definition.access, "referrer_points", 0):
        yield problem("/definition/rewards", "no_reward", "It gives nothing. Add a reward.")


def _date_problems(definition: Definition, now: datetime) -> Iterator[PromotionProblem]:
    if definition.zone is not None and definition.zone not in available_timezones():
        text = f"{definition.zone} is no time zone. Name one as IANA does, such as Europe/Warsaw."
        yield problem("/definition/zone", "zone_unknown", text)
    if definition.ends_at is not None and definition.ends_at <= now:
        text = f"It ended at {definition.ends_at.isoformat()}, so nobody could use it. Choose a later end."
        yield problem("/definition/ends_at", "ended_already", text)
    shown = definition.display
    if shown.starts_at and shown.ends_at and shown.ends_at <= shown.starts_at:
        text = "It would be shown at no time: the end of showing is not later than its start."
        yield problem("/definition/display/ends_at", "never_shown", text)
    if shown.starts_at and definition.ends_at and shown.starts_at >= definition.ends_at:
        text = "It would be shown only after its end. Begin to show it earlier."
        yield problem("/definition/display/starts_at", "never_shown", text)


def _amount_problems(definition: Definition) -> Iterator[PromotionProblem]:
    """Bare amounts are in one currency, named ones in theirs: both together are good for hardly a cart."""
    amounts = list(amounts_of(definition, "/definition"))
    named = any(isinstance(value, dict) for _, value in amounts)
    for pointer, value in amounts:
        if isinstance(value, dict):
            if definition.currency is not None and definition.currency not in value:
                text = f"It has no amount in {definition.currency}, the currency of the promotion. Add it."
                yield problem(pointer, "amount_missing", text)
        elif named and definition.currency is None:
            text = "Other amounts name their currencies, this one does not. Name them, or set `currency`."
            yield problem(pointer, "currency_missing", text)


def _limit_problems(definition: Definition, limit: Limit, pointer: str) -> Iterator[PromotionProblem]:
    amounts = limit.most.values() if isinstance(limit.most, dict) else [limit.most]
    if not any(amounts):
        text = "Nothing is allowed by it, so that nobody could use the promotion. Raise `most`."
        yield problem(f"{pointer}/most", "limit_never_met", text)
    access = definition.access
    if limit.scope in CODE_SCOPES and access.own_code() is None and access.own_pool() is None:
        text = "There is no code to count by, so that it limits nothing. Choose another scope."
        yield problem(f"{pointer}/scope", "limit_without_code", text)


@cache
def _money_fields(kind: type[BaseModel]) -> frozenset[str]:
    """The fields of a class that are amounts of money: the same for every one of ten thousand promotions."""
    return frozenset(name for name, field in kind.model_fields.items() if _is_money(field.annotation))


def _is_money(annotation: object) -> bool:
    if get_origin(annotation) is dict:
        return bool(get_args(annotation)[0] == Currency)
    return any(_is_money(part) for part in get_args(annotation))


def _counts_money(model: BaseModel) -> bool:
    """A limit's `most` is money only where money is measured."""
    return not isinstance(model, Limit) or model.measure in MONEY_MEASURES
