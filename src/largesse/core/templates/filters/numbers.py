"""Filters of numbers."""

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

from jinja2.filters import do_filesizeformat

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.limits import check_number
from largesse.core.templates.operations import add, divide, modulo, multiply
from largesse.core.templates.values import as_text, describe, is_missing, number, numeric

_ROUNDINGS: Final = {"common": ROUND_HALF_UP, "ceil": ROUND_CEILING, "floor": ROUND_FLOOR}
_PLACES: Final = 12
_TRUE: Final = frozenset({"true", "yes", "on", "1"})


def _rounded(value: object, places: object, method: object) -> Decimal:
    count = int(number(places))
    if not -_PLACES <= count <= _PLACES:
        raise TemplateError(f"round takes at most {_PLACES} decimal places")
    if method not in _ROUNDINGS:
        raise TemplateError(f"round knows the methods {', '.join(_ROUNDINGS)}, not {describe(method)}")
    exact = Decimal(repr(number(value)))
    step = Decimal(1).scaleb(-count)
    return (exact / step).quantize(Decimal(1), rounding=_ROUNDINGS[str(method)]) * step


def _round(value: object, places: object = 0, method: object = "common") -> int | float:
    rounded = _rounded(value, places, method)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def _fixed(value: object, places: object = 2) -> str:
    count = int(number(places))
    return format(_rounded(value, max(0, count), "common"), f".{max(0, count)}f")


def _int(value: object, default: object = 0, base: object = 10) -> object:
    radix = int(number(base))
    if radix != 10 and 2 <= radix <= 36:
        try:
            found = int(as_text(value)[:100], radix)
        except ValueError:
            return default
        check_number(found)
        return found
    amount = numeric(value)
    return default if amount is None else int(amount)


def _float(value: object, default: object = 0.0) -> object:
    amount = numeric(value)
    return default if amount is None else float(amount)


def _abs(value: object) -> int | float:
    return abs(number(value))


def _bool(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in _TRUE
    return not is_missing(value) and bool(value)


def _sum(first: object, other: object) -> object:
    return add(number(first), number(other))


def _divisible(value: object, divisor: object) -> bool:
    return modulo(number(value), number(divisor)) == 0


NUMBER_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "abs": _abs,
    "add": _sum,
    "bool": _bool,
    "divide": lambda value, divisor: divide(number(value), number(divisor)),
    "divisible": _divisible,
    "filesizeformat": lambda value, binary=False: do_filesizeformat(number(value), binary=bool(binary)),
    "fixed": _fixed,
    "float": _float,
    "int": _int,
    "multiply": lambda value, factor: multiply(number(value), number(factor)),
    "round": _round,
}
