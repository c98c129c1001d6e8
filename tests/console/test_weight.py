"""What a browser fetches: the first screen and every further page stay light."""

import gzip
import re
from pathlib import Path

import pytest

from tests.console.installed import ROOT

BUILT = ROOT / "src" / "largesse" / "console"
TEXTS = ROOT / "web" / "src" / "i18n" / "en"
SAID_THERE = ("app", "progress", "reasons", "tree", "overview")
FIRST = 300_000
FURTHER = 120_000
IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([^"']+\.js)["']""")
LAZY = re.compile(r"""import\(\s*[`"']\./([^"'`]+\.js)[`"']\s*\)""")


def weight(name: str) -> int:
    return len(gzip.compress((BUILT / "console-assets" / name).read_bytes()))


def with_imports(name: str, seen: set[str] | None = None) -> set[str]:
    """A chunk and all that it cannot do without."""
    seen = set() if seen is None else seen
    if name not in seen:
        seen.add(name)
        for other in IMPORTED.findall((BUILT / "console-assets" / name).read_text()):
            with_imports(other, seen)
    return seen


@pytest.fixture(scope="module")
def entry() -> tuple[str, set[str]]:
    page = (BUILT / "index.html").read_text()
    [script] = re.findall(r'<script[^>]*src="/console-assets/([^"]+)"', page)
    styles = re.findall(r'<link rel="stylesheet"[^>]*href="/console-assets/([^"]+)"', page)
    return script, {*with_imports(script), *styles}


def pages(script: str) -> dict[str, set[str]]:
    """Chunks that are fetched when they are wanted, with what they import."""
    names = {name for chunk in with_imports(script) for name in LAZY.findall(_text(chunk))}
    return {name: with_imports(name) for name in names}


def test_the_first_screen_is_light(entry: tuple[str, set[str]]) -> None:
    script, first = entry
    [overview] = [chunks for name, chunks in pages(script).items() if name.startswith("OverviewPage")]
    texts = sum(len(gzip.compress((TEXTS / f"{name}.json").read_bytes())) for name in SAID_THERE)
    total = sum(map(weight, first | overview)) + texts
    assert total <= FIRST, f"{total:,} bytes gzip"


def test_every_further_page_is_light(entry: tuple[str, set[str]]) -> None:
    script, first = entry
    heavy = {
        name: total
        for name, chunks in pages(script).items()
        if (total := sum(weight(chunk) for chunk in chunks - first)) > FURTHER
    }
    assert not heavy


def _text(chunk: str) -> str:
    return Path(BUILT / "console-assets" / chunk).read_text()
