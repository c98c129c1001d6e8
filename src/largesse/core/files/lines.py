"""Bytes of a text file as blocks of whole lines; a faulty line is marked, never dropped or altered."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

BLOCK_BYTES = 1 << 20
# A line of more bytes than this for each character allowed is too long in any encoding: it is cut
# there so that a file without line ends does not fill the memory.
BYTES_PER_CHAR = 4


class ByteSource(Protocol):
    """Anything that hands out the next bytes of a file, or none at its end."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, about `size` of them; empty at the end."""
        ...


class Piece(NamedTuple):
    """Bytes that end at a line end; `last` at the end of the file; `cut` when it is the beginning
    of one line that was too long to be held."""

    data: bytes
    last: bool
    cut: bool


@dataclass(slots=True)
class Block:
    """Some whole lines of a file, in order.

    `lines` have their line ends when `keeps_ends`. `faults` says by index which lines cannot be
    used and why; their text is fit for display. `cut` are the indexes of lines of which only the
    beginning is kept.
    """

    lines: list[str]
    keeps_ends: bool
    faults: dict[int, str] = field(default_factory=dict)
    cut: set[int] = field(default_factory=set)


def read_pieces(source: ByteSource, *, limit: int, block_bytes: int = BLOCK_BYTES) -> Iterator[Piece]:
    """Read bytes as whole lines, about `block_bytes` at a time; a line past `limit` bytes is cut.

    CR, LF and CRLF each end a line. The last piece may be empty.
    """
    rest = b""
    skipping = False
    while chunk := source.read(block_bytes):
        rest += chunk
        if skipping:
            start = _end_of_first_line(rest)
            skipping = not start
            rest = rest[start or -1 :]
        if not skipping and (end := _end_of_last_line(rest)):
            yield Piece(rest[:end], last=False, cut=False)
            rest = rest[end:]
        if len(rest) > limit:
            yield Piece(rest[:limit], last=False, cut=True)
            skipping = True
            rest = rest[-1:]
    yield Piece(b"" if skipping else rest, last=True, cut=False)


def decode_piece(piece: Piece, encoding: str, *, quote: str, max_chars: int, keep_ends: bool) -> Block:
    """Turn bytes into lines; mark those that do not decode, hold a NUL or are past `max_chars`.

    The lines keep their ends when asked to, or when a quote character makes them matter.
    """
    block = _decode(piece.data, encoding, quote=quote, keep_ends=keep_ends)
    if piece.cut:
        block.cut.add(0)
    if block.lines and max(map(len, block.lines)) > max_chars:
        _cut_long_lines(block, max_chars)
    if block.keeps_ends:
        _mark_nul_bytes(block)
    for index in block.cut:
        block.faults[index] = f"the line is longer than {max_chars:,} characters; shorten it"
    return block


def split_lines(text: str) -> list[str]:
    """Split at CR, LF and CRLF, without the line ends; no empty line behind the last line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def _end_of_last_line(data: bytes) -> int:
    # A CR that ends the data may be the first half of a CRLF: it waits for the next byte.
    return max(data.rfind(b"\n"), data.rfind(b"\r", 0, -1)) + 1


def _end_of_first_line(data: bytes) -> int:
    """The index behind the first line end; 0 when there is none for certain yet."""
    line = data.splitlines(keepends=True)[0]
    if line.endswith(b"\n") or (line.endswith(b"\r") and len(line) < len(data)):
        return len(line)
    return 0


def _decode(data: bytes, encoding: str, *, quote: str, keep_ends: bool) -> Block:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return _decode_line_by_line(data, encoding)
    if keep_ends or (quote and quote in text) or "\0" in text:
        # newline="" splits at CR, LF and CRLF and at nothing else; str.splitlines knows ten more.
        return Block(io.StringIO(text, newline="").readlines(), keeps_ends=True)
    return Block(split_lines(text), keeps_ends=False)


def _decode_line_by_line(data: bytes, encoding: str) -> Block:
    block = Block([], keeps_ends=True)
    for index, line in enumerate(data.splitlines(keepends=True)):
        try:
            block.lines.append(line.decode(encoding))
        except UnicodeDecodeError as error:
            block.lines.append(line.decode(encoding, errors="backslashreplace"))
            shown = " ".join(f"0x{byte:02X}" for byte in line[error.start : error.end])
            block.faults[index] = (
                f"byte {shown} at position {error.start + 1} of the line is not {encoding} text; "
                "save the file in one encoding or choose the encoding it has"
            )
    return block


def _cut_long_lines(block: Block, max_chars: int) -> None:
    for index, line in enumerate(block.lines):
        if len(line.rstrip("\r\n")) > max_chars:
            block.lines[index] = line[:max_chars]
            block.cut.add(index)


def _mark_nul_bytes(block: Block) -> None:
    for index, line in enumerate(block.lines):
        if "\0" in line:
            block.lines[index] = line.replace("\0", "\\x00")
            block.faults.setdefault(index, "the line holds a NUL byte; remove it")
