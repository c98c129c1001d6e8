"""Campaigns: their statuses, their limits, what they hold."""

import asyncio
from itertools import pairwise
from typing import Any
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.core.errors import NotFoundError
from largesse.promotions.commands.campaigns import create_campaign, delete_campaign
from largesse.promotions.commands.promotions import create_promotion
from largesse.promotions.models import CAMPAIGN_MOVES
from largesse.promotions.schemas import CampaignInput, PromotionInput
from tests.promotions.offers import a_campaign, a_promotion, book_number, move, published, until_waiting


async def test_a_campaign_is_read_as_it_was_written(client: httpx.AsyncClient) -> None:
    fields: dict[str, Any] = {
        "description": "Für Freunde ☂",
        "tags": ["spring", "b2c"],
        "starts_at": "2027-03-01T00:00:00Z",
        "ends_at": "2027-06-01T00:00:00Z",
        "metadata": {"owner": "ann", "budget_code": 7},
    }
    budget = {"measure": "discount", "most": {"EUR": 500_000, "PLN": 2_000_000}}
    campaign = await a_campaign(client, limits=[budget, {"scope": "customer", "most": 3}], **fields)
    read = (await client.get(f"/v1/campaigns/{campaign['id']}")).json()
    assert read == campaign
    assert {name: read[name] for name in fields} == fields
    assert [limit["most"] for limit in read["limits"]] == [budget["most"], 3]
    assert (read["status"], read["promotions"]) == ("draft", 0)


@pytest.mark.parametrize("status", CAMPAIGN_MOVES)
async def test_a_campaign_takes_only_statuses_that_follow_its_own(
    client: httpx.AsyncClient, status: str
) -> None:
    ways = {"draft": [], "active": ["active"], "paused": ["active", "paused"], "archived": ["archived"]}
    for target in CAMPAIGN_MOVES:
        campaign = await a_campaign(client)
        for step in ways.get(status, ["active", status]):
            assert (await move(client, campaign, step)).status_code == 201
        answer = await move(client, campaign, target)
        if target == status or target in CAMPAIGN_MOVES[status]:
            assert (answer.status_code, answer.json()["status"]) == (201, target)
        else:
            problem = answer.json()
            assert (answer.status_code, problem["code"]) == (409, "campaign_status_conflict")
            assert (problem["current"], problem["allowed"]) == (status, list(CAMPAIGN_MOVES[status]))


async def test_a_move_is_an_event_an_audit_entry_and_a_new_book(client: httpx.AsyncClient) -> None:
    campaign = await a_campaign(client)
    numbers = [await book_number(client)]
    for status in ("active", "active", "paused"):
        await move(client, campaign, status)
        numbers.append(await book_number(client))
    assert [after - before for before, after in pairwise(numbers)] == [1, 0, 1]
    events = (await client.get("/v1/events")).json()["items"]
    told = [event["params"] for event in events if event["name"] == "campaign.status_changed"]
    assert sorted((params["from"], params["to"]) for params in told) == [
        ("active", "paused"),
        ("draft", "active"),
    ]
    log = (await client.get("/v1/audit-log", params={"object_id": campaign["id"]})).json()["items"]
    assert [entry["action"] for entry in log].count("campaign.status_changed") == 2


async def test_two_moves_at_once_are_made_one_after_the_other(client: httpx.AsyncClient) -> None:
    campaign = await a_campaign(client)
    await move(client, campaign, "active")
    answers = await asyncio.gather(
        move(client, campaign, "paused"), *(move(client, campaign, "finished") for _ in range(5))
    )
    assert {answer.status_code for answer in answers} <= {201, 409}
    events = (await client.get("/v1/events")).json()["items"]
    moves = [event["params"] for event in events if event["name"] == "campaign.status_changed"]
    for params in moves:
        assert params["to"] in CAMPAIGN_MOVES[params["from"]]
    assert len({params["to"] for params in moves}) == len(moves)


async def test_a_patch_changes_what_it_names_and_null_takes_a_date_away(client: httpx.AsyncClient) -> None:
    campaign = await a_campaign(client, ends_at="2027-06-01T00:00:00Z", tags=["old"], description="kept")
    path = f"/v1/campaigns/{campaign['id']}"
    patch = {"name": "Renamed", "ends_at": None, "tags": [], "metadata": None, "limits": [{"most": 5}]}
    changed = (await client.patch(path, json=patch)).json()
    assert (changed["name"], changed["ends_at"], changed["tags"]) == ("Renamed", None, [])
    assert changed["description"] == "kept"
    assert changed["limits"][0]["most"] == 5
    [entry] = [
        entry
        for entry in (await client.get("/v1/audit-log", params={"object_id": campaign["id"]})).json()["items"]
        if entry["action"] == "campaign.changed"
    ]
    assert entry["before"]["name"] == "Spring 2027"
    assert set(entry["after"]) == {"name", "ends_at", "tags", "limits"}


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"name": "  "}, "/body/name"),
        ({"name": "a\x00b"}, "/body/name"),
        ({"name": "x" * 201}, "/body/name"),
        ({"tags": ["x"] * 51}, "/body/tags"),
        ({"limits": [{"most": -1}]}, "/body/limits/0/most"),
        ({"limits": [{"most": {"EUR": 1}}]}, "/body/limits/0"),
        ({"limits": [{"most": 1, "period": "rolling"}]}, "/body/limits/0"),
        ({"metadata": {"a": "\x00"}}, "/body/metadata"),
        ({"starts_at": 1_800_000_000}, "/body/starts_at"),
        ({"starts_at": "2027-01-01T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z"}, "/body"),
        ({"colour": "red"}, "/body/colour"),
    ],
)
async def test_bad_input_is_pointed_at(
    client: httpx.AsyncClient, fields: dict[str, Any], pointer: str
) -> None:
    answer = await client.post("/v1/campaigns", json={"name": "Spring", **fields})
    assert answer.status_code == 422, answer.text
    assert any(error["pointer"].startswith(pointer) for error in answer.json()["errors"]), answer.text


