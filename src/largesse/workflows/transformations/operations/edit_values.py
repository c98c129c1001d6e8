"""Writes cells anew."""

from collections.abc import Iterator
from typing import ClassVar, Literal

import polars as pl
from pydantic import Field

from largesse.core.templates import compile_template
from largesse.workflows.transformations.operations.operation import (
    Applied,
    CellFault,
    ColumnNames,
    Columns,
    Frame,
    Operation,
    Step,
    Work,
    missing,
)
from largesse.workflows.transformations.operations.rendering import render_cells, template_problems
from largesse.workflows.transformations.problems import Problem


class EditValues(Operation):
    """Writes each cell of some columns anew by a template: `value` is the cell, `root` its row."""

    title: ClassVar[str] = "Edit values"

    type: Literal["edit_values"] = "edit_values"
    columns: ColumnNames = Field(default=(), description="The columns to edit.")
    value: str = Field(
        default="{{ value }}",
        max_length=20_000,
        pattern=r"^[^\x00]*$",
        description="What takes the place of the cell, such as"
        " `{% if value == 'M' %}MALE{% else %}{{ value | upper }}{% endif %}`.",
    )

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there, and the template can be compiled."""
        yield from missing("columns", self.columns, columns)
        yield from template_problems("value", self.value)

    def after(self, columns: Columns) -> Columns:
        """The same."""
        return columns

    def start(self, work: Work) -> Step:
        """Renders the template for each cell; every column sees the row as it was before."""
        template = compile_template(self.value)

        def edit(frame: Frame) -> Applied:
            edited: list[pl.Series] = []
            faults: list[CellFault] = []
            for column in self.columns:
                cells, failed = render_cells(frame, template, work, column=column, edited=True)
                edited.append(pl.Series(column, cells, dtype=pl.String))
                faults += failed
            return Applied(frame.with_columns(edited), faults)

        return edit
