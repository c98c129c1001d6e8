"""Seed 000 by hand: key, connection and workflow are made from nothing in the console, and the mail arrives.

These are the steps of "In the console" in docs/tutorial/first-workflow.md, in the same order.
"""

import re
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import httpx
from playwright.sync_api import Locator, Page, expect

from tests.console.installed import Installed
from tests.console.visits import Visit
from tests.waiting import wait_until

PERMISSION: Final = "VOUCHERS_ITEM_LIST_BY_POOL_READ"
MOST_LOOKS: Final = 200
HTML: Final = (
    '{%set link = "https://example.com/pools/*"%}'
    "<p>{{customer.firstname}},</p><h1>Alert for Voucher pool: {{customer.firstname}}</h1>"
    "<p>Remaining: {{ event.params['voucherCount'] }} vouchers</p>"
    "<a href='{{link|replace(\"*\",customer.voucherpool_id)}}'>Link to voucher pool</a>"
)
COUNT: Final = "{{event.params['body.data.activeCount'] - event.params['body.data.assignedCount']}}"


def test_the_alert_is_built_on_the_canvas_and_its_mail_arrives(
    visit: Callable[..., Visit], shop: Installed
) -> None:
    mark = uuid4().hex[:6]  # what an earlier run made in the same shop is not taken for this one's
    page = visit("/").page
    page.set_default_timeout(20_000)
    connect_with_a_key(page, f"Counts {mark}")
    build(page, mark)
    run(page)
    ended = f"is running low ({mark})"
    wait_until(lambda: any(mail["subject"].endswith(ended) for mail in mails_of(shop)), limit=120)
    low = [mail for mail in mails_of(shop) if mail["subject"].endswith(ended)]
    assert all(re.search(r"Remaining: [1-4]?\d?\d vouchers", mail["html"]) for mail in low), low
    page.get_by_role("link", name="Overview").click()
    going = page.get_by_role("region", name="Running now")
    expect(going).to_contain_text(
        re.compile(r"\d+ of \d+, \d+%"), timeout=40_000
    )  # those that are not low wait for ten minutes
    going.get_by_role("link", name=f"Voucher pools, watched {mark}").click()
    share = page.get_by_text(re.compile(r"^\d\d?%: [1-9]\d* of \d+ paths are over$"))
    expect(share).to_be_visible(timeout=20_000)  # the page asks every five seconds


def mails_of(shop: Installed) -> list[dict[str, str]]:
    """What the catcher has."""
    mails: list[dict[str, str]] = httpx.get(f"{shop.url}/mail.json", timeout=10).json()
    return mails


def connect_with_a_key(page: Page, name: str) -> None:
    """A key that may only count codes, and the connection that workflows use it by."""
    page.get_by_role("link", name="API keys").click()
    page.get_by_role("button", name="New key").first.click()
    dialog = page.get_by_role("dialog", name="New key")
    dialog.get_by_role("textbox", name="Name").fill(name)
    dialog.get_by_role("textbox", name="Filter permissions…").fill(PERMISSION)
    dialog.get_by_role("group", name="item list by pool").get_by_role(
        "checkbox", name=re.compile("^See")
    ).check()
    dialog.get_by_role("button", name="Create key").click()
    secret = dialog.get_by_test_id("secret").inner_text()
    dialog.get_by_role("button", name="I have kept it").click()
    expect(dialog).to_be_hidden()

    page.get_by_role("link", name="Settings").click()
    page.get_by_role("tab", name="Connections").click()
    page.get_by_role("button", name="New connection").first.click()
    dialog = page.get_by_role("dialog", name="New connection")
    dialog.get_by_role("textbox", name="Name").fill(name)
    dialog.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="This installation").click()
    dialog.get_by_role("textbox", name="API key").fill(secret)
    dialog.get_by_role("button", name="Add").click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("cell", name=name).first).to_be_visible()


