"""`largesse members`: the operator's way back for a member who lost everything."""

import asyncio
import json
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from largesse.accounts.commands.second_step import begin_second_step, confirm_second_step
from largesse.accounts.one_time_codes import code_at, step_at
from largesse.accounts.permissions import ALL
from largesse.cli.commands import app as commands
from largesse.core.context import Actor
from largesse.core.db import Database
from largesse.core.seals import Keyring
from tests.factories import a_member

PASSWORD = "correct horse battery"


async def test_a_member_who_lost_everything_signs_in_again(
    app: FastAPI,
    database: Database,
    database_url: str,
    workspace_id: UUID,
    keyring: Keyring,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    member = await a_member(database, workspace_id, email=f"{workspace_id}@example.com")
    actor = Actor(kind="member", id=str(member.id), workspace_id=workspace_id, permissions=ALL)
    async with database.context(workspace_id, actor=actor) as ctx:
        secret = (await begin_second_step(ctx, keyring, PASSWORD)).secret
        await confirm_second_step(ctx, keyring, code_at(secret, step_at(ctx.now)))
    monkeypatch.setenv("DATABASE_URL", database_url)
    ran = await asyncio.to_thread(
        CliRunner().invoke, commands, ["members", "rescue", member.email.upper(), "--json"]
    )
    assert ran.exit_code == 0, ran.output
    told = json.loads(ran.output)
    assert told["workspaces"] == [str(workspace_id)]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://largesse") as browser:
        answer = await browser.post(
            "/v1/sessions", json={"email": member.email, "password": told["password"]}
        )
        assert answer.status_code == 201
        assert answer.json()["member"]["second_step_since"] is None


def test_an_unknown_e_mail_is_told(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    ran = CliRunner().invoke(commands, ["members", "rescue", "nobody@nowhere.example"])
    assert ran.exit_code != 0
    assert "No member has the e-mail" in ran.output
