"""Pandas tables with the columns of the Complete Journey data, as the arrays of the scorer."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
import pandas as pd

from largesse.personalization.scorer.arrays import Floats, Ints, Shorts
from largesse.personalization.scorer.history import Goods, History, Promotions, grained, promotions_of

LEVELS = ("product_type", "product_category", "department")
MINOR = 100
SECONDS_OF_DAY = 86_400
# Beyond it a figure is an error of the table; sums must stay exact.
LARGEST: Final = 1e9
NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    "transactions": ("household_id", "product_id", "transaction_timestamp"),
    "products": ("product_id",),
    "promotions": ("promotion_id",),
    "promotion_products": ("promotion_id", "product_id"),
}


@dataclass(frozen=True, slots=True)
class Journey:
    """The arrays, and what their places stand for."""

    history: History
    goods: Goods
    promotions: Promotions
    households: list[Hashable]
    promotion_ids: list[Hashable]
    day: int

    def known(self) -> History:
        """The history of those households that bought something: what a model may learn from."""
        return self.history.of(np.unique(self.history.customer).astype(np.int64))


def day_of(as_of: date | datetime | str) -> tuple[int, int]:
    """The moment in seconds since 1970 (UTC, or the tables' own naive clock), and the number of its day."""
    seconds = int(_seconds(pd.Series([pd.Timestamp(as_of)]))[0])
    return seconds, seconds // SECONDS_OF_DAY


def journey_of(
    *,
    transactions: pd.DataFrame,
    products: pd.DataFrame,
    promotions: pd.DataFrame,
    promotion_products: pd.DataFrame,
    households: Iterable[Hashable],
    as_of: date | datetime | str,
) -> Journey:
    """The tables as arrays; rows at or after `as_of` are dropped, and days are counted back from it.

    Lines without a household, a product or a moment are left out. Raises ValueError for missing columns and
    for products whose ids are numbers in one table and texts in another.
    """
    given = {
        "transactions": transactions,
        "products": products,
        "promotions": promotions,
        "promotion_products": promotion_products,
    }
    given = {name: _plain(name, table) for name, table in given.items()}
    seconds, day = day_of(as_of)
    rows = given["transactions"]
    moment = _seconds(rows["transaction_timestamp"])
    rows, moment = rows.loc[moment < seconds], moment[moment < seconds]
    ids, customer = _numbered(rows["household_id"], households)
    catalogue = catalogue_of(given["products"], rows, given["promotion_products"])
    history = History(
        np.arange(len(ids), dtype=np.int64),
        customer,
        catalogue.get_indexer(rows["product_id"]).astype(np.int32),
        (day + (moment - seconds) // SECONDS_OF_DAY).astype(np.int32),
        grained(_column(rows, "quantity", 1.0)),
        np.round(_column(rows, "sales_value", 0.0) * MINOR).astype(np.int64),
        np.round(_discounts(rows) * MINOR).astype(np.int64),
    )
    offered = _in_order(given["promotions"].drop_duplicates("promotion_id"))
    return Journey(
        history,
        _goods(given["products"], catalogue),
        _promotions(offered, given["promotion_products"], catalogue),
        ids,
        offered["promotion_id"].tolist(),
        day,
    )


def _plain(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The rows that have all ids and moments, and these columns in the plainest kind that holds them."""
    missing = [column for column in NEEDED[name] if column not in table.columns]
    if missing:
        raise ValueError(f"The table {name} has no column {', '.join(missing)}.")
    table = table.loc[table[list(NEEDED[name])].notna().all(axis=1).to_numpy()].reset_index(drop=True)
    ids = {column: _plain_ids(table[column]) for column in NEEDED[name] if column.endswith("_id")}
    return table.assign(**ids)


def _plain_ids(ids: pd.Series) -> pd.Series:
    if isinstance(ids.dtype, pd.CategoricalDtype):
        ids = ids.astype(ids.dtype.categories.dtype)
    return pd.Series(ids.to_numpy()).infer_objects()


def _in_order(offered: pd.DataFrame) -> pd.DataFrame:
    """By id, numbers before texts."""
    ids = offered["promotion_id"].tolist()
    numbers = sorted(range(len(ids)), key=lambda place: (isinstance(ids[place], str), ids[place]))
    return offered.iloc[numbers]


def _seconds(moments: pd.Series) -> Ints:
    moments = pd.to_datetime(moments)
    if moments.dt.tz is not None:
        moments = moments.dt.tz_convert("UTC").dt.tz_localize(None)
    return np.asarray(moments.to_numpy().astype("datetime64[s]").astype(np.int64), np.int64)


def _numbered(bought: pd.Series, asked: Iterable[Hashable]) -> tuple[list[Hashable], Shorts]:
    """Those who bought first, so that the others change no number."""
    codes, values = pd.factorize(bought, sort=True)
    known = list(values.tolist())
    seen = set(known)
    fresh = [each for each in dict.fromkeys(asked) if each not in seen]
    return known + fresh, codes.astype(np.int32)


def catalogue_of(*tables: pd.DataFrame) -> pd.Index:
    """All the products that the tables name, in order: the place of each is its number as a good."""
    parts = [table["product_id"] for table in tables if len(table)]
    ids = pd.concat(parts).unique() if parts else np.zeros(0, np.int64)
    kind = pd.api.types.infer_dtype(ids)
    if kind.startswith("mixed"):
        raise ValueError(f"Some ids in the columns product_id are numbers and some are texts ({kind}).")
    return pd.Index(np.sort(np.asarray(ids)))


def _goods(products: pd.DataFrame, catalogue: pd.Index) -> Goods:
    place = catalogue.get_indexer(products["product_id"])
    levels = []
    for name in LEVELS:
        level = np.full(len(catalogue), -1, np.int32)
        if name in products:
            # Of a product that is described twice the group that comes later in order is taken.
            np.maximum.at(level, place, pd.factorize(_plain_ids(products[name]), sort=True)[0])
        levels.append(level)
    return Goods(len(catalogue), tuple(levels))


def _promotions(offered: pd.DataFrame, covered: pd.DataFrame, catalogue: pd.Index) -> Promotions:
    index = pd.Index(offered["promotion_id"])
    pairs = covered.loc[covered["promotion_id"].isin(index), ["promotion_id", "product_id"]].drop_duplicates()
    promotion = index.get_indexer(pairs["promotion_id"])
    good = catalogue.get_indexer(pairs["product_id"])
    order = np.lexsort((good, promotion))
    starts = np.searchsorted(promotion[order], np.arange(len(index) + 1)).astype(np.int64)
    return promotions_of(starts, good[order].astype(np.int32), _column(offered, "discount_pct", np.nan) / 100)


def _column(rows: pd.DataFrame, name: str, absent: float) -> Floats:
    if name not in rows:
        return np.full(len(rows), absent)
    figures = pd.to_numeric(rows[name]).to_numpy(np.float64, na_value=np.nan)
    return np.asarray(np.clip(np.where(np.isnan(figures), absent, figures), -LARGEST, LARGEST), np.float64)


def _discounts(rows: pd.DataFrame) -> Floats:
    names = ("retail_disc", "coupon_disc", "coupon_match_disc")
    return np.asarray(sum(np.abs(_column(rows, name, 0.0)) for name in names), np.float64)
