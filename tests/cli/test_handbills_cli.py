"""`largesse handbills`: listed, shown and tried on a customer."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest

from largesse.core.settings import Settings
from tests.personalization.handbills.made import EVERYBODY, a_customer, a_draft, promotions
from tests.serving import Served, serving


@pytest.fixture
async def served(settings: Settings) -> AsyncIterator[Served]:
    async with serving(settings) as process:
        yield process


async def test_handbills_are_listed_shown_and_tried(
    served: Served, client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]]
) -> None:
    environment = {
        **os.environ,
        "COLUMNS": "200",
        "LARGESSE_URL": served.url,
        "LARGESSE_API_KEY": await api_key(),
    }

    async def largesse(*arguments: str) -> subprocess.CompletedProcess[str]:
        return await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "largesse", "handbills", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    await promotions(client, 2)
    await a_customer(client)
    handbill = await a_draft(client)
    assert handbill in (await largesse("list")).stdout
    shown = json.loads((await largesse("show", handbill)).stdout)
    assert json.loads((await largesse("show", shown["name"])).stdout) == shown
    assert (shown["id"], shown["status"]) == (handbill, "draft")
    tried = await largesse("preview", handbill, "c-1")
    assert tried.returncode == 0, tried.stderr
    assert "Variant A, chosen by trend of 2 promotions." in tried.stdout
    assert "nothing is known of it yet" in tried.stdout
    assert "Slot 1: 2 of 3" in tried.stdout
    by_json = json.loads((await largesse("preview", handbill, "custom_id=c-1", "--json")).stdout)
    assert [item["code"] for item in by_json["items"]] == ["P00", "P01"]
    lost = await largesse("preview", handbill, "nobody")
    assert lost.returncode == 1
    assert "profile_not_found" in lost.stderr


async def test_a_handbill_goes_from_a_file_to_its_results(
    served: Served, client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]], tmp_path: Path
) -> None:
    environment = {**os.environ, "COLUMNS": "200", "LARGESSE_URL": served.url}
    environment["LARGESSE_API_KEY"] = await api_key()

    async def largesse(*words: object) -> tuple[int, str, str]:
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "largesse", "handbills", *map(str, words)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return done.returncode, done.stdout, done.stderr

    await promotions(client, 3)
    number = await a_customer(client)
    file = tmp_path / "six.json"
    body = {"name": "Six", "type": "mobile", "definition": {**EVERYBODY, "slots": [{"count": 5}]}}
    file.write_text(json.dumps({**body, "definition": {}}))
    draft = (await largesse("create", file))[1].strip()
    code, _, told = await largesse("publish", draft)
    assert (code, "slots_missing" in told, "handbill_not_publishable" in told) == (1, True, True)
    file.write_text(json.dumps(body))
    code, out, told = await largesse("create", file, "--publish")
    assert (code, "3 promotions fit this slot" in told) == (0, True)
    handbill = out.strip()
    assert (await largesse("publish", handbill))[1] == "Six is published, version 1\n"
    _, offers, _ = await largesse("read", handbill, "c-1")
    assert "Variant A, chosen by trend" in offers
    assert "Slot 1: 3 of 5" in offers
    assert "2 handbills are named 'Six'" in (await largesse("read", "Six", "c-1"))[2]
    assert "There is no handbill named 'Seven'" in (await largesse("read", "Seven", "c-1"))[2]
    for named in (f"id={number}", "custom_id=c-1"):
        found = json.loads((await largesse("read", handbill, named, "--json"))[1])
        assert [item["code"] for item in found["items"]] == ["P00", "P01", "P02"]
    _, shown, _ = await largesse("results", handbill)
    assert "No verdict: There is one arm only" in shown
    results = json.loads((await largesse("results", handbill, "--json"))[1])
    assert [(arm["variant"], arm["assigned"]) for arm in results["arms"]] == [("A", 1)]
    for wrong in ("{", '{"name": "x"}'):
        file.write_text(wrong)
        assert (await largesse("create", file))[0] == 1
