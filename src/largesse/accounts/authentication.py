"""From a bearer key or a session token to an Actor: one look-up by digest, remembered for a few seconds."""

import asyncio
import time
from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncSession

from largesse.accounts.permissions import OWN
from largesse.core.context import Actor, Context
from largesse.core.db import Database, enter_workspace, is_unavailable
from largesse.core.seals import Keyring

log = structlog.get_logger()

REMEMBERED_SECONDS: Final = 3.0
REMEMBERED_CREDENTIALS: Final = 10_000
LAST_USED_SECONDS: Final = 60.0
SESSION_IDLE: Final = timedelta(hours=12)
SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Known:
    actor: Actor
    expires_at: datetime | None
    addresses: tuple[str, ...] = ()


class _Authenticator(ABC):
    """Finds the holder of a credential; a change of it takes effect elsewhere within a few seconds."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        self._database = database
        self._keyring = keyring
        self._known: OrderedDict[bytes, tuple[_Known, float]] = OrderedDict()
        self._finding: dict[bytes, asyncio.Task[_Known | None]] = {}
        self._forgotten = 0

    async def __call__(self, secret: str, *, address: str, now: datetime) -> Actor | None:
        """The actor; None for an unknown, expired or revoked credential, or one from a wrong address."""
        return await self.holder_of(self._keyring.digest(secret), address=address, now=now)

    async def holder_of(self, digest: bytes, *, address: str, now: datetime) -> Actor | None:
        """The actor behind the digest of a credential; None as when called."""
        known, until = self._known.get(digest, (None, 0.0))
        if known is None or until < time.monotonic():
            known = await self._find_once(digest, now)
        if known is None or (known.expires_at is not None and known.expires_at <= now):
            return None
        if known.addresses and not _is_within(address, known.addresses):
            return None
        return known.actor

    def forget(self, digest: bytes) -> None:
        """Drops a remembered credential at once, in this process; call it once its change is committed."""
        self._forgotten += 1
        self._known.pop(digest, None)
        self._finding.pop(digest, None)

    def forget_actor(self, actor_id: str) -> None:
        """Drops every remembered credential of one holder, as `forget` does."""
        for digest in [digest for digest, (known, _) in self._known.items() if known.actor.id == actor_id]:
            del self._known[digest]
        self._finding.clear()
        self._forgotten += 1

    async def _find_once(self, digest: bytes, now: datetime) -> _Known | None:
        """All who ask at the same time share one look-up; else a crowd would exhaust the connections."""
        finding = self._finding.get(digest)
        if finding is None:
            finding = self._finding[digest] = asyncio.create_task(self._find(digest, now))
            finding.add_done_callback(lambda done: self._found(digest, done))
        return await asyncio.shield(finding)

    def _found(self, digest: bytes, done: asyncio.Task[_Known | None]) -> None:
        if self._finding.get(digest) is done:  # else it was forgotten, and another one looks already
            del self._finding[digest]

    async def _find(self, digest: bytes, now: datetime) -> _Known | None:
        self._known.pop(digest, None)
        forgotten = self._forgotten
        async with self._database.session() as session:
            await session.execute(
                text("select set_config('largesse.presented', :digest, true)"), {"digest": digest.hex()}
            )
            known = await self._look_up(session, digest, now)
        if known is not None and forgotten == self._forgotten:  # else this row may be the one that changed
            self._known[digest] = known, time.monotonic() + REMEMBERED_SECONDS
            if len(self._known) > REMEMBERED_CREDENTIALS:
                self._known.popitem(last=False)
        return known

    @abstractmethod
    async def _look_up(self, session: AsyncSession, digest: bytes, now: datetime) -> _Known | None:
        """The credential's row, seen by presenting its digest."""


