import numpy as np
import pytest
from scipy.optimize import approx_fprime

from largesse.personalization.value.gamma_gamma import fit_gamma_gamma, log_likelihood


def test_the_fit_finds_the_parameters_of_simulated_values() -> None:
    draw = np.random.default_rng(5)
    p, q, v = 3.0, 5.0, 40.0
    counts = draw.integers(2, 12, 20_000).astype(float)
    average = draw.gamma(p * counts, 1.0 / draw.gamma(q, 1.0 / v, counts.size)) / counts
    model = fit_gamma_gamma(counts, average)
    assert model.p == pytest.approx(p, rel=0.1)
    assert model.q == pytest.approx(q, rel=0.1)
    assert model.mean == pytest.approx(p * v / (q - 1.0), rel=0.05)


def test_the_gradient_is_the_slope_of_the_likelihood() -> None:
    counts, average = np.array([2.0, 5.0, 40.0]), np.array([0.3, 1.0, 4.0])
    for theta in (np.zeros(3), np.log([6.0, 3.0, 15.0])):
        slope = approx_fprime(theta, lambda at: log_likelihood(at, counts, average)[0], 1e-6)
        assert log_likelihood(theta, counts, average)[1] == pytest.approx(slope, rel=1e-4, abs=1e-5)


def test_an_own_average_is_pulled_to_the_mean_and_less_with_every_purchase() -> None:
    draw = np.random.default_rng(6)
    model = fit_gamma_gamma(draw.integers(2, 9, 500).astype(float), draw.gamma(4.0, 10.0, 500))
    value = model.expected_value(np.array([0.0, 1.0, 5.0, 500.0]), np.full(4, 200.0))
    assert value[0] == pytest.approx(model.mean)
    assert (np.diff(value) > 0).all()
    assert value[3] == pytest.approx(200.0, rel=0.1)


def test_who_always_pays_the_same_is_expected_to_go_on() -> None:
    model = fit_gamma_gamma(np.full(9, 3.0), np.full(9, 12.5))
    assert model.expected_value(np.array([3.0, 1.0, 0.0]), np.array([12.5, 12.5, 0.0])) == pytest.approx(12.5)


def test_without_money_the_next_purchase_is_worth_nothing() -> None:
    model = fit_gamma_gamma(np.full(9, 3.0), np.zeros(9))
    assert model.expected_value(np.array([3.0, 0.0]), np.zeros(2)).tolist() == [0.0, 0.0]
