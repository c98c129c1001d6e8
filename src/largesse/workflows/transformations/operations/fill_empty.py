"""Fills empty cells."""

from collections.abc import Iterator
from typing import ClassVar, Literal

import polars as pl
from pydantic import Field

from largesse.workflows.transformations.operations.operation import (
    Applied,
    ColumnNames,
    Columns,
    Frame,
    Operation,
    ShortText,
    Step,
    Work,
    chars_in,
    hold,
    missing,
)
from largesse.workflows.transformations.problems import Problem


class FillEmpty(Operation):
    """Writes a text into cells that hold nothing, or nothing but spaces."""

    title: ClassVar[str] = "Fill empty cells"

    type: Literal["fill_empty"] = "fill_empty"
    columns: ColumnNames = Field(default=(), description="The columns to fill.")
    value: ShortText = Field(default="", description="The text to write.")

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there."""
        yield from missing("columns", self.columns, columns)

    def after(self, columns: Columns) -> Columns:
        """The same."""
        return columns

    def start(self, work: Work) -> Step:
        """Fills without a loop over the rows."""
        del work

        def fill(frame: Frame) -> Applied:
            hold(chars_in(frame) + frame.height * len(self.columns) * len(self.value))
            cells = [pl.col(name) for name in self.columns]
            value = pl.lit(self.value)
            filled = [pl.when(cell.str.strip_chars() == "").then(value).otherwise(cell) for cell in cells]
            named = [cell.alias(name) for cell, name in zip(filled, self.columns, strict=True)]
            return Applied(frame.with_columns(named))

        return fill
