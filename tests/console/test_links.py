"""Wherever a page leads, there is a page."""

import re

from tests.console.installed import ROOT
from tests.console.screens import paths

SOURCES = ROOT / "web" / "src"
LINK = re.compile(r"""\bto(?:=|: |={)(?:"(/[^"?#]*)|`(/(?:\$\{[^}]*\}|[^`?#])*))""")
FILLED = re.compile(r"\$\{[^}]*\}")
OUTSIDE = {"/sign-in", "/set-up", "/docs"}
# Pages of things take it for a thing that is not there yet.
NEW = re.compile(r"/new$")


def shape(path: str) -> str:
    """The path with every parameter written alike."""
    return re.sub(r"\$\w+", "*", FILLED.sub("*", path)).rstrip("/") or "/"


def test_every_link_leads_to_a_page() -> None:
    known = {shape(path) for path in paths()} | OUTSIDE
    links = {
        (shape(plain or filled), source.relative_to(SOURCES).as_posix())
        for source in [*SOURCES.rglob("*.tsx"), *SOURCES.rglob("*.ts")]
        for plain, filled in LINK.findall(source.read_text())
    }
    assert len(links) > 50
    assert not sorted((path, source) for path, source in links if not {path, NEW.sub("/*", path)} & known)
