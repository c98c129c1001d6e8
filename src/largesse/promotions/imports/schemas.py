"""What crosses the wire about imports of promotions."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from largesse.promotions.schemas import Tag

Name = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$")]
ColumnName = Name | Annotated[StrictInt, Field(ge=0, lt=20_000)]


class CouponWish(BaseModel):
    """Which promotions are coupons for receipts, and how many codes each gets when it becomes one."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tag: Tag = Field(examples=["CHECKOUT"])
    codes: StrictInt = Field(default=1_000, ge=1, le=1_000_000, description="Codes in the pool of each.")


class PromotionImportOptions(BaseModel):
    """How a file of promotions is read; what is left out is found out."""

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
        description="What stands in which column, by its name in the header or its number from 0: `code`,"
        " `headerName`, `discountValue`, `tags.0.name`, `params.icon` ... Columns that are not named here go"
        " by their own names.",
        examples=[{"headerName": "Aktion", "discountValue": 3}],
    )
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


class PromotionImportColumn(BaseModel):
    """A column of a file and what it would be taken for."""

    column: str
    meaning: str | None = Field(description="Such as `discountValue`; null when it is ignored.")


class PromotionRowProblem(BaseModel):
    """Why a row would be rejected."""

    row: int = Field(description="The line in the file, from 1, the header included.")
    column: str | None
    value: str
    reason: str


class PromotionImportPreview(BaseModel):
    """What was found out about a file, its first rows, and what is wrong with them."""

    format: str
    encoding: str
    delimiter: str
    has_header: bool
    sheets: list[str]
    sheet: str | None
    columns: list[PromotionImportColumn]
    rows: list[list[str]]
    problems: list[PromotionRowProblem]
