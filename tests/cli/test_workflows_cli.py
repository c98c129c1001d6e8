"""`largesse workflow`: files checked without a server, brought in and out of one, run and walked."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
import typer

from largesse.cli import TALKERS, app_for
from largesse.core.settings import Settings
from tests.serving import Served, serving

ROOT = Path(__file__).parents[2]
ALERT = ROOT / "examples" / "workflows" / "voucher_pool_alert.json"
Largesse = Callable[..., Awaitable[subprocess.CompletedProcess[str]]]


def read(path: Path = ALERT) -> dict[str, Any]:
    workflow: dict[str, Any] = json.loads(path.read_text())
    return workflow


def greeting(**changes: object) -> dict[str, Any]:
    """A workflow that greets whoever has the tag new."""
    nodes = [
        {
            "id": "who", "type": "audience", "title": "New ones",
            "conditions": {"type": "tag", "tags": ["new"]},
            "schedule": {"type": "at", "at": "2099-01-01T00:00:00Z"},
        },
        {"id": "hello", "type": "generate_event", "title": "Hello", "event": "greeted",
         "body": {"name": "{{ customer.firstname }}"}},
        {"id": "paid", "type": "event_filter", "title": "Paid", "event": "order.paid"},
        {"id": "end", "type": "end", "title": "End"},
    ]  # fmt: skip
    edges = [
        {"from": "who", "to": "hello"},
        {"from": "hello", "to": "paid"},
        {"from": "paid", "port": "matched", "to": "end"},
    ]
    return {"name": "Grüße", "kind": "profile", "graph": {"nodes": nodes, "edges": edges}, **changes}


async def ran(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "largesse", "workflow", *map(str, arguments)],
        env={**os.environ, "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
async def served(settings: Settings) -> AsyncIterator[Served]:
    async with serving(settings) as process:
        yield process


@pytest.fixture
async def largesse(served: Served, api_key: Callable[..., Awaitable[str]]) -> Largesse:
    """The command line with a key of every permission."""
    key = await api_key()

    async def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return await ran(*arguments, LARGESSE_URL=served.url, LARGESSE_API_KEY=key)

    return run


async def test_a_good_file_is_validated_without_a_server() -> None:
    done = await ran("validate", ALERT, LARGESSE_URL="http://127.0.0.1:9")
    assert (done.returncode, done.stderr) == (0, "")
    told = await ran("validate", ALERT, "--json")
    assert json.loads(told.stdout) == {"is_publishable": True, "problems": []}


async def test_all_problems_of_a_file_are_told_by_node(tmp_path: Path) -> None:
    workflow = read()
    nodes = {node["id"]: node for node in workflow["graph"]["nodes"]}
    del nodes["count"]["title"]
    nodes["left"]["body"] = {"voucherCount": "{{ event.params. }}"}
    nodes["answer"]["period"] = None
    workflow["graph"]["nodes"].append({"id": "lost", "type": "end", "title": "Lost"})
    workflow["graph"]["nodes"].append({"id": "odd", "type": "teleport", "title": "Odd"})
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(workflow))
    done = await ran("validate", file)
    assert done.returncode == 1
    said = {line.partition(":")[0].partition(".")[0] for line in done.stderr.splitlines()}
    assert {"count", "left", "answer", "lost", "odd"} <= said
    told = json.loads((await ran("validate", file, "--json")).stdout)
    assert told["is_publishable"] is False
    assert {problem["node"] for problem in told["problems"]} >= {"count", "left", "answer", "lost", "odd"}


@pytest.mark.parametrize(
    "content",
    ["{", "[]", '{"graph": {}}', '{"name": "X", "graph": {"nodes": 1}}', '{"name": "X", "wrong": 1}'],
)
async def test_what_is_no_workflow_is_told_so(tmp_path: Path, content: str) -> None:
    file = tmp_path / "no.json"
    file.write_text(content)
    done = await ran("validate", file)
    assert done.returncode == 1
    assert done.stderr.startswith("workflow")
    assert "Traceback" not in done.stderr


async def test_a_file_comes_in_is_published_and_goes_out_as_it_came(
    largesse: Largesse, tmp_path: Path
) -> None:
    file = tmp_path / "greeting.json"
    file.write_text(json.dumps(greeting()))
    made = await largesse("import", file)
    assert made.returncode == 0, made.stderr
    again = await largesse("import", file, "--publish", "--json")
    view = json.loads(again.stdout)
    assert (view["id"], view["state"], view["active_version"]) == (made.stdout.strip(), "active", 1)
    out = tmp_path / "out.json"
    assert (await largesse("export", "Grüße", out)).returncode == 0
    exported = read(out)
    assert exported["name"] == "Grüße"
    assert (await ran("validate", out)).returncode == 0
    assert exported["graph"]["nodes"] == greeting()["graph"]["nodes"]
    printed = await largesse("export", view["id"])
    assert json.loads(printed.stdout) == exported
    listed = json.loads((await largesse("list", "--json")).stdout)
    assert [(item["name"], item["has_changes"]) for item in listed] == [("Grüße", False)]
    assert "Grüße" in (await largesse("list")).stdout


async def test_a_broken_graph_is_imported_as_a_draft_and_not_published(
    largesse: Largesse, tmp_path: Path
) -> None:
    workflow = greeting()
    workflow["graph"]["edges"].pop()
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(workflow))
    draft = await largesse("import", file)
    assert draft.returncode == 0
    assert "paid: " in draft.stderr
    refused = await largesse("import", file, "--publish")
    assert refused.returncode == 1
    assert "paid: " in refused.stderr
    assert "graph_has_problems" in refused.stderr


async def test_a_run_prints_its_id_or_what_became_of_it(
    largesse: Largesse, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    file = tmp_path / "greeting.json"
    file.write_text(json.dumps(greeting()))
    early = await largesse("import", file)
    refused = await largesse("run", early.stdout.strip())
    assert refused.returncode == 1
    assert "workflow_not_active" in refused.stderr
    assert (await largesse("import", file, "--publish")).returncode == 0
    begun = await largesse("run", "Grüße")
    assert begun.returncode == 0, begun.stderr
    run = await client.get(f"/v1/workflows/{early.stdout.strip()}/runs/{begun.stdout.strip()}")
    assert run.json()["started_by"].startswith("api_key:")
    waited = await largesse("run", "Grüße", "--wait", "--timeout", "1")  # no worker is here to move it
    assert waited.returncode == 0, waited.stderr
    assert waited.stdout.startswith("running: 0 begun")


async def test_a_test_walks_one_profile_through_the_draft(
    largesse: Largesse, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    file = tmp_path / "greeting.json"
    file.write_text(json.dumps(greeting()))
    await client.post("/v1/profiles", json={"custom_id": "c1", "attributes": {"firstname": "Åse"}})
    assert (await largesse("import", file)).returncode == 0
    arguments = ("test", "Grüße", "--profile", "custom_id:c1", "--event", 'order.paid={"total": 20}')
    walked = json.loads((await largesse(*arguments, "--json")).stdout)
    assert walked["outcome"] == "ended"
    assert [step["node"] for step in walked["steps"]] == ["who", "hello", "paid", "end"]
    text = (await largesse(*arguments)).stdout
    assert "Paid  -> matched" in text
    assert "Åse" in text
    assert (await client.get("/v1/events", params={"name": "greeted"})).json()["items"] == []
    nobody = await largesse("test", "Grüße", "--profile", "custom_id:c2")
    assert nobody.returncode == 1
    assert "profile_not_found" in nobody.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "Nothing of that name"), "no workflow named"),
        (("run", "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"), "workflow_not_found"),
        (("test", "X", "--profile", "c1"), "custom_id:..."),
        (("test", "X", "--profile", "id:one"), "number"),
        (("test", "X", "--event", "order.paid=[1]"), "JSON object"),
    ],
)
async def test_a_wrong_wish_ends_with_a_sentence(
    largesse: Largesse, arguments: tuple[str, ...], said: str
) -> None:
    done = await largesse(*arguments)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr


async def test_a_missing_key_and_a_silent_server_are_told() -> None:
    silent = {"LARGESSE_URL": "http://127.0.0.1:9", "LARGESSE_API_KEY": "lk_x"}
    assert "does not answer" in (await ran("list", **silent)).stderr
    assert "LARGESSE_API_KEY" in (await ran("list", LARGESSE_API_KEY="")).stderr


def test_commands_that_only_talk_to_the_api_do_not_load_the_product() -> None:
    program = (
        "import sys; sys.argv[1:] = ['workflow', 'list', '--help']\n"
        "from largesse.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'polars', 'fastapi', 'sqlalchemy', 'httpx'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "['httpx']", done.stderr


def test_every_command_is_found_whether_it_talks_or_not() -> None:
    full = typer.main.get_command(app_for([]))
    assert isinstance(full, typer.core.TyperGroup)
    for topic in TALKERS:
        group = full.commands[topic]
        assert isinstance(group, typer.core.TyperGroup)
        for name in group.commands:
            root = typer.main.get_command(app_for([topic, name]))
            assert isinstance(root, typer.core.TyperGroup)
            found = root.commands[topic]
            assert isinstance(found, typer.core.TyperGroup)
            assert name in found.commands
