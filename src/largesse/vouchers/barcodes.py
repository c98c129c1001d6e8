"""A code as a picture: QR code or bars, as SVG or PNG."""

from __future__ import annotations

import html
import io
import re
import string
from collections.abc import Callable
from enum import StrEnum
from typing import Literal, NamedTuple

import segno
from barcode import EAN8, EAN13, ITF, UPCA, Code39
from barcode.charsets import code128
from barcode.charsets.ean import CODES as EAN_CODES
from PIL import Image, ImageDraw, ImageFont

DEFAULT_SCALE = 3
MAX_SCALE = 16

_QUIET = 11
_MARGIN = 2
_BAR_HEIGHT = 50
_TEXT_HEIGHT = 10
# By check digit: the set (A or B) from which each of the six digits is drawn.
_UPC_E_PARITIES = (
    *("BBBAAA", "BBABAA", "BBAABA", "BBAAAB", "BABBAA"),
    *("BAABBA", "BAAABB", "BABABA", "BABAAB", "BAABAB"),
)
_FNC1 = 102
_SWITCH = {"B": 100, "C": 99}
_POSTNET_DIGITS = (
    *("11000", "00011", "00101", "00110", "01001"),
    *("01010", "01100", "10001", "10010", "10100"),
)


class BarcodeError(ValueError):
    """A code that a barcode type cannot carry; the text says what the type needs."""


class BarcodeType(StrEnum):
    """The kinds of barcode; names are also accepted in any case and with hyphens (`UPC-A`)."""

    EAN_13 = "EAN_13"
    EAN_8 = "EAN_8"
    EAN_128 = "EAN_128"
    CODE_39 = "CODE_39"
    ITF_14 = "ITF_14"
    CODE_128 = "CODE_128"
    POSTNET = "POSTNET"
    QR_CODE = "QR_CODE"
    UPC_A = "UPC_A"
    UPC_E = "UPC_E"

    @classmethod
    def _missing_(cls, value: object) -> BarcodeType | None:
        if not isinstance(value, str):
            return None
        return cls.__members__.get(value.strip().upper().replace("-", "_"))


class _Bar(NamedTuple):
    x: int
    y: int
    width: int
    height: int


class _Symbol(NamedTuple):
    """Bars in modules (the width of the narrowest bar), and the text below them."""

    bars: tuple[_Bar, ...]
    width: int
    height: int
    text: str


def render(
    code: str,
    *,
    barcode_type: BarcodeType,
    image_format: Literal["svg", "png"],
    scale: int = DEFAULT_SCALE,
) -> bytes:
    """Draw a code; the same arguments always give the same bytes.

    `scale` is the width of the narrowest bar in pixels (1 to 16). The picture has the quiet zone
    that scanners need and, except for QR codes, the scanned text below the bars. Types with a
    check digit take the code with it (and verify it) or without it (and add it). Give the
    canonical form where case does not count: CODE_39 has no small letters.

    Raises BarcodeError when the type cannot carry the code.
    """
    if not 1 <= scale <= MAX_SCALE:
        raise BarcodeError(f"The scale is {scale}; it must be 1 to {MAX_SCALE} pixels.")
    if not code:
        raise BarcodeError("An empty code has no barcode.")
    if barcode_type is BarcodeType.QR_CODE:
        return _qr(code, image_format, scale=scale)
    symbol = _ENCODERS[barcode_type](code)
    return _svg(symbol, scale) if image_format == "svg" else _png(symbol, scale)


def _qr(code: str, image_format: Literal["svg", "png"], *, scale: int) -> bytes:
    # Readers take bytes that are valid UTF-8 for UTF-8; the library's first choice is Latin-1.
    encoding = None if code.isascii() else "utf-8"
    picture = io.BytesIO()
    symbol = segno.make_qr(code, error="m", encoding=encoding)
    if image_format == "svg":
        symbol.save(
            picture, kind="svg", xmldecl=False, scale=scale, light="#fff", svgclass=None, lineclass=None
        )
    else:
        symbol.save(picture, kind="png", scale=scale, light="#fff")
    return picture.getvalue()


def _ean_13(code: str) -> _Symbol:
    digits = _with_check_digit(code, 13, name="EAN_13")
    return _symbol(EAN13(digits).build()[0], digits)


def _ean_8(code: str) -> _Symbol:
    digits = _with_check_digit(code, 8, name="EAN_8")
    return _symbol(EAN8(digits).build()[0], digits)


