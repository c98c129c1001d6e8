"""MJML and styles are resolved around the inserts of a mail, and every insert comes through as it was."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.core.templates import TemplateError
from largesse.messages.templates.inserts import protect
from largesse.messages.templates.markup import compile_markup

MJML = """<mjml>
<mj-head>
  <mj-title>{{ event.params.title }}</mj-title>
  <mj-preview>For {{ customer.firstname }}</mj-preview>
  <mj-style>.red { color: {{ colour }}; }</mj-style>
</mj-head>
<mj-body>
  {% if customer.vip %}
  <mj-section background-color="{{ background }}">
    <mj-column>
      <mj-text><p class="red">
        Hi {% if 1 < 2 and 3 > 2 %}{{ customer.firstname|default("you") }}{% endif %} &amp; co</p>
        <table>{% for line in event.params.lines %}<tr><td>{{ line.sku }}</td></tr>{% endfor %}</table>
      </mj-text>
      <mj-button href="https://shop.example/?code={{ event.params['body.data.code'] }}&amp;from=mail">
        Use {% voucher %}SPRING{% endvoucher %}
      </mj-button>
      <mj-image src="{{ picture }}" alt="{{ 'a picture' }}" />
      {# for the designer #}
    </mj-column>
  </mj-section>
  {% endif %}
</mj-body>
</mjml>"""
INSERT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")


def html_of(source: str) -> str:
    return compile_markup(source, form="html", text=None).html


def text_of(source: str) -> str:
    return compile_markup(source, form="html", text=None).text


def test_every_insert_of_a_mjml_mail_survives_in_its_place() -> None:
    html = compile_markup(MJML, form="mjml", text=None).html
    assert set(INSERT.findall(html)) == set(INSERT.findall(MJML))
    assert "<mj-" not in html
    assert "{% voucher %}SPRING{% endvoucher %}" in html
    assert """href="https://shop.example/?code={{ event.params['body.data.code'] }}&amp;from=mail\"""" in html
    assert """alt="{{ 'a picture' }}\"""" in html
    assert "<title>{{ event.params.title }}</title>" in html
    assert "color: {{ colour }}" in html.partition("<body")[2]  # inlined
    assert '{% if 1 < 2 and 3 > 2 %}{{ customer.firstname|default("you") }}{% endif %}' in html
    assert not re.search(r"lg[0-9a-f]{10}", html)


def test_a_loop_around_rows_stays_around_them() -> None:
    html = compile_markup(MJML, form="mjml", text=None).html
    row = re.search(r"\{% for [^%]*%\}(.*?)\{% endfor %\}", html, re.DOTALL)
    assert row is not None
    assert re.fullmatch(r"<tr><td[^>]*>\{\{ line\.sku \}\}</td></tr>", row[1])
    styled = html_of(
        "<style>td{color:red}</style><table>{% for r in x %}<tr><td>{{ r }}</td></tr>{% endfor %}</table>"
    )
    assert (
        '<tbody>{% for r in x %}<tr><td style="color: red;">{{ r }}</td></tr>{% endfor %}</tbody>' in styled
    )


def test_a_condition_around_a_body_of_rows_stays_outside_of_it() -> None:
    html = html_of(
        "<style>a{b:c}</style><table>{% if x %}<tbody><tr><td>1</td></tr></tbody>{% endif %}</table>"
    )
    assert "<table>{% if x %}<tbody><tr><td>1</td></tr></tbody>{% endif %}</table>" in html


def test_html_without_styles_is_kept_to_the_letter() -> None:
    source = "<p  class=x>{{ a }} <BR> &nbsp;<!-- {{ c }} --></p>\n"
    assert html_of(source) == source


def test_styles_are_inlined_and_kept_for_programs_that_read_them() -> None:
    html = html_of(
        "<style>p{color:red} @media print{p{color:blue}} p:hover{color:lime}</style><p>{{ x }}</p>"
    )
    assert '<p style="color: red;">{{ x }}</p>' in html
    assert "@media print" in html
    assert "p:hover" in html


def test_styles_for_other_media_are_not_inlined() -> None:
    html = html_of('<style media="print">p{color:red}</style><p>{{ x }}</p>')
    assert "<p>{{ x }}</p>" in html
    assert "data-css-inline" not in html


def test_no_file_and_no_address_is_read(tmp_path: object) -> None:
    styles = f"{tmp_path}/x.css"
    with open(styles, "w") as file:  # noqa: PTH123
        file.write("p{color:red}")
    for href in (styles, f"file://{styles}", "http://127.0.0.1:9/x.css"):
        assert "color" not in html_of(f'<link rel="stylesheet" href="{href}"><style>a{{b:c}}</style><p>x</p>')
    for path in (styles, f"file://{styles}", "http://127.0.0.1:9/x.mjml"):
        with pytest.raises(TemplateError, match="MJML"):
            compile_markup(
                f'<mjml><mj-body><mj-include path="{path}"/></mj-body></mjml>', form="mjml", text=None
            )


@pytest.mark.parametrize(
    "source",
    [
        "<p {% if a %}hidden{% endif %} {{ attributes }}>x</p>",
        "<a href={{ url }}>x</a>",
        """<a href='{{ url }}' title="{{ a|default('x > y') }}">x</a>""",
        "<!-- {{ a }} --><!--[if mso]>{% if b %}<p>{{ c }}</p>{% endif %}<![endif]-->",
        "<title>{{ a }}{% if b %}x{% endif %}</title>",
        """{% set x = "%}" %}{{ '}}' }}{{ "<p>" }}""",
        "{{ a }}{{ b }}{{ c }}",
        "<p {{ a }}>{{ '{{' }}</p>",
        "<textarea>{{ a }}</textarea>",
        "{# <table> #}<p>{{ a }}</p>",
    ],
)
def test_inserts_survive_wherever_they_stand(source: str) -> None:
    styled = html_of(f"<html><head><style>b{{c:d}}</style></head><body>{source}</body></html>")
    for insert in protect(source).inserts:
        assert insert in styled
    assert not re.search(r"lg[0-9a-f]{10}", styled)
    assert protect(source).restore(protect(source).source) == source


@given(st.text(alphabet="{}%#\"'<>!-/ ab=\nstyle", max_size=60))
@settings(max_examples=500, deadline=None)
def test_taking_inserts_out_and_putting_them_back_changes_nothing(source: str) -> None:
    protected = protect(source)
    assert protected.restore(protected.source).replace('=""', "") == source.replace('=""', "")
    assert protected.lost(protected.source) == []


def test_a_hundred_thousand_open_braces_are_read_at_once() -> None:
    for source in ("{{" * 100_000, "{{ '" * 50_000, "{%" * 50_000 + "%}", "<" * 100_000, "<!--" * 50_000):
        assert protect(source).restore(protect(source).source) == source


def test_an_insert_that_would_be_dropped_is_refused_with_its_line() -> None:
    outside_a_table = "<style>a{b:c}</style>\n<td\n{{ customer.attributes }}>x</td>"
    with pytest.raises(TemplateError, match="dropped") as caught:
        compile_markup(outside_a_table, form="html", text=None)
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("<p>hello</p>", "no MJML"),
        ("<mjml>", "no MJML"),
        ("<mjml><mj-body><mj-nothing></mj-nothing></mj-body></mjml>", "mj-nothing"),
        ("", "no MJML"),
    ],
)
def test_what_is_no_mjml_is_refused(source: str, says: str) -> None:
    with pytest.raises(TemplateError, match=says):
        compile_markup(source, form="mjml", text=None)


