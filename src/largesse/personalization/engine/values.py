"""What the engine says of each customer of a partition: value, engagement, propensity. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from largesse.personalization.propensity.features import BACKGROUND, background
from largesse.personalization.propensity.history import NOTHING, Evidence, Log, Offer, log, receipt_lines
from largesse.personalization.propensity.model import PropensityModel, fit_propensity
from largesse.personalization.scorer.arrays import Floats, Ints
from largesse.personalization.value.engagement import engagement
from largesse.personalization.value.forecast import forecast
from largesse.personalization.value.history import shopping_days

HORIZON_DAYS: Final = 90
# What was given is judged when so many days have passed.
SETTLED: Final = 35


@dataclass(frozen=True, slots=True)
class Receipts:
    """Orders in columns: who (a place in `ids`), when, how much (minor units), whether with a discount."""

    ids: Ints
    customer: Ints
    day: Ints
    value: Floats
    reduced: Ints


@dataclass(frozen=True, slots=True)
class Dealings:
    """What customers did with promotions: columns of customer (a place in `ids`), promotion and day."""

    given: tuple[Ints, Ints, Ints]
    activated: tuple[Ints, Ints, Ints]
    redeemed: tuple[Ints, Ints, Ints]


@dataclass(frozen=True, slots=True)
class Scores:
    """One entry for each customer; NaN where nothing can be said."""

    ids: Ints
    purchases: Floats
    spend: Floats
    due: Floats
    engagement: tuple[str, ...]
    propensity: Floats


def score_customers(
    receipts: Receipts, dealings: Dealings, model: PropensityModel | None, *, day: int
) -> Scores:
    """The scores of all customers of a partition; spend in minor units, both for 90 days.

    The models of value are fitted on the partition itself, which should have some thousand customers.
    """
    bought = shopping_days(receipts.customer, receipts.day, receipts.value, size=len(receipts.ids))
    ahead = forecast(bought, until=day, days=HORIZON_DAYS)
    rhythm = engagement(bought, until=day)
    matrix = background(evidence_of(receipts, dealings), day)
    if model is None or not model.learnt:
        model = fit_propensity(matrix, np.zeros(len(matrix), np.bool_), names=BACKGROUND)
    return Scores(
        receipts.ids,
        ahead.purchases,
        ahead.spend,
        rhythm.due,
        tuple(str(level) for level in rhythm.level),
        model.probability(matrix),
    )


def learn_propensity(receipts: Receipts, dealings: Dealings, *, day: int) -> PropensityModel:
    """Who redeems what is given: from promotions given 35 days ago or earlier, as customers were known then.

    Learns from what is known of customers whatever the promotion is; else a rule of thumb (not `learnt`).
    """
    evidence = evidence_of(receipts, dealings)
    done = set(zip(*(column.tolist() for column in dealings.redeemed[:2]), strict=True))
    rows: list[Floats] = [np.zeros((0, len(BACKGROUND)))]
    answers: list[bool] = []
    for offer in evidence.offers:
        if offer.day <= day - SETTLED:
            rows.append(background(evidence, offer.day)[offer.customers])
            answers += [(customer, offer.key) in done for customer in offer.customers.tolist()]
    return fit_propensity(np.concatenate(rows), np.array(answers, np.bool_), names=BACKGROUND)


def evidence_of(receipts: Receipts, dealings: Dealings) -> Evidence:
    """Receipts as lines without goods, and promotions given on one day as an offer of that day."""
    baskets = np.arange(len(receipts.customer), dtype=np.int64)
    lines = receipt_lines(
        receipts.customer,
        receipts.day,
        baskets,
        np.zeros_like(baskets),
        receipts.value,
        receipts.reduced.astype(np.bool_),
    )
    return Evidence(
        len(receipts.ids),
        1,
        lines,
        _log(dealings.redeemed),
        _offers(dealings.given),
        _log(dealings.activated),
    )


def _log(entries: tuple[Ints, Ints, Ints]) -> Log:
    return log(*entries) if len(entries[0]) else NOTHING


def _offers(given: tuple[Ints, Ints, Ints]) -> tuple[Offer, ...]:
    customer, promotion, day = given
    nothing = np.zeros(0, np.int64)
    offers: list[Offer] = []
    if not len(customer):
        return ()
    pairs: Sequence[Sequence[int]] = np.unique(np.stack([day, promotion], axis=1), axis=0).tolist()
    for when, key in pairs:
        those = np.unique(customer[(day == when) & (promotion == key)])
        offers.append(Offer(int(key), int(when), those, nothing, nothing))
    return tuple(offers)
