"""Promotions as drafts: codes, lists, copies, removal, bad input, batches, settings."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.context import Context
from largesse.promotions.commands.promotions import save_promotions
from largesse.promotions.schemas import PromotionInput
from tests.promotions.offers import (
    TEN_PERCENT,
    a_campaign,
    a_promotion,
    book_number,
    generic,
    move,
    published,
)

EVERYTHING: dict[str, Any] = {
    "access": generic("VIP-20"),
    "audience": "members",
    "customers": {"type": "everybody"},
    "starts_at": "2027-01-01T00:00:00Z",
    "ends_at": "2028-01-01T00:00:00Z",
    "zone": "Europe/Warsaw",
    "currency": "PLN",
    "stores": {"only": ["W-1", "W-2"], "excluding": []},
    "items": {"skus": ["A", "B"], "except_categories": ["gift-cards"], "reduced": False},
    "rules": {"type": "all", "rules": [{"type": "order_minimum", "amount": 5000}]},
    "rewards": [{**TEN_PERCENT, "most": 2000}],
    "limits": [{"measure": "discount", "period": "month", "most": {"PLN": 100_000}}],
    "stacking": {"lane": "post", "priority": -5, "group": "welcome", "max_discount_percent": "33.3333"},
    "activation": {"points": 100, "lasts": "P30D", "uses": 2, "most": 3, "within": "P365D"},
    "display": {
        "name": "Zniżka ☂",
        "images": [{"url": "https://cdn.example.com/a.png", "type": "thumbnail"}],
        "params": {"deep": {"er": [1, 2.5, None, True]}},
    },
}


def assert_holds(found: Any, given: Any) -> None:  # noqa: ANN401  any JSON
    """All that was given is there; what was left out may be there with its default."""
    if isinstance(given, dict):
        for name, value in given.items():
            assert_holds(found[name], value)
    elif isinstance(given, list):
        for one, other in zip(found, given, strict=True):
            assert_holds(one, other)
    else:
        assert found == given


async def test_a_definition_with_everything_comes_back_as_it_went_in(client: httpx.AsyncClient) -> None:
    promotion = await a_promotion(client, "VIP", **EVERYTHING)
    read = (await client.get(f"/v1/promotions/{promotion['id']}")).json()
    assert read == promotion
    assert_holds(read["definition"], EVERYTHING)
    again = await a_promotion(client, "VIP again", **read["definition"])
    assert again["definition"] == read["definition"]


async def test_a_code_is_made_from_the_name_and_never_taken_twice(client: httpx.AsyncClient) -> None:
    names = ["Spring sale: 20 %!", "Весна 2027", "☂☂☂", "Spring sale 20"]
    codes = [(await a_promotion(client, name))["code"] for name in names]
    assert codes[:3] == ["SPRING-SALE-20", names[1].upper().replace(" ", "-"), "PROMOTION"]
    assert codes[3].startswith("SPRING-SALE-20-")
    answer = await client.post("/v1/promotions", json={"name": "x", "code": "SPRING-SALE-20"})
    assert (answer.status_code, answer.json()["code"]) == (409, "promotion_code_taken")
    assert answer.json()["errors"][0]["pointer"] == "/code"
    other = await client.post("/v1/promotions", json={"name": "x", "code": "my key/1"})
    answer = await client.patch(f"/v1/promotions/{other.json()['id']}", json={"code": "PROMOTION"})
    assert (answer.status_code, answer.json()["code"]) == (409, "promotion_code_taken")


async def test_of_two_promotions_with_one_code_made_at_once_one_is_refused(client: httpx.AsyncClient) -> None:
    body = {"name": "Twin", "code": "TWIN"}
    answers = await asyncio.gather(*(client.post("/v1/promotions", json=body) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": ""}, "/body/name"),
        ({"name": "x", "code": "a\x00"}, "/body/code"),
        ({"name": "x", "code": " "}, "/body/code"),
        ({"name": "x", "campaign_id": "no-uuid"}, "/body/campaign_id"),
        ({"name": "x", "definition": {"rewards": [{"type": "none"}]}}, "/body/definition/rewards/0"),
        (
            {"name": "x", "definition": {"rewards": [{**TEN_PERCENT, "percent": "101"}]}},
            "/body/definition/rewards/0/order_percent/percent",
        ),
        ({"name": "x", "definition": {"rules": {"type": "all", "rules": []}}}, "/body/definition/rules/all"),
        ({"name": "x", "definition": {"limits": [{"most": 1}] * 31}}, "/body/definition/limits"),
        ({"name": "x", "definition": {"access": {"type": "generic_code"}}}, "/body/definition/access"),
        ({"name": "x", "definition": {"colour": "red"}}, "/body/definition/colour"),
        ({"name": "x", "definition": {"stacking": {"priority": 1e9}}}, "/body/definition/stacking/priority"),
        ({"name": "x", "definition": {"display": {"params": {"a": "\x00"}}}}, "/body/definition/display"),
    ],
)
async def test_bad_input_is_pointed_at(client: httpx.AsyncClient, body: dict[str, Any], pointer: str) -> None:
    answer = await client.post("/v1/promotions", json=body)
    assert answer.status_code == 422, answer.text
    assert any(error["pointer"].startswith(pointer) for error in answer.json()["errors"]), answer.text


async def test_what_is_not_there_is_said_by_its_code(client: httpx.AsyncClient) -> None:
    nothing = uuid4()
    for method, path, body in (
        ("GET", "", None),
        ("PATCH", "", {"name": "x"}),
        ("DELETE", "", None),
        ("POST", "/publications", {}),
        ("POST", "/checks", None),
        ("POST", "/copies", {}),
        ("POST", "/status-changes", {"status": "paused"}),
        ("GET", "/versions", None),
    ):
        answer = await client.request(method, f"/v1/promotions/{nothing}{path}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "promotion_not_found"), path
    answer = await client.post("/v1/promotions", json={"name": "x", "campaign_id": str(nothing)})
    assert (answer.status_code, answer.json()["code"]) == (404, "campaign_not_found")


async def test_promotions_are_found_by_name_code_status_tag_and_campaign(client: httpx.AsyncClient) -> None:
    campaign = await a_campaign(client)
    await a_promotion(client, "Alpha", fields={"tags": ["vip"], "campaign_id": campaign["id"]})
    beta = await a_promotion(client, "Beta", fields={"code": "B_1%"})
    gone = await a_promotion(client, "Gone")
    await published(client, beta)
    await move(client, gone, "archived")

    async def found(**params: str) -> list[str]:
        answer = await client.get("/v1/promotions", params=params)
        return [item["name"] for item in answer.json()["items"]]

    assert await found() == ["Beta", "Alpha"]
    assert await found(search="b_1%") == ["Beta"]
    assert await found(search="alph") == ["Alpha"]
    assert await found(search="%") == ["Beta"]
    assert await found(status="active") == ["Beta"]
    assert await found(status="archived") == ["Gone"]
    assert await found(tag="vip") == ["Alpha"]
    assert await found(campaign_id=campaign["id"]) == ["Alpha"]
    page = (await client.get("/v1/promotions", params={"limit": 1})).json()
    assert await found(cursor=page["next_cursor"]) == ["Alpha"]


async def test_only_what_was_never_published_is_deleted_for_good(client: httpx.AsyncClient) -> None:
    draft, good = await a_promotion(client, "Draft"), await a_promotion(client, "Good")
    await published(client, good)
    assert (await client.delete(f"/v1/promotions/{draft['id']}")).status_code == 204
    assert (await client.get(f"/v1/promotions/{draft['id']}")).status_code == 404
    assert (await client.delete(f"/v1/promotions/{good['id']}")).status_code == 204
    view = (await client.get(f"/v1/promotions/{good['id']}")).json()
    assert (view["status"], view["version"]) == ("archived", 1)
    assert (await client.delete(f"/v1/promotions/{good['id']}")).status_code == 204


async def test_a_copy_is_a_draft_like_the_draft(client: httpx.AsyncClient) -> None:
    original = await a_promotion(client, "Original", fields={"tags": ["a"], "note": "why"}, zone="Asia/Tokyo")
    await published(client, original)
    answer = await client.post(f"/v1/promotions/{original['id']}/copies")
    assert answer.status_code == 201, answer.text
    copy = answer.json()
    same = ("name", "note", "tags", "campaign_id", "definition")
    assert {name: copy[name] for name in same} == {name: original[name] for name in same}
    assert (copy["status"], copy["version"]) == ("draft", 0)
    assert copy["code"].startswith("ORIGINAL-")
    named = await client.post(
        f"/v1/promotions/{original['id']}/copies", json={"code": "NEW", "name": "Other name"}
    )
    assert (named.json()["code"], named.json()["name"]) == ("NEW", "Other name")


async def test_a_name_of_a_published_promotion_changes_the_book_and_a_note_does_not(
    client: httpx.AsyncClient,
) -> None:
    promotion = await a_promotion(client)
    path = f"/v1/promotions/{promotion['id']}"
    await client.patch(path, json={"name": "Still a draft"})
    before = await book_number(client)
    await published(client, promotion)
    await client.patch(path, json={"note": "For us"})
    await client.patch(path, json={"name": "Still a draft"})
    assert await book_number(client) == before + 1
    await client.patch(path, json={"tags": ["gold"]})
    assert await book_number(client) == before + 2


def inputs(*bodies: dict[str, Any]) -> list[PromotionInput]:
    return [PromotionInput.model_validate(body) for body in bodies]


async def test_a_batch_makes_new_ones_and_merges_into_those_of_the_same_code(ctx: Context) -> None:
    definition = {"rewards": [TEN_PERCENT]}
    first = await save_promotions(
        ctx, inputs({"code": "A", "name": "A", "note": "kept", "definition": definition}, {"name": "B"})
    )
    assert [(saved.code, saved.is_new) for saved in first] == [("A", True), ("B", True)]
    second = await save_promotions(
        ctx,
        inputs(
            {"code": "A", "name": "A2"},
            {"code": "C", "name": "C", "campaign_id": str(uuid4())},
            {"code": "C", "name": "C"},
            {"code": "C", "name": "C again"},
        ),
    )
    assert [(saved.code, saved.is_new) for saved in second] == [
        ("A", False),
        ("C", False),
        ("C", True),
        ("C", False),
    ]
    assert [saved.error.code if saved.error else None for saved in second] == [
        None,
        "campaign_not_found",
        None,
        None,
    ]
    assert second[0].promotion_id == first[0].promotion_id
    assert second[3].promotion_id == second[2].promotion_id


async def test_settings_are_as_shipped_until_they_are_changed(
    client: httpx.AsyncClient, workspace_id: UUID
) -> None:
    shipped = (await client.get("/v1/promotion-settings")).json()
    assert shipped == {
        "currency": "EUR",
        "pre": "all",
        "default": "best",
        "post": "all",
        "most": 30,
        "all_or_nothing": False,
        "book": 0,
    }
    change = {"currency": "JPY", "default": "priority", "most": 3, "all_or_nothing": True, "pre": None}
    changed = (await client.patch("/v1/promotion-settings", json=change)).json()
    wanted = {**shipped, **change, "pre": "all", "book": 1}
    assert changed == wanted
    assert (await client.get("/v1/promotion-settings")).json() == wanted
    for bad in ({"currency": "euro"}, {"most": 0}, {"default": "worst"}, {"book": 7}):
        answer = await client.patch("/v1/promotion-settings", json=bad)
        assert answer.status_code == 422, bad
    log = (await client.get("/v1/audit-log", params={"object_id": str(workspace_id)})).json()["items"]
    [entry] = [entry for entry in log if entry["action"] == "promotion_settings.changed"]
    assert (entry["before"]["currency"], entry["after"]["currency"]) == ("EUR", "JPY")


async def test_of_two_who_change_the_same_draft_the_later_one_is_told(client: httpx.AsyncClient) -> None:
    promotion = await a_promotion(client, "Shared")
    address, seen = f"/v1/promotions/{promotion['id']}", promotion["draft_tag"]
    theirs = {"definition": {**promotion["definition"], "zone": "Europe/Warsaw"}, "based_on": seen}
    changed = await client.patch(address, json=theirs)
    assert changed.status_code == 200, changed.text
    mine = {"definition": {**promotion["definition"], "zone": "Europe/Rome"}, "based_on": seen}
    refused = await client.patch(address, json=mine)
    assert (refused.status_code, refused.json()["code"]) == (409, "draft_changed")
    kept = (await client.get(address)).json()
    assert (kept["definition"]["zone"], kept["draft_tag"]) == ("Europe/Warsaw", changed.json()["draft_tag"])
    again = await client.patch(address, json={**mine, "based_on": kept["draft_tag"]})
    assert again.json()["definition"]["zone"] == "Europe/Rome"
