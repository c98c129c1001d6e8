"""Tests of moments and dates, to the microsecond.

Moments are read from RFC 3339 texts, dates (midnight in UTC), and seconds or milliseconds since 1970. What is
"today" is the date of the `now` handed in, in the time zone it carries.
"""

from abc import abstractmethod
from calendar import isleap
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, StrictInt, model_validator

from largesse.core.moments import Moment
from largesse.profiles.conditions.operators.operator import ValueOperator
from largesse.profiles.conditions.places import Arguments, Place
from largesse.profiles.conditions.values import (
    DAY,
    WHITE,
    Value,
    day_of,
    day_start,
    is_date_only,
    microseconds,
    moment_of,
)

HOUR: Final = DAY // 24

When = Moment | date
Amount = Annotated[StrictInt, Field(ge=1, le=36_500)]
Unit = Literal["days", "hours"]


class DateOperator(ValueOperator):
    """A test whether a moment is in a stretch of time."""

    def matches(self, value: Value, now: datetime) -> bool:
        moment = moment_of(value)
        if moment is None:
            return False
        start, end = self.stretch(now)
        return (start is None or start <= moment) and (end is None or moment < end)

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:
        moment = f"profiles_moment({place.json})"
        start, end = self.stretch(now)
        if start is None:
            return f"{moment} < {args.add(end, 'bigint')}"
        if end is None:
            return f"{moment} >= {args.add(start, 'bigint')}"
        return f"{moment} between {args.add(start, 'bigint')} and {args.add(end - 1, 'bigint')}"

    @abstractmethod
    def stretch(self, now: datetime) -> tuple[int | None, int | None]:
        """From when to before when, in microseconds since 1970; None is open."""


class DateBefore(DateOperator):
    """The moment is before this one; before a date: before it begins in UTC."""

    title: ClassVar[str] = "Before (Date)"

    operator: Literal["date_before"] = "date_before"
    value: When = Field(description="A moment or a date.")

    def stretch(self, now: datetime) -> tuple[int | None, int | None]:  # noqa: ARG002
        return None, _start(self.value)


class DateAfter(DateOperator):
    """The moment is after this one; after a date: after it has ended in UTC."""

    title: ClassVar[str] = "After (Date)"

    operator: Literal["date_after"] = "date_after"
    value: When = Field(description="A moment or a date.")

    def stretch(self, now: datetime) -> tuple[int | None, int | None]:  # noqa: ARG002
        return _end(self.value), None


class DateBetween(DateOperator):
    """The moment is between these two, both included; a date stands for its whole day in UTC."""

    title: ClassVar[str] = "Between (Date)"

    operator: Literal["date_between"] = "date_between"
    start: When = Field(description="The first moment or date.")
    end: When = Field(description="The last moment or date.")

    @model_validator(mode="after")
    def _is_a_stretch(self) -> "DateBetween":
        if _end(self.end) <= _start(self.start):
            msg = "`end` must not be before `start`"
            raise ValueError(msg)
        return self

    def stretch(self, now: datetime) -> tuple[int | None, int | None]:  # noqa: ARG002
        return self._ends

    @cached_property
    def _ends(self) -> tuple[int, int]:
        return _start(self.start), _end(self.end)


class DateInLast(DateOperator):
    """The moment is in the last so many days or hours, up to now. A day is 24 hours."""

    title: ClassVar[str] = "In the last (Date)"

    operator: Literal["date_in_last"] = "date_in_last"
    amount: Amount = Field(description="How many.")
    unit: Unit = Field(default="days", description="Days of 24 hours, or hours.")

    def stretch(self, now: datetime) -> tuple[int | None, int | None]:
        at = microseconds(now)
        return at - self.amount * _length(self.unit), at + 1


class DateInNext(DateOperator):
    """The moment is in the next so many days or hours, after now. A day is 24 hours."""

    title: ClassVar[str] = "In the next (Date)"

    operator: Literal["date_in_next"] = "date_in_next"
    amount: Amount = Field(description="How many.")
    unit: Unit = Field(default="days", description="Days of 24 hours, or hours.")

    def stretch(self, now: datetime) -> tuple[int | None, int | None]:
        at = microseconds(now)
        return at + 1, at + self.amount * _length(self.unit) + 1


class DateToday(ValueOperator):
    """The moment is today in the workspace's time zone; a date without a time is taken as it is written."""

    title: ClassVar[str] = "Is today (Date)"
    local: ClassVar[bool] = True

    operator: Literal["date_today"] = "date_today"

    def matches(self, value: Value, now: datetime) -> bool:
        if is_date_only(value) and isinstance(value, str):
            return value.strip(WHITE) == now.date().isoformat()
        moment = moment_of(value)
        if moment is None:
            return False
        start, end = _local_day(now)
        return start <= moment < end

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:
        start, end = _local_day(now)
        return (
            f"profiles_is_today({place.json}, {args.add(now.date().isoformat(), 'text')},"
            f" {args.add(start, 'bigint')}, {args.add(end, 'bigint')})"
        )


class DateAnniversary(ValueOperator):
    """Today, in the workspace's time zone, is a later year's same day: a birthday.

    The 29th of February is celebrated on the 28th in other years.
    """

    title: ClassVar[str] = "Anniversary is today (Date)"
    local: ClassVar[bool] = True

    operator: Literal["date_anniversary"] = "date_anniversary"

    def matches(self, value: Value, now: datetime) -> bool:
        day = day_of(value)
        today = now.date()
        return day is not None and day.year < today.year and day.strftime("%m-%d") in _celebrated(today)

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:
        today = now.date()
        days = args.add(_celebrated(today), "text[]")
        return f"profiles_is_anniversary({place.json}, {days}, {args.add(today.year, 'int')})"


def _start(when: datetime | date) -> int:
    return microseconds(when) if isinstance(when, datetime) else day_start(when)


def _end(when: datetime | date) -> int:
    """The first microsecond after it."""
    return microseconds(when) + 1 if isinstance(when, datetime) else day_start(when) + DAY


def _length(unit: Unit) -> int:
    return DAY if unit == "days" else HOUR


def _local_day(now: datetime) -> tuple[int, int]:
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    following = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return microseconds(midnight), microseconds(following)


def _celebrated(today: date) -> list[str]:
    short = today.month == 2 and today.day == 28 and not isleap(today.year)
    return [today.strftime("%m-%d"), *(["02-29"] if short else [])]
