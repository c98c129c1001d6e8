"""Filters of lists and mappings."""

from collections.abc import Callable, Iterable, Mapping, Set
from itertools import groupby
from typing import Final, NamedTuple

from jinja2.runtime import Context

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.limits import ITEM, ITEMS, VALUE
from largesse.core.templates.operations import add
from largesse.core.templates.values import (
    MISSING,
    OwnList,
    as_text,
    describe,
    is_missing,
    lookup,
    number,
    numeric,
    to_json,
)


class Group(NamedTuple):
    """Items that have the same value of the attribute they were grouped by."""

    grouper: object
    list: list[object]


def items_of(value: object) -> list[object]:
    """The items of a list, the keys of a mapping, the characters of a text; none of what is missing."""
    if isinstance(value, list):
        return value
    if is_missing(value):
        return []
    if isinstance(value, tuple | str | Mapping):
        return list(value)
    if isinstance(value, Set):
        return sorted(value, key=sort_key)
    if numeric(value) is not None:
        return [value]
    raise TemplateError(f"{describe(value)} has no items to go through")


def read(value: object, path: object) -> object:
    """What stands under a key, or under a path of keys with dots between them."""
    found = lookup(value, path)
    if is_missing(found) and isinstance(path, str) and "." in path:
        for part in path.split("."):
            value = lookup(value, int(part) if part.isdecimal() and isinstance(value, list | tuple) else part)
        return value
    return found


def sort_key(value: object, *, case_sensitive: bool = False) -> tuple[int, float, str]:
    """Missing values first, then numbers and texts that spell one, then texts."""
    if is_missing(value):
        return (0, 0, "")
    amount = numeric(value)
    if amount is not None:
        return (1, amount, "")
    text = as_text(value)
    return (2, 0, text if case_sensitive else text.lower())


def _key(attribute: object, *, case_sensitive: object = False) -> Callable[[object], tuple[int, float, str]]:
    def key(item: object) -> tuple[int, float, str]:
        return sort_key(
            item if is_missing(attribute) else read(item, attribute), case_sensitive=bool(case_sensitive)
        )

    return key


def _sort(
    value: object, reverse: object = False, case_sensitive: object = False, attribute: object = None
) -> object:
    key = _key(attribute, case_sensitive=case_sensitive)
    return OwnList(sorted(items_of(value), key=key, reverse=bool(reverse)))


def _dictsort(
    value: object, case_sensitive: object = False, by: object = "key", reverse: object = False
) -> object:
    if not isinstance(value, Mapping) or by not in ("key", "value"):
        raise TemplateError(f"dictsort takes a mapping, and by='key' or by='value', not {describe(value)}")
    place = 0 if by == "key" else 1
    key = _key(place, case_sensitive=case_sensitive)
    return OwnList(sorted(value.items(), key=key, reverse=bool(reverse)))


def _extreme(choose: Callable[..., object]) -> Callable[..., object]:
    def chosen(value: object, case_sensitive: object = False, attribute: object = None) -> object:
        key = _key(attribute, case_sensitive=case_sensitive)
        there = [item for item in items_of(value) if not is_missing(item)]
        return choose(there, key=key, default=MISSING)

    return chosen


def _groupby(value: object, attribute: object, default: object = None) -> object:
    def grouper(item: object) -> object:
        found = read(item, attribute)
        return default if is_missing(found) else found

    ordered = sorted(items_of(value), key=lambda item: sort_key(grouper(item)))
    groups = groupby(ordered, key=lambda item: sort_key(grouper(item)))
    found = [(list(members)) for _, members in groups]
    return OwnList(Group(grouper(members[0]), OwnList(members)) for members in found)


def _unique(
    value: object, case_sensitive: object = False, attribute: object = None, attr: object = None
) -> object:
    path = attr if is_missing(attribute) else attribute
    return OwnList(_by_content(items_of(value), path, case_sensitive=bool(case_sensitive)).values())


def _by_content(
    items: Iterable[object], path: object = None, *, case_sensitive: bool = True
) -> dict[str, object]:
    """The first of all items that say the same."""
    found: dict[str, object] = {}
    for item in items:
        content = to_json(item if is_missing(path) else read(item, path))
        found.setdefault(content if case_sensitive else content.lower(), item)
    return found


def _union(value: object, other: object) -> object:
    return OwnList(_by_content([*items_of(value), *items_of(other)]).values())


def _intersect(value: object, other: object) -> object:
    there = _by_content(items_of(other))
    return OwnList(item for content, item in _by_content(items_of(value)).items() if content in there)


