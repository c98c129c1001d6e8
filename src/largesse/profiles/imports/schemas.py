"""What crosses the wire about imports of profiles and events."""

from typing import Literal

from pydantic import Field, StrictBool

from largesse.core.imports import ColumnName, FileOptions, Ignored, Name
from largesse.events.schemas import EventName

CellType = Literal["text", "number", "boolean", "json"]


class TypedFileOptions(FileOptions):
    """With the types of cells."""

    ignore: Ignored = Field(default=[])
    types: dict[Name, CellType] = Field(
        default={},
        max_length=500,
        description="Columns, by their names, whose cells are no text but a `number`, a `boolean` (true,"
        " false, yes, no, 1, 0) or `json`.",
        examples=[{"points": "number"}],
    )
    dry_run: StrictBool = Field(default=False, description="Check every row and write nothing.")


class ProfileImportOptions(TypedFileOptions):
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


class EventImportOptions(TypedFileOptions):
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
