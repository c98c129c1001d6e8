"""Synerise's promotion settings of a workspace: one object, put whole and read whole."""

from pydantic import JsonValue
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import JsonObject, dump_json


async def read_settings(ctx: Context) -> dict[str, JsonValue]:
    """The object as it was put last; empty where none was."""
    found: dict[str, JsonValue] | None = await ctx.db.scalar(
        text("select settings from synerise_settings where workspace_id = :workspace"),
        {"workspace": ctx.workspace_id},
    )
    return found or {}


async def put_settings(ctx: Context, settings: JsonObject) -> None:
    """Puts the whole object in place of the one before."""
    await ctx.db.execute(
        text(
            "insert into synerise_settings (workspace_id, settings, updated_at)"
            " values (:workspace, cast(:settings as jsonb), :now) on conflict (workspace_id)"
            " do update set settings = excluded.settings, updated_at = excluded.updated_at"
        ),
        {"workspace": ctx.workspace_id, "settings": dump_json(settings), "now": ctx.now},
    )
