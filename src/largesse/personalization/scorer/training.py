"""From histories to a model, and a model brought up to date without growing its trees again."""

from dataclasses import dataclass, replace

import numpy as np

from largesse.personalization.scorer.features import Past, parents_of
from largesse.personalization.scorer.history import Goods, History, Promotions
from largesse.personalization.scorer.lessons import Lesson, Settings, Teacher
from largesse.personalization.scorer.market import Market, market_of
from largesse.personalization.scorer.moments import groups_of, moments_of, visits_of
from largesse.personalization.scorer.ranker import Trees, grown


@dataclass(frozen=True, slots=True)
class Model:
    """All that ranking needs, as of a day; to be pickled as it is.

    The trees know no promotion by name, so they also rank promotions that came later; the market must be
    that of the promotions to rank (`refreshed`).
    """

    day: int
    seed: int
    settings: Settings
    market: Market
    trees: Trees | None
    discover: Trees | None
    # For customers who are not known for long; without them the trees above judge these too.
    newcomers: Trees | None = None


def past_of(history: History, goods: Goods, promotions: Promotions) -> Past:
    """Purchases gathered by promotion, by visit and by group of goods."""
    return Past(
        history.ids,
        moments_of(history, promotions, goods.count),
        visits_of(history),
        tuple(groups_of(history, level) for level in goods.levels),
    )


def train(
    history: History,
    goods: Goods,
    promotions: Promotions,
    *,
    as_of: int,
    seed: int = 0,
    settings: Settings | None = None,
) -> Model:
    """A model that ranks these promotions as of a day; nothing of that day or after it is looked at."""
    settings = settings or Settings()
    history = sampled(history.before(as_of), settings.most_customers, seed)
    past = past_of(history, goods, promotions)
    lessons = Teacher(past, promotions, parents_of(promotions, goods), settings, seed).lessons(as_of)
    return Model(
        as_of,
        seed,
        settings,
        market_of(past.ids, past.moments, past.visits, day=as_of),
        _fitted(lessons.pop("relevance"), settings, seed),
        _fitted(lessons.pop("discover"), settings, seed),
        _fitted(_enough(lessons.pop("newcomers"), settings), settings, seed),
    )


def refreshed(model: Model, history: History, goods: Goods, promotions: Promotions, *, as_of: int) -> Model:
    """The same trees with the market of other promotions or of a later day."""
    history = sampled(history.before(as_of), model.settings.most_customers, model.seed)
    past = past_of(history, goods, promotions)
    return replace(model, day=as_of, market=market_of(past.ids, past.moments, past.visits, day=as_of))


def sampled(history: History, most: int, seed: int) -> History:
    """At most so many customers, drawn by seed: learning does not grow with the business."""
    if history.customers <= most:
        return history
    drawn = np.random.default_rng(seed).choice(history.customers, most, replace=False)
    return history.of(np.sort(drawn).astype(np.int64))


def _enough(lessons: list[Lesson], settings: Settings) -> list[Lesson]:
    """Nothing when so little was bought in the lessons that trees could hardly tell pairs apart."""
    return lessons if sum(int(lesson.bought.sum()) for lesson in lessons) >= settings.shape.least else []


def _fitted(lessons: list[Lesson], settings: Settings, seed: int) -> Trees | None:
    if not lessons:
        return None
    return grown(
        lessons[0].names,
        np.concatenate([lesson.values for lesson in lessons]),
        np.concatenate([lesson.bought for lesson in lessons]),
        rest=settings.rest,
        shape=settings.shape,
        seed=seed,
    )
