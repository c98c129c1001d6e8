"""JSON Lines: a record in each line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Final, Literal

from largesse.workflows.transformations.inputs.json_stream import DECODER
from largesse.workflows.transformations.inputs.records import BadRecord, BlankRecord, Record, open_records
from largesse.workflows.transformations.inputs.source import Input, Source

MAX_LINE: Final = 4 << 20


class JsonLinesInput(Input):
    """A JSON object in each line; a line that is none is rejected alone."""

    title: ClassVar[str] = "JSON Lines"

    type: Literal["jsonl"] = "jsonl"

    @contextmanager
    def open(self, path: Path, *, sample: int | None = None) -> Iterator[Source]:
        """Opens it as a stream of lines."""
        yield open_records(path, _read, sample=sample)


def _read(path: Path) -> Iterator[tuple[int, Record]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE):
            number += 1
            whole = True
            while not line.endswith(b"\n") and (rest := file.readline(MAX_LINE)):
                whole = False
                if rest.endswith(b"\n"):
                    break
            yield number, _record(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, whole=whole)


def _record(line: bytes, *, whole: bool) -> Record:
    text = line.decode(errors="backslashreplace").strip()
    if not whole:
        return BadRecord(text, f"the line is longer than {MAX_LINE:,} bytes")
    if not text:
        return BlankRecord()
    try:
        value = DECODER.decode(line.decode().strip())
    except UnicodeDecodeError:
        return BadRecord(text, "the line is not UTF-8")
    except (ValueError, RecursionError) as error:
        return BadRecord(text, f"the line is not JSON: {error}"[:300])
    return value if isinstance(value, dict) else BadRecord(text, "this is no object with fields")
