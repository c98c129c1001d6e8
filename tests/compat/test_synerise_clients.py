"""Synerise's profile and event calls."""

import json
from collections.abc import Awaitable, Callable

import httpx
import pytest


async def by_custom_id(client: httpx.AsyncClient, custom_id: str) -> dict[str, object]:
    answer = await client.get(f"/v4/clients/by-customid/{custom_id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_a_batch_is_there_when_the_answer_comes(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/v4/clients/batch",
        json=[
            {
                "customId": "c1",
                "email": "Ada@example.com",
                "firstName": "Ada",
                "birthDate": "1980-02-03",
                "sex": "FEMALE",
                "agreements": {"email": "true", "sms": 0, "webPush": 1},
                "attributes": {"points": 5, "firstname": "ignored", "status": "ignored"},
                "tags": ["vip"],
                "unknownField": True,
            }
        ],
    )
    assert (answer.status_code, answer.content) == (202, b"")
    seen = await by_custom_id(client, "c1")
    assert (seen["firstName"], seen["birthDate"], seen["sex"]) == ("Ada", "1980-02-03", "FEMALE")
    assert seen["attributes"] == {"points": 5}
    agreed = {"email": True, "sms": False, "webPush": True}
    assert seen["agreements"] == {**dict.fromkeys(("push", "bluetooth", "rfid", "wifi")), **agreed}
    assert (seen["tags"], seen["anonymous"]) == (["vip"], False)
    assert (await client.get("/v4/clients/by-email/ada@example.com")).json() == seen
    assert (await client.get(f"/v4/clients/{seen['clientId']}")).json() == seen
    native = (await client.get(f"/v1/profiles/{seen['clientId']}")).json()
    assert native["attributes"] == {
        "points": 5,
        "firstname": "Ada",
        "birthdate": "1980-02-03",
        "sex": "FEMALE",
    }


async def test_null_deletes_and_what_is_left_out_stays(client: httpx.AsyncClient) -> None:
    await client.post(
        "/v4/clients/batch",
        json=[
            {
                "customId": "c1",
                "firstName": "Ada",
                "city": "Oslo",
                "attributes": {"a": 1, "b": 2},
                "tags": ["x"],
            }
        ],
    )
    await client.post(
        "/v4/clients/batch",
        json=[
            {
                "customId": "c1",
                "firstName": None,
                "attributes": {"a": None},
                "agreements": None,
                "tags": ["y"],
            }
        ],
    )
    seen = await by_custom_id(client, "c1")
    assert (seen["firstName"], seen["city"], seen["attributes"]) == (None, "Oslo", {"b": 2})
    assert seen["tags"] == ["x", "y"]
    assert seen["anonymous"] is True


async def test_some_failed_items_are_told_and_the_others_done(client: httpx.AsyncClient) -> None:
    await client.post("/v4/clients", json={"customId": "c1", "email": "ada@example.com"})
    answer = await client.post(
        "/v4/clients/batch",
        json=[
            {"customId": "c2"},
            {"firstName": "nobody"},
            {"customId": "c3", "birthDate": "31.12.1999"},
            {"customId": "c4", "email": "ada@example.com"},
            {"customId": 5},
        ],
    )
    assert answer.status_code == 207, answer.text
    errors = answer.json()
    assert [(error["status"], error["errorCode"]) for error in errors] == [
        (400, "invalid_input"),
        (400, "invalid_input"),
        (409, "identifier_taken"),
    ]
    assert errors[1]["errors"][0]["field"] == "[2].birthDate"
    assert errors[1]["errors"][0]["rejectedValue"] == "31.12.1999"
    assert errors[0].keys() == {"timestamp", "status", "error", "message", "path", "errors", "errorCode"}
    await by_custom_id(client, "c2")
    await by_custom_id(client, "5")
    assert (await client.get("/v4/clients/by-customid/c4")).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([{"customId": f"c{i}"} for i in range(1001)], 400),
        ([{"customId": "c1", "attributes": {"a": "x" * 1_100_000}}], 413),
        ({"customId": "c1"}, 400),
        ([], 400),
        ([1], 400),
    ],
    ids=["too many", "too large", "not a list", "empty", "not objects"],
)
async def test_a_batch_of_the_wrong_form_is_refused(
    client: httpx.AsyncClient, body: object, status: int
) -> None:
    answer = await client.post("/v4/clients/batch", json=body)
    assert answer.status_code == status, answer.text
    assert answer.json()["path"] == "/v4/clients/batch"


