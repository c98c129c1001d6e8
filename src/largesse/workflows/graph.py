"""A workflow's graph: as it is drawn, and compiled to numbered steps that the engine walks."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Final

import orjson
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from largesse.core.storable import check_storable
from largesse.workflows.node import Node
from largesse.workflows.nodes import NODES
from largesse.workflows.paths import Step
from largesse.workflows.triggers.start import StartNode

MOST_NODES: Final = 200
NODE_BYTES: Final = 262_144


def _check_node(node: dict[str, JsonValue]) -> dict[str, JsonValue]:
    return check_storable(node, most=NODE_BYTES)


class Edge(BaseModel):
    """From a port of a node to another node."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    source: str = Field(alias="from", min_length=1, max_length=40, pattern=r"^[^\x00]+$")
    port: str = Field(default="default", min_length=1, max_length=100, pattern=r"^[^\x00]+$")
    target: str = Field(alias="to", min_length=1, max_length=40, pattern=r"^[^\x00]+$")


class Graph(BaseModel):
    """Nodes and the edges between them; a draft's nodes need not be whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    nodes: list[Annotated[dict[str, JsonValue], AfterValidator(_check_node)]] = Field(
        default=[], max_length=MOST_NODES
    )
    edges: list[Edge] = Field(default=[], max_length=4 * MOST_NODES)


@dataclass(frozen=True)
class Plan:
    """A published version as the engine walks it."""

    steps: tuple[Step, ...]
    settings: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, int]:
        """The number of each node."""
        return {step.node.id: step.index for step in self.steps}

    @cached_property
    def waits(self) -> frozenset[str]:
        """Names of events that paths wait for."""
        return frozenset(name for step in self.steps for name in step.node.event_names())

    @cached_property
    def answers(self) -> frozenset[str]:
        """Names of events that outgoing calls become; they are offered to their own path only."""
        return frozenset(step.node.answer_event() for step in self.steps if step.node.calls)

    @cached_property
    def starts(self) -> Sequence[tuple[Step, StartNode]]:
        """The triggers."""
        return [(step, step.node) for step in self.steps if isinstance(step.node, StartNode)]

    @cached_property
    def has_siblings(self) -> bool:
        """Whether a profile may have several open paths of this version at once."""
        return self.settings.get("open_paths", 1) != 1 or any(
            len(step.node.ports()) > 1 and step.node.group == "flow" for step in self.steps
        )


def checksum(graph: Graph) -> str:
    """Tells whether two graphs are the same."""
    text = orjson.dumps(graph.model_dump(mode="json", by_alias=True), option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(text).hexdigest()


def compile_plan(graph: Graph, settings: Mapping[str, object] | None = None) -> Plan:
    """The plan of a graph that was found whole; ValidationError or TemplateError otherwise."""
    nodes: list[Node] = [NODES.validate_python(node) for node in graph.nodes]
    numbers = {node.id: index for index, node in enumerate(nodes)}
    edges: dict[str, dict[str, int]] = {node.id: {} for node in nodes}
    for edge in graph.edges:
        edges[edge.source][edge.port] = numbers[edge.target]
    remembered = _remembered(nodes)
    steps = [
        Step(
            index=index,
            node=node,
            edges=edges[node.id],
            remembers=remembered is None or node.title in remembered,
        )
        for index, node in enumerate(nodes)
    ]
    _find_live(steps)
    return Plan(tuple(steps), settings or {})


def _remembered(nodes: Sequence[Node]) -> frozenset[str] | None:
    """Titles that some template reads by `automationPathSteps`; None when that cannot be told."""
    found: set[str] = set()
    for node in nodes:
        for uses in node.uses():
            if uses.steps is None:
                return None
            found |= uses.steps
    return frozenset(found)


def _find_live(steps: Sequence[Step]) -> None:
    """What each step must keep for those after it, found as compilers find live variables."""
    reads = [
        (
            any(uses.event for uses in step.node.uses()),
            _steps_read(step.node),
        )
        for step in steps
    ]
    live = [False] * len(steps)
    kept: list[frozenset[str]] = [frozenset()] * len(steps)
    changed = True
    while changed:
        changed = False
        for step in reversed(steps):
            after = step.edges.values()
            event = reads[step.index][0] or any(
                live[target]
                for port, target in step.edges.items()
                if not (step.node.replaces_event and port == "matched")
            )
            titles = reads[step.index][1].union(*(kept[target] for target in after))
            if event != live[step.index] or titles != kept[step.index]:
                live[step.index], kept[step.index] = event, titles
                changed = True
    for step in steps:
        step.keeps_event, step.keeps_steps = live[step.index], kept[step.index]


def _steps_read(node: Node) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for uses in node.uses():
        if uses.steps is None:
            return frozenset({"*"})
        found |= uses.steps
    return found
