"""Numbers as people write them in tables: with a point or a comma, and with blanks between thousands."""

import re
from decimal import Decimal
from typing import Final

_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,12})?")
_THOUSANDS: Final = re.compile(r"[+-]?[0-9]{1,3}([ \u00a0\u202f'][0-9]{3})+(?=[.,]|$)")
MOST_DIGITS: Final = 4


def read_number(cell: str) -> Decimal:
    """A number with a point or a comma before its fraction; `%` behind it says nothing more."""
    text = cell.strip().removesuffix("%").rstrip()
    if _THOUSANDS.match(text):
        text = re.sub(r"[ \u00a0\u202f']", "", text)
    comma, point = text.rfind(","), text.rfind(".")
    if comma >= 0 and point >= 0:
        thousands, fraction = (",", ".") if point > comma else (".", ",")
        text = text.replace(thousands, "").replace(fraction, ".")
    elif re.fullmatch(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", text):
        msg = f"may be {text.replace(',', '.')} or {text.replace(',', '')}: write it without the comma"
        raise ValueError(msg)
    elif text.count(",") == 1:
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        msg = "not a number in the form 12.5 or 12,5"
        raise ValueError(msg)
    number = _plain(Decimal(text))
    if number < 0:
        msg = "less than 0"
        raise ValueError(msg)
    if -int(number.normalize().as_tuple().exponent) > MOST_DIGITS:
        msg = f"more than {MOST_DIGITS} digits behind the point"
        raise ValueError(msg)
    return number


def _plain(number: Decimal) -> Decimal:
    """Without zeros behind the point, so that equal numbers are written alike."""
    return number.to_integral_value() if number == number.to_integral_value() else number.normalize()
