"""From the rows of a file to the fields of promotions, and to rejections; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final
from zoneinfo import ZoneInfo

import orjson
from pydantic import ValidationError

from largesse.core.files import Row
from largesse.core.imports import FaultError, check_width
from largesse.promotions.imports.cells import LISTS, read_any, read_field, read_leaf
from largesse.promotions.imports.columns import Meaning, PromotionColumns, Step
from largesse.promotions.imports.fields import PromotionFields

NULL: Final = "null"
LONGEST: Final = 60
# Objects of which columns may be a part: what other columns say of them stays.
MERGED: Final = frozenset({"params", "details"})
WRONG: Final = {
    "code": "a code has 1 to 255 characters on one line",
    "headerName": "a name for the list has 1 to 200 characters on one line",
    "name": "a name has 1 to 5000 characters",
    "voucherPool": "not the UUID of a pool",
    "targetSegment": "not UUIDs of audiences",
    "tags": "a tag has 1 to 100 characters on one line, and a promotion up to 50 of them",
    "images": "an image is an address with http:// or https://, and its type image, thumbnail or large",
}


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What a row says of its promotion; `partly` are the objects of which it names only some parts."""

    fields: PromotionFields
    partly: frozenset[str]
    columns: PromotionColumns

    @property
    def code(self) -> str:
        """Its code, or one made of all it says: the same row has the same code each time."""
        return self.fields.code or code_for(self.fields)

    def fault(self, reason: str, *fields: str) -> FaultError:
        """The fault of one of these fields, the first that has a column."""
        return FaultError(self.columns.of(*fields), reason)


@dataclass(frozen=True, slots=True)
class PromotionRows:
    """How the rows of one file become promotions; `zone` is that of moments without an offset."""

    columns: PromotionColumns
    zone: ZoneInfo

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self.columns.names

    def read(self, row: Row) -> ReadRow:
        """What a row says; an empty cell says nothing, `null` that there is nothing. FaultError."""
        check_width(row, self.names)
        said: dict[str, Any] = {}
        parts: dict[str, dict[tuple[Step, ...], Any]] = {}
        for index, meaning in self.columns.used:
            cell = row[index] if index < len(row) else ""
            if not cell.strip():
                continue
            value = None if cell.strip() == NULL else self._value(index, cell, meaning)
            if meaning.path:
                parts.setdefault(meaning.field, {})[meaning.path] = value
            else:
                said[meaning.field] = value
        for field, leaves in parts.items():
            said[field] = _put_together(field, leaves)
        try:
            fields = PromotionFields.model_validate(said)
        except ValidationError as error:
            raise _fault(error, self.columns) from error
        _check_tags(fields, self.columns)
        return ReadRow(fields, MERGED.intersection(parts), self.columns)

    def _value(self, index: int, cell: str, meaning: Meaning) -> object:
        try:
            if not meaning.path:
                return read_field(meaning.field, cell.strip(), self.zone)
            if meaning.field in LISTS:
                return cell.strip()
            return read_any(cell) if meaning.field == "params" else read_leaf(cell)
        except ValueError as error:
            raise FaultError(index, str(error)) from error


def code_for(fields: PromotionFields) -> str:
    """A code that says the name and ends in a sum of all fields: the same fields have the same code."""
    said = fields.model_dump(
        mode="json", by_alias=True, include=fields.model_fields_set - {"code", "visibility_status"}
    )
    whole = orjson.dumps(said, option=orjson.OPT_SORT_KEYS)
    name = fields.header_name or fields.name or ""
    slug = re.sub(r"[\W_]+", "-", name).strip("-").upper()[:LONGEST].rstrip("-") or "PROMOTION"
    return f"{slug}-{blake2b(whole, digest_size=5).hexdigest().upper()}"


def explain(error: ValidationError) -> str:
    """What is wrong first, in one sentence without the validator's own words."""
    first = error.errors()[0]
    if first["type"] == "extra_forbidden":
        return f"{first['loc'][-1]} is nothing that could be said here"
    if first["type"] == "missing":
        return f"{first['loc'][-1]} is missing"
    if first["type"] in ("model_type", "dict_type"):
        return f"{first['loc'][-1]} is not an object of JSON"
    message = first["msg"].removeprefix("Value error, ")
    return message[:1].lower() + message[1:]


def _put_together(field: str, leaves: Mapping[tuple[Step, ...], Any]) -> object:
    """A list or object of its parts; where all of them are null there is none."""
    if all(value is None for value in leaves.values()):
        return None if field not in MERGED else {str(path[0]): None for path in leaves}
    root: dict[Step, Any] = {}
    for path, value in leaves.items():
        if value is None and field not in MERGED:
            continue
        place = root
        for step in path[:-1]:
            place = place.setdefault(step, {})
        place[path[-1]] = value
    made = _as_lists(root)
    if field == "tags":
        return [{"name": tag} if isinstance(tag, str) else tag for tag in _listed(made)]
    if field == "images":
        return [{"url": image} if isinstance(image, str) else image for image in _listed(made)]
    return made


def _as_lists(node: Any) -> Any:  # noqa: ANN401  any JSON
    """An object whose keys are numbers as a list, in their order."""
    if not isinstance(node, dict):
        return node
    if node and all(isinstance(step, int) for step in node):
        return [_as_lists(node[step]) for step in sorted(node)]
    return {str(step): _as_lists(value) for step, value in node.items()}


def _listed(made: object) -> list[Any]:
    return made if isinstance(made, list) else [made]


def _check_tags(fields: PromotionFields, columns: PromotionColumns) -> None:
    """Tags of ours are shorter than those of others."""
    tags = [tag.name or tag.hash or "" for tag in fields.tags or ()]
    bad = [tag for tag in tags if not re.fullmatch(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,100}", tag)]
    if bad or len(set(tags)) > 50:
        raise FaultError(columns.of("tags"), WRONG["tags"])


def _fault(error: ValidationError, columns: PromotionColumns) -> FaultError:
    field = str(error.errors()[0]["loc"][0]) if error.errors()[0]["loc"] else ""
    return FaultError(columns.of(field), WRONG.get(field) or explain(error))
