"""`recommend` over tables as files and databases give them: other kinds of columns, holes, repetitions."""

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime
from functools import cache

import numpy as np
import pandas as pd
import pytest

from largesse.personalization.offline import recommend
from tests.personalization.scorer.shop import AS_OF, PRODUCTS, Shop, shop

Answer = dict[Hashable, list[Hashable]]
IDS = ("household_id", "product_id", "promotion_id", "basket_id")


@cache
def the_shop() -> Shop:
    return shop()


def tables() -> dict[str, pd.DataFrame]:
    made = the_shop()
    return {
        "transactions": made.transactions,
        "products": made.products,
        "promotions": made.promotions,
        "promotion_products": made.promotion_products,
    }


def ask(given: dict[str, pd.DataFrame], **changes: object) -> Answer:
    return recommend(**({"households": range(40), "as_of": AS_OF, "k": 6} | given | changes))


@cache
def usual() -> Answer:
    return ask(tables())


def with_ids(kind: str) -> dict[str, pd.DataFrame]:
    return {
        name: table.astype({column: kind for column in IDS if column in table and column != "promotion_id"})
        for name, table in tables().items()
    }


def categories(table: pd.DataFrame) -> pd.DataFrame:
    """Categories in an order that says nothing."""
    return table.assign(
        **{
            column: pd.Categorical(table[column], categories=list(table[column].unique())[::-1])
            for column in IDS
            if column in table
        }
    )


KINDS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "categories": categories,
    "nullable": lambda table: table.convert_dtypes(),
    "arrow": lambda table: table.convert_dtypes(dtype_backend="pyarrow"),
    "objects": lambda table: table.astype(object),
    "small": lambda table: table.astype({c: "int16" for c in ("household_id", "product_id") if c in table}),
    "another index": lambda table: table.set_axis(np.arange(len(table)) % 7, axis=0),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_the_columns_does_not_matter(kind: str) -> None:
    assert ask({name: KINDS[kind](table) for name, table in tables().items()}) == usual()


def test_ids_may_be_texts() -> None:
    found = ask(with_ids("str"), households=[str(each) for each in range(40)])
    assert set(found) == {str(each) for each in range(40)}
    made = the_shop()
    hits = [
        len({f"p{g:02d}" for g in made.favourites[int(str(who))]} & set(got)) for who, got in found.items()
    ]
    assert np.mean(hits) > 4


def test_households_may_be_given_as_any_column_of_ids() -> None:
    table = pd.DataFrame({"household_id": range(40), "age": 30})
    for given in (pd.Series(range(40)), np.arange(40), pd.Index(range(40)), iter(range(40)), table):
        assert ask(tables(), households=given) == usual()


def test_the_day_may_be_given_in_any_form() -> None:
    for day in ("2026-06-01", date(2026, 6, 1), AS_OF.to_pydatetime(), datetime(2026, 6, 1, tzinfo=UTC)):
        assert ask(tables(), as_of=day) == usual()


def test_moments_may_be_texts_or_have_another_zone() -> None:
    given = tables()
    moments = given["transactions"]["transaction_timestamp"]
    for told in (
        moments.astype(str),
        moments.dt.tz_localize("UTC").dt.tz_convert("America/New_York"),
        moments.astype("datetime64[us]"),
    ):
        changed = given | {"transactions": given["transactions"].assign(transaction_timestamp=told)}
        assert ask(changed) == usual()


def test_repeated_rows_of_the_lists_change_nothing() -> None:
    twice = {
        name: table if name == "transactions" else pd.concat([table, table])
        for name, table in tables().items()
    }
    assert ask(twice) == usual()


@pytest.mark.parametrize("column", ["household_id", "product_id", "transaction_timestamp"])
def test_lines_with_holes_are_left_out(column: str) -> None:
    lines = tables()["transactions"]
    holes = lines.head(60).astype({column: object}).assign(**{column: None})
    mixed = pd.concat([lines.astype({column: object}), holes]).sample(frac=1, random_state=2)
    assert ask(tables() | {"transactions": mixed}) == usual()


def test_holes_in_figures_count_as_nothing() -> None:
    given = tables()
    lines = given["transactions"].copy()
    lines.loc[lines.index[:50], ["quantity", "sales_value", "retail_disc", "coupon_disc"]] = np.nan
    offered = given["promotions"].assign(discount_pct=np.nan)
    found = ask(given | {"transactions": lines, "promotions": offered})
    assert {len(set(chosen)) for chosen in found.values()} == {6}
    bare = given["promotions"][["promotion_id"]]
    assert ask(given | {"promotions": bare}).keys() == found.keys()


def test_unlimited_figures_do_not_break_it() -> None:
    given = tables()
    lines = given["transactions"].astype({"quantity": float})
    lines.loc[lines.index[:9], "sales_value"] = [np.inf, -np.inf, 1e300, -1e300, 1e-300, -5.0, 0.0, 1e9, 1e15]
    lines.loc[lines.index[9:12], "quantity"] = [np.inf, 1e300, -3.0]
    for objective in ("relevance", "value", "discover"):
        found = ask(given | {"transactions": lines}, objective=objective)
        assert {len(set(chosen)) for chosen in found.values()} == {6}


def test_ids_of_different_kinds_are_refused_with_a_reason() -> None:
    given = tables()
    texts = given["promotion_products"].astype({"product_id": str})
    with pytest.raises(ValueError, match="product_id"):
        ask(given | {"promotion_products": texts})


def test_a_missing_column_is_named() -> None:
    given = tables()
    with pytest.raises(ValueError, match="transactions has no column product_id"):
        ask(given | {"transactions": given["transactions"].drop(columns="product_id")})
    with pytest.raises(ValueError, match="promotion_products has no column promotion_id"):
        ask(given | {"promotion_products": given["promotion_products"][["product_id"]]})


def test_households_without_lines_in_a_pool_of_nothing_known() -> None:
    given = tables()
    unknown = pd.DataFrame({"promotion_id": ["a", "b", "c"], "discount_pct": [np.nan, 0.0, 200.0]})
    goods = pd.DataFrame({"promotion_id": ["a", "b"], "product_id": [PRODUCTS + 5, PRODUCTS + 6]})
    found = ask(given | {"promotions": unknown, "promotion_products": goods}, k=2, households=[1, "nobody"])
    assert [len(set(chosen)) for chosen in found.values()] == [2, 2]
    assert set(found[1]) | set(found["nobody"]) <= {"a", "b", "c"}
