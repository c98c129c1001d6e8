"""`largesse keys`: makes and lists API keys straight in the database."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from largesse.accounts.commands.keys import create_key
from largesse.accounts.permissions import ALL, Permission
from largesse.accounts.queries import list_keys
from largesse.accounts.schemas import KeyInput
from largesse.cli.answers import fail, say, say_json
from largesse.core.context import Actor, Context
from largesse.core.db import APP_ROLE, Database, is_unavailable
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.seals import Keyring, key_in, keyring_from
from largesse.core.settings import Settings

Result = TypeVar("Result")

keys = typer.Typer(help="Make and list API keys.", no_args_is_help=True)

Data = Annotated[Path, typer.Option(help="Folder of `largesse up`; not used when DATABASE_URL is set.")]


@keys.command("create")
def create(
    name: Annotated[str, typer.Option(help="What the key is for.")],
    permission: Annotated[list[str] | None, typer.Option(help="A permission; repeat for more.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every permission there is.")] = False,
    data: Data = Path("data"),
    json: Annotated[bool, typer.Option("--json", help="Print one JSON line.")] = False,
) -> None:
    """Make an API key; its secret is shown this once."""
    permissions = sorted(ALL) if everything else permission or []
    unknown = sorted(set(permissions) - ALL)
    if unknown:
        fail(f"There is no permission {', '.join(unknown)}. The catalogue: largesse keys permissions")

    async def make(ctx: Context, keyring: Keyring) -> None:
        key = await create_key(
            ctx, keyring, KeyInput.model_validate({"name": name, "permissions": permissions})
        )
        if json:
            say_json(key.model_dump(mode="json"))
        else:
            say(key.secret)

    _in_first_workspace(data, make)


@keys.command("list")
def show(data: Data = Path("data")) -> None:
    """List the keys, never their secrets."""

    async def tell(ctx: Context, _: Keyring) -> None:
        page = await list_keys(ctx, limit=200)
        table = Table("Id", "Name", "Begins with", "Last used", "State")
        for key in page.items:
            state = "revoked" if key.revoked_at else "active"
            table.add_row(str(key.id), key.name, key.prefix, str(key.last_used_at or "never"), state)
        Console().print(table)

    _in_first_workspace(data, tell)


@keys.command("permissions")
def permissions_catalogue() -> None:
    """List every permission with what it opens."""
    table = Table("Permission", "Opens")
    for permission in Permission:
        table.add_row(permission.value, permission.help)
    Console().print(table)


def _in_first_workspace(data: Path, act: Callable[[Context, Keyring], Awaitable[Result]]) -> Result:
    settings = Settings()
    url = settings.database_url or EmbeddedPostgres(data.resolve() / "postgres").dsn(user=APP_ROLE)
    secret = settings.secret_key.get_secret_value() or key_in(data.resolve())

    async def run() -> Result:
        database = Database(url, pool_size=1)
        try:
            workspaces = await database.workspace_ids()
            if not workspaces:
                fail("There is no workspace yet. Start `largesse up` once.")
            actor = Actor(kind="system", id="cli", workspace_id=workspaces[0], permissions=ALL)
            async with database.context(workspaces[0], actor=actor) as ctx:
                return await act(ctx, keyring_from(secret))
        finally:
            await database.close()

    try:
        return asyncio.run(run())
    except Exception as error:
        if is_unavailable(error):
            fail(f"The database of {data} does not answer. Is `largesse up` running?")
        raise
