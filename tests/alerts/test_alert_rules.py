"""Alert rules over the API."""

import httpx
import pytest

RULE = {"name": "Tell the shop team", "event": "pool.empty", "emails": ["ops@shop.example"]}


async def create(client: httpx.AsyncClient, **changes: object) -> dict[str, object]:
    answer = await client.post("/v1/alert-rules", json={**RULE, **changes})
    assert answer.status_code == 201, answer.text
    rule: dict[str, object] = answer.json()
    return rule


async def test_a_rule_is_kept_as_it_was_made(client: httpx.AsyncClient) -> None:
    rule = await create(client, webhook_url="https://hooks.shop.example/a")
    assert {name: rule[name] for name in RULE} == RULE
    assert (rule["active"], rule["webhook_url"]) == (True, "https://hooks.shop.example/a")
    assert (await client.get(f"/v1/alert-rules/{rule['id']}")).json() == rule
    assert (await client.get("/v1/alert-rules")).json()["items"] == [rule]


async def test_a_rule_is_changed_where_the_patch_says_so(client: httpx.AsyncClient) -> None:
    rule = await create(client, webhook_url="https://hooks.shop.example/a")
    patch = {"active": False, "webhook_url": None, "name": None}
    changed = await client.patch(f"/v1/alert-rules/{rule['id']}", json=patch)
    assert changed.status_code == 200, changed.text
    assert changed.json() == {**rule, "active": False, "webhook_url": None}


async def test_a_deleted_rule_is_gone(client: httpx.AsyncClient) -> None:
    rule = await create(client)
    assert (await client.delete(f"/v1/alert-rules/{rule['id']}")).status_code == 204
    for answer in (
        await client.get(f"/v1/alert-rules/{rule['id']}"),
        await client.patch(f"/v1/alert-rules/{rule['id']}", json={}),
        await client.delete(f"/v1/alert-rules/{rule['id']}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "alert_rule_not_found")


@pytest.mark.parametrize(
    "wrong",
    [
        {"event": "pool.renamed"},
        {"emails": ["nobody"]},
        {"webhook_url": "ftp://x"},
        {"name": "\x00"},
        {"x": 1},
    ],
)
async def test_a_rule_that_makes_no_sense_is_refused(
    client: httpx.AsyncClient, wrong: dict[str, object]
) -> None:
    assert (await client.post("/v1/alert-rules", json={**RULE, **wrong})).status_code == 422
