"""What lines that come back are worth, and what those that stay cost: pure arithmetic over a redemption.

What a line cost in the end is split over its units by largest remainder; units come back from the last one,
so that returning one by one and all at once give the same sum.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from largesse.core.money import allocate


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A line as it was paid: `amount` before discounts, `discounts` by promotion (in their order)."""

    id: str
    quantity: Decimal
    amount: int
    discounts: tuple[int, ...]
    # Units that came back before.
    returned: int = 0
    # What it cost in the end; None: the amount less the discounts.
    paid: int | None = None

    @property
    def price(self) -> int:
        """What the line cost in the end."""
        return self.amount - sum(self.discounts) if self.paid is None else self.paid

    @property
    def units(self) -> int:
        """Single articles that can come back; what is weighed comes back as one."""
        return int(self.quantity) if self.quantity == self.quantity.to_integral_value() else 1

    @property
    def rest(self) -> Decimal:
        """The quantity that stays."""
        return (
            self.quantity - self.returned
            if self.units == self.quantity
            else self.quantity * (1 - self.returned)
        )

    def less(self, units: int) -> "PaidLine":
        """The line after so many more units came back."""
        return replace(self, returned=self.returned + units)


@dataclass(frozen=True, slots=True)
class Returned:
    """What units of a line are worth: full price, the discount of each promotion, and what was paid.

    Each is split by itself, so that of few units they may differ by a cent; of all units they agree.
    """

    amount: int
    discounts: tuple[int, ...]
    paid: int


def worth_of(line: PaidLine, units: int) -> Returned:
    """What so many more units of a line are worth that come back after those that came before."""
    return Returned(
        amount=_share(line.amount, line, units),
        discounts=tuple(_share(discount, line, units) for discount in line.discounts),
        paid=_share(line.price, line, units),
    )


def stays(line: PaidLine, units: int) -> Returned:
    """What stays with the customer after so many more units came back."""
    gone = PaidLine(line.id, line.quantity, line.amount, line.discounts, paid=line.paid)
    back = worth_of(gone, line.returned + units)
    return Returned(
        amount=line.amount - back.amount,
        discounts=tuple(whole - part for whole, part in zip(line.discounts, back.discounts, strict=True)),
        paid=line.price - back.paid,
    )


def refund(lines: Sequence[PaidLine], back: Mapping[str, int], *, kept_discount: int | None = None) -> int:
    """What the customer gets for units that come back.

    `kept_discount` is by what the lines that stay are discounted from now on (None: as they are). The refund
    is then what stood paid before less what the rest costs now, and never less than nothing.
    """
    if kept_discount is None:
        return sum(worth_of(line, back[line.id]).paid for line in lines if back.get(line.id))
    before = sum(stays(line, 0).paid for line in lines)
    rest = sum(stays(line, back.get(line.id, 0)).amount for line in lines) - kept_discount
    return max(before - rest, 0)


def _share(total: int, line: PaidLine, units: int) -> int:
    parts = allocate(total, [1] * line.units)
    last = line.units - line.returned
    return sum(parts[last - units : last])
