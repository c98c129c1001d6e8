"""Addresses: a template fills steps and parameters, and nothing more."""

import pytest

from largesse.core.templates import TemplateError, compile_template, split_url


@pytest.mark.parametrize(
    ("source", "origin", "path"),
    [
        (
            "https://api.example.com/v1/{{ x }}",
            "https://api.example.com",
            "/v1/a%2Fb%3Fc%3Dd%26e%20%23%C5%81",
        ),
        ("HTTP://localhost:8080?q={{ x }}", "HTTP://localhost:8080", "?q=a%2Fb%3Fc%3Dd%26e%20%23%C5%81"),
        ("http://[::1]:80/{{ y }}", "http://[::1]:80", "/a-b_c.d~e"),
        ("https://x.example", "https://x.example", ""),
        ("/v1/{{ y }}/{{ none }}", "", "/v1/a-b_c.d~e/"),
        (" /a?b={{ x|urlencode }} ", "", "/a?b=a/b%3Fc%3Dd%26e%20%23%C5%81"),
        ("/a?{{ {'p q': 1, 'r': y}|urlencode }}", "", "/a?p+q=1&r=a-b_c.d~e"),
        ("/{{ x|safe }}", "", "/a%2Fb%3Fc%3Dd%26e%20%23%C5%81"),
        ("/{% set z %}{{ x }}{% endset %}{{ z }}", "", "/a%2Fb%3Fc%3Dd%26e%20%23%C5%81"),
        ("/{{ 5 - '2' }}", "", "/3"),
        ("/{{ [1] }}", "", "/%5B1%5D"),
        ("https://münchen.example/x", "https://münchen.example", "/x"),
    ],
)
def test_an_address_is_split_and_its_values_are_encoded(source: str, origin: str, path: str) -> None:
    found, template = split_url(source)
    assert found == origin
    assert template.render({"x": "a/b?c=d&e #Ł", "y": "a-b_c.d~e"}) == path


@pytest.mark.parametrize(
    "source",
    [
        "{{ x }}",
        "https://{{ host }}/x",
        "https://api.{{ x }}.com/",
        "{{ scheme }}://x.com/",
        "https://a.com{{ x }}/",
        "https://a.com:{{ port }}/",
        "//evil.com/{{ x }}",
        "ftp://a.com/{{ x }}",
        "https://user@a.com/",
        "https:///x",
        "{% set a = 1 %}https://a.com/",
        "https://a.com{% if x %}.evil.com{% endif %}/",
        "javascript:alert(1)",
        "",
        "https://a.com\\@evil.com/",
        "api.example.com/{{ x }}",
        "https://{# x #}a.com/",
        "https://a.com@evil.com/",
    ],
)
def test_scheme_and_host_are_plain_text(source: str) -> None:
    with pytest.raises(TemplateError, match="address begins"):
        split_url(source)


@pytest.mark.parametrize("value", [".", "..", "%2e%2e"])
def test_a_value_never_leads_to_another_path(value: str) -> None:
    _, template = split_url("https://a.com/v4/pools/{{ x }}/count?back=../{{ x }}")
    if value == "%2e%2e":
        assert template.render({"x": value}).startswith("/v4/pools/%252e%252e/")
        return
    with pytest.raises(TemplateError, match="step of the address"):
        template.render({"x": value})
    with pytest.raises(TemplateError, match="step of the address"):
        compile_template("/a/{{ x }}{{ x }}", kind="url").render({"x": "."})


def test_a_wrong_template_in_an_address_names_its_line() -> None:
    with pytest.raises(TemplateError, match="line 1: there is no filter"):
        split_url("https://a.com/{{ x|nope }}")
