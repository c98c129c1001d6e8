"""Every error is a problem document with a stable code and the request's id."""

import httpx
import pytest
from fastapi import FastAPI

MEMBERS = {"type", "title", "status", "detail", "code", "request_id", "errors"}
UNKNOWN = "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status", "code"),
    [
        ("GET", "/v1/nothing", {}, 404, "not_found"),
        ("GET", f"/v1/pools/{UNKNOWN}", {}, 404, "pool_not_found"),
        ("PUT", "/v1/pools", {}, 405, "method_not_allowed"),
        ("POST", "/v1/pools", {"json": {"nom": "x"}}, 422, "invalid_input"),
        ("POST", "/v1/pools", {}, 422, "invalid_input"),
        ("GET", "/v1/pools/not-an-id", {}, 422, "invalid_input"),
        ("POST", "/v1/pools", {"content": b'{"name": ', "headers": JSON}, 400, "malformed_json"),
        ("POST", "/v1/pools", {"content": b'{"name": "\xff"}', "headers": JSON}, 400, "bad_request"),
        ("POST", "/v1/pools", {"content": b"[" * 100_000, "headers": JSON}, 400, "bad_request"),
        ("POST", "/v1/pools", {"content": b"name=x"}, 415, "unsupported_media_type"),
        ("POST", "/v1/pools", {"data": {"name": "x"}}, 415, "unsupported_media_type"),
        (
            "POST",
            "/v1/pools",
            {"content": b"{}", "headers": {"Content-Type": "text/plain"}},
            415,
            "unsupported_media_type",
        ),
        ("POST", "/v1/pools", {"headers": {**JSON, "Content-Length": "many"}}, 400, "bad_request"),
    ],
)
async def test_an_error_is_a_problem_document(
    client: httpx.AsyncClient, method: str, path: str, sent: dict[str, object], status: int, code: str
) -> None:
    answer = await client.request(method, path, **sent)  # type: ignore[arg-type]  # a table of arguments
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code), problem
    assert set(problem) >= MEMBERS
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    assert problem["type"] == f"urn:largesse:problem:{code}"
    assert problem["detail"].endswith(".")


async def test_the_answer_to_a_wrong_method_lists_the_right_ones(client: httpx.AsyncClient) -> None:
    answer = await client.put("/v1/pools")
    assert set(answer.headers["Allow"].split(", ")) & {"GET", "POST"}


async def test_each_wrong_field_is_pointed_at(client: httpx.AsyncClient) -> None:
    answer = await client.post("/v1/pools", json={"name": "", "code_limit": -1})
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/body/name", "/body/code_limit"}
    assert all(error["message"] and error["code"] for error in answer.json()["errors"])
    [name] = [error for error in answer.json()["errors"] if error["pointer"] == "/body/name"]
    assert name["facts"] == {"min_length": 1}


async def test_a_refusal_for_want_of_a_credential_says_which_kind_to_send(client: httpx.AsyncClient) -> None:
    answer = await client.get("/v1/pools", headers={"Authorization": "Basic eDp5"})
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


async def test_a_bug_is_a_problem_too_and_tells_nothing_of_its_cause(
    client: httpx.AsyncClient, troubled: FastAPI
) -> None:
    answer = await client.post("/probe/rows", json={"number": 1, "then": "fail"})
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["request_id"] == answer.headers["X-Request-Id"] != ""
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "planted" not in answer.text


async def test_a_request_id_is_echoed_when_it_is_fit_to_print(client: httpx.AsyncClient) -> None:
    for sent, kept in (
        ("order-2027.05_A", True),
        ("short", False),
        ("with space in", False),
        ("x" * 65, False),
    ):
        answer = await client.get("/v1/pools", headers={"X-Request-Id": sent})
        assert (answer.headers["X-Request-Id"] == sent) is kept, sent
        assert len(answer.headers["X-Request-Id"]) >= 8


async def test_two_requests_have_two_ids(client: httpx.AsyncClient) -> None:
    ids = {(await client.get("/healthz")).headers["X-Request-Id"] for _ in range(3)}
    assert len(ids) == 3


@pytest.mark.parametrize("path", ["/v1/pools", "/healthz", "/v1/nothing"])
async def test_security_headers_stand_on_every_answer(client: httpx.AsyncClient, path: str) -> None:
    headers = (await client.get(path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
