"""Figures of each (customer, thing) pair that has a purchase: how often, how lately, at what rhythm."""

from dataclasses import dataclass

import numpy as np

from largesse.personalization.scorer.arrays import Floats, Ints, lengths, safe_ratio, starts_of, sums
from largesse.personalization.scorer.moments import Moments

HALF_LIVES = (7, 30, 90, 365)
SPANS = (28, 90)
WEEKS = (4, 13)
# So many places are listed, which takes less time than to search for each.
MOST_LISTED = 1 << 24


@dataclass(frozen=True, slots=True)
class Tallies:
    """Columns of figures by sorted pair key (customer * things + thing)."""

    keys: Ints
    columns: dict[str, Floats]

    def of(self, keys: Ints) -> "Found":
        """Where these pairs stand."""
        if not self.keys.size:
            return Found(self, np.zeros(len(keys), np.int64), np.zeros(len(keys), np.bool_))
        place = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
        return Found(self, place, self.keys[place] == keys)

    def all(self) -> "Found":
        """All pairs, and at the end one for those without a purchase."""
        place = np.append(np.arange(len(self.keys)), 0)
        return Found(self, place, np.arange(len(place)) < len(self.keys))

    def owners(self, things: int) -> Ints:
        """The customer of each of `all`; any at the end."""
        return np.append(self.keys, 0) // things

    def things(self, things: int) -> Ints:
        """The thing of each of `all`; any at the end."""
        return np.append(self.keys, 0) % things

    def places(self, keys: Ints) -> Ints:
        """Where each of these pairs stands in `all`: at the end without a purchase, and for a key of -1."""
        size = int(keys.max(initial=-1)) + 1
        absent = len(self.keys)
        if size > MOST_LISTED:
            found = self.of(keys)
            return np.where(found.there, found.place, absent)
        place = np.full(size + 1, absent, np.int64)
        known = self.keys[: np.searchsorted(self.keys, size)]
        place[known] = np.arange(len(known))
        return place[keys]


@dataclass(frozen=True, slots=True)
class Found:
    """Some pairs' places in the tallies, so that many columns are read with one search."""

    tallies: Tallies
    place: Ints
    there: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def column(self, name: str, absent: float) -> Floats:
        """A figure of each pair, `absent` for pairs without a purchase."""
        values = self.tallies.columns[name]
        if not values.size:
            return np.full(len(self.place), absent)
        return np.where(self.there, values[self.place], absent)


def tallies_of(moments: Moments, visits: Moments, *, day: int) -> Tallies:
    """The figures as of a day, from purchases before it."""
    pairs = moments.pairs()
    starts = starts_of(pairs)
    ends = np.append(starts[1:], len(moments)) - 1 if starts.size else starts
    count = lengths(starts, len(moments)).astype(np.float64)
    age = (day - moments.day).astype(np.float64)
    columns = {"count": count, "since": age[ends] if starts.size else count, **_decays(age, starts)}
    columns |= _rhythm(age, starts, ends, count)
    columns |= _weeks(age, pairs, starts)
    columns |= {
        "quantity": safe_ratio(sums(moments.quantity, starts), count),
        "last_quantity": moments.quantity[ends],
        "spend": safe_ratio(sums(moments.spend, starts), count),
        "saving": safe_ratio(sums(moments.saving, starts), sums(moments.spend + moments.saving, starts)),
    }
    columns |= _visits_around(moments, visits, starts, ends)
    return Tallies(pairs[starts], columns)


def few_tallies_of(moments: Moments, *, day: int) -> Tallies:
    """Only how often and how lately: enough for groups of goods."""
    pairs = moments.pairs()
    starts = starts_of(pairs)
    ends = np.append(starts[1:], len(moments)) - 1 if starts.size else starts
    age = (day - moments.day).astype(np.float64)
    decays = {f"decay{life}": sums(np.exp2(-age / life), starts) for life in HALF_LIVES if life in (30, 90)}
    return Tallies(pairs[starts], {"since": age[ends] if starts.size else np.zeros(0), **decays})


def _decays(age: Floats, starts: Ints) -> dict[str, Floats]:
    columns = {f"decay{life}": sums(np.exp2(-age / life), starts) for life in HALF_LIVES}
    columns |= {f"count{span}": sums((age <= span).astype(np.float64), starts) for span in SPANS}
    return columns


def _rhythm(age: Floats, starts: Ints, ends: Ints, count: Floats) -> dict[str, Floats]:
    if not starts.size:
        return dict.fromkeys(("first", "interval", "spread", "last_gap"), np.zeros(0))
    gaps = np.concatenate((age[:-1] - age[1:], [0.0]))
    gaps[ends] = 0.0
    interval = safe_ratio(age[starts] - age[ends], count - 1)
    variance = safe_ratio(sums(gaps**2, starts), count - 1) - interval**2
    last_gap = np.where(count > 1, gaps[np.maximum(ends - 1, 0)], np.nan)
    return {
        "first": age[starts],
        "interval": interval,
        "spread": np.sqrt(np.maximum(variance, 0.0)),
        "last_gap": last_gap,
    }


def _weeks(age: Floats, pairs: Ints, starts: Ints) -> dict[str, Floats]:
    week = ((age - 1) // 7).astype(np.int64)
    fresh = np.ones(len(week), np.bool_)
    fresh[1:] = (week[1:] != week[:-1]) | (pairs[1:] != pairs[:-1])
    return {f"weeks{most}": sums((fresh & (week < most)).astype(np.float64), starts) for most in WEEKS}


def _visits_around(moments: Moments, visits: Moments, starts: Ints, ends: Ints) -> dict[str, Floats]:
    """Visits of the customer after the last purchase of the thing, and since the first."""
    key = visits.customer.astype(np.int64) << 32 | (visits.day.astype(np.int64) + (1 << 20))
    customer = moments.customer[starts].astype(np.int64)
    through = np.searchsorted(key, (customer + 1) << 32)
    last = customer << 32 | (moments.day[ends].astype(np.int64) + (1 << 20))
    first = customer << 32 | (moments.day[starts].astype(np.int64) + (1 << 20))
    return {
        "visits_since": (through - np.searchsorted(key, last, side="right")).astype(np.float64),
        "visits_from_first": (through - np.searchsorted(key, first)).astype(np.float64),
    }
