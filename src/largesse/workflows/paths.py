"""Journeys in memory: where each stands, what it carries, and what a batch of them does.

A node moves every path of its batch on, or lets it rest; nothing here touches the database. What a batch
did stands in its Effects and is written in one transaction by `engine/write_back.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from pydantic import JsonValue

from largesse.core.context import Context
from largesse.core.templates import StopRender, TemplateError
from largesse.messages.commands import NewMessage

if TYPE_CHECKING:
    from uuid import UUID

    from largesse.workflows.node import Node
    from largesse.workflows.services import Services

READY: Final = 0
WAITING: Final = 1
RETRY: Final = 2
ENDED: Final = 4
DEAD: Final = 5
STOPPED: Final = 6
OPEN_BELOW: Final = 4

# How many paths of a run came to a node ('+'), left it by a port, or what befell them there ('!...').
Counts = Counter[tuple[int, int, str]]

MOST_HOPS: Final = 500
MOST_TEXT: Final = 2000


@dataclass(slots=True)
class Occurrence:
    """An event as paths see it; `seq` is its place in the order of events, known once it is written."""

    name: str
    params: Mapping[str, JsonValue]
    time: datetime
    id: UUID | None = None
    seq: int | None = None
    _values: dict[str, object] | None = None

    @property
    def values(self) -> dict[str, object]:
        """What templates read as `event`."""
        if self._values is None:
            self._values = {
                "name": self.name,
                "action": self.name,
                "params": self.params,
                "time": self.time.isoformat(),
            }
        return self._values


@dataclass(frozen=True, slots=True)
class Reply:
    """What an outgoing call brought: an answer, or the reason why there is none.

    `skipped` and `broken` say why nothing was asked: a template stopped, or could not be rendered. With
    `postponed` the host is left alone until then, and the try does not count.
    """

    status: int | None
    params: Mapping[str, JsonValue]
    error: str | None = None
    temporary: bool = False
    retry_at: datetime | None = None
    shown: Mapping[str, JsonValue] | None = None
    skipped: str | None = None
    broken: str | None = None
    postponed: datetime | None = None


@dataclass(slots=True)
class Step:
    """A node of a published version with its edges; `edges` leads from a port to the next step's number."""

    index: int
    node: Node
    edges: Mapping[str, int]
    keeps_event: bool = True
    keeps_steps: frozenset[str] = frozenset()
    remembers: bool = True


@dataclass(slots=True)
class Path:
    """One journey while it is driven; what was loaded is kept beside it for compare-and-set."""

    run: int
    id: int
    profile_id: int
    node: int
    status: int
    armed: int | Occurrence
    started_at: datetime
    due_at: datetime | None = None
    attempt: int = 0
    lane: int = 0
    event: Occurrence | None = None
    steps: dict[str, object] = field(default_factory=dict)
    memory: dict[str, JsonValue] = field(default_factory=dict)
    offers: list[Occurrence] = field(default_factory=list)
    own: list[Occurrence] = field(default_factory=list)
    customer: Mapping[str, object] | None = None
    reply: Reply | None = None
    timed_out: bool = False
    traced: bool = False
    is_new: bool = False
    hops: int = 0
    shown: dict[str, JsonValue] | None = None
    workspace: Mapping[str, object] = field(default_factory=dict)
    loaded: tuple[int, int, int, int] = (0, 0, 0, 0)
    loaded_due: datetime | None = None

    def __post_init__(self) -> None:
        if isinstance(self.armed, int):
            self.loaded = (self.node, self.status, self.armed, self.attempt)
        self.loaded_due = self.due_at

    @property
    def has_changed(self) -> bool:
        """Whether it stands elsewhere, or otherwise, than when it was loaded."""
        return (
            self.hops > 0
            or self.loaded != (self.node, self.status, self.armed, self.attempt)
            or self.due_at != self.loaded_due
        )

    @property
    def key(self) -> str:
        """Names this visit of this node: the same after a crash or a retry, another one in the next round."""
        return f"{self.run}-{self.id}-{self.node}-{self.loaded[2]}-{self.hops}"


@dataclass(frozen=True, slots=True)
class Emitted:
    """An event that a path wrote; a scoped one is offered to this path only."""

    path: Path
    event: Occurrence
    scoped: bool


