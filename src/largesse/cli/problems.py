"""How problems of a workflow file are told, node by node."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

WorkflowFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Workflow as JSON.")]


def show_problems(problems: Sequence[dict[str, Any]], *, quiet: bool) -> None:
    """The problems node by node, on standard error."""
    if quiet:
        return
    for problem in problems:
        where = problem["node"] or "workflow"
        field = f".{problem['field']}" if problem["field"] else ""
        kind = "warning: " if problem["is_warning"] else ""
        sys.stderr.write(f"{where}{field}: {kind}{problem['message']} [{problem['code']}]\n")
