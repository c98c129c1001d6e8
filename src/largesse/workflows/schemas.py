"""What crosses the wire about workflows."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictInt

from largesse.core.drafts import BasedOn, DraftTag
from largesse.messages.templates.schemas import SampleEvent
from largesse.profiles.schemas import Identifier
from largesse.workflows.durations import Duration
from largesse.workflows.graph import Graph

Kind = Literal["profile", "business"]
State = Literal["draft", "active", "paused", "stopped"]
RunState = Literal["running", "paused", "finished", "stopped"]
JourneyState = Literal["ready", "waiting", "retry", "ended", "dead", "stopped"]
JOURNEY_STATES: dict[int, JourneyState] = {
    0: "ready",
    1: "waiting",
    2: "retry",
    4: "ended",
    5: "dead",
    6: "stopped",
}

WorkflowName = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$")]


class Capping(BaseModel):
    """How often a profile may begin."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    starts: StrictInt = Field(ge=1, le=1000)
    per: Duration


class WorkflowSettings(BaseModel):
    """Limits and tracing of a workflow."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    open_paths: StrictInt | None = Field(
        default=1, ge=1, le=1000, description="Journeys that a profile may have open; null: any number."
    )
    capping: Capping | None = Field(default=None, description="How often a profile may begin.")
    trace: Literal["automatic", "all", "sample", "off"] = Field(
        default="automatic",
        description="Of which journeys each step is kept: `automatic` keeps all of small runs and of those"
        " that begin with events, and one in a hundred of large runs.",
    )


class WorkflowInput(BaseModel):
    """A new workflow; its graph may still have faults."""

    model_config = ConfigDict(extra="forbid")

    name: WorkflowName
    description: str = Field(default="", max_length=2000, pattern=r"^[^\x00]*$")
    kind: Kind = Field(default="profile", description="Whether journeys are those of profiles.")
    settings: WorkflowSettings = WorkflowSettings()
    graph: Graph = Graph()


class WorkflowPatch(BaseModel):
    """Changes of a workflow; what is left out stays, and so does what was published."""

    model_config = ConfigDict(extra="forbid")

    name: WorkflowName | None = None
    description: str | None = Field(default=None, max_length=2000, pattern=r"^[^\x00]*$")
    kind: Kind | None = None
    settings: WorkflowSettings | None = None
    graph: Graph | None = None
    based_on: BasedOn = None


class WorkflowView(BaseModel):
    """A workflow."""

    id: UUID
    name: str
    description: str
    kind: Kind
    state: State
    settings: WorkflowSettings
    graph: dict[str, Any] = Field(description="The draft.")
    draft_tag: DraftTag
    active_version: int | None
    has_changes: bool = Field(description="Whether the draft differs from the version that runs.")
    problem_count: int = Field(
        description="What keeps the draft from being published, as far as it shows itself."
    )
    next_run_at: datetime | None = Field(description="When the next run begins by the clock.")
    last_run: "RunSummary | None" = Field(description="The latest run that began.")
    created_at: datetime
    updated_at: datetime


class WorkflowPage(BaseModel):
    """A page of workflows, newest first."""

    items: list[WorkflowView]
    next_cursor: str | None
    has_more: bool


class GraphProblem(BaseModel):
    """What keeps a workflow from being published."""

    node: str | None = Field(description="Id of the node, if it is one node's.")
    field: str | None = Field(default=None, description="The setting.")
    code: str
    message: str
    facts: dict[str, str | int | float] = Field(
        default={}, description="What the message names, such as `port`, to say it in another language."
    )
    is_warning: bool = Field(default=False, description="A warning does not keep it from being published.")


class CheckView(BaseModel):
    """All problems of a draft."""

    is_publishable: bool
    problems: list[GraphProblem]


class VersionView(BaseModel):
    """A published version."""

    model_config = ConfigDict(from_attributes=True)

    version: int
    published_at: datetime
    published_by: str
    graph: dict[str, Any]
    settings: dict[str, Any]
    webhooks: dict[str, str] = Field(
        default={}, description="Address of each Incoming Integration, by the id of its node."
    )


class VersionPage(BaseModel):
    """Published versions, latest first."""

    items: list[VersionView]


class ScheduleView(BaseModel):
    """When a trigger begins its next run."""

    node: str
    next_at: datetime | None
    last_at: datetime | None
    skipped: int = Field(description="Runs that were due while the system was down and were left out.")
    in_words: str


class RunInput(BaseModel):
    """Begins a run now."""

    model_config = ConfigDict(extra="forbid")

    node: str | None = Field(
        default=None, max_length=40, description="The trigger; needed if there are several."
    )


class NodeCounts(BaseModel):
    """How many paths came to a node and what became of them."""

    node: str
    title: str
    type: str
    entered: int
    left: dict[str, int] = Field(description="By port.")
    waiting: int = Field(description="Those that stand here now.")
    failed: int
    retried: int
    skipped: int
    dead: int


class VersionCounts(BaseModel):
    """What happened at the nodes of a version in the last hours; `waiting` is as of now."""

    version: int
    hours: int
    since: datetime = Field(description="Beginning of the first hour that is counted.")
    runs: int = Field(description="Runs that began since.")
    started: int = Field(description="Journeys that began.")
    ended: int
    dead: int
    nodes: list[NodeCounts]


class RunView(BaseModel):
    """A run with the counts of its nodes."""

    id: UUID
    workflow_id: UUID
    version: int
    kind: Literal["audience", "scheduled", "events"]
    state: RunState
    trigger: str
    scheduled_for: datetime | None
    started_at: datetime
    started_by: str
    finished_at: datetime | None
    started: int = Field(description="Journeys that began.")
    open: int = Field(description="Paths that go on. A journey that branches has several, each counted.")
    ended: int = Field(description="Paths that came to their end.")
    dead: int = Field(description="Paths that ended by an error.")
    nodes: list[NodeCounts]


class RunSummary(BaseModel):
    """A run in a list."""

    id: UUID
    version: int
    kind: Literal["audience", "scheduled", "events"]
    state: RunState
    scheduled_for: datetime | None
    started_at: datetime
    finished_at: datetime | None


class RunPage(BaseModel):
    """A page of runs, newest first."""

    items: list[RunSummary]
    next_cursor: str | None
    has_more: bool


class JourneyView(BaseModel):
    """Where a journey stands."""

    id: int
    run_id: UUID
    profile_id: int | None
    state: JourneyState
    node: str
    started_at: datetime
    due_at: datetime | None
    attempt: int
    error: str | None


class JourneyPage(BaseModel):
    """A page of journeys in the order they began."""

    items: list[JourneyView]
    next_cursor: str | None
    has_more: bool


class JourneyStep(BaseModel):
    """One step of a journey: the node it passed, by which port, with which event, and what was rendered."""

    at: datetime | None
    node: str
    title: str
    port: str | None
    event: dict[str, Any] | None
    rendered: dict[str, Any] | None


class JourneyError(BaseModel):
    """What went wrong at a node."""

    at: datetime
    node: str
    final: bool
    error: str


class JourneyPath(JourneyView):
    """A journey with all its steps, as far as they were traced, and its errors."""

    is_traced: bool
    steps: list[JourneyStep]
    errors: list[JourneyError]


class TestInput(BaseModel):
    """Walks a profile through the draft; waits are skipped and nothing is counted."""

    __test__ = False  # pytest would take the name for a test class

    model_config = ConfigDict(extra="forbid")

    profile: Identifier | None = None
    version: StrictInt | None = Field(
        default=None, ge=1, description="A published version instead of the draft."
    )
    node: str | None = Field(default=None, max_length=40, description="The trigger to begin with.")
    send: bool = Field(default=False, description="Whether outgoing calls are really made.")
    events: dict[str, dict[str, JsonValue]] = Field(
        default={}, max_length=20, description="Params of events that waits shall meet, by name."
    )


class NodePreviewInput(BaseModel):
    """Settings of a node, and for whom its texts are rendered."""

    model_config = ConfigDict(extra="forbid")

    node: dict[str, JsonValue] = Field(description="The node with its settings, as in a graph.")
    profile: Identifier | None = Field(default=None, description="Without one, the customer is empty.")
    event: SampleEvent | None = Field(default=None, description="The event that the texts read.")


class RenderedText(BaseModel):
    """How the text of a setting comes out, or why it does not."""

    field: str = Field(examples=["mail.subject"])
    value: Any = Field(description="A text, or JSON where the setting is JSON; null when it has a fault.")
    problem: str | None
    missing: list[str] = Field(description="Attributes that are read and that this customer does not have.")


class NodePreview(BaseModel):
    """How the texts of a node come out for one customer. Codes in them are samples: none is drawn."""

    texts: list[RenderedText]
    problems: list[GraphProblem]


class TestView(BaseModel):
    """The way a profile would take."""

    __test__ = False  # pytest would take the name for a test class

    outcome: JourneyState
    steps: list[JourneyStep]
    errors: list[JourneyError]


class FileView(BaseModel):
    """A file that was uploaded for workflows."""

    id: UUID
    name: str = Field(description="As it was called where it came from.")
    size: int = Field(description="In bytes.")
    sha256: str = Field(description="In hexadecimal.")
    created_at: datetime
