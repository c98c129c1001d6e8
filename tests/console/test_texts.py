"""All that the console says stands in its catalogues, in both languages."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from largesse.accounts.permissions import Permission
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.settings import Settings
from largesse.worker import create_engine, job_handlers
from tests.console.installed import ROOT

SOURCES = ROOT / "web" / "src"
CATALOGUES = SOURCES / "i18n"
PLURALS = {"en": {"one", "other"}, "pl": {"one", "few", "many", "other"}}
PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
SPACE = re.compile(r'useTranslation\(\[?"(\w+)"')
PLAIN_KEY = re.compile(r'\bt\("([^"$]+)"')
# Titles and help of variants come in English from the API; the catalogue has them in Polish only.
SAID_BY_THE_API = {"errors", "forms", "handbills", "help", "workflows"}

ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
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
    missing = filled(english).keys() ^ filled(polish).keys()
    if name in SAID_BY_THE_API:
        missing -= filled(polish).keys()
    assert not missing
    for key, names_in_text in filled(english).items():
        assert names_in_text - {"count"} == filled(polish)[key] - {"count"}, key


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("language", PLURALS)
def test_what_is_counted_has_every_form(name: str, language: str) -> None:
    counted: dict[str, set[str]] = {}
    for key in catalogue(language, name):
        if found := PLURAL.search(key):
            counted.setdefault(PLURAL.sub("", key), set()).add(found[1])
    assert not {key: forms for key, forms in counted.items() if not PLURALS[language] <= forms}


def filled(texts: dict[str, str]) -> dict[str, set[str]]:
    """The texts by key, all forms of a number as one, with the names that are filled in."""
    found: dict[str, set[str]] = {}
    for key, text in texts.items():
        found.setdefault(PLURAL.sub("", key), set()).update(FILLED.findall(text))
    return found


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


@pytest.mark.parametrize("language", PLURALS)
def test_what_permissions_are_about_has_a_name(language: str) -> None:
    texts = json.loads((CATALOGUES / language / "permissions.json").read_text())
    assert {permission.partition("_")[0] for permission in Permission} == texts["services"].keys()


async def test_every_kind_of_job_has_a_name(settings: Settings, database: Database, tmp_path: Path) -> None:
    kinds = job_handlers(settings, create_engine(settings, database), FileStore(tmp_path)).keys()
    for language in PLURALS:
        texts = json.loads((CATALOGUES / language / "settings.json").read_text())
        assert texts["jobs"]["kinds"].keys() == kinds


def test_every_action_of_the_activity_log_has_words() -> None:
    told = set(actions())
    for language in PLURALS:
        texts = json.loads((CATALOGUES / language / "activity.json").read_text())
        whole = {f"{noun}.{verb}" for noun, verbs in texts["actions"].items() for verb in verbs}
        assert whole <= told, "no command says these"
        rest = told - whole
        assert {action.partition(".")[0] for action in rest} <= texts["types"].keys()
        assert {action.partition(".")[2] for action in rest} == texts["verbs"].keys()


def actions() -> Iterator[str]:
    """What commands say to `record`, or give to a function of their file that does."""
    for source in (ROOT / "src" / "largesse").rglob("*.py"):
        text = source.read_text()
        if "from largesse.accounts.audit import" not in text:
            continue
        calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        said = [call.args[1] for call in calls if ast.unparse(call.func) == "record"]
        looked_at: list[ast.AST] = (
            [ast.parse(text)] if any(isinstance(one, ast.Name) for one in said) else [*said]
        )
        for node in (node for tree in looked_at for node in ast.walk(tree)):
            if isinstance(node, ast.Constant) and ACTION.fullmatch(str(node.value)):
                yield str(node.value)
