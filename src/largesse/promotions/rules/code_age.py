"""How old the code may be."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar, Final, Literal

from pydantic import Field, StrictBool, model_validator

from largesse.core.moments import Span
from largesse.promotions.facts import Facts
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import PASSED, Verdict, failed

LONGEST: Final = timedelta(days=36_500)


class CodeAge(Rule):
    """The code is good for so long after it was made, or after it was assigned to its customer.

    A code that is not assigned has no time to count from, and does not pass.
    """

    title: ClassVar[str] = "Age of the code"
    group: ClassVar[Group] = "code"
    sentence: ClassVar[str] = "Good for {lasts} after the code was {since}[, not before {waits} have passed]"

    type: Literal["code_age"] = "code_age"
    since: Literal["created", "assigned"] = Field(
        default="assigned", description="What the time counts from."
    )
    lasts: Span = Field(
        gt=timedelta(), le=LONGEST, description="How long it is good, such as `P30D`; days have 24 hours."
    )
    waits: Span | None = Field(
        default=None, ge=timedelta(), le=LONGEST, description="How long it is not good yet."
    )
    whole_days: StrictBool = Field(
        default=False,
        description="It stays good until the midnight that follows, in the promotion's time zone.",
    )

    @model_validator(mode="after")
    def _is_ever_good(self) -> "CodeAge":
        if self.waits is not None and self.waits >= self.lasts:
            msg = "`waits` must be shorter than `lasts`: the code would never be good"
            raise ValueError(msg)
        return self

    def check(self, facts: Facts) -> Verdict:
        code = facts.code
        if code is None:
            return failed("code_not_found", needed="a code")
        start = code.created_at if self.since == "created" else code.assigned_at
        if start is None:
            return failed("not_assigned", observed=code.code)
        if self.waits is not None and facts.now < start + self.waits:
            return failed("code_not_started", observed=_show(facts.now), needed=_show(start + self.waits))
        end = self._end(start, facts)
        return (
            PASSED
            if facts.now < end
            else failed("code_expired", observed=_show(facts.now), needed=f"before {_show(end)}")
        )

    def _end(self, start: datetime, facts: Facts) -> datetime:
        end = start + self.lasts
        if not self.whole_days:
            return end
        local = end.astimezone(facts.zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
        return (midnight + timedelta(days=1)).astimezone(UTC) if local != midnight else end


def _show(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