async def test_single_profiles_are_made_changed_and_erased(client: httpx.AsyncClient) -> None:
    made = await client.post("/v4/clients/instant", json={"email": "a@b.c", "firstName": "Ada"})
    assert made.status_code == 200, made.text
    url = f"/v4/clients/{made.json()['clientId']}"
    changed = await client.post(url, json={"lastName": "Lovelace", "email": "new@b.c"})
    assert (changed.status_code, changed.content) == (202, b"")
    seen = (await client.get(url)).json()
    assert (seen["firstName"], seen["lastName"], seen["email"]) == ("Ada", "Lovelace", "new@b.c")
    assert (await client.delete(url)).status_code == 202
    gone = await client.get(url)
    assert (gone.status_code, gone.json()["errorCode"]) == (404, "profile_not_found")


async def test_a_custom_event_is_kept_under_its_profile(client: httpx.AsyncClient) -> None:
    sent = {
        "action": "cart.left",
        "label": "Left",
        "client": {"customId": "c1", "email": "a@b.c"},
        "eventSalt": "s1",
        "time": "2026-01-05T08:00:00Z",
        "params": {"sku": "1"},
    }
    for _ in range(2):
        answer = await client.post("/v4/events/custom", json=sent)
        assert (answer.status_code, answer.content) == (202, b""), answer.text
    seen = await by_custom_id(client, "c1")
    assert seen["email"] == "a@b.c"
    events = (await client.get("/v1/events", params={"profile_id": seen["clientId"]})).json()["items"]
    assert [(event["name"], event["params"]) for event in events] == [("cart.left", {"sku": "1"})]


async def test_a_batch_of_events_tells_which_failed(
    client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]]
) -> None:
    headers = {"Authorization": f"Bearer {await api_key(denied_events=['points.loyalty'])}"}
    answer = await client.post(
        "/v4/events/batch",
        json=[
            {"action": "a.b", "label": "x", "client": {"customId": "c1"}},
            {"action": "points.loyalty", "label": "x", "client": {"customId": "c1"}},
            {"action": "a b", "label": "x", "client": {"customId": "c1"}},
            {"action": "a.b", "label": "x", "client": {}},
        ],
        headers=headers,
    )
    assert answer.status_code == 207, answer.text
    assert [(error["status"], error["errors"][0]["field"]) for error in answer.json()] == [
        (403, "[1]"),
        (400, "[2].action"),
        (400, "[3]"),
    ]
    denied = await client.post(
        "/v4/events/custom", json={"action": "points.loyalty", "client": {"customId": "c1"}}, headers=headers
    )
    assert (denied.status_code, denied.json()["errorCode"]) == (403, "event_denied")


async def test_errors_have_synerises_body(
    client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]]
) -> None:
    none = {"Authorization": f"Bearer {await api_key(permissions=[])}"}
    answers = [
        await client.get("/v4/clients/1", headers={"Authorization": "Bearer wrong"}),
        await client.get("/v4/clients/1", headers=none),
        await client.get("/v4/nothing/here"),
        await client.put("/v4/clients/batch"),
        await client.get("/v4/clients/0"),
        await client.post("/v4/clients", content=b"{", headers={"Content-Type": "application/json"}),
        await client.post("/v4/clients", content=b"x", headers={"Content-Type": "text/plain"}),
    ]
    assert [answer.status_code for answer in answers] == [401, 403, 404, 405, 400, 400, 415]
    for answer in answers:
        assert answer.headers["content-type"] == "application/json"
        body = json.loads(answer.content)
        assert body["status"] == answer.status_code
        assert body["path"] == answer.request.url.path
        assert "X-Request-Id" in answer.headers
    assert answers[4].json()["errors"] == [
        {
            "code": 400,
            "field": "client_id",
            "message": "Input should be greater than or equal to 1",
            "rejectedValue": "0",
        }
    ]
    assert (await client.get("/v1/nothing")).headers["content-type"] == "application/problem+json"
