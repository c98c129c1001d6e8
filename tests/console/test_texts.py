"""All that the console says stands in its catalogues, in both languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.console.installed import ROOT

SOURCES = ROOT / "web" / "src"
CATALOGUES = SOURCES / "i18n"
PLURALS = {"en": {"one", "other"}, "pl": {"one", "few", "many", "other"}}
PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
SPACE = re.compile(r'useTranslation\("(\w+)"\)')
PLAIN_KEY = re.compile(r'\bt\("([^"$]+)"')
FILLED = re.compile(r"{{\s*(\w+)")


def keys(texts: dict[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from keys(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)


def catalogue(language: str, name: str) -> dict[str, str]:
    return dict(keys(json.loads((CATALOGUES / language / f"{name}.json").read_text())))


def names() -> list[str]:
    return sorted(path.stem for path in (CATALOGUES / "en").glob("*.json"))


def test_both_languages_have_the_same_files() -> None:
    assert names() == sorted(path.stem for path in (CATALOGUES / "pl").glob("*.json"))


@pytest.mark.parametrize("name", names())
def test_both_languages_say_the_same_things(name: str) -> None:
    english, polish = catalogue("en", name), catalogue("pl", name)
    assert {PLURAL.sub("", key) for key in english} == {PLURAL.sub("", key) for key in polish}
    for language, texts in (("en", english), ("pl", polish)):
        counted: dict[str, set[str]] = {}
        for key in texts:
            if found := PLURAL.search(key):
                counted.setdefault(PLURAL.sub("", key), set()).add(found[1])
        wrong = {key: forms for key, forms in counted.items() if not PLURALS[language] <= forms}
        assert not wrong, language
    for key, text in english.items():
        if key in polish:
            assert set(FILLED.findall(text)) == set(FILLED.findall(polish[key])), key


def sources() -> list[Path]:
    return sorted(SOURCES.rglob("*.tsx"))


def test_every_text_that_a_page_names_is_there() -> None:
    missing = []
    for source in sources():
        text = source.read_text()
        spaces = SPACE.findall(text)
        for key in PLAIN_KEY.findall(text):
            space, _, rest = key.rpartition(":")
            known = [
                PLURAL.sub("", found)
                for name in ([space] if space else spaces)
                for found in catalogue("en", name)
            ]
            if spaces and rest not in known:
                missing.append(f"{source.relative_to(SOURCES)}: {key}")
    assert not missing
