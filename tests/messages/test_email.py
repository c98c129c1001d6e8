from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr, ValidationError

from largesse.messages.channels.email import OutgoingEmail, SmtpAccount, send_email
from largesse.messages.channels.errors import PermanentError, TemporaryError


class Server:
    """An SMTP handler that answers as told and keeps what it took."""

    def __init__(self, *, mail: str = "", rcpt: str = "", data: str = "") -> None:
        self.replies = {"mail": mail, "rcpt": rcpt, "data": data}
        self.taken: list[EmailMessage] = []
        self.envelopes: list[tuple[str | None, list[str]]] = []

    async def handle_MAIL(self, *call: Any) -> str:  # noqa: N802, ANN401 -- aiosmtpd calls it so
        _, _, envelope, envelope.mail_from, _ = call
        return self.replies["mail"] or "250 OK"

    async def handle_RCPT(self, *call: Any) -> str:  # noqa: N802, ANN401 -- aiosmtpd calls it so
        _, _, envelope, address, _ = call
        if not self.replies["rcpt"]:
            envelope.rcpt_tos.append(address)
        return self.replies["rcpt"] or "250 OK"

    async def handle_DATA(self, *call: Any) -> str:  # noqa: N802, ANN401 -- aiosmtpd calls it so
        envelope: Envelope = call[2]
        assert isinstance(envelope.content, bytes)
        self.envelopes.append((envelope.mail_from, list(envelope.rcpt_tos)))
        self.taken.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.replies["data"] or "250 2.0.0 Taken as 42"


