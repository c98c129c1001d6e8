from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import pytest
from aiohttp import ThreadedResolver

from largesse.connections.addresses import denied_because
from largesse.connections.client import BlockedAddressError, GuardedClient, OutgoingError

if TYPE_CHECKING:
    from conftest import FixedResolver, Trap

SPELLINGS = [
    # IPv4 loopback in every spelling the C library reads
    "http://127.0.0.1:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://127.000.000.001:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7F.0x0.0x0.0x1:{port}/",
    "http://0x7f.1:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://017700000001:{port}/",
    "http://0177.0x0.0.1:{port}/",
    "http://00000177.1:{port}/",
    "http://127.0.0.2:{port}/",
    "http://127.255.255.254:{port}/",
    "http://0.0.0.0:{port}/",
    "http://0:{port}/",
    "http://0x0:{port}/",
    # the same behind other clothes
    "HTTP://127.0.0.1:{port}/",
    "https://127.0.0.1:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://127。0。0。1:{port}/",
    "http://user:password@127.0.0.1:{port}/",
    "http://public.example@127.0.0.1:{port}/",
    "http://public.example:80@127.0.0.1:{port}/",
    "http://public.example%40127.0.0.1:{port}/",
    "http://public.example\\@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@public.example/",
    "http://127.0.0.1:{port}?@public.example/",
    " http://127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    # IPv6 and what is wrapped in it
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[::ffff:0:127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[64:ff9b:1::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[2001:0:7f00:1::]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    # names; the resolver of the test leads each of them to the trap
    "http://localhost:{port}/",
    "http://LOCALHOST:{port}/",
    "http://localhost.:{port}/",
    "http://127.0.0.1.nip.example:{port}/",
    "http://ⓛocalhost:{port}/",
    "http://xn--hook-loa.example:{port}/",
    # other schemes
    "ftp://127.0.0.1:{port}/",
    "gopher://127.0.0.1:{port}/",
    "file:///etc/passwd",
    "unix://127.0.0.1:{port}/",
    "ws://127.0.0.1:{port}/",
    "javascript:alert(1)",
    "",
]

FORBIDDEN = [
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "168.63.129.16",
    "169.254.169.254", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1",
    "198.19.255.255", "198.51.100.7", "203.0.113.7", "224.0.0.251", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8",
    "64:ff9b::808:808", "64:ff9b:1::1", "100::1", "2001:0:1::1", "2001:db8::1", "2001:10::1",
    "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0",
    "fec0::1", "ff02::1",
]  # fmt: skip

PUBLIC = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"]


async def test_no_spelling_of_a_forbidden_address_reaches_the_trap(
    trap: Trap, resolve_to: type[FixedResolver]
) -> None:
    assert len(SPELLINGS) >= 40
    blocked = 0
    async with GuardedClient(timeout=5, resolver=resolve_to(["127.0.0.1"])) as client:
        for spelling in SPELLINGS:
            with pytest.raises(OutgoingError) as caught:
                await client.request("GET", spelling.format(port=trap.port))
            assert not caught.value.temporary, spelling
            blocked += isinstance(caught.value, BlockedAddressError)
    assert trap.connections == 0
    assert blocked >= 40


async def test_the_same_spellings_do_reach_the_trap_where_they_are_allowed(
    trap: Trap, resolve_to: type[FixedResolver]
) -> None:
    """Proves that the list above tests the guard and not merely broken URLs."""
    allow = ["127.0.0.0/8", "0.0.0.0"]
    reached = 0
    async with GuardedClient(allow=allow, resolver=resolve_to(["127.0.0.1"])) as client:
        for spelling in SPELLINGS:
            try:
                answer = await client.request("GET", spelling.format(port=trap.port))
            except OutgoingError:
                continue
            reached += answer.body == b"hi"
    assert 20 <= reached <= trap.connections


async def test_the_systems_own_resolver_is_guarded_too(trap: Trap) -> None:
    async with GuardedClient(resolver=ThreadedResolver()) as client:
        with pytest.raises(BlockedAddressError):
            await client.request("GET", f"http://localhost:{trap.port}/")
    async with GuardedClient() as client:
        with pytest.raises(BlockedAddressError):
            await client.request("GET", f"http://localhost:{trap.port}/")
    assert trap.connections == 0


@pytest.mark.parametrize("address", FORBIDDEN)
def test_forbidden_addresses_are_denied_with_a_reason(address: str) -> None:
    assert denied_because(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_not_denied(address: str) -> None:
    assert denied_because(ipaddress.ip_address(address)) is None


async def test_one_forbidden_address_among_public_ones_blocks_the_name(
    trap: Trap, resolve_to: type[FixedResolver]
) -> None:
    resolver = resolve_to(["8.8.8.8", "127.0.0.1"])
    async with GuardedClient(resolver=resolver) as client:
        with pytest.raises(BlockedAddressError, match=r"hook\.example.*loopback"):
            await client.request("POST", f"http://hook.example:{trap.port}/", body=b"{}")
    assert trap.connections == 0


async def test_a_rebinding_name_is_asked_once_and_gains_nothing(
    trap: Trap, resolve_to: type[FixedResolver]
) -> None:
    """The second answer is the attack: a client that asks again would connect to it."""
    resolver = resolve_to(["127.0.0.1"], ["127.0.0.2"])
    async with GuardedClient(allow=["127.0.0.1"], resolver=resolver) as client:
        answer = await client.request("GET", f"http://rebind.example:{trap.port}/")
        assert answer.body == b"hi"
        assert resolver.asked == ["rebind.example"]
        with pytest.raises(BlockedAddressError):
            await client.request("GET", f"http://rebind.example:{trap.port}/")
    assert trap.connections == 1


async def test_allowed_host_names_and_ports_are_let_through(
    trap: Trap, resolve_to: type[FixedResolver]
) -> None:
    port = trap.port
    for allow in (
        ["127.0.0.1"], [f"127.0.0.1:{port}"], ["erp.internal"], [f"ERP.internal.:{port}"],
        ["127.0.0.0/8"],
    ):  # fmt: skip
        async with GuardedClient(allow=allow, resolver=resolve_to(["127.0.0.1"])) as client:
            answer = await client.request("GET", f"http://erp.internal:{port}/")
            assert (answer.status, answer.body) == (200, b"hi")
            assert answer.headers["content-length"] == "2"
            assert answer.elapsed > 0


async def test_an_allowed_host_on_another_port_stays_blocked(
    trap: Trap, resolve_to: type[FixedResolver]
) -> None:
    for allow in ([f"127.0.0.1:{trap.port + 1}"], ["erp.internal:1"], ["other.internal"]):
        async with GuardedClient(allow=allow, resolver=resolve_to(["127.0.0.1"])) as client:
            with pytest.raises(BlockedAddressError):
                await client.request("GET", f"http://erp.internal:{trap.port}/")
    assert trap.connections == 0


@pytest.mark.parametrize(
    "entry", ["http://erp.internal", "10.0.0.1/8", "erp:0", "erp:http", "*.internal", "", "a b"]
)
def test_an_unreadable_allow_entry_is_refused_with_its_text(entry: str) -> None:
    with pytest.raises(ValueError, match="Allowed outgoing host"):
        GuardedClient(allow=[entry])
