"""Which legacy encoding the lines of a table are in: a guess that the user may overrule."""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

# Letters at home in an encoding's languages. Central Europe comes first: where the bytes mean
# letters of both (F1 is n with acute or with tilde) nothing in the file can tell.
HOME_LETTERS = {
    "cp1250": frozenset("ąćęłńóśźżáčďéěíňřšťúůýžäôöüőűăâîşţßđçë"),
    "iso8859_2": frozenset("ąćęłńóśźżáčďéěíňřšťúůýžäôöüőűăâîşţßđçë"),
    "cp1252": frozenset("àâäáãåæçèéêëìíîïñòóôöõøœùúûüßþð"),
    "cp1254": frozenset("çğıöşüâîû"),
}
OTHER_SCRIPTS = ["cp1251", "cp1253", "shift_jis", "gb18030", "big5", "euc_kr"]
PUNCTUATION = frozenset("„”“’‘‚«»–—…€£¥§©®™°·•×±½¼¾²³ªº¿¡\xa0")  # noqa: RUF001 (the very point)
# In Latin text most letters are ASCII; another script read as Latin has hardly any.
LATIN_SHARE = 0.7
MOSTLY_NOT = 0.2
_WORD = re.compile(r"[^\W_]+")
_INSIDE = re.compile(r"[^\W_][„”“«»…€£¥§©®™°•±¿¡][^\W_]")


def guess_legacy(sample: bytes) -> str | None:
    """Name the codec of lines that are not UTF-8; None when no encoding makes text of them.

    charset-normalizer is asked only about scripts other than Latin: of short cells in Latin
    letters it took one in three for another script.
    """
    scores = {name: _score(sample, name) for name in HOME_LETTERS}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] > 0:
        return codecs.lookup(best).name
    for match in from_bytes(sample, cp_isolation=OTHER_SCRIPTS, threshold=0.5):
        if _is_text(str(match), latin=False):
            return codecs.lookup(match.encoding).name
    return None


def _score(sample: bytes, name: str) -> float:
    """The share of home letters among what is not ASCII, 0 when the result is no text."""
    try:
        text = sample.decode(name)
    except UnicodeDecodeError:
        # A few bytes without meaning are bad rows later and do not decide about the file.
        text = sample.decode(name, errors="ignore")
        if len(sample) - len(text) > len(sample) / 1_000:
            return 0.0
    if not _is_text(text, latin=True):
        return 0.0
    foreign = [char for char in text.lower() if not char.isascii()]
    at_home = sum(char in HOME_LETTERS[name] or char in PUNCTUATION for char in foreign)
    return at_home / len(foreign) if foreign else 0.0


def _is_text(text: str, *, latin: bool) -> bool:
    foreign = [char for char in text if not char.isascii()]
    odd = sum(not char.isalpha() and char not in PUNCTUATION for char in foreign)
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    damaged = sum(not _is_word(word, latin=latin) for word in words)
    if damaged > MOSTLY_NOT * len(words) or _INSIDE.search(text):
        return False
    if latin:
        return not odd and _is_latin("".join(word for word in words if word.isalpha()))
    return odd <= MOSTLY_NOT * len(foreign)  # the scripts of the East have their own punctuation


def _is_word(word: str, *, latin: bool) -> bool:
    """A lone letter inside a code is damage, not language; "10zł" and "10шт" are words."""
    letters = word.lstrip("0123456789")
    if len(letters) < len(word) and len(letters) < 2:
        return False
    return letters.isalpha() and (latin or not any(char.isascii() for char in letters))


def _is_latin(letters: str) -> bool:
    if not all(unicodedata.name(char, "").startswith("LATIN") for char in letters):
        return False
    foreign = sum(not char.isascii() for char in letters)
    return foreign <= LATIN_SHARE * len(letters)
