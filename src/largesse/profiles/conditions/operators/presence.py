"""Tests whether there is anything at all."""

from datetime import datetime
from typing import ClassVar, Literal

from largesse.profiles.conditions.operators.operator import ValueOperator
from largesse.profiles.conditions.places import Arguments, Place
from largesse.profiles.conditions.values import Value, is_empty


class Empty(ValueOperator):
    """There is nothing: no such value, null, only white space, an empty list or object."""

    title: ClassVar[str] = "Is empty"

    operator: Literal["empty"] = "empty"

    def matches(self, value: Value, now: datetime) -> bool:  # noqa: ARG002
        return is_empty(value)

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:  # noqa: ARG002
        return f"profiles_is_empty({place.json})"


class NotEmpty(ValueOperator):
    """There is something."""

    title: ClassVar[str] = "Is not empty"

    operator: Literal["not_empty"] = "not_empty"

    def matches(self, value: Value, now: datetime) -> bool:  # noqa: ARG002
        return not is_empty(value)

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:  # noqa: ARG002
        return f"not profiles_is_empty({place.json})"
