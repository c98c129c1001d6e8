"""What crosses the wire about imports of profiles and events."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from largesse.events.schemas import EventName

Name = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$")]
ColumnName = Name | Annotated[StrictInt, Field(ge=0, lt=20_000)]
CellType = Literal["text", "number", "boolean", "json"]


class FileOptions(BaseModel):
    """How a file is read; what is left out is found out."""

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
    types: dict[Name, CellType] = Field(
        default={},
        max_length=500,
        description="Columns, by their names, whose cells are no text but a `number`, a `boolean` (true,"
        " false, yes, no, 1, 0) or `json`.",
        examples=[{"points": "number"}],
    )


class ProfileImportOptions(FileOptions):
    """How a file of profiles is read; what is left out is found out."""

    columns: dict[Name, ColumnName] = Field(
        default={},
        max_length=500,
        description="What stands in which column, by its name in the header or its number from 0:"
        " `custom_id`, `email`, `phone`, `uuid`, `id`, `tags`, `remove_tags`, `agreements.email`,"
        " `attributes.city` ... Columns that are not named here go by their own names.",
        examples=[{"custom_id": "Kundennummer", "attributes.city": 3}],
    )
    others: Literal["keep", "ignore"] = Field(
        default="keep", description="Columns of no known name: keep them as attributes, or ignore them."
    )
    empty: Literal["keep", "clear"] = Field(
        default="keep",
        description="An empty cell leaves what the profile has, or clears it: the attribute, the answer to an"
        " agreement, the identifier. Tags are never cleared.",
    )
    tag_separator: str | None = Field(
        default=None, min_length=1, max_length=8, pattern=r"^[^\x00]+$", description="Default: any of , ; |"
    )


class EventImportOptions(FileOptions):
    """How a file of events is read; what is left out is found out."""

    columns: dict[Name, ColumnName] = Field(
        default={},
        max_length=500,
        description="What stands in which column, by its name in the header or its number from 0: `name`,"
        " `time`, `salt`, `custom_id`, `email`, `phone`, `uuid`, `id`, `params.amount` ..."
        " Columns that are not named here go by their own names.",
        examples=[{"name": "action", "params.amount": "Betrag"}],
    )
    others: Literal["keep", "ignore"] = Field(
        default="keep", description="Columns of no known name: keep them as params, or ignore them."
    )
    name: EventName | None = Field(default=None, description="The name of events whose row has none.")


class ImportColumn(BaseModel):
    """A column of a file and what it would be taken for."""

    column: str
    meaning: str | None = Field(
        description="Such as `email` or `attributes.city`; null when it is ignored.",
        examples=["attributes.city"],
    )


class RowProblem(BaseModel):
    """Why a row would be rejected."""

    row: int = Field(description="The line in the file, from 1, the header included.")
    column: str | None
    value: str
    reason: str


class ImportPreview(BaseModel):
    """What was found out about a file, its first rows, and what is wrong with them."""

    format: str
    encoding: str
    delimiter: str
    has_header: bool
    sheets: list[str]
    sheet: str | None
    columns: list[ImportColumn]
    rows: list[list[str]]
    problems: list[RowProblem]
