from __future__ import annotations

import io
import re
import string
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
import segno
from barcode.charsets import code128
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pydantic import TypeAdapter

from largesse.vouchers.barcodes import MAX_SCALE, BarcodeError, BarcodeType, render

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLES = {
    BarcodeType.EAN_13: "5901234123457",
    BarcodeType.EAN_8: "96385074",
    BarcodeType.EAN_128: "255SPRING-24",
    BarcodeType.CODE_39: "SPRING-24",
    BarcodeType.ITF_14: "00012345600012",
    BarcodeType.CODE_128: "Spring<&>24",
    BarcodeType.POSTNET: "80122",
    BarcodeType.QR_CODE: "SPRING-24",
    BarcodeType.UPC_A: "036000291452",
    BarcodeType.UPC_E: "01234565",
}
LINEAR = [kind for kind in EXAMPLES if kind not in (BarcodeType.QR_CODE, BarcodeType.POSTNET)]


def picture(code: str, barcode_type: BarcodeType, scale: int = 1) -> Image.Image:
    png = render(code, barcode_type=barcode_type, image_format="png", scale=scale)
    return Image.open(io.BytesIO(png)).convert("L")


def modules(code: str, barcode_type: BarcodeType) -> str:
    """Read the row of modules through the middle of the bars of a PNG, without quiet zone."""
    image = picture(code, barcode_type)
    row = "".join("0" if image.getpixel((x, 20)) == 255 else "1" for x in range(image.width))
    assert row.startswith("0" * 10)
    assert row.endswith("0" * 10)
    return row.strip("0")


def svg_bars(code: str, barcode_type: BarcodeType) -> list[tuple[int, ...]]:
    root = ET.fromstring(render(code, barcode_type=barcode_type, image_format="svg"))
    path = root.findall(f"{SVG}path")[1].get("d") or ""
    return [tuple(map(int, bar)) for bar in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)", path)]


def read_code_128(row: str) -> tuple[bool, str]:
    """Decode sets B and C as ISO/IEC 15417 has them, checking the check character."""
    assert row.endswith(f"{code128.STOP}11")
    symbols = re.findall(".{11}", row.removesuffix(f"{code128.STOP}11"))
    start, *values, check = [code128.CODES.index(symbol) for symbol in symbols]
    assert (start + sum(place * v for place, v in enumerate(values, start=1))) % 103 == check
    in_pairs, fnc1, text = start == 105, False, ""
    for value in values:
        if value == 102:
            fnc1 = True
        elif in_pairs:
            in_pairs = value != 100
            text += f"{value:02}" if in_pairs else ""
        else:
            in_pairs = value == 99
            text += "" if in_pairs else chr(value + 32)
    return fnc1, text


def test_an_ean_13_has_the_published_modules() -> None:
    left = "0001011 0100111 0110011 0010011 0111101 0011101"
    right = "1100110 1101100 1000010 1011100 1001110 1000100"
    expected = f"101{left}01010{right}101".replace(" ", "")
    assert modules("5901234123457", BarcodeType.EAN_13) == expected


def test_an_upc_e_has_the_published_modules() -> None:
    # 0 123456 5: check digit 5 of 012345000065 gives the sets B A A B B A.
    expected = "101 0110011 0010011 0111101 0011101 0111001 0101111 010101".replace(" ", "")
    assert modules("01234565", BarcodeType.UPC_E) == expected
    assert modules("123456", BarcodeType.UPC_E) == expected


def test_the_number_system_1_of_upc_e_turns_the_sets_round() -> None:
    zero, one = (modules(code, BarcodeType.UPC_E) for code in ("0123456", "1123456"))
    assert zero != one
    assert len(zero) == len(one) == 51


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("123450", "012000003455"),
        ("123451", "012100003454"),
        ("123453", "012300000451"),
        ("123454", "012340000053"),
        ("123459", "012345000096"),
    ],
)
def test_an_upc_e_carries_the_check_digit_of_the_upc_a_it_stands_for(short: str, long: str) -> None:
    picture(long, BarcodeType.UPC_A)
    picture(f"0{short}{long[-1]}", BarcodeType.UPC_E)
    with pytest.raises(BarcodeError, match=f"must be {long[-1]}"):
        picture(f"0{short}{(int(long[-1]) + 1) % 10}", BarcodeType.UPC_E)


def test_an_upc_a_is_an_ean_13_that_begins_with_zero() -> None:
    assert modules("036000291452", BarcodeType.UPC_A) == modules("0036000291452", BarcodeType.EAN_13)


@pytest.mark.parametrize("kind", ["EAN_13", "EAN_8", "ITF_14", "UPC_A", "UPC_E"])
def test_a_missing_check_digit_is_added_and_a_wrong_one_refused(kind: str) -> None:
    barcode_type = BarcodeType(kind)
    code = EXAMPLES[barcode_type]
    assert modules(code[:-1], barcode_type) == modules(code, barcode_type)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    with pytest.raises(BarcodeError, match=f"must be {code[-1]}"):
        picture(wrong, barcode_type)


@given(st.text(string.digits + "99aZ~!", min_size=1, max_size=64))
def test_a_code_128_reads_back_as_the_code(code: str) -> None:
    assert read_code_128(modules(code, BarcodeType.CODE_128)) == (False, code)


@pytest.mark.parametrize("code", ["99", "9912", "991234", "99A", "A99", "12345", "1", "A1234B"])
def test_the_digits_at_each_end_of_a_code_128_are_kept(code: str) -> None:
    assert read_code_128(modules(code, BarcodeType.CODE_128)) == (False, code)


def test_an_ean_128_is_a_code_128_that_begins_with_function_1() -> None:
    assert read_code_128(modules("25512345", BarcodeType.EAN_128)) == (True, "25512345")


