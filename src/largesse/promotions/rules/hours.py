"""At which hours of the day."""

from functools import cached_property
from typing import ClassVar, Final, Literal

from pydantic import Field, model_validator

from largesse.promotions.facts import Facts
from largesse.promotions.rules.clock import WEEKDAYS, TimeOfDay, Weekday, minutes_of
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed

EVERY_DAY: Final = frozenset(range(7))


class Hours(Rule):
    """The time of day, on the wall clock of the promotion's time zone, is from one time to before another.

    Hours may cross midnight: from 22:00 to 06:00. Then `days` are those on which they begin. When clocks
    go back, an hour that comes twice counts twice; one that is left out in spring does not come.
    """

    title: ClassVar[str] = "Hours of the day"
    group: ClassVar[Group] = "time"
    sentence: ClassVar[str] = "From {starts_at} to {ends_at}[ on {days}]"

    type: Literal["hours"] = "hours"
    starts_at: TimeOfDay = Field(description="The first minute, such as `18:00`.")
    ends_at: TimeOfDay = Field(description="The minute after the last; `00:00` is the end of the day.")
    days: tuple[Weekday, ...] = Field(
        default=(), max_length=7, description="Days on which the hours begin; every day unless you say."
    )

    @model_validator(mode="after")
    def _is_a_stretch(self) -> "Hours":
        if self.starts_at == self.ends_at:
            msg = "`ends_at` must differ from `starts_at`; for whole days leave this rule out"
            raise ValueError(msg)
        return self

    def check(self, facts: Facts) -> Verdict:
        now = facts.local
        minute = now.hour * 60 + now.minute
        start, end, days = self._window
        if start <= minute and (minute < end or end < start):
            begun = now.weekday()
        elif minute < end < start:
            begun = (now.weekday() - 1) % 7
        else:
            return self._refuse(f"{now:%H:%M}")
        return PASSED if begun in days else self._refuse(f"{WEEKDAYS[now.weekday()]} {now:%H:%M}")

    @cached_property
    def _window(self) -> tuple[int, int, frozenset[int]]:
        days = frozenset(WEEKDAYS.index(day) for day in self.days) or EVERY_DAY
        return minutes_of(self.starts_at), minutes_of(self.ends_at), days

    def _refuse(self, observed: str) -> Verdict:
        days = f" on {', '.join(self.days)}" if self.days else ""
        return failed(
            "outside_time_window", observed=observed, needed=f"{self.starts_at} to {self.ends_at}{days}"
        )
