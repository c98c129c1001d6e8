"""What the first start on an empty database makes: a workspace, its first member and key, the demo shop."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from largesse.accounts.commands.workspaces import create_workspace
from largesse.cli.workspaces import make_first_member
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.seals import Keyring, keyring_from

EMAIL: Final = "admin@largesse.local"


@dataclass(frozen=True, slots=True)
class FirstStart:
    """How to sign in; password and key are None when the database was in use before."""

    email: str
    password: str | None = None
    api_key: str | None = None


async def prepare(database_url: str, secret_key: str, data: Path, *, demo: bool) -> FirstStart:
    """Makes the first workspace unless there is one; the demo shop too when asked."""
    database = Database(database_url, pool_size=2)
    await database.open()
    try:
        return await _prepare(database, keyring_from(secret_key), FileStore(data / "files"), demo=demo)
    finally:
        await database.close()


async def _prepare(database: Database, keyring: Keyring, files: FileStore, *, demo: bool) -> FirstStart:
    if await database.workspace_ids():
        return FirstStart(EMAIL)
    async with database.session() as session:
        ctx = await create_workspace(session, "Demo shop" if demo else "My shop", now=database.clock())
        made = await make_first_member(ctx, keyring, EMAIL)
    if demo:
        seed = import_module("largesse.demo").seed_demo  # most of the product, which other starts do without
        await seed(database, ctx.workspace_id, keyring, files)
    return FirstStart(EMAIL, made["password"], made["api_key"])
