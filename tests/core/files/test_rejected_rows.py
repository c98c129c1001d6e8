"""Rejected rows: written in the form of the original, fit for mending and sending again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from largesse.core.files import (
    BadRow,
    RejectedRow,
    TableFacts,
    TableOptions,
    open_table,
    write_rejected,
)

ADDED = ("row", "column", "value", "reason")


def reject_all(folder: Path, data: bytes) -> tuple[TableFacts, TableFacts, list[tuple[str, ...]]]:
    """Open a table, reject each row, and open the result."""
    upload, result = folder / "upload", folder / "rejected"
    upload.write_bytes(data)
    with open_table(upload) as table:
        rows = [
            RejectedRow.of_bad_row(row)
            if isinstance(row, BadRow)
            else RejectedRow(line, row, "kod", row[0], "już jest; w puli")
            for chunk in table.rows()
            for line, row in chunk.in_order()
        ]
        width = max(len(row.cells) for row in rows)
        assert write_rejected(result, table.facts, rows=rows, width=width) == len(rows)
    with open_table(result, options=TableOptions(header=table.facts.header)) as again:
        return table.facts, again.facts, [row for chunk in again.rows() for row in chunk.rows]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp1250", "|")]
)
def test_encoding_and_delimiter_are_those_of_the_original(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = '"kod","opis"\n00123,"zażółć, ""gęślą"""\n=1+1,źrebię świąteczne\n'
    text = "\n".join(line.replace('","', f'"{delimiter}"') for line in text.split("\n"))
    text = text.replace("00123,", f"00123{delimiter}").replace("=1+1,", f"=1+1{delimiter}")
    original, written, rows = reject_all(tmp_path, text.encode(encoding))
    assert (written.encoding, written.bom) == (original.encoding, original.bom)
    assert (written.delimiter, written.quote) == (delimiter, '"')
    assert written.columns == ("kod", "opis", *ADDED)
    assert rows == [
        ("00123", 'zażółć, "gęślą"', "2", "kod", "00123", "już jest; w puli"),
        ("=1+1", "źrebię świąteczne", "3", "kod", "'=1+1", "już jest; w puli"),
    ]


def test_added_columns_stand_in_line_behind_ragged_and_bad_rows(tmp_path: Path) -> None:
    _, _, rows = reject_all(tmp_path, b'kod,b\nA1,1\nA2\nA3,1,2\n"A4,x\nA5,5\nA6,6\nA7,7\nA8,8\n')
    assert {len(row) for row in rows} == {7}
    assert [row[:4] for row in rows[:4]] == [
        ("A1", "1", "", "2"),
        ("A2", "", "", "3"),
        ("A3", "1", "2", "4"),
        ('"A4,x', "", "", "5"),
    ]
    assert "not closed" in rows[3][-1]


def test_a_table_of_one_column_without_header_stays_one(tmp_path: Path) -> None:
    original, written, rows = reject_all(tmp_path, b"AB1\nCD2\nE,3\nFG4\nHI5\n")
    assert (original.delimiter, original.header) == ("", False)
    assert (written.delimiter, written.header) == (",", False)
    assert [row[:2] for row in rows[:3]] == [("AB1", "1"), ("CD2", "2"), ("E,3", "3")]


def test_a_file_without_quotes_stays_without(tmp_path: Path) -> None:
    facts = TableFacts("csv", "utf-8", False, ";", "", True, ("kod", "x"))
    path = tmp_path / "rejected"
    rejected = RejectedRow(2, ('5" a', '"b'), "x", '"b', "a; b\nc")
    assert write_rejected(path, facts, rows=[rejected]) == 1
    assert path.read_bytes() == b'kod;x;row;column;value;reason\r\n5" a;"b;2;x;"b;a  b c\r\n'


def test_a_reason_beyond_the_encoding_is_spelled_out(tmp_path: Path) -> None:
    facts = TableFacts("csv", "cp1250", False, ",", '"', False, ("column 1",))
    path = tmp_path / "rejected"
    write_rejected(path, facts, rows=[RejectedRow(1, ("ż",), "", "", "→")])
    assert path.read_bytes() == "ż,1,,,\\u2192\r\n".encode("cp1250")


def test_a_spreadsheet_becomes_a_spreadsheet_of_text_cells(tmp_path: Path) -> None:
    source = tmp_path / "source"
    with xlsxwriter.Workbook(str(source)) as workbook:
        sheet = workbook.add_worksheet()
        for number, (code, note) in enumerate([("kod", "x"), ("00123", "=1+1"), ("1E5", "")]):
            sheet.write_string(number, 0, code)
            sheet.write_string(number, 1, note)
    original, written, rows = reject_all(tmp_path, source.read_bytes())
    assert (original.format, written.format) == ("xlsx", "xlsx")
    assert written.columns == ("kod", "x", *ADDED)
    assert [row[:3] for row in rows] == [("00123", "=1+1", "2"), ("1E5", "", "3")]
    with zipfile.ZipFile(tmp_path / "rejected") as archive:
        cells = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in cells
