"""What crosses the wire about catalogues."""

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, model_validator

from largesse.core.money import Currency, Minor

MOST_ITEMS: Final = 1000
ONE_LINE: Final = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"

CatalogKind = Literal["products", "stores"]
CatalogName = Annotated[
    str, Field(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", examples=["shop"])
]
ItemKey = Annotated[
    str,
    Field(
        min_length=1,
        max_length=255,
        pattern=r"^[^\x00-\x1f\x7f]+$",
        description="SKU of the article, or your number of the store.",
        examples=["SKU-1"],
    ),
]
Word = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$")]
AttributeName = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]+$")]
AttributeText = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Number = Annotated[StrictFloat, Field(ge=-1e15, le=1e15)]
Attribute = AttributeText | StrictBool | Annotated[StrictInt, Field(ge=-(10**15), le=10**15)] | Number | None


class CatalogInput(BaseModel):
    """A new catalogue."""

    model_config = ConfigDict(extra="forbid")

    name: CatalogName
    kind: CatalogKind = "products"


class CatalogView(BaseModel):
    """A catalogue."""

    name: str
    kind: CatalogKind
    items: int = Field(description="How many it has.")
    created_at: datetime
    updated_at: datetime


class CatalogPage(BaseModel):
    """A page of catalogues by their names."""

    items: list[CatalogView]
    next_cursor: str | None
    has_more: bool


class ItemInput(BaseModel):
    """An article or store; it replaces what has the same key."""

    model_config = ConfigDict(extra="forbid")

    key: ItemKey
    name: Annotated[str, Field(max_length=500, pattern=ONE_LINE)] = ""
    product_id: Word | None = Field(default=None, description="The product of which it is a variant.")
    price: Minor | None = None
    currency: Currency | None = Field(default=None, description="Of the price, which needs it.")
    categories: list[Word] = Field(default=[], max_length=100)
    attributes: dict[AttributeName, Attribute] = Field(default={}, max_length=100)

    @model_validator(mode="after")
    def _is_coherent(self) -> "ItemInput":
        if (self.price is None) != (self.currency is None):
            msg = "`price` and `currency` belong together"
            raise ValueError(msg)
        return self


class ItemsInput(BaseModel):
    """Items to add or to replace, all or none; of equal keys the last one counts."""

    model_config = ConfigDict(extra="forbid")

    items: list[ItemInput] = Field(min_length=1, max_length=MOST_ITEMS)


class ItemsView(BaseModel):
    """What became of a batch."""

    added: int
    replaced: int


class ItemView(BaseModel):
    """An item of a catalogue."""

    key: str
    name: str
    product_id: str | None
    price: int | None
    currency: str | None
    categories: list[str]
    attributes: dict[str, Attribute]
    updated_at: datetime


class ItemPage(BaseModel):
    """A page of items by their keys."""

    items: list[ItemView]
    next_cursor: str | None
    has_more: bool
