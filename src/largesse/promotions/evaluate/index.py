"""Which automatic promotions a cart could get at all, found by what is in it instead of asking each one."""

from collections.abc import Iterable
from typing import Final

from largesse.promotions.evaluate.offer import Compiled, Visit
from largesse.promotions.rules.rule import Rule
from largesse.promotions.selection import Selection

# A promotion that names more keys than this is asked itself, so that the index stays small.
WIDE: Final = 1000

Keys = frozenset[tuple[str, str]]


class Index:
    """An inverted index of promotions by SKU, product and category. Read only once it is made."""

    def __init__(
        self,
        promotions: tuple[Compiled, ...],
        by_key: dict[tuple[str, str], list[int]],
        rest: tuple[int, ...],
    ) -> None:
        self._promotions = promotions
        self._by_key = by_key
        self._rest = rest

    @classmethod
    def of(cls, promotions: Iterable[Compiled]) -> "Index":
        """Indexes promotions that apply by themselves; the caller hands in only those that are active."""
        known = tuple(promotions)
        by_key: dict[tuple[str, str], list[int]] = {}
        rest: list[int] = []
        for place, promotion in enumerate(known):
            keys = keys_of(promotion)
            if keys is None or len(keys) > WIDE:
                rest.append(place)
                continue
            for key in keys:
                by_key.setdefault(key, []).append(place)
        return cls(known, by_key, tuple(rest))

    def possible(self, visit: Visit) -> list[Compiled]:
        """Promotions that may apply to the cart now, in any order: never too few, seldom too many."""
        places = set(self._rest)
        for line in visit.cart.lines:
            places.update(self._by_key.get(("sku", line.sku), ()))
            if line.product_id:
                places.update(self._by_key.get(("product", line.product_id), ()))
            for category in line.categories:
                places.update(self._by_key.get(("category", category), ()))
        promotions = self._promotions
        return [promotions[place] for place in places if _is_due(promotions[place], visit)]


def keys_of(promotion: Compiled) -> Keys | None:
    """What the cart must hold one of, by the rules or by the lines it acts on; None where that is open."""
    ways = (_rule_keys(promotion.definition.rules), _item_keys(promotion))
    return min((keys for keys in ways if keys is not None), key=len, default=None)


def _rule_keys(rules: Rule | None) -> Keys | None:
    if rules is None:
        return None
    skus = rules.skus()
    if skus is not None:
        return _keys("sku", skus)
    categories = rules.categories()
    return _keys("category", categories) if categories is not None else None


def _item_keys(promotion: Compiled) -> Keys | None:
    items: Selection = promotion.definition.items
    if not promotion.terms.needs_lines or not (items.skus or items.products or items.categories):
        return None
    return _keys("sku", items.skus) | _keys("product", items.products) | _keys("category", items.categories)


def _keys(kind: str, names: frozenset[str]) -> Keys:
    return frozenset((kind, name) for name in names)


def _is_due(promotion: Compiled, visit: Visit) -> bool:
    definition = promotion.definition
    if definition.starts_at is not None and visit.now < definition.starts_at:
        return False
    if definition.ends_at is not None and visit.now >= definition.ends_at:
        return False
    stores, store = definition.stores, visit.cart.store
    return (not stores.only or store in stores.only) and store not in stores.excluding
