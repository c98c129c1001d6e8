"""The pages from a file of promotions to personal offers: their commands, taken out and run."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.faults.storm import installation

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the reader stands: the examples are there."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def run_page(page: str, folder: Path) -> tuple[str, list[Any]]:
    """What all blocks of a page print, and the JSON among it."""
    blocks = BLOCK.findall((ROOT / "docs" / "how-to" / page).read_text())
    with installation(folder) as target:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": "160",
            "LARGESSE_URL": target.url,
            "LARGESSE_API_KEY": target.api_key,
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=600,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout, [json.loads(line) for line in done.stdout.splitlines() if line.startswith(("{", "["))]


def test_personal_offers_run_as_they_stand_on_their_page(folder: Path) -> None:
    printed, answers = run_page("personalised-promotions.md", folder)
    objects = [answer for answer in answers if isinstance(answer, dict)]
    assert not [
        answer for answer in objects if "errorCode" in answer or ("status" in answer and "title" in answer)
    ]
    [ours] = [answer for answer in objects if "set_id" in answer]
    [theirs] = [answer for answer in objects if "handbill" in answer]
    codes = [item["code"] for item in ours["items"]]
    assert len(codes) == 6
    assert [item["code"] for item in theirs["data"]] == codes
    assert ours["stage"] == "ranker"
    [sale] = [answer for answer in objects if "grantedValue" in answer]
    [granted] = sale["transactionItems"][0]["grantedDiscounts"]
    assert granted["source"]["promotionCode"] == codes[0]
    told = {
        item["name"]: item["params"]
        for answer in objects
        for item in answer.get("items", ())
        if "params" in item
    }
    assert told["client.removePoints"]["promotionCode"] == codes[0]
    assert told["sale.processed"]["globalTransactionId"] == "sale-1"
    receipts = [
        answer["message"]["transactionGrantsReport"]
        for answer in objects
        if isinstance(answer.get("message"), dict)
    ]
    assert [receipt["errors"] for receipt in receipts] == [[], [], []]
    numbers = [printout["variables"][0]["value"] for receipt in receipts for printout in receipt["printouts"]]
    assert len(numbers) == 6 == len(set(numbers))
    [results] = [answer for answer in objects if "arms" in answer]
    assert sum(arm["redeemed"] for arm in results["arms"]) == 1
    assert "control group" in printed


def test_imports_run_as_they_stand_on_their_page(folder: Path) -> None:
    printed, answers = run_page("import-promotions.md", folder)
    [preview] = [answer for answer in answers if "has_header" in answer]
    assert (preview["delimiter"], preview["problems"]) == (";", [])
    [job] = [answer for answer in answers if answer.get("kind") == "import_promotions"]
    assert (job["state"], job["result"]["created"], job["result"]["rejected"]) == ("succeeded", 60, 0)
    told = [line.split() for line in printed.splitlines()]
    assert [line[-1] for line in told if line[:1] == ["created"]] == ["60", "0", "0"]
    assert [line[-1] for line in told if line[:1] == ["changed"]] == ["0", "0", "20"], "the coupons"
    assert [line[-1] for line in told if line[:1] == ["unchanged"]] == ["0", "0", "0", "60", "40"]
    assert {line[-1] for line in told if line[:1] == ["rejected"]} == {"0"}
    assert told[-1][0] in ("queued", "running", "succeeded"), "the workflow's import has begun"
