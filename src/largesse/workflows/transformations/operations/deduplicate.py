"""Leaves out rows that came before."""

from collections.abc import Iterator
from hashlib import blake2b
from typing import ClassVar, Final, Literal

import polars as pl
from pydantic import Field

from largesse.core.errors import InvalidError
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

MAX_KEYS: Final = 3_000_000


class Deduplicate(Operation):
    """Keeps the first of the rows that are alike in some columns, over the whole file."""

    title: ClassVar[str] = "Remove duplicates"

    type: Literal["deduplicate"] = "deduplicate"
    columns: ColumnNames = Field(default=(), description="What makes rows alike; none means every column.")

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there."""
        if self.columns:
            yield from missing("columns", self.columns, columns)

    def after(self, columns: Columns) -> Columns:
        """The same."""
        return columns

    def start(self, work: Work) -> Step:
        """Remembers 16 bytes of each row it has kept; InvalidError past three million of them."""
        del work
        seen: set[bytes] = set()

        def keep_new(frame: Frame) -> Applied:
            columns = self.columns or tuple(name for name in frame.columns if name != ROW)
            new = []
            for cells in frame.select(columns).iter_rows():
                key = _digest(cells)
                new.append(key not in seen)
                seen.add(key)
            if len(seen) > MAX_KEYS:
                raise InvalidError(
                    "too_many_keys",
                    f"More than {MAX_KEYS:,} different rows cannot be told apart in one file. Split the file,"
                    " or leave out Remove duplicates: imports tell duplicates themselves.",
                )
            return Applied(frame.filter(pl.Series(new, dtype=pl.Boolean)))

        return keep_new


def _digest(cells: tuple[str, ...]) -> bytes:
    text = "\0".join(cells)  # no cell holds a NUL
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
