"""Joins columns."""

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
    chars_in,
    hold,
    missing,
    unusable,
)
from largesse.workflows.transformations.problems import Problem


class MergeColumns(Operation):
    """Joins the cells of several columns into one, with a text between them."""

    title: ClassVar[str] = "Merge columns"

    type: Literal["merge_columns"] = "merge_columns"
    columns: ColumnNames = Field(default=(), description="The columns, in the order of their cells.")
    name: ColumnName = Field(default="", description="The column that holds the result; one of them, or new.")
    separator: ShortText = Field(default=" ", description="What stands between the cells.")
    skip_empty: StrictBool = Field(default=True, description="Whether empty cells leave no gap.")
    keep: StrictBool = Field(default=False, description="Whether the merged columns stay beside the result.")

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there, and the name is free or one of theirs."""
        yield from missing("columns", self.columns, columns)
        yield from unusable("name", self.name, [name for name in columns if name not in self.columns])

    def after(self, columns: Columns) -> Columns:
        """The result stands in the place of its namesake, else behind the others."""
        gone = () if self.keep else tuple(name for name in self.columns if name != self.name)
        rest = tuple(name for name in columns if name not in gone)
        return rest if self.name in rest else (*rest, self.name)

    def start(self, work: Work) -> Step:
        """Joins without a loop over the rows."""
        del work
        cells = [pl.col(name) for name in self.columns]
        if self.skip_empty:
            full = [pl.when(cell != "").then(cell) for cell in cells]
            merged = pl.concat_str(full, separator=self.separator, ignore_nulls=True)
        else:
            merged = pl.concat_str(cells, separator=self.separator)

        def merge(frame: Frame) -> Applied:
            hold(chars_in(frame) + frame.height * len(self.columns) * len(self.separator))
            joined = frame.with_columns(merged.fill_null("").alias(self.name))
            gone = () if self.keep else [name for name in self.columns if name != self.name]
            return Applied(joined.drop(gone))

        return merge
