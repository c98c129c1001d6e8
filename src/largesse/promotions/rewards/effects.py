"""What rewards do: discounts on lines and shipping, and things granted beside the order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from largesse.promotions.cart import Scalar

GrantKind = Literal[
    "points", "gift_credit", "cashback", "code", "item", "message", "tag", "webhook", "custom"
]


@dataclass(frozen=True, slots=True)
class Grant:
    """Something given beside the discount.

    points / gift_credit / cashback: `amount` of them; code: one of the pool or promotion in `params`;
    item: `amount` units of the SKU in `params`; message, tag, webhook, custom: what `params` say.
    """

    kind: GrantKind
    amount: int = 0
    params: Mapping[str, Scalar | Mapping[str, Scalar]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effects:
    """What one reward does to the cart it was applied to. All amounts are positive minor units.

    `lines` stands in the cart's order (empty: nothing on lines). `spends_points` and `spends_gift` are what
    the customer pays with instead of money; they are part of `lines` and `shipping` already.
    """

    lines: tuple[int, ...] = ()
    shipping: int = 0
    grants: tuple[Grant, ...] = ()
    spends_points: int = 0
    spends_gift: int = 0
    # Units on which it takes something off.
    units: int = 0

    @property
    def discount(self) -> int:
        """All that is taken off, shipping included."""
        return sum(self.lines) + self.shipping


NOTHING = Effects()
