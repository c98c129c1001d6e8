"""To which hosts a stored credential may be sent; the guarded client reads URLs by the same rules."""

import re
from typing import Annotated, Final

from pydantic import AfterValidator, Field
from yarl import URL

from largesse.connections.addresses import read_literal
from largesse.connections.client import OutgoingError, read_url

_PATTERN: Final = re.compile(
    r"(?P<any>\*\.)?(?P<host>[^*/@?#\\\s:\[\]]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
)
_LAST_PORT: Final = 65_535


def _check_base_url(text: str) -> str:
    try:
        url = read_url(text)
    except OutgoingError as error:
        raise ValueError(error.reason) from error
    if url.raw_query_string or url.raw_fragment or "?" in text or "#" in text:
        msg = "must end before the query: https://api.shop.example or https://api.shop.example/v2"
        raise ValueError(msg)
    return str(url).rstrip("/")


def _check_pattern(text: str) -> str:
    found = _PATTERN.fullmatch(text.strip().lower())
    if found is None or (found["port"] and not 0 < int(found["port"]) <= _LAST_PORT):
        msg = (
            "must be a host such as files.shop.example, or *.shop.example for all below it; :port may follow"
        )
        raise ValueError(msg)
    try:
        host = read_url(f"https://{found['host']}").raw_host or ""
    except OutgoingError as error:
        raise ValueError(error.reason) from error
    literal = read_literal(host)
    if found["any"] and (literal is not None or "." not in host.strip(".")):
        msg = f"*.{host} is too wide or no domain; name at least two labels after *., as in *.shop.example"
        raise ValueError(msg)
    plain = _plain(host)
    return f"{found['any'] or ''}{plain}" + (f":{int(found['port'])}" if found["port"] else "")


BaseUrl = Annotated[
    str,
    Field(min_length=1, max_length=500, pattern=r"^[^\x00-\x20]+$", examples=["https://api.shop.example"]),
    AfterValidator(_check_base_url),
]
HostPattern = Annotated[
    str, Field(min_length=1, max_length=260, examples=["*.shop.example"]), AfterValidator(_check_pattern)
]


def same_origin(url: str, base_url: str) -> bool:
    """Whether scheme, host and port are the same; False for what is no http(s) URL."""
    try:
        return _origin(read_url(url)) == _origin(read_url(base_url))
    except OutgoingError:
        return False


def may_receive(url: str, *, base_url: str, allowed_hosts: tuple[str, ...]) -> bool:
    """Whether a credential meant for `base_url` and the hosts beside it may go to `url`.

    A host beside it must be asked by https, or by the scheme of `base_url`, on the scheme's own port unless
    its entry names one. `*.shop.example` covers everything below shop.example, not shop.example itself.
    """
    try:
        asked, base = read_url(url), read_url(base_url)
    except OutgoingError:
        return False
    if _origin(asked) == _origin(base):
        return True
    if asked.scheme not in ("https", base.scheme):
        return False
    return any(_covers(pattern, asked) for pattern in allowed_hosts)


def host_of(url: str) -> str:
    """The host and port that a URL leads to, such as `api.shop.example:443`; OutgoingError if unreadable."""
    _, host, port = _origin(read_url(url))
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _covers(pattern: str, asked: URL) -> bool:
    _, host, port = _origin(asked)
    wanted, _, wanted_port = pattern.rpartition(":") if re.search(r":[0-9]+$", pattern) else (pattern, "", "")
    if (int(wanted_port) if wanted_port else 443 if asked.scheme == "https" else 80) != port:
        return False
    if wanted.startswith("*."):
        return read_literal(host) is None and host.endswith(wanted[1:]) and host != wanted[2:]
    return host == wanted.strip("[]")


def _origin(url: URL) -> tuple[str, str, int]:
    return url.scheme, _plain(url.raw_host or "").strip("[]"), url.port or 0


def _plain(host: str) -> str:
    """One spelling for each host: lower case, no final dot, addresses as the network has them."""
    literal = read_literal(host.strip("[]"))
    if literal is None:
        return host.rstrip(".").lower()
    return f"[{literal}]" if literal.version == 6 else str(literal)
