"""Takes the inserts out of HTML or MJML before a program reads it, and puts them back afterwards.

A parser of HTML moves, escapes and drops what it does not know: `{% for %}` between two rows of a table
leaves the table, `{{ a < b }}` begins a tag. So each insert is replaced by something harmless at its place:
a comment where a comment may stand, a word elsewhere.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_OPENING: Final = re.compile(r"\{[{%#]")
# A quoted text may hold what would end the insert; comments have no quotes.
_CLOSING: Final = {
    "{{": re.compile(r"""\}\}|"[^"\n]*"|'[^'\n]*'"""),
    "{%": re.compile(r"""%\}|"[^"\n]*"|'[^'\n]*'"""),
    "{#": re.compile(r"#\}"),
}
_BEGIN: Final = re.compile(r"<!--|<(/?)([a-zA-Z][\w:-]*)")
_IN_TAG: Final = re.compile(r"[\"'>]")
# Elements whose content is text only: a comment in them would be shown.
_TEXT_ONLY: Final = frozenset({"style", "script", "title", "textarea", "mj-style", "mj-title", "mj-preview"})
DEPTH: Final = 200
_VOID: Final = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
)


@dataclass(frozen=True, slots=True)
class Protected:
    """A source without its inserts. `mark` begins each stand-in and stands nowhere else."""

    source: str
    mark: str
    inserts: tuple[str, ...]
    lines: tuple[int, ...]

    def restore(self, processed: str) -> str:
        """The processed source with its inserts again, wherever their stand-ins are now."""
        return self._stand_in.sub(
            lambda found: self.inserts[int(found[1] or found[2])], self._attribute.sub(r"\1", processed)
        )

    def as_words(self, processed: str) -> str:
        """The same with a word for each stand-in that is a comment."""
        return re.sub(rf"<!--{self.mark}c(\d+)z-->", rf"{self.mark}w\1z", processed)

    def lost(self, processed: str) -> list[int]:
        """The lines of inserts that the processing dropped."""
        kept = {int(first or second) for first, second in self._stand_in.findall(processed)}
        return [line for index, line in enumerate(self.lines) if index not in kept]

    @property
    def _stand_in(self) -> re.Pattern[str]:
        return re.compile(rf"<!--{self.mark}c(\d+)z-->|{self.mark}w(\d+)z")

    @property
    def _attribute(self) -> re.Pattern[str]:
        # A stand-in that was an attribute's name comes back with an empty value. Bounded, to be linear.
        return re.compile(rf"""({self.mark}w\d+z[^\s"'<>=]{{0,200}})=\"\"""")


class _Place:
    """Where in a document the reading is: in text, in a tag, in an attribute, in a comment, in bare text."""

    def __init__(self) -> None:
        self._quote = ""  # what ends the attribute
        self._tag: tuple[bool, str] | None = None
        self._bare = ""  # the element whose end ends the bare text
        self._comment = False
        self._depth = 0
        self.deepest = 0

    @property
    def takes_comment(self) -> bool:
        return not (self._tag or self._bare or self._comment)

    def read(self, text: str) -> None:
        position = 0
        while position < len(text) and self.deepest <= DEPTH:
            position = self._step(text, position)

    def _step(self, text: str, position: int) -> int:
        if self._comment:
            end = text.find("-->", position)
            self._comment = end < 0
            return len(text) if end < 0 else end + 3
        if self._quote:
            end = text.find(self._quote, position)
            self._quote = self._quote if end < 0 else ""
            return len(text) if end < 0 else end + 1
        if self._tag is not None:
            return self._step_in_tag(text, position)
        return self._step_in_text(text, position)

    def _step_in_tag(self, text: str, position: int) -> int:
        found = _IN_TAG.search(text, position)
        if found is None:
            return len(text)
        if found[0] != ">":
            self._quote = found[0]
            return found.end()
        closes, name = self._tag or (False, "")
        self._tag = None
        empty = text.startswith("/", max(0, found.start() - 1)) or name in _VOID
        if closes:
            self._depth -= 1
        elif not empty:
            self._depth += 1
            self.deepest = max(self.deepest, self._depth)
            self._bare = name if name in _TEXT_ONLY else ""
        return found.end()

    def _step_in_text(self, text: str, position: int) -> int:
        if self._bare:
            found = re.compile(rf"<(/){re.escape(self._bare)}\b", re.IGNORECASE).search(text, position)
        else:
            found = _BEGIN.search(text, position)
        if found is None:
            return len(text)
        if found[0] == "<!--":
            self._comment = True
        else:
            self._tag = (bool(found[1]), self._bare or found[2].lower())
            self._bare = ""
        return found.end()


def protect(source: str) -> Protected:
    """The source with a stand-in for each insert; linear in its length, and never wrong about its order."""
    mark = f"lg{hashlib.sha256(source.encode()).hexdigest()[:10]}"
    place = _Place()
    parts: list[str] = []
    inserts: list[str] = []
    lines: list[int] = []
    line = 1
    for text, insert in _split(source):
        place.read(text)
        parts.append(text)
        line += text.count("\n")
        if insert:
            # What an insert puts out is text, and stays where text may stand; a statement puts out nothing.
            comment = place.takes_comment and not insert.startswith("{{")
            name = f"{mark}{'c' if comment else 'w'}{len(inserts)}z"
            parts.append(f"<!--{name}-->" if comment else name)
            inserts.append(insert)
            lines.append(line)
            line += insert.count("\n")
    return Protected("".join(parts), mark, tuple(inserts), tuple(lines))


def deepest(source: str) -> int:
    """How many elements stand within one another at most."""
    place = _Place()
    place.read(source)
    return place.deepest


def _split(source: str) -> Iterator[tuple[str, str]]:
    """Pairs of literal text and the insert behind it; the last insert is empty."""
    position = 0
    while (opening := _OPENING.search(source, position)) and (end := _end_of(source, opening)):
        yield source[position : opening.start()], source[opening.start() : end]
        position = end
    yield source[position:], ""


def _end_of(source: str, opening: re.Match[str]) -> int | None:
    for found in _CLOSING[opening[0]].finditer(source, opening.end()):
        if found[0].endswith("}"):
            return found.end()
    return None
