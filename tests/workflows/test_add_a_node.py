"""The recipe "Add a node" of CONTRIBUTING.md, followed in a copy of the package."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = "src/largesse/workflows/nodes/profile_filter.py"

JOURNEY = """
import asyncio, json, sys
from pathlib import Path

import largesse
from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.profiles.commands import save_profiles
from largesse.profiles.schemas import ProfileInput
from tests.workflows.stage import Stage

URL, FOLDER = sys.argv[1:]
TAG = {"type": "tag", "tags": ["vip"]}
NODES = [
    {"id": "all", "type": "audience", "title": "All", "conditions": {"type": "everybody"}},
    {"id": "vip", "type": "copied_filter", "title": "VIP", "conditions": TAG},
    {"id": "yes", "type": "end", "title": "Yes"},
    {"id": "no", "type": "end", "title": "No"},
]
EDGES = [
    {"from": "all", "to": "vip"},
    {"from": "vip", "port": "matched", "to": "yes"},
    {"from": "vip", "port": "not_matched", "to": "no"},
]


async def main():
    database = Database(URL, pool_size=2)
    await database.open()
    async with database.session() as session:
        workspace = (await create_workspace(session, "Copied", now=database.clock())).workspace_id
    stage = Stage(database, workspace, Path(FOLDER))
    async with stage.context() as ctx:
        people = [{"custom_id": "a", "tags": ["vip"]}, {"custom_id": "b"}, {"custom_id": "c"}]
        await save_profiles(ctx, [ProfileInput.model_validate(one) for one in people])
    workflow = await stage.publish({"name": "Copied", "graph": {"nodes": NODES, "edges": EDGES}})
    run = await stage.run(workflow)
    await stage.settle()
    view = await stage.view(workflow, run)
    await database.close()
    print(json.dumps({"package": largesse.__file__, "entered": {n.node: n.entered for n in view.nodes}}))


asyncio.run(main())
"""


def test_a_copied_node_that_is_registered_takes_part_in_journeys(database_url: str, tmp_path: Path) -> None:
    recipe = (ROOT / "CONTRIBUTING.md").read_text().partition("### Add a node\n")[2].partition("\n### ")[0]
    assert COPIED in recipe
    shutil.copytree(
        ROOT / "src" / "largesse", tmp_path / "src" / "largesse", ignore=shutil.ignore_patterns("__pycache__")
    )
    _follow(tmp_path)
    (tmp_path / "journey.py").write_text(JOURNEY)
    paths = [str(tmp_path / "src"), str(ROOT)]
    done = subprocess.run(
        [sys.executable, str(tmp_path / "journey.py"), database_url, str(tmp_path / "files")],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert Path(told["package"]).is_relative_to(tmp_path)
    assert told["entered"] == {"all": 3, "vip": 3, "yes": 1, "no": 2}


def _follow(folder: Path) -> None:
    """Step 1: copy the file, with a class, name and type of its own. Step 2: make its entry."""
    original = folder / COPIED
    copy = original.with_name("copied_filter.py")
    text = original.read_text()
    for old, new in (
        ("class ProfileFilter", "class CopiedFilter"),
        ('"Profile Filter"', '"Copied Filter"'),
        ('Literal["profile_filter"] = "profile_filter"', 'Literal["copied_filter"] = "copied_filter"'),
    ):
        assert old in text
        text = text.replace(old, new)
    copy.write_text(text)
    registry = original.with_name("__init__.py")
    known = registry.read_text()
    imported = "from largesse.workflows.nodes.profile_filter import ProfileFilter\n"
    entry = "    | ProfileFilter\n"
    assert imported in known
    assert entry in known
    registry.write_text(
        known.replace(
            imported, f"from largesse.workflows.nodes.copied_filter import CopiedFilter\n{imported}"
        ).replace(entry, f"{entry}    | CopiedFilter\n")
    )