@dataclass(slots=True)
class Effects:
    """What driving a batch did, to be written at once."""

    rested: list[Path] = field(default_factory=list)
    emitted: list[Emitted] = field(default_factory=list)
    messages: list[NewMessage] = field(default_factory=list)
    counts: Counts = field(default_factory=Counter)
    errors: list[tuple[Path, int, bool, str]] = field(default_factory=list)
    trail: list[tuple[Path, int, str | None, dict[str, object] | None, JsonValue]] = field(
        default_factory=list
    )
    enders: list[Path] = field(default_factory=list)


@dataclass(slots=True)
class World:
    """Where a batch is driven: its transaction and moment; `simulated` in test runs, which leave no trace."""

    ctx: Context
    now: datetime
    workflow_id: UUID
    services: Services
    direct: bool = True
    simulated: bool = False

    @property
    def workspace(self) -> Mapping[str, object]:
        """What templates read as `workspace`."""
        return {"id": str(self.ctx.workspace_id), "url": self.services.public_url.rstrip("/")}


def values_at(step: Step, path: Path) -> dict[str, object]:
    """What templates of a node may read for a path that stands there."""
    event = path.event
    values: dict[str, object] = {
        "event": event.values if event is not None else {},
        "automationPathSteps": path.steps,
        "currentStep": {"name": step.node.title, "id": step.node.id},
        "workspace": path.workspace,
    }
    if path.customer is not None:
        values["customer"] = values["client"] = path.customer
    return values


def let_die(effects: Effects, path: Path, error: str) -> None:
    """A path that cannot go on is dead where it stands, with its error."""
    for what in ("!dead", "!ended", "!stayed"):
        effects.counts[path.run, path.node, what] += 1
    effects.errors.append((path, path.node, True, error[:MOST_TEXT]))
    path.status, path.due_at = DEAD, None
    effects.rested.append(path)


