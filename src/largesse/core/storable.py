"""Free JSON from outside, held to what the database stores exactly as it was sent."""

import re
from typing import Annotated, Final

import orjson
from pydantic import AfterValidator, Field, JsonValue

MAX_BYTES: Final = 32_768
_NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")

Name = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[^\x00]+$")]


def check_storable(value: dict[str, JsonValue], *, most: int = MAX_BYTES) -> dict[str, JsonValue]:
    """The same object; ValueError when it is over 32,768 bytes of JSON, or could not be read back as sent.

    That is so for NUL characters, halves of surrogate pairs, infinite numbers and integers beyond 64 bits.
    """
    try:
        text = orjson.dumps(value)
    except orjson.JSONEncodeError as error:
        msg = f"cannot be stored: {error}"
        raise ValueError(msg) from error
    if len(text) > most:
        msg = f"may have {most} bytes as JSON, not {len(text)}"
        raise ValueError(msg)
    if _NUL.search(text) or orjson.loads(text) != value:
        msg = "may hold neither NUL characters nor numbers that are infinite or not a number"
        raise ValueError(msg)
    return value


def _check_free(value: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return check_storable(value)


FreeJson = Annotated[dict[Name, JsonValue], Field(max_length=500), AfterValidator(_check_free)]