def _upc_a(code: str) -> _Symbol:
    digits = _with_check_digit(code, 12, name="UPC_A")
    return _symbol(UPCA(digits).build()[0], digits)


def _itf_14(code: str) -> _Symbol:
    digits = _with_check_digit(code, 14, name="ITF_14")
    return _symbol(ITF(digits, narrow=1, wide=3).build()[0], digits)


def _upc_e(code: str) -> _Symbol:
    """Encode 6 digits, or 7 with the number system (0 or 1), or 8 with the check digit too.

    GS1 General Specifications, 5.2: the check digit is that of the UPC-A number which the
    digits stand for, and is carried by the parities (set A or B) of the six digits.
    """
    if not re.fullmatch(r"[0-9]{6}|[01][0-9]{6,7}", code):
        raise BarcodeError("UPC_E needs 6 digits, or 0 or 1 and 6 digits and a check digit.")
    system, digits = ("0", code) if len(code) == 6 else (code[0], code[1:7])
    long = _with_check_digit(system + _expand_upc_e(digits) + code[7:], 12, name="UPC_E")
    parities = _UPC_E_PARITIES[int(long[-1])]
    if system == "1":
        parities = parities.translate(str.maketrans("AB", "BA"))
    drawn = [EAN_CODES[parity][int(d)] for parity, d in zip(parities, digits, strict=True)]
    return _symbol(f"101{''.join(drawn)}010101", system + digits + long[-1])


def _expand_upc_e(digits: str) -> str:
    last = digits[5]
    if last in "012":
        return f"{digits[:2]}{last}0000{digits[2:5]}"
    if last == "3":
        return f"{digits[:3]}00000{digits[3:5]}"
    if last == "4":
        return f"{digits[:4]}00000{digits[4]}"
    return f"{digits[:5]}0000{last}"


def _code_39(code: str) -> _Symbol:
    _check_characters(
        code, string.digits + string.ascii_uppercase + "-.$/+%", needs="digits, capitals and -.$/+%"
    )
    pair = re.search(r"[$/+%][A-Z]", code)
    if pair:
        raise BarcodeError(
            f"Many scanners take {pair.group()} in CODE_39 for another character (Full ASCII "
            "mode); use CODE_128 for this code."
        )
    # The optional check character would be read as a part of the code.
    return _symbol(Code39(code, add_checksum=False).build()[0], code)


def _code_128(code: str) -> _Symbol:
    _check_characters(code, _ASCII, needs="unaccented letters, digits and ASCII signs")
    return _symbol(_code_128_modules(code), code)


def _ean_128(code: str) -> _Symbol:
    """Encode GS1-128: Code 128 after FNC1; the text begins with a GS1 application identifier.

    GS1 General Specifications, 5.4 and figure 7.11-1: at most 48 of 82 characters.
    """
    if len(code) > 48:
        raise BarcodeError(f"EAN_128 carries at most 48 characters, not {len(code)}.")
    signs = "!\"%&'()*+,-./:;<=>?_"
    _check_characters(
        code,
        string.digits + string.ascii_letters + signs,
        needs=f"unaccented letters, digits and {signs}",
    )
    return _symbol(_code_128_modules(code, fnc1=True), code)


def _code_128_modules(code: str, *, fnc1: bool = False) -> str:
    """Encode printable ASCII: four or more digits by pairs in set C, all else in set B (ISO 15417).

    The library's encoder is not used: it loses the first two digits of a code that begins 99.
    """
    values: list[int] = []
    current = ""
    for run in re.finditer(r"(?:[0-9]{2}){2,}|.", code):
        text = run.group()
        wanted = "B" if len(text) == 1 else "C"
        if not values:
            values = [code128.START_CODES[wanted], *([_FNC1] if fnc1 else [])]
        elif wanted != current:
            values.append(_SWITCH[wanted])
        current = wanted
        if wanted == "C":
            values.extend(int(text[place : place + 2]) for place in range(0, len(text), 2))
        else:
            values.append(ord(text) - ord(" "))
    check = (values[0] + sum(place * value for place, value in enumerate(values))) % 103
    drawn: list[str] = [code128.CODES[value] for value in [*values, check]]
    return f"{''.join(drawn)}{code128.STOP}11"


