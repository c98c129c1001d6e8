import itertools
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
import pytest

from largesse.personalization.offline import predict_value
from tests.personalization.value.shoppers import regular_shoppers

AS_OF = "2030-10-01"


def events(*rows: tuple[object, str, float]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["id", "date", "value"]).assign(
        date=lambda table: pd.to_datetime(table.date)
    )


@pytest.fixture(scope="module")
def frequent() -> pd.DataFrame:
    return regular_shoppers(customers=400, days=365, seed=7)


@pytest.fixture(scope="module")
def sparse(frequent: pd.DataFrame) -> pd.DataFrame:
    return frequent.sample(frac=0.06, random_state=1)


def test_frequent_buyers_are_counted_by_boosting_and_sparse_ones_by_probability(
    frequent: pd.DataFrame, sparse: pd.DataFrame
) -> None:
    assert predict_value(frequent, AS_OF, 91).attrs["method"] == "boosting"
    assert predict_value(sparse, AS_OF, 91).attrs["method"] == "probability"
    assert predict_value(frequent, AS_OF, 200).attrs["method"] == "probability", (
        "no window as long with a past as long"
    )
    few = frequent[frequent["id"] < "shopper 0100"]
    assert predict_value(few, AS_OF, 91).attrs["method"] == "probability", "a hundred customers teach little"


@pytest.mark.parametrize("kind", ["frequent", "sparse"])
def test_nothing_from_the_day_on_is_seen(kind: str, request: pytest.FixtureRequest) -> None:
    known: pd.DataFrame = request.getfixturevalue(kind)
    past = known[known["date"] < AS_OF]
    twisted = known.assign(value=known["value"].where(known["date"] < AS_OF, 1e9))
    answer = predict_value(twisted, AS_OF, 91)
    expected = predict_value(past, AS_OF, 91)
    # The last bits of a sum hang on where its numbers lie in memory.
    pd.testing.assert_frame_equal(answer.loc[expected.index], expected, rtol=1e-9, atol=0)
    assert answer.drop(expected.index).eq(0).all(axis=None)


@pytest.mark.parametrize("kind", ["frequent", "sparse"])
def test_neither_the_order_nor_a_repetition_changes_the_answer(
    kind: str, request: pytest.FixtureRequest
) -> None:
    known: pd.DataFrame = request.getfixturevalue(kind)
    once = predict_value(known, AS_OF, 56)
    again = predict_value(known.sample(frac=1.0, random_state=3), AS_OF, 56)
    pd.testing.assert_frame_equal(once, again, check_exact=True)


def test_split_receipts_of_a_day_are_one_purchase(sparse: pd.DataFrame) -> None:
    halves = sparse.assign(value=sparse["value"] / 2)
    split = pd.concat([halves, halves.assign(date=halves["date"] + pd.Timedelta(hours=3))])
    pd.testing.assert_frame_equal(predict_value(split, AS_OF, 91), predict_value(sparse, AS_OF, 91))


@pytest.mark.parametrize("days", [1, 7, 28, 90, 365])
def test_every_id_is_answered_for_every_horizon(frequent: pd.DataFrame, days: int) -> None:
    answer = predict_value(frequent, AS_OF, days)
    assert answer.index.tolist() == sorted(frequent["id"].unique())
    assert answer.columns.tolist() == ["purchases", "spend"]
    assert np.isfinite(answer.to_numpy()).all()
    assert answer["purchases"].between(0, days).all()
    assert (answer["spend"] >= 0).all()


def test_a_longer_horizon_expects_no_fewer_purchases_of_sparse_buyers(sparse: pd.DataFrame) -> None:
    tables = [predict_value(sparse, AS_OF, days) for days in (1, 14, 60, 200, 365)]
    for shorter, longer in itertools.pairwise(tables):
        assert (longer["purchases"] >= shorter["purchases"]).all()
        assert (longer["spend"] >= shorter["spend"]).all()


