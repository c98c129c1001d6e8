"""Words of profiles and events, as suggestions for those who write conditions."""

import httpx


async def test_attributes_are_told_with_their_most_frequent_values_and_tags(
    client: httpx.AsyncClient,
) -> None:
    items = [
        {
            "custom_id": f"c{number}",
            "attributes": {"city": city, "points": number},
            "tags": ["vip"][: number % 2],
        }
        for number, city in enumerate(("Oslo", "Gdynia", "Oslo"))
    ]
    items.append({"custom_id": "long", "attributes": {"note": "x" * 61, "empty": ""}, "tags": []})
    assert (await client.post("/v1/profiles/batches", json={"items": items})).status_code == 200

    words = (await client.get("/v1/profile-words")).json()
    assert words["looked_at"] == 4
    assert words["attributes"] == [
        {"name": "city", "seen": 3, "examples": ["Oslo", "Gdynia"]},
        {"name": "points", "seen": 3, "examples": ["0", "1", "2"]},
        {"name": "empty", "seen": 1, "examples": []},
        {"name": "note", "seen": 1, "examples": []},
    ]
    assert words["tags"] == [{"name": "vip", "seen": 1}]


async def test_events_are_told_with_the_names_of_their_params(client: httpx.AsyncClient) -> None:
    for name, params in (("cart.left", {"total": 5}), ("cart.left", {"items": 2}), ("app.opened", {})):
        event = {"profile": {"custom_id": "c1"}, "name": name, "params": params}
        assert (await client.post("/v1/events", json=event)).status_code == 201

    words = (await client.get("/v1/event-words")).json()
    by_name = {item["name"]: item for item in words["items"]}
    assert {"total", "items"} <= set(by_name["cart.left"]["params"])
    assert by_name["cart.left"]["seen"] == 2
    assert by_name["app.opened"]["seen"] == 1
    assert words["looked_at"] == sum(item["seen"] for item in words["items"])


async def test_an_empty_workspace_has_no_words(client: httpx.AsyncClient) -> None:
    assert (await client.get("/v1/profile-words")).json() == {"looked_at": 0, "attributes": [], "tags": []}
