"""Filters that write a value in another coding: JSON, JavaScript, base64, checksums."""

import base64
import binascii
import hashlib
from collections.abc import Callable, Mapping
from typing import Final

import orjson
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.values import OwnDict, OwnList, as_text, describe, to_json

_HASHES: Final = {
    "MD5": "md5", "SHA-1": "sha1", "SHA-224": "sha224", "SHA-256": "sha256",
    "SHA-384": "sha384", "SHA-512": "sha512",
}  # fmt: skip
_SCRIPT: Final = {
    **{ord(sign): f"\\u{ord(sign):04X}" for sign in "\\'\"<>&=;`-\u2028\u2029"},
    **{code: f"\\u{code:04X}" for code in range(32)},
}
_IN_HTML: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'"}


def tojson(environment: SandboxedEnvironment, value: object) -> str:
    """The value as JSON; in HTML without any character that HTML gives a meaning to, and therefore markup."""
    text = to_json(value)
    if not environment.autoescape:
        return text
    return Markup(text.translate(_IN_HTML))  # noqa: S704 - the characters of HTML are written as \\u....


def _fromjson(value: object) -> object:
    try:
        return _own(orjson.loads(as_text(value)))
    except orjson.JSONDecodeError as error:
        raise TemplateError(f"{describe(value)} is not JSON: {error}") from error


def _own(value: object) -> object:
    if isinstance(value, dict):
        return OwnDict({key: _own(each) for key, each in value.items()})
    return OwnList([_own(each) for each in value]) if isinstance(value, list) else value


def _hash(value: object, algorithm: object = "SHA-256") -> str:
    name = as_text(algorithm).upper()
    known = _HASHES.get(name) or _HASHES.get(name.replace("SHA", "SHA-"))
    if known is None:
        raise TemplateError(f"hash knows {', '.join(_HASHES)}, not {describe(algorithm)}")
    return hashlib.new(known, as_text(value).encode(), usedforsecurity=False).hexdigest()


def _decode(value: object) -> str:
    try:
        return base64.b64decode(as_text(value), validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise TemplateError(f"{describe(value)} is not the base64 of a text") from error


def _encode(value: object) -> str:
    return base64.b64encode(as_text(value).encode()).decode()


CODING_FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "b64decode": _decode,
    "b64encode": _encode,
    "base64Decode": _decode,
    "base64Encode": _encode,
    "escapejs": lambda value: as_text(value).translate(_SCRIPT),
    "escapejson": lambda value: orjson.dumps(str(as_text(value))).decode()[1:-1],
    "fromjson": _fromjson,
    "hash": _hash,
    "md5": lambda value: _hash(value, "MD5"),
}
