"""Writes events in the transaction of what they tell."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import dump_json


async def emit(
    ctx: Context, name: str, params: Mapping[str, object], *, profile_id: int | None = None
) -> UUID:
    """Adds an event, and hands it to the slices above that listen to its name; returns its id."""
    event_id: UUID = (
        await ctx.db.execute(
            text(
                "select events_emit(:workspace, :name, :profile, cast(:params as jsonb), :source, :now) as id"
            ),
            {
                "workspace": ctx.workspace_id,
                "name": name,
                "profile": profile_id,
                "params": dump_json(dict(params)),
                "source": ctx.actor.label,
                "now": ctx.now,
            },
        )
    ).scalar_one()
    return event_id
