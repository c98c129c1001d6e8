"""Files of all kinds as rows of texts: what is nested, broken, too large or made to do harm."""

import json
from pathlib import Path
from typing import Any  # of options and settings as JSON has them

import pytest

from largesse.core.files import RejectedRow, UnreadableFileError
from largesse.workflows.transformations import Transformation
from largesse.workflows.transformations.inputs import SourceChunk
from tests.profiles.imports.books import a_workbook

Read = tuple[tuple[str, ...], list[tuple[str, ...]], list[RejectedRow], int]


def read(folder: Path, content: bytes | str, *, chunk_rows: int = 5_000, **options: object) -> Read:
    path = folder / "file"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    transformation = Transformation.model_validate({"input": options})
    with transformation.input.open(path) as source:
        chunks: list[SourceChunk] = list(source.chunks(chunk_rows=chunk_rows))
        return (
            source.columns,
            [row for chunk in chunks for row in chunk.rows],
            [row for chunk in chunks for row in chunk.rejected],
            sum(chunk.blank for chunk in chunks),
        )


def test_a_table_is_read_as_text(tmp_path: Path) -> None:
    content = "nr;zip;;nr\n1;00123\n2;1E5;x;y\n;;;\n3;a;b;c;;\n4;a;b;c;d\n"
    columns, rows, rejected, blank = read(tmp_path, content, type="table", delimiter=";")
    assert columns == ("nr", "zip", "column 3", "nr (2)")
    assert rows == [("1", "00123", "", ""), ("2", "1E5", "x", "y"), ("3", "a", "b", "c")]
    assert [(row.line, row.cells) for row in rejected] == [(6, ("4", "a", "b", "c", "d"))]
    assert blank == 1


def test_a_spreadsheet_is_read_as_text(tmp_path: Path) -> None:
    columns, rows, *_ = read(tmp_path, a_workbook(("code", "city"), ("00123", "Łódź")), type="table")
    assert (columns, rows) == (("code", "city"), [("00123", "Łódź")])


RECORDS = [
    {
        "id": 1,
        "zip": "00123",
        "price": 1.50,
        "vip": True,
        "client": {"email": "a@b.c", "address": {"city": "Oslo"}},
    },
    {"id": 2, "products": [{"sku": "a", "n": 1.5}], "none": None, "client": {}},
    {},
    {"zip": "żółw", "id": 12345678901234567890123},
]  # fmt: skip
COLUMNS = ("id", "zip", "price", "vip", "client.email", "client.address.city", "products", "none", "client")
ROWS = [
    ("1", "00123", "1.50", "true", "a@b.c", "Oslo", "", "", ""),
    ("2", "", "", "", "", "", '[{"sku":"a","n":1.5}]', "", "{}"),
    ("12345678901234567890123", "żółw", "", "", "", "", "", "", ""),
]


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("1.5,", "1.50,")


@pytest.mark.parametrize("chunk_rows", [1, 2, 100])
def test_a_list_of_json_is_read_wherever_it_stands(tmp_path: Path, chunk_rows: int) -> None:
    columns, rows, rejected, blank = read(tmp_path, as_json(RECORDS), chunk_rows=chunk_rows, type="json")
    # The name of a record without fields of its own is met last.
    assert sorted(columns) == sorted(COLUMNS)
    assert [dict(zip(columns, row, strict=True)) for row in rows] == [
        dict(zip(COLUMNS, row, strict=True)) for row in ROWS
    ]
    assert (rejected, blank) == ([], 1)
    wrapped = as_json({"meta": [1], "data": {"items": RECORDS}})
    assert read(tmp_path, "\ufeff" + wrapped, type="json", records="data.items")[1] == rows


def test_json_lines_stand_alone(tmp_path: Path) -> None:
    deep = "[" * 100_000
    lines = [
        as_json(RECORDS[0]),
        "",
        "{oops",
        "[1]",
        '{"a": "\\ud800"}',
        '{"a": NaN}',
        deep,
        as_json(RECORDS[3]),
    ]
    columns, rows, rejected, blank = read(tmp_path, "\n".join(lines), type="jsonl")
    assert columns == COLUMNS[:6]
    assert [row[0] for row in rows] == ["1", "12345678901234567890123"]
    assert [row.line for row in rejected] == [3, 4, 5, 6, 7]
    reasons = [row.reason for row in rejected]
    assert "not JSON" in reasons[0]
    assert "no object" in reasons[1]
    assert "half of a character" in reasons[2]
    assert "NaN" in reasons[3]
    assert rejected[0].cells == ("{oops",)
    assert blank == 1


def test_a_line_without_end_is_rejected_and_the_next_is_read(tmp_path: Path) -> None:
    content = '{"a": "' + "x" * 9_000_000 + '"}\n{"a": "b"}'
    columns, rows, rejected, _ = read(tmp_path, content, type="jsonl")
    assert (columns, rows) == (("a",), [("b",)])
    assert "longer than" in rejected[0].reason
    assert len(rejected[0].cells[0]) == 2_000


