"""How a cell of a file becomes the value of a promotion's field; ValueError tells a person what is wrong."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import orjson
from pydantic import JsonValue

from largesse.core.numerals import read_number

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_ALONE: Final = len("2027-03-31")

# Spellings of consoles and of people, in small letters with _ between the words.
ENUMS: Final[Mapping[str, Mapping[str, str]]] = {
    "visibilityStatus": {
        **dict.fromkeys(("publish", "published", "public"), "PUBLISH"),
        **dict.fromkeys(("draft", "drafts"), "DRAFT"),
        **dict.fromkeys(("hidden", "hide"), "HIDDEN"),
    },
    "type": {
        **dict.fromkeys(("general", "general_promotion"), "GENERAL"),
        **dict.fromkeys(("members_only", "members", "members_only_promotion"), "MEMBERS_ONLY"),
        **dict.fromkeys(
            ("handbill", "personalized_promotion", "personalised_promotion", "personalized", "personalised"),
            "HANDBILL",
        ),
        **dict.fromkeys(("custom", "custom_promotion"), "CUSTOM"),
    },
    "redeemType": {"full": "FULL", "partial": "PARTIAL"},
    "discountType": {
        **dict.fromkeys(("none", "no_discount"), "NONE"),
        **dict.fromkeys(("percent", "percentage", "%"), "PERCENT"),
        "amount": "AMOUNT",
        **dict.fromkeys(("2_for_1", "2for1", "two_for_one"), "2_FOR_1"),
        "points": "POINTS",
        **dict.fromkeys(("multibuy", "multi_buy"), "MULTIBUY"),
        **dict.fromkeys(("exact_price", "fixed_price"), "EXACT_PRICE"),
    },
    "discountMode": {"static": "STATIC", **dict.fromkeys(("step", "steps"), "STEP")},
    "itemScope": {
        **dict.fromkeys(("line_item", "line", "item"), "LINE_ITEM"),
        **dict.fromkeys(("basket", "entire_basket"), "BASKET"),
    },
    "targetType": {
        **dict.fromkeys(("all", "everyone"), "ALL"),
        **dict.fromkeys(("segment", "segments"), "SEGMENT"),
    },
}


def read_enum(field: str, cell: str) -> str:
    """One of the values of an enumerated field, whatever its case."""
    words = ENUMS[field]
    found = words.get(re.sub(r"[\s_-]+", "_", cell.strip()).casefold())
    if found is None:
        msg = f"not one of {', '.join(dict.fromkeys(words.values()))}"
        raise ValueError(msg)
    return found


def read_count(cell: str) -> int:
    """A whole number; spreadsheets write 5 as 5.0 now and then."""
    text = re.sub(r"[.,]0+$", "", cell.strip())
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        msg = "not a whole number"
        raise ValueError(msg)
    return int(text)


def read_moment(cell: str, zone: ZoneInfo, *, ends: bool) -> datetime:
    """A moment of ISO 8601; without an offset in the zone. A date alone is its whole day."""
    text = cell.strip()
    if not _DATE.match(text):
        msg = "not a moment in the form 2027-03-31 or 2027-03-31T18:00:00+02:00"
        raise ValueError(msg)
    try:
        moment = datetime.fromisoformat(text)
        if len(text) == _DATE_ALONE and ends:
            moment += timedelta(days=1)
        return (moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        msg = "no such day or time; write it as 2027-03-31 or 2027-03-31T18:00:00+02:00"
        raise ValueError(msg) from error


def read_shown(cell: str, zone: ZoneInfo, *, ends: bool) -> str:
    """A moment as above; a time of day and the like as it stands."""
    if not _DATE.match(cell.strip()):
        return cell.strip()
    return read_moment(cell, zone, ends=ends).isoformat()


def read_json(cell: str) -> JsonValue:
    """JSON as it stands."""
    try:
        value: JsonValue = orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        msg = f"not JSON: {error}"
        raise ValueError(msg) from error
    return value


def read_object(cell: str) -> JsonValue:
    """An object of JSON."""
    if not cell.lstrip().startswith("{"):
        msg = 'not an object of JSON, such as {"icon": "tea"}'
        raise ValueError(msg)
    return read_json(cell)


def read_query(cell: str) -> JsonValue:
    """An object of JSON, or a text."""
    return read_object(cell) if cell.lstrip().startswith("{") else cell


def read_list(cell: str) -> list[JsonValue]:
    """A list of JSON, or texts with | between them, or else with commas."""
    text = cell.strip()
    if text.startswith("["):
        value = read_json(text)
        if not isinstance(value, list):
            msg = "not a list of JSON"
            raise ValueError(msg)
        return [str(item) if isinstance(item, int | float) else item for item in value]
    parts = (part.strip() for part in text.split("|" if "|" in text else ","))
    return [part for part in parts if part]


def read_tags(cell: str) -> list[JsonValue]:
    """Tags by their names, or as a list of JSON."""
    return [{"name": item} if isinstance(item, str) else item for item in read_list(cell)]


def read_images(cell: str) -> list[JsonValue]:
    """Addresses with | between them, or a list of JSON."""
    text = cell.strip()
    if not text.startswith("["):
        return [{"url": part.strip()} for part in text.split("|") if part.strip()]
    return [{"url": item} if isinstance(item, str) else item for item in read_list(text)]


def read_leaf(cell: str) -> JsonValue:
    """A part of an object: JSON where it is a number, a boolean, a list or an object; else a text."""
    text = cell.strip()
    if text in ("true", "false") or text[:1] in ("{", "["):
        return read_json(text)
    if re.fullmatch(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,12})?", text):
        return read_json(text)
    return cell


def read_any(cell: str) -> JsonValue:
    """A free param: JSON where it is a list or an object, else the text."""
    return read_json(cell) if cell.lstrip()[:1] in ("{", "[") else cell


Read = Callable[[str], JsonValue]
LISTS: Final[Mapping[str, Read]] = {
    **dict.fromkeys(
        (
            "catalogIndexItems", "catalogFilterIds", "excludeCatalogIndexItems", "excludeCatalogFilterIds",
            "storeIds", "targetSegment",
        ),
        read_list,
    ),
    "tags": read_tags,
    "images": read_images,
}  # fmt: skip
OBJECTS: Final[Mapping[str, Read]] = {
    **dict.fromkeys(("details", "params", "discountModeDetails"), read_object),
    **dict.fromkeys(("catalogFilterQuery", "excludeCatalogFilterQuery"), read_query),
}
COUNTS: Final = frozenset(
    {
        "redeemLimitPerClient", "redeemQuantityPerActivation", "redeemLimitGlobal", "requireRedeemedPoints",
        "lastingTime", "activationLimitGlobalLimit", "activationLimitGlobalRelativeMinutes", "priority",
    }
)  # fmt: skip
NUMBERS: Final = frozenset({"discountValue", "preDiscountValue", "minBasketValue", "maxBasketValue", "price"})
# The moments, and whether they end something.
MOMENTS: Final = {"startAt": False, "expireAt": True}
SHOWN: Final = {"displayFrom": False, "displayTo": True}


def read_field(field: str, cell: str, zone: ZoneInfo) -> object:
    """The value of a field by its name on the wire; ValueError."""
    if field in ENUMS:
        return read_enum(field, cell)
    if field in COUNTS:
        return read_count(cell)
    if field in NUMBERS:
        return read_number(cell)
    if field in MOMENTS:
        return read_moment(cell, zone, ends=MOMENTS[field])
    if field in SHOWN:
        return read_shown(cell, zone, ends=SHOWN[field])
    reader = LISTS.get(field) or OBJECTS.get(field)
    return reader(cell) if reader is not None else cell
