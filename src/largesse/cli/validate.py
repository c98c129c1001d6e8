"""`largesse workflow validate`: looks at a workflow file with the product itself, without a server."""

from pathlib import Path
from typing import Any

import typer
from pydantic import ValidationError

from largesse.cli.answers import say, say_json
from largesse.cli.problems import WorkflowFile, show_problems
from largesse.cli.remote import AsJson
from largesse.workflows.checks import check_graph
from largesse.workflows.schemas import WorkflowInput


def validate(file: WorkflowFile, json: AsJson = False) -> None:
    """Tell everything that keeps a workflow file from being published; needs no server.

    Whether the connections, pools and templates exist that it names is known to the server alone.
    """
    problems = _problems_of(file)
    if json:
        faults = [problem for problem in problems if not problem["is_warning"]]
        say_json({"is_publishable": not faults, "problems": problems})
    elif not problems:
        say(f"{file} can be published.")
    if any(not problem["is_warning"] for problem in problems):
        show_problems(problems, quiet=json)
        raise typer.Exit(1)
    show_problems(problems, quiet=json)


def _problems_of(file: Path) -> list[dict[str, Any]]:
    """All problems of a file, in the form in which the API tells them."""
    try:
        read = WorkflowInput.model_validate_json(file.read_bytes())
    except ValidationError as error:
        return [
            {
                "node": None,
                "field": ".".join(str(part) for part in item["loc"]) or None,
                "code": str(item["type"]),
                "message": item["msg"],
                "is_warning": False,
            }
            for item in error.errors(include_url=False)
        ]
    return [problem.model_dump() for problem in check_graph(read.graph, read.kind)]
