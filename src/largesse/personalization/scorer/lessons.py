"""What the trees learn from: pairs as they looked before a past week, and whether they were bought in it."""

from dataclasses import dataclass, field

import numpy as np

from largesse.personalization.scorer.arrays import Bools, Ints, Shorts, Singles
from largesse.personalization.scorer.candidates import Guess, affinity, novelty, pairs_of
from largesse.personalization.scorer.features import Past, features_of, signals_of
from largesse.personalization.scorer.history import Promotions
from largesse.personalization.scorer.market import Market, market_of
from largesse.personalization.scorer.ranker import Shape


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is trained; chosen on held-back weeks.

    `weeks` past weeks are targets; each customer brings `candidates` pairs a week, and of those that were
    not bought the share `rest`. `brief` of the customers are shown a second time with `brief_days` of history
    only: trees of their own learn from that how to judge newcomers, those first seen up to `new_days` ago.
    Customers are handled `block` at a time; at most `most_customers`, drawn by seed, are learned from.
    """

    weeks: int = 8
    horizon: int = 7
    candidates: int = 100
    rest: float = 0.2
    brief: float = 0.3
    brief_days: int = 14
    new_days: int = 21
    block: int = 2_048
    most_customers: int = 20_000
    relevance: bool = True
    discover: bool = False
    shape: Shape = field(default_factory=Shape)


@dataclass(frozen=True, slots=True)
class Lesson:
    """Rows for the trees: features, and whether the pair was bought in the week that followed."""

    names: tuple[str, ...]
    values: Singles
    bought: Bools


@dataclass(frozen=True, slots=True)
class Teacher:
    """Makes the lessons of one set of histories."""

    past: Past
    promotions: Promotions
    parents: tuple[Shorts, ...]
    settings: Settings
    seed: int

    def lessons(self, day: int) -> dict[str, list[Lesson]]:
        """The lessons of the weeks that end before a day, for each of the trees that are wanted.

        `relevance` with whole histories, `newcomers` with brief ones; `discover` with whole ones, for goods
        that were not bought before.
        """
        found: dict[str, list[Lesson]] = {"relevance": [], "newcomers": [], "discover": []}
        for week in range(self.settings.weeks):
            cut = day - self.settings.horizon * (week + 1)
            before = self.past.before(cut)
            if not len(before.moments):
                break
            market = market_of(before.ids, before.moments, before.visits, day=cut)
            if self.settings.relevance:
                whole, brief = self._week(before, market, affinity, share=self.settings.brief)
                found["relevance"] += whole
                found["newcomers"] += brief
            if self.settings.discover:
                found["discover"] += self._week(before, market, novelty, share=0.0)[0]
        return found

    def _week(
        self, before: Past, market: Market, guess: Guess, *, share: float
    ) -> tuple[list[Lesson], list[Lesson]]:
        """The rows with whole histories, and those of a share of the customers with brief ones."""
        cut = market.day
        moments = self.past.moments
        week = moments.where((moments.day >= cut) & (moments.day < cut + self.settings.horizon))
        wanted = np.unique(week.pairs())
        active = np.zeros(moments.customers, np.bool_)
        active[week.customer] = True
        # The day is part of the seed: each week shows other customers briefly.
        draw = np.random.default_rng((self.seed, cut))
        shown = draw.random(moments.customers) < share
        brief = before.since(cut - self.settings.brief_days)
        return (
            self._rows(before, market, wanted, active, guess, draw),
            self._rows(brief, market, wanted, active & shown, guess, draw),
        )

    def _rows(
        self,
        past: Past,
        market: Market,
        wanted: Ints,
        active: Bools,
        guess: Guess,
        draw: np.random.Generator,
    ) -> list[Lesson]:
        rows = []
        for first in range(0, past.moments.customers, self.settings.block):
            last = min(first + self.settings.block, past.moments.customers)
            if not active[first:last].any():
                continue
            block = past.between(first, last)
            signals = signals_of(block, market)
            customer, promotion = pairs_of(guess(signals, market), self.settings.candidates)
            bought = np.isin((first + customer) * past.moments.things + promotion, wanted)
            kept = active[first + customer] & (bought | (draw.random(len(bought)) < self.settings.rest))
            customer, promotion = customer[kept], promotion[kept]
            table = features_of(block, market, signals, self.promotions, self.parents, customer, promotion)
            rows.append(Lesson(table.names, table.values, bought[kept]))
        return rows
