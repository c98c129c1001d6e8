"""A made-up shop: customers with habits, for tests of the scorer."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

AS_OF = pd.Timestamp("2026-06-01")
PRODUCTS = 40
WEEKS = 14


@dataclass(frozen=True, slots=True)
class Shop:
    transactions: pd.DataFrame
    products: pd.DataFrame
    promotions: pd.DataFrame
    promotion_products: pd.DataFrame
    favourites: dict[int, list[int]]


def shop(*, households: int = 40, seed: int = 1) -> Shop:
    """Households that visit weekly for 14 weeks, buy five favourites often and popular goods at times."""
    random = np.random.default_rng(seed)
    favourites = {
        household: sorted(random.choice(PRODUCTS, 5, replace=False).tolist())
        for household in range(households)
    }
    rows = []
    for household, goods in favourites.items():
        for week in range(WEEKS):
            moment = AS_OF - pd.Timedelta(days=7 * (week + 1) - int(random.integers(0, 7)), hours=5)
            bought = [good for good in goods if random.random() < 0.7]
            bought += random.choice(6, 2).tolist()
            rows += [(household, household * 1_000 + week, good, moment) for good in bought]
    transactions = pd.DataFrame(
        rows, columns=["household_id", "basket_id", "product_id", "transaction_timestamp"]
    )
    count = len(transactions)
    transactions = transactions.assign(
        store_id=1,
        quantity=random.integers(1, 3, count),
        sales_value=np.round(random.uniform(1, 9, count), 2),
        retail_disc=np.round(random.uniform(0, 1, count), 2),
        coupon_disc=0.0,
    )
    products = pd.DataFrame(
        {
            "product_id": range(PRODUCTS),
            "department": [f"D{product % 3}" for product in range(PRODUCTS)],
            "product_category": [f"C{product % 8}" for product in range(PRODUCTS)],
            "product_type": [f"T{product % 20}" for product in range(PRODUCTS)],
        }
    )
    promotions = pd.DataFrame(
        {
            "promotion_id": [f"p{product:02d}" for product in range(PRODUCTS)],
            "label": [f"Product {product}" for product in range(PRODUCTS)],
            "department": products["department"],
            "discount_pct": 20.0,
        }
    )
    covered = pd.DataFrame({"promotion_id": promotions["promotion_id"], "product_id": range(PRODUCTS)})
    return Shop(transactions, products, promotions, covered, favourites)
