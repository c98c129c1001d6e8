"""Spreadsheets: cells come through as text, and no file takes this process down."""

from __future__ import annotations

import asyncio
import struct
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import xlsxwriter

from largesse.core.files import TableOptions, UnreadableFileError, open_table
from largesse.core.files.sheet_limits import MAX_INFLATED
from largesse.core.files.spreadsheets import convert_sheet

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
)
WORKBOOK = (
    f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>'
    '<sheet name="Codes" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
WORKBOOK_RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
ROOT_RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
ODS_MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def write_workbook(path: Path, fill: Callable[[xlsxwriter.Workbook], None]) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        fill(workbook)
    return path


def write_package(path: Path, sheet: str, *, dimension: str = "", prolog: str = "") -> Path:
    """A workbook of one sheet, written by hand so that it may lie."""
    extent = f'<dimension ref="{dimension}"/>' if dimension else ""
    body = f"{prolog}<worksheet {MAIN}>{extent}<sheetData>{sheet}</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", ROOT_RELATIONS)
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", WORKBOOK_RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", body)
    return path


def cell(reference: str, text: str = "A1") -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


FAR_APART = row(1, cell("A1")) + row(1_048_576, cell("XFD1048576"))


def test_every_kind_of_cell_becomes_text(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet("Codes")
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        clock = workbook.add_format({"num_format": "hh:mm"})
        span = workbook.add_format({"num_format": "[h]:mm:ss"})
        for column, text in enumerate(["00123", "1E5", " A-1 ", 'a"b,\nc\rd', "=1+1", "Ａ１"]):  # noqa: RUF001 (full width is what is tested)
            sheet.write_string(0, column, text)
        for column, number in enumerate([5, 1.5, 1e5, -0.25, 123456789012345, 0]):
            sheet.write_number(1, column, number)
        sheet.write_boolean(2, 0, boolean=True)
        sheet.write_datetime(2, 1, date(2026, 12, 31), day)
        sheet.write_datetime(2, 2, datetime(2026, 12, 31, 23, 59, 1), moment)  # noqa: DTZ001 (cells have no zone)
        sheet.write_datetime(2, 3, time(7, 30), clock)
        sheet.write_datetime(2, 4, timedelta(hours=30, minutes=5), span)

    path = write_workbook(tmp_path / "upload", fill)
    with open_table(path, options=TableOptions(header=False)) as table:
        chunk = table.preview()
    assert (table.facts.format, table.facts.sheet) == ("xlsx", "Codes")
    assert chunk.rows == [
        ("00123", "1E5", " A-1 ", 'a"b,\nc\rd', "=1+1", "Ａ１"),  # noqa: RUF001 (full width is what is tested)
        ("5", "1.5", "100000", "-0.25", "123456789012345", "0"),
        ("TRUE", "2026-12-31", "2026-12-31T23:59:01", "07:30:00", "30:05:00", ""),
    ]


def test_rows_keep_the_numbers_they_have_in_the_sheet(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        for number, text in ((2, "code"), (3, "A\n1"), (6, "B2"), (9, "C3")):
            sheet.write_string(number, 1, text)

    with open_table(write_workbook(tmp_path / "upload", fill)) as table:
        chunk = table.preview()
        assert table.facts.columns == ("code",)
        assert list(chunk.lines) == [4, 7, 10]
        resumed = next(table.rows(start_row=1))
    assert resumed.rows == [("B2",), ("C3",)]


def test_a_number_whose_digits_are_lost_is_a_bad_row(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_string(0, 1, "A1")
        sheet.write_number(1, 1, 1234567890123456789)
        sheet.write_string(2, 1, "1234567890123456789")

    options = TableOptions(header=False)
    with open_table(write_workbook(tmp_path / "upload", fill), options=options) as table:
        chunk = table.preview()
    assert chunk.rows == [("A1",), ("1234567890123456789",)]
    assert chunk.bad[0].line == 2
    assert "column B holds a number of more than 15 digits" in chunk.bad[0].reason


def test_the_first_visible_sheet_is_read_unless_another_is_named(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("Hidden").write_string(0, 0, "H")
        shown = workbook.add_worksheet("R&D 'x' <1>")
        shown.write_string(0, 0, "S")
        shown.activate()
        shown.set_first_sheet()
        workbook.get_worksheet_by_name("Hidden").hide()

    path = write_workbook(tmp_path / "upload", fill)
    with open_table(path) as table:
        assert table.facts.sheets == ("Hidden", "R&D 'x' <1>")
        assert table.preview().rows == [("S",)]
    with open_table(path, options=TableOptions(sheet="Hidden")) as table:
        assert table.preview().rows == [("H",)]
    with pytest.raises(UnreadableFileError, match=r"no sheet 'Codes'.*Hidden, R&D"):
        open_table(path, options=TableOptions(sheet="Codes"))


def test_an_opendocument_sheet_is_read(tmp_path: Path) -> None:
    namespace = "urn:oasis:names:tc:opendocument:xmlns"
    rows = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{text}</text:p>'
        "</table:table-cell></table:table-row>"
        for text in ("00123", "B2")
    )
    content = (
        f'<office:document-content xmlns:office="{namespace}:office:1.0" '
        f'xmlns:table="{namespace}:table:1.0" xmlns:text="{namespace}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Codes">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "upload"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", ODS_TYPE)
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)
        archive.writestr("content.xml", content)
    with open_table(path) as table:
        assert table.facts.format == "ods"
        assert table.preview().rows == [("00123",), ("B2",)]


def test_closing_a_table_removes_its_temporary_file(tmp_path: Path, scratch: Path) -> None:
    path = write_package(tmp_path / "upload", row(1, cell("A1")))
    with open_table(path, scratch=scratch) as table:
        assert table.preview().rows == [("A1",)]
        assert len(list(scratch.iterdir())) == 1
    assert list(scratch.iterdir()) == []


def lie_about_sizes(path: Path) -> None:
    """Say in the central directory that each part unpacks to 1 kB."""
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 1_024)
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)


def write_inflating(path: Path) -> Path:
    filler = "<!--" + " " * (MAX_INFLATED + 1) + "-->"
    return write_package(path, filler + row(1, cell("A1")))


def write_lying(path: Path) -> Path:
    write_package(path, "".join(row(n, cell(f"A{n}")) for n in range(1, 400)) + FAR_APART)
    lie_about_sizes(path)
    return path


def write_spread(path: Path) -> Path:
    # Small enough to be held, and yet more cells than are allowed; declares nothing.
    return write_package(path, row(1, cell("A1")) + row(1_000_000, cell("H1000000")))


def write_entities(path: Path) -> Path:
    prolog = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return write_package(path, row(1, cell("A1", "&a;")), prolog=prolog)


BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "two cells far apart": (lambda path: write_package(path, FAR_APART), "spans so many cells"),
    "a declared span": (
        lambda path: write_package(path, FAR_APART, dimension="A1:XFD1048576"),
        "declares 17,179,869,184 cells",
    ),
    "a span that fits the memory": (write_spread, "spans 8,000,000 cells"),
    "a high ratio": (write_inflating, "unpacks to 2"),
    "entities": (write_entities, "XML entities"),
    "a lying directory": (write_lying, "damaged"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_with_a_reason_and_leaves_nothing(tmp_path: Path, scratch: Path, name: str) -> None:
    make, reason = BOMBS[name]
    path = make(tmp_path / "upload")
    with pytest.raises(UnreadableFileError, match=reason):
        open_table(path, scratch=scratch)
    assert list(scratch.iterdir()) == []


def test_a_false_small_dimension_does_not_let_a_bomb_through(tmp_path: Path) -> None:
    path = write_package(tmp_path / "upload", FAR_APART, dimension="A1:A2")
    with pytest.raises(UnreadableFileError, match="spans so many cells"):
        open_table(path)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + b"\0" * 50, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000]
)
def test_a_damaged_spreadsheet_is_refused_with_a_reason(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "upload"
    path.write_bytes(data)
    with pytest.raises(UnreadableFileError, match="damaged"):
        open_table(path)


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, scratch: Path) -> None:
    path = write_package(tmp_path / "upload", row(1, cell("A1")))
    with pytest.raises(UnreadableFileError, match=r"within 0\.001 seconds"):
        convert_sheet(path, "xlsx", scratch=scratch, seconds=0.001)
    assert list(scratch.iterdir()) == []


async def test_bombs_and_tables_open_side_by_side_in_threads(tmp_path: Path) -> None:
    bomb = write_package(tmp_path / "bomb", FAR_APART)
    good = write_package(tmp_path / "good", row(1, cell("A1")))
    refused, table = await asyncio.gather(
        asyncio.to_thread(open_table, bomb),
        asyncio.to_thread(open_table, good),
        return_exceptions=True,
    )
    assert isinstance(refused, UnreadableFileError)
    assert not isinstance(table, BaseException)
    with table:
        assert table.preview().rows == [("A1",)]