@pytest.mark.parametrize("horizon", [1, 30, 365])
@pytest.mark.parametrize(
    "table",
    [
        events(("only", "2030-09-30", 12.0)),
        events(("only", "2030-09-01", 12.0), ("only", "2030-09-08", 12.0), ("only", "2030-09-15", 12.0)),
        events(*((number, "2030-08-01", 5.0) for number in range(300))),
        events(
            *(
                (number, day, 9.99)
                for number in range(250)
                for day in ("2030-03-01", "2030-05-01", "2030-07-01")
            )
        ),
        events(*((number, f"2030-0{1 + number % 9}-03", 0.0) for number in range(30))),
        events(("a", "2030-05-01", 50.0), ("a", "2030-06-01", -80.0), ("b", "2030-06-01", -10.0)),
        events(("a", "2030-05-01", float("nan")), ("b", "2030-06-01", 1e12), ("b", "2030-06-02", 1e-9)),
        events(("later", "2030-12-01", 7.0)),
        events(),
    ],
    ids=[
        "one purchase",
        "one customer",
        "no repeats",
        "all the same",
        "free",
        "returns",
        "wild",
        "future",
        "empty",
    ],
)
def test_hard_histories_are_answered_with_finite_numbers(table: pd.DataFrame, horizon: int) -> None:
    answer = predict_value(table, AS_OF, horizon)
    assert set(answer.index) == set(table["id"])
    assert np.isfinite(answer.to_numpy(dtype=float)).all()
    assert (answer.to_numpy(dtype=float) >= 0).all()


def test_thousands_of_purchases_stay_below_one_a_day() -> None:
    days = pd.date_range("2010-01-01", "2030-09-30")
    table = pd.DataFrame({"id": "daily", "date": days, "value": 2.0})
    many = pd.concat([table, regular_shoppers(customers=300, days=273, seed=8)])
    answer = predict_value(many, AS_OF, 30)
    assert 20 < answer.loc["daily", "purchases"] <= 30
    assert answer.loc["daily", "spend"] == pytest.approx(2.0 * answer.loc["daily", "purchases"], rel=0.05)


def test_a_return_lowers_the_spend_and_is_no_purchase(sparse: pd.DataFrame) -> None:
    buyer = sparse["id"].mode()[0]
    back = events((buyer, "2030-09-30", -10.0))
    before, after = predict_value(sparse, AS_OF, 91), predict_value(pd.concat([sparse, back]), AS_OF, 91)
    assert after.loc[buyer, "purchases"] == before.loc[buyer, "purchases"]
    assert after.loc[buyer, "spend"] < before.loc[buyer, "spend"]


def test_days_are_given_in_any_form_and_times_with_a_zone_count_in_utc(sparse: pd.DataFrame) -> None:
    plain = predict_value(sparse, AS_OF, 30)
    zoned = sparse.assign(date=sparse["date"].dt.tz_localize("UTC").dt.tz_convert("Asia/Tokyo"))
    pd.testing.assert_frame_equal(predict_value(sparse, date(2030, 10, 1), 30), plain)
    pd.testing.assert_frame_equal(predict_value(zoned, pd.Timestamp(AS_OF, tz="UTC"), 30), plain)


def test_a_table_without_what_is_needed_is_refused_with_a_reason(sparse: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="no column value"):
        predict_value(sparse.drop(columns="value"), AS_OF, 30)
    with pytest.raises(ValueError, match="no id or no date"):
        predict_value(sparse.assign(date=pd.NaT), AS_OF, 30)
    with pytest.raises(ValueError, match="horizon is 0 days"):
        predict_value(sparse, AS_OF, 0)
    with pytest.raises(ValueError, match="too little history for boosting"):
        predict_value(sparse, AS_OF, 30, method="boosting")


KINDS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "categories": lambda table: table.astype({"id": "category"}),
    "nullable": lambda table: table.convert_dtypes(),
    "arrow": lambda table: table.convert_dtypes(dtype_backend="pyarrow"),
    "objects": lambda table: table.astype(object),
    "texts": lambda table: table.astype({"date": str}),
    "another index": lambda table: table.set_axis(np.arange(len(table)) % 5, axis=0),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_the_columns_does_not_matter(frequent: pd.DataFrame, kind: str) -> None:
    expected = predict_value(frequent, AS_OF, 28)
    answer = predict_value(KINDS[kind](frequent), AS_OF, 28)
    assert answer.index.tolist() == expected.index.tolist()
    np.testing.assert_array_equal(answer.to_numpy(), expected.to_numpy())


def test_ids_may_be_numbers(frequent: pd.DataFrame) -> None:
    expected = predict_value(frequent, AS_OF, 28)
    answer = predict_value(frequent.assign(id=frequent["id"].str[-4:].astype(int)), AS_OF, 28)
    assert answer.index.tolist() == [int(str(each)[-4:]) for each in expected.index]
    np.testing.assert_array_equal(answer.to_numpy(), expected.to_numpy())
