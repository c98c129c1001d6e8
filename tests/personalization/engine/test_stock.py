"""Which goods a promotion covers, and what the scorer is told of it."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from largesse.personalization.engine.jobs import last_due
from largesse.personalization.engine.stock import Article, merged, stock_of
from largesse.personalization.handbills.offered import Offered
from largesse.promotions.selection import AttributeIs, Selection
from tests.personalization.engine.shop import NOON

ARTICLES = [
    Article("A", "p1", ("dairy", "milk")),
    Article("B", "p1", ("dairy",), {"brand": "Alm"}),
    Article("C", "", ("bread",)),
]


def goods_of(selection: Selection) -> list[int]:
    key = UUID(int=1)
    stock = stock_of(ARTICLES, {key: Offered(key, "X", "X")}, {key: selection}, now=NOON)
    return stock.promotions.goods.tolist()


@pytest.mark.parametrize(
    ("selection", "goods"),
    [
        (Selection(skus=frozenset({"A", "unknown"})), [0]),
        (Selection(products=frozenset({"p1"})), [0, 1]),
        (Selection(categories=frozenset({"dairy"}), except_skus=frozenset({"A"})), [1]),
        (Selection(attributes=(AttributeIs(name="brand", any_of=frozenset({"Alm"})),)), [1]),
        (Selection(except_categories=frozenset({"dairy"})), [2]),
        (Selection(), []),
    ],
)
def test_a_promotion_covers_what_its_selection_holds(selection: Selection, goods: list[int]) -> None:
    assert goods_of(selection) == goods


def test_groups_discounts_and_ages_are_told() -> None:
    first, second = UUID(int=1), UUID(int=2)
    offered = {
        second: Offered(second, "Y", "Y", discount=2000, starts_at=NOON - timedelta(days=3)),
        first: Offered(first, "X", "X", discount=100, price=400),
    }
    selections = {first: Selection(skus=frozenset({"A"})), second: Selection(skus=frozenset({"C"}))}
    stock = stock_of(ARTICLES, offered, selections, now=NOON)
    assert stock.promotion_ids == (first, second)
    assert stock.promotions.discount.tolist() == [0.25, 0.2]
    assert stock.promotions.age[1] == 3
    assert stock.goods.count == len(ARTICLES) + 1
    products, fine, wide = (level.tolist() for level in stock.goods.levels)
    assert products == [0, 0, -1, -1]
    assert fine == wide == [0, 0, -1, -1]


def test_known_articles_keep_their_places_and_learn_from_catalogues() -> None:
    told = [Article("Z"), Article("C", "p9", ("rolls",), {"brand": "Oma"}), Article("AA")]
    found = merged(ARTICLES, told)
    assert [article.sku for article in found] == ["A", "B", "C", "AA", "Z"]
    assert found[2] == Article("C", "p9", ("bread", "rolls"), {"brand": "Oma"})


def test_the_clock_of_a_workspace_goes_by_its_own_zone() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    at = NOON.time().replace(hour=13)
    assert last_due(NOON, at, warsaw) == NOON
    assert last_due(NOON - timedelta(seconds=1), at, warsaw) == NOON - timedelta(days=1)
