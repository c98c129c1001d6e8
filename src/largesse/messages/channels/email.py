"""The e-mail channel: one mail to one recipient over an SMTP account."""

import asyncio
import contextlib
import hashlib
import re
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.charset import QP, Charset
from email.errors import MessageError
from email.header import Header
from email.headerregistry import Address
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr
from typing import Annotated, ClassVar, Literal

import aiosmtplib
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from largesse.messages.channels.delivery import Delivery, Means, Receipt
from largesse.messages.channels.errors import PermanentError, TemporaryError

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_IN_ADDRESS = re.compile(r"[\s<>,;\"]")
_UTF8 = Charset("utf-8")
# Quoted-printable passes servers without 8BITMIME and keeps lines under the limit of 998.
_UTF8.body_encoding = QP
# Long headers are folded when they are made. The address of List-Unsubscribe must not be: folded ones have
# broken DKIM signatures on their way.
_WIRE = compat32.clone(linesep="\r\n", mangle_from_=False, max_line_length=None)
_HEADER_NAME = re.compile(r"[!-9;-~]+")
_OWN_HEADERS = frozenset(
    {"from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "auto-submitted", "mime-version",
     "content-type", "content-transfer-encoding", "content-disposition",
     "list-unsubscribe", "list-unsubscribe-post"}
)  # fmt: skip
# Stands in a mail where its recipient's own address belongs, until the mail is sent.
UNSUBSCRIBE_MARK = "https://unsubscribe.invalid/largesse"
_ADDRESS_EXPECTED = "is not an e-mail address such as name@shop.example (ASCII before the @)"
_LONGEST_ADDRESS = 254  # RFC 5321 section 4.5.3.1.3, without the angle brackets
_LONGEST_REPLY = 300
_GOODBYE_SECONDS = 2.0


