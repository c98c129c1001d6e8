"""Redemption propensity over pandas tables with the columns of the Complete Journey data."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import numpy as np
import pandas as pd

from largesse.personalization.propensity.evaluation import (
    PropensityRow,
    evaluate_propensity,
    judge_days,
)
from largesse.personalization.propensity.history import (
    Evidence,
    Flags,
    Floats,
    Ints,
    Lines,
    Log,
    Offer,
    log,
    receipt_lines,
)
from largesse.personalization.propensity.training import score, train

EPOCH: Final = pd.Timestamp(0)
ONE_DAY: Final = pd.Timedelta(days=1)
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "transactions": (
        "household_id",
        "basket_id",
        "product_id",
        "sales_value",
        "coupon_disc",
        "transaction_timestamp",
    ),
    "redemptions": ("household_id", "campaign_id", "redemption_date"),
    "campaigns": ("campaign_id", "household_id"),
    "coupons": ("coupon_upc", "product_id", "campaign_id"),
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables as known at a moment, and the numbers that stand for their ids."""

    transactions: pd.DataFrame
    redemptions: pd.DataFrame
    campaigns: pd.DataFrame
    coupons: pd.DataFrame
    customers: pd.Index
    products: pd.Index
    begun: Mapping[Hashable, int]
    until: int


def score_campaign(
    *,
    transactions: pd.DataFrame,
    redemptions: pd.DataFrame,
    campaigns: pd.DataFrame,
    coupons: pd.DataFrame,
    households: Iterable[Hashable],
    campaign: Hashable,
    as_of: date | datetime | str,
    campaign_descriptions: pd.DataFrame | None = None,
) -> dict[Hashable, float]:
    """The probability that each household redeems a coupon of the campaign, which begins at `as_of`.

    `campaigns` says who received which one. When they began is read from `campaign_descriptions`
    (campaign_id, start_date) if given, else taken to be the first redemption of each. Transactions and
    redemptions at or after `as_of` are not looked at. Learns from the campaigns begun 35 days before or
    earlier. Raises ValueError for missing columns.
    """
    given = {
        "transactions": transactions,
        "redemptions": redemptions,
        "campaigns": campaigns,
        "coupons": coupons,
    }
    _check(given)
    wanted = list(
        dict.fromkeys(households["household_id"] if isinstance(households, pd.DataFrame) else households)
    )
    if not wanted:
        return {}
    tables = _known(given, wanted, as_of=as_of, descriptions=campaign_descriptions)
    evidence = _evidence(tables)
    model = train(evidence, until=tables.until)
    offer = _offer(tables, campaign, -1, day=tables.until, households=pd.Series(wanted))
    scored = dict(zip(offer.customers.tolist(), score(model, evidence, offer).tolist(), strict=True))
    numbers = _numbers(tables.customers, pd.Series(wanted))
    return {household: scored[number] for household, number in zip(wanted, numbers.tolist(), strict=True)}


def judge_campaigns(
    *,
    transactions: pd.DataFrame,
    redemptions: pd.DataFrame,
    campaigns: pd.DataFrame,
    coupons: pd.DataFrame,
    campaign_descriptions: pd.DataFrame,
    since: date | datetime | str,
    until: date | datetime | str,
) -> tuple[PropensityRow, ...]:
    """The engine and its baselines on all campaigns that began from `since` up to before `until`.

    Each day is judged with a model that was trained on what was known before it.
    """
    given = {
        "transactions": transactions,
        "redemptions": redemptions,
        "campaigns": campaigns,
        "coupons": coupons,
    }
    _check(given)
    tables = _known(given, [], as_of=until, descriptions=campaign_descriptions)
    first = int(_days(pd.Series([since])).iloc[0])
    return evaluate_propensity(judge_days(_evidence(tables), since=first, until=tables.until))


def _check(given: Mapping[str, pd.DataFrame]) -> None:
    for name, table in given.items():
        missing = [column for column in COLUMNS[name] if column not in table.columns]
        if missing:
            raise ValueError(f"The table {name} has no column {', '.join(missing)}.")


