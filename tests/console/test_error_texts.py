"""What the server says of errors, fields and drafts is said in Polish too, and nothing else."""

import json
import re
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType

from tests.console.installed import ROOT

POLISH: dict[str, dict[str, str]] = json.loads((ROOT / "web/src/i18n/pl/errors.json").read_text())
SERVER = "\n".join(path.read_text() for path in sorted((ROOT / "src/largesse").rglob("*.py")))
DOCUMENTED = re.compile(r"^\| `(\w+)`\{ #\w+ \}", re.MULTILINE)
# What the console makes of codes that name a setting or a thing, such as `missing_emails` and `missing_pool`.
MADE = {"missing", "missing_thing"}


def test_every_error_has_polish_words() -> None:
    documented = set(DOCUMENTED.findall((ROOT / "docs/reference/errors.md").read_text()))
    assert POLISH["codes"].keys() == documented


@pytest.mark.parametrize("code", sorted(POLISH["drafts"].keys() - MADE))
def test_what_keeps_a_draft_back_is_something_that_the_server_says(code: str) -> None:
    assert f'"{code}"' in SERVER


@pytest.mark.parametrize("message", sorted(POLISH["own"]))
def test_a_check_of_a_setting_is_something_that_the_server_says(message: str) -> None:
    assert f'"{message}"' in SERVER


def test_faults_of_fields_are_those_of_pydantic() -> None:
    assert POLISH["fields"].keys() <= set(get_args(ErrorType))
