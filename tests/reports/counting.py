"""What the tests of reports share: a shop in Warsaw whose clock is set, and a plain recount of its rows."""

from collections import defaultdict
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import text

from largesse.core.db import Database
from largesse.reports.jobs import count_workspace
from tests.conftest import SetClock

WARSAW = ZoneInfo("Europe/Warsaw")


async def live_in(database: Database, workspace_id: UUID, zone: str = "Europe/Warsaw") -> None:
    """Gives the workspace its time zone."""
    async with database.session(workspace_id) as session:
        await session.execute(
            text("update workspaces set time_zone = :zone where id = :id"),
            {"zone": zone, "id": workspace_id},
        )


def at(clock: SetClock, moment: str, zone: ZoneInfo = WARSAW, *, fold: int = 0) -> datetime:
    """Sets the clock to what clocks of the zone show."""
    clock.now = datetime.fromisoformat(moment).replace(tzinfo=zone, fold=fold)
    return clock.now


async def counted(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient, path: str, **query: str
) -> Any:  # noqa: ANN401
    """A report whose days were all counted just now."""
    await count_workspace(database, workspace_id, from_scratch=True)
    return await told(client, path, **query)


async def told(client: httpx.AsyncClient, path: str, **query: str) -> Any:  # noqa: ANN401
    """A report as it is."""
    answer = await client.get(f"/v1/reports/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def recount(
    database: Database, workspace_id: UUID, zone: ZoneInfo
) -> dict[tuple[date, str], dict[str, int]]:
    """Redemptions, rollbacks, discount and revenue of each day and currency: plainly, row by row."""
    found: dict[tuple[date, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    async with database.context(workspace_id) as ctx:
        redemptions = (
            await ctx.db.execute(text("select * from redemptions where redeemed_at is not null"))
        ).mappings()
        items = (await ctx.db.execute(text("select * from redemption_items"))).mappings().all()
        ledger = (
            (await ctx.db.execute(text("select * from redemption_ledger where kind = 'rollback'")))
            .mappings()
            .all()
        )
        for row in redemptions:
            of_day = found[row["redeemed_at"].astimezone(zone).date(), row["currency"]]
            if row["state"] == 3:
                of_day["rolled_back"] += 1
                continue
            refunds = sum(
                entry["params"].get("refund", 0) for entry in ledger if entry["redemption_id"] == row["id"]
            )
            of_day["redemptions"] += 1
            of_day["discount"] += sum(
                item["discount"] - item["rolled_back"] for item in items if item["redemption_id"] == row["id"]
            )
            of_day["revenue"] += row["initial"] - row["discount"] - refunds
    return {key: dict(values) for key, values in found.items()}
