"""`largesse handbills`: personalised promotions made, tried, published, read and judged from a terminal."""

import sys
from pathlib import Path
from typing import Annotated, Any, Final
from uuid import UUID

import httpx
import orjson
import typer
from rich.console import Console
from rich.table import Column, Table

from largesse.cli.answers import fail, say, say_json
from largesse.cli.remote import DEFAULT_URL, ApiKey, AsJson, Url, ask, fail_by, open_api, pages
from largesse.core.money import from_minor

handbills = typer.Typer(
    help="Make, try, publish, read and judge personalised promotions.", no_args_is_help=True
)

HandbillId = Annotated[str, typer.Argument(help="Name or id of the handbill.")]
HandbillFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Handbill as JSON.")]
Customer = Annotated[
    str, typer.Argument(help="The customer's custom id, or kind=value such as email=ada@example.com.")
]
IDENTIFIERS: Final = ("id", "custom_id", "email", "phone", "uuid")
CONTROL: Final = "The customer is in the control group, and is offered nothing."


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
        view = ask(api, "GET", f"/v1/handbills/{_id_of(api, handbill)}")
    sys.stdout.write(orjson.dumps(view, option=orjson.OPT_INDENT_2).decode() + "\n")


@handbills.command("preview")
def preview(
    handbill: HandbillId,
    customer: Customer,
    variant: Annotated[str | None, typer.Option(help="As if the customer were in it.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Show what the draft would offer a customer, and why; nothing is written."""
    body: dict[str, Any] = {"customer": _identifier(customer), **({"variant": variant} if variant else {})}
    with open_api(url, api_key) as api:
        found = ask(api, "POST", f"/v1/handbills/{_id_of(api, handbill)}/previews", json=body)
    if json:
        say_json(found)
        return
    if found["variant"] is None:
        say(CONTROL)
        return
    say(f"Variant {found['variant']}, chosen by {found['stage']} of {found['candidates']} promotions.")
    _show_offers(found)


@handbills.command("create")
def create(
    file: HandbillFile,
    publish: Annotated[bool, typer.Option("--publish", help="Publish it as well.")] = False,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Make a personalised promotion of a file, and print its id."""
    try:
        body = orjson.loads(file.read_bytes())
    except orjson.JSONDecodeError as error:
        fail(f"{file} is not JSON: {error}.")
    if not isinstance(body, dict) or not {"name", "type"} <= body.keys():
        fail(f"{file} is no handbill: it needs a `name`, a `type` and a `definition`.")
    with open_api(url, api_key) as api:
        view = ask(api, "POST", "/v1/handbills", json=body)
        if publish:
            view = _publish(api, view["id"])
    say_json(view) if json else say(view["id"])


@handbills.command("publish")
def publish_draft(
    handbill: HandbillId, url: Url = DEFAULT_URL, api_key: ApiKey = "", json: AsJson = False
) -> None:
    """Publish a draft: new sets follow it from now on."""
    with open_api(url, api_key) as api:
        view = _publish(api, _id_of(api, handbill))
    say_json(view) if json else say(f"{view['name']} is {view['status']}, version {view['version']}")


@handbills.command("read")
def read(
    handbill: HandbillId,
    customer: Customer,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Read what a customer is offered; the first reading assigns it."""
    named = {key: str(value) for key, value in _identifier(customer).items()}
    number = named.pop("id", None)
    with open_api(url, api_key) as api:
        path = f"/v1/handbills/{_id_of(api, handbill)}/profiles{f'/{number}' if number else ''}"
        found = ask(api, "GET", path, params=named)
    if json:
        say_json(found)
        return
    if found["variant"] is None:
        say(CONTROL)
        return
    say(f"Variant {found['variant']}, chosen by {found['stage']}, until {found['ends_at']}.")
    _show_offers(found)


@handbills.command("results")
def results(handbill: HandbillId, url: Url = DEFAULT_URL, api_key: ApiKey = "", json: AsJson = False) -> None:
    """Tell what each variant and the control group did, and what the offers changed."""
    with open_api(url, api_key) as api:
        found = ask(api, "GET", f"/v1/handbills/{_id_of(api, handbill)}/results")
    if json:
        say_json(found)
        return
    table = Table("Arm", "Customers", "Assigned", "Activated", "Redeemed", "Buyers", "Revenue each", "Uplift")
    for arm in found["arms"]:
        table.add_row(
            arm["variant"] or "control group",
            *(f"{arm[name]:,}" for name in ("customers", "assigned", "activated", "redeemed", "buyers")),
            _money(arm["revenue_per_customer"], found["currency"]),
            _uplift(arm["uplift"]),
        )
    Console().print(table)
    for block in found["blocked"]:
        say(f"No verdict: {block['detail']}")


def _id_of(api: httpx.Client, handbill: str) -> str:
    """The id of the handbill of that name or id."""
    named = [item for item in pages(api, "/v1/handbills", search=handbill) if item["name"] == handbill]
    if len(named) > 1:
        fail(f"{len(named)} handbills are named {handbill!r}. Say the id of one: largesse handbills list")
    if named:
        return str(named[0]["id"])
    try:
        return str(UUID(handbill))
    except ValueError:
        fail(f"There is no handbill named {handbill!r}. List them: largesse handbills list")


def _publish(api: httpx.Client, handbill: str) -> dict[str, Any]:
    """Publishes, and tells warnings or problems place by place on standard error."""
    answer = api.post(f"/v1/handbills/{handbill}/publications")
    told = answer.json() if "json" in answer.headers.get("content-type", "") else {}
    for problem in told.get("warnings", told.get("problems", [])):
        kind = "warning: " if problem["is_warning"] else ""
        sys.stderr.write(f"{problem['pointer']}: {kind}{problem['message']} [{problem['code']}]\n")
    if answer.is_error:
        fail_by(answer)
    view: dict[str, Any] = told
    return view


def _show_offers(found: dict[str, Any]) -> None:
    table = Table("Place", "Code", "Name", "Score", "Why")
    for item in found["items"]:
        score = "" if item["score"] is None else f"{item['score']:.4g}"
        table.add_row(str(item["place"]), item["code"], item["name"], score, "; ".join(item["reasons"]))
    Console().print(table)
    for short in found["shortfall"]:
        why = ", ".join(f"{reason} {number}" for reason, number in short["reasons"].items())
        say(f"Slot {short['slot']}: {short['got']} of {short['wanted']} ({why})")


def _money(minor: float, currency: str) -> str:
    return f"{from_minor(round(minor), currency):,} {currency}"


def _uplift(uplift: dict[str, Any] | None) -> str:
    """How much more a customer brings, in per cent, with its interval."""
    shown = uplift and (uplift["revenue_adjusted"] or uplift["revenue"])["relative"]
    if not uplift or not shown:
        return ""
    if shown["low"] is None:
        return f"{shown['value']:+.1%}"
    return f"{shown['value']:+.1%} ({shown['low']:+.1%} to {shown['high']:+.1%}) {uplift['verdict']}"


def _identifier(customer: str) -> dict[str, object]:
    kind, equals, value = customer.partition("=")
    if not equals or kind not in IDENTIFIERS:
        return {"custom_id": customer}
    if kind == "id" and not value.isdecimal():
        fail("An id is a number, such as id=17.")
    return {kind: int(value) if kind == "id" else value}
