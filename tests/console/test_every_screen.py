"""Every page with every tab of it in light, dark and on a phone: readable for all, and without an error."""

import pytest
from playwright.sync_api import Locator

from tests.console.installed import Installed
from tests.console.looks import Eyes
from tests.console.screens import address, paths


@pytest.mark.parametrize("path", ["/no-such-page", *paths()])
def test_a_screen_can_be_used_by_everybody(eyes: Eyes, shop: Installed, path: str) -> None:
    name = path.strip("/").replace("/", "-").replace("$", "") or "overview"
    eyes.open(address(shop, path))
    eyes.page.get_by_role("heading", level=1).or_(eyes.page.get_by_role("main")).first.wait_for()
    eyes.rest()
    for number, view in enumerate(views(eyes)):
        if number:
            view.click()
        eyes.rest()
        label = view.inner_text().strip().replace(" ", "_").replace("/", "_") if view.count() else ""
        eyes.look(f"{name}-{label}".strip("-"))
    assert not eyes.disliked


def views(eyes: Eyes) -> list[Locator]:
    """The tabs that a page has, the open one first; a page without tabs is one view."""
    tabs = eyes.page.get_by_role("main").get_by_role("tab").all()
    if not tabs:
        return [eyes.page.get_by_role("tab")]
    return sorted(tabs, key=lambda tab: tab.get_attribute("aria-selected") != "true")
