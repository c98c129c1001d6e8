"""Filters of moments. A number is milliseconds since 1970, a text is ISO 8601, in UTC unless it says more."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.moments import EPOCH, moment, of_milliseconds
from largesse.core.templates.values import as_text, describe, is_missing

_LONGEST: Final = 100
_DIRECTIVE: Final = re.compile(r"%(-?)(.?)", re.DOTALL)
_OFFERED: Final = frozenset("aAbBdfHIjmMpSUwWyYzZ%")
_JAVA: Final = re.compile(r"'((?:[^']|'')*)'|(([A-Za-z])\3*)|([^A-Za-z'])")
_JAVA_FIELDS: Final = {
    "yyyy": "%Y", "yy": "%y", "y": "%Y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "M": "%m", "dd": "%d",
    "d": "%d", "EEEE": "%A", "EEE": "%a", "HH": "%H", "H": "%H", "hh": "%I", "h": "%I", "mm": "%M",
    "m": "%M", "ss": "%S", "s": "%S", "SSS": "%f", "a": "%p", "Z": "%z", "X": "%z", "XX": "%z", "XXX": "%z",
}  # fmt: skip
_SECONDS: Final = {"weeks": 604_800, "days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}


def _format(value: object, pattern: object = "%H:%M / %d-%m-%Y", tz: object = "UTC") -> str:
    text = as_text(pattern)
    if len(text) > _LONGEST:
        raise TemplateError(f"the format of a moment has at most {_LONGEST} characters")
    local = moment(value).astimezone(_zone(tz))

    def written(found: re.Match[str]) -> str:
        if not found[2] or found[2] not in _OFFERED:
            raise TemplateError(
                f"datetimeformat does not know {found[0]!r}; it knows % before {' '.join(sorted(_OFFERED))}"
            )
        part = local.strftime(f"%{found[2]}")
        return (part.lstrip("0") or "0") if found[1] else part

    return _DIRECTIVE.sub(written, text)


def _zone(name: object) -> ZoneInfo:
    try:
        return ZoneInfo(as_text(name)[:_LONGEST])
    except (LookupError, ValueError, OSError) as error:
        raise TemplateError(f"{describe(name)} is no time zone: write it as Europe/Warsaw") from error


def _parse(value: object, pattern: object) -> datetime:
    """The moment that a text spells in a Java pattern (yyyy-MM-dd'T'HH:mm:ssZ) or a % pattern."""
    text, form = as_text(value), as_text(pattern)
    if len(text) > _LONGEST or len(form) > _LONGEST:
        raise TemplateError(f"strtotime reads at most {_LONGEST} characters")
    try:
        # A text without an offset is UTC, which is set below.
        found = datetime.strptime(text, form if "%" in form else _JAVA.sub(_directive, form))  # noqa: DTZ007
    except (ValueError, re.error) as error:
        raise TemplateError(f"{describe(value)} does not fit the pattern {form!r}") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _directive(found: re.Match[str]) -> str:
    if found[2] is None:
        return found[4] or found[1].replace("''", "'") or "'"
    if found[2] not in _JAVA_FIELDS:
        raise TemplateError(f"strtotime does not know {found[2]!r}; it knows {' '.join(_JAVA_FIELDS)}")
    return _JAVA_FIELDS[found[2]]


def _between(begin: object, end: object, unit: object = "days") -> int:
    """Whole units from one moment to another, negative when the second is the earlier."""
    if is_missing(end):
        raise TemplateError("between_times needs the second moment, which is missing")
    first, second = moment(begin), moment(end)
    name = as_text(unit).lower()
    if name in ("months", "years"):
        months = _months(first, second) if first <= second else -_months(second, first)
        return months if name == "months" else int(months / 12)
    if name not in _SECONDS:
        raise TemplateError(
            f"between_times counts {', '.join(_SECONDS)}, months or years, not {describe(unit)}"
        )
    return int((second - first) / timedelta(seconds=_SECONDS[name]))


def _months(first: datetime, second: datetime) -> int:
    second = second.astimezone(first.tzinfo)
    months = (second.year - first.year) * 12 + second.month - first.month
    return months - ((second.day, second.time()) < (first.day, first.time()))


def _timestamp(value: object) -> int:
    return (moment(value) - EPOCH) // timedelta(milliseconds=1)


MOMENT_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "between_times": _between,
    "datetimeformat": _format,
    "iso8601_to_time": moment,
    "strtotime": _parse,
    "timestamp_to_time": of_milliseconds,
    "unixtimestamp": _timestamp,
}
