"""What crosses the wire about carts that a draft is tried on, and about the articles of a selection."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from largesse.promotions.definition import Definition
from largesse.promotions.selection import Selection
from largesse.redemptions.asking.schemas import CART_EXAMPLE, AskInput, Time


class TrialInput(AskInput):
    """A cart that a promotion is tried on. Nothing is reserved, counted or kept."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"cart": CART_EXAMPLE}]})

    definition: Definition | None = Field(
        default=None, description="What is tried, such as a draft that is not saved yet; null: the draft."
    )
    version: Annotated[StrictInt, Field(ge=1, lt=2**31)] | None = Field(
        default=None, description="A published version instead of the draft."
    )
    what_if: Time | None = Field(
        default=None, description="Answers as if it were this moment; counts and balances are those of today."
    )


class ProductPreviewInput(BaseModel):
    """Which articles are meant."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"items": {}}]})

    items: Selection = Field(description="The selection, as rules and rewards have it.")
    limit: Annotated[StrictInt, Field(ge=1, le=100)] = Field(default=20, description="Articles to show.")


class ProductView(BaseModel):
    """An article of a catalogue."""

    catalog: str
    key: str = Field(description="Its SKU.")
    name: str
    price: int | None = Field(description="In minor units of its currency.")
    currency: str | None
    categories: list[str]


class ProductPreviewView(BaseModel):
    """The articles of the catalogues that a selection means."""

    matched: int = Field(description="How many it means of those that were looked at.")
    looked_at: int
    is_whole: bool = Field(description="Whether all were looked at; of very large catalogues a part is.")
    items: list[ProductView] = Field(description="The first of them by their keys.")
