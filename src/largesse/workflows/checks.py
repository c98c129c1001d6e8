"""What keeps a graph from being published, node by node."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from largesse.core.errors import named_in
from largesse.core.templates import TemplateError
from largesse.workflows.graph import Edge, Graph
from largesse.workflows.node import PROFILE, Node
from largesse.workflows.nodes import NODES
from largesse.workflows.nodes.generate_event import GenerateEvent
from largesse.workflows.schemas import GraphProblem
from largesse.workflows.triggers import Trigger
from largesse.workflows.triggers.start import StartNode

# A trigger whose settings cannot be read yet is one all the same.
TRIGGERS: Final = frozenset(kind.model_fields["type"].default for kind in get_args(Trigger))
KNOWN_NAMES: Final = frozenset(
    {"customer", "client", "event", "automationPathSteps", "currentStep", "root", "workspace"}
)


def check_graph(graph: Graph, kind: str) -> list[GraphProblem]:
    """All problems of a graph, each at its node; an empty list can be published."""
    nodes, problems = _read_nodes(graph)
    problems += _edge_problems(graph, nodes)
    for node in nodes.values():
        problems += _node_problems(node, kind)
        problems += _port_problems(node, graph.edges)
    problems += _shape_problems(graph, nodes)
    if kind != PROFILE:
        problems += _vain_waits(nodes)
    return problems


def read_nodes(graph: Graph) -> dict[str, Node]:
    """The nodes that can be read, by their ids."""
    return _read_nodes(graph)[0]


def _read_nodes(graph: Graph) -> tuple[dict[str, Node], list[GraphProblem]]:
    nodes: dict[str, Node] = {}
    problems: list[GraphProblem] = []
    seen: set[str] = set()
    titles: dict[str, str] = {}
    for place, raw in enumerate(graph.nodes):
        node_id = raw.get("id")
        name = node_id if isinstance(node_id, str) and node_id else f"#{place + 1}"
        if name in seen:
            problems.append(_problem(name, "id_twice", f"Two nodes have the id {name}.", "id"))
            continue
        seen.add(name)
        try:
            node = NODES.validate_python(raw)
        except ValidationError as error:
            problems += [
                told_problem(item).model_copy(update={"node": name})
                for item in error.errors(include_url=False)
            ]
            continue
        if node.title in titles:
            text = f"{titles[node.title]} has the same title; automationPathSteps could not tell them apart."
            problems.append(_problem(name, "title_twice", text, "title", other=titles[node.title]))
        titles.setdefault(node.title, name)
        nodes[node.id] = node
    return nodes, problems


def told_problem(item: ErrorDetails) -> GraphProblem:
    """A fault that the reading of a node's settings found, without its node."""
    where = [str(part) for part in item["loc"]][1:]  # it begins with the type
    field = ".".join(where) or None
    if item["type"] == "missing":
        code = f"missing_{where[-1]}" if where else "missing"
        return _problem(None, code, f"{field} is missing.", field)
    if str(item["type"]).startswith("union_tag"):
        return _problem(None, "unknown_type", f"There is no such node: {item['msg']}.", "type")
    message = item["msg"].removeprefix("Value error, ")
    return _problem(None, "invalid", message, field, fault=item["type"], **named_in(item))


def _node_problems(node: Node, kind: str) -> Iterator[GraphProblem]:
    if kind not in node.kinds:
        other = "workflow without profiles" if kind != PROFILE else "workflow of profiles"
        yield _problem(node.id, "wrong_kind", f"{node.name} cannot stand in a {other}.", "type")
    try:
        texts = node.texts
    except TemplateError as error:
        yield _problem(node.id, "template", str(error), error.name)
        return
    for fault in node.faults():  # only now: what is wrong may be read from a text
        yield _problem(node.id, fault.code, fault.message, fault.field)
    for field, template in texts.items():
        if kind != PROFILE and template.uses.customer != frozenset():
            yield _problem(
                node.id, "customer_forbidden", "There is no customer in a workflow without profiles.", field
            )
        for name, line in template.undefined_names(KNOWN_NAMES):
            text = f"Nobody hands in {name} (line {line})."
            yield _problem(node.id, "unknown_name", text, field, name=name, line=line)


