"""Takes the pictures of the README and the docs from the demo shop: `make screenshots`.

They are the console of the wheel, as it is today; nothing is painted.
"""

import csv
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.console.conftest import QUIET
from tests.console.installed import ROOT, Installed, browser_path, installed, program
from tests.console.visits import MODES, sign_in
from tests.waiting import wait_until

WORKFLOW: Final = "Coffee for regulars"
FOLDER: Final = ROOT / "docs" / "images" / "console"


def overview(page: Page, shop: Installed) -> None:
    page.goto("/")


def pools(page: Page, shop: Installed) -> None:
    page.goto("/pools")


def pool(page: Page, shop: Installed) -> None:
    page.goto(f"/pools/{named(shop, '/v1/pools', 'Win-back 90 days')}")


def columns(page: Page, shop: Installed) -> None:
    """The wizard, where columns of a file get their meanings."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "customers.csv"
        with file.open("w", newline="") as sheet:
            rows = csv.writer(sheet, delimiter=";")
            rows.writerow(("custom_id", "email", "firstname", "city", "birthdate", "tags"))
            rows.writerows(
                (f"K-{n:05}", f"k{n}@shop.example", "Ada", "Poznań", "1990-04-02", "vip") for n in range(900)
            )
        page.goto("/imports/new?what=customers")
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="Map columns", exact=True).click()
        page.wait_for_load_state("networkidle")


def trial(page: Page, shop: Installed) -> None:
    """A promotion that is tried on the sample cart."""
    page.goto(f"/promotions/{named(shop, '/v1/promotions', 'Winter, 10 % from 50 €')}?tab=try")
    page.get_by_role("combobox", name="Customer").or_(page.get_by_label("Customer", exact=True)).first.click()
    page.keyboard.type("member-0001")
    page.get_by_role("option").filter(has_text="member-0001").first.click()
    page.get_by_role("button", name="Try it", exact=True).click()
    page.get_by_text("Rule by rule").wait_for()
    page.evaluate("window.scrollTo(0, 0)")


def canvas(page: Page, shop: Installed) -> None:
    page.goto(f"/workflows/{named(shop, '/v1/workflows', WORKFLOW)}")


def customer(page: Page, shop: Installed) -> None:
    """One of those who got a coffee."""
    workflow = f"/v1/workflows/{named(shop, '/v1/workflows', WORKFLOW)}"
    run = shop.first(f"{workflow}/runs")["id"]
    journeys = shop.get(f"{workflow}/runs/{run}/journeys")["items"]
    assert isinstance(journeys, list)
    thanked = next(journey["profile_id"] for journey in journeys if journey["node"] == "thanked")
    page.goto(f"/customers/{thanked}?tab=wallet")


def reports(page: Page, shop: Installed) -> None:
    page.goto("/reports")


# What is shown, and in which mode.
SHOTS: Final[tuple[tuple[Callable[[Page, Installed], None], str], ...]] = (
    (overview, "light"),
    (pools, "light"),
    (pool, "dark"),
    (columns, "light"),
    (trial, "light"),
    (canvas, "light"),
    (customer, "dark"),
    (reports, "light"),
)


def named(shop: Installed, collection: str, name: str) -> str:
    """The id of the thing of this name."""
    items = shop.get(collection, limit=200)["items"]
    assert isinstance(items, list)
    return next(str(item["id"]) for item in items if item["name"] == name)


def main() -> None:
    """Takes all of them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        largesse = program(Path(folder))
        with installed(largesse, Path(folder)) as shop, sync_playwright() as playwright:
            # The import and the run of the demo are over, so that nothing moves in the pictures.
            wait_until(lambda: not shop.get("/v1/jobs", state="running")["items"], limit=300)
            browser = playwright.chromium.launch(executable_path=browser_path(), args=list(QUIET))
            first = browser.new_context(locale="en-GB")
            sign_in(first.new_page(), shop)
            for show, mode in SHOTS:
                context = browser.new_context(
                    storage_state=first.storage_state(), base_url=shop.url, locale="en-GB", **MODES[mode]
                )
                page = context.new_page()
                show(page, shop)
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(800)  # charts and notes come to rest
                page.screenshot(path=FOLDER / f"{show.__name__}.png")
                context.close()
                sys.stdout.write(f"{FOLDER.relative_to(ROOT)}/{show.__name__}.png\n")
            browser.close()


if __name__ == "__main__":
    main()
