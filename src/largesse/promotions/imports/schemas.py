"""What crosses the wire about imports of promotions."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from largesse.core.imports import ColumnName, FileOptions, Ignored, Name
from largesse.promotions.schemas import Tag


class CouponWish(BaseModel):
    """Which promotions are coupons for receipts, and how many codes each gets when it becomes one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tag: Tag = Field(examples=["CHECKOUT"])
    codes: StrictInt = Field(default=1_000, ge=1, le=1_000_000, description="Codes in the pool of each.")


class PromotionImportOptions(FileOptions):
    """How a file of promotions is read; what is left out is found out."""

    columns: dict[Name, ColumnName] = Field(
        default={},
        max_length=500,
        description="What stands in which column, by its name in the header or its number from 0: `code`,"
        " `headerName`, `discountValue`, `tags.0.name`, `params.icon` ... Columns that are not named here go"
        " by their own names.",
        examples=[{"headerName": "Aktion", "discountValue": 3}],
    )
    ignore: Ignored = Field(default=[])
    others: Literal["refuse", "ignore"] = Field(
        default="refuse",
        description="Columns of no known name: refuse the file, since one may be a slip, or ignore them.",
    )
    create_tags: StrictBool = Field(
        default=False,
        description="Add tags that are not in the list of promotion tags; else their rows are rejected.",
    )
    coupons: CouponWish | None = Field(
        default=None,
        description="Promotions with this tag get a pool of codes of their own, unless they have a code, and"
        " nobody activates them: check-out handbills print them.",
    )
    dry_run: StrictBool = Field(default=False, description="Check every row and write nothing.")
