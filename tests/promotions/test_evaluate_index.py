"""The index finds the automatic promotions a cart could get, by what is in it."""

from datetime import timedelta

import pytest

from largesse.promotions.cart import Cart
from largesse.promotions.evaluate import Compiled, Index
from largesse.promotions.evaluate.index import WIDE, keys_of
from tests.promotions.made import NOW, a_cart, a_line, a_promotion, a_visit, at_least, line_percent, percent

CART = a_cart(a_line("TEA", 500, categories=["drinks"], product_id="P1"), a_line("CUP", 900))
GIVES: dict[str, object] = {"rewards": [percent(10)]}


def named(**items: list[str]) -> dict[str, object]:
    return {"type": "products", "items": items}


def found(cart: Cart, *promotions: Compiled) -> set[int]:
    return {promotion.id.int for promotion in Index.of(promotions).possible(a_visit(cart))}


@pytest.mark.parametrize(
    ("definition", "is_found"),
    [
        ({}, True),
        ({"items": {"skus": ["TEA", "MUG"]}}, True),
        ({"items": {"skus": ["MUG"]}}, False),
        ({"items": {"products": ["P1"]}}, True),
        ({"items": {"products": ["P2"]}}, False),
        ({"items": {"categories": ["drinks"]}}, True),
        ({"items": {"categories": ["food"]}}, False),
        ({"items": {"skus": ["MUG"], "categories": ["drinks"]}}, True),
        ({"rules": named(skus=["TEA"])}, True),
        ({"rules": named(skus=["MUG"])}, False),
        ({"rules": named(categories=["food"])}, False),
        ({"rules": {"type": "all", "rules": [at_least(1), named(skus=["MUG"])]}}, False),
        ({"rules": {"type": "any", "rules": [named(skus=["CUP"]), named(skus=["MUG"])]}}, True),
        ({"rules": {"type": "any", "rules": [at_least(1), named(skus=["MUG"])]}}, True),
        ({"rules": {"type": "not", "rule": named(skus=["MUG"])}}, True),
    ],
)
def test_promotions_are_found_by_articles_products_and_categories(
    definition: dict[str, object], is_found: bool
) -> None:
    assert found(CART, a_promotion(**GIVES, **definition)) == ({1} if is_found else set())


def test_what_acts_on_no_line_is_found_without_its_items() -> None:
    shipping = a_promotion(1, rewards=[{"type": "free_shipping"}], items={"skus": ["MUG"]})
    lines = a_promotion(2, rewards=[line_percent(10)], items={"skus": ["MUG"]})
    assert found(CART, shipping, lines) == {1}


def test_the_fewest_keys_are_used() -> None:
    promotion = a_promotion(**GIVES, rules=named(skus=["A", "B", "C"]), items={"categories": ["drinks"]})
    assert keys_of(promotion) == {("category", "drinks")}


def test_very_many_keys_are_not_indexed_and_yet_found() -> None:
    wide = a_promotion(1, **GIVES, items={"skus": [f"S{n}" for n in range(WIDE)] + ["TEA"]})
    assert found(CART, wide) == {1}
    assert found(a_cart(a_line("S7", 1)), wide) == {1}


def test_what_is_not_due_or_not_of_this_store_is_left_out() -> None:
    later = (NOW + timedelta(seconds=1)).isoformat()
    promotions = [
        a_promotion(1, **GIVES, starts_at=NOW.isoformat()),
        a_promotion(2, **GIVES, starts_at=later),
        a_promotion(3, **GIVES, ends_at=later),
        a_promotion(4, **GIVES, ends_at=NOW.isoformat()),
        a_promotion(5, **GIVES, stores={"only": ["north"]}),
        a_promotion(6, **GIVES, stores={"excluding": ["north"]}),
    ]
    assert found(a_cart(100, store="north"), *promotions) == {1, 3, 5}
    assert found(a_cart(100), *promotions) == {1, 3, 6}


def test_an_empty_cart_finds_what_needs_no_article() -> None:
    promotions = [a_promotion(1, **GIVES), a_promotion(2, **GIVES, items={"skus": ["TEA"]})]
    assert found(a_cart(), *promotions) == {1}
    assert Index.of([]).possible(a_visit(CART)) == []
