"""What the mails say: every event has its words, and no pool's name can break out of them."""

import pytest

from largesse.alerts.mails import Mail, PoolFacts, write_mail
from largesse.alerts.schemas import AlertEvent
from largesse.messages.channels.email import OutgoingEmail

FACTS = {
    "name": "Spring 2027",
    "remaining": 1412,
    "total": 50_000,
    "remaining_percent": 2.82,
    "threshold": {"unit": "codes", "below": 1500.0},
    "expiring": 0,
    "expires_within_days": None,
    "burn_rate": 201.714,
    "runs_out_on": "2027-03-08",
    "emails": [],
    "webhook_url": None,
    "link": "/pools/01",
}


def write(event: AlertEvent = AlertEvent.POOL_LOW, **changes: object) -> Mail:
    facts = PoolFacts.model_validate({**FACTS, **changes})
    return write_mail(event, facts, public_url="https://largesse.example/")


def test_a_low_pool_is_told_with_everything_to_act_on() -> None:
    mail = write()
    assert mail.subject == "Voucher pool Spring 2027 is running low: 1,412 codes left"
    for said in (
        "Remaining",
        "1,412 codes (2.82 % of 50,000)",
        "below 1,500 codes",
        "201.7 codes per day",
        "2027-03-08",
        "Link to voucher pool Spring 2027",
        "https://largesse.example/pools/01",
    ):
        assert said in mail.text
        assert said in mail.html


@pytest.mark.parametrize("event", AlertEvent)
def test_every_event_has_its_words(event: AlertEvent) -> None:
    mail = write(event, expiring=1, expires_within_days=7)
    assert "Spring 2027" in mail.subject
    assert "1 code within 7 days" in mail.text


@pytest.mark.parametrize(
    ("unit", "below", "said"),
    [("percent", 12.5, "below 12.5 %"), ("days", 7, "below 7 days of cover"), ("codes", 1, "below 1 codes")],
)
def test_a_threshold_is_told_in_its_own_unit(unit: str, below: float, said: str) -> None:
    assert said in write(threshold={"unit": unit, "below": below}).text


def test_a_pool_without_threshold_or_forecast_says_nothing_of_them() -> None:
    mail = write(threshold=None, runs_out_on=None, remaining_percent=None, remaining=1)
    assert "threshold" not in mail.text
    assert "Runs out" not in mail.text
    assert "Remaining: 1 code\n" in mail.text


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "two\r\nBcc: evil@b.example",
        "{name} {{ 7 * 7 }} %s",
        "bell\x07 and\u2028line",
        '"><img src=x>',
    ],
)
def test_a_pools_name_is_only_ever_text(name: str) -> None:
    mail = write(name=name)
    OutgoingEmail(to="a@b.example", subject=mail.subject, text=mail.text, html=mail.html, message_id="m")
    assert "<script" not in mail.html
    assert "<img" not in mail.html
    assert "49" not in mail.text
