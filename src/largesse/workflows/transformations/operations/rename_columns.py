"""Renames columns."""

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from largesse.workflows.transformations.operations.operation import (
    Applied,
    ColumnName,
    Columns,
    Operation,
    Step,
    Work,
    missing,
)
from largesse.workflows.transformations.problems import Problem


class RenameColumns(Operation):
    """Gives columns other names."""

    title: ClassVar[str] = "Rename columns"

    type: Literal["rename_columns"] = "rename_columns"
    columns: dict[ColumnName, ColumnName] = Field(
        default={},
        max_length=1000,
        description="New names by the old ones.",
        examples=[{"Kundennummer": "customId"}],
    )

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there, and afterwards no two have one name."""
        yield from missing("columns", tuple(self.columns), columns)
        if not all(name.strip() for name in self.columns.values()):
            yield Problem(field="columns", message="Give each column a name.")
        after = self.after(columns)
        for name in dict.fromkeys(name for name in after if after.count(name) > 1):
            yield Problem(field="columns", message=f"Two columns would be called {name!r}.")

    def after(self, columns: Columns) -> Columns:
        """Under their new names, in the old order."""
        return tuple(self.columns.get(name, name) for name in columns)

    def start(self, work: Work) -> Step:
        """Touches no cell."""
        del work
        return lambda frame: Applied(frame.rename(self.columns))
