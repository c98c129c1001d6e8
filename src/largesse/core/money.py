"""Money in integer minor units, and amounts split without losing one of them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Annotated, Final

from pydantic import Field, StrictInt

# ISO 4217: how many digits stand after the point, where they are not two.
EXPONENTS: Final = {
    **dict.fromkeys(
        (
            "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV",
            "XAF", "XOF", "XPF",
        ),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}  # fmt: skip
MOST: Final = 10**15

Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["EUR"], description="ISO 4217 code.")]
Minor = Annotated[StrictInt, Field(ge=0, le=MOST, description="In minor units, such as cents.")]


def exponent_of(currency: str) -> int:
    """How many digits the currency has after the point."""
    return EXPONENTS.get(currency, 2)


def to_minor(amount: Decimal, currency: str) -> int:
    """An amount in minor units, such as 12.50 EUR as 1250; a half unit is rounded up."""
    return round_half_up(amount.scaleb(exponent_of(currency)))


def from_minor(minor: int, currency: str) -> Decimal:
    """An amount of minor units with its point, such as 1250 EUR as 12.50."""
    return Decimal(minor).scaleb(-exponent_of(currency))


def plain(number: Decimal) -> int | float:
    """A decimal as a JSON number: whole where it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)


def round_half_up(value: Decimal | Fraction) -> int:
    """The nearest whole number; a half goes away from zero."""
    if isinstance(value, Fraction):
        doubled = abs(value.numerator) * 2 + value.denominator
        whole = doubled // (2 * value.denominator)
        return -whole if value < 0 else whole
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def percent_of(amount: int, percent: Decimal) -> int:
    """So many per cent of an amount, rounded half up."""
    # In whole numbers: ten times as fast as a Fraction, and a cart asks for hundreds of them.
    over, under = percent.as_integer_ratio()
    under *= 100
    whole = (2 * abs(amount * over) + under) // (2 * under)
    return whole if amount * over >= 0 else -whole


def allocate(total: int, weights: Sequence[int]) -> list[int]:
    """Splits an amount by weights so that the parts make exactly the total.

    By largest remainders (Hamilton 1792); of equal ones the earlier weight goes first. Weights are not
    negative; where all are zero, the first takes all.
    """
    whole = sum(weights)
    if whole == 0:
        return [total, *([0] * (len(weights) - 1))] if weights else []
    parts = [total * weight // whole for weight in weights]
    missing = total - sum(parts)
    if missing:
        remainders = [total * weight % whole for weight in weights]
        # Sorting is stable in reverse as well: equal remainders stay in their order.
        for i in sorted(range(len(weights)), key=remainders.__getitem__, reverse=True)[:missing]:
            parts[i] += 1
    return parts
