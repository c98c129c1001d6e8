"""Training as a pure task: a sample of histories in, a model with its figures of a held-back week out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from largesse.personalization.engine.stock import Article
from largesse.personalization.evaluation.intervals import Interval
from largesse.personalization.evaluation.trial import ENGINE, Report, evaluate
from largesse.personalization.scorer.history import Goods, History, Promotions
from largesse.personalization.scorer.lessons import Settings
from largesse.personalization.scorer.moments import moments_of
from largesse.personalization.scorer.training import Model, train

WEEK: Final = 7
SHOWN: Final = 6
FIGURES: Final = ("ndcg", "recall", "hit", "spend_ndcg", "novel_recall")
# More than a sample of so many customers made no model better, and all others are compared with them.
SETTINGS: Final = Settings(most_customers=5_000, discover=True)

Figures = dict[str, object]


@dataclass(frozen=True, slots=True)
class Task:
    """What a model is trained from; `day` is the first day of which nothing is known."""

    history: History
    goods: Goods
    promotions: Promotions
    articles: tuple[Article, ...]
    day: int
    seed: int
    settings: Settings = SETTINGS


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored of a training: the model, and the customers that others are compared with.

    Goods of the history are places in `articles`, so that the market can be made anew for other promotions.
    """

    model: Model
    reference: History
    articles: tuple[Article, ...]


def learn(task: Task) -> tuple[Figures, Kept]:
    """Judges the engine on the last week from what was before it, then trains on all of it."""
    figures = judged(task)
    model = train(
        task.history, task.goods, task.promotions, as_of=task.day, seed=task.seed, settings=task.settings
    )
    return {**figures, "is_trained": model.trees is not None}, Kept(model, task.history, task.articles)


def judged(task: Task) -> Figures:
    """The figures of the last week, against the baselines; without any when nothing can be judged."""
    begin = task.day - WEEK
    week = task.history.where(task.history.day >= begin)
    bought = moments_of(week, task.promotions, task.goods.count) if task.promotions.count else ()
    if not len(bought) or not (task.history.day < begin).any():
        return {"customers": 0}
    report = evaluate(
        task.history,
        task.goods,
        days=[begin],
        pool=lambda *_: task.promotions,
        k=SHOWN,
        seed=task.seed,
        settings=replace(task.settings, discover=False),
    )
    return figures_of(report)


def figures_of(report: Report) -> Figures:
    """A report as JSON: for each engine its metrics, and by how much ours is ahead of it in NDCG, paired."""
    own = next(row for row in report.rows if row.engine == ENGINE)
    return {
        "customers": report.customer_weeks,
        "k": report.k,
        "promotions": max(report.promotions),
        "engines": {
            row.engine: {name: _written(row.metrics[name]) for name in FIGURES} for row in report.rows
        },
        "ahead": {name: _written(interval) for name, interval in own.ahead_of_others.items()},
    }


def summary(history: History, promotions: Promotions) -> Mapping[str, int]:
    """What a model was trained on, in numbers."""
    return {
        "customers": len(np.unique(history.customer)),
        "lines": len(history),
        "promotions": promotions.count,
    }


def _written(interval: Interval) -> list[float | None]:
    """Mean, low and high; null for what cannot be said."""
    values = (interval.mean, interval.low, interval.high)
    return [round(value, 5) if math.isfinite(value) else None for value in values]
