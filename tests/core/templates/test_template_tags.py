"""Tags that act, tags that stop, and Jinjava's small ones."""

from collections.abc import Mapping

import pytest

from largesse.core.templates import Acts, Kind, NeedsCode, StopRender, TemplateError, compile_template


class Drawer:
    """Hands out codes, and keeps what it was asked for."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self.codes = codes
        self.asked: list[tuple[str, bool]] = []
        self.drawn: list[tuple[str, dict[str, str]]] = []

    def code(self, pool: str, *, assign: bool) -> str:
        self.asked.append((pool, assign))
        if pool not in self.codes:
            raise NeedsCode(pool)
        return self.codes[pool]

    def barcode(self, code: str, options: Mapping[str, str]) -> str:
        self.drawn.append((code, dict(options)))
        return "/b?c=1&d=2" if options["form"] == "url" else f"<img alt='{code}'>"


def show(source: str, *, acts: Acts | None = None, kind: Kind = "text", **values: object) -> str:
    return compile_template(source, kind=kind).render(values, acts=acts)


@pytest.mark.parametrize(
    "source",
    [
        "{% customer first name %}",
        "{% customer 'first name' %}",
        "{%customer['first name']%}",
        "{%- customer first name -%}",
    ],
)
def test_a_customer_tag_prints_the_attribute(source: str) -> None:
    template = compile_template(source)
    assert template.render({"customer": {"first name": "Ada"}}) == "Ada"
    assert template.uses.customer == {"first name"}


@pytest.mark.parametrize("customer", [{}, {"x": None}, None])
def test_a_customer_tag_without_a_value_stops(customer: object) -> None:
    with pytest.raises(StopRender) as raised:
        show("before {% customer.x %}", customer=customer)
    assert raised.value.reason == "the customer has no 'x'"
    assert show("{% customer.x %}", customer={"x": ""}) == ""
    assert show("{% customer.x %}", customer={"x": 0}) == "0"


def test_kill_stops_only_where_it_stands() -> None:
    source = "{% if customer.x %}{% kill %}{% endif %}sent"
    assert show(source, customer={}) == "sent"
    with pytest.raises(StopRender, match="kill"):
        show(source, customer={"x": 1})


@pytest.mark.parametrize(
    ("source", "pool", "assign"),
    [
        ("{% voucher %}SPRING{% endvoucher %}", "SPRING", True),
        ("{% voucher %} SPRING\n{% endvoucher %}", "SPRING", True),
        ("{% voucher assign=false%} A b {% endvoucher %}", "A b", False),
        ("{% voucher assign = true %}A{% endvoucher %}", "A", True),
        ("{% voucher %}A-{{ customer.city }}-{{ 1 + 1 }}{% endvoucher %}", "A-Łódź & co-2", True),
        ("{% vouchervar id=5e2b-01 %}{{ voucher_result }}{% endvouchervar %}", "5e2b-01", True),
        ("{% vouchervar id = 'A b' assign=false %}{{ voucher_result }}{% endvouchervar %}", "A b", False),
        ("{% vouchervar id={{customer.city}} %}{{ voucher_result }}{% endvouchervar %}", "Łódź & co", True),
        ("{% vouchervar id=08f.1e5_x %}{{ voucher_result }}{% endvouchervar %}", "08f.1e5_x", True),
        (
            '{% vouchervar id="{{ customer.city }}!" %}{{ voucher_result }}{% endvouchervar %}',
            "Łódź & co!",
            True,
        ),
    ],
)
@pytest.mark.parametrize("kind", ["text", "html"])
def test_a_voucher_tag_asks_for_a_code_of_its_pool(source: str, pool: str, assign: bool, kind: Kind) -> None:
    acts = Drawer({pool: "CODE<1"})
    text = show(source, acts=acts, kind=kind, customer={"city": "Łódź & co"})
    assert text == ("CODE&lt;1" if kind == "html" else "CODE<1")
    assert acts.asked == [(pool, assign)]
    assert compile_template(source).uses.acts


def test_a_code_that_must_be_drawn_first_passes_through() -> None:
    with pytest.raises(NeedsCode) as raised:
        show("{% voucher %}B{% endvoucher %}", acts=Drawer({}))
    assert raised.value.pool == "B"


def test_what_acts_raise_passes_through_untouched() -> None:
    class Broken(Drawer):
        def code(self, pool: str, *, assign: bool) -> str:
            raise ConnectionError(f"the database is away from {pool} {assign}")

    with pytest.raises(ConnectionError, match="away"):
        show("{% voucher %}B{% endvoucher %}", acts=Broken({}))


def test_a_voucher_that_is_not_reached_is_not_drawn() -> None:
    acts = Drawer({"A": "1"})
    assert show("{% if false %}{% voucher %}A{% endvoucher %}{% endif %}", acts=acts) == ""
    assert acts.asked == []


def test_a_voucher_in_a_variable_is_gone_after_its_tag() -> None:
    source = (
        "{% vouchervar id=A %}{{ voucher_result }}{{ voucher_result|lower }}{% endvouchervar %}"
        "[{{ voucher_result }}]"
    )
    acts = Drawer({"A": "Code"})
    assert show(source, acts=acts) == "Codecode[]"
    assert acts.asked == [("A", True)]


def test_a_barcode_is_drawn_with_its_options() -> None:
    acts = Drawer({"A": "4006381333931"})
    source = (
        "{% vouchervar id=A %}"
        "{% barcode code= {{voucher_result}}, gray=true, type=EAN_13, hrp=BOTTOM %}{% endvouchervar %}"
    )
    assert show(source, acts=acts, kind="html") == "<img alt='4006381333931'>"
    assert acts.drawn == [
        ("4006381333931", {"gray": "true", "type": "EAN_13", "hrp": "BOTTOM", "form": "html"}),
    ]


def test_the_address_of_a_barcode_is_escaped_where_it_stands() -> None:
    acts = Drawer({})
    source = '<img src="{% barcodeurl code=card type="QR_CODE" width={{ 10 * 2 }} %}">'
    assert show(source, acts=acts, kind="html", card=" 77 ") == '<img src="/b?c=1&amp;d=2">'
    assert acts.drawn == [("77", {"type": "QR_CODE", "width": "20", "form": "url"})]


@pytest.mark.parametrize(
    "source",
    [
        "{% voucher %}A{% endvoucher %}",
        "{% vouchervar id=A %}{% endvouchervar %}",
        "{% barcode code=1 %}",
        "{% barcodeurl code=1 %}",
    ],
)
def test_nobody_hands_out_codes_where_there_are_no_acts(source: str) -> None:
    with pytest.raises(TemplateError, match="line 1: there are no"):
        show(source)


def test_a_pool_without_a_name_is_an_error() -> None:
    with pytest.raises(TemplateError, match="names no pool"):
        show("{% voucher %} {{ customer.pool }} {% endvoucher %}", acts=Drawer({}), customer={})


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("\n{% voucher %}{% if x %}A{% endif %}{% endvoucher %}", "line 2: only text and {{ inserts }}"),
        ("{% vouchervar pool=A %}{% endvouchervar %}", "needs a pool"),
        ("{% vouchervar A %}{% endvouchervar %}", "cannot read 'A'"),
        ("{% barcode type=EAN_13 %}", "needs a code"),
        ("{% customer %}", "needs the name"),
        ("{% customer {{ x }} %}", "needs the name"),
        ("{% voucher %}A", "line 1: .*endvoucher"),
        ("{% context fieldId %}", "'context' is not offered"),
        ("{% nothing %}", "unknown tag 'nothing'"),
        ("{% macro m() %}{% endmacro %}", "macros are not offered"),
        ("{% include 'x' %}", "'include' is not offered"),
        ("{% extends 'x' %}", "'extends' is not offered"),
        ("{% import 'x' as y %}", "'import' is not offered"),
        ("{% from 'x' import y %}", "'from' is not offered"),
        ("{% block x %}{% endblock %}", "'block' is not offered"),
        ("{% call x() %}{% endcall %}", "'call' is not offered"),
        ("{% if x %}", "line 1"),
        ("{{ x", "line 1"),
        ("{{ }}", "line 1"),
        ("{% autoescape false %}{% endautoescape %}", "'autoescape' is not offered"),
        ("\n\n{{ x|nope }}", "line 3: there is no filter 'nope'"),
        ("{{ 'x'|format }}", "join texts with ~"),
        ("{% for x in y recursive %}{% endfor %}", "recursive"),
        ("{{ x is nope }}", "no test 'nope'"),
        ("{{ x.nope() }}", "no method nope"),
        ("{{ range(*[1]) }}", r"\* and \*\*"),
        ("{{ x|default(**{}) }}", r"\* and \*\*"),
        ("{% filter nope %}{% endfilter %}", "no filter 'nope'"),
        ("{% set x|nope %}{% endset %}", "no filter 'nope'"),
        ("{{ 9" + "9" * 40 + " }}", "36 digits"),
        ("{{ 1e999 }}", "too large"),
        (
            "{% for a in b %}{% if a %}{% for c in a %}{% endfor %}{% endif %}{% endfor %}",
            "loop within a loop",
        ),
        ("{% for a in b %}{% endfor %}" * 6, "at most 5 loops"),
    ],
)
def test_a_fault_is_named_with_its_line(source: str, said: str) -> None:
    with pytest.raises(TemplateError, match=said) as raised:
        compile_template(source)
    assert raised.value.line is not None


def test_unless_and_its_else() -> None:
    assert show("{% unless x > 1 %}few{% else %}many{% endunless %}", x=1) == "few"
    assert show("{% unless x > 1 %}few{% else %}many{% endunless %}", x="2") == "many"


def test_a_tag_of_jinjava_inside_raw_stays_text() -> None:
    assert show("{% raw %}{% voucher %}A{% endvoucher %}{% customer x %}{% endraw %}{{ 1 }}") == (
        "{% voucher %}A{% endvoucher %}{% customer x %}1"
    )


def test_the_sum_of_an_order_as_synerise_writes_it() -> None:
    source = (
        "{% set line_sums = [0] %}{%- for prod in root.products -%}"
        '{%- if line_sums.append(prod["productQuantity"]|int'
        '*prod["finalUnitPriceAmount"]|replace(",", ".")|float) -%}'
        "{%- endif -%}{%- endfor -%}{{ line_sums|sum }}"
    )
    products = [
        {"productQuantity": "2", "finalUnitPriceAmount": "9,50"},
        {"productQuantity": 1, "finalUnitPriceAmount": 3},
    ]
    assert show(source, root={"products": products}) == "22"
