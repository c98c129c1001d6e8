"""The short way to hot routes answers what the long way answers."""

from collections.abc import Awaitable, Callable

import httpx
import pytest
from fastapi import APIRouter, FastAPI

from largesse.core.http import HotRoute, TransactionRoute, requires_caller
from largesse.core.http.express import Express

JSON = {"Content-Type": "application/json"}
CART = {"cart": {"items": [{"sku": "TEA", "price": 100}]}}
NOBODY = {"Authorization": "Bearer lk_nobody"}
REQUESTS = [
    ("/v1/validations", {"json": CART}),
    ("/v1/redemptions", {"json": {**CART, "codes": ["NOT-THERE"]}}),
    ("/v1/holds", {"json": {**CART, "ttl": "PT5M"}}),
    ("/v1/holds", {"json": {**CART, "ttl": "a while"}}),
    ("/v1/redemptions", {"json": {"cart": {"items": [{"sku": "", "price": -1, "prize": 1}]}, "code": "X"}}),
    ("/v1/redemptions", {"json": [CART]}),
    ("/v1/redemptions", {"json": {**CART, "order_id": "a\x00b"}}),
    ("/v1/redemptions", {}),
    ("/v1/redemptions", {"content": b"", "headers": JSON}),
    ("/v1/redemptions", {"content": b"null", "headers": JSON}),
    ("/v1/redemptions", {"content": b'{"cart": ', "headers": JSON}),
    ("/v1/redemptions", {"content": b'{"cart": "\xff"}', "headers": JSON}),
    ("/v1/redemptions", {"content": b"[" * 100_000, "headers": JSON}),
    ("/v1/redemptions", {"content": b"{}", "headers": {"Content-Type": "text/plain"}}),
    ("/v1/redemptions", {"content": b" " * 20_000_000, "headers": JSON}),
    ("/v1/redemptions", {"json": CART, "headers": {"Idempotency-Key": ""}}),
    ("/v1/redemptions", {"json": CART, "headers": NOBODY}),
    ("/v1/redemptions?unknown=1", {"json": CART}),
]


def without_express(app: FastAPI) -> None:
    app.router.routes[:] = [route for route in app.router.routes if not isinstance(route, Express)]


def shown(answer: httpx.Response) -> tuple[int, object, set[str]]:
    told = answer.json()
    told.pop("request_id", None)
    return answer.status_code, told, set(answer.headers)


@pytest.mark.parametrize(("path", "sent"), REQUESTS)
async def test_both_ways_answer_the_same(
    app: FastAPI, client: httpx.AsyncClient, path: str, sent: dict[str, object]
) -> None:
    short = shown(await client.post(path, **sent))  # type: ignore[arg-type]  # a table of arguments
    without_express(app)
    long = shown(await client.post(path, **sent))  # type: ignore[arg-type]
    assert short == long


async def test_other_methods_and_a_missing_permission_are_told(
    client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]]
) -> None:
    assert (await client.put("/v1/validations", json=CART)).status_code == 405
    weak = {"Authorization": f"Bearer {await api_key(permissions=['VOUCHERS_POOL_READ'])}"}
    refused = await client.post("/v1/validations", json=CART, headers=weak)
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_missing")


async def test_an_answer_that_was_given_before_says_so(client: httpx.AsyncClient) -> None:
    made = await client.post(
        "/v1/promotions",
        json={"name": "Ten", "definition": {"rewards": [{"type": "order_percent", "percent": "10"}]}},
    )
    await client.post(f"/v1/promotions/{made.json()['id']}/publications", json={})
    key = {"Idempotency-Key": "the same"}
    first = await client.post("/v1/redemptions", json=CART, headers=key)
    again = await client.post("/v1/redemptions", json=CART, headers=key)
    assert first.json()["result"] == "redeemed"
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json()


def test_a_route_that_asks_for_more_is_not_hot() -> None:
    async def read(thing: str, caller: object = requires_caller("")) -> None:
        del thing, caller

    with pytest.raises(TypeError, match="asks for more than a body and a caller"):
        APIRouter(route_class=HotRoute).add_api_route("/things/{thing}", read, methods=["POST"])
    APIRouter(route_class=TransactionRoute).add_api_route("/things/{thing}", read, methods=["POST"])
