"""Whatever is written: it compiles or is refused, and renders or is refused, and never anything else."""

from collections.abc import Mapping
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from largesse.core.templates import (
    Kind,
    NeedsCode,
    StopRender,
    Template,
    TemplateError,
    compile_structure,
    compile_template,
    split_url,
)
from largesse.core.templates.conditions import TESTS
from largesse.core.templates.filters import IN_CONTEXT, PLAIN
from largesse.core.templates.limits import OUTPUT
from largesse.core.templates.methods import FUNCTIONS, METHODS

KINDS: Final[tuple[Kind, ...]] = ("text", "html", "url", "json")
FILTERS: Final = sorted({*PLAIN, *IN_CONTEXT})
WORDS: Final = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "{%-",
    "-%}",
    " ",
    "\n",
    "'",
    '"',
    "\\",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    ".",
    "|",
    "~",
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "==",
    "!=",
    "<",
    ">",
    "=",
    "if",
    "elif",
    "else",
    "endif",
    "for",
    "in",
    "endfor",
    "set",
    "endset",
    "with",
    "endwith",
    "filter",
    "endfilter",
    "raw",
    "endraw",
    "do",
    "kill",
    "unless",
    "endunless",
    "cycle",
    "customer",
    "voucher",
    "endvoucher",
    "vouchervar",
    "endvouchervar",
    "barcode",
    "barcodeurl",
    "assign=false",
    "id=P",
    "code=",
    "is",
    "not",
    "and",
    "or",
    "x",
    "event",
    "loop",
    "true",
    "none",
    "1",
    "0.5",
    "9e9",
    "_",
    "__class__",
    "macro",
    "block",
    "include",
    "import",
    "caller",
    "self",
    "Ł",
    "\x00",
    "\ud800",
    "\u2028",
    "a b",
]

atoms = st.sampled_from(
    [
        "x",
        "s",
        "n",
        "none",
        "l",
        "m",
        "nobody",
        "customer.a",
        "event.params['b.c']",
        "1",
        "0",
        "-3",
        "2.5",
        "'5'",
        "'ab'",
        "''",
        "true",
        "[1, 'b']",
        "{'k': 1, 'j': [2]}",
        "(1, x)",
        "[]",
        "x[1:]",
        "l[-1]",
        "m.k",
        "range(3)",
        "namespace(a=1)",
        "'<&>'|safe",
        "10000000",
        "'%d'",
        "'2027-01-01'",
    ]
)


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    operators = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", "<=", "in", "not in", "and", "or"]
    arguments = st.lists(inner, max_size=3).map(", ".join)
    return st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from(operators), inner),
        st.builds("({}|{})".format, inner, st.sampled_from(FILTERS)),
        st.builds("({}|{}({}))".format, inner, st.sampled_from(FILTERS), arguments),
        st.builds(
            "({}|{}('{}', {}))".format,
            inner,
            st.sampled_from(["map", "select", "reject"]),
            st.sampled_from([*FILTERS, *TESTS]),
            inner,
        ),
        st.builds(
            "({} is {}({}))".format,
            inner,
            st.sampled_from([name for name in TESTS if name.isidentifier()]),
            arguments,
        ),
        st.builds("({}).{}({})".format, inner, st.sampled_from(sorted(METHODS)), arguments),
        st.builds("{}({})".format, st.sampled_from(sorted(FUNCTIONS)), arguments),
        st.builds("({})[{}]".format, inner, inner),
        st.builds("({})[{}:{}]".format, inner, inner, inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("[{}, {}]".format, inner, inner),
        st.builds("{{{}: {}}}".format, inner, inner),
        st.builds("(-{})".format, inner),
        st.builds("(not {})".format, inner),
    )


