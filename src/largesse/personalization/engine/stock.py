"""Articles and promotions as the scorer's arrays: which goods each promotion covers. Pure."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Final
from uuid import UUID

import numpy as np

from largesse.personalization.handbills.offered import Offered
from largesse.personalization.scorer.arrays import Ints, Shorts
from largesse.personalization.scorer.history import Goods, Promotions
from largesse.promotions.cart import Line
from largesse.promotions.selection import Selection

SECONDS_OF_DAY: Final = 86_400
# Without a price, what a promotion takes off is told for an article of 100.00; see `Offered.discount`.
USUAL_PRICE: Final = 10_000
ALL_LINES: Final = Selection()


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of an article; a catalogue's word counts more than an order's."""

    sku: str
    product_id: str = ""
    categories: tuple[str, ...] = ()
    attributes: Mapping[str, str | int | float | bool | None] = field(default_factory=dict)

    def line(self) -> Line:
        """The article as selections look at it."""
        return Line(
            id="",
            sku=self.sku,
            quantity=Decimal(1),
            price=0,
            amount=0,
            product_id=self.product_id,
            categories=frozenset(self.categories),
            attributes=self.attributes,
        )


@dataclass(frozen=True)
class Stock:
    """The goods in the order of their places, and the promotions that can be ranked.

    One more place than there are articles stands for everything else that is bought: it makes visits count.
    """

    articles: tuple[Article, ...]
    goods: Goods
    promotions: Promotions
    promotion_ids: tuple[UUID, ...]
    selections: Mapping[UUID, Selection]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each SKU."""
        return {article.sku: place for place, article in enumerate(self.articles)}

    @cached_property
    def promotion_places(self) -> Mapping[UUID, int]:
        """The place of each promotion."""
        return {key: place for place, key in enumerate(self.promotion_ids)}

    @cached_property
    def fingerprint(self) -> str:
        """Tells whether other rankings were among the same promotions."""
        return hashlib.sha256(b"".join(key.bytes for key in self.promotion_ids)).hexdigest()[:32]

    @property
    def elsewhere(self) -> int:
        """The place of everything that is no known article."""
        return len(self.articles)


def stock_of(
    articles: Sequence[Article],
    offered: Mapping[UUID, Offered],
    selections: Mapping[UUID, Selection],
    *,
    now: datetime,
) -> Stock:
    """Numbers articles as they come and promotions by their ids.

    A promotion for every article is covered by none of them: that anything was bought says nothing of it.
    """
    ids = tuple(sorted(offered))
    return Stock(
        tuple(articles),
        Goods(len(articles) + 1, (_products(articles), *_categories(articles))),
        _promotions([offered[key] for key in ids], covered(articles, ids, selections), now),
        ids,
        selections,
    )


def merged(known: Iterable[Article], told: Iterable[Article]) -> list[Article]:
    """Known articles in their order with what is told of them, then the new ones by their SKU."""
    news = {article.sku: article for article in told}
    first = [_joined(article, news.pop(article.sku, article)) for article in known]
    return first + [news[sku] for sku in sorted(news)]


def _joined(known: Article, told: Article) -> Article:
    return Article(
        known.sku,
        told.product_id or known.product_id,
        tuple(sorted({*known.categories, *told.categories})),
        {**known.attributes, **told.attributes},
    )


def day_of(moment: datetime) -> int:
    """The number of the day that ends with this moment; days are counted back from it, 24 hours each."""
    return int(moment.timestamp()) // SECONDS_OF_DAY


def _products(articles: Sequence[Article]) -> Shorts:
    return _numbered([article.product_id for article in articles])


def _categories(articles: Sequence[Article]) -> tuple[Shorts, Shorts]:
    """Of the categories of each article that others are in too, the smallest and the largest."""
    sizes = Counter(name for article in articles for name in article.categories)
    chosen = [
        sorted((sizes[name], name) for name in article.categories if sizes[name] > 1) for article in articles
    ]
    fine = _numbered([found[0][1] if found else "" for found in chosen])
    return fine, _numbered([found[-1][1] if found else "" for found in chosen])


def _numbered(names: Sequence[str]) -> Shorts:
    """A number for each different name, -1 for none, and for the place of everything else."""
    numbers = {name: number for number, name in enumerate(sorted({name for name in names if name}))}
    return np.array([*(numbers.get(name, -1) for name in names), -1], np.int32)


def covered(
    articles: Sequence[Article], ids: Sequence[UUID], selections: Mapping[UUID, Selection]
) -> list[list[int]]:
    """The places of those articles that each of these promotions is for."""
    by_name: dict[tuple[str, str], list[int]] = defaultdict(list)
    unnamed: list[int] = []
    for place, key in enumerate(ids):
        selection = selections[key]
        names = [("sku", name) for name in selection.skus]
        names += [("product", name) for name in selection.products]
        names += [("category", name) for name in selection.categories]
        for name in names:
            by_name[name].append(place)
        if not names and selection != ALL_LINES:
            unnamed.append(place)
    goods: list[list[int]] = [[] for _ in ids]
    for good, article in enumerate(articles):
        names = [("sku", article.sku), ("product", article.product_id)]
        names += [("category", name) for name in article.categories]
        asked = {place for name in names for place in by_name.get(name, ())}
        line = article.line() if asked or unnamed else None
        for place in asked.union(unnamed):
            if line is not None and selections[ids[place]].holds(line):
                goods[place].append(good)
    return goods


def _promotions(offered: Sequence[Offered], goods: Sequence[Sequence[int]], now: datetime) -> Promotions:
    starts: Ints = np.zeros(len(offered) + 1, np.int64)
    starts[1:] = np.cumsum([len(each) for each in goods])
    share = [found.discount / (found.price or USUAL_PRICE) for found in offered]
    return Promotions(
        starts,
        np.array([good for each in goods for good in each], np.int32),
        np.clip(np.array(share, np.float64), 0.0, 1.0),
        np.array([np.nan if found.price is None else found.price for found in offered], np.float64),
        np.array([np.nan if found.margin is None else found.margin for found in offered], np.float64),
        np.array([_age(found, now) for found in offered], np.float64),
        tuple(found.tags for found in offered),
        tuple(found.categories for found in offered),
    )


def _age(found: Offered, now: datetime) -> float:
    """Days since it began, or else since it was made, which its id (UUIDv7) tells in milliseconds."""
    if found.starts_at is not None:
        return max(0.0, (now - found.starts_at).total_seconds() / SECONDS_OF_DAY)
    return max(0.0, (now.timestamp() - (found.id.int >> 80) / 1000) / SECONDS_OF_DAY)
