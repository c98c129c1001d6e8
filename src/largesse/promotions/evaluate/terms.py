"""What the evaluation reads of a definition, once, so that a thousand of them are cheap to look at."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from largesse.promotions.access import Automatic, GenericCode, GiftCards
from largesse.promotions.definition import Definition, Stores
from largesse.promotions.evaluate.currencies import has_bare_amounts, limited_currencies
from largesse.promotions.evaluate.needs import needs_of
from largesse.promotions.needs import Need
from largesse.promotions.rewards import AnyReward
from largesse.promotions.selection import Selection

Step = Literal["schedule", "currency", "store", "customer", "code"]

EVERYTHING: Final = Selection()
EVERYWHERE: Final = Stores()


@dataclass(frozen=True, slots=True)
class Terms:
    """A definition, read."""

    needs: frozenset[Need]
    # What there is to screen, in this order.
    steps: tuple[Step, ...]
    # Some amount is a plain number, so the cart must be in the promotion's currency.
    bare_amounts: bool
    limited_currencies: frozenset[str] | None
    # Whether the promotion may act on every line.
    all_open: bool
    # All its rewards act on lines, so without an open line it gives nothing.
    needs_lines: bool
    # Those by which the customer pays come last.
    rewards: tuple[AnyReward, ...]
    # The customer pays with a gift card or points: it acts after all discounts.
    spends: bool
    is_gift_card: bool

    @classmethod
    def of(cls, definition: Definition) -> "Terms":
        """Reads the definition."""
        bare, limited = has_bare_amounts(definition), limited_currencies(definition)
        rewards = definition.rewards
        return cls(
            needs=needs_of(definition),
            steps=tuple(_steps(definition, of_currency=bare or limited is not None)),
            bare_amounts=bare,
            limited_currencies=limited,
            all_open=definition.items == EVERYTHING,
            needs_lines=bool(rewards) and all(reward.needs_lines for reward in rewards),
            rewards=tuple(sorted(rewards, key=lambda reward: reward.spends)),
            spends=any(reward.spends for reward in rewards),
            is_gift_card=isinstance(definition.access, GiftCards),
        )


def _steps(definition: Definition, *, of_currency: bool) -> Iterator[Step]:
    if definition.starts_at is not None or definition.ends_at is not None:
        yield "schedule"
    if of_currency:
        yield "currency"
    if definition.stores != EVERYWHERE:
        yield "store"
    conditions = (definition.customers, definition.audience_id, definition.activation)
    if definition.audience != "all" or any(condition is not None for condition in conditions):
        yield "customer"
    if not isinstance(definition.access, Automatic | GenericCode):
        yield "code"