def _difference(value: object, other: object) -> object:
    """What stands in one of the two lists only."""
    one, two = _by_content(items_of(value)), _by_content(items_of(other))
    only = [item for content, item in one.items() if content not in two]
    return OwnList([*only, *(item for content, item in two.items() if content not in one)])


def _sum(value: object, attribute: object = None, start: object = 0) -> object:
    total: object = number(start)
    for item in items_of(value):
        amount = item if is_missing(attribute) else read(item, attribute)
        total = total if is_missing(amount) else add(total, number(amount))
    return total


def _batch(value: object, size: object, fill_with: object = None) -> object:
    items, count = items_of(value), _count(size, "batch")
    rows = [OwnList(items[start : start + count]) for start in range(0, len(items), count)]
    if rows and not is_missing(fill_with):
        rows[-1].extend([fill_with] * (count - len(rows[-1])))
    return OwnList(rows)


def _slice(value: object, slices: object, fill_with: object = None) -> object:
    items, count = items_of(value), _count(slices, "slice")
    short, longer = divmod(len(items), count)
    columns: list[OwnList] = []
    start = 0
    for place in range(count):
        end = start + short + (place < longer)
        column = OwnList(items[start:end])
        if longer and place >= longer and not is_missing(fill_with):
            column.append(fill_with)
        columns.append(column)
        start = end
    return OwnList(columns)


def _count(value: object, name: str) -> int:
    count = int(number(value))
    if not 1 <= count <= ITEMS:
        raise TemplateError(f"{name} takes a number from 1 to {ITEMS}")
    return count


def _length(value: object) -> int:
    return len(value) if isinstance(value, Mapping | Set) else len(items_of(value))


def _list(value: object) -> object:
    items = items_of(value)
    if len(items) * ITEM > VALUE:
        raise TemplateError(f"a list has more than {VALUE // ITEM} items")
    return OwnList(items)


def _first(value: object) -> object:
    return next(iter(items_of(value)), MISSING)


def _last(value: object) -> object:
    items = items_of(value)
    return items[-1] if items else MISSING


def _pairs(value: object) -> object:
    if is_missing(value):
        return OwnList()
    if not isinstance(value, Mapping):
        raise TemplateError(f"items takes a mapping, not {describe(value)}")
    return OwnList(value.items())


def _default(value: object, default: object = "", boolean: object = False) -> object:
    return default if is_missing(value) or (boolean and not value) else value


def _map(
    context: Context, value: object, *args: object, attribute: object = None, default: object = MISSING
) -> object:
    items = items_of(value)
    if not is_missing(attribute):
        found = [read(item, attribute) for item in items]
        return OwnList(default if is_missing(each) else each for each in found)
    name = as_text(args[0]) if args else ""
    change = context.environment.filters.get(name)
    if change is None:
        raise TemplateError(
            f"map needs the name of a filter or attribute='...', not {name[:40]!r}", name=name
        )
    return OwnList(change(context, item, *args[1:]) for item in items)


def _choose(*, wanted: bool, by_attribute: bool) -> Callable[..., object]:
    def chosen(context: Context, value: object, *args: object) -> object:
        path = args[0] if by_attribute and args else None
        passes = _test(context, args[1:] if by_attribute else args)
        items = items_of(value)
        tested = ((item, item if is_missing(path) else read(item, path)) for item in items)
        return OwnList(item for item, seen in tested if passes(seen) is wanted)

    return chosen


def _test(context: Context, args: tuple[object, ...]) -> Callable[[object], bool]:
    if not args:
        return bool
    name = as_text(args[0])
    if name not in context.environment.tests:
        raise TemplateError(f"there is no test {name[:40]!r}", name=name)
    test: Callable[..., object] = context.environment.tests[name]  # type: ignore[assignment]
    return lambda item: bool(test(context, item, *args[1:]))


CONTEXT_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "map": _map,
    "reject": _choose(wanted=False, by_attribute=False),
    "rejectattr": _choose(wanted=False, by_attribute=True),
    "select": _choose(wanted=True, by_attribute=False),
    "selectattr": _choose(wanted=True, by_attribute=True),
}
LIST_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "attr": read,
    "batch": _batch,
    "count": _length,
    "d": _default,
    "default": _default,
    "dictsort": _dictsort,
    "difference": _difference,
    "first": _first,
    "groupby": _groupby,
    "intersect": _intersect,
    "items": _pairs,
    "last": _last,
    "length": _length,
    "list": _list,
    "max": _extreme(max),
    "min": _extreme(min),
    "slice": _slice,
    "sort": _sort,
    "sum": _sum,
    "union": _union,
    "unique": _unique,
}
