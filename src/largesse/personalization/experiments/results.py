"""What an experiment has shown so far: arms, uplifts, and whether a verdict may be given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Final, Literal

from largesse.personalization.experiments.cuped import Adjustment, adjust
from largesse.personalization.experiments.sequential import ALPHA, Estimate, Moments
from largesse.personalization.experiments.srm import SampleRatio, Stratum, check_sample_ratio
from largesse.personalization.experiments.tally import Tally
from largesse.personalization.experiments.uplift import Uplift, ratio, revenue_per_discount, uplift

Verdict = Literal["better", "worse", "undecided", "blocked"]
Block = Literal["sample_ratio", "too_few_customers", "nothing_to_compare"]
# Means of fewer customers are too far from the normal distribution that the intervals lean on.
LEAST_CUSTOMERS: Final = 50


@dataclass(frozen=True, slots=True)
class Comparison:
    """One variant against the control group or, where there is none, against the first variant.

    `adjusted`: spend with the pre-period taken out (CUPED), None where history does not allow it. Intervals
    are always valid, and wider when there are several comparisons: they hold for all of them together.
    """

    spend: Uplift
    adjusted: Uplift | None
    buyers: Uplift
    spend_per_purchase: Uplift
    extra_revenue: Estimate | None
    revenue_per_discount: Estimate | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ArmResults:
    """An arm with its numbers, and its comparison; None for the arm that the others are compared with."""

    tally: Tally
    expected: float | None
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class Results:
    """All arms; `blocks` says why no verdict is given."""

    arms: tuple[ArmResults, ...]
    against: str | None
    is_against_control: bool
    sample_ratio: SampleRatio
    variance_removed: float | None
    blocks: tuple[Block, ...]
    days_left: int | None


def results(
    tallies: Sequence[Tally],
    strata: Sequence[Stratum],
    *,
    history_days: int,
    now: datetime,
    planned_end: datetime | None = None,
    alpha: float = ALPHA,
) -> Results:
    """The results of arms as they were tallied; `strata` are customers by the shares that were in force.

    `history_days`: days known before the first exposure, for CUPED. `alpha` is shared by all comparisons
    (Bonferroni); p-values are multiplied likewise.
    """
    base = next((arm for arm in tallies if arm.variant is None), tallies[0] if tallies else None)
    sample_ratio = check_sample_ratio(strata)
    blocks = _blocks(tallies, sample_ratio)
    adjustment = adjust([arm.paired for arm in tallies], history_days=history_days)
    compare = _Comparer(tallies=tallies, base=base, adjustment=adjustment, blocks=blocks, alpha=alpha)
    return Results(
        arms=tuple(
            ArmResults(arm, sample_ratio.expected.get(arm.variant), compare(place))
            for place, arm in enumerate(tallies)
        ),
        against=base.variant if base else None,
        is_against_control=base is not None and base.variant is None,
        sample_ratio=sample_ratio,
        variance_removed=adjustment.removed if adjustment else None,
        blocks=blocks,
        days_left=None if planned_end is None else max(0, ceil((planned_end - now) / timedelta(days=1))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparer:
    """Compares arms by their places with the base, at the level that all comparisons share."""

    tallies: Sequence[Tally]
    base: Tally | None
    adjustment: Adjustment | None
    blocks: tuple[Block, ...]
    alpha: float

    def __call__(self, place: int) -> Comparison | None:
        arm, base = self.tallies[place], self.base
        if base is None or arm is base:
            return None
        spend = self._uplift(arm.spends, base.spends)
        adjusted = self._adjusted(place)
        return Comparison(
            spend=spend,
            adjusted=adjusted,
            buyers=self._uplift(arm.buys, base.buys),
            spend_per_purchase=self._uplift(_per_purchase(arm), _per_purchase(base)),
            extra_revenue=_times((adjusted or spend).absolute, arm.customers),
            revenue_per_discount=self._fair(
                revenue_per_discount(arm.cost, base.cost, alpha=self.alpha / self._comparisons)
            ),
            verdict="blocked" if self.blocks else _verdict((adjusted or spend).absolute),
        )

    @property
    def _comparisons(self) -> int:
        return max(len(self.tallies) - 1, 1)

    def _adjusted(self, place: int) -> Uplift | None:
        if self.adjustment is None or self.base is None:
            return None
        arms = self.adjustment.arms
        return self._uplift(arms[place], arms[list(self.tallies).index(self.base)])

    def _uplift(self, treated: Moments, base: Moments) -> Uplift:
        found = uplift(treated, base, alpha=self.alpha / self._comparisons)
        return Uplift(self._fair(found.absolute), self._fair(found.relative))

    def _fair(self, found: Estimate | None) -> Estimate | None:
        """With the p-value that the number of comparisons leaves."""
        if found is None or found.p_value is None:
            return found
        return replace(found, p_value=min(1.0, found.p_value * self._comparisons))


def _per_purchase(arm: Tally) -> Moments:
    return ratio(arm.spends, arm.orders, arm.spread.spend_purchases)


def _times(found: Estimate | None, customers: int) -> Estimate | None:
    """An effect per customer as the effect on all of them."""
    if found is None or found.low is None or found.high is None:
        return found if found is None else replace(found, value=found.value * customers)
    return Estimate(found.value * customers, found.low * customers, found.high * customers, found.p_value)


def _verdict(found: Estimate | None) -> Verdict:
    if found is None or found.low is None or found.high is None:
        return "undecided"
    return "better" if found.low > 0 else "worse" if found.high < 0 else "undecided"


def _blocks(tallies: Sequence[Tally], sample_ratio: SampleRatio) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if len(tallies) < 2:
        blocks.append("nothing_to_compare")
    if sample_ratio.is_broken:
        blocks.append("sample_ratio")
    if any(arm.customers < LEAST_CUSTOMERS for arm in tallies):
        blocks.append("too_few_customers")
    return tuple(blocks)
