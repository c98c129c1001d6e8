"""Opening text tables: what is found out, what may be declared, where reading resumes."""

from __future__ import annotations

import asyncio
import codecs
from pathlib import Path

import pytest

from largesse.core.files import (
    Row,
    TableFacts,
    TableOptions,
    UnreadableFileError,
    open_table,
)

POLISH = "kod;opis\r\n00123;zażółć gęślą jaźń\r\n1E5;świąteczny źrebak\r\n"


def write(folder: Path, data: bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(data)
    return path


def read(folder: Path, data: bytes, options: TableOptions | None = None) -> tuple[TableFacts, list[Row]]:
    with open_table(write(folder, data), options=options) as table:
        return table.facts, [row for chunk in table.rows() for row in chunk.rows]


@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", ("utf-8", False)),
        ("utf-8", codecs.BOM_UTF8, ("utf-8", True)),
        ("utf-16-le", codecs.BOM_UTF16_LE, ("utf-16-le", True)),
        ("utf-16-be", codecs.BOM_UTF16_BE, ("utf-16-be", True)),
        ("utf-16-le", b"", ("utf-16-le", False)),
        ("utf-16-be", b"", ("utf-16-be", False)),
        ("cp1250", b"", ("cp1250", False)),
        ("iso8859-2", b"", ("iso8859-2", False)),
    ],
)
def test_the_encoding_is_found_and_nothing_is_altered(
    tmp_path: Path, encoding: str, mark: bytes, found: tuple[str, bool]
) -> None:
    facts, rows = read(tmp_path, mark + POLISH.encode(encoding))
    assert (facts.encoding, facts.bom) == found
    assert (facts.format, facts.delimiter, facts.header) == ("csv", ";", True)
    assert facts.columns == ("kod", "opis")
    assert rows == [("00123", "zażółć gęślą jaźń"), ("1E5", "świąteczny źrebak")]


def test_western_and_cyrillic_files_are_told_from_central_european_ones(tmp_path: Path) -> None:
    for text, encoding in (
        ("code;name\nA1;Björn Ångström\nA2;Müller\n", "cp1252"),
        ("код;скидка\nA1;для всех покупателей\n", "cp1251"),
    ):
        facts, _ = read(tmp_path, text.encode(encoding))
        assert facts.encoding == encoding


def test_a_declared_encoding_wins(tmp_path: Path) -> None:
    data = "kod;opis\nA1;ść\n".encode("cp1250")
    facts, rows = read(tmp_path, data, TableOptions(encoding="latin-1"))
    assert facts.encoding == "iso8859-1"
    assert rows == [("A1", "\x9cæ")]
    for wrong in ("no-such", "cp500", "utf-7"):
        with pytest.raises(UnreadableFileError, match="encoding"):
            read(tmp_path, data, TableOptions(encoding=wrong))


def test_one_damaged_byte_does_not_change_the_encoding_of_the_file(tmp_path: Path) -> None:
    with open_table(write(tmp_path, b"code\nA1\nB\xff2\nC3\n")) as table:
        chunk = table.preview()
    assert table.facts.encoding == "utf-8"
    assert chunk.rows == [("A1",), ("C3",)]
    assert [bad.line for bad in chunk.bad] == [3]


def test_half_a_surrogate_pair_in_utf_16_spoils_its_row_only(tmp_path: Path) -> None:
    data = "code,x\nA1,1\nB2,".encode("utf-16") + b"\x00\xd8" + "\nC3,🎁\n".encode("utf-16-le")
    with open_table(write(tmp_path, data + b"\x41")) as table:
        chunks = list(table.rows())
    assert [row for chunk in chunks for row in chunk.rows] == [("A1", "1"), ("C3", "🎁")]
    assert [bad.line for chunk in chunks for bad in chunk.bad] == [3, 5]


@pytest.mark.parametrize(
    ("text", "delimiter", "width"),
    [
        ("a,b\n1,2\n3,4\n", ",", 2),
        ("a;b\n1;2,5\n3;4,5\n", ";", 2),
        ("a\tb c, d\n1\t2, 3\n", "\t", 2),
        ("a|b\n1|2\n", "|", 2),
        ('"x;y",b\n"1;2",3\n', ",", 2),
        ("code\nAAA-111\nBBB-222\n", "", 1),
        ("'a','b'\n'1,5','2'\n", ",", 2),
    ],
)
def test_the_delimiter_is_found(tmp_path: Path, text: str, delimiter: str, width: int) -> None:
    facts, rows = read(tmp_path, text.encode())
    assert facts.delimiter == delimiter
    assert facts.format == ("tsv" if delimiter == "\t" else "csv")
    assert {len(row) for row in rows} == {width}


