"""The alert graph on a stage for fault tests: its people, its run, and what it left in the database."""

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import asyncpg

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.workflows.commands.definitions import create_workflow
from largesse.workflows.commands.publications import publish
from largesse.workflows.commands.runs import run_now
from largesse.workflows.schemas import WorkflowInput
from tests.faults.journeys import Aftermath, Call, Expectation, JourneyRow

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "workflows" / "voucher_pool_alert.json"
ANSWERED: Final = "webhook.response"
COUNTED: Final = "custom.event"
LOW_EVERY: Final = 4
OUTSIDERS: Final = "outsider-"
SUBJECT: Final = re.compile(r"Voucher pool (\S+) is running low")
PEOPLE: Final = (
    "insert into profiles (workspace_id, uuid, custom_id, attributes, created_at, updated_at)"
    " select $1, gen_random_uuid(), coalesce(pool, $5::text || n), case when pool is null then '{}' else"
    " jsonb_build_object('voucherpool_id', pool, 'firstname', pool) end, now(), now()"
    " from (select n, case when n % $3::bigint = 0 then $4::text || n / $3::bigint end as pool"
    "  from generate_series($3::bigint, $2::bigint * $3::bigint + $3::bigint - 1) n) people"
)


@dataclass(frozen=True)
class Scene:
    """A published alert workflow in a workspace of its own, with the names of its audience."""

    workspace_id: UUID
    workflow_id: UUID
    people: tuple[str, ...]
    low_every: int = LOW_EVERY


def is_low(name: str, every: int = LOW_EVERY) -> bool:
    """Each `every`-th pool has fewer codes left than it should."""
    number = name.rpartition("-")[2]
    return number.isdecimal() and int(number) % every == 0


def alert_graph(
    url: str, *, low_wait: int = 600, attempts: int = 4, schedule: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The shipped alert with another system's counts; waits in seconds."""
    workflow: dict[str, Any] = json.loads(EXAMPLE.read_text())
    nodes = {node["id"]: node for node in workflow["graph"]["nodes"]}
    nodes["audience"]["schedule"] = schedule or {
        "type": "every",
        "unit": "days",
        "times_of_day": ["03:00"],
        "zone": "UTC",
    }
    nodes["count"] |= {
        "endpoint": url + "/count/{{client.voucherpool_id}}",
        "auth": {"type": "none"},
        "attempts": attempts,
    }
    nodes["low"]["period"] = {"count": low_wait, "unit": "seconds"}
    return workflow


async def set_up(
    database: Database, owner_url: str, workflow: dict[str, Any], *, people: int, every: int = 1
) -> Scene:
    """A new workspace with so many pools, each `every`-th profile one, and the workflow published."""
    async with database.session() as session:
        workspace_id = (await create_workspace(session, "Fault shop", now=database.clock())).workspace_id
    owner = await asyncpg.connect(owner_url)
    try:
        await owner.execute(PEOPLE, workspace_id, people, every, "pool-", OUTSIDERS)
        await owner.execute("analyze profiles")
    finally:
        await owner.close()
    async with database.context(workspace_id) as ctx:
        view = await create_workflow(ctx, WorkflowInput.model_validate(workflow))
        await publish(ctx, view.id)
    return Scene(workspace_id, view.id, tuple(f"pool-{number}" for number in range(1, people + 1)))


async def begin(database: Database, scene: Scene) -> None:
    """Starts a run by hand."""
    async with database.context(scene.workspace_id) as ctx:
        await run_now(ctx, scene.workflow_id)


def expected_of(scene: Scene, *, kills: int = 0, repeats: int = 0, called: bool = True) -> Expectation:
    """What the alert does when every count comes through."""
    everybody = frozenset(scene.people)
    low = frozenset(name for name in everybody if is_low(name, scene.low_every))
    return Expectation(
        ends={name: "end" if name in low else "enough" for name in everybody},
        mailed=low,
        events={ANSWERED: everybody, COUNTED: everybody},
        called=everybody if called else None,
        kills=kills,
        repeats=repeats,
    )


async def read_aftermath(owner_url: str, scene: Scene, calls: Iterable[Call] = ()) -> Aftermath:
    """What the database says, read past row-level security."""
    owner = await asyncpg.connect(owner_url)
    try:
        return await _read(owner, scene, list(calls))
    finally:
        await owner.close()


async def is_over(owner: asyncpg.Connection, scene: Scene, *, sent: bool) -> bool:
    """Whether the run is finished, and every message is `sent`."""
    over: bool = await owner.fetchval(
        "select exists (select from workflow_runs where workspace_id = $1)"
        " and not exists (select from workflow_runs where workspace_id = $1 and state = 'running')"
        " and not ($2 and exists (select from messages where workspace_id = $1 and state = 'queued'))",
        scene.workspace_id,
        sent,
    )
    return over


async def _read(owner: asyncpg.Connection, scene: Scene, calls: Sequence[Call]) -> Aftermath:
    workspace = scene.workspace_id
    graph = await owner.fetchval(
        "select graph::text from workflow_versions where workspace_id = $1 and workflow_id = $2",
        workspace,
        scene.workflow_id,
    )
    nodes = [node["id"] for node in json.loads(graph)["nodes"]]
    journeys = await owner.fetch(
        "select j.id, coalesce(p.custom_id, '?') as name, j.node, j.status from journeys j"
        " left join profiles p on p.workspace_id = j.workspace_id and p.id = j.profile_id"
        " where j.workspace_id = $1",
        workspace,
    )
    events = await owner.fetch(
        "select coalesce(p.custom_id, '?') as profile, e.name, count(*) as n from events e"
        " left join profiles p on p.workspace_id = e.workspace_id and p.id = e.profile_id"
        " where e.workspace_id = $1 group by 1, 2",
        workspace,
    )
    mails = await owner.fetch("select dedupe_key, subject from messages where workspace_id = $1", workspace)
    stats = await owner.fetch(
        "select node, what, sum(n)::bigint as n from node_stats where workspace_id = $1 group by 1, 2",
        workspace,
    )
    runs = await owner.fetch("select state from workflow_runs where workspace_id = $1", workspace)
    return Aftermath(
        journeys=[JourneyRow(row["id"], row["name"], nodes[row["node"]], row["status"]) for row in journeys],
        events={(row["profile"], row["name"]): row["n"] for row in events},
        mails=[(row["dedupe_key"], named(row["subject"])) for row in mails],
        stats={(nodes[row["node"]], row["what"]): row["n"] for row in stats},
        calls=calls,
        pending=await owner.fetchval("select count(*) from event_pending where workspace_id = $1", workspace),
        runs=[row["state"] for row in runs],
        ranges_left=await owner.fetchval(
            "select count(*) from workflow_ranges where workspace_id = $1 and entered is null", workspace
        ),
    )


def named(subject: str) -> str:
    """The pool that a mail is about."""
    found = SUBJECT.search(subject)
    return found[1] if found else subject


async def end_leases(owner_url: str, workspaces: Collection[UUID]) -> None:
    """Lets the time pass after which a dead worker's lanes are free."""
    owner = await asyncpg.connect(owner_url)
    try:
        await owner.execute(
            "update workflow_lanes set leased_until = clock_timestamp() - interval '1 second'"
            " where workspace_id = any($1) and owner is not null",
            list(workspaces),
        )
    finally:
        await owner.close()
