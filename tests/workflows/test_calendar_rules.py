"""What a schedule may say, how it refuses what it cannot mean, and how it is read aloud."""

import pytest
from pydantic import TypeAdapter, ValidationError

from largesse.workflows.calendar import MAX_COUNT, Schedule

SCHEDULES: TypeAdapter[Schedule] = TypeAdapter(Schedule)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"zone": "Europe/Krakow"}, "no time zone 'Europe/Krakow'"),
        ({"zone": "../../etc/passwd"}, "IANA name"),
        ({"zone": "Europe"}, "IANA name"),
        ({"zone": "UTC\x00"}, "IANA name"),
        ({"times_of_day": ["7:00"]}, "HH:MM"),
        ({"times_of_day": ["24:00"]}, "HH:MM"),
        ({"times_of_day": ["07:00:00"]}, "at most|HH:MM"),
        ({"times_of_day": ["\u0660\u0667:\u0660\u0660"]}, "HH:MM"),
        ({"weekdays": ["monday"]}, "`weekdays` goes with the unit weeks, not with days"),
        ({"days_of_month": [1]}, "`days_of_month` goes with the unit months"),
        ({"unit": "months", "days_of_month": [32]}, "less than or equal to 31"),
        ({"unit": "weeks", "weekdays": ["funday"]}, "'monday'"),
        ({"unit": "hours", "times_of_day": ["07:00"]}, "days or weeks or months, not with hours"),
        ({"unit": "seconds"}, "'minutes'"),
        ({"count": 0}, "greater than or equal to 1"),
        ({"count": MAX_COUNT + 1}, "less than or equal to"),
        ({"count": True}, "valid integer"),
        ({"begin_at": "2026-03-01T07:00Z"}, "without offset"),
        ({"begin_at": 1_772_348_400}, "must be a text such as"),
        ({"begin_at": "1772348400"}, "must be a text such as"),
        ({"begin_at": "9999-12-31T23:59"}, "its year must be"),
        ({"begin_at": "2026-02-29T07:00"}, "day value is outside"),
        ({"begin_at": "2026-03-02", "end_at": "2026-03-01"}, "lies before `begin_at`"),
        ({"cron": "* * * * *"}, "Extra inputs"),
    ],
)
def test_a_rule_that_cannot_run_says_why(wrong: dict[str, object], told: str) -> None:
    rule = {"type": "every", "unit": "days", "zone": "Europe/Warsaw", **wrong}
    with pytest.raises(ValidationError, match=told):
        SCHEDULES.validate_python(rule)


def test_a_local_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="add `zone`"):
        SCHEDULES.validate_python({"type": "at", "at": "2026-03-01T07:00"})


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"type": "now"}, "once, as soon as it is published"),
        (
            {"type": "at", "at": "2027-03-01T07:00", "zone": "Europe/Warsaw"},
            "once on 1 March 2027 at 07:00 (Europe/Warsaw)",
        ),
        (
            {"type": "at", "at": "2027-03-01T06:00:00Z", "zone": "Europe/Warsaw"},
            "once on 1 March 2027 at 07:00 (Europe/Warsaw)",
        ),
        (
            {"type": "every", "unit": "days", "times_of_day": ["07:00"], "zone": "Europe/Warsaw"},
            "every day at 07:00 (Europe/Warsaw)",
        ),
        (
            {"type": "every", "unit": "minutes", "count": 15, "zone": "UTC"},
            "every 15 minutes from publication on (UTC)",
        ),
        (
            {
                "type": "every",
                "unit": "weeks",
                "count": 2,
                "weekdays": ["friday", "monday"],
                "times_of_day": ["19:00", "07:00"],
                "zone": "UTC",
                "begin_at": "2027-03-01",
                "end_at": "2027-12-31",
            },
            "every 2 weeks on Monday and Friday at 07:00 and 19:00 (UTC), "
            "from 1 March 2027 at 00:00, until 31 December 2027 at 23:59",
        ),
        (
            {
                "type": "every",
                "unit": "months",
                "days_of_month": [31],
                "times_of_day": ["07:00"],
                "zone": "UTC",
            },
            "every month on day 31 (or the month's last day) at 07:00 (UTC)",
        ),
        (
            {"type": "every", "unit": "weeks", "zone": "UTC"},
            "every week on the weekday of publication at the time of publication (UTC)",
        ),
    ],
)
def test_a_schedule_is_said_in_words(rule: dict[str, object], words: str) -> None:
    assert SCHEDULES.validate_python(rule).in_words() == words
