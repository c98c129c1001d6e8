"""Which units of the selected lines a reward acts on."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from largesse.promotions.rewards.units import Run, shares_of, sort_runs, take_first

Count = Annotated[StrictInt, Field(ge=1, le=10**6)]


class Target(BaseModel):
    """All units that cost anything, or some of them, counted from the cheapest or the dearest.

    Units of equal price are taken in the cart's own order, which does not depend on how it was sent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pick: Literal["all", "cheapest", "dearest", "every_nth"] = Field(
        default="all", description="All, the cheapest, the dearest, or every `n`-th of them."
    )
    n: Count | None = Field(default=None, description="Of `every_nth`: 3 takes the third, the sixth, ...")
    first: Literal["cheapest", "dearest"] | None = Field(
        default=None, description="Of `all` and `every_nth`: where counting begins; null: at the cheapest."
    )
    skip: Annotated[StrictInt, Field(ge=0, le=10**6)] = Field(
        default=0, description="So many are passed over before counting begins."
    )
    repeat: Count | None = Field(
        default=None,
        description="Of `cheapest` and `dearest`: after the first, each so-many-th further one as well.",
    )
    count: Count | None = Field(
        default=None,
        description="At most so many; null: 1 of `cheapest` and `dearest` without `repeat`, else no limit.",
    )
    by: Literal["unit", "line"] = Field(
        default="unit", description="Whether units are counted, or whole lines by the price of their units."
    )
    within: Literal["order", "line"] = Field(
        default="order", description="Whether they are counted over all lines, or anew in each line."
    )

    @model_validator(mode="after")
    def _is_coherent(self) -> "Target":
        if (self.pick == "every_nth") != (self.n is not None):
            msg = "`n` belongs to `pick` = every_nth, which needs it"
            raise ValueError(msg)
        if self.repeat is not None and self.pick not in ("cheapest", "dearest"):
            msg = "`repeat` belongs to `pick` = cheapest or dearest"
            raise ValueError(msg)
        if self.first is not None and self.pick in ("cheapest", "dearest"):
            msg = f"`first` does not go with `pick` = {self.pick}, which says it already"
            raise ValueError(msg)
        if self.by == "line" and self.within == "line":
            msg = "lines cannot be counted within a line: choose one of `by` and `within`"
            raise ValueError(msg)
        return self

    def chosen(self, runs: list[Run]) -> list[Run]:
        """The runs it takes, in the order of counting."""
        if self.by == "line":
            return self._lines(runs)
        if self.within == "line":
            lines = sorted({run.line for run in runs})
            return [run for line in lines for run in self._units([run for run in runs if run.line == line])]
        return self._units(runs)

    @property
    def _dearest(self) -> bool:
        return "dearest" in (self.pick, self.first)

    def _places(self) -> tuple[int, int, int | None]:
        """The first place that is taken, how far on the next one stands, and how many are taken at most."""
        if self.pick == "every_nth":
            n = self.n or 1
            return self.skip + n - 1, n, self.count
        if self.pick == "all" or self.repeat is not None:
            return self.skip, self.repeat or 1, self.count
        return self.skip, 1, self.count or 1

    def _units(self, runs: list[Run]) -> list[Run]:
        place, stride, most = self._places()
        found: list[Run] = []
        begin = 0
        for run in sort_runs(runs, dearest=self._dearest):
            end = begin + run.units
            if place < end:
                hits = (end - 1 - place) // stride + 1
                found.append(run.first(hits))
                place += hits * stride
            begin = end
        return found if most is None else take_first(found, most)

    def _lines(self, runs: list[Run]) -> list[Run]:
        place, stride, most = self._places()
        # A line stands where the average price of its units puts it.
        sign = -1 if self._dearest else 1
        shares = shares_of(runs)
        ordered = sorted(shares, key=lambda share: (sign * Fraction(share.room, share.units), share.line))
        lines = [share.line for share in ordered[place::stride]][:most]
        counted = sort_runs(runs, dearest=self._dearest)
        return [run for line in lines for run in counted if run.line == line]
