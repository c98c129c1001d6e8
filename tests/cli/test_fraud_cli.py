"""`largesse fraud`: the queue is listed and worked off."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from largesse.core.settings import Settings
from largesse.fraud.jobs import look_at
from tests.fraud.suspects import a_person, guess
from tests.serving import Served, serving


@pytest.fixture
async def served(settings: Settings) -> AsyncIterator[Served]:
    async with serving(settings) as process:
        yield process


async def test_cases_are_listed_and_decided(
    served: Served,
    client: httpx.AsyncClient,
    api_key: Callable[..., Awaitable[str]],
    database: Database,
    workspace_id: UUID,
) -> None:
    environment = {**os.environ, "COLUMNS": "200", "LARGESSE_URL": served.url}
    environment["LARGESSE_API_KEY"] = await api_key()

    async def largesse(*words: str) -> tuple[int, str, str]:
        ran = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "largesse", "fraud", *words],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return ran.returncode, ran.stdout, ran.stderr

    number = await a_person(client, "guesser")
    await guess(client, "guesser", 10)
    await look_at(database, workspace_id)
    _, shown, _ = await largesse("list")
    assert "customer guesser" in shown
    assert "Tried 10 different codes that do not exist within 24 hours." in shown
    [case] = json.loads((await largesse("list", "--json"))[1])
    done = await largesse("decide", case["id"], "confirmed", "--tag", "fraud", "--note", "Sells codes.")
    assert done[:2] == (0, "The case about customer guesser is confirmed.\n")
    assert (await client.get(f"/v1/profiles/{number}")).json()["tags"] == ["fraud"]
    again = await largesse("decide", case["id"], "dismissed")
    assert again[0] == 1
    assert "fraud_case_decided" in again[2]
    assert (await largesse("decide", case["id"], "dismissed", "--trust", "--replace"))[0] == 0
    assert json.loads((await largesse("list", "--state", "dismissed", "--json"))[1])[0]["trusted"] is True
