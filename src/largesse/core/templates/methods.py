"""Methods that templates may call on texts, lists, mappings and loops, and functions they may call.

Nothing else can be called: a template never holds a method of one of Python's objects.
"""

from collections.abc import Callable, Mapping
from typing import Final

from jinja2.runtime import LoopContext
from jinja2.utils import Namespace

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.filters.texts import join, replace
from largesse.core.templates.limits import ITEM, ITEMS, VALUE, weigh
from largesse.core.templates.operations import contains, equal
from largesse.core.templates.values import (
    MISSING,
    OwnDict,
    OwnList,
    as_text,
    describe,
    is_missing,
    lookup,
    number,
)


def call_method(value: object, name: str, *args: object, **named: object) -> object:
    """What a method of a value answers; missing when the value is."""
    if is_missing(value):
        return MISSING
    if isinstance(value, LoopContext):
        return _cycle(value, *args, **named)
    if isinstance(value, Mapping):
        return _offered(_OF_MAPPINGS, name, "mappings")(value, *args, **named)
    if isinstance(value, list | tuple):
        return _offered(_OF_LISTS, name, "lists")(value, *args, **named)
    return _offered(_OF_TEXTS, name, "texts")(as_text(value), *args, **named)


def _offered(family: Mapping[str, Callable[..., object]], name: str, what: str) -> Callable[..., object]:
    if name not in family:
        raise TemplateError(
            f"{what} have no method {name}(); they have: {', '.join(sorted(family))}", name=name
        )
    return family[name]


def _cycle(loop: LoopContext, *items: object) -> object:
    if not items:
        raise TemplateError("loop.cycle() needs the values to go through, such as loop.cycle('odd', 'even')")
    return items[loop.index0 % len(items)]


def _append(target: list[object], item: object) -> object:
    if not isinstance(target, OwnList):
        raise TemplateError(
            "only a list that the template made itself can be appended to; add with `+` instead"
        )
    weigh(item)
    if ITEM * len(target) >= VALUE:
        raise TemplateError(f"a list has more than {VALUE // ITEM} items")
    target.append(item)
    return MISSING


def _update(target: Mapping[object, object], more: Mapping[object, object]) -> object:
    if not isinstance(target, OwnDict) or not isinstance(more, Mapping):
        raise TemplateError(
            "only a mapping that the template made itself can be updated, and with a mapping only"
        )
    weigh(more)
    if ITEM * (len(target) + len(more)) >= VALUE:
        raise TemplateError(f"a mapping has more than {VALUE // ITEM} keys")
    target.update(more)
    return MISSING


def _get(target: Mapping[object, object], key: object, default: object = MISSING) -> object:
    found = lookup(target, key)
    return default if is_missing(found) else found


def _index(target: list[object], item: object) -> int:
    return next((place for place, each in enumerate(target) if equal(each, item)), -1)


def _zfill(text: str, width: object) -> str:
    if not 0 <= number(width) <= ITEMS:
        raise TemplateError(f"zfill() fills to at most {ITEMS} characters")
    return text.zfill(int(number(width)))


def _count(text: str, part: object) -> int:
    return text.count(as_text(part))


def _split(text: str, separator: object = None, limit: object = -1) -> OwnList:
    return OwnList(text.split(None if is_missing(separator) else as_text(separator), int(number(limit))))


def _rsplit(text: str, separator: object = None, limit: object = -1) -> OwnList:
    return OwnList(text.rsplit(None if is_missing(separator) else as_text(separator), int(number(limit))))


def _stripped(strip: Callable[[str, str | None], str]) -> Callable[..., str]:
    def stripped(text: str, characters: object = None) -> str:
        return strip(text, None if is_missing(characters) else as_text(characters))

    return stripped


def _with_text(method: Callable[[str, str], object]) -> Callable[..., object]:
    def called(text: str, part: object) -> object:
        return method(text, as_text(part))

    return called


_OF_TEXTS: Final[Mapping[str, Callable[..., object]]] = {
    "capitalize": str.capitalize,
    "casefold": str.casefold,
    "contains": contains,
    "count": _count,
    "endswith": _with_text(str.endswith),
    "find": _with_text(str.find),
    "isalnum": str.isalnum,
    "isalpha": str.isalpha,
    "isdigit": str.isdigit,
    "islower": str.islower,
    "isnumeric": str.isnumeric,
    "isspace": str.isspace,
    "isupper": str.isupper,
    "join": lambda text, items: join(items, text),
    "lower": str.lower,
    "lstrip": _stripped(str.lstrip),
    "removeprefix": _with_text(str.removeprefix),
    "removesuffix": _with_text(str.removesuffix),
    "replace": replace,
    "rfind": _with_text(str.rfind),
    "rsplit": _rsplit,
    "rstrip": _stripped(str.rstrip),
    "split": _split,
    "splitlines": lambda text: OwnList(text.splitlines()),
    "startswith": _with_text(str.startswith),
    "strip": _stripped(str.strip),
    "swapcase": str.swapcase,
    "title": str.title,
    "upper": str.upper,
    "zfill": _zfill,
}
_OF_LISTS: Final[Mapping[str, Callable[..., object]]] = {
    "append": _append,
    "contains": contains,
    "count": lambda items, item: sum(equal(each, item) for each in items),
    "index": _index,
}
_OF_MAPPINGS: Final[Mapping[str, Callable[..., object]]] = {
    "get": _get,
    "items": lambda mapping: OwnList(mapping.items()),
    "keys": lambda mapping: OwnList(mapping.keys()),
    "update": _update,
    "values": lambda mapping: OwnList(mapping.values()),
}
METHODS: Final = frozenset({"cycle", *_OF_TEXTS, *_OF_LISTS, *_OF_MAPPINGS})


def _range(*bounds: object) -> OwnList:
    ends = [int(number(bound)) for bound in bounds]
    if not 1 <= len(ends) <= 3 or ends[2:] == [0]:
        raise TemplateError(
            "range() takes one to three numbers: end, or start and end, and a step that is not 0"
        )
    numbers = range(*ends)
    if numbers[ITEMS:]:
        raise TemplateError(f"range() gives at most {ITEMS} numbers")
    return OwnList(numbers)


def _dict(*args: Mapping[object, object], **named: object) -> OwnDict:
    if any(not isinstance(each, Mapping) for each in args):
        raise TemplateError(f"dict() takes a mapping or name=value, not {describe(args[0])}")
    return OwnDict(*args[:1], **named)


def _namespace(**named: object) -> Namespace:
    return Namespace(**named)


FUNCTIONS: Final[Mapping[str, Callable[..., object]]] = {
    "dict": _dict,
    "namespace": _namespace,
    "range": _range,
}
