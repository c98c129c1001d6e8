"""The tests of templates: what may stand after `is`, and be named in select and reject."""

from collections.abc import Callable, Mapping, Set
from numbers import Number
from typing import Final

from markupsafe import Markup

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.operations import COMPARISONS, contains, equal, modulo
from largesse.core.templates.values import as_text, describe, is_missing, number


def _remainder(value: object, divisor: int) -> object:
    return None if is_missing(value) else modulo(number(value), divisor)


def _divisible(value: object, divisor: object) -> bool:
    return not is_missing(value) and modulo(number(value), number(divisor)) == 0


def _holds_all(value: object, items: object) -> bool:
    if not isinstance(items, list | tuple | Set):
        raise TemplateError(f"containingall takes a list, not {describe(items)}")
    return all(contains(value, item) for item in items)


def _text_holds(value: object, part: object) -> bool:
    return isinstance(value, str) and as_text(part) in value


def _text_starts(value: object, part: object) -> bool:
    return isinstance(value, str) and value.startswith(as_text(part))


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_order: Final = COMPARISONS
TESTS: Final[Mapping[str, Callable[..., bool]]] = {
    "!=": _order["ne"],
    "<": _order["lt"],
    "<=": _order["lteq"],
    "==": equal,
    ">": _order["gt"],
    ">=": _order["gteq"],
    "boolean": lambda value: isinstance(value, bool),
    "containing": contains,
    "containingall": _holds_all,
    "defined": lambda value: not is_missing(value),
    "divisbleby": _divisible,
    "divisibleby": _divisible,
    "eq": equal,
    "equalto": equal,
    "escaped": lambda value: isinstance(value, Markup),
    "even": lambda value: _remainder(value, 2) == 0,
    "false": lambda value: value is False,
    "float": lambda value: isinstance(value, float),
    "ge": _order["gteq"],
    "greaterthan": _order["gt"],
    "gt": _order["gt"],
    "in": lambda value, container: contains(container, value),
    "integer": _whole,
    "iterable": lambda value: isinstance(value, str | list | tuple | Mapping | Set),
    "le": _order["lteq"],
    "lessthan": _order["lt"],
    "lower": lambda value: as_text(value).islower(),
    "lt": _order["lt"],
    "mapping": lambda value: isinstance(value, Mapping),
    "ne": _order["ne"],
    "none": is_missing,
    "number": lambda value: isinstance(value, Number) and not isinstance(value, bool),
    "odd": lambda value: _remainder(value, 2) == 1,
    "sameas": lambda value, other: value is other,
    "sequence": lambda value: isinstance(value, str | list | tuple),
    "string": lambda value: isinstance(value, str),
    "string_containing": _text_holds,
    "string_startingwith": _text_starts,
    "true": lambda value: value is True,
    "truthy": bool,
    "undefined": is_missing,
    "upper": lambda value: as_text(value).isupper(),
    "within": lambda value, container: contains(container, value),
}
