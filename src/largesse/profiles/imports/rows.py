"""From the rows of a file to profiles and events to write, and to rejections; pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import orjson
from pydantic import JsonValue, ValidationError

from largesse.core.files import Row
from largesse.core.imports import FaultError, check_width
from largesse.events.schemas import EARLIEST, EventFields
from largesse.profiles.activity import Activity
from largesse.profiles.drafts import CHANGEABLE, Wish
from largesse.profiles.imports.columns import Meaning, ProfileColumns
from largesse.profiles.imports.schemas import CellType
from largesse.profiles.schemas import ProfileInput

TRUE: Final = frozenset({"true", "1", "yes", "y", "t"})
FALSE: Final = frozenset({"false", "0", "no", "n", "f"})
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,15})?")
_TAGS_APART: Final = re.compile(r"[,;|]")
WRONG: Final = {
    "id": "not the number of a profile; if these are numbers of your own, import the column as custom_id",
    "uuid": "not a UUID",
    "custom_id": "a custom id has 1 to 255 characters",
    "email": "not an e-mail address",
    "phone": "not a phone number: 3 to 32 digits, spaces and ( ) . / -, with or without a + before them",
    "tags": "a tag has 1 to 128 characters, and a row up to 200 of them",
    "remove_tags": "a tag has 1 to 128 characters, and a row up to 200 of them",
    "name": "the name of an event has 1 to 32 letters, digits, points, hyphens and underscores",
    "salt": "a salt has 1 to 128 characters",
    "time": f"before {EARLIEST:%Y}, the earliest that is kept",
}


@dataclass(frozen=True, slots=True)
class ProfileRows:
    """How the rows of one file become profiles."""

    columns: ProfileColumns
    clear: bool = False
    tag_separator: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self.columns.names

    def read(self, row: Row) -> Wish:
        """What a row asks for; FaultError."""
        check_width(row, self.names)
        fields: dict[str, object] = {"tags": [], "remove_tags": []}  # a default would be copied for each
        parts: dict[str, dict[str, JsonValue]] = {"attribute": {}, "agreement": {}}
        removed = []
        for index, meaning in self.columns.used:
            if index >= len(
                row
            ):  # a row that ends early says nothing about the rest, not even that it is empty
                break
            cell = row[index].strip()
            if not cell:
                if self.clear and meaning.kind == "identifier" and meaning.name in CHANGEABLE:
                    removed.append(meaning.name)
                elif self.clear and meaning.kind in parts:
                    parts[meaning.kind][meaning.name] = None
            elif meaning.kind in parts:
                parts[meaning.kind][meaning.name] = _value(index, row[index], meaning)
            elif meaning.kind == "identifier":
                fields[meaning.name] = _number(cell) if meaning.name == "id" else cell
            else:
                fields[meaning.kind] = self._tags(cell)
        fields["attributes"], fields["agreements"] = parts["attribute"], parts["agreement"]
        profile = _validated(fields, self.columns)
        return Wish(names=profile.names(), fields=profile, removed=tuple(removed))

    def _tags(self, cell: str) -> list[str]:
        separator = self.tag_separator
        tags = cell.split(separator) if separator else _TAGS_APART.split(cell)
        return [tag.strip() for tag in tags if tag.strip()]


@dataclass(frozen=True, slots=True)
class EventRows:
    """How the rows of one file become events; `zone` is that of times without an offset."""

    columns: ProfileColumns
    zone: ZoneInfo
    name: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self.columns.names

    def read(self, row: Row) -> Activity:
        """The event of a row; FaultError."""
        check_width(row, self.names)
        names: dict[str, object] = {}
        params: dict[str, JsonValue] = {}
        fields: dict[str, object] = {"name": self.name, "params": params}
        for index, meaning in self.columns.used:
            cell = row[index].strip() if index < len(row) else ""
            if not cell:
                continue
            match meaning.kind:
                case "param":
                    params[meaning.name] = _value(index, row[index], meaning)
                case "identifier":
                    names[meaning.name] = _number(cell) if meaning.name == "id" else cell
                case "time":
                    fields["time"] = _moment(index, cell, self.zone)
                case _:
                    fields[meaning.kind] = cell
        if fields["name"] is None:
            raise FaultError(self.columns.of("name"), "there is no event name in this row")
        profile = _validated(names, self.columns)
        try:
            event = EventFields.model_validate(fields)
        except ValidationError as error:
            raise _fault(error, self.columns) from error
        return Activity(event.name, profile, event.params, event.time, event.salt)


def _validated(fields: Mapping[str, object], columns: ProfileColumns) -> ProfileInput:
    try:
        return ProfileInput.model_validate(fields)
    except ValidationError as error:
        raise _fault(error, columns) from error


def _fault(error: ValidationError, columns: ProfileColumns) -> FaultError:
    first = error.errors()[0]
    if not first["loc"]:
        return FaultError(columns.of("identifier"), "no cell of this row names the profile")
    field = str(first["loc"][0])
    column = columns.of("identifier", field)
    if column is None:
        column = next((index for index, meaning in columns.used if meaning.kind == field), None)
    return FaultError(column, WRONG.get(field) or f"{field}: {first['msg'].removeprefix('Value error, ')}")


def _number(cell: str) -> object:
    return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 20 else cell


def _value(index: int, cell: str, meaning: Meaning) -> JsonValue:
    try:
        return _READERS["boolean" if meaning.kind == "agreement" else meaning.type](cell)
    except ValueError as error:
        raise FaultError(index, str(error)) from error


def _moment(index: int, cell: str, zone: ZoneInfo) -> datetime:
    """A moment of ISO 8601; without an offset in the zone, a date alone its first moment."""
    try:
        moment = datetime.fromisoformat(cell)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise FaultError(index, "not a moment in the form 2027-03-31T18:00:00+02:00") from error


def _read_number(cell: str) -> JsonValue:
    cell = cell.strip()
    if not _NUMBER.fullmatch(cell):
        msg = "not a number in the form 1234.5"
        raise ValueError(msg)
    return float(cell) if "." in cell else int(cell)


def _read_boolean(cell: str) -> JsonValue:
    word = cell.strip().casefold()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    msg = "neither yes nor no: write true, yes or 1, or false, no or 0"
    raise ValueError(msg)


def _read_json(cell: str) -> JsonValue:
    try:
        value: JsonValue = orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        msg = f"not JSON: {error}"
        raise ValueError(msg) from error
    return value


_READERS: Final[Mapping[CellType, Callable[[str], JsonValue]]] = {
    "text": str,
    "number": _read_number,
    "boolean": _read_boolean,
    "json": _read_json,
}
