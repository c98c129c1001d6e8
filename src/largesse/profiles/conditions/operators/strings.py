"""Tests of texts; numbers and booleans count as the text they are written as. Case matters."""

import re
from abc import abstractmethod
from datetime import datetime
from functools import cached_property
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, field_validator

from largesse.profiles.conditions.operators.operator import ValueOperator
from largesse.profiles.conditions.places import Arguments, Place
from largesse.profiles.conditions.values import Value, text_of

MAX_STARS: Final = 10

Text = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00]+$")]
Texts = Annotated[tuple[Text, ...], Field(min_length=1, max_length=1000)]


class StringOperator(ValueOperator):
    """A test that only a value with a text can meet."""

    def matches(self, value: Value, now: datetime) -> bool:  # noqa: ARG002
        text = text_of(value)
        return text is not None and self.holds(text)

    def sql(self, place: Place, args: Arguments, now: datetime) -> str:  # noqa: ARG002
        return self.compare(place, args)

    @abstractmethod
    def holds(self, text: str) -> bool:
        """Whether the text meets the test."""

    @abstractmethod
    def compare(self, place: Place, args: Arguments) -> str:
        """The same as SQL; null where there is no text."""


class StringEqual(StringOperator):
    """The text is exactly this one."""

    title: ClassVar[str] = "Equal (String)"

    operator: Literal["string_equal"] = "string_equal"
    value: Text = Field(description="The text.")

    def holds(self, text: str) -> bool:
        return text == self.value

    def compare(self, place: Place, args: Arguments) -> str:
        return place.equals_any([self.value], args)


class StringNotEqual(StringOperator):
    """There is a text, and it is another one."""

    title: ClassVar[str] = "Not equal (String)"

    operator: Literal["string_not_equal"] = "string_not_equal"
    value: Text = Field(description="The text that it is not.")

    def holds(self, text: str) -> bool:
        return text != self.value

    def compare(self, place: Place, args: Arguments) -> str:
        return f"{place.text} <> {args.add(self.value, 'text')}"


class StringIn(StringOperator):
    """The text is one of these."""

    title: ClassVar[str] = "In list (String)"

    operator: Literal["string_in"] = "string_in"
    values: Texts = Field(description="The texts.")

    def holds(self, text: str) -> bool:
        return text in self._set

    def compare(self, place: Place, args: Arguments) -> str:
        return place.equals_any(self.values, args)

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self.values)


class StringNotIn(StringOperator):
    """There is a text, and it is none of these."""

    title: ClassVar[str] = "Not in list (String)"

    operator: Literal["string_not_in"] = "string_not_in"
    values: Texts = Field(description="The texts that it is not.")

    def holds(self, text: str) -> bool:
        return text not in self._set

    def compare(self, place: Place, args: Arguments) -> str:
        return f"{place.text} <> all ({args.add(list(self.values), 'text[]')})"

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self.values)


class StringContains(StringOperator):
    """This stands somewhere in the text."""

    title: ClassVar[str] = "Contains (String)"

    operator: Literal["string_contains"] = "string_contains"
    value: Text = Field(description="What stands in the text.")

    def holds(self, text: str) -> bool:
        return self.value in text

    def compare(self, place: Place, args: Arguments) -> str:
        return f"strpos({place.text}, {args.add(self.value, 'text')}) > 0"


class StringNotContains(StringOperator):
    """There is a text, and this stands nowhere in it."""

    title: ClassVar[str] = "Does not contain (String)"

    operator: Literal["string_not_contains"] = "string_not_contains"
    value: Text = Field(description="What does not stand in the text.")

    def holds(self, text: str) -> bool:
        return self.value not in text

    def compare(self, place: Place, args: Arguments) -> str:
        return f"strpos({place.text}, {args.add(self.value, 'text')}) = 0"


class StringStartsWith(StringOperator):
    """The text begins with this."""

    title: ClassVar[str] = "Starts with (String)"

    operator: Literal["string_starts_with"] = "string_starts_with"
    value: Text = Field(description="The beginning.")

    def holds(self, text: str) -> bool:
        return text.startswith(self.value)

    def compare(self, place: Place, args: Arguments) -> str:
        return f"starts_with({place.text}, {args.add(self.value, 'text')})"


class StringEndsWith(StringOperator):
    """The text ends with this."""

    title: ClassVar[str] = "Ends with (String)"

    operator: Literal["string_ends_with"] = "string_ends_with"
    value: Text = Field(description="The end.")

    def holds(self, text: str) -> bool:
        return text.endswith(self.value)

    def compare(self, place: Place, args: Arguments) -> str:
        return f"right({place.text}, {len(self.value)}) = {args.add(self.value, 'text')}"


class StringLike(StringOperator):
    """The whole text follows a pattern: `*` stands for any characters, also none, `?` for exactly one."""

    title: ClassVar[str] = "Matches pattern (String)"

    operator: Literal["string_like"] = "string_like"
    pattern: str = Field(
        min_length=1,
        max_length=200,
        pattern=r"^[^\x00]+$",
        description="The pattern, with 10 `*` at most. Everything but `*` and `?` stands for itself.",
        examples=["SPRING-*"],
    )

    @field_validator("pattern")
    @classmethod
    def _has_few_stars(cls, pattern: str) -> str:
        if pattern.count("*") > MAX_STARS:
            msg = f"may have {MAX_STARS} `*` at most"
            raise ValueError(msg)
        return pattern

    def holds(self, text: str) -> bool:
        return self._expression.fullmatch(text) is not None

    def compare(self, place: Place, args: Arguments) -> str:
        escaped = re.sub(r"([\\%_])", r"\\\1", self.pattern)
        like = escaped.replace("*", "%").replace("?", "_")
        return rf"{place.text} like {args.add(like, 'text')} escape '\'"

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        """Each part after a star is taken where it first stands, for good: no way back, so no long search."""
        first, *rest = (re.escape(part).replace(r"\?", ".") for part in self.pattern.split("*"))
        if not rest:
            return re.compile(first, re.DOTALL)
        middle = "".join(f"(?>.*?{part})" for part in rest[:-1])
        return re.compile(f"{first}{middle}.*{rest[-1]}", re.DOTALL)
