"""Rows that cannot be taken: which cell is to blame and why, and how the rest goes on."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from largesse.core.db import Database
from tests.factories import a_pool
from tests.promotions.imports.runs import Desk, table

BASE = {"code": "A", "name": "Tea", "discountType": "PERCENT", "discountValue": "10"}
MOMENT = "not a moment in the form 2027-03-31 or 2027-03-31T18:00:00+02:00"
NO_DAY = "no such day or time; write it as 2027-03-31 or 2027-03-31T18:00:00+02:00"


def a_row(**cells: str) -> bytes:
    """A file with one row, which is good but for these cells."""
    row = {**BASE, **{name.replace("__", "."): cell for name, cell in cells.items()}}
    return table(tuple(row), tuple(row.values()))


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"type": "weekly"}, "type", "not one of GENERAL, MEMBERS_ONLY, HANDBILL, CUSTOM"),
        ({"visibilityStatus": "live"}, "visibilityStatus", "not one of PUBLISH, DRAFT, HIDDEN"),
        (
            {"discountType": "cheap"},
            "discountType",
            "not one of NONE, PERCENT, AMOUNT, 2_FOR_1, POINTS, MULTIBUY, EXACT_PRICE",
        ),
        ({"redeemType": "half"}, "redeemType", "not one of FULL, PARTIAL"),
        ({"itemScope": "shop"}, "itemScope", "not one of LINE_ITEM, BASKET"),
        ({"targetType": "some"}, "targetType", "not one of ALL, SEGMENT"),
        ({"discountMode": "up"}, "discountMode", "not one of STATIC, STEP"),
        ({"discountValue": "ten"}, "discountValue", "not a number in the form 12.5 or 12,5"),
        ({"discountValue": "-1"}, "discountValue", "less than 0"),
        ({"discountValue": "0"}, "discountValue", "PERCENT needs a discountValue above 0"),
        ({"discountValue": ""}, "discountValue", "PERCENT needs a discountValue above 0"),
        ({"discountValue": "1,250"}, "discountValue", "may be 1.250 or 1250: write it without the comma"),
        ({"discountValue": "101"}, "discountValue", "input should be less than or equal to 100"),
        (
            {"discountType": "AMOUNT", "discountValue": "1.005"},
            "discountValue",
            "more digits behind the point than EUR has",
        ),
        ({"price": "1.23456"}, "price", "more than 4 digits behind the point"),
        ({"redeemLimitPerClient": "often"}, "redeemLimitPerClient", "not a whole number"),
        ({"redeemLimitPerClient": "1.5"}, "redeemLimitPerClient", "not a whole number"),
        ({"redeemLimitGlobal": "-3"}, "redeemLimitGlobal", "input should be greater than or equal to 0"),
        ({"priority": "1000001"}, "priority", "input should be less than or equal to 1000000"),
        ({"startAt": "01/02/2027"}, "startAt", MOMENT),
        ({"startAt": "1767225600"}, "startAt", MOMENT),
        ({"expireAt": "2027-02-30"}, "expireAt", NO_DAY),
        ({"expireAt": "2027-02-28T25:00"}, "expireAt", NO_DAY),
        ({"displayTo": "2027-13-01"}, "displayTo", NO_DAY),
        (
            {"startAt": "2030-01-02", "expireAt": "2030-01-01"},
            "expireAt",
            "ends_at must be later than starts_at",
        ),
        (
            {"visibilityStatus": "PUBLISH", "expireAt": "2020-01-01"},
            "expireAt",
            "It ended at 2020-01-02T00:00:00+00:00, so nobody could use it. Choose a later end.",
        ),
        (
            {"visibilityStatus": "PUBLISH", "displayFrom": "2031-01-01", "displayTo": "2030-01-01"},
            "displayTo",
            "It would be shown at no time: the end of showing is not later than its start.",
        ),
        (
            {"name": "", "code": "A"},
            "name",
            "no promotion has this code, and a new one needs a name or headerName",
        ),
        ({"headerName": "x" * 201}, "headerName", "a name for the list has 1 to 200 characters on one line"),
        ({"code": "x" * 256}, "code", "a code has 1 to 255 characters on one line"),
        ({"voucherPool": "my pool"}, "voucherPool", "not the UUID of a pool"),
        (
            {"catalogIndexItems": "[1"},
            "catalogIndexItems",
            "not JSON: unexpected end of data: line 1 column 3 (char 2)",
        ),
        ({"params": "blue"}, "params", 'not an object of JSON, such as {"icon": "tea"}'),
        ({"details": '{"discountType": {"n": 5}}'}, "details", "n is nothing that could be said here"),
        (
            {"images": "ftp://x"},
            "images",
            "an image is an address with http:// or https://, and its type image, thumbnail or large",
        ),
        ({"targetSegment": "gold", "targetType": "SEGMENT"}, "targetSegment", "not UUIDs of audiences"),
        (
            {"targetSegment": str(uuid4())},
            "targetSegment",
            "a targetSegment counts only where targetType is SEGMENT; add that column",
        ),
        (
            {"tags__0__name": "VIP"},
            "tags.0.name",
            "there is no promotion tag VIP: add it first, or import with create_tags",
        ),
        (
            {"tags": "x" * 101},
            "tags",
            "a tag has 1 to 100 characters on one line, and a promotion up to 50 of them",
        ),
        ({"discountModeDetails": '{"steps": []}'}, "discountModeDetails", "discountSteps is missing"),
    ],
)  # fmt: skip
async def test_a_bad_cell_is_told_of(desk: Desk, cells: dict[str, str], column: str, reason: str) -> None:
    [(line, where, value, why)] = await desk.faults(a_row(**cells))
    shown = {**BASE, **cells}[column.replace(".", "__")]
    assert (line, where, why) == (2, column, reason)
    assert value in (shown, f"'{shown}")
    assert await desk.promotions() == {}


async def test_a_row_of_too_many_cells_is_told_of(desk: Desk) -> None:
    found = await desk.faults(b"code,name\nA,Tea\nB,Cup, white\n")
    assert found == [
        (
            3,
            "",
            "",
            "the row has 3 cells, the table 2 columns; put quotes around a cell that holds the delimiter",
        )
    ]
    assert list(await desk.promotions()) == ["A"]


async def test_a_row_that_cannot_be_read_takes_no_other_with_it(desk: Desk) -> None:
    job = await desk.take(b'code,name\nA,Tea\n"B,Cup\nC,Pot\n\n', chunk=2)
    assert (job["result"]["created"], job["result"]["rejected"]) == (2, 1)
    assert sorted(await desk.promotions()) == ["A", "C"]


async def test_what_cannot_be_published_is_not_made(desk: Desk, database: Database) -> None:
    pool, missing = await a_pool(database, desk.workspace), uuid4()
    head = ("code", "name", "visibilityStatus", "voucherPool", "discountType", "discountValue")
    rows = [
        ("A", "a", "PUBLISH", missing, "PERCENT", "10"),
        ("B", "b", "PUBLISH", pool, "PERCENT", "10"),
        ("C", "c", "PUBLISH", pool, "PERCENT", "10"),
        ("D", "d", "DRAFT", missing, "PERCENT", "10"),
    ]
    found = await desk.faults(table(head, *rows))
    assert [(line, column, value) for line, column, value, _ in found] == [
        (2, "voucherPool", str(missing)),
        (4, "voucherPool", str(pool)),
    ]
    assert found[0][3] == f"There is no pool {missing} in this workspace. Choose one of GET /v1/pools."
    assert "The pool's codes lead to the promotion" in found[1][3]
    assert {code: item["status"] for code, item in (await desk.promotions()).items()} == {
        "B": "active",
        "D": "draft",
    }


async def test_an_archived_promotion_is_not_changed(desk: Desk) -> None:
    await desk.take(a_row(visibilityStatus="PUBLISH"))
    [item] = (await desk.promotions()).values()
    await desk.client.delete(f"/v1/promotions/{item['id']}")
    [(_, column, value, why)] = await desk.faults(a_row(name="Other"))
    assert (column, value) == ("code", "A")
    assert why == "This promotion is archived, and is not changed any more. Make a copy of it."


@pytest.mark.parametrize(
    ("columns", "options", "code"),
    [
        (("name", "discountVaule"), {}, "unknown_column"),
        (("discountValue", "priority"), {}, "no_promotion_column"),
        (("name", "Name "), {}, "repeated_column"),
        (("name", "tags", "tags.0.name"), {}, "repeated_column"),
        (("name", "params.icon", "params.icon.url"), {}, "repeated_column"),
        (("name", "discountType", "discountTypediscountType"), {}, "repeated_column"),
        (("name",), {"columns": {"code": "Nr"}}, "unknown_column"),
        (("name",), {"columns": {"code": 7}}, "unknown_column"),
        (("name", "Nr"), {"columns": {"cod": "Nr"}}, "invalid_options"),
        (("name",), {"dry_run": "yes"}, "invalid_options"),
        (("name",), {"sheets": 1}, "invalid_options"),
    ],
)
async def test_files_that_cannot_be_right_are_refused_at_once(
    desk: Desk, columns: tuple[str, ...], options: dict[str, Any], code: str
) -> None:
    answer = await desk.send(table(columns, ("x",) * len(columns)), **options)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing"])
async def test_a_file_that_cannot_be_read_is_refused_at_once(desk: Desk, content: bytes) -> None:
    answer = await desk.send(content)
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable_file")


async def test_the_report_cannot_be_taken_for_formulas(desk: Desk, database: Database) -> None:
    evil = '=HYPERLINK("http://evil.example","x")'
    job = await desk.take(table(("code", "name", "discountValue"), ("A", evil, evil), ("B", "+1", "@x")))
    rows = await desk.rejected(job["id"])
    assert rows[0] == ["code", "name", "discountValue", "row", "column", "value", "reason"]
    for row in rows[1:]:
        assert not [cell for cell in row[3:] if cell.startswith(("=", "+", "-", "@"))]
    # What the sender wrote stays as it was, so that he can mend and send it again.
    assert rows[1][:3] == ["A", evil, evil]
    async with database.session(desk.workspace) as session:
        kept = await session.scalar(text("select count(*) from job_rejections"))
    assert kept == 2
