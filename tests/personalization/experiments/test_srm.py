"""The sample ratio check."""

import pytest
from scipy.stats import chisquare
from statsmodels.stats.gof import chisquare as oracle

from largesse.personalization.experiments.srm import Stratum, check_sample_ratio

THIRDS = {None: 2000, "A": 3000, "B": 5000}


def test_it_is_the_chi_square_of_the_books() -> None:
    found = check_sample_ratio([Stratum({None: 190, "A": 330, "B": 480}, THIRDS)])

    expected = [200, 300, 500]
    assert found.p_value == pytest.approx(oracle([190, 330, 480], expected)[1])
    assert found.p_value == pytest.approx(chisquare([190, 330, 480], expected).pvalue)
    assert found.expected == {None: 200, "A": 300, "B": 500}
    assert not found.is_broken


def test_too_many_in_one_arm_break_it() -> None:
    assert check_sample_ratio([Stratum({"A": 5200, "B": 4800}, {"A": 5000, "B": 5000})]).is_broken


def test_shares_that_changed_do_not_break_it() -> None:
    """Of all customers together 70 % are in A, of the shares now half: it is the times that are compared."""
    strata = [
        Stratum({"A": 9010, "B": 990}, {"A": 9000, "B": 1000}),
        Stratum({"A": 4980, "B": 5020}, {"A": 5000, "B": 5000}),
    ]

    found = check_sample_ratio(strata)

    assert not found.is_broken
    assert found.expected == {"A": 14_000, "B": 6000}
    assert check_sample_ratio([Stratum({"A": 13_990, "B": 6010}, {"A": 5000, "B": 5000})]).is_broken


def test_a_customer_in_an_arm_without_a_share_breaks_it() -> None:
    assert check_sample_ratio([Stratum({"A": 10, "gone": 1}, {"A": 10_000})]).p_value == 0


def test_an_arm_that_nobody_entered_breaks_it() -> None:
    assert check_sample_ratio([Stratum({"A": 1000}, {"A": 9000, "B": 1000})]).is_broken


@pytest.mark.parametrize(
    "strata",
    [
        [],
        [Stratum({}, {"A": 5000, "B": 5000})],
        [Stratum({"A": 1}, {"A": 5000, "B": 5000})],
        [Stratum({"A": 1000}, {"A": 10_000})],
        [Stratum({"A": 1000}, {"A": 10_000, "B": 0})],
    ],
)
def test_where_nothing_can_be_said_nothing_is_said(strata: list[Stratum]) -> None:
    found = check_sample_ratio(strata)

    assert found.p_value is None
    assert not found.is_broken
