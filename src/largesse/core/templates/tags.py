"""Tags beyond Jinja2's own: those that act (`voucher`), that stop (`kill`), and Jinjava's small ones.

Jinjava's arguments are bare words (`type=EAN_13`, `id=5e2b-...`, `code= {{ x }}`), which Jinja2's lexer would
take apart as numbers and operators. So the lexer hands the arguments of these tags on as one text, as they
were written.
"""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from jinja2 import TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.lexer import Lexer
from jinja2.parser import Parser

from largesse.core.templates.limits import BRACKETS, SOURCE

RAW: Final = frozenset({"barcode", "barcodeurl", "context", "customer", "voucher", "vouchervar"})
ELSEWHERE: Final = frozenset(
    [
        "aggregate",
        "catalog",
        "catalogitemv2",
        "catalogvar",
        "expression",
        "expressionvar",
        "ifchanged",
        "metrics",
        "metricsvar",
        "preparelink",
        "recommendations3",
        "recommendations_json3",
        "socialproof",
        "update",
    ]
)
OFFERED: Final = [
    "if",
    "for",
    "set",
    "with",
    "filter",
    "raw",
    "print",
    "do",
    "kill",
    "unless",
    "cycle",
    "customer",
    "voucher",
    "vouchervar",
    "barcode",
    "barcodeurl",
]
Token: TypeAlias = tuple[int, str, str]
_OPENING: Final = ("(", "[", "{")
_CLOSING: Final = (")", "]", "}")
_OPTION: Final = re.compile(r"(\w+)\s*=\s*(\{\{.*?\}\}|\"[^\"]*\"|'[^']*'|[^\s,]+)[\s,]*", re.DOTALL)
_ATTRIBUTE: Final = re.compile(
    r"\.(?P<dotted>[\w.-]+)|\[\s*(?P<quote>['\"])(?P<key>.+)(?P=quote)\s*\]|(?P<bare>[^\[{].*)"
)


