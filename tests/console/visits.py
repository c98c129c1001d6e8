"""What tests of the console do with a page: sign in, listen, and let axe look at it."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import ConsoleMessage, Dialog, Locator, Page

from tests.console.installed import ROOT, Installed

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1440, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1440, "height": 900}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}, "has_touch": True},
}


@dataclass
class Heard:
    """What a page said that no page should say."""

    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    # Answers that a test asks for on purpose, such as a refusal; the browser logs each of them.
    expected: re.Pattern[str] | None = None

    def check(self) -> None:
        """No error in the browser's console, and no dialog that a stored text opened."""
        unexpected = [said for said in self.errors if self.expected is None or not self.expected.search(said)]
        assert not unexpected
        assert not self.dialogs


@dataclass(frozen=True)
class Visit:
    """An open page."""

    page: Page
    heard: Heard
    shop: Installed

    def violations(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA, a line for each element."""
        return violations(self.page)

    def overhang(self) -> int:
        """By how many pixels the page scrolls sideways."""
        width: int = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        return width


# What axe takes longest for, and what alone hangs on the colours.
CONTRAST = "color-contrast"


def violations(
    page: Page, part: Locator | None = None, *, contrast: bool = True, other: bool = True
) -> list[str]:
    """What axe finds on the page, or in a part of it, of contrast and all other; a line for each element."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text())
    looked_at = page.locator("html") if part is None else part
    found = looked_at.evaluate(
        "(part, [only, rules]) => axe.run(part, {runOnly: only, rules, resultTypes: ['violations']})",
        [RULES if other else [CONTRAST], {} if contrast else {CONTRAST: {"enabled": False}}],
    )
    return [
        f"{violation['id']}: {node['html'][:200]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def sign_in(page: Page, shop: Installed) -> None:
    """As a person does it."""
    page.goto(shop.url + "/sign-in")
    page.get_by_label("E-mail").fill(shop.email)
    page.get_by_label(re.compile("^Password")).fill(shop.password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def watched(page: Page) -> Heard:
    """Listens to a page from now on."""
    heard = Heard()

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error":
            heard.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def dismiss(dialog: Dialog) -> None:
        heard.dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("console", hear)
    page.on("pageerror", lambda error: heard.errors.append(str(error)))
    page.on("dialog", dismiss)
    return heard
