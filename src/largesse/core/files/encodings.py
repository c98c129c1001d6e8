"""Which encoding a text file has; its bytes in a form that can be cut into lines."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from largesse.core.files.errors import UnreadableFileError
from largesse.core.files.legacy import guess_legacy
from largesse.core.files.lines import ByteSource, read_pieces

SAMPLE_BYTES = 1 << 16
LINE_BYTES = 1 << 20
BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# A legacy file has such bytes in more lines than one in this many; fewer are damaged UTF-8.
RARE = 1_000


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name in Python and whether the file begins with a byte order mark."""

    name: str
    bom: bool


def detect_encoding(path: Path, *, declared: str | None = None) -> Encoding:
    """Find the encoding; a declared one wins, then a byte order mark, UTF-8, and a guess.

    A file that is UTF-8 but for a few lines counts as UTF-8: those lines come out as bad rows.
    Raises UnreadableFileError for a declared encoding that is unknown or cannot be cut into lines.
    """
    with path.open("rb") as file:
        head = file.read(SAMPLE_BYTES)
    marked = next((name for mark, name in BOMS if head.startswith(mark)), None)
    if declared:
        chosen = _resolve(declared, marked)
        return Encoding(chosen, bom=chosen == marked)
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        raise UnreadableFileError("The file is in UTF-32. Save it as UTF-8 and send it again.")
    name = marked or _guess_utf16(head)
    return Encoding(name or _guess_by_lines(path), bom=marked is not None)


class TextSource:
    """The bytes of a text file without its byte order mark, cut at CR and LF by anyone.

    UTF-16 is handed out as UTF-8 (`encoding` says so), where half a character stays an error.
    """

    def __init__(self, path: Path, encoding: Encoding) -> None:
        self._file: BinaryIO = path.open("rb")
        self._decoder: codecs.IncrementalDecoder | None = None
        self.encoding = encoding.name
        if encoding.bom:
            self._file.seek(3 if encoding.name == "utf-8" else 2)
        if encoding.name.startswith("utf-16"):
            self._decoder = codecs.getincrementaldecoder(encoding.name)("surrogatepass")
            self.encoding = "utf-8"

    @property
    def position(self) -> int:
        """How many bytes of the file were read."""
        return self._file.tell()

    def read(self, size: int, /) -> bytes:
        """The next bytes; empty at the end of the file."""
        data = self._file.read(size)
        if self._decoder is None:
            return data
        while data:
            # Half a surrogate pair becomes bytes that UTF-8 refuses, so only its line is bad.
            text = self._decoder.decode(data)
            if text:
                return text.encode("utf-8", "surrogatepass")
            data = self._file.read(size)
        left, _ = self._decoder.getstate()
        self._decoder.reset()
        return b"\xff" if left else b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


def _resolve(declared: str, marked: str | None) -> str:
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        raise UnreadableFileError(
            f"The encoding {declared!r} is not known. Choose one such as utf-8, cp1250 or utf-16."
        ) from None
    if name == "utf-8-sig":
        return "utf-8"
    if name == "utf-16":
        return marked if marked and marked.startswith("utf-16") else "utf-16-le"
    if name not in ("utf-16-le", "utf-16-be") and not _leaves_ascii_alone(name):
        raise UnreadableFileError(
            f"Tables cannot be read in the encoding {declared!r}. Save the file as UTF-8."
        )
    return name


def _leaves_ascii_alone(name: str) -> bool:
    ascii_bytes = bytes(range(128))
    try:
        return ascii_bytes.decode(name) == ascii_bytes.decode("ascii")
    except (UnicodeDecodeError, LookupError):
        return False


def _guess_utf16(head: bytes) -> str | None:
    """UTF-16 without a mark shows in the zero bytes of its line ends, digits and delimiters."""
    pairs = len(head) // 2
    if not pairs:
        return None
    low, high = head[1::2].count(0) / pairs, head[0::2].count(0) / pairs
    if low > 0.3 and high < 0.05:
        return "utf-16-le"
    if high > 0.3 and low < 0.05:
        return "utf-16-be"
    return None


def _guess_by_lines(path: Path) -> str:
    if _is_utf8(path):
        return "utf-8"
    lines = valid = invalid = 0
    sample = bytearray()
    for line in _lines(path):
        lines += 1
        if line.isascii():
            continue
        try:
            line.decode("utf-8")
            valid += 1
        except UnicodeDecodeError:
            invalid += 1
            if len(sample) < SAMPLE_BYTES:
                sample += line
    if valid >= invalid or (lines > RARE and invalid * RARE < lines):
        return "utf-8"
    return guess_legacy(bytes(sample)) or "utf-8"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while data := file.read(LINE_BYTES):
                decoder.decode(data)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        source: ByteSource = file
        for piece in read_pieces(source, limit=LINE_BYTES):
            yield from piece.data.splitlines(keepends=True)
