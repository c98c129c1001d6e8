"""Seed 003 by hand: the dashboard of coupon pools, and a static pool filled by CSV and Excel."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.console.installed import Installed
from tests.console.visits import Visit
from tests.console.wizard import csv_file, excel_file, sheet_of, step, told
from tests.waiting import wait_until

FROM_CSV: Final = 990
ADDED: Final = 10
# The seed's table of columns, and what the last, nameless one holds.
COLUMNS: Final = ("Pool name", "Pool type", "Remaining", "Assigned", "% remaining", "Actions")


class Pools:
    """What a person does with one pool, on the dashboard and on its page."""

    def __init__(self, visit: Visit) -> None:
        self.page = visit.page
        self.shop = visit.shop
        self.stem = uuid4().hex[:10].upper()
        self.name = f"Coupons {self.stem}"
        self.id = ""

    def code(self, number: int) -> str:
        """A code of this pool; every import knows the same ones."""
        return f"{self.stem}-{number:04}"

    def counts(self) -> dict[str, object]:
        """What the API says of the pool."""
        return self.shop.get(f"/v1/pools/{self.id}")

    def on_dashboard(self) -> Locator:
        """Goes to Coupon pools and finds the pool there."""
        self.page.get_by_role("link", name="Code pools").first.click()
        expect(self.page.get_by_role("heading", name="Code pools", level=1)).to_be_visible()
        self.page.get_by_label("Filter pools…").fill(self.name)
        row = self.page.get_by_role("row", name=re.compile(re.escape(self.name)))
        expect(row).to_have_count(1)
        return row

    def is_told(self, **cells: str) -> None:
        """Cells of the pool on the dashboard, by their columns."""
        row = self.on_dashboard()
        for column, text in cells.items():
            title = column.replace("_", " ").replace("percent", "%")
            cell = row.locator(f'td[data-label="{title[0].upper()}{title[1:]}"]')
            expect(cell).to_have_text(text)

    def create(self) -> None:
        """New pool."""
        self.page.get_by_role("button", name="New pool").click()
        dialog = self.page.get_by_role("dialog", name="New pool")
        dialog.get_by_label("Name", exact=False).first.fill(self.name)
        dialog.get_by_role("button", name="Create pool").click()
        expect(self.page.get_by_role("heading", name=self.name, level=1)).to_be_visible()
        self.id = self.page.url.rsplit("/", 1)[1]

    def upload(self, file: FilePayload) -> None:
        """From the dashboard's button into the wizard, up to the columns."""
        self.on_dashboard().get_by_role("link", name=f"Upload codes to {self.name}").click()
        step(self.page, "File")
        expect(self.page.get_by_role("combobox", name="Pool")).to_have_value(self.name)
        with self.page.expect_file_chooser() as chooser:
            self.page.locator("button", has_text="Choose a file").click()
        chooser.value.set_files(file)
        expect(self.page.get_by_role("heading", name="How the file is read")).to_be_visible()
        self.page.get_by_role("button", name="Map columns", exact=True).click()
        step(self.page, "Map columns")

    def goes_to(self, column: str) -> Locator:
        """What the wizard takes a column of the file for."""
        return self.page.get_by_role("combobox", name=f"Column {column} goes to", exact=True)

    def check(self) -> dict[str, str]:
        """All rows are checked; nothing is written."""
        before = self.counts()
        self.page.get_by_role("button", name="Check all rows", exact=True).click()
        step(self.page, "Check all rows")
        expect(self.page.get_by_text("Nothing is written yet.")).to_be_visible()
        found = told(self.page)
        assert self.counts() == before
        return found

    def bring_in(self, codes: int) -> dict[str, str]:
        """The import itself, with a bar for as long as it runs."""
        self.page.evaluate(NOTE_BARS)
        self.page.get_by_role("button", name=f"Import {codes} codes").click()
        step(self.page, "Import")
        expect(self.page.get_by_role("status").filter(has_text="Done")).to_be_visible()
        bars = self.page.evaluate("window.barsSeen")
        assert bars, "no bar told how far the import was"
        return told(self.page)


# Remembers every bar that the page shows from now on, however briefly.
NOTE_BARS: Final = """() => {
  window.barsSeen = [];
  new MutationObserver(() => {
    const bars = document.querySelectorAll('.lg-step [role="progressbar"]');
    window.barsSeen.push(...[...bars].map((bar) => bar.getAttribute("aria-label")));
  }).observe(document.body, { childList: true, subtree: true });
}"""


