"""A page as everybody sees it, in light, in dark and on a phone, without being loaded for each again."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Locator, Page, Request

from tests.console.installed import Installed
from tests.console.visits import MODES, Heard, violations, watched

# Where CI keeps pictures; they are taken only where somebody wants them.
PICTURES: Final = os.environ.get("LARGESSE_PICTURES")
# Nothing moves any more, and nothing keeps the place of what is still to come. What moves with its
# surroundings begins anew when they have come to rest.
REST: Final = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const ends = (one) => one.effect.getComputedTiming().iterations !== Infinity;
  const late = performance.now() + 8000;
  const waits = () => document.querySelector("main .mantine-Skeleton-root");
  let moving;
  do {
    await frame();
    await frame();
    moving = document.getAnimations().filter((one) => ends(one) && one.playState === "running");
    await Promise.all(moving.map((one) => one.finished.catch(() => null)));
  } while (performance.now() < late && (moving.length || waits()));
}"""
SCHEME: Final = "html[data-mantine-color-scheme=%s]"
# The page, and what is open above it.
OVERHANG: Final = """() => Math.max(
  ...[document.documentElement, ...document.querySelectorAll("[role=dialog]")]
    .map((one) => one.scrollWidth - one.clientWidth)
)"""


@dataclass
class Eyes:
    """They look at one page again and again, and keep what they did not like."""

    page: Page
    shop: Installed
    heard: Heard
    mode: str = ""
    asked: set[Request] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    disliked: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Goes to a page, as somebody at a desk by daylight."""
        self.turn("light")
        self.page.goto(path)
        self.page.wait_for_load_state("networkidle")
        self.rest()

    def turn(self, mode: str) -> None:
        """Light or dark, and how large, as the system says: the page follows while it is open."""
        before, wanted = MODES.get(self.mode, {}), MODES[mode]
        self.mode = mode
        if wanted["viewport"] != before.get("viewport"):
            self.page.set_viewport_size(wanted["viewport"])
        if wanted["color_scheme"] != before.get("color_scheme"):
            self.page.emulate_media(color_scheme=wanted["color_scheme"])
        if before:
            self.page.locator(SCHEME % wanted["color_scheme"]).wait_for(state="attached")

    def ask(self, request: Request) -> None:
        self.asked.add(request)

    def answered(self, request: Request) -> None:
        self.asked.discard(request)

    def rest(self) -> None:
        """Until the page has all it asked for and stands still."""
        self.page.evaluate(REST)
        while self.asked:
            self.page.wait_for_timeout(20)
            self.page.evaluate(REST)

    def look(self, name: str, part: Locator | None = None) -> None:
        """At all of the page or at a part, once in each mode; `name` is that of the picture."""
        name = re.sub(r"\W+", "-", f"{name}-{self.mode}").strip("-")
        if name in self.seen:
            return
        self.seen.add(name)
        self.rest()
        if PICTURES:
            whole = self.mode == "phone" and part is None
            self.page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=whole)
        # In dark only the colours are others than in light, and on a phone everything else.
        found = violations(self.page, part, contrast=self.mode != "phone", other=self.mode != "dark")
        self.disliked += [f"{name}: {one}" for one in found]
        if overhang := self.page.evaluate(OVERHANG):
            self.disliked.append(f"{name}: {overhang} pixels hang over")


def eyes_on(page: Page, shop: Installed) -> Eyes:
    """What the page asks the server for is counted from now on."""
    eyes = Eyes(page, shop, watched(page))
    page.on("request", eyes.ask)
    page.on("requestfinished", eyes.answered)
    page.on("requestfailed", eyes.answered)
    return eyes
