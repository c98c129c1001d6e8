"""Small carts for tests of rewards: lines by their SKU, discounts by line."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from largesse.promotions.cart import Cart, Line, Scalar, sort_lines
from largesse.promotions.facts import CodeFacts, Facts
from largesse.promotions.needs import Need, NeedPoints
from largesse.promotions.rewards import AnyReward
from largesse.promotions.rewards.effects import Effects
from largesse.promotions.rewards.reward import Basket, Reward

REWARDS: TypeAdapter[AnyReward] = TypeAdapter(AnyReward)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def reward(kind: str, **settings: Any) -> Reward:  # noqa: ANN401  settings as they cross the wire
    """A reward by its type, read as from JSON."""
    return REWARDS.validate_python({"type": kind, **settings})


def line(
    sku: str,
    price: int,
    quantity: int | str = 1,
    *,
    amount: int | None = None,
    name: str | None = None,
    categories: Iterable[str] = (),
    reduced: bool = False,
) -> Line:
    """A line; its id is the SKU unless it is named, its amount the price times the quantity."""
    count = Decimal(quantity)
    whole = int(price * count) if amount is None else amount
    return Line(name or sku, sku, count, price, whole, categories=frozenset(categories), reduced=reduced)


def basket(
    *lines: Line,
    currency: str = "EUR",
    now: Mapping[str, int] | None = None,
    initial: bool = False,
    closed: Sequence[str] = (),
    shipping: int = 0,
    uses: int = 0,
    points: int | None = None,
    balance: int | None = None,
    metadata: Mapping[str, Scalar] | None = None,
) -> Basket:
    """The lines as a reward meets them.

    `now` is what lines cost after earlier promotions; percentages are of that unless `initial`. `closed` are
    lines on which the promotion may not act. `points` is the customer's balance, `balance` the gift card's.
    """
    cart = Cart(currency, sort_lines(lines), shipping=shipping, metadata=metadata or {})
    amounts = tuple((now or {}).get(each.id, each.amount) for each in cart.lines)
    known: dict[Need, object] = {} if points is None else {NeedPoints(): points}
    facts = Facts(
        NOON,
        ZoneInfo("Europe/Warsaw"),
        cart,
        amounts,
        code=None if balance is None else CodeFacts("GIFT", balance=balance),
        uses=uses,
        known=known,
    )
    return Basket(
        facts,
        cart.amounts if initial else amounts,
        tuple(each.id not in closed for each in cart.lines),
        shipping,
    )


def off(of: Basket, effects: Effects) -> dict[str, int]:
    """What is taken off, by the id of the line; lines without a discount are left out."""
    found = zip(of.facts.cart.lines, effects.lines, strict=True) if effects.lines else ()
    return {each.id: discount for each, discount in found if discount}