def _postnet(code: str) -> _Symbol:
    """Encode 5, 9 or 11 digits as tall and short bars with a check digit (USPS DMM 708.4).

    One module is 0.009 inch: bars of 0.018 every 0.045, 0.126 or 0.054 tall.
    """
    if not re.fullmatch(r"[0-9]{5}|[0-9]{9}|[0-9]{11}", code):
        raise BarcodeError(
            "POSTNET needs 5, 9 or 11 digits (a check digit is added); use another barcode type "
            "for other codes."
        )
    check = -sum(map(int, code)) % 10
    tall = f"1{''.join(_POSTNET_DIGITS[int(digit)] for digit in f'{code}{check}')}1"
    bars = tuple(
        _Bar(_QUIET + 5 * place, _MARGIN, 2, 14)
        if bit == "1"
        else _Bar(_QUIET + 5 * place, _MARGIN + 8, 2, 6)
        for place, bit in enumerate(tall)
    )
    return _Symbol(bars, 2 * _QUIET + 5 * len(tall) - 3, 14, code)


_ASCII = string.digits + string.ascii_letters + string.punctuation
_ENCODERS: dict[BarcodeType, Callable[[str], _Symbol]] = {
    BarcodeType.EAN_13: _ean_13,
    BarcodeType.EAN_8: _ean_8,
    BarcodeType.EAN_128: _ean_128,
    BarcodeType.CODE_39: _code_39,
    BarcodeType.ITF_14: _itf_14,
    BarcodeType.CODE_128: _code_128,
    BarcodeType.POSTNET: _postnet,
    BarcodeType.UPC_A: _upc_a,
    BarcodeType.UPC_E: _upc_e,
}


def _with_check_digit(code: str, length: int, *, name: str) -> str:
    """Complete or verify a number with the GS1 check digit (General Specifications, 7.9)."""
    if not re.fullmatch(rf"[0-9]{{{length - 1},{length}}}", code):
        raise BarcodeError(
            f"{name} needs {length} digits, or {length - 1} to which the check digit is added; "
            f"{code!r} is something else."
        )
    number = code[: length - 1]
    weighted = sum(int(digit) * (3, 1)[i % 2] for i, digit in enumerate(reversed(number)))
    check = str(-weighted % 10)
    if code[length - 1 :] not in ("", check):
        raise BarcodeError(f"The last digit of {code} is a check digit in {name} and must be {check}.")
    return number + check


def _check_characters(code: str, allowed: str, *, needs: str) -> None:
    wrong = sorted(set(code) - set(allowed))
    if wrong:
        raise BarcodeError(f"This barcode type carries {needs} only; the code has {' '.join(wrong)}.")


def _symbol(modules: str, text: str) -> _Symbol:
    bars = tuple(
        _Bar(_QUIET + run.start(), _MARGIN, len(run.group()), _BAR_HEIGHT)
        for run in re.finditer("1+", modules)
    )
    return _Symbol(bars, 2 * _QUIET + len(modules), _BAR_HEIGHT, text)


def _svg(symbol: _Symbol, scale: int) -> bytes:
    width, height = symbol.width, _picture_height(symbol)
    bars = "".join(f"M{x} {y}h{w}v{h}h-{w}z" for x, y, w, h in symbol.bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width * scale}" '
        f'height="{height * scale}" viewBox="0 0 {width} {height}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{width}v{height}h-{width}z"/><path d="{bars}"/>'
        f'<text x="{width / 2:g}" y="{height - _MARGIN - 2}" text-anchor="middle" '
        f'font-family="monospace" font-size="{_TEXT_HEIGHT}">{html.escape(symbol.text)}</text>'
        "</svg>\n"
    ).encode()


def _png(symbol: _Symbol, scale: int) -> bytes:
    width, height = symbol.width * scale, _picture_height(symbol) * scale
    image = Image.new("L", (width, height), "white")
    canvas = ImageDraw.Draw(image)
    for x, y, w, h in symbol.bars:
        # Both corners belong to a rectangle of Pillow.
        corners = (x * scale, y * scale, (x + w) * scale - 1, (y + h) * scale - 1)
        canvas.rectangle(corners, fill="black")
    font = ImageFont.load_default(size=_TEXT_HEIGHT * scale)
    foot = (width // 2, height - (_MARGIN + 2) * scale)
    canvas.text(foot, symbol.text, fill="black", font=font, anchor="ms")
    picture = io.BytesIO()
    image.save(picture, format="png")
    return picture.getvalue()


def _picture_height(symbol: _Symbol) -> int:
    return symbol.height + _TEXT_HEIGHT + 3 * _MARGIN
