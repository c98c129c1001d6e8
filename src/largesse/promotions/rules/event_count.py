"""How often the customer did something."""

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.events.schemas import EventName
from largesse.promotions.facts import Facts
from largesse.promotions.needs import Need, NeedEvents
from largesse.promotions.rules.ranges import CountedRule
from largesse.promotions.rules.rule import Group
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, Verdict


class EventCount(CountedRule):
    """The customer did something so often, by the log of events: ever, or lately.

    With `multiple_of` it is good at every so many times: at the fifth visit, the tenth, and so on.
    """

    title: ClassVar[str] = "Number of events"
    group: ClassVar[Group] = "customer"
    sentence: ClassVar[str] = (
        "{event} happened[ {at_least} times or more][ {at_most} times or less][ just {exactly} times]"
        "[ a multiple of {multiple_of} times][ in the last {days} days]"
    )
    reason: ClassVar[str] = "customer_rule_failed"

    type: Literal["event_count"] = "event_count"
    event: EventName = Field(description="Name of the event.")
    days: StrictInt | None = Field(
        default=None, ge=1, le=3660, description="In the last so many days of 24 hours; null: ever."
    )

    def needs(self) -> Iterator[Need]:
        yield self._need

    def number(self, facts: Facts) -> int | Verdict:
        if facts.customer_id is None:
            return CUSTOMER_REQUIRED
        return facts.find(self._need, int, 0)

    @cached_property
    def _need(self) -> NeedEvents:
        return NeedEvents(self.event, self.days)
