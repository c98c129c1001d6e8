"""Whether the arms have the customers that their shares promise: the sample ratio check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scipy.stats import chi2

BLOCKS_BELOW: Final = 0.001
# Below this the chi-square distribution is no good approximation (Cochran).
LEAST_EXPECTED: Final = 5.0


@dataclass(frozen=True, slots=True)
class Stratum:
    """Customers by arm (None: the control group) who came while these shares were in force."""

    customers: Mapping[str | None, int]
    shares: Mapping[str | None, int]


@dataclass(frozen=True, slots=True)
class SampleRatio:
    """What was expected by arm, and how likely customers so far off are by chance (None: too few to say)."""

    expected: Mapping[str | None, float]
    p_value: float | None

    @property
    def is_broken(self) -> bool:
        """Whether no verdict may be given: something other than chance chose who is in which arm."""
        return self.p_value is not None and self.p_value < BLOCKS_BELOW


def check_sample_ratio(strata: Sequence[Stratum]) -> SampleRatio:
    """Pearson's chi-square of customers against shares, summed over the times that had shares of their own.

    A stratum where an arm can expect fewer than 5 customers is not tested; a customer in an arm without a
    share gives a p-value of 0.
    """
    expected: dict[str | None, float] = {}
    statistic, freedom, strays = 0.0, 0, 0
    for stratum in strata:
        hoped = _expected(stratum)
        for arm, number in hoped.items():
            expected[arm] = expected.get(arm, 0.0) + number
        strays += sum(number for arm, number in stratum.customers.items() if not hoped.get(arm))
        live = {arm: number for arm, number in hoped.items() if number > 0}
        if len(live) > 1 and min(live.values()) >= LEAST_EXPECTED:
            freedom += len(live) - 1
            statistic += sum(
                (stratum.customers.get(arm, 0) - number) ** 2 / number for arm, number in live.items()
            )
    if strays:
        return SampleRatio(expected, 0.0)
    return SampleRatio(expected, float(chi2.sf(statistic, freedom)) if freedom else None)


def _expected(stratum: Stratum) -> dict[str | None, float]:
    total, whole = sum(stratum.customers.values()), sum(stratum.shares.values())
    return {arm: total * share / whole for arm, share in stratum.shares.items()} if whole else {}
