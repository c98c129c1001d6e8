"""`largesse workflow`: workflows checked, brought in and out, run and tried from a terminal or a script."""

import sys
import time
from pathlib import Path
from typing import Annotated, Any, Final
from uuid import UUID

import httpx
import orjson
import typer
from rich.console import Console
from rich.table import Column, Table

from largesse.cli.answers import fail, say, say_json
from largesse.cli.problems import WorkflowFile, show_problems
from largesse.cli.remote import DEFAULT_URL, ApiKey, AsJson, Url, ask, fail_by, open_api, pages

workflow = typer.Typer(help="Check, import, run, try and export workflows.", no_args_is_help=True)

POLL_SECONDS: Final = 0.5
IDENTIFIERS: Final = ("custom_id", "email", "phone", "uuid", "id")
COUNTS: Final = {"started": "begun", "open": "open", "ended": "ended", "dead": "dead"}
EXPORTED: Final = ("name", "description", "kind", "settings", "graph")

NameOrId = Annotated[str, typer.Argument(help="Name or id of the workflow.")]


@workflow.command("import")
def import_workflow(
    file: WorkflowFile,
    publish: Annotated[bool, typer.Option("--publish", help="Publish it as well.")] = False,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Bring a workflow file in as a draft; a workflow of the same name gets it as its new draft."""
    try:
        body = orjson.loads(file.read_bytes())
    except orjson.JSONDecodeError as error:
        fail(f"{file} is not JSON: {error}.")
    if not isinstance(body, dict) or not isinstance(body.get("name"), str):
        fail(f"{file} is no workflow: it needs a `name` and a `graph`.")
    with open_api(url, api_key) as api:
        known = ask(api, "GET", "/v1/workflows", params={"name": body["name"]})["items"]
        if known:
            view = ask(api, "PATCH", f"/v1/workflows/{known[0]['id']}", json=body)
        else:
            view = ask(api, "POST", "/v1/workflows", json=body)
        if publish:
            view = _publish(api, view["id"])
        else:
            show_problems(ask(api, "POST", f"/v1/workflows/{view['id']}/check")["problems"], quiet=json)
    say_json(view) if json else say(view["id"])


@workflow.command("export")
def export(
    name: NameOrId,
    out: Annotated[Path | None, typer.Argument(help="File to write; default: standard output.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
) -> None:
    """Write the draft of a workflow as a file that `import` reads."""
    with open_api(url, api_key) as api:
        view = _find(api, name)
    text = orjson.dumps({field: view[field] for field in EXPORTED}, option=orjson.OPT_INDENT_2).decode()
    if out is None:
        sys.stdout.write(text + "\n")
    else:
        out.write_text(text + "\n")
        say(str(out))


@workflow.command("list")
def show(url: Url = DEFAULT_URL, api_key: ApiKey = "", json: AsJson = False) -> None:
    """List the workflows."""
    with open_api(url, api_key) as api:
        items = list(pages(api, "/v1/workflows"))
    if json:
        say_json(items)
        return
    table = Table("Name", "Kind", "State", "Version", "Draft", Column("Id", min_width=36))
    for item in items:
        version = str(item["active_version"] or "")
        draft = "changed" if item["has_changes"] else "as published"
        table.add_row(item["name"], item["kind"], item["state"], version, draft, item["id"])
    Console().print(table)


@workflow.command("run")
def run(
    name: NameOrId,
    node: Annotated[
        str | None, typer.Option(help="Id of the trigger; needed when a run could begin with several.")
    ] = None,
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait until what is left waits for an event or a moment.")
    ] = False,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds to wait at most.")] = 300,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Begin a run of a published workflow now, and print how many journeys went where."""
    with open_api(url, api_key) as api:
        found = _find(api, name)
        path = f"/v1/workflows/{found['id']}/runs"
        begun = ask(api, "POST", path, json={"node": node})
        if wait:
            begun = _settled(api, f"{path}/{begun['id']}", begun, seconds=timeout)
    if json:
        say_json(begun)
        return
    if wait:
        _show_counts(begun)
    else:
        say(begun["id"])


@workflow.command("test")
def walk(
    name: NameOrId,
    profile: Annotated[
        str | None, typer.Option(help="With whom to walk, such as custom_id:c1; none in a business workflow.")
    ] = None,
    send: Annotated[bool, typer.Option("--send", help="Really make the outgoing calls.")] = False,
    event: Annotated[
        list[str] | None,
        typer.Option(help='What a wait shall meet, such as order.paid={"total": 20}; repeat for more.'),
    ] = None,
    node: Annotated[str | None, typer.Option(help="Id of the trigger to begin with.")] = None,
    version: Annotated[int | None, typer.Option(help="A published version; default: the draft.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Walk one profile through a workflow at once: waits are skipped, nothing is kept or counted."""
    body = {
        "profile": _identifier(profile) if profile is not None else None,
        "send": send,
        "events": dict(_event(text) for text in event or []),
        "node": node,
        "version": version,
    }
    with open_api(url, api_key) as api:
        found = _find(api, name)
        answer = api.post(f"/v1/workflows/{found['id']}/tests", json=body)
        if answer.is_error:
            _refuse(answer)
    walked = answer.json()
    if json:
        say_json(walked)
    else:
        _show_walk(walked)
    if walked["outcome"] == "dead":
        raise typer.Exit(1)


def _publish(api: httpx.Client, workflow_id: str) -> dict[str, Any]:
    answer = api.post(f"/v1/workflows/{workflow_id}/publications")
    if answer.is_error:
        _refuse(answer)
    published: dict[str, Any] = answer.json()
    return published


def _refuse(answer: httpx.Response) -> None:
    """Ends the program; the problems of a graph are listed before."""
    if "json" in answer.headers.get("content-type", ""):
        show_problems(answer.json().get("problems", []), quiet=False)
    fail_by(answer)


def _find(api: httpx.Client, name: str) -> dict[str, Any]:
    """The workflow of that id or name."""
    view: dict[str, Any]
    found = ask(api, "GET", "/v1/workflows", params={"name": name})["items"]
    if found:
        view = found[0]
    elif _is_id(name):
        view = ask(api, "GET", f"/v1/workflows/{name}")
    else:
        fail(f"There is no workflow named {name!r}. List them: largesse workflow list")
    return view


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _settled(api: httpx.Client, path: str, run: dict[str, Any], *, seconds: float) -> dict[str, Any]:
    """The run once it is over, or once what is left waits; or as it is when the time is up."""
    end = time.monotonic() + seconds
    while run["state"] == "running" and time.monotonic() < end:
        time.sleep(POLL_SECONDS)
        before, run = run, ask(api, "GET", path)
        if run == before and run["started"] and not _moving(api, path):
            break
    return run


def _moving(api: httpx.Client, path: str) -> bool:
    """Whether a journey is on its way to the next node, or a call is under way."""
    ready = ask(api, "GET", f"{path}/journeys", params={"state": "ready", "limit": 1})
    return bool(ready["items"])


def _show_counts(run: dict[str, Any]) -> None:
    counts = ", ".join(f"{run[what]} {word}" for what, word in COUNTS.items())
    say(f"{run['state']}: {counts}")
    table = Table("Node", "Entered", "Left by", "Waiting", "Failed")
    for node in run["nodes"]:
        left = ", ".join(f"{port} {number}" for port, number in sorted(node["left"].items()))
        failed = node["failed"] + node["dead"]
        table.add_row(node["title"], str(node["entered"]), left, str(node["waiting"]), str(failed or ""))
    Console().print(table)


def _show_walk(walked: dict[str, Any]) -> None:
    for step in walked["steps"]:
        port = "" if step["port"] in (None, "default") else f"  -> {step['port']}"
        say(f"{step['title']}{port}")
        for field, value in (step["rendered"] or {}).items():
            shown = value if isinstance(value, str) else orjson.dumps(value).decode()
            say(f"    {field}: {shown}")
    for error in walked["errors"]:
        say(f"{error['node']}: {error['error']}")
    say(f"outcome: {walked['outcome']}")


def _identifier(text: str) -> dict[str, Any]:
    kind, colon, value = text.partition(":")
    if not colon or not value or kind not in IDENTIFIERS:
        fail(f"Name the profile as {', '.join(f'{kind}:...' for kind in IDENTIFIERS)}, not as {text!r}.")
    if kind == "id" and not value.isdecimal():
        fail(f"The id of a profile is a number, not {value!r}.")
    return {kind: int(value) if kind == "id" else value}


def _event(text: str) -> tuple[str, Any]:
    name, _, params = text.partition("=")
    try:
        read = orjson.loads(params or "{}")
    except orjson.JSONDecodeError:
        read = None
    if not name or not isinstance(read, dict):
        fail(f'Give an event as its name and a JSON object: order.paid={{"total": 20}}, not {text!r}.')
    return name, read
