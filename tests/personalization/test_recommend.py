"""`recommend`: what is promised to those who judge the engine from outside."""

from collections.abc import Hashable
from functools import cache

import numpy as np
import pandas as pd
import pytest

from largesse.personalization.offline import recommend
from tests.personalization.scorer.shop import AS_OF, PRODUCTS, Shop, shop


@cache
def the_shop() -> Shop:
    return shop()


def ask(made: Shop | None = None, **changes: object) -> dict[Hashable, list[Hashable]]:
    made = made or the_shop()
    given = {
        "transactions": made.transactions,
        "products": made.products,
        "promotions": made.promotions,
        "promotion_products": made.promotion_products,
        "households": range(40),
        "as_of": AS_OF,
        "k": 6,
    }
    return recommend(**(given | changes))


@cache
def usual() -> dict[Hashable, list[Hashable]]:
    return ask()


def test_every_household_gets_k_different_promotions_in_the_order_asked() -> None:
    answer = ask(households=[5, 3, 39])
    assert list(answer) == [5, 3, 39]
    assert {len(set(chosen)) for chosen in answer.values()} == {6}
    assert {len(chosen) for chosen in answer.values()} == {6}


def test_favourites_come_first() -> None:
    found = [
        len({f"p{good:02d}" for good in goods} & set(usual()[household]))
        for household, goods in the_shop().favourites.items()
    ]
    assert np.mean(found) > 4


def test_the_same_question_has_the_same_answer() -> None:
    assert ask() == usual()


def test_the_order_of_rows_does_not_matter() -> None:
    made = the_shop()
    shuffled = Shop(
        made.transactions.sample(frac=1, random_state=3),
        made.products.sample(frac=1, random_state=4),
        made.promotions.sample(frac=1, random_state=5),
        made.promotion_products.sample(frac=1, random_state=6),
        made.favourites,
    )
    assert ask(shuffled) == usual()


def test_who_else_is_asked_for_does_not_matter() -> None:
    answer = ask(households=["stranger", 7, 8])
    assert answer[7] == usual()[7]
    assert answer[8] == usual()[8]


def test_nothing_at_or_after_the_day_is_seen() -> None:
    made = the_shop()
    later = made.transactions.assign(
        transaction_timestamp=made.transactions["transaction_timestamp"] + pd.Timedelta(weeks=20),
        product_id=PRODUCTS - 1,
    )
    at_once = made.transactions.head(50).assign(transaction_timestamp=AS_OF, product_id=0)
    both = pd.concat([made.transactions, later[later["transaction_timestamp"] >= AS_OF], at_once])
    assert ask(transactions=both) == usual()


def test_a_purchase_just_before_the_day_is_seen() -> None:
    made = the_shop()
    row = made.transactions.head(1).assign(
        household_id="late", product_id=39, transaction_timestamp=AS_OF - pd.Timedelta(seconds=1)
    )
    transactions = pd.concat([made.transactions.astype({"household_id": object}), row])
    answer = ask(transactions=transactions.astype({"household_id": str}), households=["late", "nobody"])
    assert "p39" in answer["late"]
    assert "p39" not in answer["nobody"]


def test_times_with_a_zone_are_understood() -> None:
    made = the_shop()
    zoned = made.transactions.assign(
        transaction_timestamp=made.transactions["transaction_timestamp"].dt.tz_localize("UTC")
    )
    assert ask(transactions=zoned, as_of=AS_OF.tz_localize("UTC")) == usual()


def test_unknown_households_get_what_is_popular() -> None:
    answer = ask(households=["nobody", "nobody else"])
    assert answer["nobody"] == answer["nobody else"]
    # The goods that everybody buys now and then.
    assert set(answer["nobody"]) == {f"p{good:02d}" for good in range(6)}


def test_a_household_asked_for_twice_is_answered_once() -> None:
    assert list(ask(households=[3, 3])) == [3]


@pytest.mark.parametrize("objective", ["relevance", "value"])
def test_k_larger_than_the_pool_gives_the_whole_pool(objective: str) -> None:
    answer = ask(k=1_000, objective=objective, households=[1, "nobody"])
    assert [len(set(chosen)) for chosen in answer.values()] == [PRODUCTS, PRODUCTS]


def test_k_of_nothing_gives_nothing() -> None:
    assert ask(k=0, households=[1]) == {1: []}


def test_discover_never_gives_what_was_bought() -> None:
    made = the_shop()
    bought = made.transactions.groupby("household_id")["product_id"].agg(set)
    answer = ask(objective="discover", k=PRODUCTS)
    for household, chosen in answer.items():
        had = {f"p{good:02d}" for good in bought[household]}
        assert not had & set(chosen)
        assert len(set(chosen)) == len(chosen) == PRODUCTS - len(had)


def test_value_prefers_dear_goods() -> None:
    made = the_shop()
    dear = made.transactions.assign(
        sales_value=np.where(made.transactions["product_id"] % 2, 50.0, 1.0),
    )

    def share(objective: str) -> float:
        answer = ask(transactions=dear, objective=objective)
        return float(np.mean([int(str(each)[1:]) % 2 for chosen in answer.values() for each in chosen]))

    assert share("value") > share("relevance") + 0.05


def test_promotions_without_goods_come_last() -> None:
    made = the_shop()
    empty = pd.DataFrame({"promotion_id": ["a", "zz"], "label": "", "department": "", "discount_pct": 50.0})
    more = pd.concat([made.promotions, empty])
    answer = ask(promotions=more, k=PRODUCTS + 2, households=[1, "nobody"])
    assert set(answer["nobody"][-2:]) == {"a", "zz"}
    assert len(set(answer[1])) == PRODUCTS + 2
    assert not {"a", "zz"} & set(answer[1][:6])


def test_promotions_may_share_goods_and_name_unknown_ones() -> None:
    made = the_shop()
    more = pd.DataFrame({"promotion_id": ["p00", "p00", "p01"], "product_id": [3, 3, 99_999]})
    answer = ask(promotion_products=pd.concat([made.promotion_products, more]))
    assert {len(set(chosen)) for chosen in answer.values()} == {6}


def test_products_that_nobody_described_are_still_counted() -> None:
    made = the_shop()
    answer = ask(products=made.products.head(3)[["product_id", "department"]])
    favourite = made.favourites[0]
    assert len({f"p{good:02d}" for good in favourite} & set(answer[0])) >= 3


def test_empty_transactions_still_answer() -> None:
    answer = ask(transactions=the_shop().transactions.head(0), households=[1, 2])
    assert answer[1] == answer[2]
    assert len(set(answer[1])) == 6


def test_an_empty_pool_gives_nothing() -> None:
    made = the_shop()
    answer = ask(promotions=made.promotions.head(0), promotion_products=made.promotion_products.head(0))
    assert set(map(tuple, answer.values())) == {()}


def test_a_short_history_still_answers() -> None:
    made = the_shop()
    recent = made.transactions[made.transactions["transaction_timestamp"] >= AS_OF - pd.Timedelta(days=3)]
    answer = ask(transactions=recent)
    assert {len(set(chosen)) for chosen in answer.values()} == {6}