expressions = st.recursive(atoms, grown, max_leaves=8)
statements = st.one_of(
    st.builds("{{{{ {} }}}}".format, expressions),
    st.builds(
        "{{% for i in {} if {} %}}{{{{ loop.index }}}}{{{{ i }}}}{{% else %}}-{{% endfor %}}".format,
        expressions,
        expressions,
    ),
    st.builds("{{% for i, j in {} %}}{{{{ i }}}}{{% endfor %}}".format, expressions),
    st.builds("{{% set x = {} %}}{{{{ x }}}}".format, expressions),
    st.builds("{{% set x, s = {} %}}".format, expressions),
    st.builds(
        "{{% set ns = namespace(a={0}) %}}{{% set ns.a = {1} %}}{{{{ ns.a }}}}{{{{ ns }}}}".format,
        expressions,
        expressions,
    ),
    st.builds(
        "{{% set x %}}<{{{{ {} }}}}{{% endset %}}{{{{ x|{} }}}}".format, expressions, st.sampled_from(FILTERS)
    ),
    st.builds(
        "{{% filter {} %}}<{{{{ {} }}}}{{% endfilter %}}".format, st.sampled_from(FILTERS), expressions
    ),
    st.builds("{{% if {} %}}{{% kill %}}{{% endif %}}".format, expressions),
    st.builds("{{% voucher %}}P{{{{ {} }}}}{{% endvoucher %}}".format, expressions),
    st.builds("{{% barcode code={{{{ {} }}}}, type=EAN %}}".format, expressions),
    st.builds("{{% do {} %}}".format, expressions),
)
texts = st.text(max_size=20)
scalars = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**64), st.floats(), texts)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=8,
)
handed = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("x", "s", "n", "l", "m", "customer", "event", "loop", "nobody"), values)
)
THOROUGHLY: Final = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Drawer:
    """Has codes of one pool only."""

    def code(self, pool: str, *, assign: bool) -> str:
        if pool != "P" or not assign:
            raise NeedsCode(pool)
        return "CODE"

    def barcode(self, code: str, options: Mapping[str, str]) -> str:
        return f"<img {code} {len(options)}>"


def compiled(source: str, kind: Kind) -> Template | None:
    try:
        template: Template | None = compile_template(source, kind=kind)
    except TemplateError as error:
        template = None
        said = error.message
    assert template is not None or said
    return template


def rendered(template: Template, known: Mapping[str, object]) -> str | None:
    try:
        text = template.render(known, acts=Drawer())
    except (StopRender, NeedsCode):
        return None
    except TemplateError as error:
        said = error.message
    else:
        said = ""
    if said:
        return None
    assert type(text) is str
    assert len(text) <= OUTPUT
    return text


@THOROUGHLY
@given(
    source=st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map("".join)),
    kind=st.sampled_from(KINDS),
)
def test_any_source_compiles_or_is_refused(source: str, kind: Kind) -> None:
    template = compiled(source, kind)
    if template is not None:
        rendered(template, {"x": [1, "a"], "customer": {}, "event": {"params": {}}})


@THOROUGHLY
@given(
    source=st.lists(statements, min_size=1, max_size=3).map("".join),
    known=handed,
    kind=st.sampled_from(KINDS),
)
def test_any_rendering_returns_or_is_refused(source: str, known: dict[str, object], kind: Kind) -> None:
    template = compiled(source, kind)
    if template is not None:
        once = rendered(template, known)
        assert once == rendered(template, known)


@THOROUGHLY
@given(value=texts, expression=expressions, known=handed)
def test_html_never_lets_a_value_open_a_tag(value: str, expression: str, known: dict[str, object]) -> None:
    if "safe" in expression or "xmlattr" in expression:
        return
    template = compiled(f"{{{{ {expression} }}}}", "html")
    shown = rendered(template, {**known, "s": f"<b>{value}", "x": "<i>'\""}) if template is not None else None
    assert shown is None or not {"<", '"', "'"} & {*shown.replace('"', "" if "tojson" in expression else '"')}


@THOROUGHLY
@given(
    value=texts,
    rest=st.sampled_from(
        ["{{ x }}", "a{{ x }}", "?q={{ x }}", "{{ x }}?{{ x }}", "{{ [x] }}/{{ {'k': x} }}"]
    ),
)
def test_an_address_keeps_its_steps_and_parameters(value: str, rest: str) -> None:
    origin, template = split_url(f"https://a.example/p/{rest}")
    shown = rendered(template, {"x": value})
    if shown is not None:
        assert origin == "https://a.example"
        assert shown.isascii()
        assert not {" ", "\\", "#", "&", "@", ":", "\n"} & {*shown}
        assert [shown.count(sign) for sign in "/?="] == [
            rest.count(sign) + 2 * (sign == "/") for sign in "/?="
        ]


@settings(max_examples=200, deadline=None)
@given(value=values, known=handed)
def test_any_json_value_renders_to_the_same_shape(value: object, known: dict[str, object]) -> None:
    try:
        shown = compile_structure(value).render(known, acts=Drawer())  # type: ignore[arg-type]
    except (TemplateError, StopRender, NeedsCode):
        return
    assert type(shown) is type(value)


def test_a_source_with_half_a_character_is_handled() -> None:
    template = compile_template("\ud800{{ x }}")
    assert template.render({"x": "\udc00"}) == "\ud800\udc00"
    with pytest.raises(TemplateError):
        compile_template("{{ x }}", kind="url").render({"x": "\ud800"})
