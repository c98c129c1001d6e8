"""What a generated code looks like, how many there can be, and how to draw them."""

from __future__ import annotations

import itertools
import secrets
import string
from collections.abc import Callable, Sequence
from functools import cached_property
from random import Random
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, field_validator, model_validator

from largesse.vouchers.codes import MAX_LENGTH, CasePolicy, canonical, display, problem

CHARSETS = {
    "readable": "CDFGHJKMNPQRTVWX23456789",
    "digits": string.digits,
    "letters": string.ascii_uppercase,
    "alphanumeric": string.ascii_uppercase + string.digits,
    "hexadecimal": string.digits + "ABCDEF",
}
DEFAULT_LENGTH = 16
# Sums of two values and every literal of a code must fit into one byte while codes are drawn.
MAX_CHARSET = 128

_PLACEHOLDER = "#"
_ESCAPE = "\\"
_SECURE = secrets.SystemRandom()


class PatternError(ValueError):
    """A pattern that cannot make codes; the text says why and what to change."""


class CapacityError(ValueError):
    """More codes are wanted than a pattern still has.

    `possible`, `existing` and `wanted` are numbers of codes; `needed_length` is the smallest
    number of placeholders that would do (`length` of a pattern given by length).
    """

    def __init__(self, *, possible: int, existing: int, wanted: int, needed_length: int) -> None:
        self.possible = possible
        self.existing = existing
        self.wanted = wanted
        self.needed_length = needed_length
        super().__init__(
            f"{wanted:,} codes are wanted, but the pattern makes {possible:,} and {existing:,} of "
            f"them exist already. Use {needed_length} random characters or a larger charset."
        )


