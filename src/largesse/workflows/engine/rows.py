"""Journeys between the table and memory: paths from rows, with the profiles and events they carry."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson
from asyncpg import Record

from largesse.core.context import Context
from largesse.core.db import driver_connection
from largesse.workflows.engine.plans import LiveRun
from largesse.workflows.paths import Occurrence, Path

COLUMNS: Final = (
    "j.id, j.run, j.profile_id, j.armed, j.due_at, j.started_at, j.node, j.status, j.attempt, j.lane, j.ctx"
)
PROFILE: Final = (
    "select id, uuid, custom_id, email, phone, attributes, tags, agreements from profiles"
    " where workspace_id = $1 and id = any($2::bigint[])"
)
# Rows are found by their keys, whatever the statistics of a table say that was filled a moment ago.
BY_KEY: Final = "select " + ", ".join(
    f"set_config('enable_{way}', 'off', true)" for way in ("hashjoin", "mergejoin", "seqscan")
)


async def by_key(ctx: Context) -> None:
    """Lets the rest of the transaction find rows by index only."""
    driver = await driver_connection(ctx.db)
    await driver.execute(BY_KEY)


async def place_in_order(ctx: Context) -> int:
    """Events written from now on come after this place in the order of events; nobody is given it twice.

    By it the visits of a node are told apart, also where no event is ever written between two of them.
    """
    driver = await driver_connection(ctx.db)
    place: int = await driver.fetchval("select nextval('event_order')")
    return place


def read_path(row: Record, run: LiveRun) -> Path:
    """A path as its row has it."""
    path = Path(
        run=row["run"],
        id=row["id"],
        profile_id=row["profile_id"],
        node=row["node"],
        status=row["status"],
        armed=row["armed"],
        started_at=row["started_at"],
        due_at=row["due_at"],
        attempt=row["attempt"],
        lane=row["lane"],
        traced=run.traces(row["id"]),
    )
    if row["ctx"] is not None:
        _recall(path, row["ctx"])
    return path


def carried(path: Path, run: LiveRun) -> str | None:
    """What a resting path must remember, as JSON; None when nothing."""
    step = run.plan.steps[path.node]
    kept: dict[str, Any] = {}
    if step.keeps_event and path.event is not None:
        event = path.event
        kept["event"] = {
            "id": event.id,
            "name": event.name,
            "time": event.time,
            "params": event.params,
        }
    if step.keeps_steps and path.steps:
        every = "*" in step.keeps_steps
        kept["steps"] = {
            title: value for title, value in path.steps.items() if every or title in step.keeps_steps
        }
    if path.memory:
        kept["memory"] = path.memory
    return orjson.dumps(kept, default=str).decode() if kept else None


async def load_customers(ctx: Context, paths: Sequence[Path]) -> None:
    """Gives each path of a profile its customer, if it has none yet; that of an erased one stays without."""
    wanted = {path.profile_id for path in paths if path.profile_id and path.customer is None}
    if not wanted:
        return
    driver = await driver_connection(ctx.db)
    rows = await driver.fetch(PROFILE, ctx.workspace_id, sorted(wanted))
    customers = {row["id"]: customer_of(row) for row in rows}
    for path in paths:
        if path.customer is None:
            path.customer = customers.get(path.profile_id)


def customer_of(row: Record) -> dict[str, object]:
    """A profile as templates read it: its attributes, and its identifiers under their usual names."""
    return {
        **row["attributes"],
        "id": row["id"],
        "clientId": row["id"],
        "uuid": str(row["uuid"]),
        "custom_id": row["custom_id"] or "",
        "customId": row["custom_id"] or "",
        "custom_identify": row["custom_id"] or "",
        "email": row["email"] or "",
        "phone": row["phone"] or "",
        "tags": row["tags"],
    }


def by_run(paths: Iterable[Path]) -> dict[int, list[Path]]:
    """Paths of each run."""
    found: dict[int, list[Path]] = {}
    for path in paths:
        found.setdefault(path.run, []).append(path)
    return found


def _recall(path: Path, kept: dict[str, Any]) -> None:
    event = kept.get("event")
    if event is not None:
        path.event = Occurrence(
            name=event["name"],
            params=event["params"],
            time=datetime.fromisoformat(event["time"]),
            id=UUID(event["id"]) if event["id"] else None,
        )
    path.steps = kept.get("steps", {})
    path.memory = kept.get("memory", {})
