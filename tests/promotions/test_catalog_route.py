"""`GET /v1/catalog`: every variant of every family, with a form and an example that its class reads."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from largesse.variants_api import families

# Of these no example follows from their settings alone.
WITHOUT_EXAMPLE = {"send_email", "email_alert"}


@pytest.fixture
async def catalog(client: httpx.AsyncClient) -> dict[str, Any]:
    answer = await client.get("/v1/catalog")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_every_class_of_every_family_is_listed(catalog: dict[str, Any]) -> None:
    assert set(catalog["families"]) == set(families())
    for family, members in families().items():
        listed = catalog["families"][family]
        assert members
        assert len(listed) == len(members)
        assert len({variant["type"] for variant in listed}) == len(members)


async def test_a_variant_says_what_it_is_and_what_it_takes(catalog: dict[str, Any]) -> None:
    by_type = {variant["type"]: variant for variant in catalog["families"]["rules"]}
    rule = by_type["order_minimum"]
    assert rule["title"] == "Minimum order value"
    assert rule["group"] == "order"
    assert rule["sentence"] == "The order is worth at least {amount}"
    assert rule["help"].startswith("The order is worth")
    assert set(rule["schema"]["required"]) >= {"type", "amount"}
    assert rule["example"] == {"type": "order_minimum", "amount": 5000}
    for family in ("rules", "rule_groups", "rewards", "access", "nodes", "triggers"):
        for variant in catalog["families"][family]:
            assert variant["title"], variant["type"]
            assert variant["help"].endswith("."), variant["type"]


async def test_every_reference_of_a_schema_leads_into_the_same_answer(catalog: dict[str, Any]) -> None:
    def references(value: object) -> set[str]:
        if isinstance(value, dict):
            own = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
            return own.union(*(references(part) for part in value.values()))
        return set().union(*(references(part) for part in value)) if isinstance(value, list) else set()

    found = references(catalog)
    assert found
    assert found <= {f"#/definitions/{name}" for name in catalog["definitions"]}


async def test_examples_are_read_by_the_class_they_belong_to(catalog: dict[str, Any]) -> None:
    without = set()
    for family, members in families().items():
        for member, variant in zip(members, catalog["families"][family], strict=True):
            if variant["example"] is None:
                without.add(variant["type"])
            else:
                assert isinstance(member.model_validate(variant["example"]), BaseModel)
    assert without <= WITHOUT_EXAMPLE


async def test_any_key_may_read_it_and_nobody_without_one(
    app: FastAPI, api_key: Callable[..., Awaitable[str]]
) -> None:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse") as client:
        assert (await client.get("/v1/catalog")).status_code == 401
        key = await api_key(permissions=[])
        answer = await client.get("/v1/catalog", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 200
    assert json.loads(answer.content)["families"]