def _edge_problems(graph: Graph, nodes: Mapping[str, Node]) -> Iterator[GraphProblem]:
    ids = {raw["id"] for raw in graph.nodes if isinstance(raw.get("id"), str)}
    seen: set[tuple[str, str]] = set()
    for edge in graph.edges:
        if edge.source not in ids or edge.target not in ids:
            missing = edge.source if edge.source not in ids else edge.target
            yield _problem(None, "edge_to_nowhere", f"An edge names {missing}, which is not a node.")
            continue
        if (edge.source, edge.port) in seen:
            text = f"Two edges leave by {edge.port}; use Split Path to go several ways."
            yield _problem(edge.source, "port_twice", text, port=edge.port)
        seen.add((edge.source, edge.port))
        source, target = nodes.get(edge.source), nodes.get(edge.target)
        if source is not None and edge.port not in source.ports():
            ways = ", ".join(source.ports()) or "none"
            text = f"There is no way out {edge.port}; there are: {ways}."
            yield _problem(edge.source, "unknown_port", text, port=edge.port)
        if isinstance(target, StartNode):
            yield _problem(edge.target, "edge_to_trigger", "Nothing leads into a trigger.")


def _port_problems(node: Node, edges: Sequence[Edge]) -> Iterator[GraphProblem]:
    used = {edge.port for edge in edges if edge.source == node.id}
    for port in node.ports():
        if port not in used and port not in node.optional_ports():
            text = f"The way out {port} leads nowhere; end it with End."
            yield _problem(node.id, "missing_connection", text, port=port)


def _shape_problems(graph: Graph, nodes: Mapping[str, Node]) -> Iterator[GraphProblem]:
    after: dict[str, set[str]] = {node_id: set() for node_id in nodes}
    for edge in graph.edges:
        if edge.source in after and edge.target in nodes:
            after[edge.source].add(edge.target)
    starts = [node.id for node in nodes.values() if isinstance(node, StartNode)]
    if not starts and not any(raw.get("type") in TRIGGERS for raw in graph.nodes):
        yield _problem(None, "no_trigger", "The workflow has no trigger, so that nothing begins it.")
    reached = _reach([*starts, *_unread(graph, nodes)], _ways(graph))
    for node_id in nodes:
        if starts and node_id not in reached:
            yield _problem(node_id, "unreachable", "No way from a trigger leads here.")
    free = {
        node_id: {target for target in targets if not nodes[target].rests}
        for node_id, targets in after.items()
        if not nodes[node_id].rests
    }
    for node_id in sorted(free):
        if node_id in _reach(free[node_id], free):
            text = "The way leads in a circle without a wait. Put a Delay or an Event Filter into it."
            yield _problem(node_id, "cycle_without_wait", text)


def _unread(graph: Graph, nodes: Mapping[str, Node]) -> set[str]:
    """Where edges begin at what cannot be read yet: its own problem, not one of the nodes behind it."""
    return {edge.source for edge in graph.edges} - nodes.keys()


def _ways(graph: Graph) -> dict[str, set[str]]:
    ways: dict[str, set[str]] = {}
    for edge in graph.edges:
        ways.setdefault(edge.source, set()).add(edge.target)
    return ways


def _vain_waits(nodes: Mapping[str, Node]) -> Iterator[GraphProblem]:
    """Without a profile, a path is offered the answers of its calls and the events that it writes itself."""
    offered = {node.answer_event() for node in nodes.values()}
    offered |= {node.event for node in nodes.values() if isinstance(node, GenerateEvent)}
    for node in nodes.values():
        for name in sorted(node.event_names() - offered):
            text = f"No node of this workflow writes {name}, and without a profile no other event is offered."
            yield _problem(node.id, "waits_in_vain", text, "event", event=name)


def _reach(starts: Iterator[str] | Sequence[str] | set[str], after: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    open_ = list(starts)
    while open_:
        node_id = open_.pop()
        if node_id not in found:
            found.add(node_id)
            open_ += after.get(node_id, ())
    return found


def _problem(
    node: str | None, code: str, message: str, field: str | None = None, **facts: str | int | float
) -> GraphProblem:
    return GraphProblem(node=node, code=code, message=message, field=field, facts=facts)
