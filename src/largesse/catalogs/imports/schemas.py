"""What crosses the wire about imports of catalogues."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from largesse.core.money import Currency

Name = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$")]
ColumnName = Name | Annotated[StrictInt, Field(ge=0, lt=20_000)]
CellType = Literal["text", "number", "boolean"]


class CatalogImportOptions(BaseModel):
    """How a file of items is read; what is left out is found out."""

    model_config = ConfigDict(extra="forbid")

    delimiter: str | None = Field(
        default=None, max_length=1, description="`,`, `;`, tab ... or empty for one column."
    )
    encoding: str | None = Field(default=None, max_length=40, examples=["utf-16"])
    quote: str | None = Field(default=None, max_length=1)
    sheet: str | None = Field(
        default=None,
        max_length=255,
        pattern=r"^[^\x00]*$",
        description="Sheet of a spreadsheet; default: the first.",
    )
    has_header: bool | None = None
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
