"""Makes the things tests need by the product's own commands."""

from collections.abc import Iterable
from uuid import UUID

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from largesse.accounts.commands.keys import create_key
from largesse.accounts.commands.members import create_member
from largesse.accounts.permissions import ALL
from largesse.accounts.schemas import KeyInput, MemberInput, MemberView
from largesse.core.context import Actor
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.vouchers.commands.codes import add_code
from largesse.vouchers.commands.pools import create_pool
from largesse.vouchers.commands.stock import close_pool, open_pool
from largesse.vouchers.schemas import CodeInput, PoolInput

PASSWORD = "correct horse battery"


async def a_key(
    database: Database,
    workspace_id: UUID,
    keyring: Keyring,
    *,
    permissions: Iterable[str] = ALL,
    **fields: object,
) -> str:
    """The secret of a new API key."""
    actor = Actor(kind="system", id="system", workspace_id=workspace_id, permissions=ALL)
    async with database.context(workspace_id, actor=actor) as ctx:
        key = KeyInput.model_validate({"name": "Test key", "permissions": list(permissions), **fields})
        return (await create_key(ctx, keyring, key)).secret


async def a_member(
    database: Database,
    workspace_id: UUID,
    *,
    email: str,
    password: str = PASSWORD,
    permissions: Iterable[str] = ALL,
) -> MemberView:
    """A member who can sign in."""
    actor = Actor(kind="system", id="system", workspace_id=workspace_id, permissions=ALL)
    async with database.context(workspace_id, actor=actor) as ctx:
        return await create_member(
            ctx,
            MemberInput.model_validate(
                {"email": email, "password": password, "permissions": list(permissions)}
            ),
        )


async def a_clerk(
    app: FastAPI, database: Database, workspace_id: UUID, email: str
) -> tuple[str, httpx.AsyncClient]:
    """The id of a member, and the client that he is signed in with."""
    member = await a_member(database, workspace_id, email=email, password=PASSWORD)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    clerk = httpx.AsyncClient(transport=transport, base_url="https://largesse.test")
    await sign_in(clerk, email, workspace_id)
    return str(member.id), clerk


async def sign_in(clerk: httpx.AsyncClient, email: str, workspace_id: UUID) -> None:
    """To this workspace: other tests have members with the same e-mail."""
    presented = {"email": email, "password": PASSWORD, "workspace_id": str(workspace_id)}
    signed = await clerk.post("/v1/sessions", json=presented)
    assert signed.is_success, signed.text
    clerk.headers["X-CSRF-Token"] = signed.json().get("csrf_token", "")


async def a_pool(
    database: Database, workspace_id: UUID, *, codes: int = 0, name: str = "Test pool", **settings: object
) -> UUID:
    """A pool with so many codes, named by their number."""
    async with database.context(workspace_id) as ctx:
        pool = await create_pool(ctx, PoolInput.model_validate({"name": name, **settings}))
    await add_codes(database, workspace_id, pool.id, numbers=range(1, codes + 1))
    return pool.id


async def add_codes(
    database: Database, workspace_id: UUID, pool_id: UUID, *, numbers: Iterable[int], **fields: object
) -> None:
    """Adds codes with these numbers in their names; a_pool takes the numbers from 1 on."""
    for number in numbers:
        async with database.context(workspace_id) as ctx:
            code = CodeInput.model_validate({"code": f"{pool_id.hex[-8:]}-{number:05}", **fields})
            await add_code(ctx, pool_id, code)


async def add_many(database: Database, workspace_id: UUID, pool_id: UUID, count: int) -> None:
    """Adds so many codes in one transaction, named by their position."""
    async with database.context(workspace_id) as ctx:
        opened = await open_pool(ctx, pool_id)
        await ctx.db.execute(
            text(
                "insert into codes (workspace_id, pool_id, position, code, created_at)"
                " select :workspace, :pool, n, upper(:stem || lpad(n::text, 8, '0')), :now"
                " from generate_series(cast(:first as bigint), :last) n"
            ),
            {
                "workspace": workspace_id,
                "pool": pool_id,
                "stem": f"{pool_id.hex[-8:]}-",
                "first": opened.tail + 1,
                "last": opened.tail + count,
                "now": ctx.now,
            },
        )
        await close_pool(ctx, opened, {None: count})
