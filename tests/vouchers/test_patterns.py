from __future__ import annotations

import inspect
import random
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from largesse.vouchers.codes import CasePolicy, problem
from largesse.vouchers.patterns import (
    CHARSETS,
    CapacityError,
    CodePattern,
    PatternError,
    capacity,
    check_capacity,
    check_case,
    draw,
    verify_check_character,
)

LOOK_ALIKES = ("0O", "1IL", "2Z", "5S", "8B", "UV", "0Q")

small_patterns = st.builds(
    CodePattern,
    pattern=st.sampled_from(["##", "A-#", "#-##", r"\#\\#.#", "ŁÓDŹ#", "CDC#DC#"]),
    charset=st.sampled_from(["digits", "readable", "abc", "01", "ЖЗИ+=", "C9"]),
    prefix=st.sampled_from(["", "P-", "#"]),
    suffix=st.sampled_from(["", "-S", "\\"]),
)


def test_a_pattern_says_which_characters_are_drawn() -> None:
    (code,) = draw(CodePattern(pattern="SPRING-####-####"), 1)
    assert re.fullmatch(r"SPRING(-[CDFGHJKMNPQRTVWX2-9]{4}){2}", code)


def test_without_pattern_and_length_a_code_has_16_random_characters() -> None:
    (code,) = draw(CodePattern(prefix="A-", suffix="-Z"), 1)
    assert re.fullmatch(r"A-[CDFGHJKMNPQRTVWX2-9]{16}-Z", code)


def test_a_backslash_makes_a_literal_hash_or_backslash() -> None:
    (code,) = draw(CodePattern(pattern=r"\#1\\#", charset="digits"), 1)
    assert re.fullmatch(r"#1\\\d", code)


def test_the_readable_characters_do_not_look_alike_and_make_no_words() -> None:
    readable = CHARSETS["readable"]
    for alike in LOOK_ALIKES:
        assert len(set(alike) & set(readable)) <= 1
    assert set(readable).isdisjoint("AEIOUY01L")
    assert len(set(readable)) == len(readable) == 24


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"pattern": "#", "length": 4}, "not both"),
        ({"pattern": "FIXED"}, "at least 1 placeholders"),
        ({"length": 1, "check_character": True}, "at least 2 placeholders"),
        ({"pattern": "A B ####"}, "white space"),
        ({"pattern": "####", "prefix": " A"}, "white space"),
        ({"pattern": "####\u200b"}, "ZERO WIDTH SPACE"),
        ({"pattern": "A\\B#"}, "backslash"),
        ({"pattern": "###\\"}, "backslash"),
        ({"length": 60, "prefix": "SPRING"}, "at most 64"),
        ({"length": 65}, "less than or equal to 64"),
        ({"charset": "A"}, "at least 2"),
        ({"charset": "ABCA"}, "A more than once"),
        ({"charset": "AB C"}, "' '"),
        ({"charset": "Digits"}, "more than once"),
        ({"charset": "A\u0301"}, "codes cannot have"),
    ],
)
def test_a_pattern_that_cannot_make_codes_is_told_why(settings: dict[str, object], reason: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(reason)):
        CodePattern.model_validate(settings)


def test_the_capacity_is_exact_however_large() -> None:
    assert capacity(CodePattern(pattern="A##", charset="digits")) == 100
    assert capacity(CodePattern(length=64)) == 24**64
    assert capacity(CodePattern(length=64, check_character=True)) == 24**63


def test_wanting_more_codes_than_are_left_says_which_length_would_do() -> None:
    pattern = CodePattern(pattern="A-###", charset="digits")
    check_capacity(pattern, wanted=400, existing=600)
    with pytest.raises(CapacityError, match=r"401 codes are .* 1,000 and 600 of") as got:
        check_capacity(pattern, wanted=401, existing=600)
    error = got.value
    assert (error.possible, error.existing, error.wanted) == (1000, 600, 401)
    assert error.needed_length == 4
    check_capacity(CodePattern(length=4, charset="digits"), wanted=401, existing=600)


def test_the_needed_length_counts_the_check_character() -> None:
    pattern = CodePattern(length=3, charset="digits", check_character=True)
    with pytest.raises(CapacityError) as got:
        draw(pattern, 101)
    assert got.value.needed_length == 4


def test_more_existing_codes_than_the_pattern_has_is_not_a_negative_capacity() -> None:
    with pytest.raises(CapacityError):
        check_capacity(CodePattern(length=1, charset="digits"), wanted=1, existing=1000)


@given(small_patterns, st.integers(0, 2**32), st.data())
def test_drawn_codes_are_distinct_acceptable_and_of_the_pattern(
    pattern: CodePattern, seed: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(0, min(capacity(pattern), 300)))
    codes = draw(pattern, count, rng=random.Random(seed))
    form = "".join(
        f"[{re.escape(pattern.symbols)}]" if part is None else re.escape(part) for part in pattern.template
    )
    assert len(codes) == len(set(codes)) == count
    assert all(re.fullmatch(form, code) and problem(code) is None for code in codes)


@pytest.mark.parametrize("check_character", [False, True])
def test_all_codes_of_a_pattern_can_be_drawn_to_the_last(check_character: bool) -> None:
    pattern = CodePattern(length=4, charset="0123456", check_character=check_character)
    codes = draw(pattern, capacity(pattern))
    assert len(set(codes)) == capacity(pattern) == 7 ** (4 - check_character)
    assert codes != sorted(codes)


