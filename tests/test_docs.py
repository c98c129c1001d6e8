"""The documentation says what the code says: nothing undocumented, nothing invented, every tour runs."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
import typer

from largesse.accounts.permissions import Permission
from largesse.cli.commands import app
from largesse.core import errors
from largesse.core.http.problems import CODE_OF_STATUS
from largesse.core.settings import Settings
from largesse.vouchers.commands.watch import KINDS
from tests.faults.storm import installation

ROOT: Final = Path(__file__).parents[1]
SOURCE: Final = ROOT / "src" / "largesse"
DOCS: Final = ROOT / "docs"
PAGES: Final = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
ERROR_CLASSES: Final = {name for name, kind in vars(errors).items() if isinstance(kind, type)}
CODE: Final = re.compile(r"[a-z]+(_[a-z]+)*")
EVENT: Final = re.compile(r"[a-z_]+\.[a-z_]+")
FENCE: Final = re.compile(r"^(```+)(\w*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
LINK: Final = re.compile(r"\]\(([^)\s]+)\)")
NAMED_TEST: Final = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
NAMED_FILE: Final = re.compile(r"`((?:src|docs|migrations|tests|examples)/[\w./-]+)`")
SKIPPED: Final = re.compile(r"<!-- not run: [^>]+ -->\n```bash\n.*?```", re.DOTALL)


def parsed() -> Iterator[ast.AST]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(), str(path)))


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def texts(nodes: list[ast.expr]) -> set[str]:
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def raised_codes() -> set[str]:
    """Error codes: the first argument of an error, `code=` of a problem, and keys of tables of errors."""
    codes: set[str] = set()
    for node in parsed():
        if isinstance(node, ast.Call):
            first = node.args[:1]
            known = name_of(node.func) in ERROR_CLASSES
            if known:
                codes |= texts(first)
            if name_of(node.func) == "_respond":
                codes |= texts([keyword.value for keyword in node.keywords if keyword.arg == "code"])
        elif isinstance(node, ast.ClassDef) and {name_of(base) for base in node.bases} & ERROR_CLASSES:
            calls = [inner for inner in ast.walk(node) if isinstance(inner, ast.Call)]
            codes |= {
                text for call in calls if name_of(call.func) == "__init__" for text in texts(call.args[:1])
            }
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            codes |= texts([key for key, value in pairs if key is not None and begins_with_error(value)])
    return {code for code in codes if CODE.fullmatch(code)} | {*CODE_OF_STATUS.values(), "http_error"}


def begins_with_error(value: ast.expr) -> bool:
    return isinstance(value, ast.Tuple) and bool(value.elts) and name_of(value.elts[0]) in ERROR_CLASSES


def emitted_events() -> set[str]:
    """Names handed to emit(), events_emit() or redemptions_tell(); watch.py composes its own."""
    emitting = ("emit", "emit_many")
    calls = [node for node in parsed() if isinstance(node, ast.Call) and name_of(node.func) in emitting]
    names = {text for call in calls for text in texts(call.args[1:2])}
    for path in SOURCE.rglob("*.sql"):
        found = re.findall(r"events_emit\(\w+, '([\w.]+)'|'(redemption\.\w+)'", path.read_text())
        names |= {name for either in found for name in either}
    return (
        {name for name in names if EVENT.fullmatch(name)}
        | {f"pool.{kind}" for kind in KINDS}
        | {"pool.refilled"}
    )


def first_cells(page: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)`", (DOCS / "reference" / page).read_text(), re.MULTILINE)


def prose(page: Path) -> str:
    return FENCE.sub("", page.read_text())


def commands(group: typer.core.TyperGroup, prefix: str) -> Iterator[tuple[str, list[str]]]:
    """Every command with its long options."""
    for name, command in group.commands.items():
        if isinstance(command, typer.core.TyperGroup):
            yield from commands(command, f"{prefix} {name}")
        else:
            options = [option for parameter in command.params for option in parameter.opts]
            yield f"{prefix} {name}", [option for option in options if option.startswith("--")]


def test_every_error_code_is_documented_and_every_documented_one_exists() -> None:
    documented = first_cells("errors.md")
    assert len(documented) == len(set(documented))
    assert set(documented) == raised_codes()


def test_an_error_is_reached_by_its_code_as_the_anchor() -> None:
    page = (DOCS / "reference" / "errors.md").read_text()
    assert re.findall(r"\{ #(\w+) \}", page) == first_cells("errors.md")


def test_every_permission_is_documented_in_its_own_words() -> None:
    page = (DOCS / "reference" / "permissions.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", page, re.MULTILINE)
    assert sorted(rows) == sorted((permission.value, permission.help) for permission in Permission)


def test_every_setting_is_documented_with_its_default() -> None:
    page = (DOCS / "reference" / "settings.md").read_text().partition("Read by others")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| *([^|]*?) *\|", page, re.MULTILINE))
    fields = {
        name.upper() if name.startswith("database") else f"LARGESSE_{name.upper()}": field.default
        for name, field in Settings.model_fields.items()
    }
    assert rows.keys() == fields.keys()
    for name, default in fields.items():
        if isinstance(default, int | Path) or (isinstance(default, str) and default):
            assert rows[name] == f"`{default}`", name


def test_every_event_is_documented_and_every_documented_one_is_emitted() -> None:
    assert set(first_cells("events.md")) == emitted_events()


def test_every_command_and_option_is_documented() -> None:
    page = (DOCS / "reference" / "cli.md").read_text()
    root = typer.main.get_command(app)
    assert isinstance(root, typer.core.TyperGroup)
    missing = [
        f"{command} {option}"
        for command, options in commands(root, "largesse")
        for option in ["", *options]
        if f"`{command}" not in page or option not in page.partition(f"`{command}")[2].partition("\n#")[0]
    ]
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(prose(page)):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            broken.append(target)
    assert not broken


def anchors(page: Path) -> set[str]:
    text = page.read_text()
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    slugs = {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r"\{ #([\w-]+) \}", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_named_test_and_file_is_there(page: Path) -> None:
    text = page.read_text()
    missing = [file for file in NAMED_FILE.findall(text) if not (ROOT / file).exists()]
    for file, test in NAMED_TEST.findall(text):
        path = ROOT / file
        if not path.exists() or (test and not re.search(rf"def {test}\(", path.read_text())):
            missing.append(f"{file}::{test}")
    assert not missing


def test_every_page_stands_in_the_navigation() -> None:
    listed = re.findall(r'"([\w/.-]+\.md)"', (ROOT / "zensical.toml").read_text())
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    decisions = {page for page in pages if re.match(r"decisions/\d{4}", page)}
    runs = {page for page in pages if re.match(r"proof/(?!README)", page)}  # `make prove` writes them
    assert pages - decisions - runs == set(listed)
    index = (DOCS / "decisions" / "index.md").read_text()
    assert not [page for page in decisions if f"({Path(page).name})" not in index]


def test_the_tour_of_the_readme_runs_as_it_stands(tmp_path: Path) -> None:
    readme = SKIPPED.sub("", (ROOT / "README.md").read_text())
    blocks = [body for _, language, body in FENCE.findall(readme) if language == "bash"]
    assert len(blocks) == 7
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    with installation(tmp_path, demo=True) as target:
        environment = {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "LARGESSE_URL": target.url,
            "LARGESSE_API_KEY": target.api_key,
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", "\n".join(blocks)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "control" in done.stdout
    low = ("Spring 2027 is running low: 9 codes left", "Complaint goodwill is running low")
    for sign in ("is_new", "code_already_redeemed", *low):
        assert sign in done.stdout
    assert re.search(r"added +12\b", done.stdout)
    assert re.search(r"repeated +1\b", done.stdout)
    assert re.search(r"rejected +2\b", done.stdout)
