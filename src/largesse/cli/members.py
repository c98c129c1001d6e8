"""`largesse members`: helps a member who cannot sign in, straight in the database."""

import asyncio
import secrets
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy import select

from largesse.accounts.commands.members import set_password
from largesse.accounts.commands.second_step import remove_second_step
from largesse.accounts.models import Member
from largesse.accounts.permissions import ALL
from largesse.cli.answers import fail, say, say_json
from largesse.core.context import Actor
from largesse.core.db import APP_ROLE, Database, is_unavailable
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.settings import Settings

members = typer.Typer(help="Help members who cannot sign in.", no_args_is_help=True)


@members.callback()
def _keep_as_group() -> None:
    """Help members who cannot sign in."""


@members.command("rescue")
def rescue(
    email: Annotated[str, typer.Argument(help="Of the member who cannot sign in.")],
    data: Annotated[
        Path, typer.Option(help="Folder of `largesse up`; not used when DATABASE_URL is set.")
    ] = Path("data"),
    json: Annotated[bool, typer.Option("--json", help="Print one JSON line.")] = False,
) -> None:
    """Give a member a new password and take the second step away, in every workspace of that e-mail."""
    url = Settings().database_url or EmbeddedPostgres(data.resolve() / "postgres").dsn(user=APP_ROLE)
    password = secrets.token_urlsafe(12)
    try:
        rescued = asyncio.run(_rescue(url, email.strip().lower(), password))
    except Exception as error:
        if is_unavailable(error):
            fail("The database does not answer. Is `largesse up` running, or DATABASE_URL right?")
        raise
    if not rescued:
        fail(f"No member has the e-mail {email}.")
    if json:
        say_json({"email": email, "password": password, "workspaces": [str(found) for found in rescued]})
    else:
        say(f"{email} signs in with {password} and sets a second step up anew. All sessions have ended.")


async def _rescue(url: str, email: str, password: str) -> list[UUID]:
    database = Database(url, pool_size=1)
    rescued = []
    try:
        for workspace_id in await database.workspace_ids():
            actor = Actor(kind="system", id="cli", workspace_id=workspace_id, permissions=ALL)
            async with database.context(workspace_id, actor=actor) as ctx:
                found = select(Member).where(Member.workspace_id == workspace_id, Member.email == email)
                member = (await ctx.db.scalars(found)).one_or_none()
                if member is None:
                    continue
                await set_password(ctx, member.id, password)
                if member.second_step_since is not None:
                    await remove_second_step(ctx, member.id)
                rescued.append(workspace_id)
    finally:
        await database.close()
    return rescued