class Batch:
    """The paths that stand at one node now, and what the node may do with each."""

    def __init__(self, world: World, effects: Effects, step: Step, paths: Sequence[Path]) -> None:
        self.world = world
        self.effects = effects
        self.step = step
        self.paths = paths
        self.moved: list[Path] = []

    @property
    def ctx(self) -> Context:
        """The transaction of the batch."""
        return self.world.ctx

    @property
    def now(self) -> datetime:
        """The moment of the batch."""
        return self.world.now

    def values(self, path: Path) -> dict[str, object]:
        """What templates of this node may read for this path."""
        return values_at(self.step, path)

    def each(self, act: Callable[[Path], None]) -> None:
        """Does this for every path; one whose template fails is set aside and holds nobody up."""
        for path in self.paths:
            try:
                act(path)
            except StopRender as stop:
                self.skip(path, str(stop))
            except TemplateError as error:
                self.bury(path, str(error))

    def go(self, path: Path, port: str = "default") -> None:
        """Moves a path through a port; it ends where the port leads nowhere."""
        step, counts = self.step, self.effects.counts
        counts[path.run, step.index, port] += 1
        self._trail(path, port)
        path.attempt = 0
        path.reply = None
        path.timed_out = False
        path.due_at = None
        path.hops += 1
        target = step.edges.get(port)
        if target is None:
            self._rest(path, ENDED)
        elif path.hops > MOST_HOPS:
            self.bury(path, f"The path goes in circles: {MOST_HOPS} nodes without a rest.")
        else:
            path.node = target
            counts[path.run, target, "+"] += 1
            self.moved.append(path)

    def wait(self, path: Path, until: datetime) -> None:
        """Lets a path rest until an event wakes it, or this moment comes."""
        path.due_at = until
        path.offers.clear()
        self._rest(path, WAITING)

    def put_off(self, path: Path) -> None:
        """Lets a path rest before its node, which needs the world outside the transaction first."""
        path.due_at = None
        self._rest(path, READY)

    def retry(self, path: Path, at: datetime, error: str) -> None:
        """Tries the node again at that moment."""
        path.attempt += 1
        path.due_at, path.armed = at, path.loaded[2]  # the key of a repetition is that of the first try
        path.reply = None
        self.effects.counts[path.run, self.step.index, "!retried"] += 1
        self.effects.errors.append((path, self.step.index, False, error[:MOST_TEXT]))
        self._rest(path, RETRY)

    def postpone(self, path: Path, at: datetime) -> None:
        """Comes back to the node at that moment; this was no try."""
        path.due_at, path.armed = at, path.loaded[2]
        path.reply = None
        self._rest(path, RETRY)

    def emit(
        self, path: Path, name: str, params: Mapping[str, JsonValue], *, scoped: bool = False
    ) -> Occurrence:
        """Writes an event of the path's profile, and offers it to the path's next wait."""
        event = Occurrence(name=name, params=params, time=self.now)
        self.effects.emitted.append(Emitted(path, event, scoped))
        path.own.append(event)
        if self.world.direct:
            path.offers.append(event)
        self.remember(path, event)
        return event

    def send(self, message: NewMessage) -> None:
        """Queues a message; a test run only shows it."""
        if not self.world.simulated:
            self.effects.messages.append(message)

    def remember(self, path: Path, event: Occurrence) -> None:
        """Keeps the event under the node's title for `automationPathSteps`, if a template reads it."""
        if self.step.remembers:
            path.steps[self.step.node.title] = {"event": event.values}

    def show(self, path: Path, **rendered: JsonValue) -> None:
        """Notes what was rendered, for the trail of this path."""
        if path.traced or self.world.simulated:
            path.shown = {**(path.shown or {}), **rendered}

    def fail(self, path: Path, error: str, *, port: str = "default") -> None:
        """An action that did not come off: by the failed port if there is one, else on as if it had."""
        self.effects.counts[path.run, self.step.index, "!failed"] += 1
        self.effects.errors.append((path, self.step.index, False, error[:MOST_TEXT]))
        self.show(path, error=error[:MOST_TEXT])
        self.go(path, "failed" if "failed" in self.step.edges else port)

    def skip(self, path: Path, reason: str) -> None:
        """Goes on without the action."""
        self.effects.counts[path.run, self.step.index, "!skipped"] += 1
        self.show(path, skipped=reason[:MOST_TEXT])
        self.go(path)

    def limit(self, path: Path) -> None:
        """Goes on without the action, because the node has acted as often as it may for now."""
        self.effects.counts[path.run, self.step.index, "!limited"] += 1
        self.show(path, skipped="The limit of this node is reached.")
        self.go(path)

    def bury(self, path: Path, error: str) -> None:
        """A path that cannot go on: by the failed port if there is one, else it is dead, with its error."""
        if "failed" in self.step.edges and path.hops <= MOST_HOPS:
            self.fail(path, error)
            return
        self.effects.counts[path.run, self.step.index, "!dead"] += 1
        self.effects.errors.append((path, self.step.index, True, error[:MOST_TEXT]))
        self.effects.counts[path.run, self.step.index, "!stayed"] += 1
        self.show(path, error=error[:MOST_TEXT])
        self._trail(path, None)
        self._rest(path, DEAD)

    def end(self, path: Path) -> None:
        """Ends a path here."""
        self.effects.counts[path.run, self.step.index, "!stayed"] += 1
        self._trail(path, None)
        self._rest(path, ENDED)

    def branch(self, path: Path, port: str, *, new_id: int) -> None:
        """A second path of the same journey, which leaves by this port."""
        path.memory.setdefault("origin", path.id)  # by which the paths of a journey know each other
        twin = Path(
            run=path.run,
            id=new_id,
            profile_id=path.profile_id,
            node=path.node,
            status=READY,
            armed=path.loaded[2],
            started_at=path.started_at,
            lane=path.lane,
            event=path.event,
            steps=dict(path.steps),
            memory=dict(path.memory),
            offers=list(path.offers),
            customer=path.customer,
            traced=path.traced,
            is_new=True,
            hops=path.hops,
        )
        twin.armed = path.armed
        self.effects.counts[path.run, self.step.index, "!branched"] += 1
        self.go(twin, port)

    def _rest(self, path: Path, status: int) -> None:
        path.status = status
        if status >= OPEN_BELOW:
            self.effects.counts[path.run, self.step.index, "!ended"] += 1
        self.effects.rested.append(path)

    def _trail(self, path: Path, port: str | None) -> None:
        if path.traced or self.world.simulated:
            event = path.event.values if path.event is not None else None
            self.effects.trail.append((path, self.step.index, port, event, path.shown))
            path.shown = None
