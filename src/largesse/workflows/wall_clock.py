"""Times as a clock on the wall shows them: how they are read, and which moment they mean in a zone."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

_YEARS: Final = range(1970, 2201)
_TIME_OF_DAY: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_NUMBER: Final = re.compile(r"\s*[-+]?[0-9.]+\s*", re.ASCII)


def _check_text(value: object) -> object:
    """A number would be read as seconds since 1970: what was meant is anybody's guess."""
    if isinstance(value, datetime) or (isinstance(value, str) and not _NUMBER.fullmatch(value)):
        return value
    msg = "must be a text such as 2027-03-01T07:00"
    raise ValueError(msg)


def _read_end(value: object) -> object:
    """A date alone ends with its last minute, so that the day itself still counts."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return f"{value}T23:59"
    return _check_text(value)


def _check_year(moment: datetime) -> datetime:
    if moment.year not in _YEARS:
        msg = f"its year must be from {_YEARS[0]} to {_YEARS[-1]}, not {moment.year}"
        raise ValueError(msg)
    return moment


def _check_local(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        msg = "must be a local time without offset, such as 2027-03-01T07:00; `zone` says where it is read"
        raise ValueError(msg)
    return _check_year(moment)


def _check_time_of_day(value: str) -> str:
    if not _TIME_OF_DAY.fullmatch(value):
        msg = f"{value[:20]!r} is not a time of day; write HH:MM from 00:00 to 23:59, such as 07:00"
        raise ValueError(msg)
    return value


_LOCAL_SCHEMA: Final = WithJsonSchema({"type": "string", "examples": ["2027-03-01T07:00:00"]})
MomentOrLocal = Annotated[
    datetime, BeforeValidator(_check_text), AfterValidator(_check_year), Field(examples=["2027-03-01T07:00"])
]
BeginAt = Annotated[datetime, BeforeValidator(_check_text), AfterValidator(_check_local), _LOCAL_SCHEMA]
EndAt = Annotated[datetime, BeforeValidator(_read_end), AfterValidator(_check_local), _LOCAL_SCHEMA]
TimeOfDay = Annotated[str, AfterValidator(_check_time_of_day), Field(max_length=20, examples=["07:00"])]


def to_instant(local: datetime, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, that a wall-clock time without offset means in the zone.

    A time that the zone skips is the first moment after the gap; one that it shows twice is the first.
    """
    instant = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(fold=0):
        return instant
    # PEP 495: in a gap, fold=1 reads the time by the offset after it and so lands before the gap, and fold=0
    # by the offset before it and so lands after: the change lies between the two.
    before = local.replace(tzinfo=zone, fold=1, microsecond=0).astimezone(UTC)
    behind = instant.replace(microsecond=0) + timedelta(seconds=1)
    offset = behind.astimezone(zone).utcoffset()
    while behind - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(behind - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset:
            behind = middle
        else:
            before = middle
    return behind
