"""Decimals as JSON numbers, which other vendors send and expect."""

from decimal import Decimal


def plain(number: Decimal) -> int | float:
    """A decimal as a JSON number: whole where it is whole."""
    return int(number) if number == number.to_integral_value() else float(number)
