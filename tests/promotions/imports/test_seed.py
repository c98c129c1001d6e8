"""The seed's file: its columns exactly, in every form that programs write it."""

import codecs
from typing import Any

import pytest

from tests.profiles.imports.books import a_workbook
from tests.promotions.imports.runs import Desk, table

# As the use case lists them, slip included.
SEED = (
    "catalogIndexItems", "storeItemType", "storeIds", "visibilityStatus", "name",
    "redeemQuantityPerActivation", "discountValue", "expireAt", "description ", "catalogItemType", "priority",
    "discountTypediscountType", "displayTo", "displayFrom", "redeemLimitPerClient", "type", "headline",
    "startAt", "storeCatalog", "catalog", "headerName", "redeemType", "tags.0.name",
)  # fmt: skip
TEA = (
    '["TEA-100","TEA-250"]', "ALL", "", "PUBLISH", "Tea, 20 % off", "3", "20", "2199-12-31", "All tea.",
    "SELECTED", "250", "PERCENT", "2199-12-31", "2027-01-01", "1", "Personalized promotion", "20 % on tea",
    "2027-01-01", "stores", "shop", "Tea 20", "FULL", "MOBILE",
)  # fmt: skip
CUP = (
    "CUP-1|POT-1", "SELECTED", "12,14", "Published", "Cup for less", "1", "2,50", "2199-12-31T18:00:00+01:00",
    "", "SELECTED", "100", "amount", "", "", "2", "HANDBILL", "", "2027-01-01T08:00", "stores", "shop", "Cup",
    "partial", "CHECKOUT",
)  # fmt: skip


def form(name: str) -> bytes:
    """The same file as other programs write it."""
    plain = table(SEED, TEA, CUP)
    match name:
        case "bom":
            return codecs.BOM_UTF8 + plain
        case "utf-16":
            return plain.decode().encode("utf-16")
        case "semicolon":
            return table(SEED, TEA, CUP, delimiter=";")
        case "tab":
            return table(SEED, TEA, CUP, delimiter="\t")
        case "excel":
            return a_workbook(SEED, TEA, CUP)
    return plain


@pytest.mark.parametrize("name", ["plain", "bom", "utf-16", "semicolon", "tab", "excel"])
async def test_the_seeds_columns_are_read_whatever_wrote_them(desk: Desk, name: str) -> None:
    assert await desk.counts(form(name), create_tags=True) == {"created": 2}
    found = await desk.promotions()
    assert {(item["name"], item["status"], item["version"], *item["tags"]) for item in found.values()} == {
        ("Tea 20", "active", 1, "MOBILE"),
        ("Cup", "active", 1, "CHECKOUT"),
    }


async def test_every_column_of_the_seed_says_what_it_means(desk: Desk) -> None:
    await desk.take(form("plain"), create_tags=True)
    by_name = {item["name"]: item for item in (await desk.promotions()).values()}
    tea, cup = by_name["Tea 20"]["definition"], by_name["Cup"]["definition"]
    assert tea["items"]["skus"] == ["TEA-100", "TEA-250"]
    assert (tea["audience"], tea["stores"]["only"], tea["stacking"]["priority"]) == ("handbill", [], 250)
    assert [reward["type"] for reward in tea["rewards"]] == ["line_percent"]
    assert tea["rewards"][0]["percent"] == "20"
    assert tea["activation"]["uses"] == 3
    assert [(limit["scope"], limit["most"]) for limit in tea["limits"]] == [("customer", 1)]
    display = tea["display"]
    assert (display["name"], display["headline"], display["description"]) == (
        "Tea, 20 % off",
        "20 % on tea",
        "All tea.",
    )
    assert cup["items"]["skus"] == ["CUP-1", "POT-1"]
    assert cup["stores"]["only"] == ["12", "14"]
    assert (cup["rewards"][0]["type"], cup["rewards"][0]["amount"]) == ("line_amount", 250)
    assert cup["ends_at"] == "2199-12-31T17:00:00Z"
    outside = await desk.outside(by_name["Cup"]["code"])
    kept: dict[str, Any] = {
        "redeemType": "PARTIAL",
        "storeItemType": "SELECTED",
        "storeCatalog": "stores",
        "catalog": "shop",
        "catalogItemType": "SELECTED",
        "type": "HANDBILL",
        "discountType": "AMOUNT",
        "discountValue": 2.5,
    }
    assert {name: outside[name] for name in kept} == kept


async def test_a_date_alone_is_a_day_of_the_workspace(desk: Desk) -> None:
    await desk.take(form("plain"), create_tags=True)
    [tea] = [item for item in (await desk.promotions()).values() if item["name"] == "Tea 20"]
    assert tea["definition"]["starts_at"] == "2027-01-01T00:00:00Z"
    assert tea["definition"]["ends_at"] == "2200-01-01T00:00:00Z"
    assert tea["definition"]["display"]["starts_at"] == "2027-01-01T00:00:00Z"
    assert tea["definition"]["display"]["ends_at"] == "2200-01-01T00:00:00Z"


async def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    assert await desk.counts(form("plain"), create_tags=True) == {"created": 2}
    before = await desk.promotions()
    assert await desk.counts(form("semicolon")) == {"unchanged": 2}
    assert await desk.promotions() == before


async def test_a_code_that_is_made_says_the_name_and_stays(desk: Desk) -> None:
    await desk.take(form("plain"), create_tags=True)
    assert sorted(code.rsplit("-", 1)[0] for code in await desk.promotions()) == ["CUP", "TEA-20"]


async def test_a_file_can_be_looked_at_first(desk: Desk) -> None:
    answer = await desk.client.post(
        "/v1/promotions/import-previews",
        files={"file": ("a.csv", table(SEED, TEA, (*CUP[:6], "x", *CUP[7:])))},
    )
    assert answer.status_code == 200, answer.text
    seen = answer.json()
    meanings = {item["column"]: item["meaning"] for item in seen["columns"]}
    assert meanings["discountTypediscountType"] == "discountType"
    assert meanings["tags.0.name"] == "tags.0.name"
    assert seen["problems"] == [
        {"row": 3, "column": "discountValue", "value": "x", "reason": "not a number in the form 12.5 or 12,5"}
    ]
    assert await desk.promotions() == {}
