"""Finds and replaces."""

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

import polars as pl
from pydantic import Field, StrictBool

from largesse.workflows.transformations.operations.operation import (
    ROW,
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


class ReplaceText(Operation):
    """Finds a text or a regular expression in cells and replaces each place where it stands."""

    title: ClassVar[str] = "Replace text"

    type: Literal["replace_text"] = "replace_text"
    columns: ColumnNames = Field(default=(), description="The columns to look in; none means all of them.")
    find: ShortText = Field(default="", description="What to look for.")
    replacement: ShortText = Field(
        default="", description="What to put there; behind a regular expression `$1` is its first group."
    )
    regex: StrictBool = Field(
        default=False, description="Whether `find` is a regular expression, as the language Rust has them."
    )
    ignore_case: StrictBool = Field(default=False, description="Whether small and capital letters are alike.")

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there, and the expression can be compiled."""
        if self.columns:
            yield from missing("columns", self.columns, columns)
        if not self.find:
            yield Problem(field="find", message="Say what is to be looked for.")
        elif self.regex:
            yield from regex_problems("find", self.find)

    def after(self, columns: Columns) -> Columns:
        """The same."""
        return columns

    def start(self, work: Work) -> Step:
        """Replaces in linear time, whatever the expression."""
        del work
        pattern = self.find if self.regex else pl.escape_regex(self.find)
        pattern = f"(?i){pattern}" if self.ignore_case else pattern
        # "$1st" would be the group called 1st.
        braced = re.sub(r"\$(\d+)", r"${\1}", self.replacement)
        replacement = braced if self.regex else self.replacement.replace("$", "$$")

        def replace(frame: Frame) -> Applied:
            cells = pl.col(self.columns or [name for name in frame.columns if name != ROW])
            self._hold(frame, cells, pattern)
            return Applied(frame.with_columns(cells.str.replace_all(pattern, replacement)))

        return replace

    def _hold(self, frame: Frame, cells: pl.Expr, pattern: str) -> None:
        """Raises before memory is filled; a group may be all of its cell."""
        places = sum(frame.select(cells.str.count_matches(pattern).sum()).row(0), start=0)
        groups = self.replacement.count("$") if self.regex else 0
        hold(chars_in(frame) * (1 + groups) + places * len(self.replacement))


def regex_problems(field: str, pattern: str) -> Iterator[Problem]:
    """A problem when a regular expression cannot be compiled."""
    try:
        pl.Series([""]).str.contains(pattern)
    except pl.exceptions.PolarsError as error:
        said = " ".join(str(error).split())
        yield Problem(field=field, message=f"The regular expression cannot be read: {said[:300]}")
