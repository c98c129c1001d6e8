"""Short ways to write workflows in tests."""

from itertools import pairwise
from typing import Any

Json = dict[str, Any]


def workflow(
    nodes: list[Json], *ways: str, kind: str = "profile", name: str = "Test", **settings: object
) -> Json:
    """A workflow; a way is `from>to` or `from:port>to`, a node without a title is titled by its id."""
    edges = []
    for way in ways:
        source, _, target = way.partition(">")
        source, _, port = source.partition(":")
        edges.append({"from": source, "port": port or "default", "to": target})
    return {
        "name": name,
        "kind": kind,
        "settings": {"trace": "all", **settings},
        "graph": {"nodes": [{"title": node["id"], **node} for node in nodes], "edges": edges},
    }


def line(*nodes: Json, kind: str = "profile", name: str = "Test", **settings: object) -> Json:
    """A workflow whose nodes follow each other by their first ways, and that ends after the last."""
    ports = {"event_filter": "matched", "profile_filter": "matched", "metric_filter": "matched"}
    whole = [*nodes, END]
    ways = [
        f"{node['id']}{':' + ports[node['type']] if node['type'] in ports else ''}>{after['id']}"
        for node, after in pairwise(whole)
    ]
    return workflow(whole, *ways, kind=kind, name=name, **settings)


def node(kind: str, node_id: str | None = None, **settings: object) -> Json:
    """A node of a type; its id is the type if none is given."""
    return {"id": node_id or kind, "type": kind, **settings}


def begin(event: str = "go", **settings: object) -> Json:
    """A trigger on an event of the profile."""
    return node("profile_event", "begin", event=event, **settings)


def everybody(**settings: object) -> Json:
    """A trigger for all profiles, by hand: its schedule lies far ahead."""
    schedule = {"type": "at", "at": "2190-01-01T00:00:00Z"}
    return node("audience", "begin", conditions={"type": "everybody"}, schedule=schedule, **settings)


def wait(event: str, node_id: str = "wait", *, minutes: int | None = None, **settings: object) -> Json:
    """An Event Filter, without a limit or for so many minutes."""
    limit = {"check": "period", "period": {"count": minutes}} if minutes else {}
    return node("event_filter", node_id, event=event, **limit, **settings)


def number_below(name: str, value: float) -> Json:
    """A condition on a param."""
    return {"name": name, "test": {"operator": "number_less_than", "value": value}}


def call(node_id: str = "call", **settings: object) -> Json:
    """A call of another system, without credentials."""
    return node("outgoing_integration", node_id, **{"endpoint": "https://erp.example/x", **settings})


def generate(event: str, node_id: str = "generate", **body: object) -> Json:
    """A node that writes an event."""
    return node("generate_event", node_id, event=event, body=body)


def pause(node_id: str = "pause", **duration: object) -> Json:
    """A Delay for a length of time."""
    return node("delay", node_id, duration=duration)


def mail(subject: str = "Hello", node_id: str = "mail", **settings: object) -> Json:
    """An alert to one person."""
    content = {"subject": subject, "html": "<p>x</p>"}
    return node("email_alert", node_id, mail=content, emails=["ops@shop.example"], **settings)


END: Json = {"id": "end", "type": "end"}
