"""JSON: one list of records."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from largesse.core.files import UnreadableFileError
from largesse.workflows.transformations.inputs.json_stream import items_of
from largesse.workflows.transformations.inputs.records import BadRecord, Record, open_records
from largesse.workflows.transformations.inputs.source import Input, Source

MAX_BYTES: Final = 1 << 30

KeyPath = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class JsonInput(Input):
    """A JSON document with a list of objects; each of them is a row."""

    title: ClassVar[str] = "JSON"

    type: Literal["json"] = "json"
    records: KeyPath = Field(
        default="",
        description="Where the list stands, such as `data.items`; empty when it is the document itself.",
    )

    @contextmanager
    def open(self, path: Path, *, sample: int | None = None) -> Iterator[Source]:
        """Opens it as a stream: the document is never in memory whole."""
        check_size(path, "JSON Lines")
        yield open_records(path, partial(_read, records=self.records), sample=sample)


def check_size(path: Path, instead: str) -> None:
    """UnreadableFileError for a document that is too large to be read as one."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise UnreadableFileError(
            f"A document of {size:,} bytes is too large to be read; at most {MAX_BYTES:,} can be. Send it as"
            f" {instead}, where each line stands alone."
        )


def _read(path: Path, *, records: str) -> Iterator[tuple[int, Record]]:
    with path.open("rb") as file:
        for number, value in enumerate(items_of(file, records), start=1):
            yield number, value if isinstance(value, Mapping) else _no_object(value)


def _no_object(value: object) -> BadRecord:
    return BadRecord(str(value), "this is no object with fields")