@pytest.mark.parametrize("form", ["html", "mjml"])
def test_elements_nested_without_end_are_refused_before_any_parser_sees_them(form: str) -> None:
    for element in ("div", "mj-wrapper", "table><tr><td", "{% if a %}<b"):
        deep = f"<{element}>" * 50_000
        with pytest.raises(TemplateError, match="deep"):
            compile_markup(f"<mjml><mj-body>{deep}", form=form, text=None)  # type: ignore[arg-type]


def test_the_text_is_made_from_the_html_in_its_order() -> None:
    text = compile_markup(MJML, form="mjml", text=None).text
    assert "color" not in text
    first, last = text.index("{% for line"), text.index("{% endfor %}")
    assert first < text.index("{{ line.sku }}") < last
    assert '{% if 1 < 2 and 3 > 2 %}{{ customer.firstname|default("you") }}{% endif %} & co' in text
    assert "(https://shop.example/?code={{ event.params['body.data.code'] }}&from=mail)" in text
    assert "{% voucher %}SPRING{% endvoucher %}" in text
    assert text.strip().startswith("{% if customer.vip %}")
    assert text.strip().endswith("{% endif %}")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Hi</h1><p>a<br>b</p>", "Hi\n\na\nb\n"),
        ("<ul><li>a</li><li>b</li></ul>", "* a\n* b\n"),
        ('<a href="https://x.example/a_(b)">there</a>', "there (https://x.example/a_(b))\n"),
        ('<a href="https://x.example/">https://x.example/</a>', "https://x.example/\n"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc\n"),
        ('<p style="display:none">hidden</p><p>seen &lt;b&gt; ż</p>', "seen <b> ż\n"),
        ("", ""),
    ],
)
def test_the_text_reads_as_a_person_would_write_it(html: str, text: str) -> None:
    assert text_of(html) == text


def test_a_text_that_was_written_is_kept() -> None:
    assert compile_markup("<p>{{ a }}</p>", form="html", text="Hi {{ b }}").text == "Hi {{ b }}"
