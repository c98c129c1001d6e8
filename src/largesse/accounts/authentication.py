"""From a bearer key to an Actor: one look-up by digest, remembered for a few seconds."""

import time
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Final

from sqlalchemy import text

from largesse.core.context import Actor
from largesse.core.db import Database
from largesse.core.seals import Keyring

REMEMBERED_SECONDS: Final = 3.0
REMEMBERED_KEYS: Final = 10_000


@dataclass(frozen=True, slots=True)
class _KnownKey:
    actor: Actor
    addresses: tuple[str, ...]
    expires_at: datetime | None
    until: float


class KeyAuthenticator:
    """Finds the holder of a bearer key; a change of a key takes effect within a few seconds everywhere."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring
        self._known: OrderedDict[bytes, _KnownKey] = OrderedDict()
        self._used: dict[tuple[str, str], datetime] = {}

    async def __call__(self, secret: str, *, address: str, now: datetime) -> Actor | None:
        """The actor; None for an unknown, expired or revoked key, or one from a wrong address."""
        digest = self._keyring.digest(secret)
        known = self._known.get(digest)
        if known is None or known.until < time.monotonic():
            known = await self._look_up(digest)
        if known is None or (known.expires_at is not None and known.expires_at <= now):
            return None
        if known.addresses and not _is_within(address, known.addresses):
            return None
        self._used[str(known.actor.workspace_id), known.actor.id] = now
        return known.actor

    def forget(self, digest: bytes) -> None:
        """Drops a remembered key at once, in this process."""
        self._known.pop(digest, None)

    async def save_last_used(self) -> None:
        """Writes when each key was last used; called about once a minute."""
        used, self._used = self._used, {}
        for (workspace_id, key_id), at in used.items():
            async with self._database.session() as session:
                await session.execute(
                    text("select set_config('largesse.workspace', :id, true)"), {"id": workspace_id}
                )
                await session.execute(
                    text("update api_keys set last_used_at = :at where id = cast(:id as uuid)"),
                    {"at": at, "id": key_id},
                )

    async def _look_up(self, digest: bytes) -> _KnownKey | None:
        self._known.pop(digest, None)
        async with self._database.session() as session:
            await session.execute(
                text("select set_config('largesse.presented', :digest, true)"), {"digest": digest.hex()}
            )
            row = (
                await session.execute(
                    text(
                        "select workspace_id, id, name, kind, permissions, denied_events,"
                        " addresses::text[] as addresses, expires_at from api_keys"
                        " where secret_digest = :digest and revoked_at is null"
                    ),
                    {"digest": digest},
                )
            ).one_or_none()
        if row is None:
            return None
        actor = Actor(
            kind="api_key",
            id=str(row.id),
            workspace_id=row.workspace_id,
            permissions=frozenset(row.permissions),
            denied_events=tuple(row.denied_events),
            name=row.name,
        )
        known = _KnownKey(actor, tuple(row.addresses), row.expires_at, time.monotonic() + REMEMBERED_SECONDS)
        self._known[digest] = known
        if len(self._known) > REMEMBERED_KEYS:
            self._known.popitem(last=False)
        return known


def _is_within(address: str, networks: tuple[str, ...]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in ip_network(network) for network in networks)