def test_a_million_codes_are_distinct() -> None:
    codes = draw(CodePattern(pattern="S-####-####-####", check_character=True), 1_000_000)
    assert len(set(codes)) == 1_000_000


def test_codes_come_from_cryptographic_randomness_unless_told_otherwise() -> None:
    default = inspect.signature(draw).parameters["rng"].default
    assert isinstance(default, random.SystemRandom)


@pytest.mark.parametrize("charset", ["digits", "readable", "letters"])
@pytest.mark.parametrize("seed", [1, 20260101])
def test_each_character_is_equally_likely(charset: str, seed: int) -> None:
    pattern = CodePattern(length=20, charset=charset)
    drawn = Counter("".join(draw(pattern, 20_000, rng=random.Random(seed))))
    expected = 400_000 / len(pattern.symbols)
    chi_square = sum((drawn[symbol] - expected) ** 2 / expected for symbol in pattern.symbols)
    freedom = len(pattern.symbols) - 1
    assert chi_square < freedom + 5 * (2 * freedom) ** 0.5


@pytest.mark.parametrize("seed", [1, 20260101])
def test_each_code_of_a_dense_draw_is_equally_likely(seed: int) -> None:
    rng = random.Random(seed)
    pattern = CodePattern(length=2, charset="abc")
    drawn = Counter(code for _ in range(3_000) for code in draw(pattern, 6, rng=rng))
    assert len(drawn) == 9
    assert all(abs(times - 2_000) < 5 * (3_000 * 2 / 9) ** 0.5 for times in drawn.values())


def test_the_check_digit_is_that_of_luhn() -> None:
    pattern = CodePattern(length=11, charset="digits", check_character=True)
    right = [n for n in range(10) if verify_check_character(pattern, f"7992739871{n}")]
    assert right == [3]


def test_the_check_character_matches_the_published_mod_6_example() -> None:
    pattern = CodePattern(length=7, charset="abcdef", check_character=True)
    assert verify_check_character(pattern, "abcdefe")
    assert not verify_check_character(pattern, "abcdeff")


@pytest.mark.parametrize("charset", ["readable", "digits", "alphanumeric", "ABCDEFG", "01"])
def test_every_wrong_character_is_noticed(charset: str) -> None:
    pattern = CodePattern(pattern="X-####.####", charset=charset, check_character=True)
    for code in draw(pattern, 20, rng=random.Random(7)):
        assert verify_check_character(pattern, code)
        for place, right in enumerate(code):
            for wrong in set(pattern.symbols + "Xx-.!") - {right, right.lower()}:
                assert not verify_check_character(pattern, code[:place] + wrong + code[place + 1 :])


@pytest.mark.parametrize(
    ("charset", "missed"), [("ABCDE", set()), ("ABCDEF", {"A", "F"}), ("readable", {"C", "9"})]
)
def test_swapped_neighbours_are_noticed_but_for_one_pair(charset: str, missed: set[str]) -> None:
    pattern = CodePattern(length=6, charset=charset, check_character=True)
    for code in draw(pattern, 500, rng=random.Random(7)):
        for place in range(5):
            left, right = code[place : place + 2]
            swapped = code[:place] + right + left + code[place + 2 :]
            noticed = not verify_check_character(pattern, swapped)
            assert noticed == (left != right and {left, right} != missed)


def test_a_check_character_is_verified_in_small_letters_too() -> None:
    pattern = CodePattern(pattern="SPRING-######", check_character=True)
    (code,) = draw(pattern, 1)
    assert verify_check_character(pattern, f" {code.lower()} ")


def test_a_charset_of_both_cases_is_verified_by_case() -> None:
    pattern = CodePattern(length=8, charset="abcABC", check_character=True)
    (code,) = draw(pattern, 1)
    assert not verify_check_character(pattern, code[0].swapcase() + code[1:])


@pytest.mark.parametrize("code", ["", "SPRING-", "SPRING-AAAAAAA", "AUTUMN-CCCCCC", "SPRING-CCCCC0"])
def test_a_code_of_another_form_has_no_right_check_character(code: str) -> None:
    pattern = CodePattern(pattern="SPRING-######", check_character=True)
    assert not verify_check_character(pattern, code)


def test_a_pattern_without_check_character_verifies_nothing() -> None:
    with pytest.raises(PatternError, match="no check character"):
        verify_check_character(CodePattern(), "CCCC")


def test_a_charset_of_both_cases_needs_the_sensitive_policy() -> None:
    pattern = CodePattern(charset="aA")
    check_case(pattern, CasePolicy.SENSITIVE)
    check_case(CodePattern(charset="abc"), CasePolicy.INSENSITIVE)
    with pytest.raises(PatternError, match="case does not count"):
        check_case(pattern, CasePolicy.INSENSITIVE)
    with pytest.raises(PatternError):
        check_case(CodePattern(charset="ßa"), CasePolicy.INSENSITIVE)


@pytest.mark.parametrize("settings", [{"pattern": "A-##"}, {"length": 5, "charset": "01"}])
def test_a_pattern_survives_storage(settings: dict[str, object]) -> None:
    pattern = CodePattern.model_validate(settings)
    assert CodePattern.model_validate_json(pattern.model_dump_json()) == pattern
    assert draw(pattern, 1)
    assert pattern.model_dump(exclude_unset=True) == settings
