"""Spreadsheets as text: a child process with limits turns one sheet into a CSV file of ours.

Two cells far apart make the parser ask for more memory than there is and abort its process; so
that process is never this one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from largesse.core.files.errors import UnreadableFileError
from largesse.core.files.formats import SpreadsheetFormat
from largesse.core.files.records import BadRow, Bounds, Chunk, RowFormat, read_chunks

CHILD_MODULE = "largesse.core.files.sheet_child"
CHILD_SECONDS = 120.0
# A cell holds up to 32,767 characters, a row up to 16,384 cells; the child's file is well formed.
SHEET_BOUNDS = Bounds(lines=10_000_000, chars=50_000_000)
# The child gets nothing of ours that could leak: no database address, no keys.
PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "LANG")


@dataclass(frozen=True, slots=True)
class ConvertedSheet:
    """One sheet as a temporary CSV file, and the names of all sheets of its workbook."""

    path: Path
    name: str
    sheets: tuple[str, ...]

    def chunks(self) -> Iterator[Chunk]:
        """Read the rows with the numbers they have in the sheet."""
        with self.path.open("rb") as file:
            for chunk in read_chunks(file, RowFormat(bounds=SHEET_BOUNDS)):
                yield _renumber(chunk, position=file.tell())

    def remove(self) -> None:
        """Delete the temporary file."""
        self.path.unlink(missing_ok=True)


def convert_sheet(
    path: Path,
    kind: SpreadsheetFormat,
    *,
    sheet: str | None = None,
    scratch: Path | None = None,
    seconds: float = CHILD_SECONDS,
) -> ConvertedSheet:
    """Convert one sheet (the first visible one unless named) in a child process.

    Blocks for at most `seconds`; the temporary file goes to `scratch`. Raises UnreadableFileError when the
    file is damaged, protected, built to exhaust the reader, too large, or has no such sheet.
    """
    handle, name = tempfile.mkstemp(prefix="largesse-sheet-", suffix=".csv", dir=scratch)
    os.close(handle)
    target = Path(name)
    try:
        answer = _run_child([str(path), kind, str(target), sheet or ""], seconds)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return ConvertedSheet(target, str(answer["sheet"]), tuple(map(str, answer["sheets"])))


def _run_child(arguments: list[str], seconds: float) -> dict[str, list[str]]:
    try:
        # -P keeps the working directory, where anyone's files may lie, off the import path.
        done = subprocess.run(  # noqa: S603 (our own interpreter and module, no shell)
            [sys.executable, "-P", "-m", CHILD_MODULE, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={key: os.environ[key] for key in PASSED_ON if key in os.environ},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise UnreadableFileError(
            f"The spreadsheet could not be read within {seconds:g} seconds. "
            "Save the sheet as CSV and send that."
        ) from None
    if done.returncode != 0:
        raise UnreadableFileError(
            "The spreadsheet is damaged, or spans so many cells that reading it would take more "
            "than the memory allowed. Copy the filled cells into a new sheet or save it as CSV, "
            "and send that."
        )
    answer: dict[str, list[str]] = json.loads(done.stdout)
    if "error" in answer:
        raise UnreadableFileError(str(answer["error"]))
    return answer


def _renumber(chunk: Chunk, *, position: int) -> Chunk:
    """Take the two cells off that the child put before each row: its number, and its fault."""
    result = Chunk(position=position)
    numbers: list[int] = []
    for number, fault, *cells in chunk.rows:
        if fault:
            result.bad.append(BadRow(int(number), ", ".join(cells), fault))
        else:
            numbers.append(int(number))
            result.rows.append(tuple(cells))
    result.lines = numbers
    return result
