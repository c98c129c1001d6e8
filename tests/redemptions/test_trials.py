"""Drafts tried on carts, and the articles that a selection means."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx

from largesse.core.db import Database
from tests.redemptions.made import a_customer, a_promotion
from tests.redemptions.shop import CART
from tests.redemptions.test_articles import a_catalog


async def try_it(client: httpx.AsyncClient, promotion: UUID, **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    answer = await client.post(f"/v1/promotions/{promotion}/trials", json={"cart": CART, **fields})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def own(told: dict[str, Any], promotion: UUID) -> dict[str, Any]:
    [found] = [one for one in told["candidates"] if one["promotion"]["id"] == str(promotion)]
    return dict(found)


async def test_a_draft_is_tried_as_if_everybody_knew_its_code(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    draft = await a_promotion(
        database,
        workspace_id,
        published=False,
        access={"type": "generic_code", "code": "SUMMER10"},
        audience="custom",
        rules={"type": "all", "rules": [{"type": "order_minimum", "amount": 2000}]},
    )
    other = await a_promotion(
        database, workspace_id, name="Other", stacking={"exclusive": True, "priority": -1}
    )
    await a_customer(database, workspace_id, "c-1")

    told = await try_it(client, draft, customer={"custom_id": "c-1"})

    candidate = own(told, draft)
    assert (candidate["outcome"], candidate["discount"]) == ("applicable", 250)
    assert candidate["explanation"]["passed"]
    assert own(told, other)["outcome"] == "skipped"
    assert told["total"] == {"initial": 2500, "discount": 250, "final": 2250}


async def test_what_fails_is_told_rule_by_rule(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    draft = await a_promotion(database, workspace_id, published=False)
    strict = {
        "rules": {
            "type": "all",
            "rules": [{"type": "order_minimum", "amount": 9000}, {"type": "country", "any_of": ["PL"]}],
        },
        "rewards": [{"type": "order_amount", "amount": 100}],
    }

    told = await try_it(client, draft, definition=strict)

    candidate = own(told, draft)
    assert (candidate["outcome"], candidate["reason"]) == ("inapplicable", "order_below_minimum")
    parts = candidate["explanation"]["parts"]
    assert [(part["rule"], part["passed"]) for part in parts] == [
        ("order_minimum", False),
        ("country", False),
    ]
    assert (parts[0]["observed"], parts[0]["needed"]) == (2500, 9000)
    assert own(await try_it(client, draft), draft)["outcome"] == "applicable"


async def test_dates_of_the_draft_hold_at_the_moment_that_is_asked_about(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    later = datetime(2090, 1, 1, tzinfo=UTC)
    draft = await a_promotion(database, workspace_id, published=False, starts_at=later.isoformat())

    assert own(await try_it(client, draft), draft)["outcome"] == "inapplicable"
    told = await try_it(client, draft, what_if="2090-02-01T00:00:00Z")
    assert own(told, draft)["outcome"] == "applicable"


async def test_a_published_version_is_tried_instead_of_the_draft(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    promotion = await a_promotion(database, workspace_id)
    changed = {"definition": {"rewards": [{"type": "order_amount", "amount": 100}]}}
    assert (await client.patch(f"/v1/promotions/{promotion}", json=changed)).status_code == 200

    assert own(await try_it(client, promotion), promotion)["discount"] == 100
    assert own(await try_it(client, promotion, version=1), promotion)["discount"] == 250
    answer = await client.post(f"/v1/promotions/{promotion}/trials", json={"cart": CART, "version": 7})
    assert (answer.status_code, answer.json()["code"]) == (404, "promotion_version_not_found")


async def test_a_trial_counts_nothing_and_leaves_the_published_promotion_alone(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    promotion = await a_promotion(database, workspace_id, limits=[{"most": 1}])

    for _ in range(3):
        assert own(await try_it(client, promotion), promotion)["outcome"] == "applicable"
    told = (await client.post("/v1/validations", json={"cart": CART})).json()
    assert own(told, promotion)["discount"] == 250
    answer = await client.post(f"/v1/promotions/{uuid4()}/trials", json={"cart": CART})
    assert (answer.status_code, answer.json()["code"]) == (404, "promotion_not_found")


async def test_a_zone_that_does_not_exist_is_left_to_the_check(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    draft = await a_promotion(database, workspace_id, published=False, zone="Mars/Olympus")

    assert own(await try_it(client, draft), draft)["outcome"] == "applicable"


async def test_the_articles_that_a_selection_means_are_shown(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await a_catalog(
        database,
        workspace_id,
        {
            "key": "T1",
            "name": "Green",
            "categories": ["tea"],
            "attributes": {"brand": "Aster"},
            "price": 450,
            "currency": "EUR",
        },
        {"key": "T2", "name": "Black", "categories": ["tea"], "attributes": {"brand": "Bell"}},
        {"key": "C1", "name": "Cup", "product_id": "P9"},
    )
    await a_catalog(database, workspace_id, {"key": "S1", "name": "Shop"}, name="stores", kind="stores")

    async def keys(**items: object) -> list[str]:
        answer = await client.post("/v1/promotions/product-previews", json={"items": items})
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told["is_whole"]
        assert told["matched"] == len(told["items"])
        return [item["key"] for item in told["items"]]

    assert await keys() == ["C1", "T1", "T2"]
    assert await keys(categories=["tea"]) == ["T1", "T2"]
    assert await keys(categories=["tea"], skus=["C1"], except_skus=["T2"]) == ["C1", "T1"]
    assert await keys(attributes=[{"name": "brand", "any_of": ["Aster"]}]) == ["T1"]
    assert await keys(products=["P9"]) == ["C1"]
    answer = await client.post("/v1/promotions/product-previews", json={"items": {}, "limit": 1})
    assert (answer.json()["matched"], len(answer.json()["items"])) == (3, 1)
