"""The check of a parsed template before any code is made of it: only what is listed here is compiled."""

from collections.abc import Iterator
from typing import Final

from jinja2 import nodes

from largesse.core.templates.conditions import TESTS
from largesse.core.templates.errors import TemplateError
from largesse.core.templates.filters import IN_CONTEXT, PLAIN
from largesse.core.templates.limits import DEPTH, LITERAL, LOOPS, check_number
from largesse.core.templates.methods import FUNCTIONS, METHODS

_OFFERED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign,
    nodes.AssignBlock,
    nodes.FilterBlock, nodes.With, nodes.ExprStmt, nodes.Name, nodes.NSRef, nodes.Const, nodes.List,
    nodes.Tuple,    nodes.Dict,
    nodes.Pair, nodes.Keyword, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test,
    nodes.Call, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.BinExpr, nodes.UnaryExpr, nodes.Concat,
    nodes.EnvironmentAttribute,
)  # fmt: skip
_REFUSED: Final[dict[type[nodes.Node], str]] = {
    nodes.Macro: "macros are not offered: write the text where it is needed, or {% set x %}...{% endset %}",
    nodes.CallBlock: "the tag 'call' is not offered, as there are no macros",
    nodes.Include: "the tag 'include' is not offered: a template stands alone",
    nodes.Import: "the tag 'import' is not offered: a template stands alone",
    nodes.FromImport: "the tag 'from' is not offered: a template stands alone",
    nodes.Extends: "the tag 'extends' is not offered: a template stands alone",
    nodes.Block: "the tag 'block' is not offered: a template stands alone",
    nodes.Scope: "the tag 'autoescape' is not offered: mark trusted HTML with |safe",
}
_RESERVED: Final = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_HINTS: Final = {
    "format": "join texts with ~, and numbers with |fixed(2)",
    "random": "a message is rendered anew when it is retried, and must then be the same",
    "shuffle": "a message is rendered anew when it is retried, and must then be the same",
    "pprint": "use tojson",
}


def check_source(source: str) -> None:
    """Refuse a source that is too long."""
    if len(source) > LITERAL or len(source.encode(errors="surrogatepass")) > LITERAL:
        raise TemplateError(f"a template has at most {LITERAL} bytes: make it shorter")


def check_nodes(template: nodes.Template) -> None:
    """Refuse what is not offered, and bend the rest: bare keys of mappings become texts."""
    loops = 0
    waiting: list[tuple[nodes.Node, int, bool]] = [(template, 0, False)]
    while waiting:
        node, depth, in_loop = waiting.pop()
        if depth > DEPTH:
            raise TemplateError(f"more than {DEPTH} levels deep: take it apart with set", line=node.lineno)
        if isinstance(node, nodes.For):
            loops += 1
            _check_loop(node, loops, in_loop=in_loop)
            in_loop = True
        _check_node(node)
        waiting.extend((child, depth + 1, in_loop) for child in node.iter_child_nodes())


def _check_loop(node: nodes.For, loops: int, *, in_loop: bool) -> None:
    if in_loop:
        raise TemplateError(
            "a loop within a loop is not offered: prepare the list with filters", line=node.lineno
        )
    if loops > LOOPS:
        raise TemplateError(f"a template has at most {LOOPS} loops", line=node.lineno)
    if node.recursive:
        raise TemplateError("recursive loops are not offered", line=node.lineno)
    each = nodes.EnvironmentAttribute("each")
    node.iter = nodes.Call(each, [node.iter], [], None, None).set_lineno(node.lineno)


def _check_node(node: nodes.Node) -> None:
    if not isinstance(node, _OFFERED):
        said = _REFUSED.get(type(node), f"{type(node).__name__.lower()} is not offered in templates")
        inner = next(node.iter_child_nodes(), node)
        raise TemplateError(said, line=node.lineno or inner.lineno)
    for fault in _faults(node):
        raise TemplateError(fault, line=node.lineno, name=getattr(node, "name", None))


def _faults(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Filter | nodes.Test | nodes.Call):
        yield from _faults_of_call(node)
    elif isinstance(node, nodes.Name) and node.name in _RESERVED:
        yield f"the name '{node.name}' is reserved: choose another one"
    elif isinstance(node, nodes.Const) and isinstance(node.value, int | float):
        yield from _faults_of_number(node.value)
    elif isinstance(node, nodes.Getattr) and node.attr.startswith("__"):
        yield f"'{node.attr}' is not offered: names that begin with __ belong to Python"
    elif isinstance(node, nodes.Pair) and isinstance(node.key, nodes.Name):
        node.key = nodes.Const(node.key.name, lineno=node.lineno)


def _faults_of_number(value: float) -> Iterator[str]:
    try:
        check_number(value)
    except TemplateError as error:
        yield error.message


def _faults_of_call(node: nodes.Filter | nodes.Test | nodes.Call) -> Iterator[str]:
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        yield "* and ** before arguments are not offered: write each argument"
    if isinstance(node, nodes.Filter) and node.name not in PLAIN and node.name not in IN_CONTEXT:
        yield f"there is no filter '{node.name}'; {_HINTS.get(node.name, 'see the list of filters')}"
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        yield f"there is no test '{node.name}'; see the list of tests"
    if isinstance(node, nodes.Call):
        yield from _faults_of_callee(node.node)


def _faults_of_callee(called: nodes.Expr) -> Iterator[str]:
    if isinstance(called, nodes.Getattr):
        if called.attr not in METHODS:
            yield f"there is no method {called.attr}(); see the list of methods"
    elif isinstance(called, nodes.Name):
        if called.name not in FUNCTIONS:
            yield f"there is no function {called.name}(); there are: {', '.join(sorted(FUNCTIONS))}"
    elif not isinstance(called, nodes.EnvironmentAttribute):
        yield "only functions and methods can be called, such as range(3) and x.upper()"
