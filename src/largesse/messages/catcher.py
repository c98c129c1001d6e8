"""The mail catcher: an SMTP server for development that keeps every mail in a folder.

One process catches, any process reads: the folder is the only thing they share.
"""

import asyncio
import itertools
import os
import re
import socket
from collections.abc import Awaitable
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

_MAX_BYTES = 10_000_000
_KEPT_MAILS = 1000
# The lines that we write above a mail; the last one ends them, so that a mail cannot forge them.
_FROM, _TO, _AT = b"X-Envelope-From: ", b"X-Envelope-To: ", b"X-Envelope-At: "


class CaughtMail(BaseModel):
    """One caught mail: envelope recipients, decoded headers and bodies, arrival in UTC."""

    model_config = ConfigDict(frozen=True, serialize_by_alias=True, validate_by_name=True)

    to: list[str]
    sender: str = Field(alias="from")
    subject: str
    text: str
    html: str | None
    at: AwareDatetime


class Catcher:
    """A running mail catcher; it listens in a thread of its own until `stop`."""

    def __init__(self, controller: Controller) -> None:
        self._controller: Controller | None = controller
        self.host: str = controller.hostname
        self.port: int = controller.port

    def stop(self) -> None:
        """Close the port and end the thread; mails stay in the folder. Stopping twice is fine."""
        controller, self._controller = self._controller, None
        if controller is not None:
            controller.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start_catcher(folder: Path, *, host: str = "127.0.0.1", port: int = 0) -> Catcher:
    """Catch mails into `folder` (made if missing) on `host`:`port`; port 0 takes a free one.

    A mail is on disk before it is acknowledged. Mails above 10 MB are refused (552), the last
    1000 mails are kept. Raises OSError when the port is taken.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for unfinished in folder.glob(".*.part"):
        unfinished.unlink(missing_ok=True)
    bound = _bind(host, port)
    controller = _BoundController(_Keeper(folder), bound)
    try:
        controller.start()
    except BaseException:
        bound.close()
        raise
    return Catcher(controller)


def caught_mails(folder: Path, *, limit: int = 200) -> list[CaughtMail]:
    """Read the newest `limit` mails of a catcher's folder, newest first.

    Files that the catcher did not write, or has just removed, are passed over.
    """
    newest = sorted(folder.glob("*.eml"), reverse=True)[:limit]
    return [mail for path in newest if (mail := _read_mail(path)) is not None]


class _BoundController(Controller):
    """A controller on a socket that is bound already, so that port 0 works."""

    def __init__(self, keeper: "_Keeper", bound: socket.socket) -> None:
        host, port = bound.getsockname()[:2]
        super().__init__(
            keeper,
            hostname=host,
            port=port,
            data_size_limit=_MAX_BYTES,
            server_hostname="localhost",  # else the DNS is asked for our own name, which may hang
        )
        self._bound = bound

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        return self.loop.create_server(self._factory_invoker, sock=self._bound)


class _Keeper:
    """aiosmtpd's handler: stores each mail before it is acknowledged."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sequence = itertools.count()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002 -- aiosmtpd calls it so
        at = datetime.now(UTC)
        name = f"{at:%Y%m%dT%H%M%S.%f}Z-{next(self._sequence):06d}"
        try:
            _store(self._folder, name, _as_file(envelope, at))
            _drop_oldest(self._folder)
        except OSError as error:
            return f"451 4.3.0 The mail catcher could not store the mail: {error.strerror}"
        return f"250 2.0.0 Caught as {name}"


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = (
            f"The mail catcher cannot listen on {host} port {port} ({error.strerror}). Choose another port."
        )
        raise OSError(error.errno, reason) from error


def _as_file(envelope: Envelope, at: datetime) -> bytes:
    recipients = (_TO + _one_line(address) for address in envelope.rcpt_tos)
    lines = [_FROM + _one_line(envelope.mail_from or ""), *recipients, _AT + at.isoformat().encode()]
    content = envelope.content or b""
    body = content if isinstance(content, bytes) else content.encode()
    return b"\r\n".join([*lines, body])


def _one_line(address: str) -> bytes:
    return re.sub(rb"[\r\n]", b"", address.encode("utf-8", "surrogateescape"))


def _store(folder: Path, name: str, content: bytes) -> None:
    unfinished = folder / f".{name}.part"
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(folder / f"{name}.eml")
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _drop_oldest(folder: Path) -> None:
    for path in sorted(folder.glob("*.eml"))[:-_KEPT_MAILS]:
        path.unlink(missing_ok=True)


def _read_mail(path: Path) -> CaughtMail | None:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    head, found, rest = content.partition(b"\r\n" + _AT)
    stamp, _, body = rest.partition(b"\r\n")
    if not found or not head.startswith(_FROM):
        return None
    sender, *recipients = (line.partition(b": ")[2] for line in head.splitlines())
    message = BytesHeaderParser().parsebytes(body)
    text, html = _bodies(body)
    return CaughtMail(
        to=[recipient.decode("utf-8", "replace") for recipient in recipients],
        sender=_header(message, "from") or sender.decode("utf-8", "replace"),
        subject=_header(message, "subject"),
        text=text or "",
        html=html,
        at=datetime.fromisoformat(stamp.decode("ascii")),
    )


def _header(message: Message, name: str) -> str:
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    # Mail programs put raw UTF-8 into headers, with and without SMTPUTF8.
    text = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    unfolded = re.sub(r"\r?\n\s*", " ", text).strip()
    try:
        return _printable(str(make_header(decode_header(unfolded))))
    except (MessageError, LookupError, ValueError):
        return unfolded  # unknown character set or broken encoding: show what was sent


def _bodies(content: bytes) -> tuple[str | None, str | None]:
    try:
        message = message_from_bytes(content)
        return _body(message, "text/plain"), _body(message, "text/html")
    except RecursionError:
        return None, None  # parts nested a thousand deep: the headers are all that can be shown


def _body(message: Message, content_type: str) -> str | None:
    for part in message.walk():
        if part.get_content_type() != content_type or part.get_filename() is not None:
            continue
        if part.get_content_disposition() == "attachment":
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return _decode(payload, part.get_content_charset("utf-8")).replace("\r\n", "\n")
    return None


def _decode(payload: bytes, charset: str) -> str:
    try:
        return _printable(payload.decode(charset, "replace"))
    except (LookupError, ValueError):
        return payload.decode("utf-8", "replace")


def _printable(text: str) -> str:
    # Character sets such as utf-7 decode to lone surrogates, which no JSON encoder takes.
    return text.encode("utf-8", "replace").decode("utf-8")
