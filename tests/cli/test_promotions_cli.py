"""`largesse promotions`: a file made a draft, checked, published, listed and shown."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from largesse.core.settings import Settings
from tests.serving import Served, serving

Largesse = Callable[..., Awaitable[subprocess.CompletedProcess[str]]]

SUMMER: dict[str, Any] = {
    "code": "SUMMER",
    "name": "Summer ☂",
    "definition": {"rewards": [{"type": "order_percent", "percent": "10"}]},
}


@pytest.fixture
async def served(settings: Settings) -> AsyncIterator[Served]:
    async with serving(settings) as process:
        yield process


@pytest.fixture
async def largesse(served: Served, api_key: Callable[..., Awaitable[str]]) -> Largesse:
    """The command line with a key of every permission."""
    environment = {
        **os.environ,
        "COLUMNS": "200",
        "LARGESSE_URL": served.url,
        "LARGESSE_API_KEY": await api_key(),
    }

    async def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-m", "largesse", "promotions", *map(str, arguments)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


def written(path: Path, promotion: object) -> Path:
    path.write_text(promotion if isinstance(promotion, str) else json.dumps(promotion))
    return path


async def test_a_file_becomes_a_draft_and_a_second_one_its_new_draft(
    largesse: Largesse, tmp_path: Path
) -> None:
    file = written(tmp_path / "summer.json", SUMMER)
    made = await largesse("create", file, "--publish", "--json")
    assert made.returncode == 0, made.stderr
    view = json.loads(made.stdout)
    assert (view["code"], view["status"], view["version"]) == ("SUMMER", "active", 1)

    written(file, {**SUMMER, "definition": {"rewards": []}})
    changed = await largesse("create", file)
    assert changed.stdout.strip() == view["id"]
    checked = await largesse("check", "SUMMER")
    assert checked.returncode == 1
    assert "/definition/rewards: " in checked.stderr
    assert "[no_reward]" in checked.stderr
    refused = await largesse("publish", view["id"])
    assert refused.returncode == 1
    assert "[promotion_not_publishable]" in refused.stderr
    assert "[no_reward]" in refused.stderr

    listed = await largesse("list")
    assert "Summer ☂" in listed.stdout
    assert "changed" in listed.stdout
    assert json.loads((await largesse("list", "--status", "paused", "--json")).stdout) == []
    shown = json.loads((await largesse("show", "SUMMER")).stdout)
    assert shown["definition"]["rewards"] == []

    written(file, {**SUMMER, "name": "Autumn"})
    await largesse("create", file)
    published = await largesse("publish", "SUMMER", "--hidden")
    assert published.stdout.strip() == "SUMMER is hidden, version 1"
    assert (await largesse("check", "SUMMER")).stdout.strip() == "It can be published."


async def test_what_cannot_be_done_is_said_in_a_sentence(largesse: Largesse, tmp_path: Path) -> None:
    for content, words in (
        ("{not json", "is not JSON"),
        ("[]", "is no promotion"),
        ("{}", "is no promotion"),
    ):
        done = await largesse("create", written(tmp_path / "bad.json", content))
        assert done.returncode == 1
        assert words in done.stderr
    wrong = {"name": "x", "definition": {"rewards": [{"type": "none"}]}}
    done = await largesse("create", written(tmp_path / "wrong.json", wrong))
    assert done.returncode == 1
    assert "/body/definition/rewards/0" in done.stderr
    for name in ("NOTHING", uuid4()):
        done = await largesse("show", name)
        assert done.returncode == 1
        assert "There is no promotion" in done.stderr
