"""The recipe "Add a rule" of CONTRIBUTING.md, followed in a copy of the package: one file and one line."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = "src/largesse/promotions/rules/order_minimum.py"

VISIT = """
import asyncio, json, sys
from pathlib import Path

import httpx
import largesse
from largesse.accounts.commands.workspaces import create_workspace
from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from tests.conftest import SECRET_KEY
from tests.factories import a_key
from tests.promotions.offers import a_promotion, generic, published

URL, FOLDER = sys.argv[1:]
RULE = {"type": "all", "rules": [{"type": "copied_minimum", "amount": 5000}]}


async def look(client, amount):
    answer = await client.post("/v1/validations", json={"codes": ["COPIED"], "cart": {"amount": amount}})
    [candidate] = answer.raise_for_status().json()["candidates"]
    explanation = candidate["explanation"]
    return [candidate["outcome"], candidate["reason"], [part["rule"] for part in explanation["parts"]]]


async def main():
    settings = Settings(database_url=URL, secret_key=SECRET_KEY, data_dir=Path(FOLDER))
    database = Database(URL, pool_size=2)
    await database.open()
    app = create_app(settings, database)
    async with database.session() as session:
        workspace = (await create_workspace(session, "Copied", now=database.clock())).workspace_id
    key = await a_key(database, workspace, Keyring(bytes.fromhex(SECRET_KEY)))
    transport, headers = httpx.ASGITransport(app), {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://copied", headers=headers) as client:
        rules = (await client.get("/v1/catalog")).raise_for_status().json()["families"]["rules"]
        await published(client, await a_promotion(client, rules=RULE, access=generic("COPIED")))
        told = {
            "package": largesse.__file__,
            "openapi": app.openapi()["components"]["schemas"]["CopiedMinimum"]["description"],
            "catalog": [rule["title"] for rule in rules if rule["type"] == "copied_minimum"],
            "enough": await look(client, 5000),
            "too_little": await look(client, 4999),
        }
    await database.close()
    print(json.dumps(told))


asyncio.run(main())
"""


def test_a_copied_rule_that_is_registered_decides_about_carts(database_url: str, tmp_path: Path) -> None:
    recipe = (ROOT / "CONTRIBUTING.md").read_text().partition("### Add a rule\n")[2].partition("\n### ")[0]
    assert COPIED in recipe
    shutil.copytree(
        ROOT / "src" / "largesse", tmp_path / "src" / "largesse", ignore=shutil.ignore_patterns("__pycache__")
    )
    _follow(tmp_path)
    (tmp_path / "visit.py").write_text(VISIT)
    paths = [str(tmp_path / "src"), str(ROOT)]
    done = subprocess.run(
        [sys.executable, str(tmp_path / "visit.py"), database_url, str(tmp_path / "files")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert Path(told["package"]).is_relative_to(tmp_path)
    assert told["openapi"].startswith("The order is worth")
    assert told["catalog"] == ["Copied minimum"]
    assert told["enough"] == ["applicable", None, ["copied_minimum"]]
    assert told["too_little"] == ["inapplicable", "order_below_minimum", ["copied_minimum"]]


def _follow(folder: Path) -> None:
    """Step 1: copy the file, with a class, title and type of its own. Step 2: make its entry."""
    original = folder / COPIED
    copy = original.with_name("copied_minimum.py")
    text = original.read_text()
    for old, new in (
        ("class OrderMinimum", "class CopiedMinimum"),
        ('"Minimum order value"', '"Copied minimum"'),
        ('Literal["order_minimum"] = "order_minimum"', 'Literal["copied_minimum"] = "copied_minimum"'),
    ):
        assert old in text
        text = text.replace(old, new)
    copy.write_text(text)
    registry = original.with_name("__init__.py")
    known = registry.read_text()
    imported = "from largesse.promotions.rules.order_minimum import OrderMinimum\n"
    entry = "    | OrderMinimum\n"
    assert imported in known
    assert entry in known
    registry.write_text(
        known.replace(
            imported, f"from largesse.promotions.rules.copied_minimum import CopiedMinimum\n{imported}"
        ).replace(entry, f"{entry}    | CopiedMinimum\n")
    )
