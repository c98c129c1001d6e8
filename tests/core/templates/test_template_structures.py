"""JSON bodies whose texts and keys are templates."""

import pytest
from pydantic import JsonValue

from largesse.core.templates import NeedsCode, StopRender, TemplateError, Uses, compile_structure


@pytest.mark.parametrize(
    ("value", "rendered"),
    [
        ("{{ x }}", 'a"b'),
        (7, 7),
        (None, None),
        (True, True),
        (1.5, 1.5),
        ([], []),
        ({}, {}),
        ({"a": ["{{ x }}", 1, {"{{ key }}": "{{ 3 - '1' }}"}]}, {"a": ['a"b', 1, {"colour": "2"}]}),
        ({"a": "{{ list }}", "b": "{{ true }}"}, {"a": "[1]", "b": "true"}),
        ({"a": '","injected":"'}, {"a": '","injected":"'}),
        ({"": "{{ gone }}"}, {"": ""}),
    ],
)
def test_texts_and_keys_are_rendered_and_stay_texts(value: JsonValue, rendered: JsonValue) -> None:
    values = {"x": 'a"b', "key": "colour", "list": [1]}
    assert compile_structure(value).render(values) == rendered


def test_a_value_cannot_become_a_field() -> None:
    rendered = compile_structure({"name": "{{ x }}"}).render({"x": 'a", "admin": "true'})
    assert rendered == {"name": 'a", "admin": "true'}


def test_a_fault_names_the_field_and_the_line() -> None:
    with pytest.raises(TemplateError, match="line 2") as raised:
        compile_structure({"a": [{"b": "\n{{ x|nope }}"}]})
    assert raised.value.name == "/a/0/b"


def test_two_keys_that_become_the_same_are_an_error() -> None:
    structure = compile_structure({"{{ x }}": 1, "b": 2})
    assert structure.render({"x": "a"}) == {"a": 1, "b": 2}
    with pytest.raises(TemplateError, match="two keys"):
        structure.render({"x": "b"})


def test_what_a_structure_uses_is_what_all_its_texts_use() -> None:
    structure = compile_structure(
        {
            "a": "{{ customer.x }}{{ event.params.y }}",
            "{{ client['z'] }}": ["{{ automationPathSteps['s t'].event }}"],
        }
    )
    assert structure.uses == Uses(customer=frozenset({"x", "z"}), event=True, steps=frozenset({"s t"}))
    assert structure.undefined_names({"customer", "client", "event"}) == [("automationPathSteps", 1)]
    assert compile_structure({"a": "{{ customer }}", "b": "{{ client.x }}"}).uses.customer is None


def test_a_structure_that_is_too_large_is_refused() -> None:
    deep: JsonValue = "x"
    for _ in range(60):
        deep = [deep]
    with pytest.raises(TemplateError, match="50 levels"):
        compile_structure(deep)
    with pytest.raises(TemplateError, match="65536 characters"):
        compile_structure(["x" * 10_000] * 7)
    with pytest.raises(TemplateError, match="262144 characters"):
        compile_structure(["{{ x }}"] * 5).render({"x": "y" * 60_000})


def test_stops_and_acts_pass_through_a_structure() -> None:
    class Empty:
        def code(self, pool: str, *, assign: bool) -> str:
            raise NeedsCode(pool) if assign else StopRender(pool)

        def barcode(self, code: str, options: object) -> str:
            return f"{code} {options}"

    structure = compile_structure({"a": "{% voucher %}P{% endvoucher %}"})
    assert structure.uses.acts
    with pytest.raises(NeedsCode):
        structure.render({}, acts=Empty())
    with pytest.raises(StopRender):
        compile_structure(["{% kill %}"]).render({})
