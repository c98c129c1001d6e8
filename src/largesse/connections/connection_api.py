"""Routes of stored connections."""

import time
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request

from largesse.accounts.permissions import Permission
from largesse.connections import connection_commands as commands
from largesse.connections import queries
from largesse.connections.addresses import AddressGuard, allowed_in
from largesse.connections.client import GuardedClient, OutgoingError
from largesse.connections.connection_schemas import (
    ConnectionInput,
    ConnectionPage,
    ConnectionPatch,
    ConnectionTestInput,
    ConnectionTestView,
    ConnectionView,
)
from largesse.connections.kinds import SftpConnection, WorkspaceKeyConnection
from largesse.connections.opened import OpenedConnection, open_connection
from largesse.connections.origins import host_of
from largesse.connections.sftp import list_sftp
from largesse.core.context import Context
from largesse.core.http import Caller, TransactionRoute, failures, requires, requires_caller
from largesse.core.settings import Settings

TAG: Final = "connections"
TEST_SECONDS: Final = 10.0
MOST_FILES: Final = 20

router = APIRouter(prefix="/v1/connections", route_class=TransactionRoute, tags=[TAG])

ConnectionId = Annotated[UUID, Path(description="Id of the connection.")]


@router.post("", status_code=201, operation_id="createConnection", responses=failures(409))
async def create_connection(
    connection: ConnectionInput,
    request: Request,
    ctx: Context = requires(Permission.CONNECTIONS_CONNECTION_CREATE),
) -> ConnectionView:
    """Store access to an outside system."""
    return await commands.create_connection(ctx, request.app.state.keyring, connection)


@router.get("", operation_id="listConnections")
async def list_connections(
    limit: Annotated[int, Query(ge=1, le=200, description="Items on the page.")] = 50,
    cursor: Annotated[UUID | None, Query(description="`next_cursor` of the page before.")] = None,
    ctx: Context = requires(Permission.CONNECTIONS_CONNECTION_READ),
) -> ConnectionPage:
    """List connections, newest first."""
    return await queries.list_connections(ctx, limit=limit, cursor=cursor)


@router.get("/{connection_id}", operation_id="getConnection", responses=failures(404))
async def get_connection(
    connection_id: ConnectionId, ctx: Context = requires(Permission.CONNECTIONS_CONNECTION_READ)
) -> ConnectionView:
    """Read a connection, without its secrets."""
    return queries.view_of_connection(await queries.get_connection(ctx, connection_id))


@router.patch("/{connection_id}", operation_id="changeConnection", responses=failures(404, 409))
async def change_connection(
    connection_id: ConnectionId,
    patch: ConnectionPatch,
    request: Request,
    ctx: Context = requires(Permission.CONNECTIONS_CONNECTION_UPDATE),
) -> ConnectionView:
    """Rename a connection, or replace its settings and secrets."""
    return await commands.change_connection(ctx, request.app.state.keyring, connection_id, patch)


@router.delete("/{connection_id}", status_code=204, operation_id="deleteConnection", responses=failures(404))
async def delete_connection(
    connection_id: ConnectionId, ctx: Context = requires(Permission.CONNECTIONS_CONNECTION_DELETE)
) -> None:
    """Remove a connection and its secrets."""
    await commands.delete_connection(ctx, connection_id)


@router.post("/{connection_id}/tests", operation_id="testConnection", responses=failures(404, 409))
async def try_connection(
    connection_id: ConnectionId,
    test: ConnectionTestInput,
    request: Request,
    caller: Caller = requires_caller(Permission.CONNECTIONS_CONNECTION_TEST_CREATE),
) -> ConnectionTestView:
    """Sign in with a connection now, and say what the other side answered."""
    # No transaction is held while the other side takes its time.
    async with caller.database.context(caller.actor.workspace_id, actor=caller.actor) as ctx:
        opened = await open_connection(ctx, request.app.state.keyring, connection_id)
    started = time.monotonic()
    status, reason, files = None, None, None
    try:
        if isinstance(opened.kind, SftpConnection):
            guard = AddressGuard(allowed_in(request.app.state.settings.outgoing_allow))
            files = await list_sftp(
                opened, test.path or ".", most=MOST_FILES, guard=guard, within_seconds=TEST_SECONDS
            )
        else:
            status = await _ask(opened, test.url, request.app.state.settings)
            reason = None if status < 400 else f"The other side answered {status}."
    except OutgoingError as error:
        reason = error.reason
    return ConnectionTestView(
        ok=reason is None,
        status=status,
        reason=reason,
        milliseconds=round((time.monotonic() - started) * 1000),
        files=files,
    )


async def _ask(opened: OpenedConnection, asked: str | None, settings: Settings) -> int:
    """The status of a GET; InvalidError when the credential is not meant for that address."""
    own_url, allow = settings.public_url.rstrip("/"), allowed_in(settings.outgoing_allow)
    if isinstance(opened.kind, WorkspaceKeyConnection):
        base, allow = own_url, (*allow, host_of(own_url))
    elif isinstance(opened.kind, SftpConnection):
        return 0
    else:
        base = opened.kind.base_url
    url = base + asked if asked is not None and asked.startswith("/") else asked or base
    headers = opened.headers_for(url, own_url=own_url)
    async with GuardedClient(allow=allow, timeout=TEST_SECONDS) as http:
        return (await http.request("GET", url, headers=headers)).status
