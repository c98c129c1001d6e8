"""The link by which a recipient takes himself off: an opaque, sealed text that needs no row to be read."""

from dataclasses import dataclass
from uuid import UUID

import orjson

from largesse.core.errors import AppError, NotFoundError
from largesse.core.seals import Keyring
from largesse.messages.suppressions.schemas import SuppressedChannel


@dataclass(frozen=True, slots=True)
class Unsubscriber:
    """Who a link was made for."""

    workspace_id: UUID
    channel: SuppressedChannel
    address: str
    profile_id: int | None


def unsubscribe_url(
    keyring: Keyring,
    public_url: str,
    *,
    workspace_id: UUID,
    address: str,
    profile_id: int | None = None,
    channel: SuppressedChannel = "email",
) -> str:
    """The address of the page for one recipient. It never expires: mails are kept for years."""
    told = orjson.dumps([str(workspace_id), channel, address, profile_id]).decode()
    return f"{public_url.rstrip('/')}/unsubscribe/{keyring.seal(told).decode().rstrip('=')}"


def read_link(keyring: Keyring, token: str) -> Unsubscriber:
    """Who the link was made for; NotFoundError when it is not one of ours, or was cut short on its way."""
    try:
        padded = token + "=" * (-len(token) % 4)
        workspace_id, channel, address, profile_id = orjson.loads(keyring.unseal(padded.encode()))
    except (AppError, ValueError, TypeError) as error:
        raise NotFoundError(
            "unsubscribe_link_unknown", "This link is not complete. Open it from the mail once more."
        ) from error
    return Unsubscriber(UUID(workspace_id), channel, address, profile_id)
