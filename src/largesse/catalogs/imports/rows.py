"""From the rows of a file to items of a catalogue, and to rejections; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

import orjson
from pydantic import ValidationError

from largesse.catalogs.imports.columns import ItemColumns, Meaning
from largesse.catalogs.schemas import ItemInput
from largesse.core.files import Row
from largesse.core.imports import FaultError, check_width
from largesse.core.money import exponent_of, to_minor
from largesse.core.numerals import read_number

TRUE: Final = frozenset({"true", "1", "yes", "y", "t"})
FALSE: Final = frozenset({"false", "0", "no", "n", "f"})
SIGNS: Final = {"€": "EUR", "£": "GBP", "zł": "PLN", "kč": "CZK", "₴": "UAH", "₺": "TRY", "₹": "INR"}
LONGEST: Final = 2000
_CURRENCY: Final = re.compile(r"[A-Za-z]{3}|[€£₴₺₹]|zł|Kč", re.IGNORECASE)
WRONG: Final = {
    "key": "a key has 1 to 255 characters, none of them a line end or a tab",
    "name": "a name has up to 500 characters",
    "product_id": "the product's id has 1 to 255 characters",
    "price": "a price is up to 10^15 minor units",
    "currency": "a currency is named by three letters, such as PLN",
    "categories": "an item has up to 100 categories of 1 to 255 characters",
    "attributes": "an item has up to 100 attributes, a text up to 2000 characters",
}


@dataclass(slots=True)
class _Parts:
    """What the cells of a row say so far."""

    fields: dict[str, Any] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)
    attributes: dict[str, object] = field(default_factory=dict)
    prices: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemRows:
    """How the rows of one file become items; `currency` is that of prices which name none."""

    columns: ItemColumns
    currency: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self.columns.names

    def read(self, row: Row) -> ItemInput:
        """The item of a row; FaultError."""
        check_width(row, self.names)
        parts = _Parts()
        for index, meaning in self.columns.used:
            cell = row[index].strip() if index < len(row) else ""
            if cell:
                try:
                    _take(parts, meaning, cell, index)
                except ValueError as error:
                    reason = error.reason if isinstance(error, FaultError) else str(error)
                    raise FaultError(index, reason) from error
        key_column = self.columns.of("key")
        if "key" not in parts.fields:
            raise FaultError(key_column, "there is no key in this row")
        self._take_prices(parts)
        try:
            return ItemInput.model_validate(
                {
                    **parts.fields,
                    "categories": list(dict.fromkeys(parts.categories)),
                    "attributes": parts.attributes,
                }
            )
        except ValidationError as error:
            raise self._fault(error) from error

    def _take_prices(self, parts: _Parts) -> None:
        """The price in minor units; a reduced one beside it as a plain number."""
        currency = parts.fields.pop("currency", None) or self.currency
        for kind, (index, text) in parts.prices.items():
            amount, own = _read_price(index, text)
            money = own or currency
            if money is None:
                raise FaultError(
                    index,
                    "a price needs its currency: write 12.99 PLN, add a column currency, or give the option",
                )
            if amount != round(amount, exponent_of(money)):
                raise FaultError(index, f"more digits behind the point than {money} has")
            if kind == "price":
                parts.fields |= {"price": to_minor(amount, money), "currency": money}
            elif parts.fields.get("currency") not in (None, money):
                raise FaultError(index, f"the price is in {parts.fields['currency']}, this one in {money}")
            else:
                parts.attributes["sale_price"] = float(amount)

    def _fault(self, error: ValidationError) -> FaultError:
        place = [str(step) for step in error.errors()[0]["loc"]]
        head = place[0] if place else ""
        column = self.columns.of("attribute", place[1]) if head == "attributes" and len(place) > 1 else None
        if column is None:
            column = next((i for i, meaning in self.columns.used if meaning.kind == head), None)
        return FaultError(column, WRONG.get(head) or error.errors()[0]["msg"])


def _take(parts: _Parts, meaning: Meaning, cell: str, index: int) -> None:
    match meaning.kind:
        case "key" | "product_id":
            parts.fields[meaning.kind] = cell
        case "name":
            parts.fields["name"] = " ".join(cell.split())
        case "currency":
            parts.fields["currency"] = _named_currency(cell)
        case "price" | "sale_price":
            parts.prices[meaning.kind] = (index, cell)
        case "categories":
            parts.categories += _levels(cell) if meaning.name == "levels" else _list(cell)
        case "others":
            parts.attributes |= _others(cell)
        case _:
            parts.attributes[meaning.name] = _value(meaning, cell)


def _read_price(index: int, text: str) -> tuple[Decimal, str | None]:
    """The amount and the currency beside it, in front or behind."""
    found = _CURRENCY.search(text)
    number = (text[: found.start()] + text[found.end() :]).strip() if found is not None else text
    try:
        return read_number(number), _named_currency(found.group()) if found is not None else None
    except ValueError as error:
        raise FaultError(index, f"no price in the form 12.99 PLN: {error}") from error


def _named_currency(text: str) -> str:
    return SIGNS.get(text.casefold(), text.upper())


def _levels(cell: str) -> list[str]:
    """`Home > Kitchen > Mugs` as Home, Kitchen and Mugs; several with | between them."""
    return [part.strip() for part in re.split(r"[>|]", cell) if part.strip()]


def _list(cell: str) -> list[str]:
    """A list of JSON, or names with | or ; between them, or else with commas; each may have levels."""
    if cell.startswith("["):
        found = _json(cell)
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            msg = "not a list of texts in JSON"
            raise ValueError(msg)
        return found
    parts = re.split(r"[|;]", cell) if re.search(r"[|;>]", cell) else cell.split(",")
    return [level for part in parts for level in _levels(part)]


def _others(cell: str) -> Mapping[str, object]:
    found = _json(cell)
    if not isinstance(found, dict):
        msg = "not an object of JSON"
        raise ValueError(msg)  # noqa: TRY004  a fault of the file, not of a type
    return {name: _cut(name, value) for name, value in found.items()}


def _json(cell: str) -> object:
    try:
        found: object = orjson.loads(cell)
    except orjson.JSONDecodeError as error:
        msg = f"not JSON: {error}"
        raise ValueError(msg) from error
    return found


def _value(meaning: Meaning, cell: str) -> object:
    if meaning.type == "boolean":
        if cell.casefold() not in TRUE | FALSE:
            msg = "neither yes nor no: write true, yes or 1, or false, no or 0"
            raise ValueError(msg)
        return cell.casefold() in TRUE
    if meaning.type == "number":
        return _number(cell)
    return _cut(meaning.name, cell)


def _number(cell: str) -> int | float:
    if not re.fullmatch(r"[+-]?[0-9]{1,15}([.,][0-9]{1,15})?", cell):
        msg = "not a number in the form 12.5 or 12,5"
        raise ValueError(msg)
    text = cell.replace(",", ".")
    return float(text) if "." in text else int(text)


def _cut(name: str, value: object) -> object:
    """Descriptions may be longer in feeds than here, and nothing is decided by them."""
    return value[:LONGEST] if isinstance(value, str) and name == "description" else value
