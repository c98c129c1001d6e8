"""`largesse doctor`: looks whether counters, ledgers and rows agree, in every workspace."""

import asyncio
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from largesse.cli.answers import fail, say, say_json
from largesse.core.db import APP_ROLE, Database, is_unavailable
from largesse.core.errors import NotFoundError
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.settings import Settings
from largesse.redemptions.checks import broken


def doctor(
    data: Annotated[
        Path, typer.Option(help="Folder of `largesse up`; not used when DATABASE_URL is set.")
    ] = Path("data"),
    workspace: Annotated[UUID | None, typer.Option(help="Only this workspace; default: all.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON line.")] = False,
) -> None:
    """Check that counters, ledgers and rows of every workspace agree; changes nothing, ends with 1 if not."""
    url = Settings().database_url or EmbeddedPostgres(data.resolve() / "postgres").dsn(user=APP_ROLE)
    try:
        found = asyncio.run(_look(url, workspace))
    except NotFoundError as error:
        fail(error.detail)
    except Exception as error:
        if is_unavailable(error):
            fail(f"The database of {data} does not answer. Is `largesse up` running?")
        raise
    ill = {str(workspace_id): problems for workspace_id, problems in found.items() if problems}
    if json:
        say_json({"workspaces": len(found), "broken": ill})
    else:
        for workspace_id, problems in ill.items():
            say(f"Workspace {workspace_id}:")
            for problem in problems:
                say(f"  {problem}")
        say(f"{len(found)} workspaces looked at, {len(ill)} of them with something wrong.")
    if ill:
        raise SystemExit(1)


async def _look(url: str, workspace: UUID | None) -> dict[UUID, list[str]]:
    database = Database(url, pool_size=1)
    try:
        found = {}
        for workspace_id in [workspace] if workspace else await database.workspace_ids():
            async with database.context(workspace_id) as ctx:
                found[workspace_id] = await broken(ctx)
        return found
    finally:
        await database.close()
