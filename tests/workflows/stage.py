"""A stage for journeys: an engine whose calls are answered in process, walked by hand until nothing moves."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from pydantic import JsonValue

from largesse.connections.client import Answer, OutgoingError
from largesse.core.context import Context
from largesse.core.db import Database, driver_connection
from largesse.core.files import FileStore
from largesse.core.seals import Keyring
from largesse.events.commands import Received, receive
from largesse.profiles.commands import Saved, save_profiles
from largesse.profiles.schemas import ProfileInput
from largesse.workflows.commands.definitions import create_workflow
from largesse.workflows.commands.files import keep_file
from largesse.workflows.commands.publications import publish
from largesse.workflows.commands.runs import run_now
from largesse.workflows.engine.due import move_due
from largesse.workflows.engine.engine import Engine
from largesse.workflows.engine.entry import LANES
from largesse.workflows.engine.keeper import keep_workspace
from largesse.workflows.engine.lanes import advance_lane
from largesse.workflows.engine.match import match_events
from largesse.workflows.engine.schedules import fire_schedules
from largesse.workflows.schemas import JourneyPath, RunView, WorkflowInput
from largesse.workflows.services import Services
from largesse.workflows.statistics import list_journeys, list_runs, view_journey, view_run

EXAMPLES = Path(__file__).parents[2] / "examples" / "workflows"

Answering = Callable[[str, str, bytes | None], Answer | OutgoingError]


class Desk:
    """Answers calls in process; it has the one method of the guarded client that nodes use."""

    def __init__(self, answer: Answering) -> None:
        self.answer = answer
        self.calls: list[tuple[str, str, Mapping[str, str]]] = []

    async def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        redirects: int = 0,
    ) -> Answer:
        del redirects
        self.calls.append((method, url, headers or {}))
        answer = self.answer(method, url, body)
        if isinstance(answer, OutgoingError):
            raise answer
        return answer


def as_json(value: object, status: int = 200) -> Answer:
    """An answer with a JSON body."""
    return Answer(status=status, headers={"Content-Type": "application/json"}, body=orjson.dumps(value))


class Stage:
    """One workspace with an engine of its own."""

    def __init__(
        self, database: Database, workspace_id: UUID, folder: Path, *, answer: Answering | None = None
    ) -> None:
        self.database = database
        self.workspace_id = workspace_id
        self.desk = Desk(answer or (lambda *_: as_json({})))
        self.engine = Engine(
            database,
            Services(
                keyring=Keyring(b"\x5e" * 32),
                files=FileStore(folder),
                http=self.desk,  # type: ignore[arg-type]  # has what nodes call
                own_http=self.desk,  # type: ignore[arg-type]  # has what nodes call
                clock=database.clock,
                api_url="http://largesse",
                public_url="http://largesse",
            ),
        )

    def context(self) -> Any:  # noqa: ANN401  as Database.context
        return self.database.context(self.workspace_id)

    async def publish(self, workflow: Mapping[str, Any]) -> UUID:
        """Creates and publishes a workflow."""
        async with self.context() as ctx:
            view = await create_workflow(ctx, WorkflowInput.model_validate(workflow))
            await publish(ctx, view.id)
            return view.id

    async def run(self, workflow_id: UUID) -> UUID:
        """Begins a run by hand."""
        async with self.context() as ctx:
            return await run_now(ctx, workflow_id)

    async def settle(self, most: int = 200) -> None:
        """Does what workers do until nothing moves any more at this moment of the clock."""
        for _ in range(most):
            moved = await fire_schedules(self.database)
            for run, lane in await self._lanes():
                moved += await advance_lane(self.engine, self.workspace_id, run, lane, seconds=30)
            moved += await match_events(self.engine, self.workspace_id, seconds=30)
            moved += await move_due(self.engine, self.workspace_id, seconds=30)
            hints = await keep_workspace(self.database, self.workspace_id)
            if not moved and not hints:
                return
        msg = "the stage does not come to rest"
        raise AssertionError(msg)

    async def view(self, workflow_id: UUID, run_id: UUID | None = None) -> RunView:
        """A run, or the only one of the workflow."""
        async with self.context() as ctx:
            if run_id is None:
                [run_id] = [run.id for run in (await list_runs(ctx, workflow_id, limit=9)).items]
            return await view_run(ctx, workflow_id, run_id)

    async def entered(self, workflow_id: UUID, run_id: UUID | None = None) -> dict[str, int]:
        """How many paths came to each node, where any came."""
        view = await self.view(workflow_id, run_id)
        return {node.node: node.entered for node in view.nodes if node.entered}

    async def journeys(self, workflow_id: UUID, run_id: UUID | None = None) -> list[JourneyPath]:
        """The journeys of a run with their steps and errors."""
        view = await self.view(workflow_id, run_id)
        async with self.context() as ctx:
            page = await list_journeys(ctx, workflow_id, view.id, limit=200)
            return [await view_journey(ctx, workflow_id, view.id, item.id) for item in page.items]

    async def profiles(self, *names: str, **fields: object) -> list[int]:
        """Profiles of these names with the same fields; their numbers."""
        items = [ProfileInput.model_validate({"custom_id": name, **fields}) for name in names]
        async with self.context() as ctx:
            saved = await save_profiles(ctx, items)
            return [item.id for item in saved if isinstance(item, Saved)]

    async def upload(self, content: bytes) -> str:
        """Id of an uploaded file."""
        stored = self.engine.services.files.save_blocks(self.workspace_id, [content])
        async with self.context() as ctx:
            await keep_file(ctx, stored, name="upload.csv")
        return str(stored.id)

    async def receive(self, profile_id: int, name: str, **params: JsonValue) -> None:
        """An event from outside."""
        async with self.context() as ctx:
            await receive(ctx, [Received(name, profile_id, params)])

    async def rows(self, sql: str, *args: object) -> list[Any]:
        """Rows of a statement whose first argument is the workspace."""
        async with self.context() as ctx:
            return await driver_rows(ctx, sql, *args)

    def restart(self) -> None:
        """Another process, which knows only what is in the database."""
        self.engine = Engine(self.database, self.engine.services)

    async def _lanes(self) -> list[tuple[int, int]]:
        async with self.context() as ctx:
            rows = await driver_rows(
                ctx, "select number from workflow_runs where workspace_id = $1 and state = 'running'"
            )
        return [(row["number"], lane) for row in rows for lane in range(LANES)]


async def driver_rows(ctx: Context, sql: str, *args: object) -> list[Any]:
    """Rows of a statement whose first argument is the workspace."""
    return list(await (await driver_connection(ctx.db)).fetch(sql, ctx.workspace_id, *args))


def example(name: str) -> dict[str, Any]:
    """A shipped workflow."""
    read: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text())
    return read
