"""`largesse handbills`: listed, shown and tried on a customer."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from largesse.core.settings import Settings
from tests.personalization.handbills.made import a_customer, a_draft, promotions
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