def test_a_postnet_has_tall_and_short_bars_with_a_check_digit() -> None:
    # Frame, 8 0 1 2 2, check digit 7 (8+0+1+2+2+7 = 20), frame.
    expected = "1 10010 11000 00011 00101 00101 10001 1".replace(" ", "")
    bars = svg_bars("80122", BarcodeType.POSTNET)
    tallest = max(height for *_, height in bars)
    assert "".join("1" if height == tallest else "0" for *_, height in bars) == expected
    assert len({y + height for _, y, _, height in bars}) == 1
    assert {right[0] - left[0] for left, right in pairwise(bars)} == {5}


@pytest.mark.parametrize("code", ["SPRING-24", "Ключ-春-é", "0123456789012345", "x" * 64])
@pytest.mark.parametrize("scale", [1, 4])
def test_a_qr_picture_shows_the_matrix_of_the_code(code: str, scale: int) -> None:
    encoding = None if code.isascii() else "utf-8"
    matrix = segno.make_qr(code, error="m", encoding=encoding).matrix
    image = picture(code, BarcodeType.QR_CODE, scale)
    quiet = 4 * scale
    shown = [
        [image.getpixel((quiet + x * scale, quiet + y * scale)) == 0 for x in range(len(matrix))]
        for y in range(len(matrix))
    ]
    assert shown == [[bool(module) for module in row] for row in matrix]
    assert image.width == (len(matrix) + 8) * scale


@pytest.mark.parametrize("barcode_type", LINEAR)
def test_svg_and_png_show_the_same_bars(barcode_type: BarcodeType) -> None:
    code = EXAMPLES[barcode_type]
    bars = svg_bars(code, barcode_type)
    row = ["0"] * (bars[-1][0] + bars[-1][2])
    for x, _, width, _ in bars:
        row[x : x + width] = "1" * width
    assert "".join(row).strip("0") == modules(code, barcode_type)


@pytest.mark.parametrize("barcode_type", EXAMPLES)
def test_a_picture_is_the_same_bytes_each_time_and_carries_no_remarks(
    barcode_type: BarcodeType,
) -> None:
    code = EXAMPLES[barcode_type]
    for image_format in ("svg", "png"):
        first, again = (render(code, barcode_type=barcode_type, image_format=image_format) for _ in range(2))
        assert first == again
    svg = render(code, barcode_type=barcode_type, image_format="svg")
    assert b"<!--" not in svg
    assert ET.fromstring(svg).tag == f"{SVG}svg"


@pytest.mark.parametrize("barcode_type", LINEAR)
def test_the_scanned_text_stands_below_the_bars(barcode_type: BarcodeType) -> None:
    svg = render(EXAMPLES[barcode_type], barcode_type=barcode_type, image_format="svg")
    assert ET.fromstring(svg).findtext(f"{SVG}text") == EXAMPLES[barcode_type]


@pytest.mark.parametrize("barcode_type", EXAMPLES)
def test_the_scale_enlarges_both_formats_alike(barcode_type: BarcodeType) -> None:
    code = EXAMPLES[barcode_type]
    small, large = picture(code, barcode_type, 1), picture(code, barcode_type, 3)
    assert large.size == (3 * small.width, 3 * small.height)
    root = ET.fromstring(
        render(code, barcode_type=barcode_type, image_format="svg", scale=3),
    )
    assert (root.get("width"), root.get("height")) == tuple(map(str, large.size))


@pytest.mark.parametrize(
    ("barcode_type", "code", "reason"),
    [
        ("EAN_13", "SPRING", "EAN_13 needs 13 digits, or 12"),
        ("EAN_13", "123", "EAN_13 needs 13 digits"),
        ("EAN_13", "٠١٢٣٤٥٦٧٨٩٠١", "EAN_13 needs 13 digits"),
        ("EAN_8", "123456789", "EAN_8 needs 8 digits"),
        ("ITF_14", "123", "ITF_14 needs 14 digits"),
        ("UPC_A", "A2345678901", "UPC_A needs 12 digits"),
        ("UPC_E", "2123456", "UPC_E needs 6 digits"),
        ("POSTNET", "123456", "POSTNET needs 5, 9 or 11 digits"),
        ("CODE_39", "Spring", "digits, capitals and"),
        ("CODE_39", "VM/T", "Full ASCII"),
        ("CODE_128", "ŁÓDŹ", "unaccented letters"),
        ("CODE_128", "a\xf1", "unaccented letters"),
        ("EAN_128", "A#1", "the code has #"),
        ("EAN_128", "1" * 49, "at most 48"),
        ("QR_CODE", "", "empty"),
        ("CODE_128", "", "empty"),
    ],
)
def test_a_code_that_a_type_cannot_carry_is_refused_with_what_it_needs(
    barcode_type: str, code: str, reason: str
) -> None:
    with pytest.raises(BarcodeError, match=re.escape(reason)):
        render(code, barcode_type=BarcodeType(barcode_type), image_format="svg")


@pytest.mark.parametrize("scale", [0, -1, MAX_SCALE + 1])
def test_a_scale_out_of_range_is_refused(scale: int) -> None:
    with pytest.raises(BarcodeError, match="scale"):
        render("A", barcode_type=BarcodeType.QR_CODE, image_format="png", scale=scale)


@pytest.mark.parametrize("barcode_type", BarcodeType)
def test_names_are_accepted_with_hyphens_and_in_any_case(barcode_type: BarcodeType) -> None:
    adapter = TypeAdapter(BarcodeType)
    for name in (barcode_type.value, barcode_type.value.replace("_", "-"), barcode_type.lower()):
        assert BarcodeType(name) is adapter.validate_python(name) is barcode_type
    with pytest.raises(ValueError, match="CODE_93"):
        BarcodeType("CODE_93")
