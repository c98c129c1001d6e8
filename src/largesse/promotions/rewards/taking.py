"""Taking money off chosen units: by per cent, by amount or down to a price, within caps."""

from collections.abc import Sequence
from decimal import Decimal

from largesse.core.money import allocate, percent_of, round_half_up
from largesse.promotions.amounts import in_currency
from largesse.promotions.rewards.effects import NOTHING, Effects
from largesse.promotions.rewards.reward import Basket
from largesse.promotions.rewards.units import Run, Share

Amount = int | dict[str, int] | None


def percent_off(shares: Sequence[Share], percent: Decimal) -> list[int]:
    """So many per cent of each line's chosen units: one rounding for each line."""
    return [min(percent_of(share.base, percent), share.room) for share in shares]


def amount_off(runs: Sequence[Run], amount: int) -> list[int]:
    """The amount off each unit, for each line that has any, in the order of lines."""
    found: dict[int, int] = {}
    for run in runs:
        found[run.line] = found.get(run.line, 0) + min(run.price, amount) * run.units
    return [found[line] for line in sorted(found)]


def price_off(basket: Basket, runs: Sequence[Run], price: int) -> list[int]:
    """What each unit costs over the price, by line; what is weighed costs it for 1 of its quantity."""
    found: dict[int, int] = {}
    for run in runs:
        quantity = basket.facts.cart.lines[run.line].quantity
        whole = quantity == quantity.to_integral_value()
        wanted = price if whole else round_half_up(price * quantity)
        found[run.line] = found.get(run.line, 0) + max(0, run.price - wanted) * run.units
    return [found[line] for line in sorted(found)]


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


def effects_of(basket: Basket, shares: Sequence[Share], off: Sequence[int]) -> Effects:
    """The effects of these discounts on the shares."""
    lines = [0] * len(basket.open)
    units = 0
    for share, each in zip(shares, off, strict=True):
        if each:
            lines[share.line] = each
            units += share.units
    return Effects(lines=tuple(lines), units=units) if units else NOTHING


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
