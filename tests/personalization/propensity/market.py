"""A simulated shop with campaigns, in which we know who redeems: those who use coupons."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

BEGIN = pd.Timestamp("2030-01-01")
STARTS = {1: 40, 2: 70, 3: 100, 4: 130, 5: 200}
GOODS = 60
HOUSEHOLDS = 300


@dataclass(frozen=True)
class Market:
    transactions: pd.DataFrame
    redemptions: pd.DataFrame
    campaigns: pd.DataFrame
    coupons: pd.DataFrame
    campaign_descriptions: pd.DataFrame

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        return {
            "transactions": self.transactions,
            "redemptions": self.redemptions,
            "campaigns": self.campaigns,
            "coupons": self.coupons,
        }


def a_market(*, seed: int) -> Market:
    """300 households for 240 days; the first 60 use coupons a lot, the rest seldom."""
    draw = np.random.default_rng(seed)
    loves = np.where(np.arange(HOUSEHOLDS) < 60, 0.3, 0.01)
    lines = 60 * HOUSEHOLDS
    household = draw.integers(0, HOUSEHOLDS, lines)
    day = draw.integers(0, 240, lines)
    transactions = pd.DataFrame(
        {
            "household_id": household,
            "basket_id": household * 1_000 + day,
            "product_id": (household % 10) * 6 + draw.integers(0, 12, lines) % GOODS,
            "sales_value": np.round(draw.gamma(2.0, 3.0, lines), 2),
            "coupon_disc": np.where(draw.random(lines) < loves[household], 0.5, 0.0),
            "transaction_timestamp": BEGIN + pd.to_timedelta(day * 24 + 9, unit="h"),
        }
    )
    coupons = pd.DataFrame(
        [
            (100 * campaign + good, good, campaign)
            for campaign in STARTS
            for good in range(campaign * 6, campaign * 6 + 12)
        ],
        columns=["coupon_upc", "product_id", "campaign_id"],
    )
    campaigns = pd.DataFrame(
        [(campaign, other) for campaign in STARTS for other in range(HOUSEHOLDS)],
        columns=["campaign_id", "household_id"],
    )
    redeems = draw.random(len(campaigns)) < np.where(campaigns["household_id"] < 60, 0.5, 0.02)
    redemptions = campaigns[redeems].assign(coupon_upc=1)
    begun = redemptions["campaign_id"].map(STARTS)
    redemptions["redemption_date"] = BEGIN + pd.to_timedelta(
        begun + draw.integers(0, 25, len(redemptions)), unit="D"
    )
    descriptions = pd.DataFrame(
        {
            "campaign_id": list(STARTS),
            "start_date": [BEGIN + pd.Timedelta(days=day) for day in STARTS.values()],
        }
    )
    return Market(transactions, redemptions, campaigns, coupons, descriptions)
