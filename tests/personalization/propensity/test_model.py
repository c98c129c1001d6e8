import json

import numpy as np
import pytest
from scipy.special import expit

from largesse.personalization.propensity.features import NAMES
from largesse.personalization.propensity.model import PropensityModel, fit_propensity
from largesse.personalization.propensity.training import probability


def a_model(*, rows: int = 4_000, seed: int = 11) -> tuple[PropensityModel, np.ndarray, np.ndarray]:
    """Learnt from answers that depend on the first feature up and on the second one down."""
    draw = np.random.default_rng(seed)
    matrix = draw.normal(size=(rows, len(NAMES)))
    matrix[:, -1] = 3.0
    answers = draw.random(rows) < expit(-2.5 + 1.5 * matrix[:, 0] - 0.8 * matrix[:, 1])
    return fit_propensity(matrix, answers), matrix, answers


def test_weights_have_the_sign_of_what_they_were_learnt_from() -> None:
    model, _, answers = a_model()
    assert model.learnt
    assert (model.rows, model.redeemers) == (4_000, int(answers.sum()))
    assert model.weights[0] > -model.weights[1] > 5 * max(abs(weight) for weight in model.weights[2:])
    assert model.weights[-1] == pytest.approx(0.0, abs=1e-9), "what never varied says nothing"


def test_probabilities_are_as_large_as_the_rates_seen() -> None:
    model, matrix, answers = a_model()
    guess = model.probability(matrix)
    assert guess.sum() == pytest.approx(answers.sum(), rel=0.02)
    order = np.argsort(guess)
    for tenth in np.array_split(order, 10)[5:]:
        assert guess[tenth].mean() == pytest.approx(answers[tenth].mean(), abs=0.06)


def test_contributions_add_up_to_the_log_odds() -> None:
    model, matrix, _ = a_model()
    odds = model.contributions(matrix[:50]).sum(axis=1) + model.intercept
    assert expit(odds) == pytest.approx(model.probability(matrix[:50]))


def test_reasons_are_words_loudest_first() -> None:
    model, matrix, _ = a_model()
    row = np.array(model.mean)
    assert model.reasons(row) == ()
    row[0], row[1] = row[0] + 3.0, row[1] + 2.0
    assert model.reasons(row) == (
        f"{NAMES[0]}: more than usual, speaks for it",
        f"{NAMES[1]}: more than usual, speaks against it",
    )
    assert len(model.reasons(matrix[0] * 9, most=1)) == 1


def test_a_model_survives_json() -> None:
    model, matrix, _ = a_model()
    again = PropensityModel.restore(json.loads(json.dumps(model.record())))
    assert again == model
    assert again.probability(matrix).tolist() == model.probability(matrix).tolist()


@pytest.mark.parametrize("redeemers", [0, 9, 491, 500])
def test_with_too_few_examples_of_either_kind_a_rule_of_thumb_answers(redeemers: int) -> None:
    matrix = np.random.default_rng(2).normal(size=(500, len(NAMES)))
    model = fit_propensity(matrix, np.arange(500) < redeemers)
    assert not model.learnt
    eager, idle = np.array(model.mean), np.array(model.mean)
    eager[NAMES.index("coupons used")] += 2.0
    low, high = model.probability(np.stack([idle, eager]))
    assert 0.0 < low < high < 1.0


def test_without_any_training_customers_are_compared_with_each_other() -> None:
    model = fit_propensity(np.zeros((0, len(NAMES))), np.zeros(0, dtype=bool))
    matrix = np.zeros((30, len(NAMES)))
    matrix[:, NAMES.index("purchases of the offer's goods")] = np.arange(30)
    guess = probability(model, matrix)
    assert (np.diff(guess) > 0).all()
    assert guess.mean() < 0.15
    assert probability(model, np.zeros((0, len(NAMES)))).size == 0
