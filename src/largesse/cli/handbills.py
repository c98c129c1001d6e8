"""`largesse handbills`: personalised promotions listed, shown and tried from a terminal."""

import sys
from typing import Annotated, Any

import orjson
import typer
from rich.console import Console
from rich.table import Column, Table

from largesse.cli.answers import fail, say, say_json
from largesse.cli.remote import DEFAULT_URL, ApiKey, AsJson, Url, ask, open_api, pages

handbills = typer.Typer(help="List, show and try personalised promotions.", no_args_is_help=True)

HandbillId = Annotated[str, typer.Argument(help="Id of the handbill.")]
IDENTIFIERS = ("id", "custom_id", "email", "phone", "uuid")


@handbills.command("list")
def show_all(
    status: Annotated[str | None, typer.Option(help="Only those, such as published.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """List the personalised promotions."""
    with open_api(url, api_key) as api:
        items = list(pages(api, "/v1/handbills", **({"status": status} if status else {})))
    if json:
        say_json(items)
        return
    table = Table("Name", "Type", "Status", "Version", "Draft", Column("Id", min_width=36))
    for item in items:
        draft = "changed" if item["has_changes"] else "as published"
        version = str(item["version"] or "")
        table.add_row(item["name"], item["type"], item["status"], version, draft, item["id"])
    Console().print(table)


@handbills.command("show")
def show(handbill: HandbillId, url: Url = DEFAULT_URL, api_key: ApiKey = "") -> None:
    """Print a personalised promotion with its draft as JSON."""
    with open_api(url, api_key) as api:
        view = ask(api, "GET", f"/v1/handbills/{handbill}")
    sys.stdout.write(orjson.dumps(view, option=orjson.OPT_INDENT_2).decode() + "\n")


@handbills.command("preview")
def preview(
    handbill: HandbillId,
    customer: Annotated[
        str, typer.Argument(help="The customer's custom id, or kind=value such as email=ada@example.com.")
    ],
    variant: Annotated[str | None, typer.Option(help="As if the customer were in it.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Show what the draft would offer a customer, and why; nothing is written."""
    body: dict[str, Any] = {"customer": _identifier(customer), **({"variant": variant} if variant else {})}
    with open_api(url, api_key) as api:
        found = ask(api, "POST", f"/v1/handbills/{handbill}/previews", json=body)
    if json:
        say_json(found)
        return
    if found["variant"] is None:
        say("The customer is in the control group, and is offered nothing.")
        return
    say(f"Variant {found['variant']}, chosen by {found['stage']} of {found['candidates']} promotions.")
    table = Table("Place", "Code", "Name", "Score", "Why")
    for item in found["items"]:
        score = "" if item["score"] is None else f"{item['score']:.4g}"
        table.add_row(str(item["place"]), item["code"], item["name"], score, "; ".join(item["reasons"]))
    Console().print(table)
    for short in found["shortfall"]:
        why = ", ".join(f"{reason} {number}" for reason, number in short["reasons"].items())
        say(f"Slot {short['slot']}: {short['got']} of {short['wanted']} ({why})")


def _identifier(customer: str) -> dict[str, object]:
    kind, equals, value = customer.partition("=")
    if not equals or kind not in IDENTIFIERS:
        return {"custom_id": customer}
    if kind == "id" and not value.isdecimal():
        fail("An id is a number, such as id=17.")
    return {kind: int(value) if kind == "id" else value}
