"""A file as rows of texts under fixed columns, some thousands at a time; what cannot be read is set apart."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Final

from pydantic import BaseModel, ConfigDict

from largesse.core.files import RejectedRow, Row, TableFacts, UnreadableFileError

CHUNK_ROWS: Final = 5_000
CHUNK_CHARS: Final = 4_000_000
MAX_COLUMNS: Final = 1_000
MAX_NAME: Final = 500
MAX_CELL: Final = 1_000_000


@dataclass(slots=True)
class SourceChunk:
    """Rows of a file, each as wide as there are columns, with their numbers; and those that are none.

    A number is the line the row begins on, or the number of the record. `blank` rows hold nothing.
    """

    lines: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    blank: int = 0
    position: int = 0

    def __len__(self) -> int:
        return len(self.rows) + len(self.rejected) + self.blank


@dataclass(frozen=True, slots=True)
class Source:
    """An open file: its columns, its rows as often as they are wanted, and how its rejected rows are written.

    `nested` says that cells may hold JSON: lists of records within a record.
    """

    columns: tuple[str, ...]
    facts: TableFacts
    chunks: "Chunks"
    nested: bool


class Chunks(ABC):
    """The rows of a file."""

    @abstractmethod
    def __call__(self, *, chunk_rows: int = CHUNK_ROWS) -> Iterator[SourceChunk]:
        """Reads them from the beginning."""


class Input(BaseModel, ABC):
    """How a file is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str]

    @abstractmethod
    def open(self, path: Path, *, sample: int | None = None) -> AbstractContextManager[Source]:
        """Opens a file, of which only the first `sample` rows matter when it is given.

        Blocks, so call it in a thread. UnreadableFileError.
        """


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, all there and all different: "" becomes `column 3`, a repeated one `name (2)`.

    UnreadableFileError for more columns than can be dealt with.
    """
    if len(names) > MAX_COLUMNS:
        raise UnreadableFileError(
            f"The file has {len(names):,} columns; at most {MAX_COLUMNS:,} can be read."
        )
    taken: dict[str, int] = {}
    unique: list[str] = []
    for number, given in enumerate(names, start=1):
        name = given.strip()[:MAX_NAME] or f"column {number}"
        while name in taken:
            taken[name] += 1
            name = f"{name} ({taken[name]})"
        taken[name] = 1
        unique.append(name)
    return tuple(unique)


def facts_of_records(columns: Iterable[str], size: int) -> TableFacts:
    """Rejected records are written as CSV, one in a row."""
    return TableFacts(
        format="csv", encoding="utf-8", bom=False, delimiter=",", quote='"', header=True,
        columns=tuple(columns), size=size,
    )  # fmt: skip
