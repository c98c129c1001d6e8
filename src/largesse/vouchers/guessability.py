"""How hard the codes of a pool are to find by trying."""

from __future__ import annotations

import math
import string
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from largesse.vouchers.patterns import CodePattern

SAFE_BITS = 50
ATTACKER_ADDRESSES = 1_000
ATTACKER_TRIES_PER_SECOND = 10
MISSES_PER_ADDRESS_PER_HOUR = 60
# Under this, at least every sixteenth number of the span is a code.
IN_SEQUENCE_BITS = 4
# From so many codes on, a place that never varied is taken for fixed (8 digits agree by chance
# once in ten million); so many for each possible character, and nearly all of them were seen.
FEW_CODES = 8

# By the number of characters of a kind: the base in which they can be read as a number.
_BASES = {0: 10, 10: 10, 26: 36, 36: 36}


class Guessability(BaseModel):
    """How hard the codes of a pool are to find by trying.

    `bits`: log2 of the possible codes for each code that exists. `finds_per_year`: what an
    attacker with 1,000 addresses and 10 tries a second from each would find in spite of the limit
    on wrong codes. `warning`: a sentence for the marketer when `bits` is under 50.
    """

    model_config = ConfigDict(frozen=True)

    bits: float
    finds_per_year: float
    warning: str | None


def guessability(pattern: CodePattern, *, codes_in_pool: int) -> Guessability:
    """Judge how hard the codes that a pattern makes are to guess in a pool of a given size."""
    bits_each = math.log2(len(pattern.symbols))
    needed = math.ceil((SAFE_BITS + math.log2(max(codes_in_pool, 1))) / bits_each)
    return _judge(
        pattern.random_places * bits_each - math.log2(max(codes_in_pool, 1)),
        codes_in_pool=codes_in_pool,
        advice=f"Use {needed + pattern.check_character} random characters or a larger charset.",
    )


def guessability_of_codes(sample: Sequence[str], *, codes_in_pool: int) -> Guessability:
    """Judge how hard imported codes are to guess, from a sample of them.

    Take the sample from all over the pool: the first rows of a sorted file look more alike than
    they are. An estimate from above: for each length, places that never vary count nothing, each
    other one the characters seen there (or its kind of characters, while the sample is small),
    and codes that are numbers not more than the span they fill. Raises ValueError without a code.
    """
    if not sample:
        raise ValueError("The sample needs at least one code.")
    by_length: dict[int, list[str]] = {}
    for code in sample:
        by_length.setdefault(len(code), []).append(code)
    space = min(_space_bits(codes) + math.log2(len(sample) / len(codes)) for codes in by_length.values())
    bits = space - math.log2(max(codes_in_pool, 1))
    looks = "follow one another almost without gaps" if bits < IN_SEQUENCE_BITS else "are short or much alike"
    return _judge(
        bits,
        codes_in_pool=codes_in_pool,
        advice=f"They {looks}: let them be generated anew with more random characters.",
    )


def _judge(bits: float, *, codes_in_pool: int, advice: str) -> Guessability:
    bits = max(bits, 0.0)
    tries_per_hour = min(ATTACKER_TRIES_PER_SECOND * 3600, MISSES_PER_ADDRESS_PER_HOUR)
    tries_per_year = ATTACKER_ADDRESSES * tries_per_hour * 24 * 365.25
    finds = min(float(codes_in_pool), tries_per_year * 2**-bits)
    warning = None
    if bits < SAFE_BITS:
        amount = f"about {finds:,.0f}" if finds >= 1 else "fewer than one"
        warning = (
            f"The codes are easier to guess than advised: {bits:.0f} bits beyond the size of the "
            f"pool instead of {SAFE_BITS}. In spite of the limit on wrong codes an attacker with "
            f"{ATTACKER_ADDRESSES:,} addresses finds {amount} a year. {advice}"
        )
    return Guessability(bits=bits, finds_per_year=finds, warning=warning)


def _space_bits(codes: Sequence[str]) -> float:
    seen = [set(column) for column in zip(*codes, strict=True)]
    few = len(codes) < FEW_CODES
    varied = [place for place, characters in enumerate(seen) if few or len(characters) > 1]
    kind = _kind_size("".join("".join(seen[place]) for place in varied))
    enough = len(codes) >= FEW_CODES * kind
    by_place = sum(math.log2(len(seen[place]) if enough else kind) for place in varied)
    if few or kind not in _BASES:
        return by_place
    changing = ("".join(code[place] for place in varied) for code in codes)
    numbers = [int(digits or "0", _BASES[kind]) for digits in changing]
    span = max(max(numbers) - min(numbers), 1)
    # The span of a sample is short of the whole by this factor on average (German tank problem).
    return min(by_place, math.log2(span) + math.log2((len(codes) + 1) / (len(codes) - 1)))


def _kind_size(characters: str) -> int:
    kinds = (string.digits, string.ascii_uppercase, string.ascii_lowercase)
    size = sum(len(kind) for kind in kinds if not set(kind).isdisjoint(characters))
    known = set("".join(kinds))
    return size + len(string.punctuation) * (not known.issuperset(characters))
