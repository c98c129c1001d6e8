"""Poisson boosting on windows of the past: how often frequent buyers come, learnt from how they came before.

The recent past is cut into windows as long as the horizon. What was known when a window began are the
features, the shopping days within it the target. What was learnt is then asked about the window that begins
now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor

from largesse.personalization.threads import threads_for
from largesse.personalization.value.bgnbd import Visits, fit_bgnbd, visits
from largesse.personalization.value.history import Floats, Purchases

MOST_WINDOWS: Final = 3
APART: Final = 28  # days between the beginnings of windows: four weeks keep the weekdays in step
LEAST_CUSTOMERS: Final = 200
LEAST_PURCHASES: Final = 5.0
MOST_ROWS: Final = 300_000
LOOKBACKS: Final = (7, 14, 28, 56, 91, 182, 364)
HALF_LIVES: Final = (14, 30, 60, 120)
MONTHS: Final = 3


@dataclass(frozen=True, slots=True)
class Windows:
    """The days on which windows to learn from begin, newest first, and the first day that is known at all."""

    begins: tuple[int, ...]
    since: int
    days: int


def windows_for(purchases: Purchases, *, until: int, days: int) -> Windows | None:
    """The windows to learn from, or nothing when there are too few windows or too few repeat purchases.

    Needs as much history before the newest window as the window is long, 200 customers known by then, and
    five shopping days each on average. Below that there is little to learn from, and BG/NBD says more. Older
    windows are learnt from too where at least half as much history lies before them.
    """
    known = purchases.before(until)
    if known.day.size == 0:
        return None
    since = int(known.day.min())
    oldest = since + max(days // 2, APART)
    begins = tuple(
        day for day in range(until - days, until - days - APART * MOST_WINDOWS, -APART) if day >= oldest
    )
    if not begins or begins[0] < since + days:
        return None
    counts = known.before(begins[0]).counts()
    customers = int(np.count_nonzero(counts))
    enough = customers >= LEAST_CUSTOMERS and counts.sum() >= LEAST_PURCHASES * customers
    return Windows(begins, since, days) if enough else None


def purchases_by_boosting(purchases: Purchases, windows: Windows, *, until: int) -> Floats:
    """Shopping days to expect of each customer in the window that begins at `until`; 0 for who never bought.

    Deterministic: the rows are ordered by customer, and beyond 300,000 rows every n-th customer is learnt
    from.
    """
    taught, answers = _lessons(purchases, windows)
    known = purchases.before(until)
    asked = features(known, windows, at=until)
    useful = np.ptp(np.nan_to_num(taught, nan=-1.0), axis=0) > 0
    regressor = HistGradientBoostingRegressor(
        loss="poisson",
        learning_rate=0.03,
        max_iter=200,
        max_leaf_nodes=6,
        min_samples_leaf=min(100, max(20, answers.size // 50)),
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    )
    with threads_for(answers.size):
        regressor.fit(taught[:, useful], answers)
    expected = np.asarray(regressor.predict(asked[:, useful]), dtype=np.float64)
    return np.where(known.counts() > 0, expected, 0.0)


def features(known: Purchases, windows: Windows, *, at: int) -> Floats:
    """What is known of each customer when the day `at` begins, one row each.

    Looks back only as far as the data go: a count over 91 days of 60 known ones is not a number.
    """
    span = at - windows.since
    remembered = min(windows.begins) - windows.since
    count, spent = known.counts(), known.totals()
    age, idle = at - known.first_days(missing=at), at - known.last_days(missing=at)
    interval = (age - idle) / np.maximum(count - 1.0, 1.0)
    general = [
        count / span,
        idle,
        np.minimum(age, remembered),
        interval,
        idle / np.maximum(interval, 1.0),
        spent / np.maximum(count, 1.0),
        _weeks(known, at) / span,
        _probable(known, at=at, days=windows.days),
    ]
    columns = [*general, *_recent(known, at=at, span=span), *_decayed(known, at), *_months(known, at)]
    return np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])


def _lessons(purchases: Purchases, windows: Windows) -> tuple[Floats, Floats]:
    rows = purchases.size * len(windows.begins)
    sample = purchases.sample(max(1, -(-rows // MOST_ROWS)))
    taught: list[Floats] = []
    answers: list[Floats] = []
    for begin in windows.begins:
        known = sample.before(begin)
        bought = known.counts() > 0
        taught.append(features(known, windows, at=begin)[bought])
        answers.append(sample.since(begin).before(begin + windows.days).counts()[bought])
    return np.concatenate(taught), np.concatenate(answers)


def _recent(known: Purchases, *, at: int, span: int) -> Sequence[Floats]:
    columns: list[Floats] = []
    for days in LOOKBACKS:
        recent = known.since(at - days)
        unknown = np.nan if days > span else 0.0
        columns += [recent.counts() + unknown, np.log1p(recent.totals()) + unknown]
    return columns


def _decayed(known: Purchases, at: int) -> Sequence[Floats]:
    columns: list[Floats] = []
    for half_life in HALF_LIVES:
        weight = np.exp2((known.day - at) / half_life)
        columns.append(_summed(known, weight))
        columns.append(_summed(known, weight * known.value))
    return columns


def _summed(known: Purchases, weight: Floats) -> Floats:
    return np.bincount(known.customer, weights=weight, minlength=known.size).astype(np.float64)


def _months(known: Purchases, at: int) -> Sequence[Floats]:
    return [known.since(at - 28 * (ago + 1)).before(at - 28 * ago).counts() for ago in range(MONTHS)]


def _weeks(known: Purchases, at: int) -> Floats:
    """In how many weeks, counted back from `at`, each customer bought at all."""
    week = (at - 1 - known.day) // 7
    new = np.r_[True, (np.diff(known.customer) != 0) | (np.diff(week) != 0)][: week.size]
    return np.bincount(known.customer[new], minlength=known.size).astype(np.float64)


def _probable(known: Purchases, *, at: int, days: int) -> Floats:
    seen = visits(known, until=at)
    bought = seen.age > 0
    model = fit_bgnbd(Visits(seen.repeats[bought], seen.recency[bought], seen.age[bought]))
    return np.where(bought, model.expected_purchases(seen, days=days), 0.0)
