"""Product feeds as rows: RSS 2.0 and Atom of Google Shopping, and other XML with an element for each item."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

import orjson
from defusedxml.common import DefusedXmlException
from defusedxml.sax import make_parser

from largesse.core.files import Chunk, Row, TableFacts, UnreadableFileError

ELEMENTS: Final = frozenset({"item", "entry"})
# What feeds usually have, as the download of rejected rows has it; anything else goes to `others` as JSON.
COLUMNS: Final = (
    "id", "title", "description", "link", "image_link", "availability", "price", "currency", "sale_price",
    "brand", "gtin", "mpn", "condition", "product_type", "google_product_category", "item_group_id", "color",
    "size", "material", "gender", "age_group", "others",
)  # fmt: skip
OTHERS: Final = "others"
# What feeds of others call the same; where a feed has both, these are attributes.
ALIASES: Final = {
    "sku": "id",
    "name": "title",
    "url": "link",
    "image": "image_link",
    "category": "product_type",
}
BLOCK: Final = 1 << 16
CHUNK_ROWS: Final = 5_000
# Of one item, so that no document is one item that fills the memory.
MAX_TEXT: Final = 200_000
MAX_FIELDS: Final = 500
MAX_LEVELS: Final = 100


def is_xml(path: Path) -> bool:
    """Whether the file begins like XML, in whatever encoding."""
    with path.open("rb") as file:
        head = file.read(256)
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"").lstrip().startswith(b"<")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of one file; its columns are COLUMNS. `element` is what an item is called, if not as usual."""

    path: Path
    element: str | None = None

    def facts(self) -> TableFacts:
        """What the file is like; UnreadableFileError when it holds no item."""
        if next(self.rows(chunk_rows=1), None) is None:
            wanted = f"<{self.element}>" if self.element else "<item> or <entry>"
            raise UnreadableFileError(
                f"There is no element {wanted} in this document. Say in `element` what items are called."
            )
        return TableFacts(
            format="csv", encoding="utf-8", bom=False, delimiter=",", quote='"', header=True, columns=COLUMNS,
            size=self.path.stat().st_size,
        )  # fmt: skip

    def rows(self, *, start_row: int = 0, chunk_rows: int = CHUNK_ROWS) -> Iterator[Chunk]:
        """The items in chunks, each at the line where it begins; UnreadableFileError where the XML ends."""
        lines: list[int] = []
        rows: list[Row] = []
        first = start_row
        with self.path.open("rb") as file:
            for number, (line, row) in enumerate(self._items(file), start=1):
                if number <= start_row:
                    continue
                lines.append(line)
                rows.append(row)
                if len(rows) == chunk_rows:
                    yield Chunk(lines, rows, first=first, position=file.tell())
                    lines, rows, first = [], [], number
            if rows:
                yield Chunk(lines, rows, first=first, position=file.tell())

    def _items(self, file: BinaryIO) -> Iterator[tuple[int, Row]]:
        collector = _Collector(frozenset({self.element.casefold()}) if self.element else ELEMENTS)
        parser = make_parser()
        parser.forbid_dtd = True
        parser.setContentHandler(collector)
        collector.setDocumentLocator(parser)
        try:
            while block := file.read(BLOCK):
                parser.feed(block)
                yield from collector.drain()
            parser.close()
        except (SAXParseException, DefusedXmlException, LookupError, ValueError) as error:
            raise UnreadableFileError(
                f"The XML cannot be read behind line {collector.line}: {_told(error)}."[:400]
            ) from error
        yield from collector.drain()


@dataclass
class _Item:
    """An item that is being read: where it begins, how deep, and its fields."""

    line: int
    level: int
    fields: dict[str, str] = field(default_factory=dict)
    size: int = 0


class _Collector(ContentHandler):
    """Puts the elements of each item together; names lose their prefix, `g:` goes before any other."""

    def __init__(self, elements: frozenset[str]) -> None:
        super().__init__()
        self._elements = elements
        self._locator: Locator | None = None
        self._path: list[str] = []
        self._text: list[str] = []
        self._item: _Item | None = None
        self._done: list[tuple[int, Row]] = []

    @property
    def line(self) -> int:
        """Where in the document the parser is."""
        return (self._locator.getLineNumber() or 0) if self._locator is not None else 0

    def drain(self) -> Iterator[tuple[int, Row]]:
        """The items that are whole, and forgotten by this."""
        done, self._done = self._done, []
        yield from done

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802  the name that SAX calls
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802  the same
        self._path.append(name)
        if len(self._path) > MAX_LEVELS:
            msg = f"it has more than {MAX_LEVELS} levels"
            raise ValueError(msg)
        self._text = []
        if self._item is None:
            if name.rpartition(":")[2].casefold() in self._elements:
                self._item = _Item(self.line, len(self._path))
                for key in attrs.getNames():
                    self._put(key, attrs.getValue(key))
        elif "href" in attrs.getNames():  # a link of Atom
            self._put(self._name(), attrs.getValue("href"))

    def characters(self, content: str) -> None:
        if self._item is not None:
            self._item.size += len(content)
            if self._item.size > MAX_TEXT:
                msg = f"an item has more than {MAX_TEXT:,} characters"
                raise ValueError(msg)
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802  the same
        del name  # the last of the path
        item = self._item
        if item is not None:
            if len(self._path) == item.level:
                self._done.append((item.line, _row(item.fields)))
                self._item = None
            else:
                text = "".join(self._text).strip()
                if text:
                    self._put(self._name(), text)
        self._text = []
        self._path.pop()

    def _name(self) -> str:
        """The path inside the item, such as `g:brand` or `g:shipping.g:price`."""
        level = self._item.level if self._item is not None else 0
        return ".".join(self._path[level:])

    def _put(self, name: str, value: str) -> None:
        """A name that stands twice has both values, with | between them."""
        if self._item is None:
            return
        fields = self._item.fields
        fields[name] = f"{fields[name]}|{value}" if name in fields else value
        if len(fields) > MAX_FIELDS:
            msg = f"an item has more than {MAX_FIELDS} elements"
            raise ValueError(msg)


def _row(fields: dict[str, str]) -> Row:
    bare: dict[str, str] = {}
    for name, value in fields.items():
        short = ".".join(part.rpartition(":")[2] for part in name.split("."))
        if short not in bare or name.startswith("g:"):
            bare[short] = value
    for alias, name in ALIASES.items():
        if alias in bare and name not in bare:
            bare[name] = bare.pop(alias)
    others = {name: value for name, value in bare.items() if name not in COLUMNS or name == OTHERS}
    cells = [bare.get(name, "") for name in COLUMNS[:-1]]
    return (*cells, orjson.dumps(others).decode() if others else "")


def _told(error: Exception) -> str:
    return error.getMessage() if isinstance(error, SAXParseException) else str(error) or repr(error)
