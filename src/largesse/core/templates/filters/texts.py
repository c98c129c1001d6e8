"""Filters of texts."""

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from operator import methodcaller
from typing import Final
from urllib.parse import quote, quote_plus

from jinja2.filters import do_title, do_wordcount
from markupsafe import Markup, escape

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.limits import VALUE
from largesse.core.templates.values import Encoded, OwnList, as_text, describe, is_missing, lookup, number

_TAG: Final = re.compile(r"<[^<>]*>")
_PIECE: Final = re.compile(r"<[^<>]*>|[^<]+|<")
_TAG_NAME: Final = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_EMPTY_TAGS: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


def replace(value: object, old: object, new: object, count: object = -1) -> str:
    """The text with `old` replaced by `new`, everywhere or `count` times."""
    text, sought, put = as_text(value), as_text(old), as_text(new)
    if isinstance(text, Markup):
        sought, put = str(escape(sought)), str(escape(put))
    times = text.count(sought)
    limit = -1 if is_missing(count) else int(number(count))
    if limit >= 0:
        times = min(times, limit)
    if len(text) + times * (len(put) - len(sought)) > VALUE:
        raise TemplateError(f"replace would make a text of more than {VALUE} characters")
    replaced = str(text).replace(sought, str(put), limit)
    return Markup(replaced) if isinstance(text, Markup) else replaced  # noqa: S704 - parts were escaped above


def join(value: object, separator: object = "", attribute: object = None) -> str:
    """The items of a list as one text; markup among them makes all of it markup, the rest escaped."""
    items: Iterable[object] = () if is_missing(value) else _items(value)
    if not is_missing(attribute):
        items = [lookup(item, attribute) for item in items]
    texts = [as_text(item) for item in items]
    between = as_text(separator)
    if sum(len(text) for text in texts) + len(between) * len(texts) > VALUE:
        raise TemplateError(f"join would make a text of more than {VALUE} characters")
    if any(isinstance(text, Markup) for text in (between, *texts)):
        return escape(between).join(texts)
    return between.join(texts)


def _items(value: object) -> Iterable[object]:
    if isinstance(value, Iterable):
        return value
    raise TemplateError(f"join takes a list, not {describe(value)}")


def _truncate(value: object, length: object = 255, killwords: object = False, end: object = "...") -> str:
    text, size, tail = as_text(value), int(number(length)), as_text(end)
    if len(text) <= size:
        return text
    kept = text[: max(0, size - len(tail))]
    if not killwords:
        kept = kept.rsplit(" ", 1)[0]
    return kept + tail


def _truncate_html(
    value: object, length: object = 255, end: object = "...", breakword: object = False
) -> str:
    """The first characters of HTML, tags not counted; tags that are open at the cut are closed."""
    text, left = as_text(value), int(number(length))
    kept: list[str] = []
    opened: list[str] = []
    for piece in _PIECE.findall(str(text)):
        if name := _TAG_NAME.match(piece):
            _track(opened, piece, name[1].lower())
            kept.append(piece)
            continue
        if len(piece) > left:
            kept.append(_cut(piece, left, whole_words=not breakword) + as_text(end))
            break
        left -= len(piece)
        kept.append(piece)
    short = "".join(kept) + "".join(f"</{name}>" for name in reversed(opened))
    return Markup(short) if isinstance(text, Markup) else short  # noqa: S704 - it was markup before


def _track(opened: list[str], tag: str, name: str) -> None:
    if tag.startswith("</"):
        if opened and opened[-1] == name:
            opened.pop()
    elif name not in _EMPTY_TAGS and not tag.endswith("/>"):
        opened.append(name)


def _cut(text: str, length: int, *, whole_words: bool) -> str:
    kept = text[: max(0, length)]
    return kept.rsplit(" ", 1)[0] if whole_words and " " in kept else kept


def _strip_tags(value: object) -> str:
    parts = str(as_text(value)).split("<!--")
    kept = [parts[0], *(part.partition("-->")[2] for part in parts[1:])]
    return unescape(" ".join(_TAG.sub("", "".join(kept)).split()))


def _wordwrap(
    value: object, width: object = 79, break_long_words: object = True, wrapstring: object = "\n"
) -> str:
    columns = max(1, int(number(width)))
    lines = [
        line
        for paragraph in as_text(value).splitlines()
        for line in textwrap.wrap(
            paragraph,
            columns,
            break_long_words=bool(break_long_words),
            replace_whitespace=False,
            expand_tabs=False,
        )
        or [""]
    ]
    return join(lines, "\n" if is_missing(wrapstring) else wrapstring)


def _urlencode(value: object) -> Encoded:
    if isinstance(value, Mapping):
        pairs = (f"{quote_plus(as_text(key))}={quote_plus(as_text(each))}" for key, each in value.items())
        return Encoded("&".join(pairs))
    return Encoded(quote(as_text(value), safe="/"))


def _xmlattr(value: object, autospace: object = True) -> Markup:
    if not isinstance(value, Mapping):
        raise TemplateError(f"xmlattr takes a mapping, not {describe(value)}")
    pairs = [(as_text(key), each) for key, each in value.items() if not is_missing(each)]
    for key, _ in pairs:
        if not re.fullmatch(r"[\w:.-]{1,100}", key):
            raise TemplateError(f"{key[:40]!r} cannot be the name of an HTML attribute")
    text = " ".join(f'{escape(key)}="{escape(as_text(each))}"' for key, each in pairs)
    return Markup(f" {text}" if text and autospace else text)  # noqa: S704 - parts were escaped above


def _split(value: object, separator: object = None, limit: object = 0) -> object:
    """The parts of a text, trimmed and without empty ones, as Jinjava does it."""
    text, most = as_text(value), int(number(limit))
    sign = None if is_missing(separator) else as_text(separator)
    if sign == "":
        raise TemplateError("split needs a separator that is not empty")
    parts = text.split(sign, most - 1 if most > 0 else -1)
    return OwnList(part.strip() for part in parts if part.strip())


def _trim(value: object, characters: object = None) -> str:
    return as_text(value).strip(None if is_missing(characters) else as_text(characters))


def _reverse(value: object) -> object:
    if isinstance(value, list | tuple):
        return value[::-1]
    return as_text(value)[::-1]


def _escape_jinjava(value: object) -> Markup:
    text = str(escape(as_text(value)))
    return Markup(text.replace("{", "&lbrace;").replace("}", "&rbrace;"))  # noqa: S704 - escaped above


def _of_text(change: Callable[[str], object]) -> Callable[..., object]:
    def changed(value: object) -> object:
        return change(as_text(value))

    return changed


TEXT_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "capitalize": _of_text(methodcaller("capitalize")),
    "cut": lambda value, part: replace(value, part, ""),
    "e": _of_text(escape),
    "escape": _of_text(escape),
    "escape_jinjava": _escape_jinjava,
    "forceescape": _of_text(lambda text: escape(str(text))),
    "join": join,
    "lower": _of_text(methodcaller("lower")),
    "replace": replace,
    "reverse": _reverse,
    "safe": _of_text(Markup),
    "split": _split,
    "string": as_text,
    "striptags": _strip_tags,
    "title": _of_text(do_title),
    "trim": _trim,
    "truncate": _truncate,
    "truncatehtml": _truncate_html,
    "upper": _of_text(methodcaller("upper")),
    "urlencode": _urlencode,
    "wordcount": _of_text(do_wordcount),
    "wordwrap": _wordwrap,
    "xmlattr": _xmlattr,
}
