"""Keeps and orders columns."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from largesse.workflows.transformations.operations.operation import (
    ROW,
    Applied,
    ColumnNames,
    Columns,
    Frame,
    Operation,
    Step,
    Work,
    missing,
)
from largesse.workflows.transformations.problems import Problem


class KeepColumns(Operation):
    """Keeps columns in the order in which they are named, and leaves the others out or puts them behind."""

    title: ClassVar[str] = "Keep and order columns"

    type: Literal["keep_columns"] = "keep_columns"
    columns: ColumnNames = Field(default=(), description="The columns, in their new order.")
    others: Literal["drop", "behind"] = Field(default="drop", description="What becomes of the others.")

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there."""
        yield from missing("columns", self.columns, columns)

    def after(self, columns: Columns) -> Columns:
        """The named ones, and the others where they are kept."""
        others = tuple(name for name in columns if name not in self.columns)
        return (*self.columns, *(others if self.others == "behind" else ()))

    def start(self, work: Work) -> Step:
        """Touches no cell."""
        del work

        def keep(frame: Frame) -> Applied:
            columns = tuple(name for name in frame.columns if name != ROW)
            return Applied(frame.select(ROW, *self.after(columns)))

        return keep
