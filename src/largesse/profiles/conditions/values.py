"""What a JSON value means as text, number, moment, truth or list; values.sql says it to the database."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Context as Precision
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Final

from pydantic import JsonValue


class Missing(Enum):
    """Stands for a value that is not there."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING
Value = JsonValue | Missing
Number = int | Decimal

WHITE: Final = " \t\r\n"
MAX_LENGTH: Final = 64  # of a text that is read as a number or a moment
SECOND: Final = 1_000_000  # microseconds
DAY: Final = 86_400 * SECOND
SECONDS_BELOW: Final = 10**11  # a larger number of a moment is milliseconds
MILLISECONDS_BELOW: Final = 10**15
EARLIEST: Final = -30_610_224_000 * SECOND  # 1000-01-01
LATEST: Final = 253_402_300_800 * SECOND  # 10000-01-01, not reached

_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH: Final = _BEGINNING.toordinal()
_MICROSECOND: Final = timedelta(microseconds=1)
_WIDE: Final = Precision(prec=1200)
_NUMBER: Final = re.compile(
    r"[ \t\r\n]*[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]{1,3})?[ \t\r\n]*"
)
_MOMENT: Final = re.compile(
    r"[ \t\r\n]*([1-9][0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    r"(?:[Tt ]([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:[.]([0-9]+))?)?"
    r"([Zz]|[+-](?:0[0-9]|1[0-4]):?[0-5][0-9])?)?[ \t\r\n]*"
)
_DATE_ONLY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CANONICAL_NUMBER: Final = re.compile(r"0|-?(?:[1-9][0-9]*|(?:0|[1-9][0-9]*)[.][0-9]*[1-9])")
_TRUTHS: Final = {"true": True, "True": True, "TRUE": True, "1": True}
_FALSEHOODS: Final = {"false": False, "False": False, "FALSE": False, "0": False}
_WORDS: Final = _TRUTHS | _FALSEHOODS


def text_of(value: Value) -> str | None:
    """The value as text; numbers in plain notation without idle zeros. None of lists, objects and nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and isfinite(value):
        return _plain(Decimal(repr(value)))
    return None


def number_of(value: Value) -> Number | None:
    """The value as an exact number, also when it is written as text; None when it is none."""
    if isinstance(value, str):
        return _read_number(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and isfinite(value):
        return Decimal(repr(value))  # as the database keeps it: the shortest text that is this float
    return None


def moment_of(value: Value) -> int | None:
    """The moment in microseconds since 1970 (UTC), or None.

    Reads RFC 3339, a date (its midnight in UTC), a moment without offset (as UTC), and numbers: below
    10^11 seconds since 1970, above milliseconds. Fractions are cut to microseconds. Years 1000 to 9999.
    """
    if isinstance(value, str) and len(value) <= MAX_LENGTH and (parts := _MOMENT.fullmatch(value)):
        return _assemble(parts.groups())
    number = number_of(value)
    if number is None or not -MILLISECONDS_BELOW < number < MILLISECONDS_BELOW:
        return None
    unit = SECOND if -SECONDS_BELOW < number < SECONDS_BELOW else 1000
    moment = int(_WIDE.multiply(Decimal(number), Decimal(unit)))
    return moment if EARLIEST <= moment < LATEST else None


def day_of(value: Value) -> date | None:
    """The calendar date as it is written; that of a number is the one in UTC."""
    moment = moment_of(value)
    if moment is None:
        return None
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return date.fromisoformat(value.strip(WHITE)[:10])
    return date.fromordinal(moment // DAY + _EPOCH)


def is_date_only(value: Value) -> bool:
    """Whether the value is a text such as 2026-11-20, without a time of day."""
    return (
        isinstance(value, str)
        and len(value) <= MAX_LENGTH
        and _DATE_ONLY.fullmatch(value.strip(WHITE)) is not None
    )


def truth_of(value: Value) -> bool | None:
    """The value as yes or no: booleans, 1 and 0, and the texts true, false, 1 and 0; else None."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _WORDS.get(value.strip(WHITE))
    if isinstance(value, int | float) and value in (0, 1):
        return value == 1
    return None


def texts_of(value: Value) -> list[str] | None:
    """The texts of a list's elements, those without text left out; None when it is no list."""
    if not isinstance(value, list):
        return None
    return [text for text in map(text_of, value) if text is not None]


def is_empty(value: Value) -> bool:
    """Whether there is nothing: missing, null, white space only, an empty list or object."""
    if isinstance(value, str):
        return not value.strip(WHITE)
    return value is MISSING or value is None or value == [] or value == {}


def exact(number: int | float) -> Number:
    """A setting as the number that its text says."""
    return number if isinstance(number, int) else Decimal(repr(number))


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment."""
    return (moment - _BEGINNING) // _MICROSECOND


def day_start(day: date) -> int:
    """Microseconds since 1970 at which the day begins in UTC."""
    return (day.toordinal() - _EPOCH) * DAY


def json_forms(text: str, *, quoted: str) -> Sequence[str]:
    """JSON texts of the scalars whose text this is; `quoted` is the JSON of the text itself."""
    bare = text in ("true", "false") or _CANONICAL_NUMBER.fullmatch(text) is not None
    return (quoted, text) if bare else (quoted,)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _read_number(text: str) -> Number | None:
    if len(text) > MAX_LENGTH or _NUMBER.fullmatch(text) is None:
        return None
    bare = text.strip(WHITE)
    return int(bare) if bare.isdigit() else Decimal(bare)


def _assemble(parts: Sequence[str | None]) -> int | None:
    year, month, day, hour, minute, second, fraction, offset = parts
    try:
        start = day_start(date(int(year or 0), int(month or 0), int(day or 0)))
    except ValueError:  # the 30th of February
        return None
    seconds = (int(hour or 0) * 60 + int(minute or 0)) * 60 + int(second or 0) - _offset(offset)
    return start + seconds * SECOND + int((fraction or "0")[:6].ljust(6, "0"))


def _offset(offset: str | None) -> int:
    if offset is None or offset in "Zz":
        return 0
    seconds = (int(offset[1:3]) * 60 + int(offset[-2:])) * 60
    return -seconds if offset[0] == "-" else seconds
