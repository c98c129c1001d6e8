"""Handbills, exposures and sets, written as rows."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from sqlalchemy import text

from largesse.core.context import Context
from largesse.core.db import dump_json
from largesse.events.commands import emit

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SEED = 20261121
SHARES = {None: 2000, "A": 4000, "B": 4000}


def definition(shares: Mapping[str | None, int], **fields: object) -> dict[str, Any]:
    """A published definition, as far as results look at it."""
    return {
        "variants": [{"name": name, "share": share} for name, share in shares.items() if name is not None],
        "control_share": shares.get(None, 0),
        "activity": {"type": "relative", "days": 7},
        **fields,
    }


async def a_handbill(ctx: Context, *versions: Mapping[str, object]) -> UUID:
    """A handbill with these definitions published one after another."""
    made = uuid4()
    values = {"workspace": ctx.workspace_id, "id": made, "now": ctx.now}
    await ctx.db.execute(
        text(
            "insert into handbills (workspace_id, id, name, type, status, definition, salt, created_at,"
            " created_by, updated_at)"
            " values (:workspace, :id, 'Six', 'mobile', 'published', '{}', 's', :now, 'test', :now)"
        ),
        values,
    )
    for number, version in enumerate(versions, start=1):
        await ctx.db.execute(
            text(
                "insert into handbill_versions (workspace_id, handbill_id, version, definition, layout,"
                " published_at, published_by)"
                " values (:workspace, :id, :version, :definition, '[]', :now, 'test')"
            ),
            {**values, "version": number, "definition": dump_json(version)},
        )
    return made


async def expose(
    ctx: Context,
    handbill: UUID,
    profile: int,
    variant: str | None,
    *promotions: UUID,
    version: int = 1,
    again: bool = False,
) -> None:
    """What the first look of a customer writes: membership, his set, and the event of it."""
    found = {
        "workspace": ctx.workspace_id,
        "handbill": handbill,
        "profile": profile,
        "variant": variant,
        "version": version,
        "now": ctx.now,
        "ends": ctx.now + 7 * DAY,
        "set": uuid4(),
    }
    if not again:
        await ctx.db.execute(
            text(
                "insert into handbill_members (workspace_id, handbill_id, profile_id, variant, version,"
                " since) values (:workspace, :handbill, :profile, :variant, :version, :now)"
            ),
            found,
        )
    if variant is not None and not promotions:
        return  # without offers there is no set
    await ctx.db.execute(
        text(
            "insert into handbill_sets (workspace_id, id, handbill_id, profile_id, version, variant,"
            " starts_at, ends_at, assigned_at)"
            " values (:workspace, :set, :handbill, :profile, :version, :variant, :now, :ends, :now)"
        ),
        found,
    )
    for place, promotion in enumerate(promotions):
        await ctx.db.execute(
            text(
                "insert into handbill_items (workspace_id, set_id, place, slot, promotion_id)"
                " values (:workspace, :set, :place, 0, :promotion)"
            ),
            {**found, "place": place, "promotion": promotion},
        )
    if promotions:
        told = {"handbill_id": handbill, "variant": variant, "promotions": list(promotions)}
        await emit(ctx, "handbill.assign", told, profile_id=profile)


async def results_of(client: httpx.AsyncClient, handbill: UUID, **params: str) -> dict[str, Any]:
    """What the route answers."""
    answer = await client.get(f"/v1/handbills/{handbill}/results", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
