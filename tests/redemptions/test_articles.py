"""A till sends SKUs; what the catalogues know of them decides as if the cart had said it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.accounts.commands.workspaces import create_workspace
from largesse.catalogs.commands import create_catalog, put_items
from largesse.catalogs.schemas import CatalogInput, ItemInput
from largesse.core.db import Database
from largesse.promotions.shelf import Shelf
from largesse.redemptions.asking.articles import KEPT_FOR, MISSED_FOR
from largesse.redemptions.asking.asked import Asked
from largesse.redemptions.asking.desk import Desk
from largesse.redemptions.asking.schemas import CartInput
from tests.conftest import SetClock
from tests.redemptions.made import a_cart, a_promotion, ask

TEA = {"categories": ["tea"]}


async def a_catalog(
    database: Database, workspace_id: UUID, *items: dict[str, Any], name: str = "shop", kind: str = "products"
) -> None:
    async with database.context(workspace_id) as ctx:
        await create_catalog(ctx, CatalogInput.model_validate({"name": name, "kind": kind}))
    await fill(database, workspace_id, *items, name=name)


async def fill(database: Database, workspace_id: UUID, *items: dict[str, Any], name: str = "shop") -> None:
    async with database.context(workspace_id) as ctx:
        await put_items(ctx, name, [ItemInput.model_validate(item) for item in items])


def off(**items: Any) -> dict[str, Any]:  # noqa: ANN401
    """A reward of 10 % on these articles."""
    return {"rewards": [{"type": "line_percent", "percent": "10", "items": items}]}


def discounts(asked: Asked) -> dict[str, int]:
    """What is taken off each article."""
    lines = asked.visit.cart.lines
    found = {line.sku: 0 for line in lines}
    for candidate in asked.decision.applied:
        for line, discount in zip(lines, candidate.lines, strict=True):
            found[line.sku] += discount
    return found


@pytest.mark.parametrize(
    "selected",
    [
        {"categories": ["tea"]},
        {"products": ["P1"]},
        {"attributes": [{"name": "brand", "any_of": ["Aster"]}]},
        {"except_categories": ["cups"]},
        {"except_products": ["P2"]},
    ],
)
async def test_a_line_is_meant_by_what_the_catalogue_says(
    database: Database, workspace_id: UUID, selected: dict[str, Any]
) -> None:
    await a_promotion(database, workspace_id, **off(**selected))
    await a_catalog(
        database,
        workspace_id,
        {"key": "S1", "product_id": "P1", "attributes": {"brand": "Aster"}, **TEA},
        {"key": "S2", "product_id": "P2", "categories": ["cups"], "attributes": {"brand": "Birch"}},
    )
    asked = await ask(database, workspace_id, cart=a_cart(1000, 1000))
    assert discounts(asked) == {"S1": 100, "S2": 0}


async def test_what_the_cart_says_itself_stands(database: Database, workspace_id: UUID) -> None:
    await a_promotion(database, workspace_id, **off(products=["P1"]))
    await a_promotion(
        database, workspace_id, **off(attributes=[{"name": "brand", "any_of": ["Aster"]}], categories=["tea"])
    )
    await a_catalog(
        database, workspace_id, {"key": "S1", "product_id": "P1", "attributes": {"brand": "Aster"}, **TEA}
    )
    said = {"sku": "S1", "price": 1000, "product_id": "P9", "attributes": {"brand": "Birch"}}
    asked = await ask(database, workspace_id, cart=CartInput.model_validate({"items": [said]}))
    assert discounts(asked) == {"S1": 0}
    said = {"sku": "S1", "price": 1000, "product_id": "P9", "categories": ["new"]}
    asked = await ask(database, workspace_id, cart=CartInput.model_validate({"items": [said]}))
    assert discounts(asked) == {"S1": 100}
    assert asked.visit.cart.lines[0].categories == {"tea", "new"}


async def test_catalogues_of_stores_and_of_others_are_not_asked(
    database: Database, workspace_id: UUID
) -> None:
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    await a_promotion(database, workspace_id, **off(categories=["tea"]))
    await a_catalog(database, workspace_id, {"key": "S1", **TEA}, kind="stores")
    await a_catalog(database, other, {"key": "S1", **TEA})
    assert discounts(await ask(database, workspace_id, cart=a_cart(1000))) == {"S1": 0}


async def test_of_several_catalogues_the_first_by_name_answers(
    database: Database, workspace_id: UUID
) -> None:
    await a_promotion(database, workspace_id, **off(categories=["tea"]))
    await a_catalog(database, workspace_id, {"key": "S1", "categories": ["cups"]}, name="b")
    await a_catalog(database, workspace_id, {"key": "S1", **TEA}, {"key": "S2"}, name="a")
    assert discounts(await ask(database, workspace_id, cart=a_cart(1000, 1000))) == {"S1": 100, "S2": 0}


async def test_a_change_in_a_catalogue_counts_soon(
    database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    desk = Desk(database, Shelf(database))
    clock.now = database.clock()

    async def got() -> int:
        asked = await ask(database, workspace_id, cart=a_cart(1000), desk=desk)
        return discounts(asked)["S1"]

    await a_promotion(database, workspace_id, **off(categories=["tea"]))
    assert await got() == 0
    await a_catalog(database, workspace_id, {"key": "S2", **TEA})
    clock.now += MISSED_FOR
    assert await got() == 0
    await fill(database, workspace_id, {"key": "S1", **TEA})
    clock.now += MISSED_FOR
    assert await got() == 100
    await fill(database, workspace_id, {"key": "S1", "categories": ["cups"]})
    clock.now += KEPT_FOR - timedelta(seconds=1)
    assert await got() == 100  # still what was read before
    clock.now += timedelta(seconds=1)
    assert await got() == 0


async def test_a_redemption_keeps_what_it_was_decided_by(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, clock: SetClock
) -> None:
    clock.now = database.clock()
    await a_promotion(database, workspace_id, **off(categories=["tea"]))
    long = {"x" * 100: "a name no cart may have", "brand": "y" * 2000, "size": 5}
    await a_catalog(database, workspace_id, {"key": "S1", "attributes": long, **TEA}, {"key": "S2", **TEA})
    items = [{"sku": "S1", "price": 1000}, {"sku": "S2", "price": 500}, {"sku": "S3", "price": 100}]
    answer = await client.post("/v1/redemptions", json={"order_id": "o-1", "cart": {"items": items}})
    assert answer.status_code == 200, answer.text
    redemption = answer.json()["redemption"]
    assert redemption["discount"] == 150
    async with database.session(workspace_id) as session:
        [cart] = await session.scalars(text("select cart from orders"))
    assert cart["items"][0] == {
        "sku": "S1", "price": 1000, "categories": ["tea"], "attributes": {"size": 5},
    }  # fmt: skip
    assert cart["items"][2] == {"sku": "S3", "price": 100}
    # The article becomes something else; what stays after a return still has its discount.
    await fill(database, workspace_id, {"key": "S1", "categories": ["cups"]})
    clock.now += KEPT_FOR
    answer = await client.post(
        f"/v1/redemptions/{redemption['id']}/rollbacks",
        json={"policy": "re_evaluate", "lines": {"2": 1}},
    )
    assert answer.status_code < 300, answer.text
    assert (answer.json()["refund"], answer.json()["discount_returned"]) == (450, 50)
