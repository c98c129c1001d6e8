"""From the rows of a file to codes, rejections and counts; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import orjson

from largesse.core.files import Chunk, RejectedRow, Row
from largesse.core.imports import FaultError, ImportMeaning
from largesse.vouchers.codes import CasePolicy, canonical, display, problem

# A line of the staging table as COPY reads it: row, code, display, valid_until, attributes; empty is null.
# No code has a tab or line end, and JSON escapes them.
Staged = str
NO_CODE: Final = "there is no code in this row"
CODE_MEANINGS: Final = (
    ImportMeaning(meaning="code", description="The code itself."),
    ImportMeaning(meaning="expires_at", description="When this code expires; a date alone is its whole day."),
    ImportMeaning(meaning="attributes.*", description="Kept with the code, by a name of yours."),
)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Which column of a file means what, and how codes are written in this pool and workspace."""

    columns: tuple[str, ...]
    code: int
    expires_at: int | None = None
    attributes: Mapping[str, int] = field(default_factory=dict)
    prefix: str = ""
    policy: CasePolicy = CasePolicy.INSENSITIVE
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column is taken for."""

    label: str


@dataclass(frozen=True, slots=True)
class CodeRows:
    """Checks single rows as an import would; the code as it would be shown."""

    plan: ImportPlan

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self.plan.columns

    @property
    def meanings(self) -> list[Meaning | None]:
        """What each column is taken for."""
        plan = self.plan
        found = {index: Meaning(f"attributes.{key}") for key, index in plan.attributes.items()}
        if plan.expires_at is not None:
            found[plan.expires_at] = Meaning("expires_at")
        found[plan.code] = Meaning("code")
        return [found.get(index) for index in range(len(plan.columns))]

    def read(self, row: Row) -> str:
        """FaultError."""
        plan = self.plan
        text = row[plan.code].strip() if plan.code < len(row) else ""
        shown = _with_prefix(text, plan.prefix)
        fault = problem(shown) if text else NO_CODE
        if fault is not None:
            raise FaultError(plan.code, fault)
        if plan.expires_at is not None and plan.expires_at < len(row):
            try:
                parse_expiry(row[plan.expires_at], ZoneInfo(plan.time_zone))
            except (ValueError, OverflowError) as error:
                raise FaultError(plan.expires_at, str(error)) from error
        return shown


@dataclass(slots=True)
class PreparedChunk:
    """A chunk ready for the database; `read` counts blank rows and rejected ones too.

    `position` is how many bytes of the file were read up to its end.
    """

    next_row: int
    read: int
    blank: int
    staged: list[Staged]
    rejected: list[RejectedRow]
    source: list[Chunk]
    position: int

    def append(self, other: "PreparedChunk") -> None:
        """Takes the chunk that follows this one in the file."""
        self.next_row = other.next_row
        self.read += other.read
        self.blank += other.blank
        self.staged += other.staged
        self.rejected += other.rejected
        self.source += other.source
        self.position = other.position


def prepare(chunk: Chunk, plan: ImportPlan) -> PreparedChunk:
    """Checks every row by itself; what needs the database (there already, repeated) is left to it."""
    rejected = [RejectedRow.of_bad_row(bad) for bad in chunk.bad]
    prepared = PreparedChunk(
        next_row=chunk.next,
        read=len(chunk) + chunk.blank_lines,
        blank=chunk.blank_lines,
        staged=[],
        rejected=rejected,
        source=[chunk],
        position=chunk.position,
    )
    simple = plan.expires_at is None and not plan.attributes
    for line, row in zip(chunk.lines, chunk.rows, strict=True):
        text = row[plan.code].strip() if plan.code < len(row) else ""
        if not text and not any(cell.strip() for cell in row):
            prepared.blank += 1
            continue
        shown = _with_prefix(text, plan.prefix) if plan.prefix else text
        fault = problem(shown) if text else NO_CODE
        if fault is not None:
            rejected.append(_reject(line, row, plan, column=plan.code, reason=fault))
            continue
        shown = shown if shown.isascii() else display(shown)
        name = canonical(shown, plan.policy)
        if simple:
            prepared.staged.append(_stage(line, name, shown))
        else:
            _stage_whole(prepared, line, row, plan=plan, name=name, shown=shown)
    return prepared


def full_rows(chunk: PreparedChunk, lines: Sequence[int]) -> list[RejectedRow]:
    """The rejections of rows that found the pool full."""
    wanted = set(lines)
    return [
        RejectedRow(line, row, "", "", "the pool is full (code_limit)")
        for part in chunk.source
        for line, row in zip(part.lines, part.rows, strict=True)
        if line in wanted
    ]


def stage_codes(codes: Sequence[str], policy: CasePolicy) -> list[Staged]:
    """Generated codes, ready for staging."""
    return [_stage(number, canonical(code, policy), code) for number, code in enumerate(codes, start=1)]


def parse_expiry(text: str, zone: ZoneInfo) -> datetime | None:
    """The moment a code expires, as aware UTC; None for an empty cell.

    A date alone means the end of that day in the zone, as does a time without an offset mean the
    zone's. ValueError says which forms are read: ISO 8601 only, since 01/02 is two different days.
    """
    text = text.strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        msg = "not a date in the form 2027-03-31 or 2027-03-31T18:00:00+02:00"
        raise ValueError(msg) from error
    if len(text) <= len("2027-03-31"):
        moment = datetime.combine(moment.date() + timedelta(days=1), time(), zone)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return moment.astimezone(UTC)


def _stage_whole(
    prepared: PreparedChunk, line: int, row: Row, *, plan: ImportPlan, name: str, shown: str
) -> None:
    valid_until = None
    if plan.expires_at is not None:
        cell = row[plan.expires_at] if plan.expires_at < len(row) else ""
        try:
            valid_until = parse_expiry(cell, ZoneInfo(plan.time_zone))
        except (ValueError, OverflowError) as error:
            prepared.rejected.append(_reject(line, row, plan, column=plan.expires_at, reason=str(error)))
            return
    named = {
        key: row[index].replace("\x00", "")
        for key, index in plan.attributes.items()
        if index < len(row) and row[index]
    }
    attributes = orjson.dumps(named).decode() if named else ""
    prepared.staged.append(_stage(line, name, shown, valid_until=valid_until, attributes=attributes))


def _stage(
    line: int, name: str, shown: str, *, valid_until: datetime | None = None, attributes: str = ""
) -> Staged:
    display_form = "" if shown == name else shown
    return f"{line}\t{name}\t{display_form}\t{valid_until or 'infinity'}\t{attributes}\n"


def _reject(line: int, row: Row, plan: ImportPlan, *, column: int, reason: str) -> RejectedRow:
    name = plan.columns[column] if column < len(plan.columns) else f"column {column + 1}"
    value = row[column] if column < len(row) else ""
    return RejectedRow(line, tuple(row), name, value, reason)


def _with_prefix(code: str, prefix: str) -> str:
    return code if not code or code.startswith(prefix) else prefix + code
