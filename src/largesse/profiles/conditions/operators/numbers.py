"""Tests of numbers, exact; a number written as text counts, so that what a template rendered compares."""

from abc import abstractmethod
from datetime import datetime
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StrictFloat, StrictInt, model_validator

from largesse.profiles.conditions.operators.operator import ValueOperator
from largesse.profiles.conditions.places import Arguments, Place
from largesse.profiles.conditions.values import Number, Value, exact, number_of

Setting = Annotated[StrictInt | StrictFloat, Field(ge=-1e18, le=1e18)]


class NumberOperator(ValueOperator):
    """A test that only a number can meet."""

    def matches(self, value: Value, now: datetime) -> bool:  # noqa: ARG002
        number = number_of(value)
        return number is not None and self.holds(number)

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:  # noqa: ARG002
        return self.compare(f"profiles_number({place.json})", args)

    @abstractmethod
    def holds(self, number: Number) -> bool:
        """Whether the number meets the test."""

    @abstractmethod
    def compare(self, number: str, args: Arguments) -> str:
        """The same as SQL over a numeric expression, which is null where there is no number."""


class NumberComparison(NumberOperator):
    """A test against one number."""

    value: Setting = Field(description="The number to compare with.")

    @cached_property
    def bound(self) -> Number:
        """The setting, exactly as it was written."""
        return exact(self.value)


class NumberEqual(NumberComparison):
    """The number is this one, however it is written."""

    title: ClassVar[str] = "Equal (Number)"

    operator: Literal["number_equal"] = "number_equal"

    def holds(self, number: Number) -> bool:
        return number == self.bound

    def compare(self, number: str, args: Arguments) -> str:
        return f"{number} = {args.add(self.bound, 'numeric')}"


class NumberNotEqual(NumberComparison):
    """There is a number, and it is another one."""

    title: ClassVar[str] = "Not equal (Number)"

    operator: Literal["number_not_equal"] = "number_not_equal"

    def holds(self, number: Number) -> bool:
        return number != self.bound

    def compare(self, number: str, args: Arguments) -> str:
        return f"{number} <> {args.add(self.bound, 'numeric')}"


class NumberLessThan(NumberComparison):
    """The number is less than this one."""

    title: ClassVar[str] = "Less than (Number)"

    operator: Literal["number_less_than"] = "number_less_than"

    def holds(self, number: Number) -> bool:
        return number < self.bound

    def compare(self, number: str, args: Arguments) -> str:
        return f"{number} < {args.add(self.bound, 'numeric')}"


class NumberLessOrEqual(NumberComparison):
    """The number is this one or less."""

    title: ClassVar[str] = "Less than or equal (Number)"

    operator: Literal["number_less_or_equal"] = "number_less_or_equal"

    def holds(self, number: Number) -> bool:
        return number <= self.bound

    def compare(self, number: str, args: Arguments) -> str:
        return f"{number} <= {args.add(self.bound, 'numeric')}"


class NumberMoreThan(NumberComparison):
    """The number is more than this one."""

    title: ClassVar[str] = "More than (Number)"

    operator: Literal["number_more_than"] = "number_more_than"

    def holds(self, number: Number) -> bool:
        return number > self.bound

    def compare(self, number: str, args: Arguments) -> str:
        return f"{number} > {args.add(self.bound, 'numeric')}"


class NumberMoreOrEqual(NumberComparison):
    """The number is this one or more."""

    title: ClassVar[str] = "More than or equal (Number)"

    operator: Literal["number_more_or_equal"] = "number_more_or_equal"

    def holds(self, number: Number) -> bool:
        return number >= self.bound

    def compare(self, number: str, args: Arguments) -> str:
        return f"{number} >= {args.add(self.bound, 'numeric')}"


class NumberBetween(NumberOperator):
    """The number is in a range, both ends included."""

    title: ClassVar[str] = "Between (Number)"

    operator: Literal["number_between"] = "number_between"
    minimum: Setting = Field(description="The least number in the range.")
    maximum: Setting = Field(description="The greatest number in the range.")

    @model_validator(mode="after")
    def _is_a_range(self) -> "NumberBetween":
        if self.maximum < self.minimum:
            msg = "`maximum` must not be less than `minimum`"
            raise ValueError(msg)
        return self

    def holds(self, number: Number) -> bool:
        least, greatest = self._bounds
        return least <= number <= greatest

    def compare(self, number: str, args: Arguments) -> str:
        least, greatest = (args.add(bound, "numeric") for bound in self._bounds)
        return f"{number} between {least} and {greatest}"

    @cached_property
    def _bounds(self) -> tuple[Number, Number]:
        return exact(self.minimum), exact(self.maximum)
