"""Walks one profile through a workflow without waiting, counting or keeping anything."""

from dataclasses import dataclass, field
from uuid import UUID

from pydantic import JsonValue

from largesse.core.context import Actor, Context
from largesse.core.db import Database
from largesse.core.errors import InvalidError, NotFoundError
from largesse.core.templates import StopRender, TemplateError
from largesse.profiles.queries import find_profile
from largesse.workflows.checks import check_graph
from largesse.workflows.engine.calling import Calling
from largesse.workflows.engine.drive import drive
from largesse.workflows.engine.plans import LiveRun, Plans
from largesse.workflows.engine.rows import place_in_order
from largesse.workflows.graph import Graph, Plan, compile_plan
from largesse.workflows.paths import READY, WAITING, Effects, Occurrence, Path, Reply, Step, World, values_at
from largesse.workflows.queries import get_workflow
from largesse.workflows.schemas import JOURNEY_STATES, JourneyError, JourneyStep, TestInput, TestView
from largesse.workflows.services import Services

MOST_RESTS = 200


async def walk(
    database: Database, actor: Actor, workflow_id: UUID, test: TestInput, *, services: Services
) -> TestView:
    """The way a profile would take through the draft, or through a published version.

    Outgoing calls are answered with an empty 200 unless `send`; a wait meets the event that the test
    hands in for it, else its time is up. Everything is rolled back; no transaction is open over a call.
    InvalidError `graph_has_problems`, `unknown_trigger`; NotFoundError for workflow and profile.
    """
    walker = _Walker(database, actor, services, test)
    await walker.begin(workflow_id)
    while walker.open and walker.rests < MOST_RESTS:
        await walker.go_on()
    return walker.view()


@dataclass
class _Walker:
    database: Database
    actor: Actor
    services: Services
    test: TestInput
    open: list[Path] = field(default_factory=list)
    outcome: int = WAITING
    rests: int = 0
    effects: Effects = field(default_factory=Effects)
    run: LiveRun | None = None

    async def begin(self, workflow_id: UUID) -> None:
        """The path at its trigger."""
        async with self.database.context(self.actor.workspace_id, actor=self.actor) as ctx:
            plan, kind = await self._plan(ctx, workflow_id)
            steps = [step for step, _ in plan.starts if self.test.node in (None, step.node.id)]
            if not steps:
                raise InvalidError("unknown_trigger", f"There is no trigger {self.test.node}.")
            self.run = LiveRun(
                number=0,
                id=workflow_id,
                workflow_id=workflow_id,
                version=0,
                node=steps[0].index,
                running=True,
                trace_every=1,
                params={"kind": kind},
                plan=plan,
            )
            path = Path(
                run=0,
                id=0,
                profile_id=await self._profile(ctx) if kind == "profile" else 0,
                node=steps[0].index,
                status=READY,
                armed=await place_in_order(ctx),
                started_at=ctx.now,
                traced=True,
                event=self._event(steps[0].node.start_events(), ctx),
            )
            self.open = [path]

    async def go_on(self) -> None:
        """Up to the next rest of each open path, and over it."""
        run, paths = self._run, self.open
        mark = len(self.effects.rested)
        async with self.database.context(self.actor.workspace_id, actor=self.actor) as ctx:
            world = World(ctx, ctx.now, run.workflow_id, self.services, simulated=True)
            await drive(world, run, paths, self.effects)
            calling = Calling(self.services)
            rested = self.effects.rested[mark:]
            calls = [path for path in rested if path.status == READY]
            if self.test.send:
                await calling.prepare(ctx, run, calls)
            else:
                for path in calls:
                    path.reply = self._pretend(run.plan.steps[path.node], path)
            await ctx.db.rollback()
            now = ctx
        async for _ in calling.parts():
            pass
        for path in calls:  # a walk does not wait for a host that is left alone
            if path.reply is not None and path.reply.postponed is not None:
                path.reply = Reply(status=None, params={}, error="The host keeps failing and is left alone.")
        self.open = []
        for path in rested:
            self._pass(path, now)

    def view(self) -> TestView:
        """What came of it."""
        nodes = [step.node for step in self._run.plan.steps]
        return TestView(
            outcome=JOURNEY_STATES[self.outcome],
            steps=[
                JourneyStep(
                    at=None,
                    node=nodes[node].id,
                    title=nodes[node].title,
                    port=port,
                    event=event,
                    rendered=shown if isinstance(shown, dict) else None,
                )
                for _, node, port, event, shown in self.effects.trail
            ],
            errors=[
                JourneyError(at=path.started_at, node=nodes[node].id, final=final, error=error)
                for path, node, final, error in self.effects.errors
            ],
        )

    @property
    def _run(self) -> LiveRun:
        assert self.run is not None  # noqa: S101  begin() sets it
        return self.run

    def _pass(self, path: Path, ctx: Context) -> None:
        """Lets a path go on from its rest, or ends the walk there."""
        self.rests += 1
        self.outcome = path.status
        if path.status == READY:
            self.open.append(path)
        elif path.status == WAITING and not path.timed_out:
            event = self._event(self._run.plan.steps[path.node].node.event_names(), ctx)
            if event is not None and self.rests < MOST_RESTS // 2:
                path.offers = [event]
            else:
                path.timed_out = True
            self.open.append(path)

    def _event(self, names: frozenset[str], ctx: Context) -> Occurrence | None:
        for name in sorted(names):
            if name in self.test.events:
                return Occurrence(name=name, params=self.test.events[name], time=ctx.now, seq=2**62)
        return None

    def _pretend(self, step: Step, path: Path) -> Reply:
        given = self.test.events.get(step.node.answer_event(), {})
        try:
            call = step.node.call_for(path, values_at(step, path))
        except StopRender as stop:
            return Reply(status=None, params={}, skipped=str(stop))
        except TemplateError as error:
            return Reply(status=None, params={}, broken=str(error))
        shown: dict[str, JsonValue] = {
            "request": {"method": call.method, "url": call.origin + call.path},
            "simulated": True,
        }
        return Reply(status=200, params={"status": 200, "ok": True, **given}, shown=shown)

    async def _plan(self, ctx: Context, workflow_id: UUID) -> tuple[Plan, str]:
        row = await get_workflow(ctx, workflow_id)
        if self.test.version is not None:
            return await Plans().of_version(ctx, workflow_id, self.test.version), row.kind
        graph = Graph.model_validate(row.draft)
        problems = [problem for problem in check_graph(graph, row.kind) if not problem.is_warning]
        if problems:
            raise InvalidError(
                "graph_has_problems",
                f"The workflow cannot be walked: {len(problems)} problems, the first: {problems[0].message}",
                facts={"problems": [problem.model_dump() for problem in problems]},
            )
        return compile_plan(graph, {}), row.kind

    async def _profile(self, ctx: Context) -> int:
        if self.test.profile is None:
            raise InvalidError("profile_needed", "Name the profile to walk with.", pointer="/body/profile")
        found = await find_profile(ctx, self.test.profile)
        if found is None:
            raise NotFoundError("profile_not_found", "There is no such profile.")
        return found
