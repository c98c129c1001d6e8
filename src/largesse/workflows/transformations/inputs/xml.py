"""XML: an element for each record."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import ClassVar, Final, Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from pydantic import Field

from largesse.core.files import UnreadableFileError
from largesse.workflows.transformations.inputs.json_list import KeyPath, check_size
from largesse.workflows.transformations.inputs.records import Record, open_records
from largesse.workflows.transformations.inputs.source import Input, Source

TEXT: Final = "#text"
# Of one record, so that no document is one record that fills the memory.
MAX_PARTS: Final = 100_000
MAX_LEVELS: Final = 100


class XmlInput(Input):
    """An XML document; each element of one name is a row, its children and attributes are the cells."""

    title: ClassVar[str] = "XML"

    type: Literal["xml"] = "xml"
    element: KeyPath = Field(
        default="", description="Name of the elements; empty means the children of the outermost one."
    )

    @contextmanager
    def open(self, path: Path, *, sample: int | None = None) -> Iterator[Source]:
        """Opens it as a stream; documents that declare types or entities are refused."""
        check_size(path, "JSON Lines or CSV")
        yield open_records(path, partial(_read, name=self.element), sample=sample)


def _read(path: Path, *, name: str) -> Iterator[tuple[int, Record]]:
    found = 0
    try:
        for element in _elements(path, name):
            found += 1
            content = _content(element)
            yield found, content if isinstance(content, dict) else {_bare(element.tag): content}
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableFileError(
            f"The XML cannot be read behind record {found}: {error!r}."[:400]
        ) from error
    if not found:
        raise UnreadableFileError(
            f"There is no element {name!r}. Say in `element` what the records are called."
            if name
            else "There is no record. Send a document with some, or say in `element` what they are called."
        )


def _elements(path: Path, name: str) -> Iterator[Element]:
    """Each record's element, taken off the document once it was dealt with."""
    open_elements: list[Element] = []
    record_level, parts = 0, 0
    for event, element in iterparse(str(path), events=("start", "end"), forbid_dtd=True):
        parts += 1
        if event == "start":
            open_elements.append(element)
            is_record = _bare(element.tag) == name if name else len(open_elements) == 2
            if is_record and not record_level:
                record_level, parts = len(open_elements), 0
        _check_bounds(open_elements, parts if record_level else 0)
        if event == "end":
            if len(open_elements) == record_level:
                yield element
                record_level = 0
            open_elements.pop()
            if open_elements and not record_level:
                open_elements[-1].clear()


def _check_bounds(open_elements: list[Element], parts: int) -> None:
    if parts > MAX_PARTS or len(open_elements) > MAX_LEVELS:
        raise UnreadableFileError(
            f"A record has more than {MAX_PARTS:,} elements, or the document {MAX_LEVELS} levels. Is"
            " `element` the name of the records?"
        )


def _content(element: Element) -> object:
    """Text for an element of text only, else its parts by name; a name that stands twice has a list."""
    parts: dict[str, object] = {f"@{_bare(name)}": value for name, value in element.attrib.items()}
    lists: set[str] = set()
    for child in element:
        name, content = _bare(child.tag), _content(child)
        known = parts.get(name)
        if name in lists and isinstance(known, list):
            known.append(content)
        elif name in parts:
            parts[name] = [known, content]
            lists.add(name)
        else:
            parts[name] = content
    text = (element.text or "").strip() if len(element) else (element.text or "")
    if not parts:
        return text
    if text.strip():
        parts[TEXT] = text
    return parts


def _bare(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]
