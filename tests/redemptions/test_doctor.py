"""`largesse doctor`: says what is wrong and where, and ends with 1."""

import asyncio
import json
from pathlib import Path
from uuid import UUID, uuid4

from click.testing import Result
from typer.testing import CliRunner

from largesse.cli.commands import app
from largesse.core.db import Database
from tests.redemptions.accounts import points
from tests.redemptions.made import a_customer, write


def doctor(database_url: str, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["doctor", *arguments], env={"DATABASE_URL": database_url})


async def test_the_command_says_what_is_wrong_and_where(
    database: Database, database_url: str, workspace_id: UUID
) -> None:
    only = ["--workspace", str(workspace_id)]
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 10)
    well = await asyncio.to_thread(doctor, database_url, *only)
    assert (well.exit_code, well.stdout) == (0, "1 workspaces looked at, 0 of them with something wrong.\n")
    await write(database, workspace_id, "update points_accounts set balance = 9")
    ill = await asyncio.to_thread(doctor, database_url, *only)
    assert ill.exit_code == 1
    assert f"Workspace {workspace_id}:\n  points of profile {profile}: the balance is 9" in ill.stdout
    told = json.loads((await asyncio.to_thread(doctor, database_url, *only, "--json")).stdout)
    assert (told["workspaces"], list(told["broken"])) == (1, [str(workspace_id)])


async def test_the_command_looks_at_every_workspace(
    database: Database, database_url: str, workspace_id: UUID
) -> None:
    profile = await a_customer(database, workspace_id)
    await points(database, workspace_id, profile, 10)
    await write(database, workspace_id, "update points_accounts set balance = 9")
    answer = await asyncio.to_thread(doctor, database_url, "--json")
    told = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert len(told["broken"][str(workspace_id)]) == 1
    assert told["workspaces"] >= 1


async def test_the_command_refuses_a_workspace_that_is_not_there(database_url: str) -> None:
    answer = await asyncio.to_thread(doctor, database_url, "--workspace", str(uuid4()))
    assert answer.exit_code == 1
    assert "does not exist" in answer.stderr


def test_the_command_says_so_when_there_is_no_database(tmp_path: Path) -> None:
    answer = doctor("", "--data", str(tmp_path))
    assert answer.exit_code == 1
    assert "does not answer" in answer.stderr
