"""What one member of the staff redeemed, and what was refused to him."""

from uuid import UUID

import httpx
from fastapi import FastAPI

from largesse.core.db import Database
from tests.factories import a_clerk
from tests.redemptions.shop import hold, publish, redeem

SPRING = {"type": "generic_code", "code": "SPRING"}


async def test_redemptions_and_refusals_are_found_by_who_asked_for_them(
    app: FastAPI, client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await publish(client, access=SPRING)
    ada, till = await a_clerk(app, database, workspace_id, "ada@example.com")
    bob, other = await a_clerk(app, database, workspace_id, "bob@example.com")
    idle, _ = await a_clerk(app, database, workspace_id, "idle@example.com")
    made: dict[str, set[str]] = {idle: set()}
    for member, asking in ((ada, till), (bob, other), ("shop", client)):
        answers = [await redeem(asking, "SPRING"), await hold(asking, "SPRING")]
        made[member] = {answer["redemption"]["id"] for answer in answers}
        await redeem(asking, f"NO-CODE-OF-{member}")
    for member in (ada, bob, idle):
        listed = (await client.get("/v1/redemptions", params={"member_id": member})).json()["items"]
        assert {one["id"] for one in listed} == made[member]
        held = {"member_id": member, "state": "held"}
        assert len((await client.get("/v1/redemptions", params=held)).json()["items"]) == bool(made[member])

        refused = (await client.get("/v1/rejections", params={"member_id": member})).json()["items"]
        assert [one["actor"] for one in refused] == [f"member:{member}"] * bool(made[member])
        counted = (await client.get("/v1/rejections/summary", params={"member_id": member})).json()
        assert counted["total"] == len(refused)
        lines = (await client.get("/v1/rejections.csv", params={"member_id": member})).text.splitlines()
        assert len(lines) == 1 + len(refused)
    assert len((await client.get("/v1/redemptions")).json()["items"]) == 6
