"""Barcodes over HTTP: pictures of codes that exist, in the type the pool says."""

import io
from uuid import UUID

import httpx
import pytest
from PIL import Image

from largesse.core.db import Database
from largesse.vouchers.barcodes import BarcodeType, render
from tests.factories import a_pool


async def add(client: httpx.AsyncClient, pool: UUID, code: str) -> None:
    answer = await client.post(f"/v1/pools/{pool}/codes", json={"code": code})
    assert answer.status_code == 201, answer.text


async def test_a_code_is_a_qr_code_unless_its_pool_says_otherwise(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await add(client, await a_pool(database, workspace_id), "QR-1")
    await add(client, await a_pool(database, workspace_id, barcode_type="EAN_13"), "590123412345")
    await add(client, await a_pool(database, workspace_id, barcode_type="CODE_128"), "BARS-1")
    for code, kind in (
        ("QR-1", BarcodeType.QR_CODE),
        ("590123412345", BarcodeType.EAN_13),
        ("BARS-1", BarcodeType.CODE_128),
    ):
        answer = await client.get(f"/v1/barcodes/{code}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Type"] == "image/svg+xml"
        assert answer.headers["Cache-Control"].startswith("private")
        assert answer.content == render(code, barcode_type=kind, image_format="svg")
    other = await client.get("/v1/barcodes/BARS-1", params={"type": "CODE_39"})
    assert other.content == render("BARS-1", barcode_type=BarcodeType.CODE_39, image_format="svg")


async def test_a_png_has_the_size_asked_for(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await add(client, await a_pool(database, workspace_id), "PNG-1")
    widths = []
    for scale in (1, 4):
        answer = await client.get("/v1/barcodes/PNG-1", params={"format": "png", "scale": scale})
        assert answer.headers["Content-Type"] == "image/png"
        widths.append(Image.open(io.BytesIO(answer.content)).width)
    assert widths[1] == 4 * widths[0]


async def test_a_code_is_found_however_it_is_written(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await add(client, await a_pool(database, workspace_id), "A/b?c#1%")
    answers = [await client.get(f"/v1/barcodes/{code}") for code in ("A/b%3Fc%231%25", "a%2FB%3FC%231%25")]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content


async def test_an_unknown_code_has_no_picture(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/barcodes/NOWHERE")
    assert (answer.status_code, answer.json()["code"]) == (404, "code_not_found")


async def test_a_code_that_the_type_cannot_carry_is_refused_with_the_reason(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    await add(client, await a_pool(database, workspace_id), "LETTERS")
    answer = await client.get("/v1/barcodes/LETTERS", params={"type": "EAN_13"})
    assert (answer.status_code, answer.json()["code"]) == (422, "barcode_impossible")
    assert "EAN_13 needs 13 digits" in answer.json()["detail"]


@pytest.mark.parametrize("query", [{"scale": 0}, {"scale": 17}, {"format": "gif"}, {"type": "AZTEC"}])
async def test_impossible_wishes_are_refused(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, query: dict[str, str]
) -> None:
    await add(client, await a_pool(database, workspace_id), "WISH-1")
    assert (await client.get("/v1/barcodes/WISH-1", params=query)).status_code == 422
