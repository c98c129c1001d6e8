"""Stored connections made ready for use: unsealed, and still bound to the hosts they are meant for."""

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select

from largesse.connections.kinds import ConnectionKind, SftpConnection, WorkspaceKeyConnection
from largesse.connections.models import Connection
from largesse.connections.queries import connections_named
from largesse.core.context import Context
from largesse.core.errors import ConflictError, InvalidError, NotFoundError
from largesse.core.seals import Keyring

_KINDS: TypeAdapter[ConnectionKind] = TypeAdapter(ConnectionKind)


@dataclass(frozen=True, slots=True)
class OpenedConnection:
    """A connection with its secret, good for as long as it takes to use it; it shows nothing of it."""

    id: UUID
    name: str
    kind: ConnectionKind = field(repr=False)

    def headers_for(self, url: str, *, own_url: str | None = None) -> dict[str, str]:
        """The headers that sign a call to this URL; `own_url` is where this installation answers itself.

        InvalidError when the credential is not meant for the URL's host, or signs no HTTP calls at all.
        """
        if self.kind.allows(url, own_url=own_url):
            return self.kind.headers()
        if isinstance(self.kind, SftpConnection):
            raise InvalidError(
                "connection_not_http",
                f"The connection {self.name!r} is an SFTP server and signs no HTTP calls. Choose another.",
            )
        if isinstance(self.kind, WorkspaceKeyConnection):
            raise InvalidError(
                "connection_host_not_allowed",
                f"The connection {self.name!r} holds a key of this workspace, which is sent to this "
                "installation only: give a path such as /v1/pools, without a host.",
            )
        raise InvalidError(
            "connection_host_not_allowed",
            f"The connection {self.name!r} is meant for {self.kind.base_url}; its credential is not sent to "
            "another host. Call that host, or add yours to the connection's `allowed_hosts`.",
        )


async def open_connection(ctx: Context, keyring: Keyring, reference: UUID | str) -> OpenedConnection:
    """The connection of that id, or of that name, with its secret unsealed.

    NotFoundError; ConflictError when the secret was sealed under another key or no longer fits its kind.
    """
    row = (await connections_named(ctx, [str(reference)])).get(str(reference))
    if row is None:
        raise NotFoundError(
            "connection_not_found", f"There is no connection {str(reference)!r} in this workspace."
        )
    secrets = json.loads(keyring.unseal(row.secret_sealed))
    try:
        kind = _KINDS.validate_python({**row.settings, **secrets, "type": row.type})
    except ValidationError as error:
        wrong = "; ".join(".".join(map(str, item["loc"])) for item in error.errors())
        raise ConflictError(
            "connection_unusable",
            f"The connection {row.name!r} cannot be used as it is stored ({wrong}). Enter it again.",
        ) from None
    return OpenedConnection(id=row.id, name=row.name, kind=kind)


async def existing_connections(ctx: Context, ids: Collection[UUID]) -> set[UUID]:
    """Those of the ids that are connections of this workspace."""
    if not ids:
        return set()
    query = select(Connection.id).where(
        Connection.workspace_id == ctx.workspace_id, Connection.id.in_(list(ids))
    )
    return set((await ctx.db.scalars(query)).all())
