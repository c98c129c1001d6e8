"""Makes the things tests need by the product's own commands."""

from collections.abc import Iterable
from uuid import UUID

from largesse.accounts.commands import create_key
from largesse.accounts.permissions import ALL
from largesse.accounts.schemas import KeyInput
from largesse.core.context import Actor
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.vouchers.commands.codes import add_code
from largesse.vouchers.commands.pools import create_pool
from largesse.vouchers.schemas import CodeInput, PoolInput


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


async def a_pool(
    database: Database, workspace_id: UUID, *, codes: int = 0, name: str = "Test pool", **settings: object
) -> UUID:
    """A pool with so many codes, named by their number."""
    async with database.context(workspace_id) as ctx:
        pool = await create_pool(ctx, PoolInput.model_validate({"name": name, **settings}))
    for number in range(1, codes + 1):
        async with database.context(workspace_id) as ctx:
            await add_code(ctx, pool.id, CodeInput(code=f"{pool.id.hex[-8:]}-{number:05}"))
    return pool.id
