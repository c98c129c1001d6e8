"""`largesse ai evaluate` on tables, in a process of its own."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd

SEED = 11
HOUSEHOLDS = 60
DAYS = 70


def tables(folder: Path) -> list[str]:
    """Households with one favourite product each, and the options that name the tables."""
    draw = np.random.default_rng(SEED)
    household = np.repeat(np.arange(HOUSEHOLDS), 20)
    product = np.where(draw.random(len(household)) < 0.7, household % 4, draw.integers(0, 4, len(household)))
    moment = pd.Timestamp("2027-01-01") + pd.to_timedelta(draw.integers(0, DAYS, len(household)), "D")
    lines = {"household_id": household, "product_id": product, "transaction_timestamp": moment}
    pd.DataFrame({**lines, "quantity": 1, "sales_value": 2.5}).to_csv(folder / "lines.csv", index=False)
    products = {"product_id": range(4), "product_type": list("ABCD"), "product_category": "X"}
    pd.DataFrame(products).to_csv(folder / "products.csv", index=False)
    return ["--transactions", str(folder / "lines.csv"), "--products", str(folder / "products.csv")]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "largesse", "ai", "evaluate", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240)


def test_the_table_names_the_engine_and_what_it_is_measured_against(tmp_path: Path) -> None:
    done = run(*tables(tmp_path), "--k", "2", "--markdown")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("| engine | NDCG@2")
    assert {"popularity", "P-TopFreq", "TIFU-KNN", "engine"} <= {
        line.split(" | ")[0].strip("| ") for line in lines
    }
    assert "1 weeks, 4 promotions" in lines[-1]


def test_what_cannot_be_judged_is_said() -> None:
    nothing = run()
    assert nothing.returncode == 1
    assert "--workspace" in nothing.stderr
    unknown = run("--dataset", "somewhere")
    assert unknown.returncode == 1
    assert "complete-journey" in unknown.stderr
