"""Every page with every tab of it in light, dark and on a phone: readable for all, and without an error."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.console.installed import Installed
from tests.console.looks import Eyes
from tests.console.screens import address, paths
from tests.console.visits import MODES, Visit

# Ways to show a page that are no tabs of it.
VIEWS = ("/workflows/$workflowId?view=list", "/workflows/$workflowId?view=runs")


@pytest.mark.parametrize("path", ["/no-such-page", *paths(), *VIEWS])
def test_a_screen_can_be_used_by_everybody(eyes: Eyes, shop: Installed, path: str) -> None:
    name = re.sub(r"\W+", "-", path.replace("$", "")).strip("-") or "overview"
    eyes.open(address(shop, path))
    eyes.page.get_by_role("heading", level=1).or_(eyes.page.get_by_role("main")).first.wait_for()
    for mode in MODES:
        eyes.turn(mode)
        eyes.rest()
        for number, view in enumerate(views(eyes)):
            if number:
                view.click()
                eyes.rest()
            label = view.inner_text() if view.count() else ""
            eyes.look(f"{name}-{label}")
    assert not eyes.disliked


@pytest.mark.parametrize("mode", MODES)
def test_who_is_not_signed_in_can_use_the_page_to_sign_in(visit: Callable[..., Visit], mode: str) -> None:
    opened = visit("/sign-in", mode, storage_state=None)
    opened.page.get_by_role("button", name="Sign in").wait_for()
    assert not opened.violations()
    assert opened.overhang() == 0


def views(eyes: Eyes) -> list[Locator]:
    """The tabs that a page has, the open one first; a page without tabs is one view."""
    tabs = eyes.page.get_by_role("main").get_by_role("tab").all()
    if not tabs:
        return [eyes.page.get_by_role("tab")]
    return sorted(tabs, key=lambda tab: tab.get_attribute("aria-selected") != "true")
