"""`largesse promotions`: promotions listed, made from files, checked and published from a terminal."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import httpx
import orjson
import typer
from rich.console import Console
from rich.table import Column, Table

from largesse.cli.answers import fail, say, say_json
from largesse.cli.imports import import_file
from largesse.cli.remote import DEFAULT_URL, ApiKey, AsJson, Url, ask, fail_by, open_api, pages

promotions = typer.Typer(help="List, make, check and publish promotions.", no_args_is_help=True)

CodeOrId = Annotated[str, typer.Argument(help="Code or id of the promotion.")]
PromotionFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Promotion as JSON.")]


@promotions.command("list")
def show_all(
    status: Annotated[str | None, typer.Option(help="Only those, such as active or archived.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """List the promotions."""
    with open_api(url, api_key) as api:
        items = list(pages(api, "/v1/promotions", **({"status": status} if status else {})))
    if json:
        say_json(items)
        return
    table = Table("Code", "Name", "Status", "Version", "Draft", Column("Id", min_width=36))
    for item in items:
        draft = "changed" if item["has_changes"] else "as published"
        version = str(item["version"] or "")
        table.add_row(item["code"], item["name"], item["status"], version, draft, item["id"])
    Console().print(table)


@promotions.command("show")
def show(code: CodeOrId, url: Url = DEFAULT_URL, api_key: ApiKey = "") -> None:
    """Print a promotion with its draft as JSON."""
    with open_api(url, api_key) as api:
        view = _find(api, code)
    sys.stdout.write(orjson.dumps(view, option=orjson.OPT_INDENT_2).decode() + "\n")


@promotions.command("create")
def create(
    file: PromotionFile,
    publish: Annotated[bool, typer.Option("--publish", help="Publish it as well.")] = False,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Make a promotion of a file; one that has its code gets the file as its new draft."""
    try:
        body = orjson.loads(file.read_bytes())
    except orjson.JSONDecodeError as error:
        fail(f"{file} is not JSON: {error}.")
    if not isinstance(body, dict) or not isinstance(body.get("name"), str):
        fail(f"{file} is no promotion: it needs a `name` and a `definition`.")
    with open_api(url, api_key) as api:
        known = _by_code(api, body["code"]) if isinstance(body.get("code"), str) else None
        if known is not None:
            view = ask(api, "PATCH", f"/v1/promotions/{known['id']}", json=body)
        else:
            view = ask(api, "POST", "/v1/promotions", json=body)
        if publish:
            view = _publish(api, view["id"], hidden=False)
    say_json(view) if json else say(view["id"])


@promotions.command("import")
def import_promotions(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, TSV or Excel file.")],
    delimiter: Annotated[str | None, typer.Option(help="Default: detected.")] = None,
    create_tags: Annotated[
        bool, typer.Option("--create-tags", help="Add tags that are not in the list.")
    ] = False,
    coupons: Annotated[
        str | None, typer.Option(help="Promotions with this tag get codes of their own, for receipts.")
    ] = None,
    coupon_codes: Annotated[int, typer.Option(min=1, help="How many codes each of them gets.")] = 1_000,
    ignore_others: Annotated[
        bool, typer.Option("--ignore-others", help="Ignore columns of no known name.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check every row and write nothing.")] = False,
    rejected: Annotated[Path | None, typer.Option(help="Where to write rejected rows.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Import promotions from a file, merged by their codes, and wait for the result."""
    options = {
        "delimiter": delimiter,
        "create_tags": create_tags,
        "coupons": {"tag": coupons, "codes": coupon_codes} if coupons else None,
        "others": "ignore" if ignore_others else "refuse",
        "dry_run": dry_run,
    }
    with open_api(url, api_key) as api:
        import_file(api, "/v1/promotions/imports", file, options=options, rejected=rejected, json=json)


@promotions.command("check")
def check(code: CodeOrId, url: Url = DEFAULT_URL, api_key: ApiKey = "", json: AsJson = False) -> None:
    """Tell everything that keeps a draft from being published; exit code 1 if anything does."""
    with open_api(url, api_key) as api:
        found = ask(api, "POST", f"/v1/promotions/{_find(api, code)['id']}/checks")
    if json:
        say_json(found)
    else:
        _show_problems(found["problems"])
        say("It can be published." if found["is_publishable"] else "It cannot be published.")
    if not found["is_publishable"]:
        raise typer.Exit(1)


@promotions.command("publish")
def publish_draft(
    code: CodeOrId,
    hidden: Annotated[bool, typer.Option("--hidden", help="Show it in no list for customers.")] = False,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Publish a draft: carts get it from now on."""
    with open_api(url, api_key) as api:
        view = _publish(api, _find(api, code)["id"], hidden=hidden)
    say_json(view) if json else say(f"{view['code']} is {view['status']}, version {view['version']}")


def _publish(api: httpx.Client, promotion_id: str, *, hidden: bool) -> dict[str, Any]:
    answer = api.post(f"/v1/promotions/{promotion_id}/publications", json={"hidden": hidden})
    if answer.is_error:
        if "json" in answer.headers.get("content-type", ""):
            _show_problems(answer.json().get("problems", []))
        fail_by(answer)
    view: dict[str, Any] = answer.json()
    return view


def _find(api: httpx.Client, code: str) -> dict[str, Any]:
    """The promotion of that code or id."""
    view = _by_code(api, code)
    if view is None and _is_id(code):
        view = ask(api, "GET", f"/v1/promotions/{code}")
    if view is None:
        fail(f"There is no promotion with the code {code!r}. List them: largesse promotions list")
    return view


def _by_code(api: httpx.Client, code: str) -> dict[str, Any] | None:
    found = ask(api, "GET", "/v1/promotions", params={"code": code})["items"]
    return found[0] if found else None


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _show_problems(problems: Sequence[dict[str, Any]]) -> None:
    """The problems place by place, on standard error."""
    for problem in problems:
        kind = "warning: " if problem["is_warning"] else ""
        sys.stderr.write(f"{problem['pointer']}: {kind}{problem['message']} [{problem['code']}]\n")
