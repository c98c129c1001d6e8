"""`largesse workspaces`: makes tenants straight in the database."""

import asyncio
import secrets
from typing import Annotated, Literal

import typer

from largesse.accounts.commands.keys import create_key
from largesse.accounts.commands.members import create_member
from largesse.accounts.commands.workspaces import create_workspace
from largesse.accounts.permissions import ALL
from largesse.accounts.schemas import KeyInput, MemberInput
from largesse.cli.answers import say, say_json
from largesse.cli.operate import settings_with_database
from largesse.core.context import Context
from largesse.core.db import Database
from largesse.core.seals import Keyring, keyring_from

workspaces = typer.Typer(help="Make workspaces.", no_args_is_help=True)


@workspaces.callback()
def _keep_as_group() -> None:
    """Make workspaces."""


@workspaces.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Name of the shop or brand.")],
    email: Annotated[str, typer.Option(help="Its first member, who gets every permission.")],
    time_zone: Annotated[str, typer.Option(help="IANA zone of its days.")] = "UTC",
    case_policy: Annotated[
        Literal["insensitive", "sensitive"],
        typer.Option(help="Whether codes differ by case; fixed for good."),
    ] = "insensitive",
    json: Annotated[bool, typer.Option("--json", help="Print one JSON line.")] = False,
) -> None:
    """Make a workspace in the database of DATABASE_URL; password and key are shown this once."""
    settings = settings_with_database()
    keyring = keyring_from(settings.secret_key.get_secret_value())

    async def make() -> dict[str, str]:
        database = Database(settings.database_url, pool_size=1)
        try:
            async with database.session() as session:
                ctx = await create_workspace(
                    session, name, now=database.clock(), time_zone=time_zone, case_policy=case_policy
                )
                return await make_first_member(ctx, keyring, email)
        finally:
            await database.close()

    made = asyncio.run(make())
    if json:
        say_json(made)
    else:
        for key, value in made.items():
            say(f"{key:>14}  {value}")


async def make_first_member(ctx: Context, keyring: Keyring, email: str) -> dict[str, str]:
    """A member and a key with every permission in a new workspace, and how to sign in with them."""
    password = secrets.token_urlsafe(12)
    key = await create_key(ctx, keyring, KeyInput(name="First key", permissions=sorted(ALL)))
    await create_member(ctx, MemberInput(email=email, password=password, permissions=sorted(ALL)))
    return {
        "workspace_id": str(ctx.workspace_id),
        "email": email,
        "password": password,
        "api_key": key.secret,
    }
