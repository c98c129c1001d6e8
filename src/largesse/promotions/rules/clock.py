"""Days of the week, days and times of day, as rules of time have them."""

import re
from datetime import date, datetime
from typing import Annotated, Final, Literal, get_args

from pydantic import BeforeValidator, Field

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: Final[tuple[str, ...]] = get_args(Weekday)
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

TimeOfDay = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="On a wall clock.")]


def _check_day(value: object) -> object:
    """A number, or a moment, would be read as a day too: which one depends on where you stand."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    msg = "must be a day such as 2027-03-01"
    raise ValueError(msg)


Day = Annotated[date, BeforeValidator(_check_day)]


def minutes_of(time_of_day: str) -> int:
    """Minutes since midnight."""
    hours, minutes = time_of_day.split(":")
    return int(hours) * 60 + int(minutes)
