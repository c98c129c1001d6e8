"""Which network addresses may be called: an explicit deny list and the operator's exceptions."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# Why a list of our own: `ipaddress.is_global` is True for NAT64, 6to4 and multicast addresses, and
# `is_private` is False for 100.64.0.0/10. Sources: the IANA special-purpose address registries.
# In IPv6 only 2000::/3 is handed out as global unicast, so everything outside it is refused whole;
# its notable parts come first so that the refusal can name them.
_DENIED: tuple[tuple[Network, str], ...] = tuple(
    (ipaddress.ip_network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "an unspecified address"),
        ("10.0.0.0/8", "a private address"),
        ("100.64.0.0/10", "a carrier-grade NAT address"),
        ("127.0.0.0/8", "a loopback address"),
        ("168.63.129.16/32", "a cloud metadata address"),
        ("169.254.0.0/16", "a link-local or cloud metadata address"),
        ("172.16.0.0/12", "a private address"),
        ("192.0.0.0/24", "a reserved address"),
        ("192.0.2.0/24", "a documentation address"),
        ("192.88.99.0/24", "a 6to4 relay address"),
        ("192.168.0.0/16", "a private address"),
        ("198.18.0.0/15", "a benchmarking address"),
        ("198.51.100.0/24", "a documentation address"),
        ("203.0.113.0/24", "a documentation address"),
        ("224.0.0.0/4", "a multicast address"),
        ("240.0.0.0/4", "a reserved address"),
        ("::/128", "an unspecified address"),
        ("::1/128", "a loopback address"),
        ("::ffff:0:0/96", "an IPv4-mapped address"),
        ("::ffff:0:0:0/96", "an IPv4-translated address"),
        ("::/96", "an IPv4-compatible address"),
        ("64:ff9b::/96", "a NAT64 address"),
        ("64:ff9b:1::/48", "a NAT64 address"),
        ("fc00::/7", "a private (unique local) address"),
        ("fe80::/10", "a link-local address"),
        ("ff00::/8", "a multicast address"),
        ("2001::/32", "a Teredo address"),
        ("2001::/23", "a reserved address"),
        ("2001:db8::/32", "a documentation address"),
        ("2002::/16", "a 6to4 address"),
        ("3fff::/20", "a documentation address"),
        ("::/3", "a reserved address"),
        ("4000::/2", "a reserved address"),
        ("8000::/1", "a reserved address"),
    )
)


def denied_because(address: Address) -> str | None:
    """Name the kind of a forbidden address ("a loopback address"), or None for a public one."""
    for network, kind in _DENIED:
        if address.version == network.version and address in network:
            return kind
    return None


def allowed_in(setting: str) -> tuple[str, ...]:
    """The entries of a comma-separated list of allowed hosts, as AddressGuard takes them."""
    return tuple(entry.strip() for entry in setting.split(",") if entry.strip())


class AddressGuard:
    """The deny list with the operator's exceptions (`allow`, see GuardedClient).

    Raises ValueError for an entry that cannot be read.
    """

    def __init__(self, allow: Sequence[str] = ()) -> None:
        self._allowed = tuple(_read_permit(entry) for entry in allow)

    def blocked_because(self, host: str, address: Address, port: int) -> str | None:
        """Name the kind of address if `host`, which led to `address`, may not be called."""
        kind = denied_because(address)
        if kind is None or any(entry.covers(host, address, port) for entry in self._allowed):
            return None
        return kind


@dataclass(frozen=True)
class _Permit:
    """One entry of `allow`: a host name or a network, on one port or on all."""

    where: str | Network
    port: int | None

    def covers(self, host: str, address: Address, port: int) -> bool:
        if self.port not in (None, port):
            return False
        if isinstance(self.where, str):
            return self.where == _plain_name(host)
        return address.version == self.where.version and address in self.where


def read_literal(host: str) -> Address | None:
    """Read a host that is an address in any spelling (decimal, hex, octal, short), else None."""
    bare = host.rstrip(".")
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    try:
        # The C library's reader, so that 2130706433, 0x7f.1 and 0177.1 mean what they would mean
        # to anything that connects.
        return ipaddress.IPv4Address(socket.inet_aton(bare))
    except (OSError, ValueError):
        return None


def _read_permit(entry: str) -> _Permit:
    text = entry.strip()
    try:
        return _Permit(where=ipaddress.ip_network(text), port=None)
    except ValueError:
        pass
    host, port = _split_port(text, entry)
    try:
        return _Permit(where=ipaddress.ip_network(host.strip("[]")), port=port)
    except ValueError:
        pass
    if not host or any(letter in host for letter in "/@:[]*? "):
        raise ValueError(
            f"Allowed outgoing host {entry!r} cannot be read. Write a host name (erp.internal), "
            "an address or a network (10.1.2.0/24, without host bits), optionally with :port."
        )
    return _Permit(where=_plain_name(host), port=port)


def _split_port(text: str, entry: str) -> tuple[str, int | None]:
    host, colon, port = text.rpartition(":")
    if not colon or text.endswith("]"):
        return text, None
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise ValueError(f"Allowed outgoing host {entry!r}: {port!r} is not a port (1 to 65535)")
    return host, int(port)


def _plain_name(host: str) -> str:
    return host.rstrip(".").lower()
