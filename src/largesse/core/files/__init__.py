"""Files in and out: tables read as text only, exports and rejected rows written, uploads stored."""

from largesse.core.files.errors import FileTooLargeError, UnreadableFileError
from largesse.core.files.exports import CsvExport, disarm_formula
from largesse.core.files.records import BadRow, Bounds, Chunk, Row
from largesse.core.files.rejects import RejectedRow, write_rejected
from largesse.core.files.store import FileStore, StoredFile
from largesse.core.files.tables import Table, TableFacts, TableOptions, open_table

__all__ = [
    "BadRow",
    "Bounds",
    "Chunk",
    "CsvExport",
    "FileStore",
    "FileTooLargeError",
    "RejectedRow",
    "Row",
    "StoredFile",
    "Table",
    "TableFacts",
    "TableOptions",
    "UnreadableFileError",
    "disarm_formula",
    "open_table",
    "write_rejected",
]
