"""What a template reads is told from its source."""

import pytest

from largesse.core.templates import Uses, compile_template

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("plain", Uses()),
        ("{{ 1 }}", Uses()),
        ("{{ customer.a }}{{ client['b c'] }}", Uses(customer=frozenset({"a", "b c"}))),
        ("{{ customer.get('a', client.b) }}", Uses(customer=frozenset({"a", "b"}))),
        ("{% customer a %}", Uses(customer=frozenset({"a"}))),
        ("{{ customer.a.b }}", Uses(customer=frozenset({"a"}))),
        ("{{ customer[name] }}", Uses(customer=None)),
        ("{{ customer }}", Uses(customer=None)),
        ("{% set c = customer %}{{ c.a }}", Uses(customer=None)),
        ("{{ customer.items() }}", Uses(customer=None)),
        ("{% for k in client %}{% endfor %}", Uses(customer=None)),
        ("{% if 'a' in customer %}{% endif %}", Uses(customer=None)),
        ("{{ event.params.x }}", Uses(event=True)),
        ("{{ event.params[customer.k] }}", Uses(event=True, customer=frozenset({"k"}))),
        ("{{ automationPathSteps['a b'].event.params.x }}", Uses(steps=frozenset({"a b"}))),
        ("{{ automationPathSteps[x] }}", Uses(steps=None)),
        ("{% voucher %}{{ customer.p }}{% endvoucher %}", Uses(acts=True, customer=frozenset({"p"}))),
        ("{% barcode code=1 %}", Uses()),
        ("{% raw %}{{ customer.a }}{% endraw %}{# {{ event }} #}", Uses()),
    ],
)
def test_uses(source: str, uses: Uses) -> None:
    assert compile_template(source).uses == uses


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("{{ a }}\n{{ b.c }}{{ a }}", [("a", 1), ("b", 2)]),
        ("{% set a = b %}{{ a }}", [("b", 1)]),
        ("{% for x in xs %}{{ loop.index }}{{ x }}{{ y }}{% endfor %}", [("xs", 1), ("y", 1)]),
        ("{{ range(3) }}{{ namespace(a=1) }}", []),
        ("{% with a = 1 %}{{ a }}{% endwith %}", []),
        ("{% vouchervar id=P %}{{ voucher_result }}{% endvouchervar %}", []),
        ("{{ {bare: word} }}", [("word", 1)]),
        ("{% set n = namespace(x=1) %}{% set n.x = 2 %}", []),
        ("{{ synerise-resign-link }}", [("link", 1), ("resign", 1), ("synerise", 1)]),
        ("{{ customer.x }}\n\n{{ custmer.x }}", [("customer", 1), ("custmer", 3)]),
        ("{{ loop }}", [("loop", 1)]),
    ],
)
def test_names_that_nobody_hands_in(source: str, names: list[tuple[str, int]]) -> None:
    template = compile_template(source)
    assert template.undefined_names(()) == names
    assert template.undefined_names({name for name, _ in names}) == []


def test_the_same_source_is_compiled_once_for_each_kind() -> None:
    source = "{{ kept }}"
    assert compile_template(source) is compile_template(source, kind="text")
    assert compile_template(source) is not compile_template(source, kind="html")
