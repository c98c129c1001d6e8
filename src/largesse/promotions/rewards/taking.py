"""Taking money off chosen units: by per cent, by amount or down to a price, within caps."""

from collections.abc import Sequence
from decimal import Decimal

from largesse.core.money import allocate, percent_of, round_half_up
from largesse.promotions.amounts import in_currency
from largesse.promotions.rewards.effects import NOTHING, Effects
from largesse.promotions.rewards.reward import Basket
from largesse.promotions.rewards.units import Run, Share, shares_of

Amount = int | dict[str, int] | None


def percent_off(shares: Sequence[Share], percent: Decimal) -> list[int]:
    """So many per cent of each line's chosen units: one rounding for each line."""
    return [min(percent_of(share.base, percent), share.room) for share in shares]


def amount_off(runs: Sequence[Run], amount: int) -> dict[int, int]:
    """The amount off each unit, by line."""
    found: dict[int, int] = {}
    for run in runs:
        found[run.line] = found.get(run.line, 0) + min(run.price, amount) * run.units
    return found


def price_off(basket: Basket, runs: Sequence[Run], price: int) -> dict[int, int]:
    """What each unit costs over the price, by line; of what is weighed the price is for 1 of its quantity."""
    found: dict[int, int] = {}
    for run in runs:
        quantity = basket.facts.cart.lines[run.line].quantity
        whole = quantity == quantity.to_integral_value()
        wanted = price if whole else round_half_up(price * quantity)
        found[run.line] = found.get(run.line, 0) + max(0, run.price - wanted) * run.units
    return found


def split_off(shares: Sequence[Share], total: int, weights: Sequence[int]) -> list[int]:
    """An amount over lines by weights; what is more than a line costs goes on to the others."""
    off = [0] * len(shares)
    left = min(total, sum(share.room for share in shares))
    while left:
        free = [i for i, share in enumerate(shares) if off[i] < share.room]
        parts = allocate(left, [weights[i] for i in free])
        for i, part in zip(free, parts, strict=True):
            taken = min(part, shares[i].room - off[i])
            off[i] += taken
            left -= taken
    return off


def cap(off: list[int], most: Amount, basket: Basket) -> list[int]:
    """No more than the cap over all of it, in proportion; nothing where the cap lacks the currency."""
    if most is None:
        return off
    limit = in_currency(most, basket.facts.cart.currency) or 0
    return allocate(limit, off) if sum(off) > limit else off


def cap_each(off: Sequence[int], most: Amount, times: Sequence[int], basket: Basket) -> list[int]:
    """No more than so many times the cap for each of them."""
    if most is None:
        return list(off)
    limit = in_currency(most, basket.facts.cart.currency) or 0
    return [min(each, limit * count) for each, count in zip(off, times, strict=True)]


def effects_of(basket: Basket, runs: Sequence[Run], off: dict[int, int]) -> Effects:
    """The effects of these discounts, by line."""
    if not any(off.values()):
        return NOTHING
    return Effects(
        lines=tuple(off.get(i, 0) for i in range(len(basket.open))),
        units=sum(share.units for share in shares_of(runs) if off.get(share.line, 0)),
    )


def over_lines(basket: Basket, off: Sequence[int], *, shipping: int = 0) -> Effects:
    """The effects of discounts in the cart's order, which count all units of the lines they are on."""
    if not any(off) and not shipping:
        return NOTHING
    lines = basket.facts.cart.lines
    units = sum([line.units for line, each in zip(lines, off, strict=True) if each])
    return Effects(lines=tuple(off) if any(off) else (), shipping=shipping, units=units)


def room_of(basket: Basket) -> list[int]:
    """What each line costs now, where the promotion may act, and 0 elsewhere; in the cart's order."""
    return [now if open_ else 0 for now, open_ in zip(basket.facts.amounts, basket.open, strict=True)]
