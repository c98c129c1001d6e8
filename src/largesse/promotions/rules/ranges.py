"""Bounds of counts, quantities and amounts, and which of them a value does not meet."""

from abc import abstractmethod
from decimal import ROUND_CEILING, Decimal
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.promotions.amounts import Money, in_currency
from largesse.promotions.facts import Facts
from largesse.promotions.rules.rule import Rule
from largesse.promotions.verdicts import PASSED, Shown, Verdict, failed

MOST: int = 10**15

Count = Annotated[StrictInt, Field(ge=0, le=MOST)]
Multiple = Annotated[StrictInt, Field(ge=1, le=10**9)]
Quantity = Annotated[Decimal, Field(ge=0, le=10**9, max_digits=12, decimal_places=3)]
Step = Annotated[Decimal, Field(gt=0, le=10**9, max_digits=12, decimal_places=3)]
# What was asked, and how much more would do.
Fault = tuple[Shown, int | None]


def find_fault(
    value: int | Decimal,
    *,
    at_least: int | Decimal | None = None,
    at_most: int | Decimal | None = None,
    exactly: int | None = None,
    multiple_of: int | Decimal | None = None,
) -> Fault | None:
    """The first bound that the value does not meet, or None. Zero is no multiple: nothing is there."""
    if at_least is not None and value < at_least:
        return show(at_least), _up(at_least - value)
    if at_most is not None and value > at_most:
        return show(at_most), None
    if exactly is not None and value != exactly:
        return exactly, _up(exactly - value) if value < exactly else None
    if multiple_of is not None and (value % multiple_of or value == 0):
        return f"a multiple of {show(multiple_of)}", _up(multiple_of - value % multiple_of)
    return None


def show(number: int | Decimal) -> Shown:
    """A number as verdicts tell it: whole, or else as text with its point."""
    if isinstance(number, int):
        return number
    whole = int(number)
    return whole if whole == number else format(number.normalize(), "f")


def show_names(names: tuple[str, ...], *, most: int = 20) -> tuple[str, ...]:
    """Names as verdicts tell them: the first of them, and how many more there are."""
    return names if len(names) <= most else (*names[:most], f"and {len(names) - most} more")


class CountedRule(Rule):
    """A rule about how many there are."""

    reason: ClassVar[str]

    at_least: Count | None = Field(default=None, description="So many or more.")
    at_most: Count | None = Field(default=None, description="So many or fewer.")
    exactly: Count | None = Field(default=None, description="Just so many; instead of the other bounds.")
    multiple_of: Multiple | None = Field(
        default=None, description="Every so many: 3 means 3, 6, 9 and so on, not 0."
    )

    @model_validator(mode="after")
    def _is_bounded(self) -> "CountedRule":
        others = (self.at_least, self.at_most, self.multiple_of)
        if self.exactly is None and all(bound is None for bound in others):
            msg = "needs one of `at_least`, `at_most`, `exactly` and `multiple_of`"
            raise ValueError(msg)
        if self.exactly is not None and any(bound is not None for bound in others):
            msg = "`exactly` stands alone: leave out the other bounds"
            raise ValueError(msg)
        check_order(self.at_least, self.at_most)
        return self

    @abstractmethod
    def number(self, facts: Facts) -> int | Verdict:
        """How many there are, or why that cannot be said."""

    def holds(self, facts: Facts) -> bool:
        number = self.number(facts)
        return isinstance(number, int) and self._fault(number) is None

    def check(self, facts: Facts) -> Verdict:
        number = self.number(facts)
        if not isinstance(number, int):
            return number
        fault = self._fault(number)
        if fault is None:
            return PASSED
        return failed(self.reason, observed=number, needed=fault[0], missing=fault[1])

    def _fault(self, number: int) -> Fault | None:
        return find_fault(
            number,
            at_least=self.at_least,
            at_most=self.at_most,
            exactly=self.exactly,
            multiple_of=self.multiple_of,
        )


class QuantityRange(BaseModel):
    """Bounds of a quantity, with up to three digits after the point for what is weighed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: Quantity | None = Field(default=None, description="So many or more.", examples=[2])
    at_most: Quantity | None = Field(default=None, description="So many or fewer.")
    multiple_of: Step | None = Field(default=None, description="Every so many; not 0.")

    @model_validator(mode="after")
    def _is_a_range(self) -> "QuantityRange":
        if self.at_least is None and self.at_most is None and self.multiple_of is None:
            msg = "needs one of `at_least`, `at_most` and `multiple_of`"
            raise ValueError(msg)
        check_order(self.at_least, self.at_most)
        return self

    def fault(self, quantity: Decimal) -> Fault | None:
        """The first bound that the quantity does not meet."""
        return find_fault(
            quantity, at_least=self.at_least, at_most=self.at_most, multiple_of=self.multiple_of
        )


class MoneyRange(BaseModel):
    """Bounds of an amount of money, both included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at_least: Money | None = Field(
        default=None, description="So much or more, in minor units.", examples=[1000]
    )
    at_most: Money | None = Field(default=None, description="So much or less, in minor units.")

    @model_validator(mode="after")
    def _is_a_range(self) -> "MoneyRange":
        if self.at_least is None and self.at_most is None:
            msg = "needs `at_least` or `at_most`"
            raise ValueError(msg)
        if isinstance(self.at_least, int) and isinstance(self.at_most, int):
            check_order(self.at_least, self.at_most)
        return self

    def is_in(self, currency: str) -> bool:
        """Whether it has its amounts in this currency."""
        return not any(
            bound is not None and in_currency(bound, currency) is None
            for bound in (self.at_least, self.at_most)
        )

    def fault(self, amount: int, currency: str) -> Fault | None:
        """The first bound that the amount does not meet; `is_in` the currency must hold."""
        least, most = self.at_least, self.at_most
        return find_fault(
            amount,
            at_least=None if least is None else in_currency(least, currency),
            at_most=None if most is None else in_currency(most, currency),
        )


def check_order(least: int | Decimal | None, most: int | Decimal | None) -> None:
    """ValueError when nothing can lie between the two bounds."""
    if least is not None and most is not None and most < least:
        msg = "`at_most` must not be less than `at_least`"
        raise ValueError(msg)


def currency_fault(facts: Facts) -> Verdict:
    """That a rule has no amount for the cart's currency."""
    return failed("currency_mismatch", observed=facts.cart.currency)


def _up(number: int | Decimal) -> int:
    return number if isinstance(number, int) else int(number.to_integral_value(ROUND_CEILING))
