"""CSV and spreadsheets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field, StrictBool

from largesse.core.files import Chunk, RejectedRow, Row, Table, TableOptions, UnreadableFileError, open_table
from largesse.workflows.transformations.inputs.source import (
    CHUNK_ROWS,
    Chunks,
    Input,
    Source,
    SourceChunk,
    unique_names,
)


class TableInput(Input):
    """CSV, TSV, XLSX, XLS or ODS; what is left out is found out."""

    title: ClassVar[str] = "CSV or spreadsheet"

    type: Literal["table"] = "table"
    delimiter: str | None = Field(default=None, max_length=1, description="`,`, `;`, tab ...")
    encoding: str | None = Field(default=None, max_length=40, description="Such as `utf-8` or `cp1250`.")
    quote: str | None = Field(default=None, max_length=1, description='`"`, or empty for none.')
    sheet: str | None = Field(
        default=None,
        max_length=255,
        pattern=r"^[^\x00]*$",
        description="Sheet of a spreadsheet; default: the first.",
    )
    has_header: StrictBool = Field(default=True, description="Whether the first row names the columns.")

    @contextmanager
    def open(self, path: Path, *, sample: int | None = None) -> Iterator[Source]:
        """Opens it as text."""
        del sample
        options = TableOptions(
            encoding=self.encoding,
            delimiter=self.delimiter,
            quote=self.quote,
            header=self.has_header,
            sheet=self.sheet,
        )
        with open_table(path, options=options) as table:
            if not table.facts.columns:
                raise UnreadableFileError("The file holds no row. Send one with a header and rows.")
            columns = unique_names(table.facts.columns)
            yield Source(columns, table.facts, _TableChunks(table, len(columns)), nested=False)


@dataclass(frozen=True, slots=True)
class _TableChunks(Chunks):
    table: Table
    width: int

    def __call__(self, *, chunk_rows: int = CHUNK_ROWS) -> Iterator[SourceChunk]:
        for chunk in self.table.rows(chunk_rows=chunk_rows):
            yield self._filled(chunk)

    def _filled(self, chunk: Chunk) -> SourceChunk:
        filled = SourceChunk(
            rejected=[RejectedRow.of_bad_row(bad) for bad in chunk.bad],
            blank=chunk.blank_lines,
            position=chunk.position,
        )
        for line, row in zip(chunk.lines, chunk.rows, strict=True):
            if not any(cell.strip() for cell in row):
                filled.blank += 1
            elif len(row) > self.width and any(cell.strip() for cell in row[self.width :]):
                reason = (
                    f"the row has {len(row)} cells, the table {self.width} columns; put quotes around a cell"
                    " that holds the delimiter"
                )
                filled.rejected.append(RejectedRow(line, row, "", "", reason))
            else:
                filled.lines.append(line)
                filled.rows.append(self._wide(row))
        return filled

    def _wide(self, row: Row) -> Row:
        return row[: self.width] + ("",) * (self.width - len(row))
