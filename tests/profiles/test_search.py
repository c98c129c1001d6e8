"""Customers are found by how what they are called begins."""

from uuid import UUID

import asyncpg
import httpx
from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.postgres import EmbeddedPostgres
from largesse.profiles.queries import BEGINS


async def found(client: httpx.AsyncClient, q: str) -> list[str]:
    answer = await client.get("/v1/profiles", params={"q": q})
    assert answer.status_code == 200, answer.text
    assert answer.json()["next_cursor"] is None
    return [item["custom_id"] for item in answer.json()["items"]]


async def test_a_customer_is_found_by_the_beginning_of_any_name(client: httpx.AsyncClient) -> None:
    people = [
        {
            "custom_id": "C-100",
            "email": "Ada@example.com",
            "phone": "+48 501",
            "attributes": {"firstname": "Ada", "lastname": "Żurek"},
        },
        {"custom_id": "C-1001", "email": "bo@example.com", "attributes": {"lastname": "Adamska"}},
        {"custom_id": "ada", "attributes": {"firstname": 7, "lastname": None}},
        {"custom_id": "100% off_", "attributes": {"firstname": "Żaneta" * 100}},
    ]
    made = [(await client.post("/v1/profiles", json=person)).json() for person in people]
    assert await found(client, "c-1") == ["C-100", "C-1001"]
    assert await found(client, "C-100") == ["C-100", "C-1001"], "the exact one comes first"
    assert await found(client, "ADA") == ["ada", "C-100", "C-1001"]
    assert await found(client, "ada@ex") == ["C-100"]
    assert await found(client, "+48 5") == ["C-100"]
    assert await found(client, "żur") == ["C-100"]
    assert await found(client, " Ada Żu ") == ["C-100"]
    assert await found(client, "żaneta") == ["100% off_"]
    assert await found(client, "100%") == ["100% off_"], "nothing is a wildcard"
    assert await found(client, "%") == []
    assert await found(client, str(made[1]["id"])) == ["C-1001"]
    assert await found(client, made[2]["uuid"].upper()) == ["ada"]
    assert len(await found(client, "   ")) == len(people)


async def test_a_search_looks_alone_and_tells_that_there_are_more(client: httpx.AsyncClient) -> None:
    for number in range(3):
        await client.post("/v1/profiles", json={"custom_id": f"x{number}"})
    page = (await client.get("/v1/profiles", params={"q": "x", "limit": 2})).json()
    assert ([item["custom_id"] for item in page["items"]], page["has_more"]) == (["x0", "x1"], True)
    refused = await client.get("/v1/profiles", params={"q": "x", "tag": "vip"})
    assert (refused.status_code, refused.json()["code"]) == (422, "too_many_identifiers")


async def test_a_search_uses_the_indexes_under_row_level_security(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, postgres: EmbeddedPostgres
) -> None:
    people = [
        {
            "custom_id": f"n{number}",
            "email": f"n{number}@example.com",
            "phone": f"+48 {number:09}",
            "attributes": {"firstname": f"Ada {number}", "lastname": f"Żurek {number}"},
        }
        for number in range(1000)
    ]
    assert (await client.post("/v1/profiles/batches", json={"items": people})).is_success
    # A planner that knows nothing of the table takes any index of the workspace for as good.
    owner = await asyncpg.connect(postgres.dsn())
    await owner.execute("analyze profiles")
    await owner.close()
    async with database.context(workspace_id) as ctx:
        await ctx.db.execute(text("set local enable_seqscan = off"))
        asked = {
            "workspace": workspace_id,
            "low": "x",
            "high": "y",
            "limit": 51,
            "id": 5,
            "uuid": workspace_id,
        }
        plan = "\n".join((await ctx.db.scalars(text(f"explain {BEGINS}"), asked)).all())
    conditions = [line for line in plan.splitlines() if "Index Cond" in line and ">=" in line]
    assert len(conditions) == 5, plan


async def test_an_erased_customer_is_found_no_more(client: httpx.AsyncClient) -> None:
    made = (
        await client.post(
            "/v1/profiles", json={"email": "gone@example.com", "attributes": {"lastname": "Gone"}}
        )
    ).json()
    assert len(await found(client, "gone")) == 1
    await client.delete(f"/v1/profiles/{made['id']}")
    assert await found(client, "gone") == []


async def test_customers_are_read_by_their_numbers(client: httpx.AsyncClient) -> None:
    made = [(await client.post("/v1/profiles", json={"custom_id": f"n{n}"})).json()["id"] for n in range(3)]
    answer = await client.get("/v1/profiles", params={"id": [made[2], made[0], 2**60]})
    assert [item["id"] for item in answer.json()["items"]] == [made[0], made[2]]
