"""The walk of docs/how-to/create-a-promotion.md, as a reader types it."""

import asyncio
import os
import re
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from largesse.core.settings import Settings
from tests.serving import serving

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "create-a-promotion.md"


async def test_the_walk_ends_with_a_published_promotion(
    settings: Settings, client: httpx.AsyncClient, api_key: Callable[..., Awaitable[str]]
) -> None:
    blocks = re.findall(r"^```bash\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 8
    async with serving(settings) as served:
        done = await asyncio.to_thread(
            subprocess.run,
            ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
            env={**os.environ, "LARGESSE_URL": served.url, "LARGESSE_API_KEY": await api_key()},
            capture_output=True,
            text=True,
            timeout=60,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"is_publishable":true,"problems":[]' in done.stdout
    copy, promotion = (await client.get("/v1/promotions")).json()["items"]
    assert (promotion["status"], promotion["version"]) == ("active", 2)
    assert promotion["definition"]["rewards"][0]["percent"] == "15"
    assert (copy["code"], copy["status"]) == ("SUMMER-10-OFF", "draft")
    [campaign] = (await client.get("/v1/campaigns")).json()["items"]
    assert (campaign["status"], campaign["promotions"]) == ("active", 2)