def test_a_cell_that_is_too_long_takes_only_its_own_row(tmp_path: Path) -> None:
    content = json.dumps([{"a": "x" * 1_000_001}, {"a": "b\0c"}])
    _, rows, rejected, _ = read(tmp_path, content, type="json")
    assert rows == [("bc",)]
    assert "longer than" in rejected[0].reason


def test_a_number_of_very_many_digits_stays_what_it_is(tmp_path: Path) -> None:
    digits = "1" + "0" * 10_000
    for options in ({"type": "json"}, {"type": "jsonl"}):
        content = f'[{{"a": {digits}}}]' if options["type"] == "json" else f'{{"a": {digits}}}'
        assert read(tmp_path, content, **options)[1] == [(digits,)]


@pytest.mark.parametrize("size", [1, 7, 1_000, 1_048_576, 1_048_577, 3_000_000])
def test_a_document_is_read_whatever_the_size_of_its_parts(tmp_path: Path, size: int) -> None:
    records = [*({"a": "ż" * size, "b": number} for number in range(3)), {"a": "", "b": 3}]
    padding = " " * (1_048_576 - 20)
    content = json.dumps({"x": "ż" * size, "data": {"n": [1, 2], "items": records}}, ensure_ascii=False)
    options = {"type": "json", "records": "data.items"}
    _, rows, rejected, _ = read(tmp_path, padding + content, **options)
    assert [row[1] for row in rows] == (["3"] if size > 1_000_000 else ["0", "1", "2", "3"])
    assert len(rows) + len(rejected) == 4


def test_elements_of_xml_are_rows(tmp_path: Path) -> None:
    content = """<?xml version="1.0" encoding="iso-8859-2"?>
    <shop xmlns="urn:x" xmlns:y="urn:y"><note>hello</note>
      <item id="1"><name> Łódź </name><y:tag>a</y:tag><y:tag>b</y:tag><at><city>Oslo</city></at></item>
      <item id="2">bare<name/></item>
      <item/>
    </shop>""".encode("iso-8859-2")
    columns, rows, rejected, blank = read(tmp_path, content, type="xml", element="item")
    assert columns == ("@id", "name", "tag", "at.city", "#text", "item")
    assert rows == [("1", " Łódź ", '["a","b"]', "Oslo", "", ""), ("2", "", "", "", "bare", "")]
    assert (rejected, blank) == ([], 1)
    children = read(tmp_path, "<l><a><x>1</x></a><b><x>2</x></b><c>3</c></l>", type="xml")
    assert children[:2] == (("x", "c"), [("1", ""), ("2", ""), ("", "3")])


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        (b"", {"type": "table"}, "empty"),
        (b"", {"type": "json"}, "no list of records"),
        (b"", {"type": "jsonl"}, "no record"),
        (b"", {"type": "xml"}, "cannot be read"),
        (b"[]", {"type": "json"}, "no record"),
        (b'{"items": [{"a": 1}]}', {"type": "json"}, "no list of records"),
        (b'[{"a": 1}, {"a": }]', {"type": "json"}, "cannot be read behind character 11"),
        (b'[{"a": 1}', {"type": "json"}, "a , or ] is missing"),
        (b'[{"a": 1},', {"type": "json"}, "ends too early"),
        (b'[{"a": 1} {"a": 2}]', {"type": "json"}, "a , or ] is missing"),
        (b'{"a": {"b": 1}}', {"type": "json", "records": "a.b"}, "no list of records at 'a.b'"),
        (b'{"a": {"c": []}}', {"type": "json", "records": "a.b"}, "no list of records at 'a.b'"),
        (b'{"a" 1}', {"type": "json", "records": "b"}, "a : is missing"),
        (b'[{"a": NaN}]', {"type": "json"}, "no number of JSON"),
        (b'[{"a": "' + b"x" * 5_000_000, {"type": "json"}, "Unterminated"),
        (b'[{"a": "\xff"}]', {"type": "json"}, "cannot be read"),
        (b"[" + b"[" * 500_000, {"type": "json"}, "nested too deep"),
        (b"<a><b>", {"type": "xml"}, "cannot be read"),
        (b"<a><b/></a>", {"type": "xml", "element": "c"}, "no element 'c'"),
        (b"<a>" * 5_000, {"type": "xml", "element": "c"}, "levels"),
        (b"<a><c>" + b"<d/>" * 150_000 + b"</c></a>", {"type": "xml"}, "elements"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a><b>&x;</b></a>', {"type": "xml"}, "DTDForbidden"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a><b/></a>', {"type": "xml"}, "DTDForbidden"),
        (json.dumps([{f"c{n}": 1 for n in range(1_001)}]).encode(), {"type": "json"}, "different fields"),
        ("\t".join(f"c{n}" for n in range(1_001)).encode(), {"type": "table", "delimiter": "\t"}, "1,001"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(UnreadableFileError) as refused:
        read(tmp_path, content, **options)
    assert words in refused.value.detail


def test_a_bomb_of_entities_is_not_lit(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    with pytest.raises(UnreadableFileError):
        read(tmp_path, f"{bomb}]><l><x>&j;</x></l>", type="xml")
