"""Exports: nothing in them is computed when a spreadsheet program opens them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from largesse.core.files import CsvExport, TableOptions, open_table

STARTS = ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"]  # noqa: RUF001 (full width is what is tested)


@pytest.mark.parametrize("start", STARTS)
def test_text_that_would_be_computed_is_disarmed(start: str) -> None:
    data = CsvExport().encode([[f"{start}1+1", "A1"]])
    assert next(csv.reader(io.StringIO(data.decode(), newline=""))) == [f"'{start}1+1", "A1"]


@pytest.mark.parametrize("start", STARTS)
def test_programs_get_the_text_itself(start: str) -> None:
    data = CsvExport(formula_safe=False).encode([[f"{start}1+1"]])
    assert next(csv.reader(io.StringIO(data.decode(), newline=""))) == [f"{start}1+1"]


def test_numbers_and_empty_cells_stay_what_they_are() -> None:
    assert CsvExport(delimiter=";").encode([[-5, None, "a;b"]]) == b'-5;;"a;b"\r\n'


def test_the_header_is_disarmed_too_and_excel_gets_its_mark() -> None:
    assert CsvExport(bom=True).begin(["code", "=x"]) == b"\xef\xbb\xbfcode,'=x\r\n"


def test_an_export_is_a_stream_that_reads_back_whole(tmp_path: Path) -> None:
    rows = ((f"A{number:05}", 'x"\n,;', "a\rb") for number in range(5_001))
    blocks = list(CsvExport(delimiter=";").stream(["code", "note", "more"], rows))
    assert len(blocks) == 4
    path = tmp_path / "export"
    path.write_bytes(b"".join(blocks))
    with open_table(path, options=TableOptions(header=True)) as table:
        read = [row for chunk in table.rows() for row in chunk.rows]
    assert table.facts.columns == ("code", "note", "more")
    assert read == [(f"A{number:05}", 'x"\n,;', "a\rb") for number in range(5_001)]
