"""What the server says of errors, fields and drafts is said in Polish too, and nothing else."""

import ast
import json
import re
from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic_core.core_schema import ErrorType

from tests.console.installed import ROOT

POLISH: dict[str, dict[str, str]] = json.loads((ROOT / "web/src/i18n/pl/errors.json").read_text())
SOURCES = sorted((ROOT / "src/largesse").rglob("*.py"))
SERVER = "\n".join(path.read_text() for path in SOURCES)
READING_ROWS = [path for path in SOURCES if path.parent.name == "imports" or path.name == "import_rows.py"]
HOLE = re.compile(r"\{\{\w+\}\}")
DOCUMENTED = re.compile(r"^\| `(\w+)`\{ #\w+ \}", re.MULTILINE)
# What the console makes of codes that name a setting or a thing, such as `missing_emails` and `missing_pool`.
MADE = {"missing", "missing_thing"}


def sentence(node: ast.AST | None) -> str | None:
    """A text of the program; what is put into it is `{}`."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def blamed(tree: ast.AST) -> Iterator[ast.AST | None]:
    """Where the reasons stand for which rows are not taken."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("FaultError"), args=[_, reason]):
                yield reason
            case ast.Call(func=ast.Attribute(attr="fault"), args=[reason, *_]):
                yield reason
            case ast.AnnAssign(target=ast.Name("WRONG"), value=ast.Dict(values=reasons)):
                yield from reasons
            case ast.Assign(targets=[ast.Name("msg" | "text")], value=reason):
                yield reason


@pytest.fixture(scope="module")
def said() -> set[str | None]:
    """Every text of the server."""
    return {sentence(node) for path in SOURCES for node in ast.walk(ast.parse(path.read_text()))}


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


@pytest.mark.parametrize("reason", sorted(POLISH["rows"]))
def test_a_reason_against_a_row_is_something_that_the_server_says(reason: str, said: set[str | None]) -> None:
    assert HOLE.sub("{}", reason) in said


def test_every_reason_against_a_row_has_polish_words() -> None:
    found = {sentence(node) for path in READING_ROWS for node in blamed(ast.parse(path.read_text()))}
    # Only words of the validator, of which one stands in the row as it is.
    found -= {None, "{}: {}"}
    assert len(found) > 40
    assert found <= {HOLE.sub("{}", reason) for reason in POLISH["rows"]}
