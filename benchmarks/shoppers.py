"""Made-up customers with habits, part after part from a seed: no part needs another, or memory for it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np

from largesse.personalization.engine.stock import Article, Stock
from largesse.personalization.engine.values import Dealings, Receipts
from largesse.personalization.scorer.history import Goods, History, promotions_of

DAY: Final = 20_000
WEEKS: Final = 52
GOODS: Final = 3_000
PROMOTIONS: Final = 1_000
KINDS: Final = 300
DEPARTMENTS: Final = 20
VISITS: Final = (14, 27)
LINES_EACH: Final = 4
FAVOURITES: Final = 14
SEED: Final = 20


@dataclass(frozen=True, slots=True)
class Part:
    """Some customers: their lines, and their receipts."""

    history: History
    receipts: Receipts


def stock() -> Stock:
    """3,000 articles in 300 kinds and 20 departments, and a promotion for three articles each."""
    draw = np.random.default_rng((SEED, 0))
    kind = np.sort(draw.integers(0, KINDS, GOODS))
    levels = (kind, kind * DEPARTMENTS // KINDS)
    goods = Goods(GOODS + 1, tuple(np.append(level, -1).astype(np.int32) for level in levels))
    starts = np.arange(PROMOTIONS + 1, dtype=np.int64) * (GOODS // PROMOTIONS)
    covered = np.arange(GOODS, dtype=np.int32)
    depth = draw.choice([0.1, 0.15, 0.2, 0.25, 0.3], PROMOTIONS)
    ids = tuple(UUID(int=number + 1) for number in range(PROMOTIONS))
    articles = tuple(Article(f"S{number:04}") for number in range(GOODS))
    return Stock(articles, goods, promotions_of(starts, covered, depth), ids, {})


def part(first: int, last: int) -> Part:
    """The customers first <= id < last: 56 to 104 lines each, two in three of them favourites."""
    draw = np.random.default_rng((SEED, 1, first, last))
    size = last - first
    visits = draw.integers(*VISITS, size)
    owner = np.repeat(np.arange(size, dtype=np.int32), visits)
    day = (DAY - 1 - (draw.random(len(owner)) ** 1.3 * 7 * WEEKS)).astype(np.int32)
    favourites = _popular(draw, (size, FAVOURITES))
    # Of his favourites a customer likes the first ones most.
    place = np.minimum(
        (draw.random((len(owner), LINES_EACH)) ** 2 * FAVOURITES).astype(np.int64), FAVOURITES - 1
    )
    chosen = np.take_along_axis(favourites[owner], place, axis=1)
    habit = draw.random(chosen.shape) < 2 / 3
    good = np.where(habit, chosen, _popular(draw, chosen.shape)).astype(np.int32).ravel()
    quantity = draw.integers(1, 4, len(good)).astype(np.float64)
    price = (150 + good.astype(np.int64) * 37 % 900) * quantity.astype(np.int64)
    saving = np.where(draw.random(len(good)) < 0.2, price // 5, 0)
    ids = np.arange(first, last, dtype=np.int64)
    lines = History(
        ids, np.repeat(owner, LINES_EACH), good, np.repeat(day, LINES_EACH), quantity, price - saving, saving
    )
    paid = lines.spend.reshape(-1, LINES_EACH).sum(axis=1).astype(np.float64)
    reduced = (saving.reshape(-1, LINES_EACH).sum(axis=1) > 0).astype(np.int64)
    return Part(lines, Receipts(ids, owner.astype(np.int64), day.astype(np.int64), paid, reduced))


def no_dealings() -> Dealings:
    """Nobody was given a promotion yet."""
    nothing = np.zeros(0, np.int64)
    return Dealings(*[(nothing, nothing, nothing)] * 3)


def _popular(
    draw: np.random.Generator, shape: tuple[int, ...]
) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    """Articles, few of which sell often; which ones they are has nothing to do with their kind."""
    rank = (draw.random(shape) ** 2.2 * GOODS).astype(np.int64)
    return rank * 1_237 % GOODS
