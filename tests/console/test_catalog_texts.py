"""What GET /v1/catalog and /v1/permissions call and explain is said in Polish too."""

import json
import re
from collections.abc import Iterator
from typing import Any

from largesse.accounts.permissions import Permission
from largesse.variants_api import rendered
from tests.console.installed import ROOT

POLISH = ROOT / "web" / "src" / "i18n" / "pl"
# Whose help the catalogue of texts has by their type, with their titles.
NAMED_BY_TYPE = {"nodes": "workflows", "triggers": "workflows", "signals": "fraud"}
STRESSED = re.compile(r"\*(\S(?:.*?\S)?)\*")


def test_what_variants_are_called_and_do_is_said_in_polish() -> None:
    missing = []
    for family, variants in catalog()["families"].items():
        space = NAMED_BY_TYPE.get(family, "forms")
        polish = json.loads((POLISH / f"{space}.json").read_text())
        if family not in ("limits", "definitions"):  # there is one of each, under a heading of the page
            titles = polish.get("titles") or polish.get("signals") or polish["nodes"]
            missing += [
                f"{family}: {variant['type']}" for variant in variants if variant["type"] not in titles
            ]
        if space == "forms" and family != "rule_groups":  # they are drawn as groups
            sentences = {variant["type"] for variant in variants if variant["sentence"]}
            missing += sorted(sentences - polish["sentences"].keys())
    assert not missing


def test_help_of_settings_and_permissions_is_said_in_polish_and_nothing_else() -> None:
    said = json.loads((POLISH / "help.json").read_text())
    told = set(help_texts())
    assert {"missing": told - said.keys(), "left over": said.keys() - told} == {
        "missing": set(),
        "left over": set(),
    }


def test_every_setting_and_every_choice_has_a_polish_name() -> None:
    polish = json.loads((POLISH / "forms.json").read_text())
    signals = {
        schema["title"] for schema in (variant["schema"] for variant in catalog()["families"]["signals"])
    }
    missing: set[str] = set()
    for title, schema in catalog()["definitions"].items():
        for name, setting in schema.get("properties", {}).items():
            if "const" not in setting and title not in signals:
                missing |= {name} - polish["fields"].keys()
                missing |= {str(choice) for choice in choices(setting)} - polish["values"].keys()
    assert missing <= {".", ","}, "what stands before decimals is its own name"


def catalog() -> dict[str, Any]:
    """What GET /v1/catalog answers."""
    found: dict[str, Any] = json.loads(rendered())
    return found


def help_texts() -> Iterator[str]:
    """What is said of permissions, variants and settings: the first paragraph, as `useHelp` looks it up."""
    yield from (permission.help for permission in Permission)
    found = catalog()
    for family, variants in found["families"].items():
        if family not in NAMED_BY_TYPE:
            yield from (as_looked_up(STRESSED.sub(r"\1", variant["help"])) for variant in variants)
    by_type = {
        as_looked_up(variant["help"]) for family in NAMED_BY_TYPE for variant in found["families"][family]
    }
    for schema in found["definitions"].values():
        settings = schema.get("properties", {}).values()
        yield from (as_looked_up(one["description"]) for one in settings if one.get("description"))
        if (own := as_looked_up(schema.get("description", ""))) and own not in by_type:
            yield own


def as_looked_up(text: str) -> str:
    return re.sub(r"\bnull\b", "empty", text.split("\n\n")[0].replace("`", "").replace("\n", " "))


def choices(schema: object) -> Iterator[object]:
    """Every value of an enum anywhere in a schema."""
    if isinstance(schema, dict):
        yield from schema.get("enum", [])
        for part in schema.values():
            yield from choices(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from choices(part)
