from __future__ import annotations

import unicodedata
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from largesse.vouchers.codes import (
    MAX_LENGTH,
    CasePolicy,
    canonical,
    code_uuid,
    display,
    pool_prefix,
    position_of,
    problem,
)

POOL = UUID("0199b8b4-6a3e-7c21-9f0a-1b2c3d4e5f60")
pools = st.integers(0, 2**128 - 1).map(
    lambda n: UUID(int=n & ~(0xF << 76) & ~(0x3 << 62) | 0x7 << 76 | 0x2 << 62)
)
positions = st.integers(1, 2**62 - 1)
acceptable = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=MAX_LENGTH).filter(
    lambda text: problem(text) is None
)


@pytest.mark.parametrize(
    "text",
    ["A", "00123", "SPRING-24", " trimmed\t", 'a"b,c;=+@', "ŻÓŁĆ-5", "春2026", "10€", "x" * 64],
)
def test_letters_digits_and_visible_punctuation_make_a_code(text: str) -> None:
    assert problem(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \t ", "empty"),
        ("x" * 65, "65 characters"),
        ("ß" * 40, "80 characters"),
        ("two words", "Character 4 of the code is white space"),
        ("no\u00a0break", "white space"),
        ("line\nbreak", "white space"),
        ("nul\x00", "U+0000"),
        ("zero\u200bwidth", "U+200B ZERO WIDTH SPACE"),
        ("right\u202eleft", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\ufeffBOM", "U+FEFF"),
        ("blank\u3164", "U+3164 HANGUL FILLER"),
        ("selector\ufe0f", "VARIATION SELECTOR-16"),
        ("q\u0301", "COMBINING ACUTE ACCENT"),
        ("wrong\ufffd", "wrong encoding"),
        ("private\ue000", "U+E000"),
        ("half\ud800", "U+D800"),
    ],
)
def test_a_text_that_cannot_be_a_code_is_told_why(text: str, reason: str) -> None:
    assert reason in (problem(text) or "accepted")


def test_a_letter_typed_as_two_code_points_is_the_same_code() -> None:
    assert problem("e\u0301te") is None
    assert display(" e\u0301te ") == "éte"
    assert canonical("e\u0301te", CasePolicy.INSENSITIVE) == canonical("ÉTE", CasePolicy.INSENSITIVE)


def test_case_counts_only_under_the_sensitive_policy() -> None:
    assert canonical(" Spring-1 ", CasePolicy.INSENSITIVE) == "SPRING-1"
    assert canonical(" Spring-1 ", CasePolicy.SENSITIVE) == "Spring-1"
    assert display(" Spring-1 ") == "Spring-1"


@given(acceptable, st.sampled_from(CasePolicy))
def test_the_canonical_form_is_stable_and_short_enough(text: str, policy: CasePolicy) -> None:
    form = canonical(text, policy)
    assert form == canonical(form, policy) == canonical(display(text), policy)
    assert unicodedata.is_normalized("NFC", form)
    assert 1 <= len(form) <= MAX_LENGTH


@given(acceptable, acceptable)
def test_joining_two_codes_never_merges_their_characters(first: str, second: str) -> None:
    shown = display(first) + display(second)
    assert display(shown) == shown


@given(pools, positions)
def test_a_code_uuid_leads_back_to_its_pool_and_position(pool_id: UUID, position: int) -> None:
    uuid = code_uuid(pool_id, position)
    lowest, highest = pool_prefix(uuid)
    assert position_of(uuid, pool_id) == position
    assert uuid.version == 7
    assert uuid.variant == pool_id.variant
    assert lowest <= pool_id <= highest
    assert lowest <= uuid <= highest


@given(pools, pools, positions)
def test_the_uuid_of_a_code_of_another_moment_is_refused(mine: UUID, other: UUID, position: int) -> None:
    uuid = code_uuid(other, position)
    if mine.int >> 62 != other.int >> 62:
        with pytest.raises(ValueError, match="not the UUID of a code in pool"):
            position_of(uuid, mine)


def test_neighbouring_positions_have_different_uuids() -> None:
    assert len({code_uuid(POOL, position) for position in range(1, 10_001)}) == 10_000


@pytest.mark.parametrize("position", [0, -1, 2**62])
def test_a_position_outside_the_pool_has_no_uuid(position: int) -> None:
    with pytest.raises(ValueError, match="position"):
        code_uuid(POOL, position)


def test_the_pool_itself_is_not_one_of_its_codes() -> None:
    with pytest.raises(ValueError, match="not the UUID of a code"):
        position_of(POOL, POOL)
