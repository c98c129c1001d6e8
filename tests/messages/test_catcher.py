from __future__ import annotations

import json
import smtplib
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from largesse.messages.catcher import CaughtMail, caught_mails, start_catcher
from largesse.messages.catcher_page import render_mail_page
from largesse.messages.channels.email import OutgoingEmail, SmtpAccount, send_email

TWO = ["x@y.example", "z@y.example"]

ODD_MAILS = {
    "nothing at all": b"",
    "no headers": b"\r\njust a text",
    "no subject": b"From: a@b.example\r\n\r\nhello",
    "latin-2 body": b"Content-Type: text/plain; charset=iso-8859-2\r\n\r\nza\xbf\xf3\xb3\xe6",
    "raw utf-8 headers": "Subject: zażółć\r\nFrom: Łucja <a@b.example>\r\n\r\nx".encode(),
    "raw latin-1 subject": b"Subject: caf\xe9\r\n\r\nx",
    "unknown charset": b"Subject: =?x-no?q?abc?=\r\nContent-Type: text/plain; charset=x-no\r\n\r\nz\xc5\xbc",
    "charset that is no text": b"Content-Type: text/plain; charset=hex\r\n\r\nzz",
    "charset with a zero": b'Content-Type: text/plain; charset="utf\x00"\r\n\r\nzz',
    "lone surrogates": b"Subject: =?utf-7?q?+2AA-?=\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+2AA-",
    "broken base64": b"Content-Transfer-Encoding: base64\r\nSubject: =?utf-8?b?a?=\r\n\r\n!!!a",
    "boundary missing": b"Content-Type: multipart/mixed\r\n\r\nx",
    "boundary never closed": b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\nx',
    "folded subject": b"Subject: one\r\n two\r\n\tthree\r\n\r\nx",
    "forged envelope": b"X-Envelope-To: evil@b.example\r\nX-Envelope-At: never\r\n\r\nx",
    "begins with a fold": b" folded\r\nSubject: s\r\n\r\nx",
    "nested too deep": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(3000)
    ),
}


def post(port: int, content: bytes, *, to: list[str] | None = None) -> None:
    with smtplib.SMTP("127.0.0.1", port, local_hostname="localhost") as client:
        client.sendmail("bounce@largesse.example", to or ["ops@shop.example"], content)