def _known(
    given: Mapping[str, pd.DataFrame],
    wanted: list[Hashable],
    *,
    as_of: date | datetime | str,
    descriptions: pd.DataFrame | None,
) -> Tables:
    """Cuts the tables at the moment, and to customers who received a campaign or are asked about."""
    moment = _naive(pd.Series([as_of])).iloc[0]
    until = (moment.normalize() - EPOCH).days + int(moment != moment.normalize())
    campaigns, coupons = given["campaigns"], given["coupons"]
    customers = pd.Index(sorted({*campaigns["household_id"].dropna(), *wanted}, key=_in_order))
    redemptions = given["redemptions"]
    redemptions = redemptions[(_naive(redemptions["redemption_date"]) < moment).to_numpy()]
    begun = _begun(redemptions, descriptions, until)
    lines = given["transactions"]
    concerned = lines["household_id"].isin(customers) & (_naive(lines["transaction_timestamp"]) < moment)
    lines = lines[concerned.to_numpy()]
    products = pd.Index(pd.unique(pd.concat([lines["product_id"], coupons["product_id"]], ignore_index=True)))
    redemptions = redemptions[redemptions["household_id"].isin(customers).to_numpy()]
    return Tables(lines, redemptions, campaigns, coupons, customers, products, begun, until)


def _begun(redemptions: pd.DataFrame, descriptions: pd.DataFrame | None, until: int) -> dict[Hashable, int]:
    """On which day each campaign began, of those that began before `until`."""
    if descriptions is None:
        first = _days(redemptions["redemption_date"]).groupby(redemptions["campaign_id"].to_numpy()).min()
    else:
        first = pd.Series(_days(descriptions["start_date"]).to_numpy(), index=descriptions["campaign_id"])
    return {key: int(day) for key, day in first.items() if day < until}


def _evidence(tables: Tables) -> Evidence:
    keys = {key: number for number, key in enumerate(sorted(tables.begun, key=_in_order))}
    offers = tuple(
        _offer(
            tables,
            key,
            number,
            day=tables.begun[key],
            households=tables.campaigns["household_id"][(tables.campaigns["campaign_id"] == key).to_numpy()],
        )
        for key, number in keys.items()
    )
    return Evidence(
        customers=len(tables.customers),
        products=len(tables.products),
        lines=_lines(tables),
        redemptions=_redemptions(tables, keys),
        offers=offers,
    )


def _lines(tables: Tables) -> Lines:
    table = tables.transactions
    saved = table["coupon_disc"].fillna(0.0) != 0
    if "coupon_match_disc" in table.columns:
        saved |= table["coupon_match_disc"].fillna(0.0) != 0
    coupon: Flags = saved.to_numpy(dtype=bool)
    value: Floats = table["sales_value"].fillna(0.0).to_numpy(dtype=np.float64)
    return receipt_lines(
        customer=_numbers(tables.customers, table["household_id"]),
        day=_days(table["transaction_timestamp"]).to_numpy(),
        basket=np.asarray(pd.factorize(table["basket_id"])[0], dtype=np.int64),
        product=_numbers(tables.products, table["product_id"]),
        value=value,
        coupon=coupon,
    )


def _redemptions(tables: Tables, keys: Mapping[Hashable, int]) -> Log:
    table = tables.redemptions[tables.redemptions["campaign_id"].isin(list(keys)).to_numpy()]
    return log(
        customer=_numbers(tables.customers, table["household_id"]),
        offer=table["campaign_id"].map(keys).to_numpy(dtype=np.int64),
        day=_days(table["redemption_date"]).to_numpy(),
    )


def _offer(tables: Tables, key: Hashable, number: int, *, day: int, households: pd.Series) -> Offer:
    goods = tables.coupons[(tables.coupons["campaign_id"] == key).to_numpy()]
    return Offer(
        key=number,
        day=day,
        customers=np.unique(_numbers(tables.customers, households.dropna())),
        goods=_numbers(tables.products, goods["product_id"]),
        piece=np.asarray(pd.factorize(goods["coupon_upc"])[0], dtype=np.int64),
    )


def _numbers(ids: pd.Index, values: pd.Series) -> Ints:
    return np.asarray(ids.get_indexer(pd.Index(values)), dtype=np.int64)


def _days(moments: pd.Series) -> pd.Series:
    return ((_naive(moments).dt.normalize() - EPOCH) // ONE_DAY).astype(np.int64)


def _naive(moments: pd.Series) -> pd.Series:
    """Moments without a zone, in UTC when they had one."""
    read = pd.to_datetime(moments)
    return read.dt.tz_convert("UTC").dt.tz_localize(None) if read.dt.tz is not None else read


def _in_order(key: Hashable) -> tuple[str, Hashable]:
    """Ids of one kind in their order, kinds apart: 2 before 10, numbers before texts."""
    return ("" if isinstance(key, int | float | np.number) else type(key).__name__, key)