@pytest.fixture
def pools(visit: Callable[..., Visit]) -> Pools:
    return Pools(visit("/pools"))


def test_the_dashboard_lists_pools_with_the_columns_of_the_seed(pools: Pools) -> None:
    table = pools.page.get_by_role("table", name="Code pools")
    for column in COLUMNS:
        expect(table.get_by_role("columnheader", name=column, exact=True)).to_be_visible()
    row = table.get_by_role("row").nth(1)
    expect(row.get_by_role("link", name=re.compile("^Upload codes to "))).to_be_visible()
    expect(row.get_by_role("button", name=re.compile("^Edit "))).to_be_visible()


def test_dynamic_pools_are_not_offered_as_long_as_no_shop_makes_codes(pools: Pools) -> None:
    """The seed has them for shops of two makers; Largesse has none yet, and the screen pretends nothing."""
    pools.page.get_by_role("button", name="New pool").click()
    dialog = pools.page.get_by_role("dialog", name="New pool")
    expect(dialog.get_by_label("Name", exact=False).first).to_be_visible()
    expect(dialog.get_by_text(re.compile("dynamic", re.IGNORECASE))).to_have_count(0)
    pools.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    pools.page.get_by_role("radiogroup", name="Pool type").get_by_text("Dynamic").click()
    expect(pools.page.get_by_text("No pool fits the filters")).to_be_visible()
    expect(pools.page.get_by_role("table", name="Code pools").get_by_role("row")).to_have_count(1)


def test_a_static_pool_is_filled_by_csv_and_excel_and_runs_low(pools: Pools, tmp_path: Path) -> None:
    pools.page.set_default_timeout(20_000)
    pools.create()
    pools.is_told(pool_type="Static", remaining="0", assigned="0", status="Empty")
    fill_by_csv(pools)
    fill_by_excel(pools, tmp_path)
    agrees_with_the_files(pools)
    hand_one_out(pools)
    watch_the_stock(pools)
    rename(pools)


def fill_by_csv(pools: Pools) -> None:
    """A file of one column."""
    rows = [["Coupon code"], *([pools.code(number)] for number in range(FROM_CSV))]
    pools.upload(csv_file("first.csv", rows))
    expect(pools.goes_to("Coupon code")).to_have_value("code")
    checked = pools.check()
    assert checked["rows read"] == checked["will be added"] == str(FROM_CSV)
    assert pools.counts()["total"] == 0
    expect(pools.page.get_by_text("No row is rejected.")).to_be_visible()
    assert pools.bring_in(FROM_CSV)["added"] == str(FROM_CSV)
    pools.page.get_by_role("link", name="To the pool").click()
    expect(pools.page.get_by_role("heading", name=pools.name, level=1)).to_be_visible()
    expect(pools.page.get_by_text(f"{FROM_CSV} codes imported")).to_be_visible()


def fill_by_excel(pools: Pools, folder: Path) -> None:
    """More codes for the same pool; three it has, one stands there twice, two rows are broken."""
    fresh = [[pools.code(FROM_CSV + number), "2031-03-31", "Oslo"] for number in range(ADDED)]
    known = [[pools.code(number).lower(), "", "Oslo"] for number in range(3)]
    no_day = [f"{pools.stem}-LATE", "31.03.2031", "Zażółć, Łódź"]
    no_code = ["", "2031-03-31", "Bergen"]
    header = ["Coupon", "expires", "shop"]
    pools.upload(excel_file("more.xlsx", [header, *fresh[:4], no_day, *known, fresh[0], no_code, *fresh[4:]]))
    expect(pools.goes_to("Coupon")).to_have_value("code")
    expect(pools.goes_to("expires")).to_have_value("expires_at")
    expect(pools.page.get_by_text("2 problems in the first rows")).to_be_visible()
    expected = {"rows read": "16", "already in a pool": "3", "repeated in the file": "1", "rejected": "2"}
    assert pools.check() == {**expected, "will be added": str(ADDED)}
    assert pools.bring_in(ADDED) == {**expected, "added": str(ADDED)}
    with pools.page.expect_download() as download:
        pools.page.get_by_role("link", name="Download the 2 rejected rows").click()
    mended = folder / download.value.suggested_filename
    assert mended.suffix == ".xlsx"
    download.value.save_as(mended)
    reason = "not a date in the form 2027-03-31 or 2027-03-31T18:00:00+02:00"
    assert sheet_of(mended) == [
        [*header, "row", "column", "value", "reason"],
        [*no_day, "6", "expires", "31.03.2031", reason],
        [*no_code, "11", "Coupon", "", "there is no code in this row"],
    ]


