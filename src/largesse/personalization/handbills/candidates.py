"""Which promotions handbills may offer: the book's, with what the catalogues say of their articles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import fmean
from typing import Final
from uuid import UUID

from sqlalchemy import text

from largesse.catalogs.queries import Item, items_of
from largesse.core.db import Database
from largesse.personalization.handbills.definition import HandbillDefinition
from largesse.personalization.handbills.offered import Goods, Offered
from largesse.promotions.amounts import in_currency
from largesse.promotions.book import Book
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate import Compiled
from largesse.promotions.selection import Selection

# Catalogues do not change the book's number.
KEPT_FOR: Final = timedelta(seconds=60)
SKUS_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    number: int
    read_at: datetime
    offered: Mapping[UUID, Offered]


class Candidates:
    """All promotions of books as handbills see them; kept while the book is the same, and for a minute."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: dict[UUID, _Kept] = {}

    async def of(self, book: Book) -> Mapping[UUID, Offered]:
        """Every published promotion of the workspace."""
        now = self._database.clock()
        kept = self._kept.get(book.workspace_id)
        if kept is None or kept.number != book.number or abs(now - kept.read_at) >= KEPT_FOR:
            kept = self._kept[book.workspace_id] = _Kept(book.number, now, await self._read(book))
        return kept.offered

    async def _read(self, book: Book) -> Mapping[UUID, Offered]:
        skus = sorted({sku for found in book.promotions.values() for sku in found.definition.items.skus})
        items: dict[str, Item] = {}
        for at in range(0, len(skus), SKUS_AT_ONCE):
            part = skus[at : at + SKUS_AT_ONCE]
            items |= await items_of(self._database.hot, book.workspace_id, part)
        async with self._database.session(book.workspace_id) as session:
            rows = await session.execute(text(CODES), {"workspace": book.workspace_id})
            codes = {row.id: row.code for row in rows}
        return {
            found.id: offered_of(found, book, codes.get(found.id, ""), items)
            for found in book.promotions.values()
        }


def eligible(
    offered: Mapping[UUID, Offered], definition: HandbillDefinition, book: Book, *, printed: bool = False
) -> dict[UUID, Offered]:
    """Those that a handbill may offer at all: active ones of its audience, or of its manual order.

    What is printed needs a code; an app shows none, so promotions that ask for one of a pool are left out.
    """
    if definition.selection == "manual":
        wanted: Iterable[UUID] = dict.fromkeys(definition.promotions)
    elif definition.candidates == "any":
        wanted = offered
    else:
        wanted = (key for key in offered if book.promotions[key].definition.audience == "handbill")
    return {
        key: offered[key]
        for key in wanted
        if key in offered
        and is_active(book, key)
        and (offered[key].has_code if printed else not offered[key].needs_code)
    }


def is_active(book: Book, promotion_id: UUID) -> bool:
    """Whether it and its campaign are active; hidden promotions are shown to nobody."""
    promotion = book.promotions.get(promotion_id)
    if promotion is None or book.statuses.get(promotion_id) != "active":
        return False
    campaign = book.campaigns.get(promotion.campaign_id) if promotion.campaign_id else None
    return campaign is None or campaign.status == "active"


def offered_of(promotion: Compiled, book: Book, code: str, items: Mapping[str, Item]) -> Offered:
    """A promotion as handbills look at it."""
    definition = promotion.definition
    known = [items[sku] for sku in sorted(definition.items.skus) if sku in items]
    goods = goods_of(definition.items, known)
    campaign = book.campaigns.get(promotion.campaign_id) if promotion.campaign_id else None
    starts = [definition.starts_at, campaign.starts_at if campaign else None]
    ends = [definition.ends_at, campaign.ends_at if campaign else None]
    price = _price(definition, known, promotion.currency)
    return Offered(
        id=promotion.id,
        code=code,
        name=definition.display.name or promotion.name,
        tags=promotion.tags,
        campaign_id=promotion.campaign_id,
        goods=goods,
        categories=definition.items.categories.union(*(item.categories for item in known)),
        starts_at=max((moment for moment in starts if moment), default=None),
        ends_at=min((moment for moment in ends if moment), default=None),
        priority=definition.stacking.priority,
        discount=_discount(definition, price, promotion.currency),
        rewards=frozenset(reward.type for reward in definition.rewards),
        params=definition.display.params,
        price=price,
        margin=_margin(definition, known),
        has_code=bool(definition.access.own_code() or definition.access.own_pool()),
        needs_code=definition.access.own_pool() is not None,
    )


def goods_of(selection: Selection, known: Iterable[Item]) -> Goods:
    """The articles of a selection, and what those of them that catalogues know belong to."""
    named = {f"sku:{key}" for key in selection.skus}
    named |= {f"product:{key}" for key in selection.products}
    named |= {f"category:{key}" for key in selection.categories}
    belongs: set[str] = set()
    for item in known:
        belongs |= {f"category:{key}" for key in item.categories}
        if item.product_id:
            belongs.add(f"product:{item.product_id}")
    return Goods(frozenset(named), frozenset(belongs))


def _price(definition: Definition, known: list[Item], currency: str) -> int | None:
    if definition.display.price is not None:
        return definition.display.price
    prices = [item.price for item in known if item.price is not None and item.currency in (None, currency)]
    return round(fmean(prices)) if prices else None


def _margin(definition: Definition, known: list[Item]) -> float | None:
    told = _number(definition.display.params.get("margin"))
    if told is not None:
        return told
    margins = [_number(item.attributes.get("margin")) for item in known]
    numbers = [margin for margin in margins if margin is not None]
    return fmean(numbers) if numbers else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _discount(definition: Definition, price: int | None, currency: str) -> float:
    """What its rewards take off together, as far as it can be said without a basket."""
    return sum(_worth(reward, price, currency) for reward in definition.rewards)


def _worth(reward: object, price: int | None, currency: str) -> float:
    percent, amount, new = (_highest(getattr(reward, name, None)) for name in ("percent", "amount", "price"))
    if isinstance(percent, Decimal):
        return float(percent) * (price / 100 if price is not None else 100)
    if isinstance(amount, int | dict):
        return in_currency(amount, currency) or 0
    if isinstance(new, int | dict) and price is not None:
        return max(0, price - (in_currency(new, currency) or price))
    return 0.0


def _highest(value: object) -> object:
    """The value, of a ladder its last step."""
    steps = getattr(value, "steps", None)
    return steps[-1].value if steps else value


CODES: Final = "select id, code from promotions where workspace_id = :workspace and version > 0"
