"""Moments and spans on the wire: texts that mean one thing."""

from datetime import timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from largesse.core.moments import Moment, Span

MOMENT: TypeAdapter[Moment] = TypeAdapter(Moment)
SPAN: TypeAdapter[Span] = TypeAdapter(Span)


@pytest.mark.parametrize(
    "value", [0, 1.5, True, "0", "1700000000", "-5", "1e9", "1.2e-48", "nan", "2027-03-01T12:00:00", "soon"]
)
def test_a_number_or_a_moment_without_a_zone_is_no_moment(value: object) -> None:
    with pytest.raises(ValidationError):
        MOMENT.validate_python(value)


@pytest.mark.parametrize("value", [5, "5", 1.5, "PT0.5S"])
def test_a_bare_number_is_no_span(value: object) -> None:
    with pytest.raises(ValidationError):
        SPAN.validate_python(value)


@pytest.mark.parametrize(
    ("span", "text"),
    [
        (timedelta(days=30), "P30D"),
        (timedelta(days=420), "P420D"),
        (timedelta(hours=36), "P1DT12H"),
        (timedelta(minutes=20), "PT0H20M"),
        (timedelta(days=1, seconds=13), "P1DT0H0M13S"),
    ],
)
def test_a_span_is_written_in_days_and_read_back_as_itself(span: timedelta, text: str) -> None:
    assert SPAN.dump_python(span, mode="json") == text
    assert SPAN.validate_python(text) == span
