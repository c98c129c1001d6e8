"""Which part of the engine chooses for a customer: trend, frequency or ranker."""

from typing import Final

import numpy as np

from largesse.personalization.ranking import Stage
from largesse.personalization.scorer.arrays import Floats, Ints, Shorts, Singles
from largesse.personalization.scorer.market import Market
from largesse.personalization.scorer.moments import Moments

TREND: Final = 0
FREQUENCY: Final = 1
RANKER: Final = 2
STAGES: Final[tuple[Stage, ...]] = ("trend", "frequency", "ranker")
# One visit shows no habit yet: only from what many goods in it say together does the ranker tell more.
FEW_VISITS = 2
FEW_GOODS = 9
# A customer's own shares count as much as the trend after this many visits.
STRENGTH = 3.0


def stages_of(visits: Moments, moments: Moments, *, trained: bool) -> Shorts:
    """The stage of each customer: nothing known, little known (or no trees), enough for the ranker.

    Little is one visit in which fewer than nine promotions' goods were bought.
    """
    count = np.bincount(visits.customer, minlength=visits.customers)
    goods = np.bincount(moments.customer, minlength=visits.customers)
    little = (count < FEW_VISITS) & (goods < FEW_GOODS)
    stage = np.where(count == 0, TREND, np.where(little, FREQUENCY, RANKER))
    return np.minimum(stage, RANKER if trained else FREQUENCY).astype(np.int32)


def frequency(own: Singles, market: Market, visits: Ints) -> Floats:
    """Customers x promotions: the share of own baskets, recent ones counting more, drawn to the trend.

    Without a visit this is the trend alone.
    """
    trust = visits / (visits + STRENGTH)
    return np.asarray(
        trust[:, None] * own.astype(np.float64) + (1 - trust)[:, None] * market.trend()[None, :], np.float64
    )
