"""Which units make bundles: as many bundles as the cart has, of its dearest or its cheapest units.

Units and places in bundles are a transversal matroid (Edmonds and Fulkerson 1965): units taken greedily by
price are the best set, and a set fits exactly when, for every group of parts, the units that suit no other
part are not more than the group has places (Hall 1935).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from largesse.promotions.rewards.units import Run, sort_runs


@dataclass(frozen=True, slots=True)
class Former:
    """Makes bundles of runs, best first. `suits`: the parts that units of a line may be, as bits.

    `places` are those of each group of parts in one bundle, where a group is the bits of its parts, too;
    `groups` are those that hold all the parts something suits.
    """

    runs: Sequence[Run]
    suits: Sequence[int]
    places: Sequence[int]
    groups: Mapping[int, Sequence[int]]
    dearest: bool

    @classmethod
    def of(
        cls, runs: Sequence[Run], suits: Sequence[int], quantities: Sequence[int], *, dearest: bool
    ) -> "Former":
        """With the runs that suit any part; `quantities` are the units for each part."""
        fit = [run for run in runs if suits[run.line]]
        places = [
            sum(quantity for part, quantity in enumerate(quantities) if group >> part & 1)
            for group in range(1 << len(quantities))
        ]
        groups = {
            mine: [group for group in range(len(places)) if group & mine == mine]
            for mine in {suits[run.line] for run in fit}
        }
        return cls(sort_runs(fit, dearest=dearest), suits, places, groups, dearest)

    def most(self, times: int) -> int:
        """How many bundles the units suffice for, up to so many."""
        units: dict[int, int] = {}
        for run in self.runs:
            units[self.suits[run.line]] = units.get(self.suits[run.line], 0) + run.units
        for group, places in enumerate(self.places):
            if group:
                has = sum(count for suits, count in units.items() if suits & group)
                times = min(times, has // places)
        return times

    def chosen(self, bundles: int) -> list[Run]:
        """The units of so many bundles."""
        left = [bundles * places for places in self.places]
        found = []
        for run in self.runs:
            if not left[-1]:
                break
            groups = self.groups[self.suits[run.line]]
            count = min(run.units, *[left[group] for group in groups])
            if count > 0:
                found.append(run.first(count))
                for group in groups:
                    left[group] -= count
        return found

    def value(self, bundles: int) -> int:
        """What the units of so many bundles cost now."""
        return sum(run.price * run.units for run in self.chosen(bundles))

    def at_price(self, bundles: int, price: int) -> int:
        """How many of so many bundles are worth making at a price.

        Of the dearest units each further bundle is worth less than the one before, of the cheapest more.
        """
        if not self.dearest:
            return bundles if self.value(bundles) > bundles * price else 0
        return self._count(bundles, lambda worth: worth > price)

    def amount_off(self, bundles: int, amount: int) -> int:
        """The amount off each of so many bundles, but never more than the bundle costs."""
        if self.dearest:
            full = self._count(bundles, lambda worth: worth >= amount)
            return full * amount + self.value(bundles) - self.value(full)
        short = self._count(bundles, lambda worth: worth < amount)
        return self.value(short) + (bundles - short) * amount

    def _count(self, bundles: int, holds: Callable[[int], bool]) -> int:
        """For how many bundles from the first on the test of a bundle's worth holds, by halving."""
        low, high = 0, bundles
        while low < high:
            middle = (low + high + 1) // 2
            if holds(self.value(middle) - self.value(middle - 1)):
                low = middle
            else:
                high = middle - 1
        return low
