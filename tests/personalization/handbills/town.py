"""A shop as the use case has it: the examples imported, customers with habits, a trained engine, tills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from largesse.catalogs.imports.jobs import catalog_jobs
from largesse.core.db import Database
from largesse.core.jobs import run_job
from largesse.personalization.engine.jobs import Means, engine_jobs
from largesse.personalization.engine.training import Limits
from largesse.personalization.handbills.jobs import handbill_jobs
from largesse.promotions.imports.jobs import promotion_jobs
from largesse.vouchers.jobs import pool_jobs
from largesse.workflows.transformations.jobs import transformation_jobs
from tests.conftest import SetClock
from tests.personalization.engine.shop import BRIEF
from tests.workflows.stage import Stage, example

EXAMPLES = Path(__file__).parents[3] / "examples"
MONDAY = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SEED = 20261121
CUSTOMERS = 48
WEEKS = 12
PRICES = {
    "TEA-100": 850, "TEA-250": 1490, "COFFEE": 1190, "COCOA": 490, "JUICE": 290, "WATER": 420, "MILK": 139,
    "YOGHURT": 229, "CHEESE": 649, "EGGS": 359, "BREAD": 399, "APPLES": 299, "HONEY": 1190, "JAM": 349,
    "PASTA": 199, "RICE": 449, "OIL": 1090, "CHOCOLATE": 279, "CUP-1": 1290, "POT-1": 4900,
}  # fmt: skip
GOODS = list(PRICES)
Json = dict[str, Any]


def habits(number: int) -> list[str]:
    """The two articles that this customer buys every week."""
    return [GOODS[number % 18], GOODS[(number * 5 + 1) % 18]]


def name_of(number: int) -> str:
    """The first customers are known by the hash of their card only."""
    return f"card-{number:02}" if number < 4 else f"c-{number:02}"


def transaction(order: str, who: str, at: datetime, skus: Sequence[str]) -> Json:
    """A transaction as a cash register sends it."""
    price = {sku: {"amount": PRICES[sku] / 100, "currency": "EUR"} for sku in skus}
    total = {"amount": sum(PRICES[sku] for sku in skus) / 100, "currency": "EUR"}
    return {
        "client": {"customId": who},
        "orderId": order,
        "products": [{"name": sku, "sku": sku, "quantity": 1, "finalUnitPrice": price[sku]} for sku in skus],
        "paymentInfo": {"method": "CARD"},
        "revenue": total,
        "value": total,
        "source": "POS",
        "recordedAt": at.isoformat(),
        "eventSalt": order,
    }


def basket(sale: str, *skus: str, coupons: Sequence[str] = ()) -> Json:
    """A basket as a till sends it."""
    money = {sku: f"{PRICES[sku] / 100:.2f}" for sku in skus}
    return {
        "operationId": sale,
        "clientDateTime": "2027-03-01T12:00:00.000Z",
        "terminal": {"storeId": "12", "posId": 7},
        "transactionMetric": {
            "posTransactionId": sale,
            "beginDateTime": "2027-03-01T11:59:00.000Z",
            "globalTransactionId": sale,
        },
        "finalValue": f"{sum(PRICES[sku] for sku in skus) / 100:.2f}",
        "transactionItems": [
            {
                "seqNo": place,
                "articleRef": sku,
                "quantity": "1.000",
                "evidPrice": money[sku],
                "finalPrice": money[sku],
                "finalValue": money[sku],
            }
            for place, sku in enumerate(skus, start=1)
        ],
        "transactionAdditionalItems": [
            {"seqNo": place, "type": "COUPON", "code": code} for place, code in enumerate(coupons, start=1)
        ],
    }


@dataclass
class Town:
    """The shop, its customers by number, and the jobs of its worker run by hand."""

    client: httpx.AsyncClient
    stage: Stage
    clock: SetClock
    customers: list[int]

    @property
    def database(self) -> Database:
        return self.stage.database

    async def post(self, path: str, body: object = None, *, status: int = 201) -> Any:  # noqa: ANN401
        answer = await self.client.post(path, json=body)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def get(self, path: str, **params: Any) -> Any:  # noqa: ANN401
        answer = await self.client.get(path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def work(self) -> dict[str, Json]:
        """Runs the jobs that wait, and those they start; results by kind of job."""
        files = self.stage.engine.services.files
        handlers = {
            **promotion_jobs(files),
            **catalog_jobs(files),
            **transformation_jobs(files),
            **pool_jobs(files),
            **handbill_jobs(),
            **engine_jobs(
                Means(files, self.stage.engine.services.keyring, Limits(threads=1), settings=BRIEF)
            ),
        }
        done: dict[str, Json] = {}
        queued = "select id, kind from jobs where workspace_id = $1 and state = 'queued' order by id"
        while jobs := await self.stage.rows(queued):
            for job in jobs:
                await run_job(self.database, self.stage.workspace_id, job["id"], handlers)
                seen = await self.get(f"/v1/jobs/{job['id']}")
                assert seen["state"] == "succeeded", seen
                done[job["kind"]] = seen["result"]
        return done

    async def settle(self) -> dict[str, Json]:
        """Moves workflows and runs their jobs until both rest."""
        done: dict[str, Json] = {}
        for _ in range(5):
            await self.stage.settle()
            done |= await self.work()
            self.clock.now = self.database.clock() + timedelta(seconds=2)
        return done

    async def import_promotions(self) -> dict[str, Json]:
        """Scheduled Run, Local File, Data Transformation, Import Promotions, End: the shipped template."""
        with (EXAMPLES / "promotions.csv").open("rb") as file:
            sent = await self.client.post("/v1/files", files={"file": ("promotions.csv", file)})
        workflow = example("import_promotions")
        workflow["graph"]["nodes"][1]["file_id"] = sent.json()["id"]
        made = await self.post("/v1/workflows", workflow)
        await self.post(f"/v1/workflows/{made['id']}/publications")
        return await self.settle()

    async def import_products(self) -> Json:
        """The product feed, into the catalogue `shop`."""
        await self.post("/v1/catalogs", {"name": "shop", "kind": "products"})
        with (EXAMPLES / "products.xml").open("rb") as file:
            sent = await self.client.post(
                "/v1/catalogs/shop/imports", files={"file": ("products.xml", file)}, data={"options": "{}"}
            )
        assert sent.status_code == 202, sent.text
        return (await self.work())["import_catalog_items"]

    async def sell(self) -> None:
        """Twelve weeks of carts: each customer's habits, and now and then something else."""
        draw = Random(SEED)
        carts = []
        for number in range(CUSTOMERS):
            for week in range(WEEKS):
                skus = [*habits(number), *draw.sample(GOODS, draw.choice((0, 0, 1, 2)))]
                at = MONDAY - DAY * (7 * week + 1 + number % 5)
                carts.append(transaction(f"{number}-{week}", name_of(number), at, list(dict.fromkeys(skus))))
        for first in range(0, len(carts), 500):
            answer = await self.client.post("/v4/transactions/batch", json=carts[first : first + 500])
            assert answer.status_code == 202, answer.text
        for number in range(CUSTOMERS):
            found = await self.get("/v1/profiles", custom_id=name_of(number))
            self.customers.append(found["items"][0]["id"])

    async def events(self, name: str, profile: int | None = None) -> list[Json]:
        """Params of events, oldest first."""
        rows = await self.stage.rows(
            "select params from events where workspace_id = $1 and name = $2"
            " and ($3::bigint is null or profile_id = $3) order by time, id",
            name,
            profile,
        )
        return [dict(row["params"]) for row in rows]

    async def count(self, table: str) -> int:
        async with self.database.context(self.stage.workspace_id) as ctx:
            return int(await ctx.db.scalar(text(f"select count(*) from {table}")) or 0)

    async def a_handbill(self, type_: str, name: str, **definition: object) -> str:
        """A published personalised promotion."""
        body = {"name": name, "type": type_, "definition": definition}
        made = await self.post("/v1/handbills", body)
        published = await self.post(f"/v1/handbills/{made['id']}/publications")
        assert published["warnings"] == []
        return str(made["id"])

    async def articles(self) -> dict[str, str]:
        """The article of each promotion, by the promotion's code."""
        found: dict[str, str] = {}
        cursor = None
        while True:
            params = {"limit": 200, **({"cursor": cursor} if cursor else {})}
            page = await self.get("/v1/promotions", **params)
            for item in page["items"]:
                [found[item["code"]]] = item["definition"]["items"]["skus"]
            cursor = page["next_cursor"]
            if cursor is None:
                return found


async def a_town(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock, folder: Path
) -> Town:
    """Everything before the first offer: promotions, goods, carts, and a model trained on them."""
    clock.now = MONDAY - timedelta(minutes=30)
    town = Town(client, Stage(database, workspace_id, folder / "files"), clock, [])
    for tag in ("MOBILE", "CHECKOUT"):
        await town.post("/v1/promotions/tags", {"name": tag})
    done = (await town.import_promotions())["import_promotions"]
    assert (done["read"], done["created"], done["rejected"]) == (60, 60, 0)
    assert (await town.import_products())["added"] == len(PRICES)
    await town.sell()
    await town.post("/v1/ai/models", {}, status=202)
    trained = await town.work()
    assert trained["train_engine"]["stage"] == "ranker", trained
    clock.now = MONDAY
    return town
