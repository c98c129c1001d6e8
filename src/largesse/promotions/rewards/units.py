"""Lines taken apart into units, each with its exact share of what the line costs."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from largesse.promotions.rewards.reward import Basket
from largesse.promotions.selection import Selection


class Run(NamedTuple):
    """So many units of one line that cost the same now (`price`) and are reckoned from the same (`base`)."""

    line: int
    price: int
    base: int
    units: int

    def first(self, units: int) -> "Run":
        """So many of them."""
        return Run(self.line, self.price, self.base, units)


class Share(NamedTuple):
    """The units of one line on which a reward acts: what they cost now, and what percentages are of."""

    line: int
    units: int
    room: int
    base: int


def meant(basket: Basket, items: Selection) -> list[int]:
    """The lines of the selection on which the promotion may act, by their place in the cart."""
    lines = basket.facts.cart.lines
    return [i for i, line in enumerate(lines) if basket.open[i] and items.holds(line)]


def runs_of(basket: Basket, items: Selection, *, free: bool = False) -> list[Run]:
    """The units of the selection, those that cost nothing now only if `free`; as few runs as there can be.

    A line of amount A and n units has A mod n units that cost one more than the others, so that they make A.
    """
    found: list[Run] = []
    for i in meant(basket, items):
        count = basket.facts.cart.lines[i].units
        if count > 0:
            found += _split(i, basket.facts.amounts[i], basket.base[i], count)
    return [run for run in found if free or run.price > 0]


def _split(line: int, amount: int, base: int, count: int) -> list[Run]:
    price, dearer = divmod(amount, count)
    least, larger = divmod(base, count)
    if not dearer and not larger:
        return [Run(line, price, least, count)]
    edges = sorted({0, dearer, larger, count})
    return [
        Run(line, price + (begin < dearer), least + (begin < larger), end - begin)
        for begin, end in pairwise(edges)
    ]


def sort_runs(runs: Iterable[Run], *, dearest: bool) -> list[Run]:
    """Cheapest (dearest) first; of equal ones those of the earlier line."""
    sign = -1 if dearest else 1
    return sorted(runs, key=lambda run: (sign * run.price, run.line, run.base))


def shares_of(runs: Iterable[Run]) -> list[Share]:
    """The same units, line by line."""
    found: dict[int, Share] = {}
    for line, price, base, units in runs:
        if line in found:
            has = found[line]
            found[line] = Share(line, has.units + units, has.room + price * units, has.base + base * units)
        else:
            found[line] = Share(line, units, price * units, base * units)
    return [found[line] for line in sorted(found)]


def take_first(runs: Iterable[Run], most: int) -> list[Run]:
    """The first so many units."""
    found = []
    for run in runs:
        count = min(run.units, most)
        if count <= 0:
            break
        found.append(run.first(count))
        most -= count
    return found


def count_units(runs: Sequence[Run]) -> int:
    """How many units they are."""
    return sum(run.units for run in runs)