def _check_line(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("must be one line without control characters")
    return text


def _check_address(text: str) -> str:
    local, _, domain = _check_line(text).rpartition("@")
    try:
        # An international domain travels as ASCII, so that servers without SMTPUTF8 take it.
        address = f"{local}@{domain.encode('idna').decode('ascii')}"
        Address(addr_spec=address)
    except (ValueError, LookupError, MessageError) as error:
        raise ValueError(_ADDRESS_EXPECTED) from error
    if not (local and domain) or len(address) > _LONGEST_ADDRESS or _NOT_IN_ADDRESS.search(address):
        raise ValueError(_ADDRESS_EXPECTED)
    return address


def _check_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    for name, value in headers.items():
        if not _HEADER_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not a header name")
        if name.lower() in _OWN_HEADERS:
            raise ValueError(f"the header {name} is set by the channel itself; remove it")
        _check_line(value)
    return headers


Line = Annotated[str, AfterValidator(_check_line)]
EmailAddress = Annotated[str, AfterValidator(_check_address)]
Headers = Annotated[Mapping[str, str], AfterValidator(_check_headers)]


class SmtpAccount(BaseModel):
    """An account on a mail server that sends for us."""

    model_config = ConfigDict(frozen=True)

    host: Line = Field(min_length=1)
    port: int = Field(ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    username: Line | None = None
    password: SecretStr | None = None
    from_address: EmailAddress
    from_name: Line = Field(default="", max_length=100)
    bounce_address: Line | None = None  # {id} in it becomes the message's id


class OutgoingEmail(BaseModel):
    """One mail to one recipient; `message_id` is a stable key that a retry repeats."""

    model_config = ConfigDict(frozen=True)

    to: EmailAddress
    subject: Line
    text: str
    html: str | None = None
    message_id: str = Field(min_length=1)
    headers: Headers = Field(default_factory=dict)
    unsubscribe_url: Line | None = None


class EmailChannel(BaseModel):
    """Sends a mail through the workspace's e-mail account, else through the installation's.

    Content: `text`, and `html` if there is a formatted version. A marketing mail carries the headers of
    RFC 8058, by which a mail program unsubscribes its reader in one click.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["email"] = "email"
    title: ClassVar[str] = "E-mail"

    async def send(self, message: Delivery, means: Means) -> Receipt:
        """Hands the mail to the account's server; TemporaryError, PermanentError."""
        try:
            mail = OutgoingEmail.model_validate(
                {
                    **_with_unsubscribe_url(message, means),
                    "to": message.recipient,
                    "subject": message.subject,
                    "message_id": str(message.id),
                }
            )
        except ValidationError as error:
            wrong = "; ".join(f"{item['loc'][0]} {item['msg']}" for item in error.errors())
            raise PermanentError(f"The mail cannot be written: {wrong}.") from error
        return await send_email(await means.mail_account(), mail)


async def send_email(
    account: SmtpAccount,
    mail: OutgoingEmail,
    *,
    timeout: float = 30.0,  # noqa: ASYNC109 -- one limit over many SMTP steps, mapped to TemporaryError
    tls: ssl.SSLContext | None = None,
) -> Receipt:
    """Hand one mail to the account's server, within `timeout` seconds.

    The Message-ID is derived from `mail.message_id` and the sender's domain, so a retry after an
    unclear end (the server may have taken the mail) carries the same one. `tls` replaces the usual
    trust store.

    Raises TemporaryError (4xx, no connection, connection lost, time is up) or PermanentError (5xx,
    login refused, TLS not offered or not trusted), nothing else.
    """
    server = _server(account, timeout, tls)
    try:
        message_id = _message_id(mail.message_id, _domain(account))
        message = _compose(account, mail, message_id, datetime.now(UTC))
        async with asyncio.timeout(timeout):
            await server.connect()
            _, response = await server.sendmail(_envelope_sender(account, mail), [mail.to], message)
        await _say_goodbye(server)
    except (OSError, aiosmtplib.SMTPException, ValueError, LookupError, MessageError) as error:
        raise _failure(error, account, mail) from error
    finally:
        server.close()
    return Receipt(message_id=message_id, response=response)


def _with_unsubscribe_url(message: Delivery, means: Means) -> dict[str, object]:
    content = {**message.content, "unsubscribe_url": None}
    marked = [name for name in ("text", "html") if UNSUBSCRIBE_MARK in str(content.get(name, ""))]
    if not (message.marketing or marked):
        return content
    url = means.unsubscribe_url(message)
    content |= {name: str(content[name]).replace(UNSUBSCRIBE_MARK, url) for name in marked}
    return {**content, "unsubscribe_url": url if message.marketing else None}


def _envelope_sender(account: SmtpAccount, mail: OutgoingEmail) -> str:
    if account.bounce_address is None:
        return account.from_address
    return account.bounce_address.replace("{id}", mail.message_id)


def _compose(account: SmtpAccount, mail: OutgoingEmail, message_id: str, at: datetime) -> bytes:
    # The older half of the email package, because the newer one (EmailMessage) loses blanks where
    # it folds a long subject that is not ASCII.
    text = _part(mail.text, "plain")
    message: MIMEText | MIMEMultipart = text
    if mail.html is not None:
        message = MIMEMultipart("alternative", _subparts=[text, _part(mail.html, "html")])
    message["From"] = formataddr((account.from_name, account.from_address))
    message["To"] = mail.to
    message["Subject"] = _header(mail.subject, "Subject")
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers to machines
    if mail.unsubscribe_url is not None:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058 section 3.1
    for name, value in mail.headers.items():
        message[name] = _header(value, name)
    return message.as_bytes(policy=_WIRE)


def _part(text: str, subtype: str) -> MIMEText:
    return MIMEText(text, subtype, _UTF8)  # type: ignore[arg-type]  # takes a Charset, typeshed knows only str


def _header(value: str, name: str) -> str:
    plain = value.isascii() and "=?" not in value
    return Header(value, "us-ascii" if plain else "utf-8", header_name=name).encode()


def _message_id(key: str, domain: str) -> str:
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def _domain(account: SmtpAccount) -> str:
    return account.from_address.rpartition("@")[2].encode("idna").decode("ascii")


def _server(account: SmtpAccount, timeout: float, tls: ssl.SSLContext | None) -> aiosmtplib.SMTP:
    return aiosmtplib.SMTP(
        hostname=account.host,
        port=account.port,
        use_tls=account.security == "tls",
        start_tls=account.security == "starttls",
        username=account.username,
        password=account.password.get_secret_value() if account.password else None,
        # Our own name would be asked of the DNS, which may hang; the sender's domain is what a
        # receiver can look up.
        local_hostname=_domain(account),
        timeout=timeout,
        tls_context=tls,
    )


async def _say_goodbye(server: aiosmtplib.SMTP) -> None:
    # The mail is accepted: a server that is slow or rude from here on must not turn it into a retry.
    with contextlib.suppress(OSError, aiosmtplib.SMTPException):
        await server.quit(timeout=_GOODBYE_SECONDS)


def _failure(error: Exception, account: SmtpAccount, mail: OutgoingEmail) -> TemporaryError | PermanentError:
    where = f"{account.host} port {account.port}"
    if _is_tls_failure(error):
        return PermanentError(
            f"TLS with {where} failed: {_squeeze(str(error))}. Check the certificate of the server and "
            f"the account's settings host, port and security (now {account.security})."
        )
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        error = error.recipients[0]
    if isinstance(error, aiosmtplib.SMTPResponseException):
        reply = f"{where} answered {error.code} {_squeeze(error.message)}"
        if error.code < 500:
            return TemporaryError(reply)
        return PermanentError(f"{reply}. {_advice(error, account, mail)}")
    if isinstance(error, OSError):
        return TemporaryError(f"{where}: {_squeeze(str(error)) or 'no answer in time'}")
    if isinstance(error, aiosmtplib.SMTPException):
        return PermanentError(
            f"{where}: {_squeeze(error.message)} Check the account's settings security (now "
            f"{account.security}) and username."
        )
    return PermanentError(f"The mail to {mail.to} cannot be written: {_squeeze(str(error))}")


def _is_tls_failure(error: Exception) -> bool:
    cause = error if isinstance(error, ssl.SSLError) else error.__cause__
    # The other two are a connection that ended, as without TLS.
    return isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError)


def _advice(error: aiosmtplib.SMTPResponseException, account: SmtpAccount, mail: OutgoingEmail) -> str:
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            return "The login was refused: check the account's settings username and password."
        case aiosmtplib.SMTPSenderRefused():
            return (
                f"The sender {account.from_address} was refused: check the account's settings "
                "from_address, username and password."
            )
        case aiosmtplib.SMTPRecipientRefused():
            return f"The recipient {mail.to} was refused: correct the address."
        case _:
            return "The server will not take this mail."


def _squeeze(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_REPLY]
