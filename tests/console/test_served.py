"""How the web process hands out the console: to browsers only, compressed, and kept as long as it holds."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.console.installed import Installed

BROWSER = {"Accept": "text/html,application/xhtml+xml", "Accept-Encoding": "gzip"}


@pytest.fixture
def client(shop: Installed) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shop.url, headers=BROWSER) as opened:
        yield opened


def asset_of(client: httpx.Client) -> str:
    found = re.search(r'src="(/console-assets/[^"]+\.js)"', client.get("/").text)
    assert found
    return found[1]


def test_every_address_of_a_page_is_the_console_and_never_kept(client: httpx.Client) -> None:
    for path in ("/", "/pools", "/pools/01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60", "/no/such/page"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
        assert '<div id="root">' in answer.text


def test_no_script_but_our_own_files_may_run(client: httpx.Client) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "script-src" not in policy
    assert "<script>" not in client.get("/").text


def test_programs_are_told_that_there_is_nothing(client: httpx.Client) -> None:
    for path in ("/no/such/page", "/v1/no-such-thing"):
        answer = client.get(path, headers={"Accept": "application/json"})
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert client.get("/v1/no-such-thing").headers["content-type"] == "application/problem+json"


def test_assets_come_compressed_and_are_kept_for_a_year(client: httpx.Client) -> None:
    path = asset_of(client)
    sizes = {}
    for accepted, sent in (("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)):
        answer = client.get(path, headers={"Accept-Encoding": accepted})
        assert answer.headers.get("content-encoding") == sent
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-type"].startswith("text/javascript")
        sizes[sent] = int(answer.headers["content-length"])
    assert sizes["br"] < sizes["gzip"] < sizes[None]


def test_nothing_but_assets_is_handed_out(client: httpx.Client) -> None:
    for path in ("/console-assets/..%2fapp.py", "/console-assets/%2e%2e/app.py", "/console-assets/none.js"):
        assert client.get(path).status_code == 404
