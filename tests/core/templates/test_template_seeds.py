"""The inserts of the use cases that the product implements, unchanged."""

from typing import Final

import pytest

from largesse.core.templates import Uses, compile_structure, compile_template, split_url

MAIL: Final = """{%set link = "https://app.synerise.com/assets/vouchers/pools/*/coupons"%}
      <p>{{customer.firstname}},</p>
      <h1> Alert for Voucher pool: {{customer.firstname}} </h1>
      <p> Remaining: {{ event.params['voucherCount'] }} vouchers </p>
      <a href='{{link|replace("*",customer.voucherpool_id)}}'>
      <p> Link to voucher pool {{customer.firstname}} </p></a>"""
ADDRESS: Final = "https://api.synerise.com/v4/vouchers/item/count/{{client.voucherpool_id}}"
BODY: Final = {
    "voucherCount": "{{event.params['body.data.activeCount'] - event.params['body.data.assignedCount']}}"
}
PROFILE: Final = {"firstname": "Voucher Pool 1", "voucherpool_id": "0a1b2c3d-0000-4000-8000-5e2500000001"}


def test_the_mail_of_the_pool_alert_renders() -> None:
    template = compile_template(MAIL, kind="html")
    html = template.render({"customer": PROFILE, "event": {"params": {"voucherCount": "499"}}})
    assert "<h1> Alert for Voucher pool: Voucher Pool 1 </h1>" in html
    assert "<p> Remaining: 499 vouchers </p>" in html
    link = f"https://app.synerise.com/assets/vouchers/pools/{PROFILE['voucherpool_id']}/coupons"
    assert f"<a href='{link}'>" in html
    assert template.uses == Uses(customer=frozenset({"firstname", "voucherpool_id"}), event=True)


def test_the_mail_of_the_pool_alert_escapes_what_customers_write() -> None:
    profile = {"firstname": "<script>alert(1)</script>", "voucherpool_id": "x'><b>"}
    html = compile_template(MAIL, kind="html").render({"customer": profile, "event": {"params": {}}})
    assert "<script>" not in html
    assert "x&#39;&gt;&lt;b&gt;" in html


def test_the_address_of_the_count_renders() -> None:
    origin, path = split_url(ADDRESS)
    assert origin == "https://api.synerise.com"
    assert path.render({"client": PROFILE}) == f"/v4/vouchers/item/count/{PROFILE['voucherpool_id']}"
    assert path.uses == Uses(customer=frozenset({"voucherpool_id"}))


@pytest.mark.parametrize(("active", "assigned"), [(700, 201), ("700", "201"), (700, "201"), ("700", 201.0)])
def test_the_body_of_the_generated_event_subtracts_numbers_and_their_texts(
    active: object, assigned: object
) -> None:
    values = {"event": {"params": {"body.data.activeCount": active, "body.data.assignedCount": assigned}}}
    structure = compile_structure({**BODY})
    assert structure.render(values) == {"voucherCount": "499"}
    assert structure.uses == Uses(event=True)


def test_the_body_of_the_generated_event_is_empty_when_the_answer_had_no_counts() -> None:
    assert compile_structure({**BODY}).render({"event": {"params": {}}}) == {"voucherCount": ""}
