"""Checks cells and writes them in one form."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Annotated, ClassVar, Final, Literal
from zoneinfo import ZoneInfo

import polars as pl
from pydantic import Field

from largesse.accounts.schemas import TimeZone
from largesse.workflows.transformations.operations.operation import (
    ROW,
    Applied,
    CellFault,
    ColumnNames,
    Columns,
    Frame,
    Operation,
    ShortText,
    Step,
    Work,
    missing,
)
from largesse.workflows.transformations.problems import Problem

Words = Annotated[tuple[ShortText, ...], Field(max_length=50)]
_WHOLE: Final = re.compile(r"([+-]?)0*([0-9]{1,36})")
_DECIMAL: Final = re.compile(r"([+-]?)0*([0-9]{1,36})(?:\.([0-9]{1,36}))?")
# What a strptime format says of a time of day.
_TIME: Final = re.compile(r"%[HIMSfpXcs]")


class Cast(Operation):
    """Reads cells as whole numbers, decimals, dates, or yes and no, and writes each in one form."""

    title: ClassVar[str] = "Change type"

    type: Literal["cast"] = "cast"
    columns: ColumnNames = Field(default=(), description="The columns to read.")
    to: Literal["text", "integer", "decimal", "date", "boolean"] = Field(
        default="text",
        description="Empty cells stay empty. `text` takes spaces off both ends; `date` writes 2027-03-31,"
        " or with a time 2027-03-31T18:00:00+02:00; `boolean` writes true or false.",
    )
    input_format: ShortText = Field(
        default="",
        description="How dates are written, such as `%d.%m.%Y` or `%m/%d/%Y %H:%M`; empty means ISO 8601.",
        examples=["%d.%m.%Y"],
    )
    time_zone: TimeZone = Field(default="UTC", description="Of times without an offset.")
    decimal_mark: Literal[".", ","] = Field(
        default=".", description="What stands before decimals; spaces, ' and the other one part thousands."
    )
    true_words: Words = Field(default=("true", "1", "yes", "y", "t"), description="What means true.")
    false_words: Words = Field(default=("false", "0", "no", "n", "f"), description="What means false.")
    otherwise: Literal["reject", "empty", "keep"] = Field(
        default="reject",
        description="What becomes of a cell that cannot be read so: its row is rejected, it is emptied, or it"
        " stays.",
    )

    def problems(self, columns: Columns) -> Iterator[Problem]:
        """The columns are there, and the format can be read."""
        yield from missing("columns", self.columns, columns)
        if self.to == "date" and self.input_format:
            yield from _format_problems(self.input_format)

    def after(self, columns: Columns) -> Columns:
        """The same."""
        return columns

    def start(self, work: Work) -> Step:
        """Reads each different cell once."""
        del work
        read = self._reader()

        def cast(frame: Frame) -> Applied:
            faults: list[CellFault] = []
            series = [self._column(frame, column, read, faults=faults) for column in self.columns]
            return Applied(frame.with_columns(series), faults)

        return cast

    def _column(
        self, frame: Frame, column: str, read: Callable[[str], str], *, faults: list[CellFault]
    ) -> pl.Series:
        known: dict[str, str | None] = {"": ""}
        cells = []
        for row, cell in zip(frame[ROW].to_list(), frame[column].to_list(), strict=True):
            if cell not in known:
                known[cell] = _tried(read, cell)
            written = known[cell]
            if written is None and self.otherwise == "reject":
                faults.append(CellFault(row, column, cell, self._reason()))
            cells.append(written if written is not None else cell if self.otherwise == "keep" else "")
        return pl.Series(column, cells, dtype=pl.String)

    def _reader(self) -> Callable[[str], str]:
        match self.to:
            case "integer":
                return self._integer
            case "decimal":
                return self._decimal
            case "date":
                return self._date
            case "boolean":
                return self._boolean
            case _:
                return str

    def _reason(self) -> str:
        match self.to:
            case "integer":
                return "not a whole number of at most 36 digits"
            case "decimal":
                return f"not a number in the form 1234{self.decimal_mark}5"
            case "date":
                return f"not a date in the form {self.input_format or '2027-03-31'}"
            case _:
                words = [*self.true_words[:1], *self.false_words[:1]]
                return f"neither {' nor '.join(words)}"

    def _plain(self, cell: str) -> str:
        other = "," if self.decimal_mark == "." else "."
        bare = re.sub(rf"[\s'\u2019{other}]", "", cell)
        return bare.replace(",", ".")

    def _integer(self, cell: str) -> str:
        found = _WHOLE.fullmatch(self._plain(cell))
        if found is None:
            raise ValueError
        return _signed(found[1], found[2])

    def _decimal(self, cell: str) -> str:
        found = _DECIMAL.fullmatch(self._plain(cell))
        if found is None:
            raise ValueError
        return _signed(found[1], f"{found[2]}.{found[3]}" if found[3] else found[2])

    def _date(self, cell: str) -> str:
        if not self.input_format:
            moment = datetime.fromisoformat(cell)
            if len(cell) <= len("2027-03-31"):
                return moment.date().isoformat()
        else:
            moment = datetime.strptime(cell, self.input_format)  # noqa: DTZ007  its zone comes below
            if not _TIME.search(self.input_format):
                return moment.date().isoformat()
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=ZoneInfo(self.time_zone))
        moment.astimezone(UTC)  # what has no such moment cannot be imported either
        return moment.isoformat()

    def _boolean(self, cell: str) -> str:
        word = cell.casefold()
        if word in {each.casefold() for each in self.true_words}:
            return "true"
        if word in {each.casefold() for each in self.false_words}:
            return "false"
        raise ValueError


def _tried(read: Callable[[str], str], cell: str) -> str | None:
    bare = cell.strip()
    try:
        return read(bare) if bare else ""
    except (ValueError, OverflowError):
        return None


def _signed(sign: str, digits: str) -> str:
    return f"-{digits}" if sign == "-" and digits.strip("0.") else digits


def _format_problems(input_format: str) -> Iterator[Problem]:
    probe = datetime(2027, 3, 31, 18, 5, 9, tzinfo=UTC)
    try:
        written = probe.strftime(input_format)
        read = datetime.strptime(written, input_format)  # noqa: DTZ007  only whether it can be read
    except (ValueError, re.error, IndexError):
        read = None
    if read is None or read.date() != probe.date():
        yield Problem(
            field="input_format",
            message="The format must name day, month and year, as in %d.%m.%Y: %d the day, %m the month, %Y"
            " the year, %H:%M the time.",
        )
