from collections.abc import Callable, Hashable, Iterable

import numpy as np
import pandas as pd
import pytest

from largesse.personalization.offline import score_campaign
from tests.personalization.propensity.market import BEGIN, HOUSEHOLDS, STARTS, Market, a_market

AS_OF = BEGIN + pd.Timedelta(days=STARTS[5])


@pytest.fixture(scope="module")
def market() -> Market:
    return a_market(seed=12)


def scores(
    tables: dict[str, pd.DataFrame], households: Iterable[Hashable] = range(HOUSEHOLDS), **changed: object
) -> dict[Hashable, float]:
    return score_campaign(**{**tables, "households": households, "campaign": 5, "as_of": AS_OF, **changed})


def test_users_of_coupons_come_before_the_others(market: Market) -> None:
    found = scores(market.tables)
    assert list(found) == list(range(HOUSEHOLDS))
    assert all(0.0 < value < 1.0 for value in found.values())
    first = sorted(found, key=lambda household: -found[household])[:60]
    assert sum(household < 60 for household in first) >= 55
    assert np.mean([found[household] for household in range(60)]) == pytest.approx(0.5, abs=0.15)


def test_nothing_from_the_day_on_is_seen(market: Market) -> None:
    lines, redemptions = market.transactions, market.redemptions
    later = lines["transaction_timestamp"] >= AS_OF
    twisted = {
        **market.tables,
        "transactions": lines.assign(
            coupon_disc=lines["coupon_disc"].where(~later, 9.0),
            sales_value=lines["sales_value"].where(~later, 1e6),
        ),
        "redemptions": pd.concat([redemptions, redemptions.assign(redemption_date=AS_OF, household_id=299)]),
    }
    past = {
        **market.tables,
        "transactions": lines[~later],
        "redemptions": redemptions[redemptions["redemption_date"] < AS_OF],
    }
    assert scores(twisted) == scores(past)
    described = market.campaign_descriptions
    assert scores(twisted, campaign_descriptions=described) == scores(past, campaign_descriptions=described)


def test_the_order_of_rows_and_of_households_does_not_matter(market: Market) -> None:
    shuffled = {name: table.sample(frac=1.0, random_state=4) for name, table in market.tables.items()}
    assert scores(shuffled, reversed(range(HOUSEHOLDS))) == scores(market.tables)


def test_a_household_is_scored_the_same_alone(market: Market) -> None:
    everybody = scores(market.tables)
    assert scores(market.tables, [17])[17] == everybody[17]


def test_households_that_are_unknown_or_received_nothing_are_scored_as_strangers(market: Market) -> None:
    few = market.campaigns[market.campaigns["household_id"] != 30]
    found = scores({**market.tables, "campaigns": few}, [30, "stranger", 2, 2])
    assert list(found) == [30, "stranger", 2]
    assert found["stranger"] < min(found[30], found[2])


def test_without_finished_campaigns_a_rule_of_thumb_orders_the_households(market: Market) -> None:
    found = scores(market.tables, campaign=1, as_of=BEGIN + pd.Timedelta(days=STARTS[1]))
    first = sorted(found, key=lambda household: -found[household])[:60]
    assert sum(household < 60 for household in first) >= 45


def test_empty_tables_are_no_error(market: Market) -> None:
    nothing = {name: table.iloc[:0] for name, table in market.tables.items()}
    assert set(scores(nothing, [1, 2])) == {1, 2}
    assert scores(market.tables, []) == {}


def test_a_campaign_without_coupons_is_scored_by_the_customers_alone(market: Market) -> None:
    found = scores(market.tables, campaign="unheard of")
    assert np.mean([found[household] for household in range(60)]) > np.mean(
        [found[h] for h in range(60, 300)]
    )


def test_when_campaigns_began_may_be_told_or_is_taken_from_the_first_redemption(market: Market) -> None:
    told = scores(market.tables, campaign_descriptions=market.campaign_descriptions)
    taken = scores(market.tables)
    assert told != taken
    assert np.corrcoef(list(told.values()), list(taken.values()))[0, 1] > 0.98


def test_a_missing_column_is_named(market: Market) -> None:
    with pytest.raises(ValueError, match="The table coupons has no column product_id"):
        scores({**market.tables, "coupons": market.coupons.drop(columns="product_id")})


KINDS: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "categories": lambda table: table.astype(
        {name: "category" for name in ("household_id", "product_id", "campaign_id") if name in table}
    ),
    "nullable": lambda table: table.convert_dtypes(),
    "arrow": lambda table: table.convert_dtypes(dtype_backend="pyarrow"),
    "objects": lambda table: table.astype(object),
    "text moments": lambda table: table.astype(
        {name: str for name in ("transaction_timestamp", "redemption_date") if name in table}
    ),
    "another index": lambda table: table.set_axis(np.arange(len(table)) % 5, axis=0),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_kind_of_the_columns_does_not_matter(market: Market, kind: str) -> None:
    changed = {name: KINDS[kind](table) for name, table in market.tables.items()}
    assert scores(changed) == pytest.approx(scores(market.tables), rel=1e-9)


def test_ids_may_be_texts(market: Market) -> None:
    texts = {
        name: table.astype(
            {each: str for each in ("household_id", "product_id", "campaign_id") if each in table}
        )
        for name, table in market.tables.items()
    }
    found = scores(texts, [str(each) for each in range(HOUSEHOLDS)], campaign="5")
    expected = scores(market.tables)
    assert found == pytest.approx({str(each): value for each, value in expected.items()}, rel=1e-9)


def test_repeated_rows_of_the_lists_change_nothing(market: Market) -> None:
    twice = {
        name: pd.concat([table, table]) if name in ("campaigns", "coupons") else table
        for name, table in market.tables.items()
    }
    assert scores(twice) == scores(market.tables)


def test_other_households_and_later_campaigns_do_not_matter(market: Market) -> None:
    """Who received a campaign that begins later is not known yet."""
    later = market.campaigns[market.campaigns["campaign_id"] > 5]
    more = pd.DataFrame({"campaign_id": 6, "household_id": range(0, HOUSEHOLDS, 2)})
    changed = {**market.tables, "campaigns": pd.concat([market.campaigns, later, more])}
    assert scores(changed) == scores(market.tables)


@pytest.mark.parametrize("column", ["household_id", "product_id", "transaction_timestamp", "coupon_disc"])
def test_lines_with_holes_do_not_break_it(market: Market, column: str) -> None:
    lines = market.transactions
    holes = lines.head(40).astype({column: object}).assign(**{column: None})
    found = scores({**market.tables, "transactions": pd.concat([lines.astype({column: object}), holes])})
    assert np.isfinite(list(found.values())).all()
    assert np.corrcoef(list(found.values()), list(scores(market.tables).values()))[0, 1] > 0.99