@asynccontextmanager
async def smtp(handler: Server, **options: object) -> AsyncIterator[int]:
    implicit = options.pop("implicit_tls", None)
    loop = asyncio.get_running_loop()
    sessions: list[SMTP] = []

    def open_session() -> SMTP:
        sessions.append(SMTP(handler, loop=loop, hostname="mail.test", **options))
        return sessions[-1]

    server = await loop.create_server(open_session, "127.0.0.1", 0, ssl=implicit)
    async with server:
        yield server.sockets[0].getsockname()[1]
    while any(session.transport is not None for session in sessions):  # noqa: ASYNC110 -- aiosmtpd has no event for it
        await asyncio.sleep(0.01)  # else a connection that is still closing outlives the loop


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serve(talk: Talk) -> AsyncIterator[int]:
    talks: list[asyncio.Task[None] | None] = []

    async def talk_and_close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.append(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            await talk(reader, writer)
        writer.close()

    server = await asyncio.start_server(talk_and_close, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        await asyncio.gather(*filter(None, talks))


@asynccontextmanager
async def script(replies: Sequence[str], *, hang: bool = False) -> AsyncIterator[int]:
    """A server that answers each line with the next reply, then hangs or hangs up."""

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        end = b"\n"
        for number, reply in enumerate(replies):
            if number:
                await reader.readuntil(end)
            writer.write(reply.encode() + b"\r\n")
            end = b"\r\n.\r\n" if reply.startswith("354") else b"\n"
        if hang:
            await reader.read()

    async with serve(talk) as port:
        yield port


def an_account(port: int, /, **changes: object) -> SmtpAccount:
    fields = {
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "from_address": "alerts@largesse.example",
        "from_name": 'Largesse: żółty, "alerts"',
    }
    return SmtpAccount.model_validate(fields | changes)


def a_mail(**changes: object) -> OutgoingEmail:
    fields = {"to": "ops@shop.example", "subject": "Low", "text": "412 left", "message_id": "alert:1"}
    return OutgoingEmail.model_validate(fields | changes)


async def test_a_mail_arrives_as_it_was_written() -> None:
    text = "Zostało 412 kodów.\n" + "long " * 400 + "\n.\nFrom here\n"
    mail = a_mail(
        subject="Pula „Łódź” 🎁 " + "kończy się " * 20,
        text=text,
        html="<p>Zostało <b>412</b></p>",
        headers={"X-Largesse-Pool": "pool_1", "Reply-To": "help@shop.example"},
    )
    server = Server()
    async with smtp(server) as port:
        receipt = await send_email(an_account(port), mail)
    [message] = server.taken
    assert server.envelopes == [("alerts@largesse.example", ["ops@shop.example"])]
    assert message["Subject"] == mail.subject
    assert message["From"].addresses[0].display_name == 'Largesse: żółty, "alerts"'
    assert message["From"].addresses[0].addr_spec == "alerts@largesse.example"
    assert message["To"] == "ops@shop.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Largesse-Pool"] == "pool_1"
    assert message["Reply-To"] == "help@shop.example"
    assert message["Date"].datetime.tzinfo is not None
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == text
    assert html.get_content().strip() == mail.html
    assert receipt.message_id == message["Message-ID"]
    assert receipt.response == "2.0.0 Taken as 42"


async def test_a_retry_carries_the_same_message_id_and_another_mail_another_one() -> None:
    server = Server()
    async with smtp(server) as port:
        first = await send_email(an_account(port), a_mail())
        again = await send_email(an_account(port), a_mail(subject="Low again"))
        other = await send_email(an_account(port), a_mail(message_id="alert:2"))
    assert first.message_id == again.message_id != other.message_id
    assert first.message_id.endswith("@largesse.example>")
    assert [message["Message-ID"] for message in server.taken[:2]] == [first.message_id] * 2


async def test_an_international_domain_travels_as_ascii() -> None:
    server = Server()
    async with smtp(server) as port:
        await send_email(an_account(port), a_mail(to="jan@łódź.example"))
    assert server.envelopes[0][1] == ["jan@xn--d-uga0v4h.example"]


@pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
async def test_4xx_is_temporary_and_5xx_permanent_at_every_step(step: str) -> None:
    for reply, expected in (
        ("450 4.2.1 Try again later", TemporaryError),
        ("452 4.3.1 Disk is full", TemporaryError),
        ("550 5.1.1 No such user", PermanentError),
        ("554 5.7.1 Refused", PermanentError),
    ):
        async with smtp(Server(**{step: reply})) as port:
            with pytest.raises(expected, match=reply[:3]):
                await send_email(an_account(port), a_mail())


@pytest.mark.parametrize(
    ("greeting", "expected"),
    [("421 Too busy", TemporaryError), ("554 Not you", PermanentError), ("hello", TemporaryError)],
)
async def test_a_server_may_refuse_at_the_door(greeting: str, expected: type[Exception]) -> None:
    async with script([greeting]) as port:
        with pytest.raises(expected):
            await send_email(an_account(port), a_mail())


TALK = ["220 mail.test", "250 mail.test", "250 OK", "250 OK", "354 Go on", "250 Taken"]


@pytest.mark.parametrize("lines", range(len(TALK)))
async def test_a_server_that_hangs_or_hangs_up_before_the_end_is_temporary(lines: int) -> None:
    async with script(TALK[:lines]) as port:
        with pytest.raises(TemporaryError):
            await send_email(an_account(port), a_mail())
    async with script(TALK[:lines], hang=True) as port:
        with pytest.raises(TemporaryError):
            await send_email(an_account(port), a_mail(), timeout=0.2)


async def test_a_server_that_drips_is_cut_off_by_the_limit_of_the_whole_sending() -> None:
    async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            writer.write(b"220-still there\r\n")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with serve(drip) as port:
        with pytest.raises(TemporaryError, match=r"in time|Timed out"):
            await send_email(an_account(port), a_mail(), timeout=0.3)


async def test_an_accepted_mail_stays_accepted_when_the_goodbye_fails() -> None:
    async with script(TALK) as port:
        receipt = await send_email(an_account(port), a_mail())
    assert receipt.response == "Taken"
    async with script([*TALK, "550 Go away"]) as port:
        await send_email(an_account(port), a_mail())


async def test_a_closed_port_and_an_unknown_host_are_temporary() -> None:
    async with smtp(Server()) as port:
        pass
    with pytest.raises(TemporaryError, match=str(port)):
        await send_email(an_account(port), a_mail())
    with pytest.raises(TemporaryError):
        await send_email(an_account(25, host="mail.invalid"), a_mail(), timeout=5)


def only_ola(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
) -> AuthResult:
    return AuthResult(success=data == LoginPassword(b"ola", b"s3cret"), handled=False)


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
async def test_a_login_is_made_and_a_wrong_one_says_which_setting() -> None:
    server = Server()
    options = {"authenticator": only_ola, "auth_require_tls": False, "auth_required": True}
    async with smtp(server, **options) as port:
        await send_email(an_account(port, username="ola", password="s3cret"), a_mail())
        with pytest.raises(PermanentError, match=r"535.*settings username and password") as caught:
            await send_email(an_account(port, username="ola", password="hunter2"), a_mail())
        with pytest.raises(PermanentError, match=r"530.*username and password"):
            await send_email(an_account(port), a_mail())
    assert len(server.taken) == 1
    assert "hunter2" not in str(caught.value)
    assert "s3cret" not in repr(an_account(1, password="s3cret"))
    assert an_account(1, password="s3cret").password == SecretStr("s3cret")


async def test_a_login_where_none_is_offered_is_permanent() -> None:
    async with smtp(Server()) as port:
        with pytest.raises(PermanentError, match="security"):
            await send_email(an_account(port, username="ola", password="x"), a_mail())


async def test_starttls_and_tls_send_and_are_verified(tmp_path: Path) -> None:
    server_tls, client_tls = make_tls("127.0.0.1", tmp_path)
    server = Server()
    for security, options in (
        ("starttls", {"tls_context": server_tls, "require_starttls": True}),
        ("tls", {"implicit_tls": server_tls}),
    ):
        async with smtp(server, **options) as port:
            account = an_account(port, host="localhost", security=security)
            await send_email(account, a_mail(), tls=client_tls)
            with pytest.raises(PermanentError, match="certificate"):
                await send_email(account, a_mail())
    assert len(server.taken) == 2


async def test_the_wrong_kind_of_security_is_permanent_and_named(tmp_path: Path) -> None:
    server = Server()
    async with smtp(server) as port:
        for security in ("starttls", "tls"):
            with pytest.raises(PermanentError, match=f"security.*{security}"):
                await send_email(an_account(port, security=security), a_mail())
    assert not server.taken


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Low\r\nBcc: all@shop.example"},
        {"subject": "Low\nX: y"},
        {"subject": "Low\x00"},
        {"subject": "Low\u2028X: y"},
        {"to": "ops@shop.example\r\nBcc: all@shop.example"},
        {"to": "ops@shop.example, all@shop.example"},
        {"to": "Ops <ops@shop.example>"},
        {"to": "ops@shop.example> SIZE=1"},
        {"to": '"a b"@shop.example'},
        {"to": "ops"},
        {"to": "@shop.example"},
        {"to": "ops@"},
        {"to": "a@b@shop.example"},
        {"to": "a@" + "b" * 70 + ".example"},
        {"to": "a" * 250 + "@b.example"},
        {"headers": {"X-A": "b\r\nBcc: all@shop.example"}},
        {"headers": {"X-A: b\r\nBcc": "all@shop.example"}},
        {"headers": {"": "x"}},
        {"headers": {"Żółty": "x"}},
        {"headers": {"bcc": "all@shop.example"}},
        {"headers": {"Message-ID": "<x@y>"}},
        {"message_id": ""},
        {"message_id": "\ud800"},
        {"to": "żółć@shop.example"},
    ],
)
def test_header_injection_and_broken_addresses_are_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        a_mail(**changes)


