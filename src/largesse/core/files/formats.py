"""What kind of file an upload is, by its first bytes; its name is not asked."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from largesse.core.files.errors import UnreadableFileError

SpreadsheetFormat = Literal["xlsx", "xls", "ods"]
TableFormat = Literal["csv", "tsv", "xlsx", "xls", "ods"]

HEAD_BYTES = 4_096
NOT_TABLES = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3\0", "a database"),
    (b"PAR1", "a Parquet file"),
)
MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml")


def detect_format(path: Path) -> SpreadsheetFormat | Literal["text"]:
    """Tell text from the kinds of spreadsheets.

    Raises UnreadableFileError for an empty file and for what is no table at all.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe\r\n\0 "):
        raise UnreadableFileError("The file is empty. Send a file with at least one row.")
    for mark, name in NOT_TABLES:
        if head.startswith(mark):
            raise UnreadableFileError(f"The file is {name}. Send a CSV or XLSX file.")
    if head.startswith(b"PK\x03\x04"):
        return _detect_zipped(head)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(MARKUP):
        raise UnreadableFileError(
            "The file is a web page or XML under the name of a table. "
            "Open it in a spreadsheet program, save it as XLSX or CSV, and send that."
        )
    return "text"


def _detect_zipped(head: bytes) -> SpreadsheetFormat:
    # The first entry of an OpenDocument file is its media type, uncompressed.
    if b"application/vnd.oasis.opendocument.spreadsheet" in head[:200]:
        return "ods"
    return "xlsx"
