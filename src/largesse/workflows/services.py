"""What nodes may use beyond their transaction, put together once in each worker process."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from largesse.connections.client import GuardedClient
from largesse.core.db import Clock
from largesse.core.files import FileStore
from largesse.core.seals import Keyring, keyring_from
from largesse.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """The means of a worker: sealed secrets, files, the way out, and where we ourselves are reached."""

    keyring: Keyring
    files: FileStore
    http: GuardedClient
    own_http: GuardedClient
    clock: Clock
    api_url: str
    public_url: str

    async def close(self) -> None:
        """Closes the kept connections."""
        await self.http.close()
        await self.own_http.close()


def create_services(settings: Settings, clock: Clock) -> Services:
    """The means as the settings have them; our own API may be called wherever it is reached."""
    allow = tuple(entry.strip() for entry in settings.outgoing_allow.split(",") if entry.strip())
    api_url = settings.api_url or settings.public_url
    return Services(
        keyring=keyring_from(settings.secret_key.get_secret_value()),
        files=FileStore(settings.data_dir / "files"),
        http=GuardedClient(allow=allow),
        own_http=GuardedClient(allow=(own_origin(api_url),)),
        clock=clock,
        api_url=api_url,
        public_url=settings.public_url,
    )


def own_origin(url: str) -> str:
    """Our own host and port, as an entry of the hosts that may be called."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = parts.hostname or "127.0.0.1"
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