async def test_an_end_before_the_stored_start_is_refused(client: httpx.AsyncClient) -> None:
    campaign = await a_campaign(client, starts_at="2027-06-01T00:00:00Z")
    path = f"/v1/campaigns/{campaign['id']}"
    answer = await client.patch(path, json={"ends_at": "2027-06-01T00:00:00Z"})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_period")
    both = {"starts_at": "2027-01-01T00:00:00Z", "ends_at": "2027-06-01T00:00:00Z"}
    assert (await client.patch(path, json=both)).status_code == 200


async def test_campaigns_are_found_by_name_status_and_tag(client: httpx.AsyncClient) -> None:
    spring = await a_campaign(client, "Spring 100%", tags=["b2c"])
    autumn = await a_campaign(client, "Autumn", tags=["b2b", "b2c"])
    gone = await a_campaign(client, "Gone")
    await move(client, autumn, "active")
    await move(client, gone, "archived")

    async def found(**params: str) -> list[str]:
        return [item["name"] for item in (await client.get("/v1/campaigns", params=params)).json()["items"]]

    assert await found() == [autumn["name"], spring["name"]]
    assert await found(search="SPRING 100%") == [spring["name"]]
    assert await found(search="_pring") == []
    assert await found(status="active") == [autumn["name"]]
    assert await found(status="archived") == [gone["name"]]
    assert await found(tag="b2b") == [autumn["name"]]
    page = (await client.get("/v1/campaigns", params={"limit": 1})).json()
    assert await found(cursor=page["next_cursor"]) == [spring["name"]]


async def test_only_an_empty_campaign_is_deleted_and_an_archived_one_takes_nothing(
    client: httpx.AsyncClient,
) -> None:
    campaign = await a_campaign(client)
    promotion = await a_promotion(client, fields={"campaign_id": campaign["id"]})
    path = f"/v1/campaigns/{campaign['id']}"
    assert (await client.get(path)).json()["promotions"] == 1
    answer = await client.delete(path)
    assert (answer.status_code, answer.json()["code"]) == (409, "campaign_in_use")
    await client.delete(f"/v1/promotions/{promotion['id']}")
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).json()["code"] == "campaign_not_found"

    archived = await a_campaign(client)
    await move(client, archived, "archived")
    for answer in (
        await client.patch(f"/v1/campaigns/{archived['id']}", json={"name": "x"}),
        await client.post("/v1/promotions", json={"name": "x", "campaign_id": archived["id"]}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "campaign_archived")


async def test_a_promotion_made_while_its_campaign_goes_is_refused(
    database: Database, workspace_id: UUID
) -> None:
    async with database.context(workspace_id) as ctx:
        campaign = await create_campaign(ctx, CampaignInput(name="Going"))

    async def make() -> str:
        try:
            async with database.context(workspace_id) as ctx:
                await create_promotion(ctx, PromotionInput(name="Late", campaign_id=campaign.id))
        except NotFoundError as error:
            return error.code
        return "made"

    async with database.context(workspace_id) as ctx:
        await delete_campaign(ctx, campaign.id)
        await ctx.db.flush()
        made = asyncio.create_task(make())
        await until_waiting(ctx, made)
        assert not made.done()
    assert await made == "campaign_not_found"


async def test_a_published_promotion_stays_in_its_campaign(client: httpx.AsyncClient) -> None:
    first, second = await a_campaign(client, "First"), await a_campaign(client, "Second")
    promotion = await a_promotion(client, fields={"campaign_id": first["id"]})
    path = f"/v1/promotions/{promotion['id']}"
    assert (await client.patch(path, json={"campaign_id": None})).json()["campaign_id"] is None
    moved = (await client.patch(path, json={"campaign_id": second["id"]})).json()
    assert moved["campaign_id"] == second["id"]
    await published(client, promotion)
    answer = await client.patch(path, json={"campaign_id": first["id"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "campaign_fixed")
    copy = await client.post(f"{path}/copies", json={"campaign_id": first["id"]})
    assert (copy.status_code, copy.json()["campaign_id"], copy.json()["status"]) == (
        201,
        first["id"],
        "draft",
    )
