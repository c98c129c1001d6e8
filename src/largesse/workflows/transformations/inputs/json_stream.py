"""A list in a large JSON document, an item at a time; texts and numbers as they are written.

The standard library's scanner reads each item, so one of any kind neither recurses into ours nor is converted
by a parser of somebody else's in C.
"""

import codecs
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import BinaryIO, Final

from largesse.core.files import UnreadableFileError

BLOCK: Final = 1 << 20
# Characters of one item of the list, and of one value that stands before the list.
MAX_ITEM: Final = 4_000_000
MAX_SKIPPED: Final = 64_000_000
_BLANK: Final = re.compile(r"[ \t\r\n]*")


def _whole(digits: str) -> object:
    """Python refuses to make numbers of very many digits, and nobody calculates with them."""
    return int(digits) if len(digits) <= 40 else digits


def _refuse(name: str) -> object:
    msg = f"{name} is no number of JSON"
    raise json.JSONDecodeError(msg, name, 0)


DECODER: Final = json.JSONDecoder(parse_float=Decimal, parse_int=_whole, parse_constant=_refuse)


def items_of(file: BinaryIO, path: str) -> Iterator[object]:
    """The items of the list that stands at `path`, such as data.items; "" is the document itself.

    UnreadableFileError when there is no such list, or what is read is not JSON; what stands behind the list
    is not looked at.
    """
    text = _Text(file)
    try:
        for key in path.split(".") if path else ():
            _enter(text, key, path)
        if text.next() != "[":
            raise UnreadableFileError(_no_list(path))
        yield from _items(text)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        said = str(error) if not isinstance(error, RecursionError) else "it is nested too deep"
        raise UnreadableFileError(
            f"The JSON cannot be read behind character {text.done + text.at:,}: {said[:200]}."
        ) from error


def _items(text: "_Text") -> Iterator[object]:
    text.at += 1
    if text.next() == "]":
        return
    while True:
        yield text.value(MAX_ITEM)
        mark = text.next()
        if mark == "]":
            return
        if mark != ",":
            raise json.JSONDecodeError("a , or ] is missing", text.buffer[text.at : text.at + 20], 0)
        text.at += 1


def _enter(text: "_Text", key: str, path: str) -> None:
    """Goes to the value of a key of the object that stands here."""
    if text.next() != "{":
        raise UnreadableFileError(_no_list(path))
    text.at += 1
    while text.next() not in ("}", ""):
        name = text.value(MAX_ITEM)
        if text.next() != ":":
            raise json.JSONDecodeError("a : is missing", text.buffer[text.at : text.at + 20], 0)
        text.at += 1
        if name == key:
            return
        text.next()
        text.value(MAX_SKIPPED)
        if text.next() == ",":
            text.at += 1
    raise UnreadableFileError(_no_list(path))


def _no_list(path: str) -> str:
    where = f"at {path!r}" if path else "at the top of the document"
    return f"There is no list of records {where}. Say in `records` where it stands, such as data.items."


class _Text:
    """What was read of the document and not dealt with yet."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._over = False
        self.buffer = ""
        self.at = 0
        self.done = 0

    def next(self) -> str:
        """The next character that is no white space, which stays; "" at the end."""
        while True:
            found = _BLANK.match(self.buffer, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self._fill(1):
                return ""

    def value(self, limit: int) -> object:
        """The value that stands here; JSONDecodeError for none, or one of more than `limit` characters."""
        if not self.next():
            raise json.JSONDecodeError("the document ends too early", self.buffer, len(self.buffer))
        wanted = BLOCK
        while True:  # until it is there whole
            try:
                value, end = DECODER.raw_decode(self.buffer, self.at)
                # A number at the end of what was read may go on.
                if end < len(self.buffer) or not self._fill(1):
                    self.at = end
                    return value
            except json.JSONDecodeError:
                if len(self.buffer) - self.at > limit or not self._fill(wanted):
                    raise
                wanted *= 4

    def _fill(self, count: int) -> bool:
        """Reads on until there are so many characters more to come; whether any came."""
        self.done += self.at
        self.buffer, self.at = self.buffer[self.at :], 0
        before = len(self.buffer)
        while not self._over and len(self.buffer) < max(before + 1, count):
            block = self._file.read(BLOCK)
            self._over = not block
            self.buffer += self._decoder.decode(block, final=self._over)
        return len(self.buffer) > before