class CodePattern(BaseModel):
    r"""How generated codes look.

    Either `pattern`, in which each `#` is a random character and all else stands for itself
    (`\#` is a hash, `\\` a backslash), as in `SPRING-####-####`; or `length`, the number of random
    characters (16 when neither is given). `prefix` and `suffix` are added as they are. A code has
    at most 64 characters.

    `charset` is the name of a set (`readable`, `digits`, `letters`, `alphanumeric`,
    `hexadecimal`) or the characters themselves, each once. `readable` has 24 characters, none of
    which looks like another: no 0 O, no 1 I L, of 2 Z, 5 S and 8 B only the digits; and no vowels
    or Y, so that no words appear by chance.

    With `check_character` the last random place is computed from the others instead: a typing
    error is then noticed without looking the code up.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str | None = Field(default=None, max_length=2 * MAX_LENGTH)
    length: StrictInt | None = Field(default=None, ge=1, le=MAX_LENGTH)
    charset: str = Field(default="readable", max_length=MAX_CHARSET)
    prefix: str = Field(default="", max_length=MAX_LENGTH)
    suffix: str = Field(default="", max_length=MAX_LENGTH)
    check_character: StrictBool = False

    @field_validator("charset")
    @classmethod
    def _check_charset(cls, charset: str) -> str:
        characters = CHARSETS.get(charset, charset)
        if len(characters) < 2:
            raise PatternError("A charset needs at least 2 characters.")
        repeated = sorted({c for c in characters if characters.count(c) > 1})
        if repeated:
            raise PatternError(
                f"The charset has {', '.join(repeated)} more than once. Name each character once, "
                f"or use one of {', '.join(CHARSETS)}."
            )
        for character in characters:
            if problem(character) is not None or display(character) != character:
                raise PatternError(f"The charset has {character!r}, which codes cannot have.")
        return charset

    @model_validator(mode="after")
    def _check_code(self) -> Self:
        if self.pattern is not None and self.length is not None:
            raise PatternError("Give either a pattern or a length, not both.")
        places = self.places
        needed = 2 if self.check_character else 1
        if places < needed:
            raise PatternError(f"The pattern needs at least {needed} placeholders (#).")
        example = "".join(self.symbols[0] if part is None else part for part in self.template)
        fault = problem(example)
        if fault is not None:
            raise PatternError(f"The pattern makes codes such as {example!r}. {fault}")
        if display(example) != example:
            raise PatternError("Remove the white space and joined accents around the pattern.")
        return self

    @cached_property
    def symbols(self) -> str:
        """The characters of the charset, in their order."""
        return CHARSETS.get(self.charset, self.charset)

    @cached_property
    def template(self) -> tuple[str | None, ...]:
        """The code, place by place: a character that is always there, or None for a drawn one."""
        pattern = self.pattern
        if pattern is None:
            pattern = _PLACEHOLDER * (self.length or DEFAULT_LENGTH)
        body = _parse(pattern)
        return (*self.prefix, *body, *self.suffix)

    @cached_property
    def places(self) -> int:
        """The number of placeholders, the check character included."""
        return self.template.count(None)

    @cached_property
    def random_places(self) -> int:
        """The number of characters that are drawn at random."""
        return self.places - self.check_character


def capacity(pattern: CodePattern) -> int:
    """Give the exact number of different codes that a pattern can make."""
    possible: int = len(pattern.symbols) ** pattern.random_places
    return possible


def check_capacity(pattern: CodePattern, *, wanted: int, existing: int) -> None:
    """Raise CapacityError unless `wanted` new codes fit beside the `existing` ones.

    `existing` is the number of codes in the workspace that already have this pattern.
    """
    possible = capacity(pattern)
    if wanted <= possible - existing:
        return
    needed, reach = 0, 1
    while reach < wanted + existing:
        needed, reach = needed + 1, reach * len(pattern.symbols)
    raise CapacityError(
        possible=possible,
        existing=existing,
        wanted=wanted,
        needed_length=needed + pattern.check_character,
    )


def check_case(pattern: CodePattern, policy: CasePolicy) -> None:
    """Raise PatternError when two characters of the charset are one under the case policy.

    Otherwise the capacity would be counted too high and drawn codes would clash.
    """
    forms = {canonical(character, policy) for character in pattern.symbols}
    if len(forms) < len(pattern.symbols) or any(len(form) > 1 for form in forms):
        raise PatternError(
            "The charset has capital and small forms of the same letter, but case does not count "
            "in this workspace. Keep one of them."
        )


def draw(pattern: CodePattern, count: int, *, rng: Random = _SECURE) -> list[str]:
    """Draw `count` different codes, each equally likely, from cryptographic randomness.

    The codes differ from each other, not from codes that exist elsewhere. Where few are left,
    draw `capacity(pattern)` codes: that is all of them in a random order. Another `rng` than the
    default is for tests. Raises CapacityError when the pattern has fewer codes.
    """
    check_capacity(pattern, wanted=count, existing=0)
    rows = _draw_rows(len(pattern.symbols), pattern.random_places, count, rng=rng)
    columns = _columns(b"".join(rows), pattern.random_places)
    if pattern.check_character:
        columns.append(_check_column(columns, len(pattern.symbols)))
    return _compose(pattern, columns, count)


def verify_check_character(pattern: CodePattern, code: str) -> bool:
    """Say whether a code has the form of the pattern and the right check character.

    Detects every wrong character. Of swapped neighbours it detects all with a charset of odd
    size; with an even size, all but a swap of the first and the last character of the charset
    (with `readable`, C and 9). Case counts only if the charset has both cases. Raises
    PatternError when the pattern has no check character.
    """
    if not pattern.check_character:
        raise PatternError("The pattern has no check character; set check_character.")
    fold = _fold(pattern)
    code = fold(display(code))
    if len(code) != len(pattern.template):
        return False
    values = {fold(symbol): value for value, symbol in enumerate(pattern.symbols)}
    found = []
    for character, expected in zip(code, pattern.template, strict=True):
        if expected is not None and fold(expected) != character:
            return False
        if expected is None:
            found.append(values.get(character))
    digits = [value for value in found if value is not None]
    if len(digits) < len(found):
        return False
    check = _check_column([bytes([value]) for value in digits[:-1]], len(values))
    return check[0] == digits[-1]


def _parse(pattern: str) -> tuple[str | None, ...]:
    body: list[str | None] = []
    characters = iter(pattern)
    for character in characters:
        if character == _ESCAPE:
            character = next(characters, "")  # noqa: PLW2901 -- the escaped one takes its place
            if character not in (_PLACEHOLDER, _ESCAPE):
                raise PatternError(r"A backslash stands before # or another backslash only.")
            body.append(character)
        else:
            body.append(None if character == _PLACEHOLDER else character)
    return tuple(body)


def _fold(pattern: CodePattern) -> Callable[[str], str]:
    try:
        check_case(pattern, CasePolicy.INSENSITIVE)
    except PatternError:
        return str
    return str.upper


def _draw_rows(size: int, places: int, count: int, *, rng: Random) -> list[bytes]:
    if count > size**places // 2:
        # Trying again would take ever longer as the last free codes are met by chance only.
        return rng.sample(list(map(bytes, itertools.product(range(size), repeat=places))), count)
    rows: dict[bytes, None] = {}
    while len(rows) < count:
        values = _draw_values(size, (count - len(rows)) * places, rng=rng)
        starts = range(0, len(values), places)
        rows.update(dict.fromkeys(values[start : start + places] for start in starts))
    return list(rows)


def _draw_values(size: int, count: int, *, rng: Random) -> bytes:
    # Bytes past the last whole multiple of the size are dropped: a remainder would favour the
    # first characters.
    fair = 256 - 256 % size
    values, unfair = bytes(byte % size for byte in range(256)), bytes(range(fair, 256))
    drawn = b""
    while len(drawn) < count:
        missing = (count - len(drawn)) * 256 // fair + 64
        drawn += rng.randbytes(missing).translate(values, unfair)
    return drawn[:count]


def _columns(rows: bytes, places: int) -> list[bytes]:
    return [rows[place::places] for place in range(places)]


def _check_column(columns: Sequence[bytes], size: int) -> bytes:
    """Compute the check values of many codes at once, given as columns of values below `size`.

    Luhn mod N (https://en.wikipedia.org/wiki/Luhn_mod_N_algorithm): from the right, every second
    value is doubled, and with an even size the two digits of the double are added. With an odd
    size the remainder of the double is taken, because the digit sum would meet values twice.
    """
    even = size % 2 == 0
    doubled = _table(lambda value: 2 * value // size * even + 2 * value % size, size)
    remainder = _table(lambda value: value % size, 2 * size)
    total = bytes(len(columns[0]))
    for place, column in enumerate(reversed(columns)):
        term = column.translate(doubled) if place % 2 == 0 else column
        # One addition of long integers adds all bytes; no lane overflows, as MAX_CHARSET is 128.
        lanes = int.from_bytes(total, "big") + int.from_bytes(term, "big")
        total = lanes.to_bytes(len(total), "big").translate(remainder)
    return total.translate(_table(lambda value: -value % size, size))


def _table(value: Callable[[int], int], size: int) -> bytes:
    return bytes(map(value, range(size))).ljust(256, b"\0")


def _compose(pattern: CodePattern, columns: Sequence[bytes], count: int) -> list[str]:
    width = len(pattern.template)
    literals = sorted({part for part in pattern.template if part is not None})
    alphabet = [*pattern.symbols, *literals]
    drawn = iter(columns)
    matrix = bytearray(width * count)
    for place, part in enumerate(pattern.template):
        if part is None:
            matrix[place::width] = next(drawn)
        else:
            value = len(pattern.symbols) + literals.index(part)
            matrix[place::width] = bytes([value]) * count
    text = matrix.decode("latin-1").translate(dict(enumerate(alphabet)))
    return [text[start : start + width] for start in range(0, len(text), width)]