class TagLexer(Lexer):
    """Jinja2's lexer, held to limits, save that the arguments of Jinjava's tags stay one text."""

    def tokeniter(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> Iterator[Token]:
        """The tokens: line, type, text."""
        yield from _arguments_joined(_limited(super().tokeniter(source, name, filename, state)))


def _limited(tokens: Iterator[Token]) -> Iterator[Token]:
    """The same tokens, until there are too many of them outside of text, or too many brackets are open."""
    inside = brackets = 0
    for line, kind, text in tokens:
        yield line, kind, text
        if kind == "data":
            continue
        inside += len(text)
        if inside > SOURCE:
            raise TemplateSyntaxError(f"the tags have more than {SOURCE} characters: make them shorter", line)
        brackets += (kind == "operator") * ((text in _OPENING) - (text in _CLOSING))
        if brackets > BRACKETS:
            raise TemplateSyntaxError(f"more than {BRACKETS} brackets are open at once", line)


def _arguments_joined(tokens: Iterator[Token]) -> Iterator[Token]:
    begun = False
    for line, kind, text in tokens:
        yield line, kind, text
        if begun and kind == "name" and text in RAW:
            yield from _arguments(tokens, line)
        begun = kind == "block_begin" or (begun and kind == "whitespace")


def _arguments(tokens: Iterator[Token], line: int) -> Iterator[Token]:
    """The rest of a tag as the token of one text, and the token of its end."""
    written: list[str] = []
    for token in tokens:
        if token[1] == "block_end":
            text = "".join(written).strip()
            yield line, "string", '"' + text.replace("\\", "\\\\") + '"'
            yield token
            return
        written.append(token[2])


class Tags(Extension):
    """The tags."""

    tags = {"cycle", "do", "kill", "unless", *RAW, *ELSEWHERE}  # noqa: RUF012 - as Jinja2 declares it

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        """The nodes of the tag that the parser stands at."""
        token = next(parser.stream)
        name, line = str(token.value), token.lineno
        if name in ELSEWHERE:
            parser.fail(f"the tag '{name}' is not offered; the tags are: {', '.join(OFFERED)}", line)
        if name == "context":
            parser.fail(
                "the tag 'context' is not offered: name the field itself, such as {{ event.params.sku }}",
                line,
            )
        if name in RAW:
            arguments = str(parser.stream.expect("string").value)
            return _RAW_TAGS[name](parser, arguments, line)
        return _PARSED_TAGS[name](parser, line)


def _do(parser: Parser, line: int) -> nodes.Node:
    return nodes.ExprStmt(parser.parse_tuple(), lineno=line)


def _kill(_: Parser, line: int) -> nodes.Node:
    return nodes.ExprStmt(_deed("kill", [], line), lineno=line)


def _unless(parser: Parser, line: int) -> nodes.Node:
    test = nodes.Not(parser.parse_tuple(with_condexpr=False), lineno=line)
    body = parser.parse_statements(("name:endunless", "name:else"))
    other: list[nodes.Node] = []
    if next(parser.stream).value == "else":
        other = parser.parse_statements(("name:endunless",), drop_needle=True)
    return nodes.If(test, body, [], other, lineno=line)


def _cycle(parser: Parser, line: int) -> nodes.Node:
    values = parser.parse_tuple()
    items = values.items if isinstance(values, nodes.Tuple) else [values]
    loop = nodes.Getattr(nodes.Name("loop", "load", lineno=line), "cycle", "load", lineno=line)
    return nodes.Output([nodes.Call(loop, items, [], None, None, lineno=line)], lineno=line)


def _customer(parser: Parser, arguments: str, line: int) -> nodes.Node:
    found = _ATTRIBUTE.fullmatch(arguments)
    if found is None:
        parser.fail("the tag 'customer' needs the name of an attribute: {% customer firstname %}", line)
    name = (found["dotted"] or found["key"] or found["bare"]).strip("'\"")
    profile = nodes.Name("customer", "load", lineno=line)
    return nodes.Output([_deed("required", [profile, nodes.Const(name)], line)], lineno=line)


def _voucher(parser: Parser, arguments: str, line: int) -> nodes.Node:
    options = _options(parser, arguments, line)
    body = parser.parse_statements(("name:endvoucher",), drop_needle=True)
    return nodes.Output([_code(_insert(parser, body, line), options, line)], lineno=line)


def _vouchervar(parser: Parser, arguments: str, line: int) -> nodes.Node:
    options = _options(parser, arguments, line)
    if "id" not in options:
        parser.fail("the tag 'vouchervar' needs a pool: {% vouchervar id=POOL %}", line)
    pool = _insert(parser, _parsed(parser, options["id"]), line)
    body = parser.parse_statements(("name:endvouchervar",), drop_needle=True)
    target = nodes.Name("voucher_result", "param", lineno=line)
    return nodes.With([target], [_code(pool, options, line)], body, lineno=line)


def _barcode(parser: Parser, arguments: str, line: int, *, form: str = "html") -> nodes.Node:
    options = _options(parser, arguments, line)
    if "code" not in options:
        parser.fail("a barcode needs a code: {% barcode code= {{ voucher_result }}, type=EAN_13 %}", line)
    code = options.pop("code")
    if code.isidentifier():
        code = f"{{{{ {code} }}}}"
    pairs = [
        nodes.Pair(nodes.Const(name), _insert(parser, _parsed(parser, value), line), lineno=line)
        for name, value in {**options, "form": form}.items()
    ]
    arguments_of_deed = [_insert(parser, _parsed(parser, code), line), nodes.Dict(pairs, lineno=line)]
    return nodes.Output([_deed("barcode", arguments_of_deed, line)], lineno=line)


def _barcode_url(parser: Parser, arguments: str, line: int) -> nodes.Node:
    return _barcode(parser, arguments, line, form="url")


def _code(pool: nodes.Expr, options: dict[str, str], line: int) -> nodes.Expr:
    assign = options.get("assign", "true").lower() != "false"
    return _deed("draw", [pool, nodes.Const(assign)], line)


def _options(parser: Parser, arguments: str, line: int) -> dict[str, str]:
    options: dict[str, str] = {}
    place = 0
    while place < len(arguments):
        found = _OPTION.match(arguments, place)
        if found is None:
            parser.fail(
                f"cannot read {arguments[place : place + 40]!r}: write the options as name=value", line
            )
        options[found[1]] = found[2].strip("'\"") if found[2][0] in "'\"" else found[2]
        place = found.end()
    return options


def _parsed(parser: Parser, text: str) -> list[nodes.Node]:
    return Parser(parser.environment, text).parse().body


def _insert(parser: Parser, body: list[nodes.Node], line: int) -> nodes.Expr:
    """One expression out of text and inserts: the name of a pool, the code of a barcode."""
    if not all(isinstance(node, nodes.Output) for node in body):
        parser.fail("only text and {{ inserts }} may stand here", line)
    parts = [part for node in body if isinstance(node, nodes.Output) for part in node.nodes]
    texts = [nodes.Const(part.data) if isinstance(part, nodes.TemplateData) else part for part in parts]
    return nodes.Concat(texts, lineno=line).set_lineno(line, override=True)  # type: ignore[return-value]


def _deed(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Expr:
    """A call of the rendering context, which no source can spell."""
    deed = nodes.Call(nodes.EnvironmentAttribute(name), arguments, [], None, None)
    return deed.set_lineno(line)  # type: ignore[return-value]


_RAW_TAGS: Final = {
    "barcode": _barcode,
    "barcodeurl": _barcode_url,
    "customer": _customer,
    "voucher": _voucher,
    "vouchervar": _vouchervar,
}
_PARSED_TAGS: Final = {"cycle": _cycle, "do": _do, "kill": _kill, "unless": _unless}
