"""The import wizard by keyboard alone: from the list of imports to codes in their pool."""

import re
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import httpx
from playwright.sync_api import FilePayload, Locator, Page, Route, expect

from tests.console.installed import Installed
from tests.console.keyboard import Keyboard
from tests.console.visits import Visit
from tests.console.wizard import csv_file, step, told

CODES: Final = 30


def test_a_file_is_imported_without_a_mouse(visit: Callable[..., Visit], shop: Installed) -> None:
    stem = uuid4().hex[:10].upper()
    name, pool = a_pool(shop, stem)
    opened = visit("/imports")
    opened.heard.expected = re.compile("ERR_CONNECTION_FAILED")
    page = opened.page
    page.set_default_timeout(20_000)
    keys = Keyboard(page)
    into_the_wizard(keys)
    choose_the_pool(keys, name)
    choose_the_file(keys, a_file(stem))
    map_the_columns(keys)
    back_to_the_file_and_forth(keys)
    check_all_rows(keys)
    assert shop.get(f"/v1/pools/{pool}")["total"] == 0
    bring_them_in(keys)
    keys.to(page.get_by_role("link", name="To the pool"))
    keys.press("Enter")
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    keys.is_somewhere()
    keys.never_used_a_mouse()
    found = shop.get(f"/v1/pools/{pool}")
    assert (found["total"], found["remaining"]) == (CODES, CODES)
    code = shop.first(f"/v1/pools/{pool}/codes")
    assert (code["code"], code["attributes"]) == (f"{stem}-00", {"town": "Oslo"})


def a_pool(shop: Installed, stem: str) -> tuple[str, str]:
    """A pool with nothing in it: its name and its id."""
    name = f"Keyboard {stem}"
    headers = {"Authorization": f"Bearer {shop.api_key}"}
    made = httpx.post(f"{shop.url}/v1/pools", json={"name": name}, headers=headers, timeout=30)
    assert made.status_code == 201, made.text
    return name, made.json()["id"]


def a_file(stem: str) -> FilePayload:
    """Codes under a name that says nothing, so that somebody must say what they are."""
    rows = [[f"{stem}-{number:02}", "Oslo"] for number in range(CODES)]
    return csv_file(f"{stem}.csv", [["Coupon", "place"], *rows])


def into_the_wizard(keys: Keyboard) -> None:
    """Past the navigation by the first link of all, to the button of the page."""
    page = keys.page
    keys.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    keys.press("Enter")
    keys.to(page.get_by_role("link", name="Import a file"))
    page.keyboard.press("Enter")
    step(page, "File")
    expect(page.locator("main")).to_be_focused()
    expect(page.get_by_role("main", name="Import codes")).to_be_visible()


def choose_the_pool(keys: Keyboard, name: str) -> None:
    """Typed, and taken from the list with the arrows."""
    pool = keys.page.get_by_role("combobox", name="Pool")
    keys.to(pool)
    keys.page.keyboard.type(name)
    expect(keys.page.get_by_role("option")).to_have_count(1)
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(pool).to_have_value(name)
    expect(pool).to_be_focused()


def choose_the_file(keys: Keyboard, file: FilePayload) -> None:
    """Enter opens the window of the system; afterwards the focus is at what was chosen."""
    page = keys.page
    choose = page.locator("button", has_text="Choose a file")
    another = page.get_by_role("button", name="Another file")
    keys.to(choose)
    take(keys, csv_file("wrong.csv", [["code"], ["X"]]))
    expect(another).to_be_focused()
    keys.press("Enter")
    expect(choose).to_be_focused()
    take(keys, file)
    expect(another).to_be_focused()
    keys.is_somewhere()
    expect(page.get_by_text(file["name"])).to_be_visible()
    expect(page.get_by_role("heading", name="How the file is read")).to_be_visible()
    follow = page.get_by_role("button", name="Map columns", exact=True)
    keys.to(follow)
    expect(follow).not_to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Enter")
    arrives(keys, "Map columns")


def take(keys: Keyboard, file: FilePayload) -> None:
    """Enter on the button that has the focus, and a file in the window that opens."""
    with keys.page.expect_file_chooser() as chooser:
        keys.page.keyboard.press("Enter")
    chooser.value.set_files(file)


