"""A transformation: how a file is read, what is done to it, and what the result is for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import polars as pl
from pydantic import BaseModel, ConfigDict, Field

from largesse.core.files import RejectedRow, Row
from largesse.workflows.transformations.goals import Goal, goal_problems
from largesse.workflows.transformations.inputs import AnyInput, SourceChunk, TableInput
from largesse.workflows.transformations.operations import AnyOperation
from largesse.workflows.transformations.operations.operation import (
    ROW,
    CellFault,
    Frame,
    Step,
    Work,
    chars_in,
    hold,
)
from largesse.workflows.transformations.problems import Problem


class Transformation(BaseModel):
    """Operations on a table of texts, one after the other; the result is a CSV file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: AnyInput = Field(default=TableInput(), description="How the file is read.")
    operations: Annotated[tuple[AnyOperation, ...], Field(max_length=100)] = Field(
        default=(), description="What is done, in this order."
    )
    goal: Goal = Field(
        default="none", description="What the result is for: its columns are checked against it."
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong, and the columns behind the last operation that is not."""

    problems: tuple[Problem, ...]
    usable: int
    columns: tuple[str, ...]

    @property
    def is_runnable(self) -> bool:
        """Whether there is no error."""
        return all(problem.severity != "error" for problem in self.problems)


def check(transformation: Transformation, sample_columns: Sequence[str]) -> list[Problem]:
    """What is wrong with a transformation of files with these columns; with an error it cannot run."""
    return list(examine(transformation, sample_columns).problems)


def examine(transformation: Transformation, sample_columns: Sequence[str]) -> Checked:
    """The problems, and how far the transformation can be used all the same.

    What stands behind a faulty operation is not looked at: its columns cannot be known.
    """
    columns = tuple(sample_columns)
    problems: list[Problem] = []
    for number, operation in enumerate(transformation.operations):
        found = [problem.model_copy(update={"operation": number}) for problem in operation.problems(columns)]
        problems += found
        if any(problem.severity == "error" for problem in found):
            return Checked(tuple(problems), number, columns)
        columns = operation.after(columns)
    if not columns:
        problems.append(Problem(message="No column is left. Keep at least one."))
    problems += goal_problems(transformation.goal, columns)
    return Checked(tuple(problems), len(transformation.operations), columns)


@dataclass(slots=True)
class Result:
    """What became of some rows; `filtered` were left out on purpose."""

    rows: list[Row] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    filtered: int = 0
    operations: list[int | None] = field(default_factory=list)


class Pipeline:
    """A transformation at work on one file; each run has its own, since it remembers what it has seen."""

    def __init__(
        self, transformation: Transformation, columns: Sequence[str], *, work: Work, usable: int
    ) -> None:
        self._columns = tuple(columns)
        self._steps: list[Step] = [step.start(work) for step in transformation.operations[:usable]]

    def apply(self, chunk: SourceChunk) -> Result:
        """The rows of a chunk behind all operations. OverflowingError, and what an operation raises."""
        result = Result(rejected=list(chunk.rejected), operations=[None] * len(chunk.rejected))
        frame = _frame(self._columns, chunk.rows)
        for number, step in enumerate(self._steps):
            if not frame.height:
                break
            frame = self._step(frame, step, number, chunk=chunk, result=result)
        failed = len(result.rejected) - len(chunk.rejected)
        result.filtered = len(chunk.rows) - failed - frame.height
        result.rows = frame.drop(ROW).rows()
        return result

    def _step(self, frame: Frame, step: Step, number: int, *, chunk: SourceChunk, result: Result) -> Frame:
        applied = step(frame)
        hold(chars_in(applied.frame))
        first: dict[int, CellFault] = {}
        for fault in applied.faults:
            first.setdefault(fault.row, fault)
        for row, fault in sorted(first.items()):
            source = chunk.rows[row]
            told = RejectedRow(chunk.lines[row], source, fault.column, fault.value, fault.reason)
            result.rejected.append(told)
            result.operations.append(number)
        if not first:
            return applied.frame
        return applied.frame.filter(~pl.col(ROW).is_in(list(first)))


def _frame(columns: tuple[str, ...], rows: Sequence[Row]) -> Frame:
    cells = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in columns]
    return pl.DataFrame(
        [
            pl.Series(ROW, range(len(rows)), dtype=pl.Int64),
            *(pl.Series(name, column, dtype=pl.String) for name, column in zip(columns, cells, strict=True)),
        ]
    )
