"""Limits of rates and sizes."""

from collections.abc import AsyncIterator

import httpx
from fastapi import FastAPI

from tests.core.http.conftest import MakeClient

JSON = {"Content-Type": "application/json"}


async def test_a_key_learns_how_many_requests_are_left(client_with: MakeClient) -> None:
    async with client_with(rate_limit_per_minute=3) as client:
        answers = [await client.get("/v1/pools") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert {answer.headers["RateLimit-Limit"] for answer in answers} == {"3"}
    refused = answers[-1]
    assert refused.json()["code"] == "rate_limited"
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    assert refused.headers["RateLimit-Reset"] == refused.headers["Retry-After"]


async def test_one_key_does_not_use_up_the_minute_of_another(
    client_with: MakeClient, client: httpx.AsyncClient
) -> None:
    async with client_with(rate_limit_per_minute=1) as limited:
        assert [(await limited.get("/v1/pools")).status_code for _ in range(2)] == [200, 429]
        other = await limited.get("/v1/pools", headers=client.headers)
    assert other.status_code == 200


async def test_an_address_that_keeps_guessing_keys_is_stopped(client_with: MakeClient) -> None:
    async with client_with(rejected_limit_per_minute=2) as client:
        guess = {"Authorization": "Bearer lk_guess"}
        answers = [await client.get("/v1/pools", headers=guess) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [401, 401, 429]
        assert (answers[-1].json()["code"], answers[-1].headers["Retry-After"]) == ("too_many_rejected", "60")
        assert (await client.get("/v1/pools")).status_code == 200, "a good key still passes from there"


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def test_a_declared_length_over_the_limit_is_refused_unread(client_with: MakeClient) -> None:
    async with client_with(max_body_bytes=100) as client:
        fits = await client.post("/v1/pools", json={"name": "x" * 50})
        over = await client.post("/v1/pools", json={"name": "x" * 100})
    assert fits.status_code == 201
    assert (over.status_code, over.json()["code"]) == (413, "body_too_large")
    assert "100 bytes" in over.json()["detail"]


async def test_a_body_in_chunks_is_counted_as_it_comes(client_with: MakeClient) -> None:
    async with client_with(max_body_bytes=100) as client:
        fits = await client.post("/v1/pools", content=chunks(b'{"name": ', b'"x"}'), headers=JSON)
        over = await client.post(
            "/v1/pools", content=chunks(b'{"name": "', b"x" * 60, b"x" * 60, b'"}'), headers=JSON
        )
    assert fits.status_code == 201, fits.text
    assert (over.status_code, over.json()["code"]) == (413, "body_too_large")


async def test_an_upload_has_a_limit_of_its_own(client_with: MakeClient) -> None:
    async with client_with(max_body_bytes=100, max_upload_bytes=1000) as client:
        small = await client.post("/v1/pools", files={"file": b"x" * 200})
        large = await client.post("/v1/pools", files={"file": b"x" * 2000})
    assert (small.status_code, large.status_code) == (415, 413)


async def test_a_stranger_is_refused_before_his_body_is_read(app: FastAPI) -> None:
    read: list[bytes] = []

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1000):
            read.append(b"x" * 1000)
            yield read[-1]

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://largesse") as stranger:
        answer = await stranger.post("/v1/pools", content=endless(), headers=headers)
    assert answer.status_code == 401
    assert read == []
