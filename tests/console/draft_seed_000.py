"""Draft: builds the pool alert of seed 000 from nothing on the canvas, runs it, and reads the mail in the catcher.

python tests/console/draft_seed_000.py http://127.0.0.1:8100 admin@largesse.local PASSWORD [FOLDER FOR PICTURES]
against `largesse up --demo` (MAIL_URL where another server answers /mail.json), which has pools as profiles and the connection "Voucher counts".
"""

import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, expect, sync_playwright

NAME: Final = f"Voucher pools, watched {int(time.time())}"
SUBJECT: Final = "Pool {{customer.firstname}} is running low (console)"
HTML: Final = (
    '{%set link = "https://example.com/pools/*"%}'
    "<p>{{customer.firstname}},</p><h1>Alert for Voucher pool: {{customer.firstname}}</h1>"
    "<p>Remaining: {{ event.params['voucherCount'] }} vouchers</p>"
    "<a href='{{link|replace(\"*\",customer.voucherpool_id)}}'>Link to voucher pool</a>"
)
COUNT: Final = "{{event.params['body.data.activeCount'] - event.params['body.data.assignedCount']}}"
CHROMIUM: Final = "/usr/bin/chromium"
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


class Canvas:
    """What a person does on the canvas."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def drawer(self) -> Locator:
        """The settings that are open."""
        return self.page.get_by_role("dialog").last

    def add(self, kind: str, after: str | None = None, port: str = "next") -> None:
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
        self.drawer.get_by_role("button", name="Apply").click()
        expect(self.page.locator(".react-flow__node", has_text=name)).to_be_visible()


def build(page: Page) -> None:
    """The workflow of the seed, node by node."""
    page.get_by_role("button", name="New workflow").first.click()
    page.get_by_label("Name", exact=False).first.fill(NAME)
    page.get_by_role("button", name="Create workflow").click()
    canvas = Canvas(page)

    canvas.add("Audience")
    canvas.drawer.get_by_role("button", name="Add a rule").click()
    page.get_by_role("dialog").last.get_by_role("button", name=re.compile("^Attribute")).click()
    canvas.fill("Name *", "voucherpool_id")
    canvas.choose("Must be", "is not empty")
    canvas.apply("Pools as profiles")

    canvas.add("Outgoing Integration", after="Pools as profiles")
    canvas.fill("Address", "/v4/vouchers/item/count/{{client.voucherpool_id}}")
    more = canvas.drawer.get_by_role("button", name=re.compile("more setting"))
    if more.count():
        more.first.click()
    canvas.choose("Credentials", "A key of the workspace")
    canvas.choose("Connection", "Voucher counts")
    for header, value in (("Api-Version", "4.4"), ("Accept", "application/json")):
        add_header(canvas, header, value)
    canvas.apply("Check Voucher Pool")

    canvas.add("Event Filter", after="Check Voucher Pool")
    canvas.fill("Event", "webhook.response")
    canvas.apply("Wait for the answer")

    canvas.add("End", after="Wait for the answer", port="Not matched")
    canvas.apply("No answer")
    canvas.add("Generate Event", after="Wait for the answer", port="Matched")
    canvas.fill("Event", "custom.event")
    set_json(canvas, "Body", "voucherCount", COUNT)
    canvas.apply("Codes left")

    canvas.add("Event Filter", after="Codes left")
    canvas.fill("Event", "custom.event")
    canvas.drawer.get_by_role("group", name="Period").locator("input").first.fill("10")
    canvas.drawer.get_by_role("button", name="Add: Conditions").click()
    canvas.fill("Name *", "voucherCount")
    canvas.choose("Must be", "number is less than")
    canvas.fill("Value", "500")
    canvas.apply("Below 500")

    canvas.add("E-mail Alert", after="Below 500", port="Matched")
    canvas.fill("Subject", SUBJECT)
    canvas.fill("HTML", HTML)
    canvas.fill("E-mail addresses", "marketing@largesse.local")
    page.keyboard.press("Enter")
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


def mails_of(page: Page) -> list[str]:
    """Subjects in the catcher."""
    return [
        mail["subject"] for mail in page.request.get(os.environ.get("MAIL_URL", "") + "/mail.json").json()
    ]


def until(found: Callable[[], bool], seconds: float = 60) -> None:
    """Waits for what happens in the background."""
    end = time.monotonic() + seconds
    while not found():
        if time.monotonic() > end:
            message = "it did not happen in time"
            raise AssertionError(message)
        time.sleep(0.5)


def main() -> None:
    """Walks the seed."""
    base, email, password, *rest = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS])
        page = browser.new_context(base_url=base, viewport={"width": 1440, "height": 900}).new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: message.type == "error" and print("console:", message.text))
        page.on("pageerror", lambda error: print("page error:", error))
        try:
            page.goto("/sign-in?then=/workflows")
            page.get_by_label("E-mail").fill(email)
            page.get_by_label(re.compile("^Password")).fill(password)
            page.get_by_role("button", name="Sign in").click()
            build(page)
            picture(page, rest, "built")
            run(page)
            until(lambda: any(subject.endswith("is running low (console)") for subject in mails_of(page)))
            picture(page, rest, "run")
            print("The mail came:", [subject for subject in mails_of(page) if "(console)" in subject])
        except BaseException:
            picture(page, rest, "failed")
            raise
        finally:
            browser.close()


def picture(page: Page, folder: list[str], name: str) -> None:
    """Kept where one was asked for."""
    if folder:
        page.screenshot(path=str(Path(folder[0]) / f"seed_000_{name}.png"))


if __name__ == "__main__":
    main()
