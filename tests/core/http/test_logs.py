"""Logs: one JSON object a line, with the request's id and without secrets."""

import asyncio
import json
import subprocess
import sys
from typing import Any
from urllib.parse import urlsplit

import httpx

from largesse.core.logs import hide_secrets, render
from largesse.core.settings import Settings
from tests.serving import serving

PROGRAM = """
import logging
import structlog
from largesse.core.logs import configure_logs

configure_logs()
log = structlog.get_logger()
secret = "lk_planted-secret-0123456789"
log.info("made", api_key=secret, headers={"Authorization": secret}, text=f"key {secret} made")
try:
    raise ValueError(secret)
except ValueError:
    log.exception("bug")
    logging.getLogger("some.package").exception("failed with %s", secret)
"""


def read_lines(log: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.splitlines()]


async def test_a_served_request_is_one_line_of_json(settings: Settings) -> None:
    async with serving(settings) as served:
        async with httpx.AsyncClient(base_url=served.url) as client:
            answer = await client.get("/v1/pools?search=private", headers={"X-Request-Id": "order-00000042"})
        await send_garbage(served.url)
    lines = read_lines(served.log.read_bytes())
    [line] = [line for line in lines if line.get("request_id") == "order-00000042"]
    assert answer.status_code == 401
    assert (line["event"], line["method"], line["path"], line["status"]) == (
        "request",
        "GET",
        "/v1/pools",
        401,
    )
    assert line["ms"] > 0
    assert line["timestamp"].endswith("Z")
    assert "private" not in json.dumps(line)
    assert [line["logger"] for line in lines if line["level"] == "warning"] == ["uvicorn.error"]


async def send_garbage(url: str) -> None:
    """What is no HTTP makes the web server itself log a line."""
    reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(url).port)
    writer.write(b"no http\r\n\r\n")
    await reader.read()
    writer.close()
    await writer.wait_closed()


def test_a_secret_is_cut_out_of_fields_texts_and_tracebacks() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, timeout=60, check=True)
    lines = read_lines(done.stderr)
    assert [line["event"] for line in lines] == ["made", "bug", "failed with lk_***"]
    assert (lines[0]["api_key"], lines[0]["headers"]) == ("***", {"Authorization": "***"})
    assert all("ValueError: lk_***" in line["exception"] for line in lines[1:])
    assert b"planted" not in done.stderr


def test_what_is_no_secret_stays() -> None:
    line = {"event": "request", "status": 200, "detail": {"pool": "Spring"}, "cause": "lk_short"}
    assert hide_secrets(None, "info", dict(line)) == line
    assert json.loads(render(line)) == line
