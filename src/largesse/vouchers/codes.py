"""What a code is: its accepted characters, its canonical and display form, and its UUID."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from uuid import UUID

MAX_LENGTH = 64

_PLAIN = re.compile(rf"\s*[!-~]{{1,{MAX_LENGTH}}}\s*")
_VISIBLE_CATEGORIES = frozenset("LNPS")
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\U0001d159")
_JOINING_JAMO = range(0x1160, 0x1200)
_SUBSTITUTE = "\ufffd"

_LOW_BITS = 62
_LOW_MASK = (1 << _LOW_BITS) - 1


class CasePolicy(StrEnum):
    """Whether `Spring-1` and `SPRING-1` are the same code; fixed for a workspace."""

    INSENSITIVE = "insensitive"
    SENSITIVE = "sensitive"


def display(text: str) -> str:
    """Give the form in which a code is shown: trimmed and in Unicode form NFC, case as entered."""
    trimmed = text.strip()
    return trimmed if trimmed.isascii() else unicodedata.normalize("NFC", trimmed)


def canonical(text: str, policy: CasePolicy) -> str:
    """Give the form by which a code is stored as unique and looked up.

    The text is trimmed, brought to NFC (Unicode Standard Annex 15) and, when case does not
    matter, upper-cased. A text and its display form have the same canonical form. The database's
    own upper() differs outside ASCII: compare only with what this function made.
    """
    shown = display(text)
    if policy is CasePolicy.SENSITIVE:
        return shown
    # Upper-casing can take a letter apart (a Greek letter with two accents has no capital).
    return shown.upper() if shown.isascii() else unicodedata.normalize("NFC", shown.upper())


def problem(text: str) -> str | None:
    """Say why a text cannot be a code, or None when it can.

    A code has 1 to 64 letters, digits and visible punctuation or symbols of any script. White
    space around it is ignored; inside it, as well as control, invisible, direction-changing and
    combining characters, it is refused, because two codes must never look the same.
    """
    if _PLAIN.fullmatch(text):
        return None
    shown = display(text)
    if not shown:
        return "The code is empty."
    for place, character in enumerate(shown, start=1):
        fault = _fault(character)
        if fault is not None:
            return f"Character {place} of the code {fault}"
    longest = max(len(shown), len(canonical(shown, CasePolicy.INSENSITIVE)))
    if longest > MAX_LENGTH:
        return f"The code has {longest} characters; at most {MAX_LENGTH} are possible."
    return None


def code_uuid(pool_id: UUID, position: int) -> UUID:
    """Derive the UUID of the code at a position (1 or more) of a pool.

    A code's UUID is computed, not stored: ten million codes would otherwise carry 16 bytes and a
    third index each, only to be found by a key that their pool and position already are. The
    upper 64 bits (time, version 7) and the two variant bits are the pool's (RFC 9562); the lower
    62 bits are the pool's XOR the position. Two pools can yield the same UUID only when they were
    made in the same millisecond with the same 12 random bits and their other 62 random bits
    differ by less than a pool's size.

    Raises ValueError when the position is not in 1 .. 2**62 - 1.
    """
    if not 1 <= position <= _LOW_MASK:
        raise ValueError(f"A position is 1 to {_LOW_MASK}, not {position}.")
    return UUID(int=pool_id.int ^ position)


def position_of(uuid: UUID, pool_id: UUID) -> int:
    """Give the position that a code's UUID means in a pool.

    The caller still compares it with the size of the pool: a UUID of a code of another pool made
    in the same instant gives a huge number here. Raises ValueError when the UUID cannot belong to
    the pool.
    """
    position = uuid.int ^ pool_id.int
    if not 1 <= position <= _LOW_MASK:
        raise ValueError(f"{uuid} is not the UUID of a code in pool {pool_id}.")
    return position


def pool_prefix(uuid: UUID) -> tuple[UUID, UUID]:
    """Give the lowest and the highest id of a pool that could own a code with this UUID.

    Pools between the two (both included) are candidates; `position_of` decides between them.
    """
    lowest = uuid.int & ~_LOW_MASK
    return UUID(int=lowest), UUID(int=lowest | _LOW_MASK)


def _fault(character: str) -> str | None:
    if character == _SUBSTITUTE:
        return "is a substitute sign (U+FFFD): the file was read in a wrong encoding."
    if character.isspace():
        return "is white space; remove it."
    if character in _BLANK_LETTERS or ord(character) in _JOINING_JAMO:
        return f"cannot be seen on its own ({_name(character)}); remove it."
    category = unicodedata.category(character)
    if category[0] == "M":
        return f"is a mark that joins its neighbour ({_name(character)}); remove it."
    if category[0] not in _VISIBLE_CATEGORIES:
        return f"is a control or invisible character ({_name(character)}); remove it."
    return None


def _name(character: str) -> str:
    point = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"{point} {name}" if name else point
