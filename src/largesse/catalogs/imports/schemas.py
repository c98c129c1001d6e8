"""What crosses the wire about imports of catalogues."""

from typing import Literal

from pydantic import Field, StrictBool

from largesse.core.imports import ColumnName, FileOptions, Name
from largesse.core.money import Currency

CellType = Literal["text", "number", "boolean"]


class CatalogImportOptions(FileOptions):
    """How a file of items is read; what is left out is found out."""

    columns: dict[Name, ColumnName] = Field(
        default={},
        max_length=500,
        description="What stands in which column, by its name in the header or its number from 0: `key`,"
        " `name`, `product_id`, `price`, `currency`, `categories`, `attributes.brand` ... Columns that are"
        " not named here go by their own names.",
        examples=[{"key": "Artikelnummer", "attributes.brand": 3}],
    )
    types: dict[Name, CellType] = Field(
        default={},
        max_length=500,
        description="Columns, by their names, whose cells are no text but a `number` or a `boolean`.",
        examples=[{"weight": "number"}],
    )
    others: Literal["keep", "ignore"] = Field(
        default="keep", description="Columns of no known name: keep them as attributes, or ignore them."
    )
    currency: Currency | None = Field(
        default=None, description="Of prices that name no currency, as `12.99 PLN` does."
    )
    element: str | None = Field(
        default=None,
        min_length=1,
        max_length=128,
        pattern=r"^[^\x00]+$",
        description="XML: what an item's element is called; default: `item` (RSS) or `entry` (Atom).",
    )
    dry_run: StrictBool = Field(default=False, description="Check every row and write nothing.")
