"""A page used by keyboard alone; after every key the focus stands where a person can see or hear it."""

from typing import Any, Final

from playwright.sync_api import Locator, Page, expect

MOST_TABS: Final = 60
# Buttons and links show a ring; a text field shows it on its border; of a hidden radio or checkbox the label
# shows it. Places that only hold the focus between two steps have no ring, but a name that is read out.
LOOK: Final = """async () => {
  const element = document.activeElement;
  if (!element || element === document.body) return { place: "nowhere", shown: false };
  await Promise.all(element.getAnimations().map((one) => one.finished.catch(() => null)));
  const look = getComputedStyle(element);
  const ringed = (one) => getComputedStyle(one).outlineStyle !== "none";
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = "var(--mantine-primary-color-filled)";
  const edged = element.matches("input, textarea") && look.borderTopColor === getComputedStyle(probe).color;
  probe.remove();
  const titles = (element.getAttribute("aria-labelledby") ?? "").split(" ");
  const named = element.ariaLabel || titles.some((id) => document.getElementById(id)?.innerText);
  const parts = [element, ...(element.labels ?? [])];
  const inside = parts.map((part) => part.getBoundingClientRect())
    .some((box) => box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight);
  const seen = element.tabIndex < 0 ? named : edged || parts.some(ringed);
  return { place: element.outerHTML.slice(0, 160), shown: Boolean(inside && seen) };
}"""
CLICKED: Final = """() => {
  window.pressed = 0;
  for (const kind of ["pointerdown", "mousedown", "touchstart"])
    addEventListener(kind, () => (window.pressed += 1), { capture: true });
}"""


class Keyboard:
    """Presses keys, and looks where the focus is after each."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.evaluate(CLICKED)
        # Chromium has to know early that it is to report windows of the system; a key is faster than that.
        page.on("filechooser", lambda _: None)

    def press(self, key: str) -> None:
        """A key, after which the focus is not lost."""
        self.page.keyboard.press(key)
        self.is_somewhere()

    def is_somewhere(self) -> None:
        """The focus is on something that shows it, or that is named when it has none to show."""
        found: dict[str, Any] = self.page.evaluate(LOOK)
        assert found["shown"], f"the focus cannot be seen: {found['place']}"

    def to(self, target: Locator, key: str = "Tab") -> None:
        """Tab, or Shift+Tab, until the focus is there."""
        expect(target).to_have_count(1)
        for _ in range(MOST_TABS):
            self.press(key)
            if target.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"no {key} reaches {target}")

    def never_used_a_mouse(self) -> None:
        """No pointer touched the page."""
        assert self.page.evaluate("window.pressed") == 0
