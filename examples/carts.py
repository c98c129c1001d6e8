"""Prints twelve weeks of carts of forty customers, as POST /v1/orders takes them.

Each buys two articles of `examples/products.xml` every week, and now and then something else. `card-00` to
`card-03` are known by the hash of their card only, the others as `c-04` to `c-39`.
"""

import json
import random
import sys
from datetime import UTC, datetime, timedelta

PRICES = {
    "TEA-100": 850, "TEA-250": 1490, "COFFEE": 1190, "COCOA": 490, "JUICE": 290, "WATER": 420, "MILK": 139,
    "YOGHURT": 229, "CHEESE": 649, "EGGS": 359, "BREAD": 399, "APPLES": 299, "HONEY": 1190, "JAM": 349,
    "PASTA": 199, "RICE": 449, "OIL": 1090, "CHOCOLATE": 279, "CUP-1": 1290, "POT-1": 4900,
}  # fmt: skip
GOODS = list(PRICES)
DRAW = random.Random(20261121)  # noqa: S311  nothing secret, and the same each time


def order(customer: int, week: int) -> dict[str, object]:
    """The cart of a customer so many weeks ago."""
    habits = [GOODS[customer % 18], GOODS[(customer * 5 + 1) % 18]]
    skus = dict.fromkeys([*habits, *DRAW.sample(GOODS, DRAW.choice((0, 0, 1, 2)))])
    name = f"card-{customer:02}" if customer < 4 else f"c-{customer:02}"
    at = datetime.now(UTC) - timedelta(days=7 * week + 1 + customer % 5)
    return {
        "id": f"{name}-{week}",
        "customer": {"custom_id": name},
        "at": at.isoformat(),
        "cart": {"items": [{"sku": sku, "price": PRICES[sku]} for sku in skus]},
    }


json.dump({"orders": [order(customer, week) for customer in range(40) for week in range(12)]}, sys.stdout)
