"""What all customers together say about the promotions: popularity, rhythm, what goes with what."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from largesse.personalization.scorer.arrays import (
    Floats,
    Ints,
    Singles,
    lengths,
    safe_ratio,
    starts_of,
    totals,
)
from largesse.personalization.scorer.moments import Moments
from largesse.personalization.scorer.neighbours import Neighbourhood, frequencies, neighbourhood

# With more promotions there is no item-item model: memory grows with their square, time with the cube.
MOST_FOR_ITEMS = 3_000
RIDGE = 100.0
WEEK = 7
TREND_WEEKS = 4
# Older popularity only decides where nothing was bought of late.
FILL = 1e-3


@dataclass(frozen=True, slots=True)
class Market:
    """Figures of each promotion as of `day`, and the models that compare customers and goods."""

    day: int
    popularity: dict[int, Floats]
    # The share of a week's customers who bought it, on average over the last four weeks.
    weekly: Floats
    interval: Floats
    repeat: Floats
    spend: Floats
    depth: Floats
    around: Neighbourhood
    # Things x things; None when there are too many.
    together: Singles | None

    def trend(self) -> Floats:
        """How many of a week's customers buy each promotion's goods of late.

        Weeks and not the month as a whole: what a customer takes home every week counts each time.
        """
        return self.weekly + FILL * self.popularity[91] + FILL**2 * self.popularity[365]


def market_of(ids: Ints, moments: Moments, visits: Moments, *, day: int) -> Market:
    """The market as of a day, from what these customers bought before it."""
    things = moments.things
    popularity = {span: _popularity(moments, visits, day - span) for span in (7, 28, 91, 365)}
    starts = starts_of(moments.pairs())
    thing = moments.thing[starts]
    count = lengths(starts, len(moments))
    last = moments.day[np.append(starts[1:], len(moments)) - 1] if len(moments) else moments.day[starts]
    stretch = (last - moments.day[starts]).astype(np.float64)
    many = count > 1
    gaps = totals(thing[many], things, count[many] - 1.0)
    interval = safe_ratio(totals(thing[many], things, stretch[many]), gaps)
    buyers = totals(thing, things)
    times = totals(moments.thing, things)
    spend = totals(moments.thing, things, moments.spend)
    recent = moments.day >= day - 28
    paid = totals(moments.thing[recent], things, moments.spend[recent])
    saved = totals(moments.thing[recent], things, moments.saving[recent])
    return Market(
        day,
        popularity,
        _weekly(moments, visits, day),
        interval,
        safe_ratio(totals(thing[many], things), buyers),
        safe_ratio(spend, times),
        safe_ratio(saved, saved + paid),
        neighbourhood(ids, frequencies(moments, visits)),
        _together(moments, count, starts),
    )


def _popularity(moments: Moments, visits: Moments, since: int) -> Floats:
    recent = moments.day >= since
    pair = moments.pairs()[recent]
    thing = moments.thing[recent][starts_of(pair)]
    active = len(starts_of(visits.customer[visits.day >= since].astype(np.int64)))
    return totals(thing, moments.things) / max(active, 1)


def _weekly(moments: Moments, visits: Moments, day: int) -> Floats:
    def in_weeks(some: Moments) -> Ints:
        """The things of each (customer, thing, week) of the last weeks."""
        recent = some.day >= day - WEEK * TREND_WEEKS
        week = (day - 1 - some.day[recent].astype(np.int64)) // WEEK
        return np.unique(some.pairs()[recent] * TREND_WEEKS + week) // TREND_WEEKS % some.things

    return totals(in_weeks(moments), moments.things) / max(len(in_weeks(visits)), 1)


def _together(moments: Moments, count: Ints, starts: Ints) -> Singles | None:
    """EASE: H. Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019."""
    if moments.things > MOST_FOR_ITEMS:
        return None
    values = bought(count)
    rows = sparse.csr_array(
        (values, (moments.customer[starts], moments.thing[starts])),
        shape=(moments.customers, moments.things),
    )
    gram = np.asarray((rows.T @ rows).toarray(), np.float64)
    gram[np.diag_indices(moments.things)] += RIDGE
    inverse = np.linalg.inv(gram)
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return weights.astype(np.float32)


def bought(count: Ints) -> Singles:
    """How much it says of a customer that he bought a thing so many times: more, but ever less so."""
    return np.log1p(count).astype(np.float32)
