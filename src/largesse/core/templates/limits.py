"""How much a template may be, hold, do and say; and the weight by which values are held to it."""

from collections.abc import Mapping, Set
from math import isfinite
from typing import Final

from largesse.core.templates.errors import TemplateError

SOURCE: Final = 20_000  # characters of source in tags
LITERAL: Final = 400_000  # bytes of source in all: the HTML of a mail is long, and harmless between its tags
BRACKETS: Final = 100  # brackets open at once
DEPTH: Final = 100  # levels of the parsed template
LOOPS: Final = 5  # loops in a template
ITEMS: Final = 1_000  # rounds of a loop, and items of a range
NESTING: Final = 50  # lists within lists
VALUE: Final = 65_536  # units of a value: a character is one, an item of a list eight
WORK: Final = 4_194_304  # units that all filters, operators and comparisons of a rendering may go through
OUTPUT: Final = 262_144  # characters of a rendered field
INTEGER: Final = 10**36
ITEM: Final = 8


def weigh(value: object, *, limit: int = VALUE, depth: int = 0) -> int:
    """Units of a value: characters, and 8 for each item it holds at any depth; at most `limit`.

    Raises TemplateError when it is more, is nested too deep (a list that holds itself is), or is a number
    beyond all use.
    """
    if isinstance(value, str):
        return _held(len(value), limit)
    if isinstance(value, int | float):
        check_number(value)
        return 1
    if isinstance(value, Mapping):
        return _weigh_items([*value.keys(), *value.values()], limit=limit, depth=depth)
    if isinstance(value, list | tuple | Set):
        return _weigh_items(value, limit=limit, depth=depth)
    return ITEM


def check_number(value: float) -> None:
    """Raise TemplateError for a number of more than 36 digits, an infinite one, or not-a-number."""
    if isinstance(value, int):
        if not -INTEGER <= value <= INTEGER:
            raise TemplateError("a number has more than 36 digits: calculate with smaller ones")
    elif not isfinite(value):
        raise TemplateError("a number is too large to calculate with")


def _weigh_items(items: "list[object] | tuple[object, ...] | Set[object]", *, limit: int, depth: int) -> int:
    if depth >= NESTING:
        raise TemplateError(f"a list is nested more than {NESTING} levels deep: make it flatter")
    total = _held(ITEM + ITEM * len(items), limit)
    for item in items:
        total = _held(total + weigh(item, limit=limit, depth=depth + 1), limit)
    return total


def _held(units: int, limit: int) -> int:
    if units > limit:
        raise TemplateError(
            f"a value is larger than {limit} units (a character is one, an item of a list eight): "
            "shorten it, for example with truncate or [:100]"
        )
    return units
