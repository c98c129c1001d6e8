"""Files into tables of a slice: options, looking at a file, and the job that takes its rows in chunks."""

from largesse.core.imports.columns import Columns, column_number, repeated_column
from largesse.core.imports.faults import FaultError, check_width
from largesse.core.imports.files import facts_of, facts_when_begun, file_of, import_args
from largesse.core.imports.looking import (
    ImportColumn,
    ImportPreview,
    RowProblem,
    look_at,
    preview_of,
    sample_of,
)
from largesse.core.imports.options import ColumnName, FileOptions, Name
from largesse.core.imports.rows import Outcomes, RowImport, RowReader, Rows, import_rows

__all__ = [
    "ColumnName",
    "Columns",
    "FaultError",
    "FileOptions",
    "ImportColumn",
    "ImportPreview",
    "Name",
    "Outcomes",
    "RowImport",
    "RowProblem",
    "RowReader",
    "Rows",
    "check_width",
    "column_number",
    "facts_of",
    "facts_when_begun",
    "file_of",
    "import_args",
    "import_rows",
    "look_at",
    "preview_of",
    "repeated_column",
    "sample_of",
]
