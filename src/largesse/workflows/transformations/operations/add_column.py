"""Adds a column."""

from collections.abc import Iterator
from typing import ClassVar, Literal

import polars as pl
from pydantic import Field

from largesse.core.templates import compile_template
from largesse.workflows.transformations.operations.operation import (
    Applied,
    ColumnName,
    Columns,
    Frame,
    Operation,
    Step,
    Work,
    unusable,
)
from largesse.workflows.transformations.operations.rendering import render_cells, template_problems
from largesse.workflows.transformations.problems import Problem


class AddColumn(Operation):
    """Adds a column, filled by a template such as `{{ root['first'] }} {{ root['last'] }}`."""

    title: ClassVar[str] = "Add column"

    type: Literal["add_column"] = "add_column"
    name: ColumnName = Field(default="", description="Name of the new column.")
    value: str = Field(
        default="",
        max_length=20_000,
        pattern=r"^[^\x00]*$",
        description="What stands in it: a text, or a template in which `root` is the row.",
    )

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The name is free, and the template can be compiled."""
        yield from unusable("name", self.name, columns)
        yield from template_problems("value", self.value)

    def after(self, columns: Columns) -> Columns:
        """One more."""
        return (*columns, self.name)

    def start(self, work: Work) -> Step:
        """Renders the template for each row."""
        template = compile_template(self.value)

        def add(frame: Frame) -> Applied:
            cells, faults = render_cells(frame, template, work, column=self.name)
            return Applied(frame.with_columns(pl.Series(self.name, cells, dtype=pl.String)), faults)

        return add
