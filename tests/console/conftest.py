"""A browser, and the console of the installed wheel in it; every page is watched for errors."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.console.installed import Installed, browser_path, installed, program
from tests.console.looks import Eyes, eyes_on
from tests.console.visits import MODES, Visit, sign_in, watched

# Without these Chromium looks for its maker's hosts at every start.
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def largesse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program of the wheel."""
    mine = tmp_path_factory.getbasetemp()
    return program(mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine)


@pytest.fixture(scope="session")
def shop(largesse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """The demo shop, served by the wheel."""
    with installed(largesse, tmp_path_factory.mktemp("shop")) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Of one module: while Playwright runs, no other test of this process has an event loop."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_path(), args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, shop: Installed) -> object:
    """Cookies of the first member."""
    context = browser.new_context(locale="en-GB")
    sign_in(context.new_page(), shop)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def visit(browser: Browser, shop: Installed, signed_in: object) -> Iterator[Callable[..., Visit]]:
    """Opens a page of the demo shop in a mode; errors of the page fail the test when it ends."""
    with ExitStack() as stack:

        def open_page(path: str, mode: str = "light", **options: object) -> Visit:
            wanted: Any = {"storage_state": signed_in, "locale": "en-GB", **MODES[mode], **options}
            context = browser.new_context(base_url=shop.url, **wanted)
            stack.callback(context.close)
            page = context.new_page()
            heard = watched(page)
            stack.callback(heard.check)
            page.goto(path)
            page.wait_for_load_state("networkidle")
            page.locator("main, form").first.wait_for()  # a slow machine draws long after the last answer
            return Visit(page, heard, shop)

        yield open_page


@pytest.fixture(scope="module")
def seat(browser: Browser, shop: Installed, signed_in: object) -> Iterator[BrowserContext]:
    """Where one person sits for a while: files of the console are fetched once."""
    state: Any = signed_in
    context = browser.new_context(
        base_url=shop.url, storage_state=state, locale="en-GB", reduced_motion="reduce", has_touch=True
    )
    yield context
    context.close()


@pytest.fixture
def eyes(seat: BrowserContext, shop: Installed) -> Iterator[Eyes]:
    """A new page; errors of it fail the test when it ends."""
    page = seat.new_page()
    looking = eyes_on(page, shop)
    yield looking
    page.close()
    looking.heard.check()
