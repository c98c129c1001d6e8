"""Moments and spans of time as they cross the wire: texts of RFC 3339 and ISO 8601, never bare numbers."""

from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, PlainSerializer, WithJsonSchema


def _check_text(value: object) -> object:
    """A number would be read as seconds since 1970: what was meant is anybody's guess."""
    if isinstance(value, int | float) or (isinstance(value, str) and _is_number(value)):
        msg = "must be a text such as 2027-03-01T12:00:00Z (a moment) or P30D (a span), not a number"
        raise ValueError(msg)
    return value


def _is_number(value: str) -> bool:
    try:
        float(value)
    except ValueError:
        return False
    return True


def _check_whole(span: timedelta) -> timedelta:
    if span.microseconds:
        msg = "must be whole seconds"
        raise ValueError(msg)
    return span


def write_span(span: timedelta) -> str:
    """A positive span in days and hours, such as P30D or P1DT0H20M, as RFC 3339 (appendix A) has it.

    Never in years or months, which everybody takes for another number of days.
    """
    minutes, seconds = divmod(span.seconds, 60)
    hours, minutes = divmod(minutes, 60)
    clock = (
        f"T{hours}H{minutes}M{seconds}S" if seconds else f"T{hours}H{minutes}M" if minutes else f"T{hours}H"
    )
    days = f"{span.days}D" if span.days else ""
    return f"P{days}{clock if span.seconds or not span.days else ''}"


Moment = Annotated[AwareDatetime, BeforeValidator(_check_text)]
Span = Annotated[
    timedelta,
    BeforeValidator(_check_text),
    AfterValidator(_check_whole),
    PlainSerializer(write_span, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "format": "duration", "examples": ["P30D"]}),
]
