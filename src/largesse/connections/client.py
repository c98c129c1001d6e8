"""The one way out: an HTTP client that cannot be talked into calling our own network.

Every host name is resolved once, every address of the answer is checked against an explicit deny
list, and the socket is opened to one of those checked addresses; a name that changes its mind
between check and connect (DNS rebinding) gains nothing. TLS and the Host header keep the name.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from largesse.connections.addresses import Address, AddressGuard, read_literal
from largesse.connections.failures import BlockedAddressError, OutgoingError
from largesse.connections.file_sink import FileSink

__all__ = ["FRAMING_HEADERS", "Answer", "BlockedAddressError", "GuardedClient", "OutgoingError", "read_url"]

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FRAMING_HEADERS = frozenset({"host", "content-length", "transfer-encoding", "connection"})
# What may follow a redirect to another host. A list of what to keep, because secrets travel under
# many names (Authorization, Cookie, X-Shopify-Access-Token ...).
_HARMLESS_HEADERS = frozenset({"accept", "accept-language", "content-type", "user-agent"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 3
_CHUNK = 64 * 1024
_FILE_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers (names in any case), decoded body, seconds it took."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    elapsed: float = 0.0


class GuardedClient:
    """HTTP client for addresses that outsiders chose: web hooks, shops, senders.

    `allow` lists internal systems that may be called all the same: a host name (`erp.internal`),
    an address or network (`10.1.2.0/24`), each with an optional port (`127.0.0.1:8080`,
    `[::1]:8080`). `max_body` is in bytes, `timeout` (the whole call, redirects included) and
    `connect_timeout` are in seconds. `tls` replaces the usual trust store, for a private authority.
    Raises ValueError for an `allow` entry that cannot be read.
    """

    def __init__(
        self,
        *,
        allow: Sequence[str] = (),
        max_body: int = 1_000_000,
        timeout: float = 10.0,
        connect_timeout: float = 5.0,
        connections: int = 256,
        connections_per_host: int = 16,
        resolver: AbstractResolver | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._guard = AddressGuard(allow)
        self._max_body = max_body
        self._timeout = timeout
        self._connect_timeout = connect_timeout
        self._connections = connections
        self._connections_per_host = connections_per_host
        self._resolver = resolver
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        redirects: int = 0,
    ) -> Answer:
        """Send one request and read its whole answer, whatever its status.

        Redirects are answers like any other unless `redirects` (at most 3) asks to follow them;
        each hop is checked anew, another host gets neither credentials nor custom headers, and
        https never falls back to http.

        Raises BlockedAddressError for a forbidden address and OutgoingError for everything else.
        Temporary: the name does not resolve, no connection, connection lost, time is up (the other
        side may have acted: send a stable Idempotency-Key). Permanent: an unusable URL, method or
        header; a TLS failure, since neither a certificate nor a protocol mends itself between two
        tries; an answer that is not HTTP or is longer than `max_body`.
        """
        if not 0 <= redirects <= _MOST_REDIRECTS:
            raise ValueError(f"redirects must be 0 to {_MOST_REDIRECTS}, not {redirects}")
        call = _read_call(method, url, headers or {}, body)
        started = time.monotonic()
        try:
            async with asyncio.timeout(self._timeout):
                answer = await self._follow(call, redirects, self._read_body)
        except TimeoutError as error:
            raise _late(call, self._timeout) from error
        return replace(answer, elapsed=time.monotonic() - started)

    async def download(
        self,
        url: str,
        path: Path,
        *,
        max_bytes: int,
        headers: Mapping[str, str] | None = None,
        within_seconds: float = 3600.0,
        idle_seconds: float = 60.0,
    ) -> int:
        """GET a file into `path` piece by piece, and return its size in bytes (after decompression).

        At most 3 redirects are followed, as by `request`. It may take `within_seconds` in all, and
        `idle_seconds` without any byte. Nothing stays at `path` unless the file came whole.

        Raises what `request` raises, for a file over `max_bytes` (permanent) and for an answer other than
        200 too (temporary: 408, 425, 429 and 5xx).
        """
        call = _read_call("GET", url, headers or {}, None)
        size = 0

        async def keep(response: aiohttp.ClientResponse) -> bytes:
            nonlocal size
            if response.status != 200:
                return b""
            async with FileSink(path, max_bytes=max_bytes, source=str(response.url.host)) as sink:
                async for chunk in response.content.iter_chunked(_FILE_CHUNK):
                    await sink.write(chunk)
            size = sink.size
            return b""

        try:
            async with asyncio.timeout(within_seconds):
                answer = await self._follow(call, _MOST_REDIRECTS, keep, idle_timeout=idle_seconds)
        except TimeoutError as error:
            raise _late(call, within_seconds) from error
        if answer.status != 200:
            reason = f"{call.url.host} answered {answer.status} instead of a file"
            temporary = answer.status >= 500 or answer.status in (408, 425, 429)
            raise OutgoingError(reason, temporary=temporary)
        return size

    async def close(self) -> None:
        """Close the kept connections; a later request opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _follow(
        self, call: _Call, redirects: int, receive: _Receive, *, idle_timeout: float | None = None
    ) -> Answer:
        for hops_left in range(redirects, -1, -1):
            answer = await self._send(call, receive, idle_timeout=idle_timeout)
            location = answer.headers.get("Location")
            if not redirects or answer.status not in _REDIRECTS or location is None:
                return answer
            if hops_left:
                call = _next_call(call, answer.status, location)
        reason = f"{call.url.host} redirects more than {redirects} times"
        raise OutgoingError(reason, temporary=False)

    async def _send(self, call: _Call, receive: _Receive, *, idle_timeout: float | None) -> Answer:
        host = call.url.host
        try:
            url = _check_literal(call.url, self._guard)
            async with self._open_session().request(
                call.method,
                url,
                headers=call.headers,
                data=call.body,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(
                    total=None, sock_connect=self._connect_timeout, sock_read=idle_timeout
                ),
            ) as response:
                body = await receive(response)
                return Answer(status=response.status, headers=response.headers, body=body)
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            reason = f"TLS with {host} failed: {error}. Check its certificate and its port."
            raise OutgoingError(reason, temporary=False) from error
        except (aiohttp.InvalidURL, aiohttp.ClientResponseError, ValueError) as error:
            reason = f"The request to {host} or its answer is not valid HTTP: {error}"
            raise OutgoingError(reason, temporary=False) from error
        except aiohttp.ConnectionTimeoutError as error:
            reason = f"No connection to {host} within {self._connect_timeout:g} s"
            raise OutgoingError(reason, temporary=True) from error
        except (aiohttp.ClientError, OSError) as error:
            raise OutgoingError(f"The call to {host} failed: {error}", temporary=True) from error

    async def _read_body(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for chunk in response.content.iter_chunked(_CHUNK):
            body += chunk
            if len(body) > self._max_body:
                response.close()
                reason = f"The answer of {response.url.host} is longer than {self._max_body} bytes"
                raise OutgoingError(reason, temporary=False)
        return bytes(body)

    def _open_session(self) -> aiohttp.ClientSession:
        # Not in __init__: aiohttp's connector belongs to the event loop that runs when it is made.
        if self._session is None:
            connector = aiohttp.TCPConnector(
                resolver=_CheckingResolver(self._resolver or aiohttp.ThreadedResolver(), self._guard),
                use_dns_cache=False,
                limit=self._connections,
                limit_per_host=self._connections_per_host,
                ssl=self._tls or True,
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": "Largesse"},
            )
        return self._session


_Receive = Callable[[aiohttp.ClientResponse], Awaitable[bytes]]


@dataclass(frozen=True)
class _Call:
    method: str
    url: URL
    headers: dict[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


class _CheckingResolver(AbstractResolver):
    """Hands aiohttp checked addresses only; it connects to exactly these and never asks again."""

    def __init__(self, inner: AbstractResolver, guard: AddressGuard) -> None:
        self._inner = inner
        self._guard = guard

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if not found:
            raise OutgoingError(f"{host} has no address", temporary=True)
        for result in found:
            _check(self._guard, host, ipaddress.ip_address(result["host"]), port)
        return found

    async def close(self) -> None:
        await self._inner.close()


def _late(call: _Call, limit: float) -> OutgoingError:
    return OutgoingError(f"{call.url.host} did not answer in time (limit {limit:g} s)", temporary=True)


def _read_call(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> _Call:
    verb = method.upper()
    if verb not in _METHODS:
        raise OutgoingError(f"Method {method!r} is not one of {sorted(_METHODS)}", temporary=False)
    own = sorted(name for name in headers if name.lower() in FRAMING_HEADERS)
    if own:
        reason = f"Remove the header {', '.join(own)}: it is set from the URL and the body"
        raise OutgoingError(reason, temporary=False)
    return _Call(method=verb, url=read_url(url), headers=dict(headers), body=body)


def read_url(text: str) -> URL:
    """The URL as it will be called; OutgoingError for anything but http(s) without user name."""
    try:
        url = URL(text)
    except (ValueError, TypeError) as error:
        raise OutgoingError(f"The URL cannot be read: {error}", temporary=False) from error
    if url.scheme not in ("http", "https") or not url.raw_host:
        raise OutgoingError("The URL must begin with https:// or http://", temporary=False)
    if url.raw_user is not None or url.raw_password is not None:
        reason = "The URL holds a user name or password; send an Authorization header instead"
        raise OutgoingError(reason, temporary=False)
    return url


def _next_call(call: _Call, status: int, location: str) -> _Call:
    try:
        target = read_url(str(call.url.join(URL(location))))
    except ValueError as error:
        reason = f"{call.url.host} redirects to a URL that cannot be read"
        raise OutgoingError(reason, temporary=False) from error
    if call.url.scheme == "https" and target.scheme == "http":
        reason = f"{call.url.host} redirects from https to http, which is not followed"
        raise OutgoingError(reason, temporary=False)
    headers = call.headers
    if target.origin() != call.url.origin():
        headers = {k: v for k, v in headers.items() if k.lower() in _HARMLESS_HEADERS}
    # RFC 9110 section 15.4: 303 asks for a GET; clients send one after 301 and 302 to a POST too.
    if status == 303 or (status in (301, 302) and call.method == "POST"):
        headers = {k: v for k, v in headers.items() if k.lower() != "content-type"}
        method = "HEAD" if call.method == "HEAD" else "GET"
        return _Call(method=method, url=target, headers=headers, body=None)
    return _Call(method=call.method, url=target, headers=headers, body=call.body)


def _check_literal(url: URL, guard: AddressGuard) -> URL:
    # An address written into the URL is never shown to a resolver; spelled canonically, it means
    # to aiohttp what it meant to the check.
    address = read_literal(url.raw_host or "")
    if address is None:
        return url
    _check(guard, str(address), address, url.port or 0)
    return url.with_host(str(address))


def _check(guard: AddressGuard, host: str, address: Address, port: int) -> None:
    kind = guard.blocked_because(host, address, port)
    if kind is not None:
        raise BlockedAddressError(host, kind)
