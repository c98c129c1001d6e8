import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from scipy.stats import norm

from largesse.personalization.value.bgnbd import BgNbd, Visits, fit_bgnbd, log_likelihood
from largesse.personalization.value.history import Floats
from tests.personalization.value.shoppers import bg_nbd_purchases

TRUTH = BgNbd(r=0.8, alpha=20.0, a=0.7, b=2.5)
WATCHED = 180.0

parameters = st.floats(0.02, 20.0)
models = st.builds(BgNbd, r=parameters, alpha=st.floats(0.5, 500.0), a=parameters, b=parameters)


def seen(purchases: list[Floats], days: float) -> Visits:
    repeats = np.array([np.count_nonzero(times <= days) for times in purchases], dtype=float)
    recency = np.array([times[times <= days].max(initial=0.0) for times in purchases])
    return Visits(repeats, recency, np.full(len(purchases), days))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_fit_finds_the_parameters_of_simulated_shoppers(seed: int) -> None:
    purchases = bg_nbd_purchases(TRUTH, customers=12_000, days=WATCHED, seed=seed)
    found = fit_bgnbd(seen(purchases, WATCHED))
    assert not found.penalised
    assert found.r == pytest.approx(TRUTH.r, rel=0.1)
    assert found.alpha == pytest.approx(TRUTH.alpha, rel=0.1)
    assert found.a / (found.a + found.b) == pytest.approx(TRUTH.a / (TRUTH.a + TRUTH.b), rel=0.1)
    assert found.a == pytest.approx(TRUTH.a, rel=0.3)


@pytest.mark.parametrize(
    "model", [TRUTH, BgNbd(0.3, 10.0, 0.2, 0.3), BgNbd(1.5, 30.0, 1.0, 3.0), BgNbd(2.0, 15.0, 1.8, 4.0)]
)
def test_expected_purchases_are_the_mean_of_a_simulation_for_each_number_of_purchases(model: BgNbd) -> None:
    ahead = 90.0
    purchases = bg_nbd_purchases(model, customers=30_000, days=WATCHED + ahead, seed=3)
    visits = seen(purchases, WATCHED)
    bought = np.array([np.count_nonzero(times > WATCHED) for times in purchases], dtype=float)
    expected = model.expected_purchases(visits, days=ahead)
    most = norm.isf(0.00005)
    for group in (visits.repeats == 0, visits.repeats == 1, visits.repeats >= 2):
        off = bought[group].mean() - expected[group].mean()
        error = (bought[group] - expected[group]).std() / np.sqrt(group.sum())
        assert abs(off) < most * error, f"{group.sum()} customers, off by {off / error:.1f} standard errors"


def test_a_new_customer_is_expected_to_buy_as_the_simulation_does() -> None:
    purchases = bg_nbd_purchases(TRUTH, customers=30_000, days=120.0, seed=4)
    counts = np.array([times.size for times in purchases])
    newcomer = Visits(np.zeros(1), np.zeros(1), np.zeros(1))
    expected = TRUTH.expected_purchases(newcomer, days=120.0)[0]
    assert abs(counts.mean() - expected) < 4 * counts.std() / np.sqrt(counts.size)


def test_the_gradient_is_the_slope_of_the_likelihood() -> None:
    visits = Visits(
        np.array([0.0, 1.0, 4.0, 60.0]), np.array([0.0, 3.0, 9.0, 11.0]), np.array([12.0, 12.0, 10.0, 12.0])
    )
    weights = np.full(4, 0.25)
    for theta in (np.zeros(4), np.log([0.2, 4.0, 0.8, 2.5]), np.log([9.0, 0.1, 0.05, 40.0])):
        slope = approx_fprime(theta, lambda at: log_likelihood(at, visits, weights)[0], 1e-6)
        assert log_likelihood(theta, visits, weights)[1] == pytest.approx(slope, rel=1e-4, abs=1e-5)


@settings(max_examples=150, deadline=None)
@given(
    models,
    st.integers(0, 5_000),
    st.floats(1, 3_000),
    st.floats(0, 1),
    st.lists(st.floats(1, 365), min_size=2),
)
def test_a_longer_horizon_never_expects_fewer_purchases(
    model: BgNbd, repeats: int, age: float, part: float, horizons: list[float]
) -> None:
    visits = Visits(np.array([float(repeats)]), np.array([age * part if repeats else 0.0]), np.array([age]))
    expected = [model.expected_purchases(visits, days=days)[0] for days in sorted(horizons)]
    assert np.isfinite(expected).all()
    assert expected[0] >= 0
    slack = 1e-6 * max(1.0, expected[-1])
    assert all(later >= earlier - slack for earlier, later in itertools.pairwise(expected))


@settings(max_examples=60, deadline=None)
@given(models, st.integers(1, 200))
def test_a_longer_silence_never_makes_a_customer_more_likely_to_stay(model: BgNbd, repeats: int) -> None:
    age = np.full(5, 200.0)
    visits = Visits(np.full(5, float(repeats)), np.array([10.0, 50.0, 100.0, 150.0, 200.0]), age)
    assert (np.diff(model.staying(visits)) >= -1e-12).all()


def test_the_chance_to_stay_is_one_for_everybody_who_bought_once() -> None:
    once = Visits(np.zeros(2), np.zeros(2), np.array([1.0, 3_000.0]))
    assert TRUTH.staying(once).tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    "visits",
    [
        Visits(np.zeros(0), np.zeros(0), np.zeros(0)),
        Visits(np.zeros(1), np.zeros(1), np.ones(1)),
        Visits(np.zeros(500), np.zeros(500), np.full(500, 90.0)),
        Visits(np.full(50, 7.0), np.full(50, 80.0), np.full(50, 90.0)),
        Visits(np.full(50, 1e5), np.full(50, 1e5), np.full(50, 1e5)),
    ],
    ids=["nobody", "one newcomer", "nobody came back", "all the same", "a hundred thousand purchases"],
)
def test_a_fit_without_an_answer_in_the_data_stays_finite_and_says_so(visits: Visits) -> None:
    model = fit_bgnbd(visits)
    assert model.penalised
    assert np.isfinite([model.r, model.alpha, model.a, model.b]).all()
    everybody = visits if visits.age.size else Visits(np.zeros(1), np.zeros(1), np.ones(1))
    assert np.isfinite(model.expected_purchases(everybody, days=365.0)).all()
