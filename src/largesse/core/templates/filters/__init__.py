"""The filters of templates, all of them; nothing of stock Jinja2 is offered that is not named here."""

from collections.abc import Callable, Mapping
from typing import Final

from largesse.core.templates.filters.codings import CODING_FILTERS, tojson
from largesse.core.templates.filters.lists import CONTEXT_FILTERS, LIST_FILTERS
from largesse.core.templates.filters.moments import MOMENT_FILTERS
from largesse.core.templates.filters.numbers import NUMBER_FILTERS
from largesse.core.templates.filters.texts import TEXT_FILTERS

# Filters that see only the value and their arguments, and those that are handed the context first.
PLAIN: Final[Mapping[str, Callable[..., object]]] = {
    **TEXT_FILTERS,
    **NUMBER_FILTERS,
    **LIST_FILTERS,
    **MOMENT_FILTERS,
    **CODING_FILTERS,
}
IN_CONTEXT: Final[Mapping[str, Callable[..., object]]] = {
    **CONTEXT_FILTERS,
    "tojson": lambda context, value: tojson(context.environment, value),
}
# All others make nothing of a missing value.
TAKES_MISSING: Final = frozenset(
    [
        "bool",
        "count",
        "d",
        "default",
        "float",
        "int",
        "items",
        "join",
        "length",
        "list",
        "map",
        "reject",
        "rejectattr",
        "select",
        "selectattr",
        "sort",
        "string",
        "sum",
        "tojson",
        "unique",
        "union",
        "intersect",
        "difference",
        "groupby",
        "batch",
        "slice",
    ]
)

__all__ = ["IN_CONTEXT", "PLAIN", "TAKES_MISSING"]
