"""Workflows that come with Largesse, to begin with."""

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, Field

from largesse.workflows.schemas import Kind, WorkflowInput


class ShippedView(BaseModel):
    """A workflow to begin with; `POST /v1/workflows` takes its fields but the id."""

    id: str = Field(description="Name of its file.")
    name: str
    description: str
    kind: Kind
    settings: dict[str, Any]
    graph: dict[str, Any]


class ShippedPage(BaseModel):
    """All workflows that come with Largesse."""

    items: list[ShippedView]


def examples_folder() -> Path:
    """Where the shipped workflows lie: in the wheel beside the package, in a checkout at its root."""
    packaged = Path(str(files("largesse"))) / "examples" / "workflows"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "examples" / "workflows"


@cache
def shipped_workflows() -> ShippedPage:
    """The shipped workflows, each checked as a new one would be."""
    found = sorted(examples_folder().glob("*.json"))
    return ShippedPage(items=[_view(file) for file in found])


def _view(file: Path) -> ShippedView:
    body = orjson.loads(file.read_bytes())
    whole = WorkflowInput.model_validate(body)
    return ShippedView(
        id=file.stem,
        name=whole.name,
        description=whole.description,
        kind=whole.kind,
        settings=whole.settings.model_dump(mode="json"),
        graph=body["graph"],
    )
