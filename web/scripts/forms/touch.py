"""Opens every form of the catalogue in a browser, touches every field of it, and proves that nothing changed.

    python web/scripts/forms/touch.py BUILT_PAGE CATALOG.json [CHROMIUM]

`npm exec -- vite build scripts/forms -c vite.config.ts --outDir BUILT_PAGE` builds the page; CATALOG.json is
what GET /v1/catalog answers. Ends with 1 where a value differs.
"""

import functools
import http.server
import shutil
import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

TYPED = "input:not([type=date]):not([type=time]):not([type=datetime-local]):not([role=combobox]), textarea"
SKIPPED = "[type=checkbox], [type=radio], [type=hidden], [readonly], [disabled], [aria-hidden=true]"
CHANGED = """
() => {
  const now = window.formValues();
  return Object.entries(window.formsBefore)
    .filter(([name, was]) => was !== now[name])
    .map(([name, was]) => `${name}\\n  was ${was}\\n  is  ${now[name]}`);
}
"""


def touch(page: Page, url: str, family: str) -> tuple[int, list[str]]:
    """Types a letter into every field of a family's forms and takes it away again."""
    page.goto(f"{url}/index.html?family={family}")
    page.wait_for_selector("section[data-form]")
    page.wait_for_timeout(500)
    touched = 0
    for field in page.query_selector_all(TYPED):
        if field.evaluate("(field, skipped) => field.matches(skipped)", SKIPPED) or not field.is_visible():
            continue
        field.focus()
        page.keyboard.press("End")
        before = field.input_value()
        page.keyboard.type("x")
        if field.input_value() != before:
            page.keyboard.press("Backspace")
        page.keyboard.press("Tab")
        touched += 1
    changed: list[str] = page.evaluate(CHANGED)
    return touched, changed


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing about it."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  its own signature
        """Nothing."""


def main(built: Path, catalog: Path, chromium: str = "/usr/bin/chromium") -> int:
    shutil.copy(catalog, built / "catalog.json")
    handler = functools.partial(Quiet, directory=str(built))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    failed: list[str] = []
    fields = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("pageerror", lambda error: failed.append(f"the page broke: {error}"))
        page.goto(f"{url}/index.html?family=none")
        families: list[str] = page.evaluate(
            "async () => Object.keys((await (await fetch('catalog.json')).json()).families)"
        )
        for family in families:
            touched, changed = touch(page, url, family)
            fields += touched
            failed += changed
        browser.close()
    server.shutdown()
    sys.stdout.write(f"{fields} fields of {len(families)} families touched, {len(failed)} changed\n")
    sys.stderr.write("\n".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:4]))