@pytest.mark.parametrize(
    "changes",
    [{"from_name": "A\r\nBcc: x@y.example"}, {"from_address": "x@y\r\n"}, {"host": "h\r\n"}, {"port": 0}],
)
def test_a_broken_account_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        an_account(25, **changes)


@pytest.mark.parametrize("field", ["subject", "text", "html"])
async def test_text_that_cannot_be_encoded_is_permanent(field: str) -> None:
    async with smtp(Server()) as port:
        with pytest.raises(PermanentError, match="cannot be written"):
            await send_email(an_account(port), a_mail(**{field: "\ud800"}))


@pytest.mark.parametrize("seed", range(40))
async def test_no_subject_is_altered_on_the_way(seed: int) -> None:
    chance = random.Random(seed)
    words = ["a", "ł", "kończy", "się", "code", "🎁", "=?", "?=", "_", "x" * 90, "z" * 300]
    subject = " ".join(chance.choices(words, k=chance.randint(1, 40)))
    server = Server()
    async with smtp(server) as port:
        await send_email(an_account(port), a_mail(subject=subject))
    assert server.taken[0]["Subject"] == subject, f"seed {seed}"


@pytest.mark.parametrize("key", ["a\r\nBcc: x@y.example", "ż <>@", "k" * 5000])
async def test_any_key_makes_a_valid_message_id(key: str) -> None:
    server = Server()
    async with smtp(server) as port:
        receipt = await send_email(an_account(port), a_mail(message_id=key))
    assert server.taken[0]["Message-ID"] == receipt.message_id
    assert len(receipt.message_id) < 100
    assert server.taken[0]["Bcc"] is None


@pytest.mark.parametrize("value", ["", "(", "<", '"', "=?utf-8?q?x", "a" * 2000, "@,;:<>"])
async def test_odd_header_values_end_in_a_receipt_or_a_permanent_error(value: str) -> None:
    server = Server()
    async with smtp(server) as port:
        for name in ("Reply-To", "X-Odd", "References", "List-Id"):
            with suppress(PermanentError):
                await send_email(an_account(port), a_mail(headers={name: value}))


def make_tls(address: str, folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
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
