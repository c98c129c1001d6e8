"""What every node is: a frozen class whose fields are its settings and whose docstring is its help text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt

from largesse.core.templates import Structure, Template, Uses
from largesse.workflows.calls import Call
from largesse.workflows.paths import Batch, Path

Group = Literal["trigger", "condition", "flow", "action", "file"]
PROFILE, BUSINESS = "profile", "business"

NodeId = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$", examples=["count"])]
Title = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]*\S[^\x00-\x1f]*$")]


class Position(BaseModel):
    """Where the node stands on the canvas, in pixels."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    x: StrictInt | StrictFloat
    y: StrictInt | StrictFloat


@dataclass(frozen=True, slots=True)
class Fault:
    """What keeps a node from being published, at a setting of it, and how to mend it."""

    code: str
    message: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """Something outside that a node uses: what kind of thing, its name or id, at which setting."""

    kind: str
    ref: str
    field: str


class Node(BaseModel):
    """Settings that every node has."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: ClassVar[Group]
    name: ClassVar[str]
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE, BUSINESS})
    # Whether the node needs the world outside first; then `call` is run without a transaction.
    calls: ClassVar[bool] = False
    # Whether a path may rest here, so that a circle of nodes is no endless one.
    rests: ClassVar[bool] = False
    # Whether the node looks at written events; those of its batch are written before it does.
    reads_events: ClassVar[bool] = False
    # Whether the node replaces the event that later nodes read.
    replaces_event: ClassVar[bool] = False
    ends: ClassVar[bool] = False

    id: NodeId = Field(description="Unique within the workflow; edges name it.")
    title: Title = Field(description="Unique within the workflow; `automationPathSteps['title']` reads it.")
    position: Position | None = Field(default=None, description="Where it stands on the canvas.")

    def ports(self) -> tuple[str, ...]:
        """The ways out of the node; the first one must lead somewhere."""
        return ("default",)

    def optional_ports(self) -> frozenset[str]:
        """Ports that may lead nowhere."""
        return frozenset({"failed", "not_matched"})

    @cached_property
    def texts(self) -> Mapping[str, Template | Structure]:
        """The compiled templates by the setting they stand in; TemplateError."""
        return {}

    def event_names(self) -> frozenset[str]:
        """Names of events that a path waits for here."""
        return frozenset()

    def answer_event(self) -> str:
        """Name of the event that an outgoing call becomes; empty for other nodes."""
        return ""

    def start_events(self) -> frozenset[str]:
        """Names of events that a journey begins with here."""
        return frozenset()

    def uses(self) -> Sequence[Uses]:
        """What the node's templates read, also those that stand elsewhere."""
        return [text.uses for text in self.texts.values()]

    @cached_property
    def reads_profile(self) -> bool:
        """Whether the profile must be loaded for this node."""
        return any(uses.customer != frozenset() for uses in self.uses())

    def needs(self) -> Iterator[Need]:
        """What must be there for the node to work."""
        yield from ()

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the settings beyond their types."""
        yield from ()

    def call_for(self, path: Path, values: Mapping[str, object]) -> Call:  # noqa: ARG002
        """What a node that calls asks for a path; TemplateError, StopRender."""
        msg = f"{type(self).__name__} makes no calls"
        raise TypeError(msg)

    async def advance(self, batch: Batch) -> None:
        """Moves every path of the batch on, or lets it rest."""
        for path in batch.paths:
            batch.go(path)