def agrees_with_the_files(pools: Pools) -> None:
    """The dashboard, the API and the files say the same."""
    pools.is_told(remaining="1,000", assigned="0", redeemed="0", percent_remaining="100%", status="Healthy")
    counts = pools.counts()
    assert (counts["remaining"], counts["assigned"], counts["total"]) == (1000, 0, 1000)


def hand_one_out(pools: Pools) -> None:
    """A code is used up once a customer has it."""
    pools.on_dashboard().get_by_role("link", name=pools.name, exact=True).click()
    pools.page.get_by_role("button", name="Assign a code").click()
    dialog = pools.page.get_by_role("dialog", name=f"Assign a code of {pools.name}")
    dialog.get_by_text("By an identifier").click()
    dialog.get_by_role("textbox", name="Customer ID").fill(f"seed-{pools.stem}")
    dialog.get_by_role("button", name="Assign", exact=True).click()
    expect(dialog.get_by_role("status")).to_contain_text("Assigned")
    dialog.get_by_role("button", name="Close").last.click()
    pools.is_told(remaining="999", assigned="1", percent_remaining="99.9%")
    counts = pools.counts()
    assert (counts["remaining"], counts["assigned"]) == (999, 1)


def watch_the_stock(pools: Pools) -> None:
    """One switch turns the alert on; a threshold above the stock makes it tell at once."""
    page = pools.page
    pools.on_dashboard().get_by_role("link", name=pools.name, exact=True).click()
    switch = page.get_by_role("switch", name="Mail me when this pool runs low")
    switch.click()
    expect(switch).to_be_checked()
    expect(page.get_by_text("Once fewer than 500 codes remain")).to_be_visible()
    alert = pools.counts()["alert"]
    assert isinstance(alert, dict)
    assert (alert["threshold"], alert["emails"]) == ({"below": 500, "unit": "codes"}, [pools.shop.email])
    pools.is_told(status="Healthy")
    pools.on_dashboard().get_by_role("link", name=pools.name, exact=True).click()
    page.get_by_label("Tell when fewer remain than").fill("2000")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("The pool is below the threshold now")).to_be_visible()
    stands_in_the_strip(pools)
    wait_until(lambda: any(pools.name in subject for subject in mails(pools.shop)), limit=60)


def stands_in_the_strip(pools: Pools) -> None:
    """The strip above the list counts the pool, and shows it among those that are low."""
    page = pools.page
    pools.is_told(status="Low stock")
    strip = page.get_by_role("alert").filter(has_text=re.compile("below (its|their) threshold"))
    page.get_by_label("Filter pools…").fill("")
    strip.get_by_role("button", name="Show only these").click()
    table = page.get_by_role("table", name="Code pools")
    expect(table.locator('td[data-label="Status"]').filter(has_text="Healthy")).to_have_count(0)
    expect(table.get_by_role("link", name=pools.name, exact=True)).to_be_visible()
    low = table.locator('td[data-label="Status"]').count()
    expect(strip).to_contain_text(re.compile(rf"^{low} pools? (is|are) below"))
    strip.get_by_role("button", name="Show all").click()


def rename(pools: Pools) -> None:
    """Edit, from the dashboard."""
    pools.on_dashboard().get_by_role("button", name=f"Edit {pools.name}").click()
    dialog = pools.page.get_by_role("dialog", name=f"Settings of {pools.name}")
    new = f"{pools.name} renamed"
    dialog.get_by_label("Name", exact=False).first.fill(new)
    dialog.get_by_label("Description").fill("Bought for the spring")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(dialog).to_be_hidden()
    pools.name = new
    expect(pools.on_dashboard()).to_contain_text("Bought for the spring")
    counts = pools.counts()
    assert (counts["name"], counts["description"]) == (new, "Bought for the spring")
    assert (counts["remaining"], counts["assigned"]) == (999, 1)


def mails(shop: Installed) -> list[str]:
    """Subjects of all that was sent."""
    return [mail["subject"] for mail in httpx.get(f"{shop.url}/mail.json", timeout=10).json()]
