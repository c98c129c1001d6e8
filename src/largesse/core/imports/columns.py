"""Which column of a file means what, as far as all imports agree; pure."""

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from largesse.core.errors import InvalidError
from largesse.core.files import TableFacts
from largesse.core.imports.options import ColumnName

Meaning = TypeVar("Meaning")


@dataclass(frozen=True)
class Columns(Generic[Meaning]):
    """The columns of a file in their order, with the meaning of each; None is ignored."""

    names: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]

    @cached_property
    def used(self) -> tuple[tuple[int, Meaning], ...]:
        """The columns that mean something, by their number."""
        return tuple((index, meaning) for index, meaning in enumerate(self.meanings) if meaning is not None)

    @property
    def ignored(self) -> list[str]:
        """The names of columns that mean nothing."""
        pairs = zip(self.names, self.meanings, strict=True)
        return [name for name, meaning in pairs if meaning is None and name.strip()]


def column_number(facts: TableFacts, column: ColumnName) -> int:
    """The number of a column that options name, from 0; InvalidError `unknown_column`."""
    names = [name.strip().casefold() for name in facts.columns]
    if isinstance(column, int):
        if 0 <= column < len(names):
            return column
    elif column.strip().casefold() in names:
        return names.index(column.strip().casefold())
    raise InvalidError(
        "unknown_column",
        f"The file has no column {column!r}; its columns are {', '.join(facts.columns)}.",
        pointer="/body/options/columns",
    )


def repeated_column(label: str, numbers: tuple[int, int]) -> InvalidError:
    """Two columns that mean the same."""
    return InvalidError(
        "repeated_column",
        f"Two columns mean {label}: number {numbers[0]} and number {numbers[1]}, counted from 0. Say in"
        " columns which one it is, or take one out of the file.",
        pointer="/body/options/columns",
    )
