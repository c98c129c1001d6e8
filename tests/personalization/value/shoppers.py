"""Simulated shoppers: whose rate and end are known, because we drew them."""

import numpy as np
import pandas as pd

from largesse.personalization.value.bgnbd import BgNbd
from largesse.personalization.value.history import Floats


def bg_nbd_purchases(model: BgNbd, *, customers: int, days: float, seed: int) -> list[Floats]:
    """Times of the repeat purchases of customers whose first purchase was at time 0."""
    draw = np.random.default_rng(seed)
    rates = draw.gamma(model.r, 1.0 / model.alpha, customers)
    leaving = draw.beta(model.a, model.b, customers)
    lives = draw.geometric(np.maximum(leaving, 1e-12))
    purchases: list[Floats] = []
    for rate, life in zip(rates, lives, strict=True):
        times: list[float] = []
        now = draw.exponential(1.0 / max(rate, 1e-12))
        while now <= days and len(times) < life:
            times.append(now)
            now += draw.exponential(1.0 / rate)
        purchases.append(np.array(times))
    return purchases


def regular_shoppers(*, customers: int, days: int, seed: int) -> pd.DataFrame:
    """Receipts of customers who come on random days, each at a rate of their own, from 2030-01-01 on."""
    draw = np.random.default_rng(seed)
    rates = draw.gamma(2.0, 0.06, customers).clip(0.005, 0.9)
    came = draw.random((customers, days)) < rates[:, None]
    who, when = np.nonzero(came)
    return pd.DataFrame(
        {
            "id": [f"shopper {number:04}" for number in who],
            "date": pd.Timestamp("2030-01-01") + pd.to_timedelta(when, unit="D"),
            "value": np.round(draw.gamma(3.0, 8.0, who.size), 2),
        }
    )
