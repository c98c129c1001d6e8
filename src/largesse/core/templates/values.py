"""The values templates work with: what is missing, what is a number, how it is written and read."""

import re
from collections.abc import Mapping, Set
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

import orjson
from jinja2 import ChainableUndefined
from jinja2.runtime import LoopContext
from jinja2.utils import Namespace
from markupsafe import Markup

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.limits import OUTPUT, weigh

_NUMBER: Final = re.compile(r"\s*[+-]?\d{1,36}(\.\d{1,36})?\s*", re.ASCII)
_LONGEST_NUMBER: Final = 100
_LOOP: Final = frozenset(
    [
        "index",
        "index0",
        "revindex",
        "revindex0",
        "first",
        "last",
        "length",
        "previtem",
        "nextitem",
        "depth",
        "depth0",
    ]
)
_MOMENT: Final = frozenset(["year", "month", "day", "hour", "minute", "second"])
_ABSENT: Final = object()


class Missing(ChainableUndefined):
    """What nobody handed in: prints nothing, and so does whatever is read of it."""

    __slots__ = ()

    def __lt__(self, other: object) -> bool:  # type: ignore[override]
        return False

    __le__ = __gt__ = __ge__ = __lt__  # type: ignore[assignment]

    __hash__ = ChainableUndefined.__hash__


MISSING: Final = Missing()


class Encoded(str):
    """A text that is percent-encoded already."""

    __slots__ = ()


class OwnList(list[object]):
    """A list that the template made itself, and may therefore append to."""

    __slots__ = ()


class OwnDict(dict[object, object]):
    """A mapping that the template made itself, and may therefore update."""

    __slots__ = ()


def is_missing(value: object) -> bool:
    """Whether there is no value: nobody handed it in, or it is null."""
    return value is None or isinstance(value, ChainableUndefined)


def as_text(value: object) -> str:
    """The value as it is printed; raises TemplateError for what cannot be."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[return-value]
    if kind is int:
        return str(value)
    return _written(value)


def to_json(value: object) -> str:
    """The value as JSON, without white space; what is missing is null."""
    weigh(value, limit=OUTPUT)
    try:
        text = orjson.dumps(value, default=_plain, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z)
    except orjson.JSONEncodeError as error:
        raise TemplateError(f"cannot be written as JSON: {error}") from error
    return text.decode()


def numeric(value: object) -> int | float | None:
    """The number that a value is or spells, such as `5` and `"5"`; None when it is none."""
    kind = type(value)
    if kind is int or kind is float:
        return value  # type: ignore[return-value]
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value) if len(value) <= _LONGEST_NUMBER else None
        if found is None:
            return None
        return float(value) if found[1] else int(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return int(value) if isinstance(value, bool) else None


def number(value: object) -> int | float:
    """The number that a value is or spells; raises TemplateError when it is none."""
    found = numeric(value)
    if found is None:
        raise TemplateError(f"{describe(value)} is no number")
    return found


def lookup(value: object, key: object) -> object:
    """What stands under a key of a mapping or at a place of a list or text; missing when nothing does.

    Attributes of Python objects are never read, save the documented ones of loops, namespaces, groups and
    moments.
    """
    if isinstance(value, Mapping):
        if not isinstance(key, str | int | float):
            return MISSING
        found: object = value.get(key, _ABSENT)
        return MISSING if found is _ABSENT else found
    if isinstance(key, str):
        return _field(value, key)
    if isinstance(value, list | tuple | str) and isinstance(key, int):
        return value[key] if -len(value) <= key < len(value) else MISSING
    return MISSING


def describe(value: object) -> str:
    """A value in a few words, for errors."""
    if is_missing(value):
        return "a missing value"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, Mapping):
        return "a mapping"
    return (
        "a list" if isinstance(value, list | tuple | Set) else f"a value of the type {type(value).__name__}"
    )


def _field(value: object, key: str) -> object:
    if isinstance(value, Namespace):
        return MISSING if key.startswith("_") else getattr(value, key, MISSING)
    readable = isinstance(value, LoopContext) and key in _LOOP
    readable |= isinstance(value, date) and key in _MOMENT
    readable |= isinstance(value, tuple) and key in getattr(value, "_fields", ())
    return getattr(value, key, MISSING) if readable else MISSING


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    if is_missing(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, Mapping | list | tuple | Set):
        return to_json(value)
    return _plain(value)


def _plain(value: object) -> str:
    if isinstance(value, Markup | Encoded):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, UUID | int):
        return str(value)
    raise TemplateError(f"{describe(value)} cannot be printed")
