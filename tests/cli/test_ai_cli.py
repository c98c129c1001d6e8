"""`largesse ai`: on tables, and against a running server with its worker."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import numpy as np
import pandas as pd
import pytest

from largesse.core.db import Database
from largesse.core.settings import Settings
from tests.personalization.engine.shop import order, profiles, rows_of, write
from tests.personalization.handbills.made import a_promotion
from tests.serving import Served, serving

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


PROGRAM = "from largesse.cli import main; main()"
PEOPLE = 40
SHOP_WEEKS = 16


@pytest.fixture
async def worked(settings: Settings) -> AsyncIterator[Served]:
    """A web process and a worker, as `largesse up` runs them."""
    async with serving(settings) as served:
        worker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, "work"), env=environment_of(settings)
        )
        try:
            yield served
        finally:
            worker.terminate()
            await worker.wait()


def environment_of(settings: Settings) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": settings.database_url,
        "LARGESSE_SECRET_KEY": settings.secret_key.get_secret_value(),
        "LARGESSE_DATA_DIR": str(settings.data_dir),
        "COLUMNS": "200",
    }


async def a_year_of_orders(database: Database, workspace_id: UUID) -> list[int]:
    """Customers with two articles of their own a week up to yesterday."""
    people = await profiles(database, workspace_id, PEOPLE)
    now = database.clock()
    rows = [
        order(f"{who}-{week}", who, now - timedelta(days=7 * week + number % 5 + 1), skus)
        for number, who in enumerate(people)
        for week in range(SHOP_WEEKS)
        for skus in [[number % 6, (number + week % 2 * 3) % 6]]
    ]
    await write(database, workspace_id, rows)
    return people


async def test_the_engine_is_trained_explained_and_judged_against_a_running_server(
    worked: Served,
    settings: Settings,
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    api_key: Callable[..., Awaitable[str]],
) -> None:
    people = await a_year_of_orders(database, workspace_id)
    for sku in range(6):
        await a_promotion(client, f"P{sku:02}", f"S{sku:02}")
    environment = {
        **environment_of(settings),
        "LARGESSE_URL": worked.url,
        "LARGESSE_API_KEY": await api_key(),
    }

    async def largesse(*arguments: str) -> subprocess.CompletedProcess[str]:
        return await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "largesse", "ai", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )

    none_yet = await largesse("explain", "k-1")
    assert none_yet.returncode == 0, none_yet.stderr
    assert "stage: frequency, model: none" in none_yet.stdout
    trained = await largesse("train", "--json")
    assert trained.returncode == 0, trained.stderr
    job = json.loads(trained.stdout)
    assert (job["state"], job["result"]["stage"]) == ("succeeded", "ranker"), job
    await scored(database, workspace_id)
    explained = await largesse("explain", "k-1", "--limit", "2")
    assert explained.returncode == 0, explained.stderr
    assert f"stage: ranker, model: {job['result']['model_id']}" in explained.stdout
    assert "purchases" in explained.stdout
    assert "bought" in explained.stdout
    told = json.loads((await largesse("explain", str(people[0]), "--json", "--objective", "value")).stdout)
    assert (told["profile_id"], len(told["promotions"])) == (people[0], 6)
    assert told["scores"]["horizon_days"] == 90
    lost = await largesse("explain", "nobody")
    assert lost.returncode == 1
    assert "There is no customer nobody." in lost.stderr
    await check_judgement(largesse, workspace_id)


async def scored(database: Database, workspace_id: UUID) -> None:
    """Waits until the job that the training began has scored everybody."""
    async with asyncio.timeout(120):
        while True:
            rows = await rows_of(database, workspace_id, "select count(*) as many from profile_scores")
            if rows[0]["many"] == PEOPLE:
                return
            await asyncio.sleep(0.1)


async def check_judgement(
    largesse: Callable[..., Awaitable[subprocess.CompletedProcess[str]]], workspace_id: UUID
) -> None:
    judged = await largesse("evaluate", "--workspace", str(workspace_id), "--k", "2", "--markdown")
    assert judged.returncode == 0, judged.stderr
    lines = judged.stdout.splitlines()
    assert lines[0].startswith("| engine | NDCG@2")
    assert {"popularity", "P-TopFreq", "TIFU-KNN", "engine"} <= {
        line.split(" | ")[0].strip("| ") for line in lines
    }
    assert "1 weeks, 6 promotions" in lines[-1]
    too_many = await largesse("evaluate", "--workspace", str(workspace_id), "--weeks", "26")
    assert too_many.returncode == 1
    assert "Judge fewer weeks." in too_many.stderr
    empty = await largesse("evaluate", "--workspace", str(UUID(int=1)))
    assert empty.returncode == 1
    wrong = await largesse("evaluate", "--workspace", str(workspace_id), "--objective", "magic")
    assert wrong.returncode == 1
    assert "relevance, value or discover" in wrong.stderr
