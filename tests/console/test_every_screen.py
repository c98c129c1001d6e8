"""Every page in light, dark and on a phone: readable for all, and without an error."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.console.installed import Installed
from tests.console.screens import address, paths
from tests.console.visits import MODES, Visit

# Where CI keeps pictures; they are taken only where somebody wants them.
PICTURES = os.environ.get("LARGESSE_PICTURES")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page", *paths()])
def test_a_screen_can_be_used_by_everybody(
    visit: Callable[..., Visit], shop: Installed, path: str, mode: str
) -> None:
    options = {"storage_state": None} if path == "/sign-in" else {}
    opened = visit(address(shop, path), mode, **options)
    opened.page.get_by_role("heading", level=1).or_(opened.page.get_by_role("main")).first.wait_for()
    opened.page.wait_for_timeout(300)  # charts and menus come to rest
    if PICTURES:
        name = path.strip("/").replace("/", "-").replace("$", "") or "overview"
        opened.page.screenshot(path=Path(PICTURES) / f"{name}-{mode}.png", full_page=mode == "phone")
    assert not opened.violations()
    assert opened.overhang() == 0
