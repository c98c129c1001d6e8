"""Drops columns."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from largesse.workflows.transformations.operations.operation import (
    Applied,
    ColumnNames,
    Columns,
    Operation,
    Step,
    Work,
    missing,
)
from largesse.workflows.transformations.problems import Problem


class DropColumns(Operation):
    """Leaves columns out."""

    title: ClassVar[str] = "Drop columns"

    type: Literal["drop_columns"] = "drop_columns"
    columns: ColumnNames = Field(default=(), description="The columns to leave out.")

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there."""
        yield from missing("columns", self.columns, columns)

    def after(self, columns: Columns) -> Columns:
        """The rest."""
        return tuple(name for name in columns if name not in self.columns)

    def start(self, work: Work) -> Step:
        """Touches no cell."""
        del work
        return lambda frame: Applied(frame.drop(self.columns))
