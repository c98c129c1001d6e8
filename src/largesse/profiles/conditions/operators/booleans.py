"""Tests of yes and no; true, 1 and their texts count as yes."""

from datetime import datetime
from typing import ClassVar, Literal

from largesse.profiles.conditions.operators.operator import ValueOperator
from largesse.profiles.conditions.places import Arguments, Place
from largesse.profiles.conditions.values import Value, truth_of


class BooleanTrue(ValueOperator):
    """The value is true, 1, or one of the texts `true` and `1`."""

    title: ClassVar[str] = "Is true (Boolean)"

    operator: Literal["boolean_true"] = "boolean_true"

    def matches(self, value: Value, now: datetime) -> bool:  # noqa: ARG002
        return truth_of(value) is True

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:  # noqa: ARG002
        return f"profiles_truth({place.json})"


class BooleanFalse(ValueOperator):
    """The value is false, 0, or one of the texts `false` and `0`."""

    title: ClassVar[str] = "Is false (Boolean)"

    operator: Literal["boolean_false"] = "boolean_false"

    def matches(self, value: Value, now: datetime) -> bool:  # noqa: ARG002
        return truth_of(value) is False

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:  # noqa: ARG002
        return f"not profiles_truth({place.json})"
