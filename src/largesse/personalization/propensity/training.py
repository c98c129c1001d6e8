"""Learning propensity from the offers made so far, forward in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from largesse.personalization.propensity.features import NAMES, features, redeemed
from largesse.personalization.propensity.history import Evidence, Floats, Offer
from largesse.personalization.propensity.model import PropensityModel, fit_propensity

SETTLED: Final = 35


@dataclass(frozen=True, slots=True)
class Lesson:
    """An offer with the features of its customers on the day it began."""

    offer: Offer
    matrix: Floats


def lessons(evidence: Evidence, *, until: int) -> tuple[Lesson, ...]:
    """The offers that began up to the day `until`, in the order of their days."""
    begun = (offer for offer in evidence.offers if offer.day <= until and offer.customers.size)
    return tuple(
        Lesson(offer, features(evidence, offer))
        for offer in sorted(begun, key=lambda offer: (offer.day, offer.key))
    )


def train(evidence: Evidence, *, until: int, settled: int = SETTLED) -> PropensityModel:
    """Learns from every offer that began `settled` days or more before the day `until`.

    Features are taken as on the day each offer began, answers as known when `until` begins; nothing later is
    seen.
    """
    return learn(lessons(evidence, until=until - settled), evidence, until=until, settled=settled)


def learn(
    given: Sequence[Lesson], evidence: Evidence, *, until: int, settled: int = SETTLED
) -> PropensityModel:
    """As `train`, from lessons that were prepared before: many days are judged with the same ones."""
    ready = [lesson for lesson in given if lesson.offer.day <= until - settled]
    if not ready:
        return fit_propensity(np.zeros((0, len(NAMES))), np.zeros(0, dtype=bool))
    matrix = np.concatenate([lesson.matrix for lesson in ready])
    return fit_propensity(
        matrix, np.concatenate([redeemed(evidence, lesson.offer, until=until) for lesson in ready])
    )


def score(model: PropensityModel, evidence: Evidence, offer: Offer) -> Floats:
    """The probability that each customer of the offer redeems it, as known when the offer begins."""
    return probability(model, features(evidence, offer))


def probability(model: PropensityModel, matrix: Floats) -> Floats:
    """The probability for each row of features.

    Under the rule of thumb customers are compared with the others in the matrix, for want of a training.
    """
    if not model.learnt and matrix.shape[0]:
        model = fit_propensity(matrix, np.zeros(matrix.shape[0], dtype=bool))
    return model.probability(matrix)
