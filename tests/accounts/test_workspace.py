"""The workspace: named, placed in a time zone, and of one case policy for ever."""

from uuid import UUID

import httpx
import pytest


async def test_a_workspace_tells_its_settings(client: httpx.AsyncClient, workspace_id: UUID) -> None:
    workspace = (await client.get("/v1/workspace")).json()
    assert workspace["id"] == str(workspace_id)
    assert (workspace["name"], workspace["time_zone"], workspace["case_policy"]) == (
        "Test shop",
        "UTC",
        "insensitive",
    )


async def test_name_and_time_zone_change(client: httpx.AsyncClient) -> None:
    changed = await client.patch("/v1/workspace", json={"name": "Sklep", "time_zone": "Europe/Warsaw"})
    assert changed.status_code == 200
    assert (await client.get("/v1/workspace")).json() == changed.json()
    assert (changed.json()["name"], changed.json()["time_zone"]) == ("Sklep", "Europe/Warsaw")


async def test_the_case_policy_never_changes_and_says_why(client: httpx.AsyncClient) -> None:
    refused = await client.patch("/v1/workspace", json={"name": "New", "case_policy": "sensitive"})
    assert (refused.status_code, refused.json()["code"]) == (409, "case_policy_fixed")
    assert "codes" in refused.json()["detail"]
    assert (await client.get("/v1/workspace")).json()["name"] == "Test shop"
    assert (await client.patch("/v1/workspace", json={"case_policy": "insensitive"})).status_code == 200


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "", "europe/warsaw", "posix"])
async def test_an_unknown_time_zone_is_refused(client: httpx.AsyncClient, zone: str) -> None:
    refused = await client.patch("/v1/workspace", json={"time_zone": zone})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/body/time_zone")
