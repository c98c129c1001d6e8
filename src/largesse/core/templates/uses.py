"""What a template reads, told from its source without rendering it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from jinja2 import nodes

PROFILE: Final = frozenset({"customer", "client"})
STEPS: Final = frozenset({"automationPathSteps"})
_ACTING: Final = frozenset({"draw"})


@dataclass(frozen=True, slots=True)
class Uses:
    """What a template reads and does; None means that it cannot be told before it renders.

    `customer`: attributes of the profile. `event`: whether the event is read. `steps`: titles of earlier
    steps whose events are read. `acts`: whether codes are drawn.
    """

    customer: frozenset[str] | None = frozenset()
    event: bool = False
    steps: frozenset[str] | None = frozenset()
    acts: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a parsed template reads: its uses, and the first line of each name that it does not set itself."""

    uses: Uses
    names: tuple[tuple[str, int], ...]


def unite(uses: Iterable[Uses]) -> Uses:
    """All that several templates use."""
    every = list(uses)
    return Uses(
        customer=_united(each.customer for each in every),
        event=any(each.event for each in every),
        steps=_united(each.steps for each in every),
        acts=any(each.acts for each in every),
    )


def undefined(names: Iterable[tuple[str, int]], known: Collection[str]) -> list[tuple[str, int]]:
    """The names that are not known, each with its first line."""
    return [(name, line) for name, line in names if name not in known]


def read_nodes(template: nodes.Template) -> Reading:
    """What a parsed and checked template reads."""
    reader = _Reader()
    reader.visit(template)
    names = [(name, line) for name, line in reader.loaded.items() if name not in reader.stored]
    uses = Uses(
        customer=None if reader.any_attribute else frozenset(reader.attributes),
        event="event" in reader.loaded,
        steps=None if reader.any_step else frozenset(reader.steps),
        acts=reader.acts,
    )
    return Reading(uses, tuple(sorted(names, key=lambda each: (each[1], each[0]))))


class _Reader:
    """Walks a template once and keeps what it reads."""

    def __init__(self) -> None:
        self.loaded: dict[str, int] = {}
        self.stored: set[str] = set()
        self.attributes: set[str] = set()
        self.any_attribute = False
        self.steps: set[str] = set()
        self.any_step = False
        self.acts = False

    def visit(self, node: nodes.Node) -> None:
        """Keep what the node and all below it read."""
        root, key = _read_of_root(node)
        if root is not None and key is not None:
            self._load(root)
            (self.attributes if root.name in PROFILE else self.steps).add(key)
            for other in _others(node):
                self.visit(other)
            return
        if isinstance(node, nodes.Name):
            self._name(node)
        elif isinstance(node, nodes.For):
            self.stored.add("loop")
        callee = node.node if isinstance(node, nodes.Call) else None
        self._callee(callee)
        for child in node.iter_child_nodes():
            if child is not callee:
                self.visit(child)

    def _callee(self, callee: nodes.Expr | None) -> None:
        """The name of a function is not a value; what a method is called of is."""
        if isinstance(callee, nodes.EnvironmentAttribute):
            self.acts |= callee.name in _ACTING
        elif isinstance(callee, nodes.Getattr):
            self.visit(callee.node)

    def _name(self, node: nodes.Name) -> None:
        if node.ctx != "load":
            self.stored.add(node.name)
            return
        self._load(node)
        self.any_attribute |= node.name in PROFILE
        self.any_step |= node.name in STEPS

    def _load(self, node: nodes.Name) -> None:
        line = self.loaded.get(node.name, node.lineno)
        self.loaded[node.name] = min(line, node.lineno)


def _read_of_root(node: nodes.Node) -> tuple[nodes.Name | None, str | None]:
    """Root and key of `customer.x`, `customer['x']`, `customer.get('x')` and `{% customer x %}`."""
    root: nodes.Node | None = None
    key: object = None
    if isinstance(node, nodes.Getattr):
        root, key = node.node, node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        root, key = node.node, node.arg.value
    elif isinstance(node, nodes.Call):
        root, key = _called_root(node)
    if isinstance(root, nodes.Name) and root.name in PROFILE | STEPS and isinstance(key, str):
        return root, key
    return None, None


def _called_root(node: nodes.Call) -> tuple[nodes.Node | None, object]:
    arguments = node.args
    if isinstance(node.node, nodes.EnvironmentAttribute) and node.node.name == "required":
        return arguments[0], arguments[1].value if isinstance(arguments[1], nodes.Const) else None
    if isinstance(node.node, nodes.Getattr) and node.node.attr == "get" and arguments:
        return node.node.node, arguments[0].value if isinstance(arguments[0], nodes.Const) else None
    return None, None


def _others(node: nodes.Node) -> list[nodes.Expr]:
    """What else a call of `get` reads: the default."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        return [*node.args[1:], *(keyword.value for keyword in node.kwargs)]
    return []


def _united(sets: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    union: frozenset[str] = frozenset()
    for each in sets:
        if each is None:
            return None
        union |= each
    return union
