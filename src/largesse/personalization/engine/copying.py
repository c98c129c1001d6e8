"""Rankings of many customers as rows for COPY, and rows of COPY as columns, without a Python object for each.

The binary format of COPY and of arrays is described in the manual of PostgreSQL under COPY and `array_send`.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from largesse.core.db import dump_json
from largesse.personalization.scorer.arrays import Floats, Ints
from largesse.personalization.scorer.engine import Rankings

RANKED: Final = ("profile_id", "stage", "promotions", "scores", "reasons")
SIGNATURE: Final = b"PGCOPY\n\xff\r\n\0"
HEAD: Final = SIGNATURE + bytes(8)
END: Final = b"\xff\xff"
INT4: Final = 23
FLOAT4: Final = 700
SIZES: Final = {"i8": 8, "i4": 4, "f8": 8}
Words = Sequence[Sequence[str]]


def ranking_rows(found: Rankings) -> bytes:
    """Rankings for COPY in binary format into columns `RANKED`: bigint, smallint, integer[], real[], text."""
    size, width = found.promotions.shape
    rows = np.zeros(size, _row(width))
    rows["columns"] = len(RANKED)
    for name, value, length in (("id", found.ids, 8), ("stage", found.stages, 2)):
        rows[f"{name}_size"], rows[name] = length, value
    for name, values, kind in (("places", found.promotions, INT4), ("scores", found.scores, FLOAT4)):
        rows[f"{name}_size"] = 20 + 8 * width
        # Dimensions, whether there are nulls, type, length, and the number of the first one.
        rows[f"{name}_head"] = (1, 0, kind, width, 1)
        rows[name]["size"], rows[name]["value"] = 4, values
    fixed, step = rows.tobytes(), rows.dtype.itemsize
    parts = [HEAD]
    for number, words in enumerate(found.reasons or ((),) * size):
        said = _written(words)
        parts += [fixed[number * step : (number + 1) * step], len(said).to_bytes(4, "big"), said]
    return b"".join((*parts, END))


def columns_of(copied: bytes | memoryview, kinds: Sequence[str]) -> list[Ints | Floats]:
    """The columns of what COPY gave in binary format, all of them `i8`, `i4` or `f8` and never null."""
    fields: list[Any] = [("columns", ">i2")]
    for number, kind in enumerate(kinds):
        fields += [(f"size{number}", ">i4"), (f"value{number}", f">{kind}")]
    row = np.dtype(fields)
    body = memoryview(copied)[len(HEAD) : -len(END)]
    if bytes(copied[: len(SIGNATURE)]) != SIGNATURE or len(body) % row.itemsize:
        raise ValueError("These are no rows of fixed length in the binary format of COPY.")
    rows = np.frombuffer(body, row)
    sizes = [SIZES[kind] for kind in kinds]
    if any((rows[f"size{number}"] != size).any() for number, size in enumerate(sizes)):
        raise ValueError("A column has a null, or another type than was expected.")
    return [rows[f"value{number}"].astype(kind) for number, kind in enumerate(kinds)]


def _row(width: int) -> np.dtype[Any]:
    element = {"places": ">i4", "scores": ">f4"}
    fields: list[Any] = [("columns", ">i2"), ("id_size", ">i4"), ("id", ">i8")]
    fields += [("stage_size", ">i4"), ("stage", ">i2")]
    for name, kind in element.items():
        fields += [(f"{name}_size", ">i4"), (f"{name}_head", ">i4", (5,))]
        fields += [(name, [("size", ">i4"), ("value", kind)], (width,))]
    return np.dtype(fields)


def _written(words: Words) -> bytes:
    """Reasons as JSON, without empty ones at the end."""
    told = len(words)
    while told and not words[told - 1]:
        told -= 1
    return dump_json(words[:told]).encode()
