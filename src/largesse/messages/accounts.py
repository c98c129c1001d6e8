"""Through which e-mail account a mail goes out."""

from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr, ValidationError

from largesse.connections import queries
from largesse.connections.models import SmtpAccount as StoredAccount
from largesse.core.context import Context
from largesse.core.errors import AppError
from largesse.core.seals import Keyring
from largesse.messages.channels.email import SmtpAccount
from largesse.messages.channels.errors import PermanentError, TemporaryError

_SCHEMES: Final[dict[str, tuple[Literal["none", "starttls", "tls"], int]]] = {
    "smtp": ("none", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("tls", 465),
}


def account_of_url(url: str, *, sender: str) -> SmtpAccount | None:
    """The account that a URL such as `smtp+starttls://user:password@host:587` names; None for no URL.

    `smtp` sends in the clear, `smtp+starttls` asks for TLS and stops without it, `smtps` is TLS at once.
    ValueError (never with the password in it) for anything else.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        msg = (
            f"LARGESSE_SMTP_URL must begin with one of {', '.join(_SCHEMES)} and name a host: smtp://host:25"
        )
        raise ValueError(msg)
    security, port = _SCHEMES[parts.scheme]
    return SmtpAccount(
        host=parts.hostname,
        port=parts.port or port,
        security=security,
        username=unquote(parts.username) if parts.username else None,
        password=SecretStr(unquote(parts.password)) if parts.password else None,
        from_address=sender,
        from_name="Largesse",
    )


async def default_account(ctx: Context, keyring: Keyring, *, fallback: SmtpAccount | None) -> SmtpAccount:
    """The account of the workspace's mails, else the installation's.

    TemporaryError when there is neither: the mail waits until one is added.
    """
    stored = await queries.default_smtp_account(ctx)
    if stored is not None:
        return open_account(stored, keyring)
    if fallback is None:
        raise TemporaryError(
            "There is no e-mail account. Add one to the workspace, or set LARGESSE_SMTP_URL."
        )
    return fallback


def open_account(stored: StoredAccount, keyring: Keyring) -> SmtpAccount:
    """A stored account with its password; PermanentError when it cannot be used as it is stored."""
    try:
        return SmtpAccount(
            host=stored.host,
            port=stored.port,
            security=stored.security,
            username=stored.username,
            password=SecretStr(keyring.unseal(stored.password_sealed)) if stored.password_sealed else None,
            from_address=stored.from_address,
            from_name=stored.from_name,
            bounce_address=stored.bounce_address,
        )
    except AppError as error:
        raise PermanentError(error.detail) from error
    except ValidationError as error:
        wrong = "; ".join(f"{item['loc'][0]}: {item['msg']}" for item in error.errors())
        raise PermanentError(f"The e-mail account {stored.name} cannot be used: {wrong}.") from error
