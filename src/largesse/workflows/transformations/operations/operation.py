"""What every operation is: a frozen class of settings that changes a table of texts, some rows at a time."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from largesse.workflows.transformations.problems import OverflowingError, Problem, no_such_column

Frame = pl.DataFrame
# Which row of the chunk it is; no column of a file has such a name.
ROW: Final = "\0row"
MAX_CHARS: Final = 64_000_000

ColumnName = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]
ColumnNames = Annotated[tuple[ColumnName, ...], Field(max_length=1000)]
ShortText = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]
Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellFault:
    """Why a row is rejected: `row` is its number in the chunk."""

    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Applied:
    """The table behind an operation; rows with a fault are taken out by the caller."""

    frame: Frame
    faults: Sequence[CellFault] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What a run hands to its operations.

    `nested` says that templates read cells of JSON as such. `check_time` raises when the run took too long.
    """

    nested: bool = False
    check_time: Callable[[], None] = field(default=lambda: None)


Step = Callable[[Frame], Applied]


class Operation(BaseModel, ABC):
    """Settings of one operation; unfilled settings are problems, not errors, so that drafts can be kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str]

    @abstractmethod
    def problems(self, columns: Columns) -> Iterator[Problem]:
        """What is wrong with the settings, given the columns before it."""

    @abstractmethod
    def after(self, columns: Columns) -> Columns:
        """The columns behind it, when there are no problems."""

    @abstractmethod
    def start(self, work: Work) -> Step:
        """What does it, for one run; only when there are no problems."""


def missing(field: str, wanted: Sequence[str], columns: Columns) -> Iterator[Problem]:
    """A problem for each wanted column that is not there, or when none is wanted at all."""
    if not wanted:
        yield Problem(field=field, message="Choose at least one column.")
    for column in dict.fromkeys(wanted):
        if column not in columns:
            yield Problem(field=field, message=no_such_column(column, columns))
    if len(set(wanted)) < len(wanted):
        yield Problem(field=field, message="A column is named twice; name each once.")


def unusable(field: str, name: str, others: Sequence[str]) -> Iterator[Problem]:
    """A problem when a new column cannot have this name."""
    if not name.strip():
        yield Problem(field=field, message="Give the column a name.")
    elif name in others:
        yield Problem(field=field, message=f"There is a column {name!r} already; choose another name.")


def chars_in(frame: Frame) -> int:
    """How much text a table holds, in bytes."""
    return int(frame.estimated_size())


def hold(chars: int) -> None:
    """Raises OverflowingError for more text than a chunk may become."""
    if chars > MAX_CHARS:
        raise OverflowingError
