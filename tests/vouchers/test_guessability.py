from __future__ import annotations

import math
import random

import pytest

from largesse.vouchers.guessability import guessability, guessability_of_codes
from largesse.vouchers.patterns import CodePattern, draw

POOL = 1_000_000


def test_the_default_pattern_is_safe_up_to_ten_million_codes() -> None:
    judged = guessability(CodePattern(), codes_in_pool=10_000_000)
    assert judged.bits == pytest.approx(16 * math.log2(24) - math.log2(10_000_000))
    assert judged.finds_per_year < 1e-6
    assert judged.warning is None


def test_short_codes_carry_a_warning_with_the_length_that_is_safe() -> None:
    judged = guessability(CodePattern(length=8), codes_in_pool=POOL)
    assert judged.warning is not None
    assert "Use 16 random characters" in judged.warning
    assert guessability(CodePattern(length=16), codes_in_pool=POOL).warning is None
    assert guessability(CodePattern(length=15), codes_in_pool=POOL).warning is not None


def test_a_check_character_adds_nothing_for_a_guesser() -> None:
    plain = guessability(CodePattern(length=9), codes_in_pool=POOL)
    checked = guessability(CodePattern(length=10, check_character=True), codes_in_pool=POOL)
    assert plain.bits == checked.bits


def test_the_finds_of_a_year_are_the_tries_times_the_share_of_codes() -> None:
    judged = guessability(CodePattern(length=16, charset="digits"), codes_in_pool=1000)
    tries = 1000 * 60 * 24 * 365.25
    assert judged.finds_per_year == pytest.approx(tries * 1000 / 10**16)


def test_no_more_codes_are_found_than_the_pool_has() -> None:
    judged = guessability(CodePattern(length=2, charset="digits"), codes_in_pool=100)
    assert (judged.bits, judged.finds_per_year) == (0, 100)
    assert guessability(CodePattern(), codes_in_pool=0).finds_per_year == 0


@pytest.mark.parametrize("seed", [1, 20260101])
@pytest.mark.parametrize(
    "codes",
    [
        [f"SPRING-{n:07d}" for n in range(1, 20_001)],
        [str(n) for n in range(1, 20_001)],
        [f"{n:08X}-A" for n in range(0x9FFF00, 0x9FFF00 + 20_000)],
    ],
    ids=["padded", "unpadded", "hexadecimal"],
)
def test_numbered_codes_are_recognised_from_a_sample(codes: list[str], seed: int) -> None:
    sample = random.Random(seed).sample(codes, 2_000)
    judged = guessability_of_codes(sample, codes_in_pool=len(codes))
    assert judged.bits < 4
    assert "follow one another" in (judged.warning or "")


def test_short_imported_codes_carry_a_warning() -> None:
    codes = draw(CodePattern(length=6), 5_000, rng=random.Random(1))
    judged = guessability_of_codes(codes, codes_in_pool=POOL)
    assert judged.bits == pytest.approx(6 * math.log2(24) - math.log2(POOL), abs=0.01)
    assert "short or much alike" in (judged.warning or "")


@pytest.mark.parametrize("count", [1, 10, 200, 5_000])
@pytest.mark.parametrize(
    "pattern",
    [
        CodePattern(pattern="SPRING-####-####-####-####"),
        CodePattern(length=22, charset="digits"),
        CodePattern(length=20, charset="letters"),
        CodePattern(length=30, charset="ЖЗИ+=0"),
        CodePattern(length=40, charset="ЖЗИ+="),
    ],
    ids=lambda pattern: pattern.charset,
)
def test_long_random_codes_are_not_suspected(pattern: CodePattern, count: int) -> None:
    codes = draw(pattern, count, rng=random.Random(3))
    judged = guessability_of_codes(codes, codes_in_pool=POOL)
    assert judged.warning is None


def test_a_fixed_part_of_imported_codes_counts_nothing() -> None:
    codes = draw(CodePattern(pattern="VERY-LONG-CAMPAIGN-NAME-####"), 5_000, rng=random.Random(3))
    assert guessability_of_codes(codes, codes_in_pool=5_000).bits < 7


def test_the_same_code_again_and_again_is_no_secret() -> None:
    assert guessability_of_codes(["SAME"] * 20, codes_in_pool=20).bits == 0


def test_an_empty_sample_cannot_be_judged() -> None:
    with pytest.raises(ValueError, match="at least one"):
        guessability_of_codes([], codes_in_pool=5)
