"""`largesse ai`: the engine trained, explained and judged from a terminal."""

import sys
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Final
from uuid import UUID

import httpx
import typer
from rich.console import Console
from rich.table import Table

from largesse.cli.answers import fail, say, say_json
from largesse.cli.remote import DEFAULT_URL, ApiKey, AsJson, Url, ask, open_api

ai = typer.Typer(help="Train, explain and judge the engine of personalised promotions.", no_args_is_help=True)

POLL_SECONDS: Final = 1.0
# They load numpy, scikit-learn and (for tables) pandas, which the other commands need not wait for.
EVALUATION: Final = "largesse.cli.ai_evaluation"
TABLES: Final = "largesse.cli.ai_tables"
File = typer.Option(exists=True, dir_okay=False, help="CSV or Parquet file.")


@ai.command("train")
def train(
    seed: Annotated[int, typer.Option(help="Decides all draws.")] = 20,
    wait: Annotated[bool, typer.Option(help="Wait until it is trained.")] = True,
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Train a model now, and show how good it was on the last week, which was held back."""
    with open_api(url, api_key) as api:
        job = ask(api, "POST", "/v1/ai/models", json={"seed": seed})
        while wait and job["state"] in ("queued", "running"):
            time.sleep(POLL_SECONDS)
            job = ask(api, "GET", f"/v1/jobs/{job['id']}")
    if json:
        say_json(job)
    elif wait:
        _show_result(job)
    else:
        say(job["id"])
    if job["state"] in ("failed", "cancelled"):
        fail(job["error"] or "The training was cancelled.")


@ai.command("explain")
def explain(
    profile: Annotated[str, typer.Argument(help="Number or custom id of the customer.")],
    limit: Annotated[int, typer.Option(min=1, max=48, help="Promotions to tell of.")] = 6,
    objective: Annotated[str, typer.Option(help="relevance, value or discover.")] = "relevance",
    url: Url = DEFAULT_URL,
    api_key: ApiKey = "",
    json: AsJson = False,
) -> None:
    """Tell what the engine expects of a customer, which promotions it ranks first, and why."""
    with open_api(url, api_key) as api:
        number = profile if profile.isdigit() else _number_of(api, profile)
        found = ask(api, "GET", f"/v1/ai/profiles/{number}", params={"limit": limit, "objective": objective})
    if json:
        say_json(found)
        return
    say(f"stage: {found['stage']}, model: {found['model_id'] or 'none'}")
    for name, value in (found["scores"] or {}).items():
        say(f"{name:>14}  {value}")
    table = Table("Promotion", "Score", "Reasons")
    for item in found["promotions"]:
        table.add_row(item["promotion_id"], f"{item['score']:.4f}", "; ".join(item["reasons"]))
    Console().print(table)


@ai.command("evaluate")
def evaluate(
    workspace: Annotated[
        UUID | None, typer.Option(help="A workspace of the database of DATABASE_URL.")
    ] = None,
    transactions: Annotated[Path | None, File] = None,
    products: Annotated[Path | None, File] = None,
    dataset: Annotated[str | None, typer.Option(help="complete-journey, if it is installed.")] = None,
    weeks: Annotated[int, typer.Option(min=1, max=26, help="Weeks to judge, the last ones.")] = 1,
    objective: Annotated[str, typer.Option(help="relevance, value or discover.")] = "relevance",
    k: Annotated[int, typer.Option(min=1, max=48, help="Promotions to a customer.")] = 6,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print the table for a page.")] = False,
) -> None:
    """Judge the engine on weeks that are held back, against popularity, frequency and published methods.

    On a workspace's own promotions, or on tables with the columns of the Complete Journey data, where the
    promotions are the product types.
    """
    if objective not in ("relevance", "value", "discover"):
        fail("The objective is relevance, value or discover.")
    sources = [workspace is not None, transactions is not None, dataset is not None]
    if sum(sources) != 1 or (transactions is None) != (products is None):
        fail("Name what to judge on: --workspace, or --transactions with --products, or --dataset.")
    judging: Any = import_module(EVALUATION)
    wanted = judging.Wanted(weeks=weeks, objective=objective, k=k)
    if workspace is not None:
        report = judging.of_workspace(workspace, wanted)
    elif find_spec("pandas") is None:
        fail("Tables are read with pandas, which is not installed. Install it with pip.")
    elif dataset is not None:
        report = _tables().of_dataset(dataset, wanted)
    else:
        report = _tables().of_files(transactions, products, wanted)
    if markdown:
        sys.stdout.write(judging.markdown(report) + "\n")
    else:
        Console().print(judging.rich_table(report))


def _tables() -> Any:  # noqa: ANN401  a module
    return import_module(TABLES)


def _show_result(job: dict[str, Any]) -> None:
    result = job["result"] or {}
    if "reason" in result:
        say(f"stage: {result['stage']}. {result['reason']}")
        return
    figures = result.get("figures", {})
    table = Table("Engine", "NDCG", "Recall", "Hit rate")
    for name, values in figures.get("engines", {}).items():
        table.add_row(name, *(_short(values[metric][0]) for metric in ("ndcg", "recall", "hit")))
    if table.rows:
        Console().print(table)
    say(f"stage: {result.get('stage', '-')}, model: {result.get('model_id', 'none')}")


def _short(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _number_of(api: httpx.Client, custom_id: str) -> str:
    found = ask(api, "GET", "/v1/profiles", params={"custom_id": custom_id})["items"]
    if not found:
        fail(f"There is no customer {custom_id}.")
    return str(found[0]["id"])
