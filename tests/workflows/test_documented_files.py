"""Every workflow that a page of the documentation or an example shows can be published as it stands."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from largesse.workflows.calendar import Schedule
from largesse.workflows.checks import check_graph
from largesse.workflows.schemas import WorkflowInput

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))


def shown() -> list[tuple[str, dict[str, Any]]]:
    """Each workflow with the page it stands on."""
    found = [
        (path.name, json.loads(path.read_text())) for path in (ROOT / "examples" / "workflows").iterdir()
    ]
    for page in PAGES:
        blocks = re.findall(r"^```json\n(.*?)^```$", page.read_text(), re.DOTALL | re.MULTILINE)
        found += [(page.name, json.loads(block)) for block in blocks if '"graph"' in block]
    return found


@pytest.mark.parametrize(
    ("page", "workflow"), shown(), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_documented_workflow_has_no_problems(page: str, workflow: dict[str, Any]) -> None:
    read = WorkflowInput.model_validate(workflow)
    assert check_graph(read.graph, read.kind) == []


def test_every_documented_schedule_is_one() -> None:
    page = (ROOT / "docs" / "how-to" / "run-workflows-by-the-clock.md").read_text()
    rows = re.findall(r"^\| `(\{.*?\})` \|", page, re.MULTILINE)
    assert len(rows) >= 6
    for row in rows:
        TypeAdapter(Schedule).validate_python(json.loads(row))


def test_the_pages_show_some() -> None:
    pages = {"voucher_pool_alert.json", "write-a-workflow-file.md", "receive-calls.md"}
    assert {page for page, _ in shown()} >= pages
