"""How the lines of a text table are cut into cells, and whether its first row names the columns."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from largesse.core.files.records import Row, RowFormat, read_chunks

# In order of preference where two explain the rows equally well.
DELIMITERS = ("\t", ";", "|", ",")
# A delimiter must give this share of the rows the same number of cells.
REGULAR = 0.6
_SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|]|$)")
_NAMED_DELIMITER = re.compile(r"sep=(.)", re.IGNORECASE)


def named_delimiter(first_line: str) -> str | None:
    """The delimiter that a first line such as `sep=;` (a habit of Excel) names, or None."""
    match = _NAMED_DELIMITER.fullmatch(first_line.strip("\r\n\"' "))
    return match.group(1) if match else None


def detect_quote(lines: Sequence[str]) -> str:
    """The quote character: ' when most lines have a cell in it and none has a ", else "."""
    if any('"' in line for line in lines):
        return '"'
    single = sum(1 for line in lines if _SINGLE_QUOTED.search(line))
    return "'" if lines and single >= REGULAR * len(lines) else '"'


def detect_delimiter(lines: Sequence[str], quote: str, *, header_words: Collection[str] = ()) -> str:
    """The delimiter that gives most rows the same, largest number of cells; "" for one column.

    Where rows do not tell, because they leave out their last cells, a header with one of
    `header_words` does.
    """
    scores = {delimiter: _score(lines, delimiter, quote) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    if scores[best] > 0 or not lines:
        return best if scores[best] > 0 else ""
    words = {word.casefold() for word in header_words}
    for delimiter in DELIMITERS:
        names = [cell.strip().strip(quote).casefold() for cell in lines[0].split(delimiter)]
        if len(names) > 1 and words.intersection(names):
            return delimiter
    return ""


def detect_header(rows: Sequence[Row], *, header_words: Collection[str] = ()) -> bool:
    """Guess whether the first row names the columns.

    It does when it holds one of `header_words`, or looks unlike the rows below it. Rows without
    any pattern (names, towns) count as headed when they have several columns.
    """
    if not rows:
        return False
    first, body = rows[0], rows[1:]
    names = [cell.strip().casefold() for cell in first]
    words = {word.casefold() for word in header_words}
    if words.intersection(names):
        return True
    if not body or "" in names or len(set(names)) < len(names):
        return False
    columns = [[row[i] for row in body if i < len(row) and row[i]] for i in range(len(first))]
    if any(_differs(cell, below) for cell, below in zip(first, columns, strict=True)):
        return True
    return len(first) > 1 and not any(_has_digit(cell) for cell in first)


def _score(lines: Sequence[str], delimiter: str, quote: str) -> float:
    sample = io.BytesIO("".join(lines).encode())
    chunks = list(read_chunks(sample, RowFormat(delimiter=delimiter, quote=quote)))
    widths = Counter(len(row) for chunk in chunks for row in chunk.rows)
    if not widths:
        return 0.0
    width, count = widths.most_common(1)[0]
    # Under a wrong delimiter quoted rows come out bad, so these count too.
    share = count / sum(map(len, chunks))
    return share * (width - 1) if share >= REGULAR else 0.0


def _differs(cell: str, below: Sequence[str]) -> bool:
    if not below:
        return False
    if not _has_digit(cell) and _share(_has_digit, below) >= 0.9:
        return True
    if _has_lower(cell) and cell.strip().isalpha() and _share(_has_lower, below) <= 0.1:
        return True
    lengths = {len(value) for value in below}
    return len(below) > 2 and len(lengths) == 1 and len(cell) not in lengths


def _share(test: Callable[[str], bool], cells: Sequence[str]) -> float:
    return sum(map(test, cells)) / len(cells)


def _has_digit(cell: str) -> bool:
    return any(char.isdigit() for char in cell)


def _has_lower(cell: str) -> bool:
    return any(char.islower() for char in cell)
