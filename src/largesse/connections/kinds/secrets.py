"""Texts that are secrets, checked so that no header can be split with them."""

import re
from collections.abc import Callable
from typing import Annotated, Final

from pydantic import AfterValidator, Field, SecretStr

MAX_SECRET: Final = 4000
_NO_CONTROLS: Final = re.compile(r"[^\x00-\x1f\x7f-\x9f]*")
_TOKEN: Final = re.compile(r"[\x21-\x7e]+")
_HEADER_VALUE: Final = re.compile(r"[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?")


def _holds(pattern: re.Pattern[str], rule: str) -> Callable[[SecretStr], SecretStr]:
    def check(value: SecretStr) -> SecretStr:
        if not pattern.fullmatch(value.get_secret_value()):
            raise ValueError(rule)
        return value

    return check


Password = Annotated[
    SecretStr,
    Field(min_length=1, max_length=MAX_SECRET),
    AfterValidator(_holds(_NO_CONTROLS, "must be one line without control characters")),
]
Token = Annotated[
    SecretStr,
    Field(min_length=1, max_length=MAX_SECRET),
    AfterValidator(_holds(_TOKEN, "must be visible ASCII without spaces; leave out the word Bearer")),
]
HeaderValue = Annotated[
    SecretStr,
    Field(min_length=1, max_length=MAX_SECRET),
    AfterValidator(_holds(_HEADER_VALUE, "must be one line of visible ASCII without spaces at its ends")),
]