def map_the_columns(keys: Keyboard) -> None:
    """The second column becomes an attribute with a name of its own."""
    page = keys.page
    place = goes_to(page, "place")
    keys.to(goes_to(page, "Coupon"))
    expect(goes_to(page, "Coupon")).to_have_value("code")
    keys.to(place)
    page.keyboard.press("Control+A")
    page.keyboard.type("attribute")
    expect(page.get_by_role("option")).to_have_count(1)
    keys.press("ArrowDown")
    keys.press("Enter")
    own = page.get_by_role("textbox", name="Name of the property for place")
    keys.to(own)
    page.keyboard.press("Control+A")
    page.keyboard.type("town")
    keys.to(place, "Shift+Tab")
    keys.to(own)
    expect(own).to_have_value("town")


def back_to_the_file_and_forth(keys: Keyboard) -> None:
    """Shift+Tab reaches the step before, in the row of steps; what was chosen is still there."""
    page = keys.page
    keys.to(page.get_by_role("button", name="File CSV, TSV or Excel"), "Shift+Tab")
    page.keyboard.press("Enter")
    arrives(keys, "File")
    keys.to(page.get_by_role("button", name="Another file"))
    keys.to(page.get_by_role("button", name="Map columns", exact=True))
    page.keyboard.press("Enter")
    arrives(keys, "Map columns")
    expect(page.get_by_role("textbox", name="Name of the property for place")).to_have_value("town")


def while_the_line_is_broken(keys: Keyboard, check: Locator) -> None:
    """What cannot be sent is said, and the button keeps the focus, to be pressed again."""
    page = keys.page
    page.route("**/v1/pools/*/imports", lambda route: route.abort("connectionfailed"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("The server cannot be reached")).to_be_visible()
    expect(check).to_be_focused()
    keys.is_somewhere()
    page.unroute("**/v1/pools/*/imports")


class SlowCheck:
    """Asking how far the check is takes until somebody says that it ends; then the server answers."""

    def __init__(self, page: Page) -> None:
        self.asked: list[Route] = []
        self.slow = True
        page.route("**/v1/jobs/*", self.hear)

    def hear(self, route: Route) -> None:
        """A question of the page."""
        if self.slow:
            self.asked.append(route)
        else:
            route.continue_()

    def ends(self) -> None:
        """What was asked goes to the server."""
        self.slow = False
        for route in self.asked:
            route.continue_()


def check_all_rows(keys: Keyboard) -> None:
    """Whoever waits for the check at the button stays at the button when it is over."""
    page = keys.page
    check = page.get_by_role("button", name="Check all rows", exact=True)
    keys.to(check)
    expect(check).not_to_have_attribute("aria-disabled", "true")
    while_the_line_is_broken(keys, check)
    slow = SlowCheck(page)
    page.keyboard.press("Enter")
    arrives(keys, "Check all rows")
    waiting = page.get_by_role("button", name="Import", exact=True)
    keys.to(waiting)
    expect(waiting).to_have_attribute("aria-disabled", "true")
    slow.ends()
    ready = page.get_by_role("button", name=f"Import {CODES} codes")
    expect(ready).to_be_focused()
    keys.is_somewhere()
    counts = told(page)
    assert (counts["will be added"], counts["rejected"]) == (str(CODES), "0")


def bring_them_in(keys: Keyboard) -> None:
    """The end is said to a screen reader."""
    page = keys.page
    page.keyboard.press("Enter")
    arrives(keys, "Import")
    expect(page.get_by_role("status").filter(has_text="Done")).to_be_visible()
    keys.is_somewhere()
    assert told(page)["added"] == str(CODES)


def arrives(keys: Keyboard, title: str) -> None:
    """The focus moves to the new step, whose name a screen reader reads."""
    step(keys.page, title)
    expect(keys.page.get_by_role("group", name=title, exact=True)).to_be_focused()
    keys.is_somewhere()


def goes_to(page: Page, column: str) -> Locator:
    """What a column of the file is taken for."""
    return page.get_by_role("combobox", name=f"Column {column} goes to", exact=True)
