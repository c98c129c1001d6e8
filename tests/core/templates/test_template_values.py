"""What is missing, what counts as a number, and how values are compared and printed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from largesse.core.templates import Kind, TemplateError, compile_template

VALUES: Mapping[str, object] = {
    "customer": {
        "name": "Ada",
        "points": "7",
        "none": None,
        "nested": {"x": 1},
        "a.b": "dotted",
        "items": "mine",
    },
    "event": {
        "params": {"n": 3, "big": 2**60, "price": 9.5, "whole": 5.0, "flag": True, "list": [1, "b", None]}
    },
}


def show(source: str, kind: Kind = "text", values: Mapping[str, object] = VALUES) -> str:
    return compile_template(source, kind=kind).render(values)


@pytest.mark.parametrize(
    "expression",
    [
        "customer.x",
        "customer['x']",
        "customer.x.y.z",
        "nobody",
        "nobody.a[0].b",
        "customer.none",
        "customer.none.x",
        "customer.x + 1",
        "1 - customer.x",
        "customer.none * 3",
        "customer.x ** 2",
        "-customer.x",
        "+customer.none",
        "customer.x / 0",
        "customer.x|upper",
        "customer.x.upper()",
        "customer.x|round(2)",
        "customer.x[1:2]",
        "nobody.get('x')",
        "customer.x|datetimeformat('%Y')",
        "1 if customer.x",
        "customer.x|map('upper')|join",
        "event.params.list[7]",
        "event.params.list['x']",
        "customer.name.x",
        "customer.name[99]",
        "customer[[1]]",
    ],
)
def test_what_is_missing_prints_nothing_and_so_does_all_that_is_made_of_it(expression: str) -> None:
    assert show(f"[{{{{ {expression} }}}}]") == "[]"


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("customer.x < 1", "false"),
        ("customer.x >= 1", "false"),
        ("1 > customer.x", "false"),
        ("customer.x == 1", "false"),
        ("customer.x != 1", "true"),
        ("customer.x == none", "true"),
        ("customer.x == nobody", "true"),
        ("customer.none == customer.x", "true"),
        ("customer.x == ''", "false"),
        ("customer.x in [1]", "false"),
        ("1 in customer.x", "false"),
        ("1 not in customer.x", "true"),
        ("customer.x in 'abc'", "false"),
        ("not customer.x", "true"),
        ("'Dear ' + customer.x", "Dear "),
        ("customer.x + '!'", "!"),
        ("'a' ~ customer.x ~ 'b'", "ab"),
        ("customer.x|default('d')", "d"),
        ("customer.none|default('d')", "d"),
        ("''|default('d')", ""),
        ("''|default('d', true)", "d"),
        ("customer.x|length", "0"),
        ("customer.x|int", "0"),
        ("customer.x|list", "[]"),
    ],
)
def test_what_is_missing_compares_and_joins_without_complaint(expression: str, result: str) -> None:
    assert show(f"{{{{ {expression} }}}}") == result


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("'5' - 2", "3"),
        ("5 - '2'", "3"),
        ("'7' - '2'", "5"),
        ("' 7 ' * 2", "14"),
        ("'7' * '2'", "14"),
        ("'1.5' + 1", "2.5"),
        ("'5' + '2'", "52"),
        ("7 / 2", "3.5"),
        ("8 / 2", "4"),
        ("'8' // 3", "2"),
        ("-7 % 3", "2"),
        ("2 ** 10", "1024"),
        ("2 ** -1", "0.5"),
        ("-'5'", "-5"),
        ("+'5'", "5"),
        ("0.1 + 0.2", "0.3"),
        ("1.0", "1"),
        ("event.params.whole", "5"),
        ("event.params.price * 2", "19"),
        ("customer.points + 1", "8"),
        ("true + 1", "2"),
        ("'ab' * 2", "abab"),
        ("2 * '-'", "--"),
        ("[1] * 2", "[1,1]"),
        ("[1] + [2]", "[1,2]"),
        ("'-3' - 1", "-4"),
        ("event.params.big - 1", str(2**60 - 1)),
        ("'007' + 0", "7"),
    ],
)
def test_texts_that_spell_numbers_are_calculated_with(expression: str, result: str) -> None:
    assert show(f"{{{{ {expression} }}}}") == result


@pytest.mark.parametrize(
    "expression",
    [
        "'a' * 'b'",
        "'a' - 1",
        "1 / 0",
        "1 // 0",
        "1 % 0",
        "'a' + 1",
        "[1] - [1]",
        "'%s' % 1",
        "(-8) ** 0.5",
        "'1e5' / 1",
        "'٣' - 1",
        "customer - 1",
        "-'a'",
        "[1] * 1.5",
        "10 ** 40",
        "1e308 * 10",
        "{} < {}",
        "'a' < 1",
        "1 in 5",
        "'x' is divisibleby 2",
        "'x'|round",
        "'x'|abs",
        "loop < 1",
        "customer.name()",
        "range(1, 2, 0)",
        "range()",
        "'x'.join(5)",
        "5|dictsort",
        "'2'|datetimeformat('%Q')",
        "'no date'|datetimeformat",
        "1|round(99)",
    ],
)
def test_wrong_types_are_an_error_that_names_the_line(expression: str) -> None:
    values = {**VALUES, "loop": [1]}
    with pytest.raises(TemplateError) as raised:
        show(f"first\nsecond {{{{ {expression} }}}}\n", values=values)
    assert raised.value.line == 2
    assert raised.value.message
    assert str(raised.value).startswith("line 2: ")


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("'499' < 500", "true"),
        ("'1000' < 500", "false"),
        ("'10' > '9'", "true"),
        ("'a' < 'b'", "true"),
        ("5 == '5'", "true"),
        ("'5' == 5.0", "true"),
        ("'007' == '7'", "false"),
        ("'007' == 7", "true"),
        ("true == 'true'", "false"),
        ("true == '1'", "false"),
        ("1 == true", "true"),
        ("'5' in [5]", "true"),
        ("5 in '15'", "true"),
        ("'name' in customer", "true"),
        ("[1] == [1]", "true"),
        ("1 < 2 < 3", "true"),
        ("1 < 2 > 5", "false"),
        ("'a' not in 'bc'", "true"),
        ("1 == 'a'", "false"),
        ("[1] == 1", "false"),
    ],
)
def test_comparisons_take_numbers_and_their_texts_for_the_same(expression: str, result: str) -> None:
    assert show(f"{{{{ {expression} }}}}") == result


def test_keys_come_before_everything_and_nothing_of_python_shows() -> None:
    assert show("{{ customer.items }} {{ customer['a.b'] }} {{ customer.nested.x }}") == "mine dotted 1"
    assert (
        show("{{ customer.keys }}{{ customer.name.upper }}{{ customer['pop'] }}{{ event.params.list.sort }}")
        == ""
    )
    assert show("{{ customer['__class__'] }}{{ customer|attr('__class__') }}{{ 'x'['format'] }}") == ""


@pytest.mark.parametrize(
    "expression",
    [
        "customer.__class__",
        "''.__class__.__mro__",
        "'{}'.format(1)",
        "'{}'.format_map({})",
        "'a'['format'](1)",
        "(customer)('x')",
        "lipsum()",
        "self.x",
        "cycler(1)",
        "joiner()",
        "x()",
        "''.encode()",
        "customer.pop('a')",
    ],
)
def test_what_is_not_offered_does_not_compile(expression: str) -> None:
    with pytest.raises(TemplateError) as raised:
        compile_template(f"{{{{ {expression} }}}}")
    assert raised.value.line == 1


def test_objects_of_the_caller_neither_show_their_attributes_nor_print() -> None:
    class Secret:
        password = "hunter2"

    values = {"secret": Secret()}
    assert (
        show("{{ secret.password }}{{ secret['password'] }}{{ secret|attr('password') }}", values=values)
        == ""
    )
    for source in ("{{ secret }}", "{{ [secret] }}", "{{ secret|tojson }}", "{{ secret ~ 'x' }}"):
        with pytest.raises(TemplateError, match=r"cannot be printed|as JSON"):
            show(source, values=values)


def test_values_print_as_people_and_json_would_write_them() -> None:
    values = {
        "at": datetime(2027, 3, 1, 12, tzinfo=UTC),
        "day": date(2027, 3, 1),
        "money": Decimal("10.10"),
        "id": UUID(int=1),
        "list": [1, 'a"b', None, True, {"k": (1.5,)}],
    }
    assert show("{{ at }} {{ day }} {{ money }} {{ money * 2 }}", values=values) == (
        "2027-03-01T12:00:00+00:00 2027-03-01 10.10 20.2"
    )
    assert show("{{ id }}", values=values) == "00000000-0000-0000-0000-000000000001"
    assert show("{{ list }}", values=values) == '[1,"a\\"b",null,true,{"k":[1.5]}]'
    assert (
        show("{{ at.year }}-{{ at.month }} {{ at > day }} {{ at.tzinfo }}", values=values) == "2027-3 true "
    )


def test_a_template_never_changes_what_it_was_handed() -> None:
    values = {"list": [1], "map": {"a": 1}}
    for source in (
        "{% do list.append(2) %}",
        "{% do map.update({'b': 2}) %}",
        "{% do ({'m': map}).m.update(map) %}",
    ):
        with pytest.raises(TemplateError, match="made itself"):
            show(source, values=values)
    assert show("{% set own = list + [2] %}{% do own.append(3) %}{{ own }}", values=values) == "[1,2,3]"
    assert (
        show("{% set own = list|list %}{% do own.append(3) %}{{ own|sort(reverse=true) }}", values=values)
        == "[3,1]"
    )
    assert show("{% set list = [9] %}{{ list }}", values=values) == "[9]"
    assert values == {"list": [1], "map": {"a": 1}}


def test_values_set_in_a_rendering_are_gone_in_the_next() -> None:
    template = compile_template(
        "{% set ns = namespace(n=0) %}{% for i in range(3) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}"
        "{{ late }}{% set late = 1 %}"
    )
    assert [template.render({}) for _ in range(3)] == ["3", "3", "3"]


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("{{ x }}", "&lt;b&gt;&amp;&#39;&#34;"),
        ("{{ x|safe }}", "<b>&'\""),
        ("<i>{{ x ~ '<' }}</i>", "<i>&lt;b&gt;&amp;&#39;&#34;&lt;</i>"),
        ("{{ '<' + x|safe }}", "&lt;<b>&'\""),
        ("{% set y %}<p>{{ x }}</p>{% endset %}{{ y }}", "<p>&lt;b&gt;&amp;&#39;&#34;</p>"),
        ("{% filter trim %} <p>{{ x }} {% endfilter %}", "<p>&lt;b&gt;&amp;&#39;&#34;"),
        (
            "{{ [x]|join('<br>'|safe) }}{{ [x, x|safe]|join }}",
            "&lt;b&gt;&amp;&#39;&#34;&lt;b&gt;&amp;&#39;&#34;<b>&'\"",
        ),
        ("{% filter striptags %}{{ x }}{% endfilter %}", "&lt;b&gt;&amp;&#39;&#34;"),
        ("{{ '<u>'|safe|replace('u', x) }}", "<&lt;b&gt;&amp;&#39;&#34;>"),
        ("{{ x|replace('b', '<i>'|safe) }}", "&lt;&lt;i&gt;&gt;&amp;&#39;&#34;"),
        ("{{ [x]|tojson }}", '["\\u003cb\\u003e\\u0026\\u0027\\""]'),
        ("{{ {'a': x} }}", "{&#34;a&#34;:&#34;&lt;b&gt;&amp;&#39;\\&#34;&#34;}"),
        ("{{ x|truncatehtml(2) }}", "&lt;b&gt;&amp;&#39;...&lt;/b&gt;"),
        ("{{ (x|e)|upper }}", "&LT;B&GT;&AMP;&#39;&#34;"),
        ("{% print x[:3] %}", "&lt;b&gt;"),
        ("{% for c in [x] %}{% cycle x, x %}{% endfor %}", "&lt;b&gt;&amp;&#39;&#34;"),
        ("{% customer x %}", "&lt;b&gt;&amp;&#39;&#34;"),
    ],
)
def test_html_escapes_all_that_is_not_marked_as_safe(source: str, result: str) -> None:
    text = "<b>&'\""
    assert show(source, "html", {"x": text, "customer": {"x": text}}) == result


@pytest.mark.parametrize("kind", ["text", "json"])
def test_texts_are_not_escaped(kind: Kind) -> None:
    assert show("{{ x }}{{ x|safe }}", kind, {"x": "<&'\">"}) == "<&'\"><&'\">"
    assert show("{{ x|tojson }}", kind, {"x": "<&'"}) == '"<&\'"'


@pytest.mark.parametrize(
    "source",
    [
        "",
        "plain",
        "ends with a line\n",
        "\r\nwindows {x} 100% # {- -}",
        "a {{ x }}\n",
        "{# only a comment #}",
    ],
)
def test_text_beside_inserts_stays_as_it_is(source: str) -> None:
    expected = source.replace("{{ x }}", "y").replace("{# only a comment #}", "")
    assert show(source, values={"x": "y"}) == expected


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("'x'|batch", r"the filter 'batch' takes the arguments \(size, fill_with=...\)"),
        ("'x'|upper(1)", "the filter 'upper' takes no arguments"),
        ("[1]|join(1, 2, 3)", r"the filter 'join' takes the arguments \(separator=..., attribute=...\)"),
        ("1 is eq", r"the test 'eq' takes the arguments \(right\)"),
        ("namespace(1)", "the function namespace"),
        ("'x'.startswith()", "the method startswith"),
        ("[1]|map('batch')", "the filter 'batch' takes"),
        ("[1]|map", "map needs the name of a filter"),
    ],
)
def test_wrong_arguments_are_answered_with_the_right_ones(expression: str, said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        show(f"{{{{ {expression} }}}}")
