"""Moments: a number is milliseconds since 1970, a text is ISO 8601; without an offset it is UTC."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.values import as_text, describe, number, numeric

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def moment(value: object) -> datetime:
    """The moment that a value is or spells; raises TemplateError when it is none."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    if numeric(value) is not None:
        return of_milliseconds(value)
    try:
        found = datetime.fromisoformat(as_text(value).strip())
    except ValueError as error:
        raise TemplateError(f"{describe(value)} is no moment: write it as 2027-03-01T12:00:00Z") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def of_milliseconds(value: object) -> datetime:
    """The moment so many milliseconds after 1970 began; raises TemplateError beyond the calendar."""
    try:
        return EPOCH + timedelta(milliseconds=number(value))
    except OverflowError as error:
        raise TemplateError(f"{describe(value)} is no moment: numbers are milliseconds since 1970") from error
