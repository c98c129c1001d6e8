"""What each operation makes of a small table, and what it refuses."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from largesse.core.errors import InvalidError
from largesse.core.files import Row
from largesse.workflows.transformations import Preview, Transformation, check, preview

COLUMNS = ("id", "name", "city", "since")
ROWS = [
    ("1", "Ada Lovelace", "Łódź", "31.03.2027"),
    ("2", "Bo", "", "01.02.2026"),
    ("3", "Cy di Ray", "oslo", "30.02.2026"),
]


def made(
    *operations: dict[str, Any], columns: tuple[str, ...] = COLUMNS, rows: Sequence[Row] = ROWS
) -> Preview:
    return preview(Transformation.model_validate({"operations": operations}), columns, rows)


def column(told: Preview, name: str) -> list[str]:
    assert told.runnable, told.problems
    return [row[told.columns.index(name)] for row in told.rows]


def problems(
    *operations: dict[str, Any], goal: str = "none", columns: tuple[str, ...] = COLUMNS
) -> list[Any]:
    read = Transformation.model_validate({"operations": operations, "goal": goal})
    return [(each.operation, each.field, each.message) for each in check(read, columns)]


def test_nothing_to_do_changes_nothing() -> None:
    told = made()
    assert (tuple(told.columns), [tuple(row) for row in told.rows]) == (COLUMNS, ROWS)
    assert (told.read, told.filtered, told.rejected, told.problems) == (3, 0, [], [])


def test_a_column_is_added_by_a_template_or_a_text() -> None:
    told = made(
        {"type": "add_column", "name": "salt", "value": "{{ root['id'] }}/{{ root.name | upper }}"},
        {"type": "add_column", "name": "type", "value": "MEMBERS_ONLY"},
    )
    assert column(told, "salt") == ["1/ADA LOVELACE", "2/BO", "3/CY DI RAY"]
    assert column(told, "type") == ["MEMBERS_ONLY"] * 3


def test_cells_are_edited_by_what_they_are_and_where_they_stand() -> None:
    template = "{% if root.id == '2' %}{{ value }}!{% else %}{{ value | replace('a', 'o') }}{% endif %}"
    told = made({"type": "edit_values", "columns": ["name", "city"], "value": template})
    assert column(told, "name") == ["Ado Loveloce", "Bo!", "Cy di Roy"]
    assert column(told, "city") == ["Łódź", "!", "oslo"]


def test_a_row_whose_template_fails_is_rejected_alone() -> None:
    template = "{% if value == 'Bo' %}{% kill %}{% elif root.id == '3' %}{{ 1 / 0 }}{% endif %}{{ value }}"
    told = made({"type": "edit_values", "columns": ["name"], "value": template})
    assert [row[0] for row in told.rows] == ["1"]
    assert [(each.row, each.operation, each.column, each.value) for each in told.rejected] == [
        (2, 0, "name", "Bo"), (3, 0, "name", "Cy di Ray"),
    ]  # fmt: skip
    assert "kill" in told.rejected[0].reason
    assert "division" in told.rejected[1].reason


def test_columns_are_renamed_dropped_kept_and_ordered() -> None:
    told = made(
        {"type": "rename_columns", "columns": {"id": "name", "name": "id"}},
        {"type": "drop_columns", "columns": ["since"]},
        {"type": "keep_columns", "columns": ["city"], "others": "behind"},
    )
    assert told.columns == ["city", "name", "id"]
    assert told.rows[0] == ["Łódź", "1", "Ada Lovelace"]
    assert made({"type": "keep_columns", "columns": ["city", "id"]}).rows[2] == ["oslo", "3"]


def test_columns_are_merged_with_and_without_gaps() -> None:
    merge = {"type": "merge_columns", "columns": ["city", "name"], "name": "both", "separator": ", "}
    assert column(made(merge), "both") == ["Łódź, Ada Lovelace", "Bo", "oslo, Cy di Ray"]
    assert made(merge).columns == ["id", "since", "both"]
    assert column(made({**merge, "skip_empty": False, "keep": True}), "both")[1] == ", Bo"
    assert made({**merge, "name": "name"}).columns == ["id", "name", "since"]


def test_a_column_is_split_and_the_last_part_takes_the_rest() -> None:
    split = {"type": "split_column", "column": "name", "separator": " ", "into": ["first", "last"]}
    told = made(split)
    assert (column(told, "first"), column(told, "last")) == (["Ada", "Bo", "Cy"], ["Lovelace", "", "di Ray"])
    assert told.columns == ["id", "city", "since", "first", "last"]
    assert made({**split, "into": ["name", "last"]}).columns == ["id", "city", "since", "name", "last"]


def test_empty_cells_are_filled() -> None:
    told = made(
        {"type": "fill_empty", "columns": ["city"], "value": "Oslo"}, rows=[*ROWS, ("4", "", " \t", "")]
    )
    assert column(told, "city") == ["Łódź", "Oslo", "oslo", "Oslo"]


@pytest.mark.parametrize(
    ("settings", "cells"),
    [
        ({"find": "a", "replacement": "$1."}, ["Ad$1. Lovel$1.ce", "Bo", "Cy di R$1.y"]),
        ({"find": "A", "replacement": "", "ignore_case": True}, ["d Lovelce", "Bo", "Cy di Ry"]),
        (
            {"find": r"(\w+) (\w+)$", "replacement": "$2x $1", "regex": True},
            ["Lovelacex Ada", "Bo", "Cy Rayx di"],
        ),
        ({"find": "[aeiou]", "replacement": "", "regex": True}, ["Ad Lvlc", "B", "Cy d Ry"]),
        ({"find": ".", "replacement": "!"}, ["Ada Lovelace", "Bo", "Cy di Ray"]),
    ],
)
def test_text_is_replaced(settings: dict[str, Any], cells: list[str]) -> None:
    assert column(made({"type": "replace_text", "columns": ["name"], **settings}), "name") == cells


def test_a_text_is_replaced_in_every_column_when_none_is_named() -> None:
    told = made({"type": "replace_text", "find": "o", "replacement": "0"})
    assert told.rows[2] == ["3", "Cy di Ray", "0sl0", "30.02.2026"]


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ({"column": "id", "test": "is", "value": "2"}, "2"),
        ({"column": "id", "test": "is_not", "value": "2"}, "13"),
        ({"column": "id", "test": "one_of", "values": ["1", "3", "x"]}, "13"),
        ({"column": "name", "test": "contains", "value": "L"}, "1"),
        ({"column": "name", "test": "contains", "value": "B", "ignore_case": True}, "2"),
        ({"column": "name", "test": "contains", "value": "."}, ""),
        ({"column": "city", "test": "begins_with", "value": "OS", "ignore_case": True}, "3"),
        ({"column": "since", "test": "ends_with", "value": "2026"}, "23"),
        ({"column": "name", "test": "matches", "value": r"^\S+$"}, "2"),
        ({"column": "city", "test": "is_empty"}, "2"),
        ({"column": "city", "test": "is_not_empty"}, "13"),
        ({"column": "id", "test": "more_than", "value": "1.5"}, "23"),
        ({"column": "id", "test": "at_least", "value": "2"}, "23"),
        ({"column": "id", "test": "less_than", "value": "10"}, "123"),
        ({"column": "city", "test": "at_most", "value": "10"}, ""),
        ({"column": "city", "test": "at_most", "value": "oslo"}, "23"),
    ],
)
def test_rows_are_filtered(condition: dict[str, Any], ids: str) -> None:
    kept = made({"type": "filter_rows", "conditions": [condition]})
    assert "".join(column(kept, "id")) == ids
    assert (kept.filtered, kept.rejected) == (3 - len(ids), [])
    dropped = made({"type": "filter_rows", "conditions": [condition], "rows": "drop"})
    assert set("".join(column(dropped, "id"))) == set("123") - set(ids)


def test_conditions_are_joined_by_all_or_any() -> None:
    conditions = [{"column": "id", "test": "is", "value": "1"}, {"column": "city", "test": "is_empty"}]
    assert made({"type": "filter_rows", "conditions": conditions}).rows == []
    either = made({"type": "filter_rows", "conditions": conditions, "match": "any"})
    assert column(either, "id") == ["1", "2"]


@pytest.mark.parametrize(
    ("settings", "cells", "written"),
    [
        ({"to": "text"}, [" a ", "\u00a0b"], ["a", "b"]),
        ({"to": "integer"}, ["007", " -1'234 ", "+5", "-0", ""], ["7", "-1234", "5", "0", ""]),
        ({"to": "decimal", "decimal_mark": ","}, ["1.234,50", "12", "-,5"], ["1234.50", "12", None]),
        ({"to": "decimal"}, ["1,234.50", "1e5", "0.10"], ["1234.50", None, "0.10"]),
        ({"to": "date", "input_format": "%d.%m.%Y"}, ["31.03.2027", "30.02.2026"], ["2027-03-31", None]),
        ({"to": "date"}, ["2027-03-31", "01/02/2027"], ["2027-03-31", None]),
        (
            {"to": "date", "input_format": "%m/%d/%y %H:%M", "time_zone": "Europe/Warsaw"},
            ["03/31/27 18:05"], ["2027-03-31T18:05:00+02:00"],
        ),
        ({"to": "boolean"}, ["Yes", "0", "perhaps"], ["true", "false", None]),
        ({"to": "boolean", "true_words": ["tak"], "false_words": ["nie"]}, ["TAK", "yes"], ["true", None]),
    ],
)  # fmt: skip
def test_cells_are_read_and_written_in_one_form(
    settings: dict[str, Any], cells: list[str], written: list[str | None]
) -> None:
    cast = {"type": "cast", "columns": ["x"], **settings}
    rows = [(cell, str(number)) for number, cell in enumerate(cells)]
    told = made(cast, columns=("x", "n"), rows=rows)
    assert column(told, "x") == [each for each in written if each is not None]
    assert [each.value for each in told.rejected] == [
        cell for cell, each in zip(cells, written, strict=True) if each is None
    ]
    emptied = made({**cast, "otherwise": "empty"}, columns=("x", "n"), rows=rows)
    assert column(emptied, "x") == [each or "" for each in written]
    kept = made({**cast, "otherwise": "keep"}, columns=("x", "n"), rows=rows)
    assert column(kept, "x") == [
        cell if each is None else each for cell, each in zip(cells, written, strict=True)
    ]


def test_duplicates_go_and_the_first_stays() -> None:
    rows = [("1", "a"), ("1", "b"), ("2", "a"), ("1", "a")]
    by_id = made({"type": "deduplicate", "columns": ["x"]}, columns=("x", "y"), rows=rows)
    assert by_id.rows == [["1", "a"], ["2", "a"]]
    whole = made({"type": "deduplicate"}, columns=("x", "y"), rows=rows)
    assert (whole.rows, whole.filtered) == ([["1", "a"], ["1", "b"], ["2", "a"]], 1)


@pytest.mark.parametrize(
    ("operation", "field"),
    [
        ({"type": "add_column"}, "name"),
        ({"type": "add_column", "name": "id"}, "name"),
        ({"type": "add_column", "name": "x", "value": "{{ root"}, "value"),
        ({"type": "add_column", "name": "x", "value": "{% voucher %}P{% endvoucher %}"}, "value"),
        ({"type": "edit_values", "columns": ["nam"]}, "columns"),
        ({"type": "edit_values"}, "columns"),
        ({"type": "rename_columns"}, "columns"),
        ({"type": "rename_columns", "columns": {"id": "city"}}, "columns"),
        ({"type": "rename_columns", "columns": {"id": " "}}, "columns"),
        ({"type": "drop_columns", "columns": ["x"]}, "columns"),
        ({"type": "keep_columns", "columns": ["id", "id"]}, "columns"),
        ({"type": "merge_columns", "columns": ["id", "name"], "name": "city"}, "name"),
        ({"type": "split_column", "column": "name", "into": ["first"]}, "into"),
        ({"type": "split_column", "column": "name", "into": ["id", "last"]}, "into"),
        ({"type": "split_column", "column": "name", "separator": "", "into": ["a", "b"]}, "separator"),
        ({"type": "replace_text"}, "find"),
        ({"type": "replace_text", "find": "(", "regex": True}, "find"),
        ({"type": "replace_text", "find": "(a{1000}){1000}", "regex": True}, "find"),
        ({"type": "filter_rows"}, "conditions"),
        ({"type": "filter_rows", "conditions": [{"column": "x"}]}, "conditions/0/column"),
        ({"type": "filter_rows", "conditions": [{"column": "id", "test": "one_of"}]}, "conditions/0/values"),
        (
            {"type": "filter_rows", "conditions": [{"column": "id", "test": "matches", "value": "["}]},
            "conditions/0/value",
        ),
        ({"type": "cast", "columns": ["since"], "to": "date", "input_format": "%d.%m"}, "input_format"),
        ({"type": "cast", "columns": ["since"], "to": "date", "input_format": "%Q"}, "input_format"),
        ({"type": "deduplicate", "columns": ["x"]}, "columns"),
        ({"type": "fill_empty", "columns": []}, "columns"),
    ],
)
def test_settings_that_cannot_work_are_told_before_anything_runs(
    operation: dict[str, Any], field: str
) -> None:
    found = problems({"type": "fill_empty", "columns": ["id"]}, operation)
    assert [(number, where) for number, where, _ in found] == [(1, field)]
    told = made(operation)
    assert not told.runnable
    assert len(told.rows) == 3


def test_a_preview_shows_what_comes_before_the_first_fault() -> None:
    told = made(
        {"type": "rename_columns", "columns": {"id": "nr"}},
        {"type": "drop_columns", "columns": ["id"]},
        {"type": "drop_columns", "columns": ["no such"]},
    )
    assert told.columns == ["nr", "name", "city", "since"]
    assert [problem.operation for problem in told.problems] == [1]


def test_a_name_that_a_template_does_not_know_is_a_warning() -> None:
    [(number, field, message)] = problems({"type": "add_column", "name": "x", "value": "{{ name }}"})
    assert (number, field) == (0, "value")
    assert "root['name']" in message
    assert made({"type": "add_column", "name": "x", "value": "{{ name }}"}).runnable


@pytest.mark.parametrize(
    ("goal", "columns", "words"),
    [
        ("codes", ("id", "name"), ["`code`"]),
        ("codes", ("Code",), []),
        ("profiles", ("name", "city"), ["No column names the profiles"]),
        ("profiles", ("customId", "city"), []),
        ("events", ("customId",), ["names of the events"]),
        ("events", ("action", "email"), []),
        ("promotions", ("name", "type", "code"), ["`headerName`", "`redeemType`"]),
        ("promotions", ("headerName", "name", "redeemType", "type", "code"), []),
    ],
)
def test_a_goal_names_the_columns_it_lacks(goal: str, columns: tuple[str, ...], words: list[str]) -> None:
    found = problems(goal=goal, columns=columns)
    assert len(found) == len(words)
    for (_, field, message), word in zip(found, words, strict=True):
        assert field == "goal"
        assert word in message


def test_the_goal_looks_at_what_comes_out() -> None:
    rename = {"type": "rename_columns", "columns": {"id": "code"}}
    assert problems(rename, goal="codes") == []
    assert len(problems({"type": "drop_columns", "columns": list(COLUMNS)})) == 1


def test_operations_that_would_fill_the_memory_are_stopped() -> None:
    grow = {"type": "replace_text", "columns": ["x"], "find": "x", "replacement": "x" * 1000}
    with pytest.raises(InvalidError) as stopped:
        made(grow, grow, grow, columns=("x",), rows=[("x" * 50,)])
    assert stopped.value.code == "transformation_too_large"
    groups = {**grow, "find": "(.*)", "replacement": "$1" * 500, "regex": True}
    with pytest.raises(InvalidError):
        made(groups, groups, groups, columns=("x",), rows=[("x" * 500,)])
    double = {"type": "add_column", "name": "y", "value": "{{ root.x }}" * 500}
    with pytest.raises(InvalidError):
        made(double, columns=("x",), rows=[("x" * 500,)] * 500)


def test_an_expression_that_would_take_for_ever_elsewhere_is_over_at_once() -> None:
    evil = {"type": "filter_rows", "conditions": [{"column": "x", "test": "matches", "value": "^(a+)+$"}]}
    assert made(evil, columns=("x",), rows=[("a" * 90_000 + "!",)]).rows == []


def test_nested_cells_are_read_by_templates_of_records() -> None:
    cells = (json.dumps([{"price": 2.5, "n": 2}, {"price": 1, "n": 3}]), "a@b.c")
    template = (
        "{% set sum = namespace(of=0) %}{% for p in root.products %}{% set sum.of = sum.of + p.price * p.n %}"
    )
    template += "{% endfor %}{{ sum.of }} {{ root.client.email }} {{ root['client.email'] }}"
    read = Transformation.model_validate(
        {"input": {"type": "jsonl"}, "operations": [{"type": "add_column", "name": "sum", "value": template}]}
    )
    told = preview(read, ("products", "client.email"), [cells])
    assert column(told, "sum") == ["8 a@b.c a@b.c"]


def test_repeated_and_nameless_columns_get_names_of_their_own() -> None:
    told = made(columns=("a", "", "a", " a "), rows=[("1", "2", "3", "4")])
    assert told.columns == ["a", "column 2", "a (2)", "a (3)"]
    assert told.rows == [["1", "2", "3", "4"]]
