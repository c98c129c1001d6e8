from __future__ import annotations

import asyncio
import gzip
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from largesse.connections.client import BlockedAddressError, GuardedClient, OutgoingError
from tests.connections.serving_http import serve

if TYPE_CHECKING:
    from conftest import FixedResolver, Trap


async def test_a_redirect_is_an_answer_unless_following_was_asked_for(trap: Trap) -> None:
    async def redirect(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(f"http://127.0.0.1:{trap.port}/")

    async with serve(redirect) as port, GuardedClient(allow=[f"127.0.0.1:{port}"]) as client:
        answer = await client.request("GET", f"http://127.0.0.1:{port}/")
        assert answer.status == 302
    assert trap.connections == 0


async def test_a_redirect_to_a_forbidden_address_is_blocked(trap: Trap) -> None:
    targets = ["127.0.0.1", "2130706433", "[::ffff:127.0.0.1]", "localhost"]

    async def redirect(request: web.Request) -> web.StreamResponse:
        host = targets[int(request.query["i"])]
        raise web.HTTPTemporaryRedirect(f"http://{host}:{trap.port}/")

    async with serve(redirect) as port, GuardedClient(allow=[f"127.0.0.1:{port}"]) as client:
        for i in range(len(targets)):
            with pytest.raises(BlockedAddressError):
                await client.request("GET", f"http://127.0.0.1:{port}/?i={i}", redirects=3)
    assert trap.connections == 0


async def test_another_host_gets_no_credentials_and_the_same_host_keeps_them(
    resolve_to: type[FixedResolver],
) -> None:
    seen: list[tuple[str, dict[str, str], bytes]] = []

    async def answer(request: web.Request) -> web.StreamResponse:
        seen.append((request.method, dict(request.headers), await request.read()))
        if request.path == "/same":
            raise web.HTTPTemporaryRedirect("/end")
        if request.path == "/other":
            raise web.HTTPTemporaryRedirect(f"http://other.example:{request.url.port}/end")
        if request.path == "/see":
            raise web.HTTPSeeOther("/end")
        return web.Response(text="end")

    headers = {"Authorization": "Bearer s", "X-Token": "s", "Content-Type": "text/plain"}
    resolver = resolve_to(["127.0.0.1"])
    async with (
        serve(answer) as port,
        GuardedClient(allow=["127.0.0.1"], resolver=resolver) as client,
    ):
        for path in ("same", "other", "see"):
            reply = await client.request(
                "POST", f"http://one.example:{port}/{path}", headers=headers, body=b"x", redirects=1
            )
            assert reply.body == b"end"
    same, other, see = seen[1], seen[3], seen[5]
    assert (same[0], same[1]["Authorization"], same[2]) == ("POST", "Bearer s", b"x")
    assert (other[0], other[2], other[1]["Content-Type"]) == ("POST", b"x", "text/plain")
    assert not {"Authorization", "X-Token"} & set(other[1])
    assert other[1]["Host"] == f"other.example:{port}"
    assert (see[0], see[2]) == ("GET", b"")


async def test_a_circle_of_redirects_ends() -> None:
    calls = 0

    async def circle(request: web.Request) -> web.StreamResponse:
        nonlocal calls
        calls += 1
        raise web.HTTPFound("/")

    async with serve(circle) as port, GuardedClient(allow=["127.0.0.1"]) as client:
        with pytest.raises(OutgoingError, match="more than 3 times") as caught:
            await client.request("GET", f"http://127.0.0.1:{port}/", redirects=3)
        with pytest.raises(ValueError, match="0 to 3"):
            await client.request("GET", f"http://127.0.0.1:{port}/", redirects=4)
    assert not caught.value.temporary
    assert calls == 4


async def test_an_endless_answer_is_cut_off_and_a_full_one_is_not() -> None:
    async def stream(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            while request.path == "/endless":
                await response.write(b"x" * 10_000)
        except ConnectionError:
            return response
        await response.write(b"x" * 50_000)
        return response

    async with (
        serve(stream) as port,
        GuardedClient(allow=["127.0.0.1"], max_body=50_000) as client,
    ):
        with pytest.raises(OutgoingError, match="longer than 50000 bytes") as caught:
            await client.request("GET", f"http://127.0.0.1:{port}/endless")
        full = await client.request("GET", f"http://127.0.0.1:{port}/full")
    assert not caught.value.temporary
    assert len(full.body) == 50_000


async def test_a_compressed_bomb_is_measured_unpacked() -> None:
    bomb = gzip.compress(b"0" * 20_000_000)

    async def send(request: web.Request) -> web.StreamResponse:
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    assert len(bomb) < 100_000
    async with serve(send) as port, GuardedClient(allow=["127.0.0.1"]) as client:
        with pytest.raises(OutgoingError, match="longer than 1000000 bytes"):
            await client.request("GET", f"http://127.0.0.1:{port}/")


async def test_slow_servers_are_given_up_as_temporary() -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        if request.path == "/drip":
            await response.prepare(request)
        for _ in range(1000):
            await asyncio.sleep(0.05)
            if request.path == "/drip":
                await response.write(b".")
        return response

    async with serve(slow) as port, GuardedClient(allow=["127.0.0.1"], timeout=0.3) as client:
        for path in ("silent", "drip"):
            with pytest.raises(OutgoingError, match="in time") as caught:
                await client.request("GET", f"http://127.0.0.1:{port}/{path}")
            assert caught.value.temporary


async def test_a_closed_port_and_a_dropped_connection_are_temporary() -> None:
    async def drop(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    server = await asyncio.start_server(drop, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with GuardedClient(allow=["127.0.0.1"]) as client:
        with pytest.raises(OutgoingError) as dropped:
            await client.request("POST", f"http://127.0.0.1:{port}/", body=b"")
        server.close()
        await server.wait_closed()
        with pytest.raises(OutgoingError) as refused:
            await client.request("GET", f"http://127.0.0.1:{port}/")
    assert dropped.value.temporary
    assert refused.value.temporary


async def test_a_name_without_an_address_is_temporary(resolve_to: type[FixedResolver]) -> None:
    for resolver in (resolve_to(None), resolve_to([])):
        async with GuardedClient(resolver=resolver) as client:
            with pytest.raises(OutgoingError) as caught:
                await client.request("GET", "http://gone.example/")
            assert caught.value.temporary


async def test_what_is_not_http_is_permanent() -> None:
    async def babble(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 smtp.example ESMTP\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, GuardedClient(allow=["127.0.0.1"]) as client:
        with pytest.raises(OutgoingError, match="not valid HTTP") as caught:
            await client.request("GET", f"http://127.0.0.1:{port}/")
    assert not caught.value.temporary


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("TRACE", {}),
        ("GET / HTTP/1.1\r\nX:", {}),
        ("GET", {"Host": "internal"}),
        ("GET", {"content-length": "0"}),
        ("GET", {"X-Name": "a\r\nX-Other: b"}),
        ("GET", {"X-Na\r\nme": "a"}),
    ],
)
async def test_a_request_cannot_be_smuggled(trap: Trap, method: str, headers: dict[str, str]) -> None:
    async with GuardedClient(allow=["127.0.0.1"]) as client:
        with pytest.raises(OutgoingError) as caught:
            await client.request(method, f"http://127.0.0.1:{trap.port}/", headers=headers)
    assert not caught.value.temporary


async def test_tls_checks_the_name_although_the_address_is_dialled(
    tmp_path: Path, resolve_to: type[FixedResolver]
) -> None:
    server_tls, client_tls = make_tls("shop.example", tmp_path)

    async def echo(request: web.Request) -> web.StreamResponse:
        return web.Response(text=request.host)

    resolver = resolve_to(["127.0.0.1"])
    async with (
        serve(echo, server_tls) as port,
        GuardedClient(allow=["127.0.0.1"], resolver=resolver, tls=client_tls) as client,
        GuardedClient(allow=["127.0.0.1"], resolver=resolver) as stranger,
    ):
        answer = await client.request("GET", f"https://shop.example:{port}/")
        assert answer.body == f"shop.example:{port}".encode()
        for who, host in ((client, "other.example"), (stranger, "shop.example")):
            with pytest.raises(OutgoingError, match="TLS") as caught:
                await who.request("GET", f"https://{host}:{port}/")
            assert not caught.value.temporary


async def test_a_closed_client_can_be_closed_again_and_used_again(trap: Trap) -> None:
    client = GuardedClient(allow=["127.0.0.1"])
    await client.close()
    await client.request("GET", f"http://127.0.0.1:{trap.port}/")
    await client.close()
    await client.close()
    await client.request("GET", f"http://127.0.0.1:{trap.port}/")
    await client.close()
    assert trap.connections == 2


def make_tls(name: str, folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(pem)
    return server, ssl.create_default_context(cafile=str(pem))
