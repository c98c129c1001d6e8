"""`largesse pools`: the API's pool operations from a terminal or a script."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Column, Table

from largesse.cli.answers import fail, say, say_json
from largesse.cli.imports import download, import_file, tell, wait_for
from largesse.cli.remote import DEFAULT_URL, ApiKey, AsJson, Url, ask, open_api, pages

pools = typer.Typer(help="Create, fill, watch and hand out pools of codes.", no_args_is_help=True)

PoolId = Annotated[str, typer.Argument(help="Id of the pool.")]


@pools.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Name of the pool.")],
    threshold: Annotated[float | None, typer.Option(help="Alert when fewer codes remain.")] = None,
    email: Annotated[list[str] | None, typer.Option(help="Whom to alert; repeat for more.")] = None,
    prefix: Annotated[str, typer.Option(help="Put before each code.")] = "",
    profile_limit: Annotated[int | None, typer.Option(help="Codes one profile may get.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Create a pool."""
    body: dict[str, Any] = {"name": name, "prefix": prefix, "profile_limit": profile_limit}
    if threshold is not None:
        body["alert"] = {"threshold": {"unit": "codes", "below": threshold}, "emails": email or []}
    with open_api(url, api_key) as api:
        pool = ask(api, "POST", "/v1/pools", json=body)
    say_json(pool) if json else say(pool["id"])


@pools.command("list")
def show(url: Url = DEFAULT_URL, api_key: ApiKey = "", json: AsJson = False) -> None:
    """List the pools with what remains in them."""
    with open_api(url, api_key) as api:
        items = list(pages(api, "/v1/pools"))
    if json:
        say_json(items)
        return
    table = Table(
        "Name", "Type", "Remaining", "Assigned", "% Left", "Runs out", "", Column("Id", min_width=36)
    )
    for pool in items:
        share = "" if pool["remaining_percent"] is None else f"{pool['remaining_percent']:.1f}"
        table.add_row(
            pool["name"],
            pool["kind"],
            f"{pool['remaining']:,}",
            f"{pool['assigned']:,}",
            share,
            pool["runs_out_on"] or "",
            "[bold red]low[/]" if pool["low"] else "",
            pool["id"],
        )
    Console().print(table)


@pools.command("import")
def import_codes(
    pool: PoolId,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="CSV, TSV or Excel file.")],
    delimiter: Annotated[str | None, typer.Option(help="Default: detected.")] = None,
    encoding: Annotated[str | None, typer.Option(help="Default: detected.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of an Excel file; default: the first.")] = None,
    code_column: Annotated[str | None, typer.Option(help="Column with the codes.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Check every row and write nothing.")] = False,
    rejected: Annotated[Path | None, typer.Option(help="Where to write rejected rows.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Import codes from a file and wait for the result."""
    options: dict[str, Any] = {
        "delimiter": delimiter,
        "encoding": encoding,
        "sheet": sheet,
        "dry_run": dry_run,
    }
    if code_column is not None:
        options["columns"] = {"code": code_column}
    with open_api(url, api_key) as api:
        import_file(api, f"/v1/pools/{pool}/imports", file, options=options, rejected=rejected, json=json)


@pools.command("generate")
def generate(
    pool: PoolId,
    count: Annotated[int, typer.Argument(min=1, help="How many codes.")],
    pattern: Annotated[
        str | None, typer.Option(help="Such as SPRING-####-####; # is a random character.")
    ] = None,
    length: Annotated[int | None, typer.Option(help="Random characters, when there is no pattern.")] = None,
    charset: Annotated[
        str | None, typer.Option(help="readable, digits, letters, alphanumeric or own.")
    ] = None,
    prefix: Annotated[str | None, typer.Option()] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Generate random codes and wait for the result."""
    wish = {"count": count, "pattern": pattern, "length": length, "charset": charset, "prefix": prefix}
    with open_api(url, api_key) as api:
        body = {name: value for name, value in wish.items() if value is not None}
        job = wait_for(api, ask(api, "POST", f"/v1/pools/{pool}/generations", json=body), quiet=json)
    tell(job, as_json=json)


@pools.command("export")
def export(
    pool: PoolId,
    out: Annotated[Path, typer.Argument(help="CSV file to write.")],
    state: Annotated[str | None, typer.Option(help="unassigned, assigned, redeemed or cancelled.")] = None,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
) -> None:
    """Write the codes of a pool to a CSV file."""
    with open_api(url, api_key) as api:
        download(api, f"/v1/pools/{pool}/codes.csv" + (f"?state={state}" if state else ""), out)
    say(str(out))


@pools.command("assign")
def assign(
    pool: PoolId,
    custom_id: Annotated[str | None, typer.Option(help="The customer by your own id.")] = None,
    email: Annotated[str | None, typer.Option(help="The customer by e-mail address.")] = None,
    always_new: Annotated[
        bool, typer.Option("--new", help="Draw another code even if he holds one.")
    ] = False,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Hand out one code to a customer."""
    if (custom_id is None) == (email is None):
        fail("Name the customer by --custom-id or by --email.")
    profile = {"custom_id": custom_id} if custom_id is not None else {"email": email}
    body = {"profile": profile, "mode": "assign" if always_new else "get_or_assign"}
    with open_api(url, api_key) as api:
        assignment = ask(api, "POST", f"/v1/pools/{pool}/assignments", json=body)
    say_json(assignment) if json else say(assignment["code"])
