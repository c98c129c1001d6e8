"""Promotions of a tag become coupons as they are imported: a pool of codes each, and nothing to activate."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.permissions import ALL
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.jobs import run_job
from largesse.vouchers.jobs import pool_jobs
from tests.promotions.imports.runs import Desk, table

HEAD = (
    "code", "name", "type", "visibilityStatus", "discountType", "discountValue",
    "redeemQuantityPerActivation", "catalogIndexItems", "tags.0.name",
)  # fmt: skip
APP = ("APP", "Tea", "HANDBILL", "PUBLISH", "PERCENT", "10", "1", "TEA", "MOBILE")
TEA = ("TEA", "Tea", "HANDBILL", "PUBLISH", "PERCENT", "20", "1", "TEA", "CHECKOUT")
CUP = ("CUP", "Cup", "HANDBILL", "PUBLISH", "AMOUNT", "1", "1", "CUP", "CHECKOUT")
COUPONS = {"create_tags": True, "coupons": {"tag": "CHECKOUT", "codes": 7}}


async def fill(desk: Desk, folder: Path) -> None:
    """Lets the worker generate the codes."""
    async with desk.database.context(desk.workspace) as ctx:
        jobs = (await ctx.db.scalars(text("select id from jobs where state = 'queued'"))).all()
    for job in jobs:
        await run_job(desk.database, desk.workspace, job, pool_jobs(FileStore(folder / "files")))


async def pools(desk: Desk) -> dict[str, dict[str, Any]]:
    items = (await desk.client.get("/v1/pools")).json()["items"]
    return {item["name"]: item for item in items}


async def test_every_coupon_gets_codes_of_its_own_and_needs_no_activation(desk: Desk, tmp_path: Path) -> None:
    assert await desk.counts(table(HEAD, APP, TEA, CUP), **COUPONS) == {"created": 3}
    found = await desk.promotions()
    await fill(desk, tmp_path)
    made = await pools(desk)
    assert {name: pool["remaining"] for name, pool in made.items()} == {"Coupons TEA": 7, "Coupons CUP": 7}
    for code in ("TEA", "CUP"):
        definition = found[code]["definition"]
        assert definition["access"]["pool_id"] == made[f"Coupons {code}"]["id"]
        assert definition["access"]["bearer"] is True
        assert (definition["activation"], found[code]["status"]) == (None, "active")
    assert found["APP"]["definition"]["access"] == {"type": "automatic"}
    assert found["APP"]["definition"]["activation"]["uses"] == 1


async def test_whoever_brings_a_coupon_is_given_the_discount_once(desk: Desk, tmp_path: Path) -> None:
    await desk.take(table(HEAD, TEA), **COUPONS)
    await fill(desk, tmp_path)
    [pool] = (await pools(desk)).values()
    [code, *_] = (await desk.client.get(f"/v1/pools/{pool['id']}/codes")).json()["items"]
    cart = {"items": [{"sku": "TEA", "price": 1000}]}
    body = {"codes": [code["code"]], "customer": {"custom_id": "anybody"}, "cart": cart}
    first = (await desk.client.post("/v1/redemptions", json=body)).json()
    assert (first["result"], first["redemption"]["discount"]) == ("redeemed", 200)
    assert (await desk.client.post("/v1/redemptions", json=body)).json()["reason"] == "code_exhausted"
    without = (await desk.client.post("/v1/validations", json={**body, "codes": []})).json()
    assert without["items"]["discount"] == 0


async def test_the_same_file_again_keeps_pools_and_codes(desk: Desk, tmp_path: Path) -> None:
    await desk.take(table(HEAD, TEA, CUP), **COUPONS)
    await fill(desk, tmp_path)
    before = await pools(desk)
    assert await desk.counts(table(HEAD, TEA, CUP), **COUPONS) == {"unchanged": 2}
    assert await desk.counts(table(HEAD, TEA, (*CUP[:5], "2", *CUP[6:])), **COUPONS) == {
        "unchanged": 1,
        "changed": 1,
    }
    assert await pools(desk) == before


async def test_a_promotion_that_was_imported_before_becomes_a_coupon(desk: Desk, tmp_path: Path) -> None:
    assert await desk.counts(table(HEAD, TEA), create_tags=True) == {"created": 1}
    assert await desk.counts(table(HEAD, TEA), **COUPONS) == {"changed": 1}
    assert await desk.counts(b"code,visibilityStatus\nTEA,PUBLISH\n", **COUPONS) == {"unchanged": 1}
    await fill(desk, tmp_path)
    assert [pool["remaining"] for pool in (await pools(desk)).values()] == [7]


async def test_of_a_dry_run_and_of_rows_that_are_refused_no_pool_stays(desk: Desk) -> None:
    assert await desk.counts(table(HEAD, TEA), dry_run=True, **COUPONS) == {"created": 1}
    wrong = (*HEAD, "expireAt")
    [fault] = await desk.faults(table(wrong, (*TEA, "2020-01-01")), **COUPONS)
    assert fault[:2] == (2, "expireAt")
    assert await pools(desk) == {}


@pytest.mark.parametrize("missing", ["VOUCHERS_POOL_CREATE", "VOUCHERS_ITEM_GENERATE_CREATE"])
async def test_coupons_need_the_permissions_for_pools_and_codes(
    desk: Desk, app: FastAPI, api_key: Callable[..., Awaitable[str]], missing: str, workspace_id: UUID
) -> None:
    del workspace_id
    key = await api_key(permissions=[name for name in ALL if name != missing])
    transport = httpx.ASGITransport(app)
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse", headers=headers) as other:
        poor = Desk(other, desk.database, desk.workspace, desk.folder)
        answer = await poor.send(table(HEAD, TEA), **COUPONS)
        assert (answer.status_code, answer.json()["code"]) == (403, "permission_missing")
        assert (await poor.send(table(HEAD, TEA), create_tags=True)).status_code == 202


@pytest.mark.parametrize(
    "wish", [{"tag": ""}, {"tag": "A", "codes": 0}, {"codes": 5}, {"tag": "A", "more": 1}, "A"]
)
async def test_wrong_wishes_are_refused(desk: Desk, wish: object, database: Database) -> None:
    del database
    answer = await desk.send(table(HEAD, TEA), coupons=wish)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_options")


async def test_a_coupon_that_was_printed_for_one_is_good_for_another_and_holders_codes_are_not(
    desk: Desk, tmp_path: Path
) -> None:
    await desk.take(table(HEAD, TEA), **COUPONS)
    await fill(desk, tmp_path)
    [pool] = (await pools(desk)).values()
    path = f"/v1/pools/{pool['id']}/assignments"
    cart = {"items": [{"sku": "TEA", "price": 1000}]}
    for friend, wanted in ({"customer": {"custom_id": "eve"}}, "redeemed"), ({}, "rejected"):
        given = await desk.client.post(path, json={"profile": {"custom_id": "ada"}, "mode": "assign"})
        body = {"codes": [given.json()["code"]], "cart": cart, **friend}
        done = (await desk.client.post("/v1/redemptions", json=body)).json()
        assert done["result"] == wanted, done
    assert done["reason"] == "customer_required", "for the file limits what each customer may have"
    [item] = (await desk.promotions()).values()
    definition = {**item["definition"], "limits": []}
    definition["access"] = {**definition["access"], "bearer": False}
    await desk.client.patch(f"/v1/promotions/{item['id']}", json={"definition": definition})
    await desk.client.post(f"/v1/promotions/{item['id']}/publications", json={})
    given = await desk.client.post(path, json={"profile": {"custom_id": "ada"}, "mode": "assign"})
    body = {"codes": [given.json()["code"]], "cart": cart, "customer": {"custom_id": "eve"}}
    refused = (await desk.client.post("/v1/redemptions", json=body)).json()
    assert (refused["result"], refused["reason"]) == ("rejected", "wrong_customer")
    both = {**definition, "access": {**definition["access"], "bearer": True, "holder_only": True}}
    wrong = await desk.client.patch(f"/v1/promotions/{item['id']}", json={"definition": both})
    assert wrong.status_code == 422