async def test_what_the_channel_sends_is_caught_word_for_word(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    with start_catcher(tmp_path / "mail") as catcher:
        account = SmtpAccount(
            host=catcher.host,
            port=catcher.port,
            security="none",
            from_address="alerts@largesse.example",
            from_name="Zażółć",
        )
        mail = OutgoingEmail(
            to="ops@shop.example",
            subject="Pula „Łódź” kończy się " * 5,
            text="Zostało 412.\n.\nFrom now",
            html="<b>Zostało 412</b>",
            message_id="alert:1",
        )
        await send_email(account, mail)
        [caught] = caught_mails(tmp_path / "mail")
    assert caught.to == ["ops@shop.example"]
    assert caught.sender == "Zażółć <alerts@largesse.example>"
    assert caught.subject == mail.subject
    assert caught.text.strip() == mail.text
    assert (caught.html or "").strip() == mail.html
    assert before <= caught.at <= datetime.now(UTC)


def test_the_json_has_exactly_the_promised_fields(tmp_path: Path) -> None:
    with start_catcher(tmp_path) as catcher:
        post(
            catcher.port,
            b"From: a@b.example\r\nSubject: s\r\n\r\nhello\r\n",
            to=["x@y.example", "z@y.example"],
        )
    [mail] = json.loads(TypeAdapter(list[CaughtMail]).dump_json(caught_mails(tmp_path)))
    assert list(mail) == ["to", "from", "subject", "text", "html", "at"]
    assert mail["to"] == TWO
    assert (mail["from"], mail["subject"], mail["html"]) == ("a@b.example", "s", None)
    assert mail["text"].strip() == "hello"
    assert mail["at"].endswith("Z")


def test_the_newest_mail_comes_first_and_the_limit_holds(tmp_path: Path) -> None:
    with start_catcher(tmp_path) as catcher:
        for number in range(12):
            post(catcher.port, b"Subject: %d\r\n\r\nx" % number)
    with start_catcher(tmp_path) as catcher:
        post(catcher.port, b"Subject: 12\r\n\r\nx")
    assert [mail.subject for mail in caught_mails(tmp_path)] == [str(n) for n in range(12, -1, -1)]
    assert [mail.subject for mail in caught_mails(tmp_path, limit=2)] == ["12", "11"]


@pytest.mark.parametrize("name", ODD_MAILS)
def test_odd_mails_are_caught_shown_and_sent_as_json(name: str, tmp_path: Path) -> None:
    with start_catcher(tmp_path) as catcher:
        post(catcher.port, ODD_MAILS[name])
    mails = caught_mails(tmp_path)
    assert [mail.to for mail in mails] == [["ops@shop.example"]]
    assert TypeAdapter(list[CaughtMail]).dump_json(mails)
    assert render_mail_page(mails).encode()


def test_encodings_are_read(tmp_path: Path) -> None:
    with start_catcher(tmp_path) as catcher:
        for name in ("raw utf-8 headers", "latin-2 body", "folded subject", "no subject"):
            post(catcher.port, ODD_MAILS[name])
    unnamed, folded, latin, raw = caught_mails(tmp_path)
    assert (raw.subject, raw.sender) == ("zażółć", "Łucja <a@b.example>")
    assert latin.text.strip() == "zażółć"[:2] + "żółć"
    assert folded.subject == "one two three"
    assert (unnamed.subject, folded.sender) == ("", "bounce@largesse.example")


def test_attachments_are_not_taken_for_the_text(tmp_path: Path) -> None:
    content = (
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nsecret file\r\n"
        b'--b\r\nContent-Type: text/html; name="page.html"\r\n\r\n<p>file</p>\r\n'
        b"--b\r\nContent-Type: text/plain\r\n\r\nthe text\r\n--b--\r\n"
    )
    with start_catcher(tmp_path) as catcher:
        post(catcher.port, content)
    [mail] = caught_mails(tmp_path)
    assert mail.text.strip() == "the text"
    assert mail.html is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
@given(content=st.binary(max_size=400), head=st.sampled_from(list(ODD_MAILS.values())[:-1]))
def test_no_bytes_break_the_reader(content: bytes, head: bytes, tmp_path: Path) -> None:
    envelope = b"X-Envelope-From: a\r\nX-Envelope-To: b\r\nX-Envelope-At: 2026-01-01T00:00:00+00:00\r\n"
    (tmp_path / "1.eml").write_bytes(envelope + head[: len(content)] + content)
    (tmp_path / "2.eml").write_bytes(content)
    mails = caught_mails(tmp_path)
    assert len(mails) == 1
    assert TypeAdapter(list[CaughtMail]).dump_json(mails)
    assert render_mail_page(mails).encode()


def test_a_mail_over_ten_megabytes_is_refused_and_one_below_is_kept(tmp_path: Path) -> None:
    line = b"x" * 70 + b"\r\n"
    with start_catcher(tmp_path) as catcher:
        post(catcher.port, b"Subject: big\r\n\r\n" + line * 138_000)
        with pytest.raises(smtplib.SMTPResponseException) as caught:
            post(catcher.port, b"Subject: too big\r\n\r\n" + line * 139_000)
    assert caught.value.smtp_code == 552
    assert [mail.subject for mail in caught_mails(tmp_path)] == ["big"]


def test_only_the_last_thousand_mails_are_kept(tmp_path: Path) -> None:
    for number in range(1005):
        (tmp_path / f"20000101T000000.000000Z-{number:06d}.eml").write_bytes(b"old")
    with start_catcher(tmp_path) as catcher:
        post(catcher.port, b"Subject: new\r\n\r\nx")
    names = sorted(path.name for path in tmp_path.glob("*.eml"))
    assert len(names) == 1000
    assert names[0] == "20000101T000000.000000Z-000006.eml"
    assert [mail.subject for mail in caught_mails(tmp_path)] == ["new"]


def test_another_process_reads_a_mail_as_soon_as_it_is_acknowledged(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from largesse.messages.catcher import caught_mails\n"
        "print([mail.subject for mail in caught_mails(Path(sys.argv[1]))])"
    )
    with start_catcher(tmp_path) as catcher:
        post(catcher.port, b"Subject: now\r\n\r\nx")
        answer = subprocess.run(
            [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
        )
    assert answer.stdout.strip() == "['now']"


def test_a_half_written_mail_is_never_shown_and_swept_at_the_next_start(tmp_path: Path) -> None:
    unfinished = tmp_path / ".20260101T000000.000000Z-000000.part"
    unfinished.write_bytes(b"X-Envelope-From: half")
    assert caught_mails(tmp_path) == []
    start_catcher(tmp_path).stop()
    assert not unfinished.exists()


def test_a_mail_that_cannot_be_stored_is_put_off(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    with start_catcher(folder) as catcher:
        folder.rmdir()
        with pytest.raises(smtplib.SMTPResponseException) as caught:
            post(catcher.port, b"Subject: x\r\n\r\nx")
    assert caught.value.smtp_code == 451


def test_a_taken_port_is_said_and_a_stopped_catcher_frees_it(tmp_path: Path) -> None:
    first = start_catcher(tmp_path)
    with pytest.raises(OSError, match=rf"127\.0\.0\.1 port {first.port}.*another port"):
        start_catcher(tmp_path, port=first.port)
    with socket.create_connection(("127.0.0.1", first.port)) as idle:
        idle.recv(100)
        first.stop()
        first.stop()
    second = start_catcher(tmp_path, port=first.port)
    assert second.port == first.port
    second.stop()


def test_a_folder_that_is_not_there_yet_holds_no_mails(tmp_path: Path) -> None:
    assert caught_mails(tmp_path / "nothing") == []


def a_caught_mail(**changes: object) -> CaughtMail:
    fields = {"to": ["ops@shop.example"], "from": "a@b.example", "subject": "s", "text": "t", "html": None}
    return CaughtMail.model_validate({**fields, "at": datetime(2026, 3, 2, 7, 0, 12, tzinfo=UTC), **changes})


def test_the_page_shows_mails_and_lets_none_of_their_html_out() -> None:
    evil = "</pre></details><script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    page = render_mail_page([a_caught_mail(subject=evil, text=evil, html=evil, to=[evil], **{"from": evil})])
    assert "<script" not in page
    assert "<img" not in page
    assert 'sandbox=""' in page
    assert "default-src 'none'" in page
    assert "2026-03-02 07:00:12 UTC" in page
    assert page.count("&lt;script&gt;") >= 5


def test_the_page_without_mails_says_what_to_do() -> None:
    page = render_mail_page([])
    assert "No mail yet" in page
    assert "threshold" in page
    assert "<iframe" not in page


def test_the_page_names_what_is_missing() -> None:
    page = render_mail_page([a_caught_mail(subject="", text="", **{"from": ""})])
    for words in ("(no subject)", "(no sender)", "has no text", "1 mail,"):
        assert words in page
