"""What each operator takes for a match, said by examples; generated values: test_evaluators_agree.py."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from largesse.profiles.conditions import MISSING, Operator, ParamCondition, compile_params
from largesse.profiles.conditions.operators import ValueOperator
from tests.profiles.generated import OPERATORS

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
OPERATOR: TypeAdapter[ValueOperator] = TypeAdapter(Operator)


def met(operator: str, value: Any, /, *, now: datetime = NOON, **fields: object) -> bool:  # noqa: ANN401  any JSON
    return OPERATOR.validate_python({"operator": operator, **fields}).matches(value, now)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (499, True), ("499", True), (" 499 ", True), ("4.99e2", True), (499.9999, True), ("-1e400", True),
        (500, False), ("500.0", False), ("1e400", False), ("abc", False), ("", False), (None, False),
        (MISSING, False), (True, False), ([1], False), ({"a": 1}, False), ("NaN", False), ("1,000", False),
        ("-Infinity", False), ("0x10", False), ("٣", False), (float("nan"), False), (float("-inf"), False),
    ],
)  # fmt: skip
def test_less_than_500_takes_numbers_and_texts_of_numbers(value: object, expected: bool) -> None:
    assert met("number_less_than", value, value=500) is expected


@pytest.mark.parametrize("value", ["abc", "", None, MISSING, True, [], {}, "NaN"])
@pytest.mark.parametrize(
    ("operator", "fields"),
    [
        ("number_equal", {"value": 1}),
        ("number_not_equal", {"value": 5}),
        ("number_less_than", {"value": 5}),
        ("number_less_or_equal", {"value": 5}),
        ("number_more_than", {"value": -5}),
        ("number_more_or_equal", {"value": -5}),
        ("number_between", {"minimum": -5, "maximum": 5}),
    ],
)
def test_what_is_no_number_meets_no_test_of_numbers_not_even_not_equal(
    operator: str, fields: dict[str, int], value: object
) -> None:
    assert not met(operator, value, **fields)


def test_numbers_are_compared_exactly() -> None:
    assert not met("number_equal", 2**53 + 1, value=2**53)
    assert met("number_equal", "0.1000", value=0.1)
    assert met("number_more_than", "0.10000000000000000000001", value=0.1)
    assert met("number_equal", 1e3, value=1000)
    assert met("number_between", 5, minimum=5, maximum=5)


@pytest.mark.parametrize(
    ("operator", "given", "value", "expected"),
    [
        ("string_equal", "5", 5, True),
        ("string_equal", "5", 5.0, True),
        ("string_equal", "5.0", 5.0, False),
        ("string_equal", "true", True, True),
        ("string_equal", "Oslo", "oslo", False),
        ("string_not_equal", "Oslo", "Bergen", True),
        ("string_not_equal", "Oslo", MISSING, False),
        ("string_not_contains", "x", None, False),
        ("string_not_contains", "x", ["y"], False),
        ("string_contains", "b.c", "a.b.c.d", True),
        ("string_starts_with", "49", 499, True),
        ("string_ends_with", "ć", "Żółć", True),
        ("array_contains", "5", [4, 5.0], True),
        ("array_contains", "5", 5, False),
    ],
)
def test_texts_are_compared_as_they_are_written(
    operator: str, given: str, value: object, expected: bool
) -> None:
    assert met(operator, value, value=given) is expected


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("SPRING-*", "SPRING-1", True),
        ("SPRING-*", "SPRING-", True),
        ("SPRING-*", "xSPRING-1", False),
        ("*@example.???", "ada@example.com", True),
        ("*@example.???", "ada@example.info", False),
        ("a*b*c", "aXbXbXc", True),
        ("*aab", "aaab", True),
        ("a*a", "a", False),
        ("a.c", "abc", False),
        ("a\\*", "a\\b", True),
        ("a%", "ab", False),
        ("*", "line\nline", True),
    ],
)
def test_a_pattern_has_stars_and_question_marks_only(pattern: str, value: str, expected: bool) -> None:
    assert met("string_like", value, pattern=pattern) is expected


def test_a_pattern_cannot_be_made_to_search_for_long() -> None:
    hard = OPERATOR.validate_python({"operator": "string_like", "pattern": "*a*a*a*a*a*a*a*a*ab"})
    assert not hard.matches(
        "a" * 32_000, NOON
    )  # a search that goes back would outlast the patience of pytest
    with pytest.raises(ValidationError, match="10"):
        OPERATOR.validate_python({"operator": "string_like", "pattern": "*a" * 11})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", True), (" \t\n", True), (None, True), (MISSING, True), ([], True), ({}, True),
        ("0", False), (0, False), (False, False), ([None], False), ("\u00a0", False),
    ],
)  # fmt: skip
def test_nothing_is_empty_and_zero_is_something(value: object, expected: bool) -> None:
    assert met("empty", value) is expected
    assert met("not_empty", value) is not expected


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-20T12:00:00Z", "2026-11-20T13:00:00+01:00", "2026-11-20 12:00",
        "2026-11-20T12:00:00.000000999Z", 1795176000, 1795176000000, "1795176000", 1795176000.0,
    ],
)  # fmt: skip
def test_a_moment_may_be_written_in_many_ways(value: object) -> None:
    noon_before = "2026-11-20T12:00:00Z"
    assert met("date_between", value, start=noon_before, end=noon_before)
    assert met("date_in_last", value, amount=1)
    assert not met("date_in_last", value, amount=23, unit="hours")


@pytest.mark.parametrize(
    "value",
    ["2026-02-30", "tomorrow", "0000-01-01", 1e300, True, "2026-11-20T25:00:00Z", "12:00", None],
)
def test_what_is_no_moment_meets_no_test_of_moments(value: object) -> None:
    assert not met("date_after", value, value="1000-01-01")
    assert not met("date_before", value, value="9999-12-31")


def test_a_date_without_a_time_means_its_whole_day() -> None:
    day = "2026-11-20"
    late, next_midnight = "2026-11-20T23:59:59.999999Z", "2026-11-21T00:00:00Z"
    assert met("date_between", late, start=day, end=day)
    assert not met("date_between", next_midnight, start=day, end=day)
    assert not met("date_after", late, value=day)
    assert met("date_after", next_midnight, value=day)
    assert not met("date_before", day, value=day)
    assert not met("date_after", day, value=day)


def test_today_is_the_day_in_the_time_zone_of_now() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    in_warsaw = late.astimezone(ZoneInfo("Europe/Warsaw"))
    assert met("date_today", "2026-11-21T12:00:00Z", now=late)
    assert not met("date_today", "2026-11-21T12:00:00Z", now=in_warsaw)
    assert met("date_today", "2026-11-22", now=in_warsaw)
    assert met("date_today", "2026-11-22T00:10:00+01:00", now=in_warsaw)


def test_a_birthday_comes_every_year_after_the_birth() -> None:
    assert met("date_anniversary", "1990-11-21")
    assert met("date_anniversary", "1990-11-21T23:30:00-05:00")
    assert not met("date_anniversary", "1990-11-20")
    assert not met("date_anniversary", "2026-11-21")
    assert not met("date_anniversary", "2030-11-21")


def test_who_was_born_on_the_29th_of_february_celebrates_on_the_28th_in_other_years() -> None:
    assert met("date_anniversary", "2000-02-29", now=datetime(2026, 2, 28, tzinfo=UTC))
    assert not met("date_anniversary", "2000-02-29", now=datetime(2026, 3, 1, tzinfo=UTC))
    assert not met("date_anniversary", "2000-02-29", now=datetime(2028, 2, 28, tzinfo=UTC))
    assert met("date_anniversary", "2000-02-29", now=datetime(2028, 2, 29, tzinfo=UTC))


def test_yes_and_no_have_texts_and_numbers() -> None:
    assert all(met("boolean_true", value) for value in (True, 1, 1.0, "true", "TRUE", " 1 "))
    assert all(met("boolean_false", value) for value in (False, 0, "false", "0"))
    undecided = (None, MISSING, "", "yes", 2, [], "tRuE")
    assert not any(
        met(operator, value) for operator in ("boolean_true", "boolean_false") for value in undecided
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"operator": "number_less_than", "value": "500"},
        {"operator": "number_less_than", "value": True},
        {"operator": "number_less_than", "value": 1e19},
        {"operator": "number_less_than", "value": float("nan")},
        {"operator": "number_between", "minimum": 5, "maximum": 4},
        {"operator": "date_between", "start": "2026-11-21", "end": "2026-11-20"},
        {"operator": "date_before", "value": 5},
        {"operator": "date_before", "value": "2026-11-21T12:00:00"},
        {"operator": "string_equal", "value": ""},
        {"operator": "string_equal", "value": "a\x00"},
        {"operator": "string_in", "values": []},
        {"operator": "date_in_last", "amount": 0},
        {"operator": "date_in_last", "amount": 36_501},
        {"operator": "empty", "value": 1},
        {"operator": "unknown"},
        {},
    ],
)
def test_settings_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        OPERATOR.validate_python(wrong)


def test_the_condition_of_the_voucher_alert_holds_for_what_its_template_rendered() -> None:
    condition = ParamCondition.model_validate(
        {"name": "voucherCount", "test": {"operator": "number_less_than", "value": 500}}
    )
    passes = compile_params([condition])
    assert passes({"voucherCount": "412"}, NOON)
    assert not passes({"voucherCount": "500"}, NOON)
    assert not passes({"voucherCount": ""}, NOON)
    assert not passes({"body.data.activeCount": 3}, NOON)


def test_all_conditions_on_params_must_hold_and_none_lets_everything_pass() -> None:
    flat = {"name": "body.data.activeCount", "test": {"operator": "number_more_than", "value": 1}}
    other = {"name": "ok", "test": {"operator": "boolean_true"}}
    passes = compile_params([ParamCondition.model_validate(item) for item in (flat, other)])
    assert passes({"body.data.activeCount": 2, "ok": "true"}, NOON)
    assert not passes({"body.data.activeCount": 2, "ok": "false"}, NOON)
    assert not passes({"body": {"data": {"activeCount": 2}}, "ok": True}, NOON)
    assert compile_params([])({}, NOON)


@pytest.mark.parametrize("kind", OPERATORS, ids=lambda kind: kind.__name__)
def test_an_operator_is_titled_explained_frozen_and_must_be_named_on_the_wire(
    kind: type[ValueOperator],
) -> None:
    assert kind.title
    assert (kind.__doc__ or "").strip().endswith(".")
    assert kind.model_config.get("frozen") is True
    assert [
        name for name, field in kind.model_fields.items() if name != "operator" and not field.description
    ] == []
    assert kind.model_json_schema()["required"][0] == "operator"