class Canvas:
    """What a person does on the canvas."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._done: list[str] = []
        page.on("requestfinished", lambda request: self._done.append(f"{request.method} {request.url}"))

    @property
    def drawer(self) -> Locator:
        """The settings that are open."""
        return self.page.get_by_role("dialog").last

    def add(self, kind: str, after: str | None = None, port: str = "Next") -> None:
        """Adds a node of this kind, by the toolbar or at the end of a way out."""
        if after is None:
            self.page.get_by_role("button", name="Add node", exact=True).click()
        else:
            self.page.get_by_role("button", name=f"Add node after {after} ({port})", exact=True).click()
        picker = self.page.get_by_role("dialog", name="Add a node")
        picker.get_by_label("Find a node…").fill(kind)
        picker.get_by_role("button", name=re.compile(f"^{re.escape(kind)}")).first.click()
        expect(picker).to_be_hidden()
        expect(self.drawer.get_by_label("Name of the node")).to_be_visible()

    def fill(self, label: str, text: str) -> None:
        """Types into a setting of the open drawer."""
        self.drawer.get_by_label(re.compile(f"^{re.escape(label)}")).first.fill(text)

    def choose(self, label: str, option: str) -> None:
        """Takes an option of a setting of the open drawer."""
        self.drawer.get_by_role("combobox", name=re.compile(f"^{re.escape(label)}")).first.click()
        self.page.get_by_role("option", name=option, exact=True).first.click()

    def apply(self, name: str) -> None:
        """Names the node and closes its settings."""
        self.fill("Name of the node", name)
        self._done.clear()
        self.drawer.get_by_role("button", name="Apply").click()
        expect(self.page.locator(".react-flow__node", has_text=name)).to_be_visible()
        self._rest()

    def _rest(self) -> None:
        """Until the draft is saved and checked: what is to mend stands above the canvas and moves it."""
        for _ in range(MOST_LOOKS):
            saved = next((n for n, one in enumerate(self._done) if one.startswith("PATCH")), None)
            if saved is not None and any(one.endswith("/check") for one in self._done[saved:]):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(self._done)


def build(page: Page, mark: str) -> None:
    """The workflow of the seed, node by node."""
    page.get_by_role("link", name="Workflows").click()
    page.get_by_role("button", name="New workflow").first.click()
    page.get_by_label("Name", exact=False).first.fill(f"Voucher pools, watched {mark}")
    page.get_by_role("button", name="Create workflow").click()
    canvas = Canvas(page)
    ask_for_counts(canvas, f"Counts {mark}")
    reckon_what_is_left(canvas)
    tell_when_it_is_low(canvas, f"Pool {{{{customer.firstname}}}} is running low ({mark})")


def ask_for_counts(canvas: Canvas, connection: str) -> None:
    """Each pool, as a profile, asks how many codes it has."""
    canvas.add("Audience")
    canvas.drawer.get_by_role("button", name="Add a rule").click()
    canvas.drawer.get_by_role("button", name=re.compile("^Attribute")).click()
    canvas.fill("Name *", "voucherpool_id")
    canvas.choose("Must be", "is not empty")
    canvas.apply("Pools as profiles")

    canvas.add("Outgoing Integration", after="Pools as profiles")
    canvas.fill("Address", "/v4/vouchers/item/count/{{client.voucherpool_id}}")
    more = canvas.drawer.get_by_role("button", name=re.compile("more setting"))
    if more.count():
        more.first.click()
    canvas.choose("Credentials", "A key of the workspace")
    canvas.choose("Connection", connection)
    for header, value in (("Api-Version", "4.4"), ("Accept", "application/json")):
        add_header(canvas, header, value)
    canvas.apply("Check Voucher Pool")


def reckon_what_is_left(canvas: Canvas) -> None:
    """The answer becomes an event with the number."""
    canvas.add("Event Filter", after="Check Voucher Pool")
    canvas.fill("Event", "webhook.response")
    canvas.apply("Wait for the answer")

    canvas.add("End", after="Wait for the answer", port="Not matched")
    canvas.apply("No answer")
    canvas.add("Generate Event", after="Wait for the answer", port="Matched")
    canvas.fill("Event", "custom.event")
    set_json(canvas, "Body", "voucherCount", COUNT)
    canvas.apply("Codes left")


def tell_when_it_is_low(canvas: Canvas, subject: str) -> None:
    """Below the threshold a mail goes out."""
    canvas.add("Event Filter", after="Codes left")
    canvas.fill("Event", "custom.event")
    canvas.drawer.get_by_role("group", name="Period").locator("input").first.fill("10")
    canvas.drawer.get_by_role("button", name="Add: Conditions").click()
    canvas.fill("Name *", "voucherCount")
    canvas.choose("Must be", "number is less than")
    canvas.fill("Value", "500")
    canvas.apply("Below 500")

    canvas.add("E-mail Alert", after="Below 500", port="Matched")
    canvas.fill("Subject", subject)
    canvas.fill("HTML", HTML)
    canvas.fill("E-mail addresses", "marketing@largesse.local")
    canvas.page.keyboard.press("Enter")
    canvas.apply("Alert")
    canvas.add("End", after="Alert")
    canvas.apply("Told")
    canvas.add("End", after="Below 500", port="Not matched")
    canvas.apply("Enough left")


def add_header(canvas: Canvas, header: str, value: str) -> None:
    """One more header of the request."""
    canvas.drawer.get_by_role("button", name="Add: Headers").click()
    names = canvas.drawer.get_by_label(re.compile(r"^Name \d+ of Headers"))
    values = canvas.drawer.get_by_label(re.compile(r"^Value \d+ of Headers"))
    values.last.fill(value)
    names.last.fill(header)


def set_json(canvas: Canvas, label: str, name: str, value: str) -> None:
    """One param of the event."""
    canvas.drawer.get_by_role("button", name=f"Add: {label}").click()
    canvas.drawer.get_by_label(re.compile(rf"^Value \d+ of {label}")).last.fill(value)
    canvas.drawer.get_by_label(re.compile(rf"^Name \d+ of {label}")).last.fill(name)


def run(page: Page) -> None:
    """Publishes, runs, and waits until every journey is over."""
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    publish = page.get_by_role("button", name="Save & run")
    expect(publish).not_to_have_attribute("aria-disabled", "true", timeout=10_000)
    publish.click()
    expect(page.get_by_text("Active", exact=True)).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Run now").click()
    page.wait_for_url(re.compile("/runs/"))
