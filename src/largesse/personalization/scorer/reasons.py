"""Why a promotion stands where it stands: what it would lose if a group of figures were as usual."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from largesse.personalization.scorer.arrays import Floats, Ints
from largesse.personalization.scorer.features import Table
from largesse.personalization.scorer.ranker import Trees

Figures = Mapping[str, float]
MOST = 3
LEAST_GAIN = 0.02


@dataclass(frozen=True, slots=True)
class Reason:
    """A group of figures that belong together, when it can be said, and how."""

    name: str
    columns: tuple[str, ...]
    holds: Callable[[Figures], bool]
    words: Callable[[Figures], str]


def _often(figures: Figures) -> str:
    recent = int(figures["count90"])
    if recent:
        return f"bought {_times(recent)} in the last 90 days"
    return f"bought {_times(int(figures['count']))} so far"


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _due(figures: Figures) -> str:
    usual, ago = round(figures["interval"]), int(figures["since"])
    return f"usually every {_days(max(usual, 1))}, last {_days(ago)} ago"


def _days(count: int) -> str:
    return "day" if count == 1 else f"{count} days"


REASONS = (
    Reason(
        "often",
        (
            "count", "count28", "count90", "decay7", "decay30", "decay90", "decay365", "weeks4", "weeks13",
            "of_best", "tifu",
        ),
        lambda figures: figures["count"] > 0,
        _often,
    ),
    Reason(
        "due",
        (
            "since", "first", "interval", "spread", "last_gap", "due", "market_due", "visits_since",
            "visits_due", "market_interval",
        ),
        lambda figures: figures["count"] > 1 and figures["due"] >= 0.5,
        _due,
    ),
    Reason(
        "share",
        ("share_count", "share_decay30", "share_decay90", "share_from_first"),
        lambda figures: figures["share_decay90"] >= 0.1,
        lambda figures: f"in {figures['share_decay90']:.0%} of recent baskets",
    ),
    Reason(
        "neighbours",
        ("nearby",),
        lambda figures: figures["nearby"] > 0,
        lambda _: "customers like this one buy it",
    ),
    Reason(
        "together",
        ("together",),
        lambda figures: figures["together"] > 0,
        lambda _: "goes with what this customer buys",
    ),
    Reason(
        "popular",
        ("popular7", "popular28", "popular91", "market_repeat"),
        lambda figures: figures["popular28"] >= 0.02,
        lambda figures: f"popular this month: {figures['popular28']:.0%} of customers bought it",
    ),
    Reason(
        "rising",
        ("rising_week", "rising_month"),
        lambda figures: figures["rising_month"] > 0.45,
        lambda _: "sells better of late",
    ),
    Reason(
        "taste",
        tuple(f"group{level}_{name}" for level in range(3) for name in ("decay30", "decay90", "since")),
        lambda figures: max(figures.get(f"group{level}_decay90", 0.0) for level in range(3)) >= 1,
        lambda _: "buys this kind of goods often",
    ),
    Reason(
        "discount",
        ("discount", "market_depth", "saving", "visits_saving"),
        lambda figures: figures["discount"] >= 0.05,
        lambda figures: f"{figures['discount']:.0%} off",
    ),
)  # fmt: skip

BY_TREND = ("popular", "rising", "discount")
BY_FREQUENCY = ("often", "due", "share", "popular")


def reasons_of(table: Table, trees: Trees) -> list[tuple[str, ...]]:
    """For each row the reasons that lift it most, strongest first, in words."""
    if not len(table.values):
        return []
    full = trees.log_odds(table)
    gains = np.stack([full - _without(reason, table, trees) for reason in REASONS], axis=1)
    order = np.argsort(-gains, axis=1, kind="stable")
    return [_said(table, row, order[row], gains[row]) for row in range(len(table.values))]


def plain_reasons_of(table: Table, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """For each row those of the named reasons that hold, in that order: for the stages without trees."""
    known = {reason.name: place for place, reason in enumerate(REASONS)}
    order = np.array([known[name] for name in names], np.int64)
    sure = np.ones(len(REASONS))
    return [_said(table, row, order, sure) for row in range(len(table.values))]


def _said(table: Table, row: int, order: Ints, gains: Floats) -> tuple[str, ...]:
    figures = dict(zip(table.names, table.values[row].tolist(), strict=True))
    said = []
    for place in order.tolist():
        reason = REASONS[place]
        if gains[place] >= LEAST_GAIN and reason.holds(figures):
            said.append(reason.words(figures))
    return tuple(said[:MOST])


def _without(reason: Reason, table: Table, trees: Trees) -> Floats:
    """The log-odds when the group's columns have their usual values."""
    columns = [place for place, name in enumerate(table.names) if name in reason.columns]
    usual = table.values.copy()
    usual[:, columns] = trees.usual[columns]
    return trees.log_odds(Table(table.names, usual))
