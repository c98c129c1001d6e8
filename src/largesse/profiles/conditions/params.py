"""Conditions on the params of one event."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from largesse.core.storable import Name
from largesse.profiles.conditions.operators import Operator
from largesse.profiles.conditions.places import Arguments, MemberPlace
from largesse.profiles.conditions.values import MISSING

Params = Mapping[str, JsonValue]


class ParamCondition(BaseModel):
    """A test of one param of an event, found by its whole name, dots included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str] = "Param"

    name: Name = Field(
        description="Name of the param, as flat as the event has it: `body.data.activeCount`.",
        examples=["voucherCount"],
    )
    test: Operator = Field(description="What its value must be.")

    def matches(self, params: Params, now: datetime) -> bool:
        """Whether the param meets the test."""
        return self.test.matches(params.get(self.name, MISSING), now)

    def sql(self, container: str, args: Arguments, now: datetime) -> str:
        """The same over a jsonb expression of all params."""
        return self.test.sql(MemberPlace(container, self.name, args), args, now)


def compile_params(conditions: Sequence[ParamCondition]) -> Callable[[Params, datetime], bool]:
    """A function that tells of an event's params whether they meet every condition; made to be called often.

    Its second argument is the moment, aware, in the time zone whose days "today" means.
    """
    tests = tuple((condition.name, condition.test.matches) for condition in conditions)

    def meets_all(params: Params, now: datetime) -> bool:
        for name, matches in tests:  # noqa: SIM110  all() over a generator takes twice the time
            if not matches(params.get(name, MISSING), now):
                return False
        return True

    return meets_all
