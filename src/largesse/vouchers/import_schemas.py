"""What crosses the wire about imports and generations."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from largesse.vouchers.patterns import CodePattern

ColumnName = str | int


class ImportColumns(BaseModel):
    """Which column holds what: by its name in the header, or by its number from 0."""

    model_config = ConfigDict(extra="forbid")

    code: ColumnName | None = Field(
        default=None, description="Default: the column named `code`, else the first."
    )
    expires_at: ColumnName | None = Field(
        default=None, description="ISO 8601 dates; a date alone is its whole day."
    )
    attributes: dict[str, ColumnName] | Literal["all"] = Field(
        default={}, description="Kept with each code, by name; `all` keeps every other column."
    )
    ignore: list[ColumnName] = Field(
        default=[],
        max_length=500,
        description="Columns to leave out, whatever their names would make of them.",
    )


class ImportOptions(BaseModel):
    """How a file is read; what is left out is detected."""

    model_config = ConfigDict(extra="forbid")

    delimiter: str | None = Field(
        default=None, max_length=1, description="`,`, `;`, tab ... or empty for one column."
    )
    encoding: str | None = Field(default=None, max_length=40, examples=["utf-16"])
    quote: str | None = Field(default=None, max_length=1)
    sheet: str | None = Field(
        default=None, max_length=255, description="Sheet of a spreadsheet; default: the first."
    )
    has_header: bool | None = None
    columns: ImportColumns = ImportColumns()
    dry_run: bool = Field(default=False, description="Check every row and write nothing.")


class GenerationInput(CodePattern):
    """How many codes to generate, and what they look like."""

    count: StrictInt = Field(ge=1, le=100_000_000, description="How many.")
