"""What the shop's catalogues tell of articles, kept for a short while so that few carts ask the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from largesse.catalogs.queries import Item, articles_of
from largesse.core.db import Database, JsonObject
from largesse.promotions.cart import Cart, Line, Scalar, sort_lines
from largesse.redemptions.asking.schemas import (
    MOST_CATEGORIES,
    MOST_VALUES,
    NAME_LENGTH,
    TEXT_LENGTH,
    CartInput,
)

# So long a process believes what a catalogue said, and that there is no such article (or no catalogue).
KEPT_FOR: Final = timedelta(seconds=30)
MISSED_FOR: Final = timedelta(seconds=5)
# Articles of one workspace that are kept; with more of them all are asked for again.
MOST: Final = 50_000


@dataclass(slots=True)
class _Shelf:
    """What is known of a workspace's articles, each until a moment; None: no catalogue has it."""

    empty_until: datetime | None = None
    articles: dict[str, tuple[datetime, Item | None]] = field(default_factory=dict)


class Articles:
    """Completes carts with what the catalogues of products know, in one process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shelves: dict[UUID, _Shelf] = {}

    async def complete(self, workspace_id: UUID, cart: Cart) -> Cart:
        """The cart with names, products, categories and attributes of its articles.

        What a line says itself stands, and its categories are joined with those of the catalogue. One round
        trip for articles that were not asked for lately; a change in a catalogue counts 30 seconds later.
        """
        skus = {line.sku for line in cart.lines if line.sku}
        items = await self._items(workspace_id, skus) if skus else {}
        if not items:
            return cart
        lines = [completed(line, items[line.sku]) if line.sku in items else line for line in cart.lines]
        return replace(cart, lines=sort_lines(lines))

    async def _items(self, workspace_id: UUID, skus: Collection[str]) -> Mapping[str, Item]:
        now = self._database.clock()
        shelf = self._shelves.setdefault(workspace_id, _Shelf())
        if shelf.empty_until is not None and now < shelf.empty_until:
            return {}
        missing = [sku for sku in skus if not _is_known(shelf, sku, now)]
        if missing:
            found = await articles_of(self._database.hot, workspace_id, missing)
            shelf.empty_until = now + MISSED_FOR if found is None else None
            _keep(shelf, missing, found or {}, now)
        known = {sku: shelf.articles[sku][1] for sku in skus if sku in shelf.articles}
        return {sku: item for sku, item in known.items() if item is not None}


def completed(line: Line, item: Item) -> Line:
    """The line with what the catalogue knows of its article, wherever it says nothing itself."""
    return replace(
        line,
        name=line.name or item.name,
        product_id=line.product_id or item.product_id or "",
        categories=line.categories | item.categories,
        attributes={**item.attributes, **line.attributes},
    )


def stored_as_seen(cart: CartInput, seen: Cart) -> JsonObject:
    """The cart to be stored: as it was sent, with what rules saw of its articles beside that.

    So a return is reckoned by the categories of then. What no cart could hold is left out.
    """
    lines = {line.id: line for line in seen.lines}
    told = [
        item
        if (line := lines.get(line_id)) is None
        or (item.categories == line.categories and item.attributes == line.attributes)
        else item.model_copy(
            update={
                "product_id": item.product_id or line.product_id,
                "categories": line.categories if len(line.categories) <= MOST_CATEGORIES else item.categories,
                "attributes": _storable(item.attributes, line.attributes),
            }
        )
        for item, line_id in zip(cart.items, cart.line_ids(), strict=True)
    ]
    if all(now is before for now, before in zip(told, cart.items, strict=True)):
        return cart.stored()
    return cart.model_copy(update={"items": tuple(told)}).stored()


def _storable(sent: Mapping[str, Scalar], seen: Mapping[str, Scalar]) -> Mapping[str, Scalar]:
    told = {
        name: value
        for name, value in seen.items()
        if name not in sent
        and len(name) <= NAME_LENGTH
        and not (isinstance(value, str) and len(value) > TEXT_LENGTH)
    }
    return {**sent, **told} if len(sent) + len(told) <= MOST_VALUES else sent


def _is_known(shelf: _Shelf, sku: str, now: datetime) -> bool:
    known = shelf.articles.get(sku)
    # A clock that was set back asks again too.
    return known is not None and now < known[0] <= now + KEPT_FOR


def _keep(shelf: _Shelf, asked: Collection[str], found: Mapping[str, Item], now: datetime) -> None:
    if len(shelf.articles) + len(asked) > MOST:
        shelf.articles.clear()
    for sku in asked:
        item = found.get(sku)
        shelf.articles[sku] = (now + (KEPT_FOR if item is not None else MISSED_FOR), item)
