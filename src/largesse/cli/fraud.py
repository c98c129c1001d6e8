"""`largesse fraud`: the queue of suspected abuse, read and worked off from a terminal."""

from typing import Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Column, Table

from largesse.cli.answers import say, say_json
from largesse.cli.remote import DEFAULT_URL, ApiKey, AsJson, Url, ask, open_api, pages

fraud = typer.Typer(help="Review suspected abuse.", no_args_is_help=True)

CaseId = Annotated[str, typer.Argument(help="Id of the case.")]


@fraud.command("list")
def show_all(
    state: Annotated[str, typer.Option(help="open, confirmed or dismissed.")] = "open",
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """List cases of suspected abuse, the highest score first."""
    with open_api(url, api_key) as api:
        items = list(pages(api, "/v1/fraud-cases", state=state))
    if json:
        say_json(items)
        return
    table = Table("Score", "Who", "What was found", "Last seen", Column("Id", min_width=36))
    for case in items:
        subject, found = case["subject"], "\n".join(finding["text"] for finding in case["findings"])
        who = f"{subject['kind']} {subject['name']}"
        table.add_row(str(case["score"]), who, found, case["seen_at"][:16].replace("T", " "), case["id"])
    Console().print(table)


@fraud.command("decide")
def decide(
    case: CaseId,
    verdict: Annotated[Literal["confirmed", "dismissed"], typer.Argument(help="Abuse, or harmless.")],
    note: Annotated[str, typer.Option(help="Why; for those who look at the case later.")] = "",
    trust: Annotated[bool, typer.Option("--trust", help="Open no more cases about the subject.")] = False,
    tag: Annotated[str, typer.Option(help="Tag the customer, such as fraud.")] = "",
    cancel_code: Annotated[bool, typer.Option("--cancel-code", help="Make the code void for good.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Decide anew what was decided.")] = False,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Decide a case: it is abuse, or it is harmless."""
    body: dict[str, Any] = {
        "verdict": verdict,
        "trust": trust,
        "cancel_code": cancel_code,
        "replace": replace,
    }
    body |= {name: value for name, value in (("note", note), ("tag", tag)) if value}
    with open_api(url, api_key) as api:
        decided = ask(api, "POST", f"/v1/fraud-cases/{case}/decisions", json=body)
    if json:
        say_json(decided)
        return
    say(f"The case about {decided['subject']['kind']} {decided['subject']['name']} is {decided['state']}.")
