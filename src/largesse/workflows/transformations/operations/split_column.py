"""Cuts a column into several."""

from collections.abc import Iterator
from typing import ClassVar, Literal

import polars as pl
from pydantic import Field, StrictBool

from largesse.workflows.transformations.operations.operation import (
    Applied,
    ColumnName,
    ColumnNames,
    Columns,
    Frame,
    Operation,
    ShortText,
    Step,
    Work,
    missing,
    unusable,
)
from largesse.workflows.transformations.problems import Problem


class SplitColumn(Operation):
    """Cuts the cells of a column at a text; the last new column takes the rest, missing parts are empty."""

    title: ClassVar[str] = "Split column"

    type: Literal["split_column"] = "split_column"
    column: ColumnName = Field(default="", description="The column to cut.")
    separator: ShortText = Field(default=" ", description="Where to cut.")
    into: ColumnNames = Field(default=(), description="The new columns, in the order of the parts.")
    keep: StrictBool = Field(default=False, description="Whether the column that was cut stays.")

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The column is there, and the new names are free."""
        yield from missing("column", (self.column,), columns)
        if not self.separator:
            yield Problem(field="separator", message="Say where to cut.")
        if len(self.into) < 2 or len(set(self.into)) < len(self.into):
            yield Problem(field="into", message="Name at least two new columns, each once.")
        others = [name for name in columns if self.keep or name != self.column]
        for name in self.into:
            yield from unusable("into", name, others)

    def after(self, columns: Columns) -> Columns:
        """The new ones stand behind the others."""
        return (*(name for name in columns if self.keep or name != self.column), *self.into)

    def start(self, work: Work) -> Step:
        """Cuts without a loop over the rows."""
        del work
        parts = pl.col(self.column).str.splitn(self.separator, len(self.into))

        def split(frame: Frame) -> Applied:
            cut = frame.select(parts.alias("parts"))["parts"].struct.unnest()
            cut.columns = list(self.into)
            rest = frame if self.keep else frame.drop(self.column)
            return Applied(pl.concat([rest, cut.fill_null("")], how="horizontal"))

        return split
