"""Keeps or leaves out rows."""

import operator
from collections.abc import Callable, Iterator, Mapping
from functools import reduce
from typing import Annotated, ClassVar, Final, Literal

import polars as pl
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from largesse.workflows.transformations.operations.operation import (
    Applied,
    ColumnName,
    Columns,
    Operation,
    ShortText,
    Step,
    Work,
    missing,
)
from largesse.workflows.transformations.operations.replace_text import regex_problems
from largesse.workflows.transformations.problems import Problem

Test = Literal[
    "is", "is_not", "one_of", "contains", "begins_with", "ends_with", "matches", "is_empty", "is_not_empty",
    "more_than", "at_least", "less_than", "at_most",
]  # fmt: skip


class Condition(BaseModel):
    """A test of one cell of a row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: ColumnName = Field(default="", description="The column that is tested.")
    test: Test = Field(
        default="is",
        description="`more_than` and its like compare numbers; where the value is none, texts, such as"
        " ISO dates. A cell that is no number is neither more nor less than one.",
    )
    value: ShortText = Field(default="", description="What it is tested against.")
    values: Annotated[tuple[ShortText, ...], Field(max_length=1000)] = Field(
        default=(), description="For `one_of`."
    )
    ignore_case: StrictBool = Field(default=False, description="Whether small and capital letters are alike.")

    def holds(self) -> pl.Expr:
        """The test as an expression; it is never null."""
        cell = pl.col(self.column)
        if self.test in _ORDERS:
            return self._order(cell)
        if self.test == "matches":
            return cell.str.contains(f"(?i){self.value}" if self.ignore_case else self.value)
        value, values = self.value, list(self.values)
        if self.ignore_case:
            cell, value = cell.str.to_lowercase(), value.lower()
            values = [each.lower() for each in values]
        return cell.is_in(values) if self.test == "one_of" else _TESTS[self.test](cell, value)

    def _order(self, cell: pl.Expr) -> pl.Expr:
        try:
            limit: float | str = float(self.value)
            cell = cell.str.strip_chars().cast(pl.Float64, strict=False)
        except ValueError:
            limit = self.value
        return _ORDERS[self.test](cell, pl.lit(limit)).fill_null(value=False)


_TESTS: Final[Mapping[str, Callable[[pl.Expr, str], pl.Expr]]] = {
    "is": lambda cell, value: cell == pl.lit(value),
    "is_not": lambda cell, value: cell != pl.lit(value),
    "contains": lambda cell, value: cell.str.contains(value, literal=True),
    "begins_with": lambda cell, value: cell.str.starts_with(value),
    "ends_with": lambda cell, value: cell.str.ends_with(value),
    "is_empty": lambda cell, _: cell.str.strip_chars() == pl.lit(""),
    "is_not_empty": lambda cell, _: cell.str.strip_chars() != pl.lit(""),
}
_ORDERS: Final[Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]]] = {
    "more_than": operator.gt,
    "at_least": operator.ge,
    "less_than": operator.lt,
    "at_most": operator.le,
}


class FilterRows(Operation):
    """Keeps the rows that meet conditions, or leaves them out."""

    title: ClassVar[str] = "Filter rows"

    type: Literal["filter_rows"] = "filter_rows"
    conditions: Annotated[tuple[Condition, ...], Field(max_length=50)] = Field(
        default=(), description="What is tested in each row."
    )
    match: Literal["all", "any"] = Field(
        default="all", description="Whether all must hold, or one is enough."
    )
    rows: Literal["keep", "drop"] = Field(default="keep", description="What becomes of the rows that match.")

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there, and there is something to test."""
        if not self.conditions:
            yield Problem(field="conditions", message="Add a condition.")
        for number, condition in enumerate(self.conditions):
            where = f"conditions/{number}"
            yield from missing(f"{where}/column", (condition.column,), columns)
            if condition.test == "one_of" and not condition.values:
                yield Problem(field=f"{where}/values", message="Name the values.")
            if condition.test == "matches":
                yield from regex_problems(f"{where}/value", condition.value)

    def after(self, columns: Columns) -> Columns:
        """The same."""
        return columns

    def start(self, work: Work) -> Step:
        """Filters without a loop over the rows."""
        del work
        both = operator.and_ if self.match == "all" else operator.or_
        matching = reduce(both, (each.holds() for each in self.conditions))
        kept = matching if self.rows == "keep" else ~matching
        return lambda frame: Applied(frame.filter(kept))