class KeyAuthenticator(_Authenticator):
    """Finds the holder of an API key, and notes when each key was last used."""

    def __init__(self, database: Database, keyring: Keyring) -> None:
        super().__init__(database, keyring)
        self._used: dict[tuple[UUID, str], datetime] = {}

    async def holder_of(self, digest: bytes, *, address: str, now: datetime) -> Actor | None:
        """As every authenticator; see there."""
        actor = await super().holder_of(digest, address=address, now=now)
        if actor is not None:
            self._used[actor.workspace_id, actor.id] = now
        return actor

    async def save_last_used(self) -> None:
        """Writes when each key was last used; what cannot be written now waits for the next time."""
        used, self._used = self._used, {}
        try:
            for workspace_id, key_id in list(used):
                await self._save(workspace_id, key_id, used[workspace_id, key_id])
                del used[workspace_id, key_id]
        finally:
            self._used = {**used, **self._used}

    async def _save(self, workspace_id: UUID, key_id: str, at: datetime) -> None:
        async with self._database.session(workspace_id) as session:
            await session.execute(
                text(
                    "update api_keys set last_used_at = greatest(last_used_at, :at)"
                    " where workspace_id = :workspace and id = cast(:id as uuid)"
                ),
                {"workspace": workspace_id, "id": key_id, "at": at},
            )

    async def _look_up(self, session: AsyncSession, digest: bytes, now: datetime) -> _Known | None:
        del now  # a key's expiry is looked at on every use
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
            permissions=held_by(row.kind, row.permissions),
            denied_events=tuple(row.denied_events),
            name=row.name,
        )
        return _Known(actor, row.expires_at, tuple(row.addresses))


class SessionAuthenticator(_Authenticator):
    """Finds the member of a session token, until 12 hours after its last use.

    Where the workspace wants a second step, a member without one is let in to set it up, and to nothing else.
    """

    async def _look_up(self, session: AsyncSession, digest: bytes, now: datetime) -> _Known | None:
        row = (
            await session.execute(
                text(
                    "select workspace_id, member_id, last_seen_at, expires_at from sessions"
                    " where token_digest = :digest and expires_at > :now and last_seen_at > :idle_since"
                ),
                {"digest": digest, "now": now, "idle_since": now - SESSION_IDLE},
            )
        ).one_or_none()
        if row is None:
            return None
        await enter_workspace(session, row.workspace_id)
        member = (
            await session.execute(
                text(
                    "select m.id, m.name, m.permissions,"
                    " w.second_step_required and m.second_step_since is null as second_step_due"
                    " from members m join workspaces w on w.id = m.workspace_id"
                    " where m.workspace_id = :workspace and m.id = :id and m.disabled_at is null"
                ),
                {"workspace": row.workspace_id, "id": row.member_id},
            )
        ).one_or_none()
        if member is None:
            return None
        if now - row.last_seen_at > SEEN_EVERY:
            await session.execute(
                text(
                    "update sessions set last_seen_at = :now"
                    " where workspace_id = :workspace and token_digest = :digest"
                ),
                {"workspace": row.workspace_id, "digest": digest, "now": now},
            )
        actor = Actor(
            kind="member",
            id=str(member.id),
            workspace_id=row.workspace_id,
            permissions=frozenset() if member.second_step_due else frozenset(member.permissions),
            name=member.name,
        )
        return _Known(actor, min(row.expires_at, now + SESSION_IDLE))


def held_by(kind: str, permissions: Iterable[str]) -> frozenset[str]:
    """What a key may do: a profile key stands in public apps, so it opens a profile's own things only."""
    return OWN.intersection(permissions) if kind == "profile" else frozenset(permissions)


def once_committed(ctx: Context, act: Callable[[], None]) -> None:
    """Calls `act` when the transaction of this context has been committed, and only then."""
    event.listen(ctx.db.sync_session, "after_commit", lambda _: act(), once=True)


async def keep_last_used(authenticate: KeyAuthenticator, *, every: float = LAST_USED_SECONDS) -> None:
    """Saves the last use of keys every so many seconds until it is cancelled, and then once more."""
    try:
        while True:
            await asyncio.sleep(every)
            await _save_if_possible(authenticate)
    finally:
        await _save_if_possible(authenticate)


async def _save_if_possible(authenticate: KeyAuthenticator) -> None:
    try:
        await authenticate.save_last_used()
    except Exception as error:
        if not is_unavailable(error):
            raise
        log.warning("last_used_not_saved", cause=type(error).__name__)


def _is_within(address: str, networks: tuple[str, ...]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return any(parsed in ip_network(network) for network in networks)
