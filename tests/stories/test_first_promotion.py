"""The tour of promotions runs as it stands on its page: curl against a real `largesse up`."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.faults.storm import installation

PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "first-promotion.md"
BLOCK = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_tour_of_promotions_runs_as_it_stands(tmp_path: Path) -> None:
    blocks = BLOCK.findall(PAGE.read_text())
    with installation(tmp_path) as target:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "LARGESSE_URL": target.url,
            "LARGESSE_API_KEY": target.api_key,
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    good, foreign, small = [answer for answer in answers if "candidates" in answer]
    assert (good["result"], good["total"]["discount"]) == ("valid", 250)
    assert (foreign["result"], foreign["reason"]) == ("invalid", "wrong_customer")
    assert (small["result"], small["reason"]) == ("invalid", "order_below_minimum")
    [confirmed] = [answer for answer in answers if answer.get("state") == "redeemed"]
    assert confirmed["order_id"] == "order-1"
    [refused] = [answer for answer in answers if answer.get("result") == "rejected"]
    assert refused["reason"] == "code_exhausted"
    [rejections] = [answer for answer in answers if isinstance(answer.get("items"), list)]
    assert [row["reason"] for row in rejections["items"]] == ["code_exhausted"]
    part, whole = [answer for answer in answers if "refund" in answer]
    assert (part["whole"], part["refund"]) == (False, 900)
    assert (whole["whole"], part["refund"] + whole["refund"]) == (True, 2501 - 250)
    [wallet] = [answer for answer in answers if "points" in answer]
    assert [code["code"] for code in wallet["codes"]] == [confirmed["promotions"][0]["code"]]
