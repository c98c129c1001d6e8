"""How engaged a customer is: how long since the last purchase, measured against the customer's own rhythm.

A probability to be "alive" is no churn score: under BG/NBD it is 1 for everybody who bought once. `due`
compares the silence with the customer's own interval and means the same for weekly and for yearly buyers.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from largesse.personalization.value.history import Floats, Purchases

SLIPPING: Final = 2.0
LAPSED: Final = 4.0
NEW_DAYS: Final = 30
LEAST_INTERVAL: Final = 1.0
PRIOR: Final = 2.0


class Level(StrEnum):
    """A word for the engagement of a customer."""

    NEW = "new"
    REGULAR = "regular"
    SLIPPING = "slipping"
    LAPSED = "lapsed"
    NEVER_BOUGHT = "never bought"


@dataclass(frozen=True, slots=True)
class Engagement:
    """One entry for each customer.

    `recency` days since the last purchase, `frequency` shopping days so far, `interval` days between
    purchases as expected of the customer, `due` recency / interval: 1 is on time, 3 is three times overdue.
    Not a number, and level "never bought", without a purchase.
    """

    recency: Floats
    frequency: Floats
    interval: Floats
    due: Floats
    level: NDArray[np.object_]


def engagement(purchases: Purchases, *, until: int) -> Engagement:
    """Measures each customer as known when the day `until` begins.

    The interval of a customer is the mean of the own intervals, to which the usual interval of everybody (the
    median of those who came back) is added as if it were seen twice: a customer with one purchase is judged
    by it alone, one with fifty by the own rhythm. Up to 30 days after a first purchase, and with no second
    one, a customer is new unless the usual interval is longer. Up to 2 intervals a customer is regular, up to
    4 slipping, then lapsed.
    """
    known = purchases.before(until)
    frequency = known.counts()
    first, last = known.first_days(missing=until), known.last_days(missing=until)
    bought, again = frequency > 0, frequency > 1
    gaps = np.maximum(frequency - 1.0, 0.0)
    stretch = (last - first).astype(np.float64)
    recency = np.where(bought, (until - last).astype(np.float64), np.nan)
    usual = float(np.median(stretch[again] / gaps[again])) if again.any() else float(NEW_DAYS)
    interval = np.maximum((stretch + PRIOR * usual) / (gaps + PRIOR), LEAST_INTERVAL)
    due = recency / interval
    new = (frequency == 1) & (recency <= max(NEW_DAYS, usual))
    words = [Level.NEVER_BOUGHT, Level.NEW, Level.REGULAR, Level.SLIPPING]
    chosen = np.select([~bought, new, due <= SLIPPING, due <= LAPSED], range(4), default=4)
    level = np.array([*words, Level.LAPSED], dtype=object)[chosen]
    return Engagement(recency, frequency, np.where(bought, interval, np.nan), due, level)
