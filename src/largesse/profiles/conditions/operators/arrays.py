"""Tests of lists; their elements are compared by their texts."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from largesse.profiles.conditions.operators.operator import ValueOperator
from largesse.profiles.conditions.operators.strings import Text
from largesse.profiles.conditions.places import Arguments, Place
from largesse.profiles.conditions.values import Value, texts_of

Elements = Annotated[tuple[Text, ...], Field(min_length=1, max_length=100)]


class ArrayContains(ValueOperator):
    """The value is a list, and this is one of its elements."""

    title: ClassVar[str] = "Contains (Array)"

    operator: Literal["array_contains"] = "array_contains"
    value: Text = Field(description="The element.")

    def matches(self, value: Value, now: datetime) -> bool:  # noqa: ARG002
        return self.value in (texts_of(value) or ())

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:  # noqa: ARG002
        return place.holds_any([self.value], args)


class ArrayContainsAny(ValueOperator):
    """The value is a list with at least one of these elements."""

    title: ClassVar[str] = "Contains any (Array)"

    operator: Literal["array_contains_any"] = "array_contains_any"
    values: Elements = Field(description="The elements.")

    def matches(self, value: Value, now: datetime) -> bool:  # noqa: ARG002
        return not set(self.values).isdisjoint(texts_of(value) or ())

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:  # noqa: ARG002
        return place.holds_any(self.values, args)


class ArrayContainsAll(ValueOperator):
    """The value is a list with all of these elements."""

    title: ClassVar[str] = "Contains all (Array)"

    operator: Literal["array_contains_all"] = "array_contains_all"
    values: Elements = Field(description="The elements.")

    def matches(self, value: Value, now: datetime) -> bool:  # noqa: ARG002
        return set(self.values) <= set(texts_of(value) or ())

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:  # noqa: ARG002
        return place.holds_all(self.values, args)
