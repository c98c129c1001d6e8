"""Drafts, publications, statuses, previews: what the marketer does over HTTP."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.personalization.handbills.made import (
    EVERYBODY,
    MOBILE,
    a_customer,
    a_draft,
    a_handbill,
    a_promotion,
    an_order,
    codes,
    count,
    promotions,
    publish,
    read,
    told,
)

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
WRONG: list[dict[str, Any]] = [
    {"slots": [{"count": 0}]},
    {"slots": [{"count": 51}]},
    {"slots": [{"count": 50}] * 3},
    {"slots": [{"count": 1, "order": "best"}]},
    {"slots": [{"count": 1, "filter": {"type": "tags", "tags": []}}]},
    {"slots": [{"count": 1, "filter": {"type": "promotions"}}]},
    {"slots": [{"count": 1, "filter": {"type": "param", "name": "a", "any_of": ["\x00"]}}]},
    {"variants": []},
    {"variants": [{"name": "A", "share": 1}, {"name": "A", "share": 1}]},
    {"variants": [{"name": "A", "share": 10_001}]},
    {"variants": [{"name": "A", "share": 0.5}]},
    {"control_share": -1},
    {"activity": {"type": "relative", "days": 0}},
    {"promotions": [str(uuid4())]},
    {"boost": {"price": "much"}},
    {"boost": {"tags": {"A": 11}}},
    {"printout": "{{ name"},
    {"printout": "{% for x in y %}"},
]


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def test_a_handbill_is_made_changed_and_published_as_versions(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await promotions(client, 3)
    made = await client.post("/v1/handbills", json={"name": "Six", "type": "mobile"})
    view = made.json()
    assert (made.status_code, view["status"], view["version"], view["has_changes"]) == (201, "draft", 0, True)
    assert view["definition"]["control_share"] == 1_000
    assert view["definition"]["activity"] == {"type": "relative", "days": 7}
    path = f"/v1/handbills/{view['id']}"
    draft = {**EVERYBODY, "slots": [{"filter": MOBILE, "count": 2}]}
    changed = (await client.patch(path, json={"name": "Two", "definition": draft})).json()
    assert (changed["name"], changed["definition"]["slots"][0]["count"]) == ("Two", 2)
    published = await publish(client, view["id"])
    assert (published["status"], published["version"], published["has_changes"]) == ("published", 1, False)
    assert published["warnings"] == []
    assert (await publish(client, view["id"]))["version"] == 1
    await client.patch(path, json={"definition": {**draft, "avoid_overlap": False}})
    assert (await client.get(path)).json()["has_changes"] is True
    assert (await publish(client, view["id"]))["version"] == 2
    versions = (await client.get(f"{path}/versions", params={"limit": 1})).json()
    assert ([found["version"] for found in versions["items"]], versions["next_cursor"]) == ([2], "2")
    older = (await client.get(f"{path}/versions", params={"cursor": 2})).json()
    assert [found["definition"]["avoid_overlap"] for found in older["items"]] == [True]
    events = await told(database, workspace_id, "handbill.published")
    assert sorted(event["version"] for event in events) == [1, 2], "in one instant: in no order"


@pytest.mark.parametrize(
    ("definition", "code", "pointer"),
    [
        ({"slots": []}, "slots_missing", "/slots"),
        ({"control_share": 1}, "shares_not_whole", "/variants"),
        ({"variants": [{"name": "A", "share": 9_000}]}, "shares_not_whole", "/variants"),
        ({"selection": "manual"}, "promotions_missing", "/promotions"),
        (
            {"slots": [], "variants": [{"name": "A", "share": 10_000, "slots": []}]},
            "slots_missing",
            "/variants/0/slots",
        ),
    ],
)
async def test_a_draft_with_faults_is_not_published(
    client: httpx.AsyncClient, definition: dict[str, Any], code: str, pointer: str
) -> None:
    handbill = await a_draft(client, **definition)
    answer = await client.post(f"/v1/handbills/{handbill}/publications")
    assert (answer.status_code, answer.json()["code"]) == (409, "handbill_not_publishable")
    [problem] = [found for found in answer.json()["problems"] if not found["is_warning"]]
    assert (problem["code"], problem["pointer"]) == (code, pointer)
    assert (await client.get(f"/v1/handbills/{handbill}")).json()["status"] == "draft"


async def test_check_out_needs_a_printout(client: httpx.AsyncClient) -> None:
    handbill = await a_draft(client, "check_out")
    answer = await client.post(f"/v1/handbills/{handbill}/publications")
    assert [found["code"] for found in answer.json()["problems"]] == ["printout_missing"]
    handbill = await a_draft(client, "check_out", printout="{{ name }}: {{ code }}")
    assert (await publish(client, handbill))["job_id"] is None


async def test_unknown_tags_and_too_few_promotions_are_named(client: httpx.AsyncClient) -> None:
    await promotions(client, 1)
    slots = [{"filter": {"type": "tags", "tags": ["MOBILE", "MOBIEL"]}, "count": 2}]
    published = await publish(client, await a_draft(client, slots=slots))
    assert [(found["code"], found["pointer"]) for found in published["warnings"]] == [
        ("tags_unknown", "/slots/0/filter"),
        ("few_candidates", "/slots/0"),
    ]
    assert "MOBIEL" in published["warnings"][0]["message"]
    assert "MOBILE," not in published["warnings"][0]["message"]


@pytest.mark.parametrize(
    "body",
    [
        {"name": "", "type": "mobile"},
        {"name": "x", "type": "paper"},
        {"name": "x"},
        {"name": "x", "type": "mobile", "more": 1},
        {"name": "nul\x00", "type": "mobile"},
        *({"name": "x", "type": "mobile", "definition": wrong} for wrong in WRONG),
    ],
)
async def test_bad_input_is_refused(client: httpx.AsyncClient, body: dict[str, Any]) -> None:
    answer = await client.post("/v1/handbills", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input"), answer.text


async def test_a_tree_of_filters_stays_small(client: httpx.AsyncClient) -> None:
    tree: dict[str, Any] = MOBILE
    for _ in range(6):
        tree = {"type": "not", "filter": tree}
    body = {"name": "x", "type": "mobile", "definition": {"slots": [{"count": 1, "filter": tree}]}}
    assert (await client.post("/v1/handbills", json=body)).status_code == 422


async def test_handbills_are_listed_in_pages_newest_first(client: httpx.AsyncClient, clock: SetClock) -> None:
    made = []
    for number in range(5):
        clock.now = NOON + timedelta(seconds=number)
        made.append(await a_draft(client))
    await client.post(f"/v1/handbills/{made[0]}/status-changes", json={"status": "archived"})
    first = (await client.get("/v1/handbills", params={"limit": 3})).json()
    assert [item["id"] for item in first["items"]] == made[:1:-1]
    rest = (await client.get("/v1/handbills", params={"cursor": first["next_cursor"]})).json()
    assert ([item["id"] for item in rest["items"]], rest["has_more"]) == ([made[1]], False)
    archived = (await client.get("/v1/handbills", params={"status": "archived"})).json()
    assert [item["id"] for item in archived["items"]] == made[:1]
    assert (await client.get("/v1/handbills", params={"search": "nothing"})).json()["items"] == []
    assert (await client.get("/v1/handbills", params={"limit": 0})).status_code == 422


async def test_statuses_move_as_they_may(client: httpx.AsyncClient) -> None:
    await promotions(client, 3)
    handbill = await a_draft(client)
    path = f"/v1/handbills/{handbill}"

    async def become(status: str) -> str:
        answer = await client.post(f"{path}/status-changes", json={"status": status})
        return str(answer.json()["status"] if answer.status_code == 201 else answer.json()["code"])

    assert await become("published") == "handbill_status_conflict"
    await publish(client, handbill)
    assert [await become(status) for status in ("paused", "published", "paused")] == [
        "paused",
        "published",
        "paused",
    ]
    assert (await publish(client, handbill))["status"] == "published"
    fixed = await client.patch(path, json={"type": "check_in"})
    assert fixed.json()["code"] == "handbill_type_fixed"
    assert await become("archived") == "archived"
    assert await become("published") == "handbill_status_conflict"
    assert (await client.patch(path, json={"name": "x"})).json()["code"] == "handbill_archived"
    assert (await client.post(f"{path}/publications")).json()["code"] == "handbill_archived"
    missing = await client.get(f"/v1/handbills/{uuid4()}")
    assert (missing.status_code, missing.json()["code"]) == (404, "handbill_not_found")


async def test_a_preview_says_why_and_writes_nothing(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await promotions(client, 4)
    await a_customer(client)
    await an_order(client, "1", "c-1", NOON - timedelta(days=1), "S02")
    handbill = await a_draft(client)
    body = {"customer": {"custom_id": "c-1"}}
    answer = await client.post(f"/v1/handbills/{handbill}/previews", json=body)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["variant"], found["stage"], found["candidates"]) == ("A", "frequency", 4)
    assert found["items"][0]["code"] == "P02"
    assert found["items"][0]["reasons"][0] == "bought once, last 1 day ago"
    assert (found["items"][0]["status"], found["ends_at"]) == ("none", "2027-03-08T12:00:00Z")
    for table in ("handbill_sets", "handbill_members", "promotion_profiles"):
        assert await count(database, workspace_id, table) == 0
    assert await told(database, workspace_id) == []
    wrong = await client.post(f"/v1/handbills/{handbill}/previews", json={**body, "variant": "Z"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "variant_unknown")
    nobody = {"customer": {"custom_id": "nobody"}}
    assert (await client.post(f"/v1/handbills/{handbill}/previews", json=nobody)).status_code == 404


async def test_a_preview_is_what_the_reading_gives_and_does_not_mind_the_set_itself(
    client: httpx.AsyncClient,
) -> None:
    await promotions(client, 8)
    profile = await a_customer(client)
    handbill = await a_handbill(client)
    path, body = f"/v1/handbills/{handbill}/previews", {"customer": {"id": profile}}
    before = (await client.post(path, json=body)).json()
    given = await read(client, handbill, profile)
    assert codes(before) == codes(given)
    assert codes((await client.post(path, json=body)).json()) == codes(given)


async def test_a_preview_of_dates_to_come_shows_their_first_day(client: httpx.AsyncClient) -> None:
    await a_promotion(client, "LATER", "S1", starts_at="2027-04-01T00:00:00Z")
    profile = await a_customer(client)
    dates = {"type": "fixed", "first_day": "2027-04-01", "last_day": "2027-04-07"}
    handbill = await a_draft(client, activity=dates)
    answer = await client.post(f"/v1/handbills/{handbill}/previews", json={"customer": {"id": profile}})
    assert codes(answer.json()) == ["LATER"]
    assert answer.json()["starts_at"] == "2027-04-01T00:00:00Z"


async def test_a_manual_order_is_kept(client: httpx.AsyncClient) -> None:
    made = await promotions(client, 4)
    wanted = [str(made[number]) for number in (2, 0, 3)]
    handbill = await a_handbill(client, selection="manual", promotions=wanted)
    found = await read(client, handbill, await a_customer(client))
    assert codes(found) == ["P02", "P00", "P03"]
    assert found["stage"] == "manual"
    assert found["items"][0]["reasons"] == ["manual order"]


async def test_every_filter_chooses(client: httpx.AsyncClient) -> None:
    campaign = (await client.post("/v1/campaigns", json={"name": "Spring"})).json()["id"]
    await client.post(f"/v1/campaigns/{campaign}/status-changes", json={"status": "active"})
    await client.post("/v1/catalogs", json={"name": "shop", "kind": "products"})
    tea = await a_promotion(client, "TEA", "S1", tags=["A", "B"], display={"params": {"shelf": 3}})
    await a_promotion(client, "CUP", "S2", tags=["A"], rewards=[{"type": "line_amount", "amount": 700}])
    await a_promotion(client, "BIO", tags=[], items={"categories": ["organic"]})
    profile = await a_customer(client)
    for filter_, wanted in (
        ({"type": "tags", "tags": ["B", "C"]}, {"TEA"}),
        ({"type": "tags", "tags": ["A", "B"], "match": "all"}, {"TEA"}),
        ({"type": "promotions", "ids": [str(tea)], "codes": ["CUP"]}, {"TEA", "CUP"}),
        ({"type": "name", "contains": "offer c"}, {"CUP"}),
        ({"type": "param", "name": "shelf", "any_of": [3]}, {"TEA"}),
        ({"type": "param", "name": "shelf", "any_of": ["3"]}, set()),
        ({"type": "category", "categories": ["organic"]}, {"BIO"}),
        ({"type": "discount", "rewards": ["line_amount"]}, {"CUP"}),
        ({"type": "discount", "at_least": 2000}, {"TEA", "BIO"}),
        ({"type": "campaign", "campaign_ids": [campaign]}, set()),
        ({"type": "not", "filter": {"type": "tags", "tags": ["A"]}}, {"BIO"}),
        (
            {
                "type": "any",
                "filters": [{"type": "name", "contains": "bio"}, {"type": "tags", "tags": ["B"]}],
            },
            {"TEA", "BIO"},
        ),
        (
            {
                "type": "all",
                "filters": [{"type": "tags", "tags": ["A"]}, {"type": "name", "contains": "cup"}],
            },
            {"CUP"},
        ),
    ):
        handbill = await a_draft(client, slots=[{"filter": filter_, "count": 5}])
        answer = await client.post(f"/v1/handbills/{handbill}/previews", json={"customer": {"id": profile}})
        assert set(codes(answer.json())) == wanted, filter_


async def test_the_dearest_the_newest_and_the_first_by_priority(
    client: httpx.AsyncClient, clock: SetClock
) -> None:
    for number, (code, percent, priority) in enumerate((("X", "10", 1), ("Y", "30", 3), ("Z", "20", 2))):
        clock.now = NOON + timedelta(minutes=number)
        rewards = [{"type": "line_percent", "percent": percent}]
        await a_promotion(client, code, code, rewards=rewards, stacking={"priority": priority})
    profile = await a_customer(client)
    for order, wanted in (
        ("dearest", ["Y", "Z", "X"]),
        ("newest", ["Z", "Y", "X"]),
        ("priority", ["Y", "Z", "X"]),
    ):
        handbill = await a_draft(client, slots=[{"count": 3, "order": order}])
        answer = await client.post(f"/v1/handbills/{handbill}/previews", json={"customer": {"id": profile}})
        assert codes(answer.json()) == list(wanted)


async def test_articles_of_the_catalogue_overlap_with_their_category(client: httpx.AsyncClient) -> None:
    await client.post("/v1/catalogs", json={"name": "shop", "kind": "products"})
    item = {"key": "S1", "name": "Tea", "price": 500, "currency": "EUR", "categories": ["drinks"]}
    saved = await client.put("/v1/catalogs/shop/items", json={"items": [item]})
    assert saved.is_success, saved.text
    await a_promotion(client, "TEA", "S1", stacking={"priority": 2})
    await a_promotion(client, "DRINKS", items={"categories": ["drinks"]}, stacking={"priority": 1})
    profile = await a_customer(client)
    for avoid, wanted in ((True, ["TEA"]), (False, ["TEA", "DRINKS"])):
        handbill = await a_draft(client, avoid_overlap=avoid, slots=[{"count": 3, "order": "priority"}])
        answer = await client.post(f"/v1/handbills/{handbill}/previews", json={"customer": {"id": profile}})
        assert codes(answer.json()) == wanted


async def test_of_two_who_change_the_same_draft_the_later_one_is_told(client: httpx.AsyncClient) -> None:
    address = f"/v1/handbills/{await a_draft(client)}"
    handbill = (await client.get(address)).json()
    seen = handbill["draft_tag"]
    more, less = ({**handbill["definition"], "control_share": share} for share in (2_000, 1_000))
    changed = await client.patch(address, json={"definition": more, "based_on": seen})
    assert changed.status_code == 200, changed.text
    refused = await client.patch(address, json={"definition": less, "based_on": seen})
    assert (refused.status_code, refused.json()["code"]) == (409, "draft_changed")
    kept = (await client.get(address)).json()
    assert (kept["definition"]["control_share"], kept["draft_tag"]) == (2_000, changed.json()["draft_tag"])
