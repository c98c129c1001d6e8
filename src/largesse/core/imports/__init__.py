"""Files into tables of a slice: options, looking at a file, and the job that takes its rows in chunks."""

from largesse.core.imports.columns import Columns, column_number, repeated_column
from largesse.core.imports.faults import FaultError, check_width
from largesse.core.imports.files import facts_of, facts_when_begun, file_of, import_args
from largesse.core.imports.looking import (
    ImportColumn,
    ImportMeaning,
    ImportPreview,
    ImportRefusal,
    RowProblem,
    Sample,
    look_at,
    preview_of,
    refusal_by,
    sample_of,
)
from largesse.core.imports.options import ColumnName, FileOptions, Ignored, Name
from largesse.core.imports.rows import Outcomes, RowImport, RowReader, Rows, import_rows

__all__ = [
    "ColumnName",
    "Columns",
    "FaultError",
    "FileOptions",
    "Ignored",
    "ImportColumn",
    "ImportMeaning",
    "ImportPreview",
    "ImportRefusal",
    "Name",
    "Outcomes",
    "RowImport",
    "RowProblem",
    "RowReader",
    "Rows",
    "Sample",
    "check_width",
    "column_number",
    "facts_of",
    "facts_when_begun",
    "file_of",
    "import_args",
    "import_rows",
    "look_at",
    "preview_of",
    "refusal_by",
    "repeated_column",
    "sample_of",
]
