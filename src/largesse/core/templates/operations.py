"""Operators of templates: arithmetic that knows numeric texts and missing values, and comparisons.

Every operation is bounded before it runs: a template must not be able to ask for a number or text of any
size.
"""

from collections.abc import Callable, Mapping, Set
from datetime import date
from typing import Final

from markupsafe import Markup

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.limits import INTEGER, ITEM, VALUE, check_number
from largesse.core.templates.moments import moment
from largesse.core.templates.values import (
    MISSING,
    OwnList,
    as_text,
    describe,
    is_missing,
    numeric,
)

_POWER: Final = 128


def add(left: object, right: object) -> object:
    """Numbers added, or two texts or two lists joined; a number and a numeric text are added."""
    if isinstance(left, str) and isinstance(right, str):
        _fits(len(left) + len(right))
        return left + right
    if is_missing(left) or is_missing(right):
        there = right if is_missing(left) else left
        return there if isinstance(there, str) and numeric(there) is None else MISSING
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        _fits(ITEM * (len(left) + len(right)))
        return OwnList([*left, *right])
    return _calculate("+", lambda one, other: one + other, left, right)


def subtract(left: object, right: object) -> object:
    """The difference of two numbers or numeric texts."""
    if type(left) is int and type(right) is int:
        result = left - right
        if -INTEGER <= result <= INTEGER:
            return result
    return _calculate("-", lambda one, other: one - other, left, right)


def multiply(left: object, right: object) -> object:
    """The product of two numbers or numeric texts; a text or list times a whole number is repeated."""
    for repeated, times in ((left, right), (right, left)):
        if isinstance(repeated, str | list | tuple) and numeric(repeated) is None:
            return _repeat(repeated, times)
    return _calculate("*", lambda one, other: one * other, left, right)


def divide(left: object, right: object) -> object:
    """The quotient; whole where both are and nothing remains."""
    return _calculate("/", _quotient, left, right)


def modulo(left: object, right: object) -> object:
    """The remainder, with the sign of the divisor."""
    return _calculate("%", lambda one, other: one % other, left, right)


OPERATIONS: Final[Mapping[str, Callable[[object, object], object]]] = {
    "+": add,
    "-": subtract,
    "*": multiply,
    "/": divide,
    "%": modulo,
    "//": lambda left, right: _calculate("//", lambda one, other: one // other, left, right),
    "**": lambda left, right: _calculate("**", _power, left, right),
}


def negative(value: object) -> object:
    """The number with the other sign; missing for a missing one."""
    return multiply(_signed(value, "-"), -1)


def positive(value: object) -> object:
    """The number itself; missing for a missing one."""
    return _signed(value, "+")


def _signed(value: object, sign: str) -> object:
    amount = numeric(value)
    if amount is None and not is_missing(value):
        raise TemplateError(f"{sign} before {describe(value)} is not possible: it is no number")
    return MISSING if amount is None else amount


def equal(left: object, right: object) -> bool:
    """Whether two values are the same: a number equals the text that spells it, missing equals null only."""
    if type(left) is type(right):
        return left == right
    if is_missing(left) or is_missing(right):
        return is_missing(left) and is_missing(right)
    if isinstance(left, str) is not isinstance(right, str) and not isinstance(left, bool):
        return not isinstance(right, bool) and numeric(left) is not None and numeric(left) == numeric(right)
    return bool(left == right)


def contains(container: object, item: object) -> bool:
    """Whether a list holds an equal item, a mapping the key, or a text the text."""
    if is_missing(container):
        return False
    if isinstance(container, str):
        return not is_missing(item) and as_text(item) in container
    if isinstance(container, Mapping):
        return isinstance(item, str | int | float) and item in container
    if isinstance(container, list | tuple | Set):
        return any(equal(each, item) for each in container)
    raise TemplateError(f"`in` looks into lists, mappings and texts, not into {describe(container)}")


COMPARISONS: Final[Mapping[str, Callable[[object, object], bool]]] = {
    "eq": equal,
    "ne": lambda left, right: not equal(left, right),
    "lt": lambda left, right: _order(left, right) == -1,
    "lteq": lambda left, right: _order(left, right) in (-1, 0),
    "gt": lambda left, right: _order(left, right) == 1,
    "gteq": lambda left, right: _order(left, right) in (1, 0),
    "in": lambda left, right: contains(right, left),
    "notin": lambda left, right: not contains(right, left),
}


def _order(left: object, right: object) -> int | None:
    """-1, 0 or 1; None when one of them is missing, for then nothing is less or more."""
    if is_missing(left) or is_missing(right):
        return None
    one, other = numeric(left), numeric(right)
    if one is not None and other is not None:
        return (one > other) - (one < other)
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    if isinstance(left, date) or isinstance(right, date):
        first, second = moment(left), moment(right)
        return (first > second) - (first < second)
    raise TemplateError(f"{describe(left)} and {describe(right)} have no order: compare like with like")


def _calculate(sign: str, operation: Callable[[float, float], float], left: object, right: object) -> object:
    if is_missing(left) or is_missing(right):
        return MISSING
    one, other = numeric(left), numeric(right)
    if one is None or other is None:
        hint = (
            "; to join texts write `~`"
            if sign == "+"
            else "; numbers and texts such as '5' can be calculated with"
        )
        raise TemplateError(f"{describe(left)} {sign} {describe(right)} is not possible{hint}")
    try:
        result = operation(one, other)
    except ZeroDivisionError:
        raise TemplateError("division by zero: test the divisor with `if` first") from None
    except OverflowError:
        raise TemplateError("a number is too large to calculate with") from None
    if isinstance(result, complex):
        raise TemplateError(f"{one} ** {other} is no real number")
    check_number(result)
    return result


def _quotient(one: float, other: float) -> float:
    if isinstance(one, int) and isinstance(other, int) and one % other == 0:
        return one // other
    return one / other


def _power(one: float, other: float) -> float:
    if isinstance(one, int) and isinstance(other, int) and abs(one).bit_length() * abs(other) > _POWER:
        raise TemplateError("a power has more than 36 digits: calculate with smaller numbers")
    power: float = one**other
    return power


def _repeat(repeated: str | list[object] | tuple[object, ...], times: object) -> object:
    if is_missing(times):
        return MISSING
    count = numeric(times)
    if not isinstance(count, int):
        raise TemplateError(
            f"{describe(repeated)} * {describe(times)} is not possible; only a whole number repeats"
        )
    if count > VALUE:
        raise TemplateError(f"{describe(repeated)} cannot be repeated {count} times: at most {VALUE}")
    size = max(len(repeated), 1) if isinstance(repeated, str) else ITEM * max(len(repeated), 1)
    _fits(size * count)
    return repeated * count if isinstance(repeated, str) else OwnList([*repeated] * count)


def _fits(units: int) -> None:
    if units > VALUE:
        raise TemplateError(
            f"the result would be larger than {VALUE} units (a character is one, an item eight)"
        )


def join_texts(parts: tuple[object, ...]) -> str:
    """The texts of all parts, one after the other; markup stays markup."""
    texts = [as_text(part) for part in parts]
    _fits(sum(len(text) for text in texts))
    if any(isinstance(text, Markup) for text in texts):
        return Markup("").join(texts)
    return "".join(texts)
