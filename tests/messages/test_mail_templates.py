"""Mail templates: rendered for a recipient, kept in revisions, shown to their editor before they go out."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.core.errors import NotFoundError
from largesse.core.templates import NeedsCode, StopRender
from largesse.messages.catcher import caught_mails, start_catcher
from largesse.messages.templates import MailTemplateError, load_mail_template, render_inline

LOW_POOL = """<html><body><p>Warning! Number of unassigned vouchers in the pool {{ client.name }}
({{ client['poolUUID'] }}) has fallen to {{ event.params['body.data.activeCount'] }}.</p></body></html>"""


class Acts:
    """Acts that hand out a code of each pool once."""

    def __init__(self, codes: Mapping[str, str]) -> None:
        self.codes = codes
        self.asked: list[tuple[str, bool]] = []

    def code(self, pool: str, *, assign: bool) -> str:
        self.asked.append((pool, assign))
        if pool not in self.codes:
            raise NeedsCode(pool)
        return self.codes[pool]

    def barcode(self, code: str, options: Mapping[str, str]) -> str:
        return f"/{code}.png" if options.get("form") == "url" else f'<img alt="{code}">'


async def made(client: httpx.AsyncClient, **fields: object) -> dict[str, object]:
    body = {
        "name": "Your code",
        "subject": "Hi {{ customer.firstname }}",
        "html": "<p>{{ event.params.n }}</p>",
    }
    answer = await client.post("/v1/message-templates", json={**body, **fields})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_a_mail_is_rendered_for_its_recipient() -> None:
    pool = {"name": "Spring & Co", "poolUUID": "0192"}
    mail = render_inline("Pool {{ client.name }}", LOW_POOL).render(
        {"client": pool, "customer": pool, "event": {"params": {"body.data.activeCount": 499}}}
    )
    assert mail.subject == "Pool Spring & Co"
    assert "in the pool Spring &amp; Co\n(0192) has fallen to 499." in mail.html
    assert "in the pool Spring & Co (0192) has fallen to 499." in mail.text


def test_a_value_cannot_bring_markup_or_a_second_subject_line() -> None:
    mail = render_inline("Hi {{ name }}", "<p title='{{ name }}'>{{ name }}</p>").render(
        {"name": "<b>Ada</b>\r\nBcc: all@shop.example\u2028\x00'"}
    )
    assert mail.subject == "Hi <b>Ada</b> Bcc: all@shop.example '"
    assert "<b>" not in mail.html
    assert "title='&lt;b&gt;" in mail.html


def test_the_same_code_stands_in_all_parts_and_a_barcode_is_a_code_in_the_text() -> None:
    template = render_inline(
        "{% voucher %}P1{% endvoucher %}",
        "<p>{% vouchervar id=P1 %}{{ voucher_result }} {% barcode code= {{voucher_result}}, type=QR_CODE %}"
        "{% endvouchervar %}</p>",
    )
    acts = Acts({"P1": "C-1"})
    mail = template.render({}, acts)
    assert mail.subject == "C-1"
    assert 'C-1 <img alt="C-1">' in mail.html
    assert mail.text.split() == ["C-1", "C-1"]
    assert set(acts.asked) == {("P1", True)}
    assert template.uses.acts


def test_a_code_that_is_needed_first_and_a_stop_come_through() -> None:
    template = render_inline("x", "{% voucher %}P2{% endvoucher %}")
    with pytest.raises(NeedsCode) as needed:
        template.render({}, Acts({}))
    assert needed.value.pool == "P2"
    with pytest.raises(StopRender):
        render_inline("x", "<p>{% customer firstname %}</p>").render({"customer": {}})


def test_uses_are_those_of_all_parts() -> None:
    uses = render_inline("{{ customer.a }}", "{{ event.params.b }}", "{{ customer.c }}").uses
    assert uses.customer == {"a", "c"}
    assert uses.event
    assert not uses.acts


def test_an_inline_mail_may_be_mjml() -> None:
    column = "<mj-column><mj-text>Hi {{ n }}</mj-text></mj-column>"
    source = f"<mjml><mj-body><mj-section>{column}</mj-section></mj-body></mjml>"
    mail = render_inline("x", source).render({"n": "<Ada>"})
    assert "<mj-" not in mail.html
    assert "Hi &lt;Ada&gt;" in mail.html
    assert mail.text == "Hi <Ada>\n"


@pytest.mark.parametrize(
    ("subject", "html", "text", "part", "line"),
    [
        ("{{ a", "x", None, "subject", 1),
        ("x", "<p>\n\n{% if %}</p>", None, "html", 3),
        ("x", "<p>x</p>", "a\n{{ b|nothing }}", "text", 2),
        ("x", "<mjml>\n", None, "html", None),
    ],
)
def test_a_mistake_names_its_part_and_line(
    subject: str, html: str, text: str | None, part: str, line: int | None
) -> None:
    with pytest.raises(MailTemplateError) as caught:
        render_inline(subject, html, text)
    assert caught.value.part == part
    assert line is None or caught.value.line == line


def test_a_long_mail_is_no_problem() -> None:
    html = "<table>" + "<tr><td style='color:red'>a cell of a long mail</td></tr>" * 3000 + "</table>{{ x }}"
    assert render_inline("x", html).render({"x": "1"}).html.endswith("1")


async def test_a_template_is_kept_in_revisions(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    template = await made(client)
    path = f"/v1/message-templates/{template['id']}"
    assert (template["revision"], template["text"], template["format"]) == (1, None, "html")
    renamed = await client.patch(path, json={"name": "Another name"})
    assert (renamed.status_code, renamed.json()["revision"]) == (200, 1)
    changed = await client.patch(
        path, json={"html": "<b>{{ event.params.m }}</b>", "text": "{{ customer.x }}"}
    )
    assert (changed.json()["revision"], changed.json()["subject"]) == (2, template["subject"])
    derived = await client.patch(path, json={"text": None})
    assert (derived.json()["revision"], derived.json()["text"]) == (3, None)
    revisions = (await client.get(f"{path}/revisions?limit=2")).json()
    assert [item["revision"] for item in revisions["items"]] == [3, 2]
    rest = (await client.get(f"{path}/revisions?cursor={revisions['next_cursor']}")).json()
    assert [item["html"] for item in rest["items"]] == ["<p>{{ event.params.n }}</p>"]
    async with database.context(workspace_id) as ctx:
        template_id = UUID(str(template["id"]))
        now = (await load_mail_template(ctx, template_id)).render({"event": {"params": {"m": 2, "n": 1}}})
        then = await load_mail_template(ctx, template_id, revision=1)
    assert now.html == "<b>2</b>"
    assert now.text == "2\n"
    assert then.render({"event": {"params": {"m": 2, "n": 1}}}).html == "<p>1</p>"


async def test_a_deleted_template_is_gone_but_what_began_with_it_can_end(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID
) -> None:
    template = await made(client)
    path = f"/v1/message-templates/{template['id']}"
    assert (await client.delete(path)).status_code == 204
    for gone in (
        client.get(path),
        client.delete(path),
        client.patch(path, json={}),
        client.get(f"{path}/revisions"),
    ):
        assert (await gone).status_code == 404
    assert (await client.get("/v1/message-templates")).json()["items"] == []
    async with database.context(workspace_id) as ctx:
        with pytest.raises(NotFoundError):
            await load_mail_template(ctx, UUID(str(template["id"])))
        await load_mail_template(ctx, UUID(str(template["id"])), revision=1)
    await made(client)  # the name is free again


async def test_another_workspace_has_no_such_template(client: httpx.AsyncClient, database: Database) -> None:
    template = await made(client)
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id
    async with database.context(other) as ctx:
        for revision in (None, 1):
            with pytest.raises(NotFoundError):
                await load_mail_template(ctx, UUID(str(template["id"])), revision=revision)


async def test_names_are_taken_once_whatever_their_case(client: httpx.AsyncClient) -> None:
    first = await made(client, name="Żółw")
    twin = await client.post("/v1/message-templates", json={"name": "ŻÓŁW", "subject": "x", "html": "x"})
    assert (twin.status_code, twin.json()["code"]) == (409, "message_template_exists")
    second = await made(client, name="B")
    path = f"/v1/message-templates/{second['id']}"
    assert (await client.patch(path, json={"name": "żółw"})).status_code == 409
    assert (
        await client.patch(f"/v1/message-templates/{first['id']}", json={"name": "ŻÓŁW"})
    ).status_code == 200


@pytest.mark.parametrize(
    ("fields", "pointer", "line"),
    [
        ({"subject": "{{ a"}, "/body/subject", 1),
        ({"html": "<p>\n{{ 1 +"}, "/body/html", 2),
        ({"html": "<p>x</p>", "text": "\n\n{% nothing %}"}, "/body/text", 3),
        ({"html": "<p>x</p>", "format": "mjml"}, "/body/html", None),
    ],
)
async def test_a_mistake_is_refused_with_its_field_and_line(
    client: httpx.AsyncClient, fields: dict[str, object], pointer: str, line: int | None
) -> None:
    body = {"name": "x", "subject": "x", "html": "x", **fields}
    refused = await client.post("/v1/message-templates", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_template"), refused.text
    assert refused.json()["errors"][0]["pointer"] == pointer
    assert line is None or refused.json()["line"] == line
    fine = await made(client)
    changed = await client.patch(f"/v1/message-templates/{fine['id']}", json=fields)
    assert changed.status_code == 422
    assert (await client.get(f"/v1/message-templates/{fine['id']}")).json()["revision"] == 1


@pytest.mark.parametrize(
    "fields",
    [{"subject": "a\nb"}, {"subject": ""}, {"html": "a\x00"}, {"name": " "}, {"format": "pdf"}, {"x": 1}],
)
async def test_wrong_fields_are_refused(client: httpx.AsyncClient, fields: dict[str, object]) -> None:
    body = {"name": "x", "subject": "x", "html": "x", **fields}
    assert (await client.post("/v1/message-templates", json=body)).status_code == 422


async def test_a_preview_shows_the_mail_of_a_customer_and_what_is_missing(client: httpx.AsyncClient) -> None:
    person = {"custom_id": "c1", "email": "ada@shop.example", "attributes": {"firstname": "Ada"}}
    assert (await client.post("/v1/profiles", json=person)).status_code == 201
    template = await made(
        client,
        subject="Hi {{ customer.firstname }}",
        html="<p>\n{{ customer.city }} {{ event.params.n }}\n{{ nobody }} {% voucher %}P{% endvoucher %}</p>",
    )
    wanted = {"profile": {"custom_id": "c1"}, "event": {"name": "cart.left", "params": {"n": 3}}}
    answer = await client.post(f"/v1/message-templates/{template['id']}/previews", json=wanted)
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert shown["subject"] == "Hi Ada"
    assert "3" in shown["html"]
    assert "SAMPLE-CODE" in shown["html"]
    assert "SAMPLE-CODE" in shown["text"]
    missing = {item["name"]: (item["part"], item["line"]) for item in shown["undefined"]}
    assert missing == {"nobody": ("html", 3), "customer.city": (None, None)}
    assert any("sample" in problem for problem in shown["problems"])
    pools = (await client.get("/v1/pools")).json()["items"]
    assert pools == []


async def test_a_preview_says_why_nothing_would_be_sent(client: httpx.AsyncClient) -> None:
    template = await made(client, subject="x", html="<p>{% customer firstname %}</p>")
    path = f"/v1/message-templates/{template['id']}/previews"
    shown = (await client.post(path, json={})).json()
    assert (shown["subject"], shown["html"], shown["text"]) == (None, None, None)
    assert "Nothing would be sent" in shown["problems"][0]
    unknown = await client.post(path, json={"profile": {"custom_id": "nobody"}})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "profile_not_found")


async def test_a_test_mail_goes_to_its_editor_and_draws_no_code(
    client: httpx.AsyncClient, tmp_path: Path
) -> None:
    template = await made(
        client, subject="{{ customer.n }}", html="<p>{% voucher %}SPRING{% endvoucher %}</p>"
    )
    path = f"/v1/message-templates/{template['id']}/tests"
    nowhere = (await client.post(path, json={"to": "me@shop.example"})).json()
    assert not nowhere["delivered"]
    assert "no e-mail account" in nowhere["reason"]
    with start_catcher(tmp_path) as catcher:
        account = {"name": "Own", "host": catcher.host, "port": catcher.port, "security": "none"}
        account |= {"from_address": "own@shop.example"}
        assert (await client.post("/v1/smtp-accounts", json=account)).status_code == 201
        sent = await client.post(path, json={"to": "me@shop.example"})
    assert sent.json()["delivered"], sent.text
    [mail] = caught_mails(tmp_path)
    assert (mail.to, mail.subject) == (["me@shop.example"], "[Test]")
    assert mail.html == "<p>SAMPLE-CODE</p>"
    assert mail.text.strip() == "SAMPLE-CODE"
    assert (await client.get("/v1/messages")).json()["items"] == []


async def test_a_mail_is_shown_while_it_is_being_written(client: httpx.AsyncClient) -> None:
    await client.post("/v1/profiles", json={"custom_id": "c1", "attributes": {"firstname": "Ada <b>"}})
    draft = {"subject": "Hi {{ customer.firstname }}", "html": "<p>{{ customer.city }} {{ weather }}</p>"}
    path = "/v1/message-templates/previews"
    answer = await client.post(path, json={**draft, "profile": {"custom_id": "c1"}})
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert shown["subject"] == "Hi Ada <b>"
    assert {item["name"] for item in shown["undefined"]} == {"weather", "customer.city"}
    assert (await client.get("/v1/message-templates")).json()["items"] == []

    broken = await client.post(path, json={**draft, "html": "<p>\n{{ oops </p>"})
    assert (broken.status_code, broken.json()["code"]) == (422, "invalid_template")
    assert broken.json()["line"] == 2
