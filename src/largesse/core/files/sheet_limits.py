"""What a spreadsheet may ask of its reader: memory, time, inflated size, span of cells."""

from __future__ import annotations

import html
import re
import sys
import zipfile
from pathlib import Path

from largesse.core.files.errors import UnreadableFileError

if sys.platform != "win32":
    import resource

MAX_MEMORY = 512 << 20
MAX_CPU_SECONDS = 120
MAX_OUTPUT = 1 << 30
MAX_INFLATED = 200 << 20
MAX_RATIO = 100
MAX_CELLS = 5_000_000
HEAD_BYTES = 1 << 16
DIRECTORY_BYTES = 1 << 20
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\s+ref\s*=\s*["']([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?["']""")


def limit_process() -> None:
    """Bound this process for the rest of its life; where the system cannot, the parent's clock is left."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (MAX_OUTPUT, MAX_OUTPUT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def check_archive(path: Path) -> None:
    """Refuse a zip bomb and XML that declares entities, without inflating more than heads.

    Raises UnreadableFileError, or BadZipFile for what is no archive.
    """
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        inflated = sum(entry.file_size for entry in entries)
        packed = max(1, path.stat().st_size)
        if inflated > MAX_INFLATED and inflated > MAX_RATIO * packed:
            raise UnreadableFileError(
                f"The spreadsheet of {packed:,} bytes unpacks to {inflated:,} bytes, as only files "
                "made to exhaust the reader do. Save the sheet as CSV and send that."
            )
        for entry in entries:
            if entry.filename.endswith((".xml", ".rels")):
                _refuse_entities(_read_head(archive, entry.filename))


def check_dimension(path: Path, sheet: str) -> None:
    """Refuse an XLSX sheet that declares more than MAX_CELLS cells; an absent or false declaration
    is left to the other limits. Raises UnreadableFileError."""
    with zipfile.ZipFile(path) as archive:
        part = _find_part(archive, sheet)
        found = _DIMENSION.search(_read_head(archive, part)) if part else None
    if not found:
        return
    left, top, right, bottom = found.groups()
    rows = int(bottom or top) - int(top) + 1
    cells = rows * (_column(right or left) - _column(left) + 1)
    if cells > MAX_CELLS:
        raise UnreadableFileError(
            f"The sheet {sheet!r} declares {cells:,} cells; at most {MAX_CELLS:,} can be read. "
            "Delete the rows and columns that are empty, or save it as CSV."
        )


def _refuse_entities(head: bytes) -> None:
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise UnreadableFileError(
            "The spreadsheet declares XML entities, which none of the usual programs does. "
            "Open it in one, save it again, and send that."
        )


def _read_head(archive: zipfile.ZipFile, name: str, size: int = HEAD_BYTES) -> bytes:
    with archive.open(name) as part:
        return part.read(size)


def _find_part(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """Follow workbook.xml and its relations to the part that holds a sheet (ECMA-376, part 1)."""
    names = set(archive.namelist())
    if not names.issuperset(("xl/workbook.xml", "xl/_rels/workbook.xml.rels")):
        return None
    relation = ""
    for tag in _tags(archive, "xl/workbook.xml", _SHEET):
        if tag.get("name") == sheet:
            relation = next((value for key, value in tag.items() if key.endswith(":id")), "")
    for tag in _tags(archive, "xl/_rels/workbook.xml.rels", _RELATION):
        if tag.get("Id") == relation:
            target = tag.get("Target", "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in names else None
    return None


def _tags(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[str]) -> list[dict[str, str]]:
    text = _read_head(archive, part, DIRECTORY_BYTES).decode("utf-8", errors="replace")
    return [
        {key: html.unescape(value) for key, value in _ATTRIBUTE.findall(tag)} for tag in pattern.findall(text)
    ]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
