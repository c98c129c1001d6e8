"""How a file is read, as every import is asked."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from largesse.core.files import TableOptions

Name = Annotated[str, Field(min_length=1, max_length=500, pattern=r"^[^\x00]+$")]
ColumnName = Name | Annotated[StrictInt, Field(ge=0, lt=20_000)]
Ignored = Annotated[
    list[ColumnName],
    Field(
        max_length=500,
        description="Columns to leave out, whatever their names would make of them.",
        examples=[["Notes"]],
    ),
]


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

    def for_table(self, header_words: tuple[str, ...]) -> TableOptions:
        """The same for the reader of tables; by these words it knows a header."""
        return TableOptions(
            encoding=self.encoding,
            delimiter=self.delimiter,
            quote=self.quote,
            header=self.has_header,
            sheet=self.sheet,
            header_words=header_words,
        )
