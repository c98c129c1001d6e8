"""The list of tags that promotions may have."""

import httpx


async def test_tags_are_added_listed_and_taken_off(client: httpx.AsyncClient) -> None:
    for name in ("b", "A/B ☂", "a"):
        answer = await client.post("/v1/promotions/tags", json={"name": name})
        assert answer.status_code == 201, answer.text
        assert (answer.json()["name"], answer.json()["promotions"]) == (name, 0)
    page = (await client.get("/v1/promotions/tags", params={"limit": 2})).json()
    assert [item["name"] for item in page["items"]] == ["A/B ☂", "a"]
    rest = (await client.get("/v1/promotions/tags", params={"cursor": page["next_cursor"]})).json()
    assert ([item["name"] for item in rest["items"]], rest["has_more"]) == (["b"], False)
    assert (await client.delete("/v1/promotions/tags/A%2FB%20☂")).status_code == 204
    answer = await client.delete("/v1/promotions/tags/A%2FB%20☂")
    assert (answer.status_code, answer.json()["code"]) == (404, "promotion_tag_not_found")


async def test_a_tag_is_added_once(client: httpx.AsyncClient) -> None:
    await client.post("/v1/promotions/tags", json={"name": "MOBILE"})
    answer = await client.post("/v1/promotions/tags", json={"name": "MOBILE"})
    assert (answer.status_code, answer.json()["code"]) == (409, "promotion_tag_exists")


async def test_what_promotions_carry_is_in_the_list_and_stays_while_they_do(
    client: httpx.AsyncClient,
) -> None:
    made = (await client.post("/v1/promotions", json={"name": "Tea", "tags": ["MOBILE"]})).json()
    [tag] = (await client.get("/v1/promotions/tags")).json()["items"]
    assert tag == {"name": "MOBILE", "promotions": 1, "created_at": None, "created_by": None}
    answer = await client.delete("/v1/promotions/tags/MOBILE")
    assert (answer.status_code, answer.json()["code"]) == (409, "promotion_tag_in_use")
    await client.delete(f"/v1/promotions/{made['id']}")
    assert (await client.get("/v1/promotions/tags")).json()["items"] == []


async def test_a_tag_is_one_line(client: httpx.AsyncClient) -> None:
    for name in ("", "x" * 101, "a\nb", "a\x00"):
        assert (await client.post("/v1/promotions/tags", json={"name": name})).status_code == 422
    assert (await client.delete("/v1/promotions/tags/a%00b")).status_code == 404