def test_a_first_line_that_names_the_delimiter_is_no_row(tmp_path: Path) -> None:
    path = write(tmp_path, b"sep=;\r\ncode;x\r\nA1;1\r\n")
    with open_table(path) as table:
        chunk = table.preview()
    assert (table.facts.delimiter, table.facts.columns) == (";", ("code", "x"))
    assert (chunk.rows, list(chunk.lines)) == ([("A1", "1")], [3])


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("code\nA1\nB2\nC3\n", True),
        ("A1X\nB2X\nC3X\n", False),
        ("ABCDEF\nGHIJKL\nMNOPQR\n", False),
        ("code\nABCDEF\nGHIJKL\nMNOPQR\n", True),
        ("name,town\nAnna,Kraków\nOle,Oslo\n", True),
        ("A1,2026-12-31\nB2,2026-12-31\n", False),
        ("A1\n", False),
    ],
)
def test_the_header_is_guessed_from_how_the_rows_look(tmp_path: Path, text: str, header: bool) -> None:
    facts, rows = read(tmp_path, text.encode())
    assert facts.header is header
    assert len(rows) == text.count("\n") - header


def test_a_known_column_name_is_a_header_and_a_declared_one_wins(tmp_path: Path) -> None:
    data = b"code\nabcd\nefgh\nijkl\n"
    assert read(tmp_path, data)[0].header is False
    facts, rows = read(tmp_path, data, TableOptions(header_words=("Code",)))
    assert (facts.header, len(rows)) == (True, 3)
    facts, rows = read(tmp_path, data, TableOptions(header=False, header_words=("code",)))
    assert (facts.columns, len(rows)) == (("column 1",), 4)


def test_codes_come_through_exactly(tmp_path: Path) -> None:
    codes = ["00123", "1E5", " A-1 ", "\uff21\uff11", "+48", "TRUE", "1.0", "é", "e\u0301", "'x"]
    data = "code,n\n" + "".join(f"{code},{n}\n" for n, code in enumerate(codes))
    _, rows = read(tmp_path, data.encode())
    assert [row[0] for row in rows] == codes


def test_reading_resumes_at_any_row_with_its_line(tmp_path: Path) -> None:
    body = [f"A{n}" if n % 7 else "B\xff" for n in range(50)]
    path = write(tmp_path, "\n\n".join(["code", *body]).encode("latin-1"))
    options = TableOptions(encoding="utf-8", header=True)
    with open_table(path, options=options) as table:
        whole = [item for chunk in table.rows() for item in chunk.in_order()]
        assert len(whole) == 50
        assert sum(len(chunk.bad) for chunk in table.rows()) == 8
        for start in range(52):
            chunks = list(table.rows(start_row=start, chunk_rows=9))
            assert [item for chunk in chunks for item in chunk.in_order()] == whole[start:]
            assert all(len(chunk) <= 9 for chunk in chunks)
            ends = [start, *(chunk.next for chunk in chunks)]
            assert [chunk.first for chunk in chunks if len(chunk)] == ends[: len(chunks)]
        assert sum(chunk.blank_lines for chunk in table.rows(chunk_rows=9)) == 50


def test_facts_read_the_file_again_in_the_same_way(tmp_path: Path) -> None:
    path = write(tmp_path, POLISH.encode("cp1250"))
    with open_table(path) as table:
        first = table.preview()
    with open_table(path, options=table.facts.as_options()) as again:
        assert again.facts == table.facts
        assert again.preview() == first


async def test_a_table_opens_in_a_thread_of_an_async_program(tmp_path: Path) -> None:
    path = write(tmp_path, b"code\nA1\nB2\n")
    table = await asyncio.to_thread(open_table, path)
    chunk = await asyncio.to_thread(table.preview)
    assert chunk.rows == [("A1",), ("B2",)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8 + b"\r\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"<html><table><tr><td>A1", "web page"),
        (codecs.BOM_UTF32_LE + "code".encode("utf-32-le"), "UTF-32"),
        (b"\x1f\x8b\x08\x00", "gzip"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason) as caught:
        open_table(write(tmp_path, data))
    assert caught.value.code == "unreadable_file"


def test_a_delimiter_of_two_characters_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, b"a||b\n")
    with pytest.raises(UnreadableFileError, match="not one character"):
        open_table(path, options=TableOptions(delimiter="||"))
    with pytest.raises(UnreadableFileError, match="same character"):
        open_table(path, options=TableOptions(delimiter="|", quote="|"))


def test_a_known_header_names_the_delimiter_when_rows_leave_out_their_last_cells(tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("code;note\nA-1\nB-2\nC-3\n")
    with open_table(path, options=TableOptions(header_words=("code",))) as table:
        assert (table.facts.delimiter, table.facts.columns) == (";", ("code", "note"))
