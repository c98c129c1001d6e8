"""The rules of the house that neither the linter nor the order of slices can say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from tests.minimal import operations
from tests.test_permissions import PUBLIC

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "largesse"
NAMELESS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "service", "misc"}
MAX_LINES = 400
MAX_WEB_LINES = 250

SECTION = re.compile(r"^-- -{10,} (\w+)$")
TABLE = re.compile(r"^create table (\w+)", re.MULTILINE)
WRITE = re.compile(
    r"\b(?:insert\s+into|delete\s+from|merge\s+into|truncate)\s+(\w+)"
    r"|\bupdate\s+(?:only\s+)?(\w+)\s+(?:(?:as\s+)?\w+\s+)?set\b",
    re.IGNORECASE,
)
COPY = re.compile(r"copy_(?:records_)?to_table")
# Who writes a table of another slice, and why that is not a leak.
ALLOWED_WRITES = {
    ("vouchers", "idempotency_keys"): "the hot path keeps the key of its request in its one round trip",
    ("alerts", "event_listeners"): "a slice says itself which events it listens to",
    ("fraud", "event_listeners"): "a slice says itself which events it listens to",
    ("messages", "event_listeners"): "a slice says itself which events it listens to",
    ("workflows", "event_listeners"): "a slice says itself which events it listens to",
    ("redemptions", "event_listeners"): "a slice says itself which events it listens to",
    ("redemptions", "idempotency_keys"): "the hot path keeps the key of its request in its one round trip",
    ("core", "sessions"): "housekeeping: what expired goes out by the hour, for all tenants in one walk",
}


def python_files(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def slice_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def test_modules_are_named_after_what_they_hold() -> None:
    named = {path for path in python_files("src", "tests", "benchmarks") if path.stem.lower() in NAMELESS}
    named |= {path for path in PACKAGE.rglob("*") if path.is_dir() and path.name.lower() in NAMELESS}
    assert named == set()


def test_no_file_is_too_long_to_read_in_one_go() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files("src", "tests", "benchmarks", "scripts")
        if (lines := len(path.read_text().splitlines())) > MAX_LINES
    }
    web = ROOT / "web" / "src"
    long |= {
        str(path.relative_to(ROOT)): lines
        for path in [*web.rglob("*.ts"), *web.rglob("*.tsx")]
        if "api" not in path.parts and (lines := len(path.read_text().splitlines())) > MAX_WEB_LINES
    }
    assert long == {}


def test_only_the_owning_slice_writes_its_tables() -> None:
    owner = table_owners()
    assert {"pools", "jobs", "events", "profiles", "api_keys"} <= owner.keys()
    foreign = {
        (slice_of(path), table): str(path.relative_to(ROOT))
        for path in [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.sql")]
        for table in tables_written(path)
        if table in owner and owner[table] != slice_of(path)
    }
    assert {deed: path for deed, path in foreign.items() if deed not in ALLOWED_WRITES} == {}
    assert foreign.keys() >= ALLOWED_WRITES.keys()


def test_every_mapped_table_belongs_to_the_slice_that_maps_it() -> None:
    owner = table_owners()
    mapped = {}
    for path in PACKAGE.rglob("*.py"):
        for name in re.findall(r'__tablename__ = "(\w+)"', path.read_text()):
            mapped[name] = slice_of(path)
    assert mapped
    assert {name: who for name, who in mapped.items() if owner.get(name) != who} == {}


def test_rows_of_another_slice_are_read_but_never_made() -> None:
    made = [
        f"{path.relative_to(ROOT)} makes a {name}"
        for path in PACKAGE.rglob("*.py")
        for name in _foreign_rows_made(ast.parse(path.read_text()), slice_of(path))
    ]
    assert made == []


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.sql")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_functions_are_installed_anew_at_every_migration(path: Path) -> None:
    statements = top_level_statements(path.read_text())
    assert statements
    repeatable = re.compile(
        r"create or replace (function|procedure) |comment on "
        r"|insert into event_listeners .* on conflict do nothing$"
    )
    assert [statement for statement in statements if not repeatable.match(statement)] == []


def test_a_write_is_found_however_it_is_written() -> None:
    source = (
        'text("insert into a (x) values (1)")\n'
        'text(f"update b set {x}" " where true")\n'
        'text("select 1" " for update")\n'
        'text("insert into c values (1) on conflict do update set x = 1")\n'
        'text("with d as (delete"\n " from e returning 1) select 1")\n'
        'text("update f g set x = 1")\n'
        'await connection.copy_records_to_table("h", records=[])\n'
    )
    assert set(_written_by(source)) == {"a", "b", "c", "e", "f", "h"}


def test_every_operation_is_named_tagged_and_summarised(app: FastAPI) -> None:
    asked = list(operations(app.openapi()))
    faults = [
        f"{operation.name}: {fault}"
        for operation in asked
        for fault in _faults_of(operation.described, operation.name)
    ]
    assert faults == []
    ids = [operation.described["operationId"] for operation in asked]
    assert len(ids) == len(set(ids))


def test_every_refusal_is_a_problem_document(app: FastAPI) -> None:
    loose = [
        f"{operation.name} {status}"
        for operation in operations(app.openapi())
        if operation.path.startswith("/v1/")
        for status, answer in operation.described["responses"].items()
        if int(status) >= 400 and list(answer.get("content", {})) != ["application/problem+json"]
    ]
    assert loose == []


def test_nothing_names_a_path_of_the_machine_it_was_built_on() -> None:
    personal = re.compile(r"(?<![\w.$}])/(?:home|Users)/[a-z]\w*|(?<![\w.$}])/(?:root)/")
    wrong = [
        str(path.relative_to(ROOT))
        for path in _texts()
        if str(ROOT) in (text := path.read_text(errors="replace")) or personal.search(text)
    ]
    assert wrong == []


def table_owners() -> dict[str, str]:
    """The slice of each table: the heading under which a migration creates it."""
    owner = {}
    for path in (ROOT / "migrations" / "versions").glob("*.sql"):
        heading = ""
        for line in path.read_text().splitlines():
            if found := SECTION.match(line):
                heading = found[1]
            if found := TABLE.match(line):
                owner[found[1]] = heading
    return owner


def tables_written(path: Path) -> set[str]:
    """Tables that the file's SQL writes."""
    text = path.read_text()
    if path.suffix == ".sql":
        return set(_written_in(re.sub(r"--.*", "", text)))
    return set(_written_by(text))


def top_level_statements(sql: str) -> list[str]:
    """Statements of a file of functions, without comments and bodies."""
    bare = re.sub(r"\$(\w*)\$.*?\$\1\$", "''", re.sub(r"--.*", "", sql), flags=re.DOTALL)
    return [" ".join(statement.split()).lower() for statement in bare.split(";") if statement.strip()]


def _foreign_rows_made(tree: ast.Module, own: str) -> Iterator[str]:
    foreign = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (found := re.fullmatch(r"largesse\.(\w+)\.models", node.module or ""))
        and found[1] != own
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in foreign:
            yield node.func.id


def _written_in(sql: str) -> Iterator[str]:
    for inserted, updated in WRITE.findall(sql):
        yield (inserted or updated).lower()


def _written_by(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield from _written_in("".join(_constant(part) or " x " for part in node.values))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from _written_in(node.value)
        elif isinstance(node, ast.Call) and COPY.search(ast.unparse(node.func)) and node.args:
            yield _constant(node.args[0])


def _constant(node: ast.AST) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _faults_of(described: dict[str, Any], name: str) -> Iterator[str]:
    if not re.fullmatch(r"[a-z][A-Za-z0-9]+", described.get("operationId", "")):
        yield "its operation_id is no camelCase name"
    if len(described.get("tags", [])) != 1:
        yield "it has not exactly one tag"
    if not described.get("summary") or not described.get("description", described["summary"]).strip():
        yield "it has no summary"
    if described.get("x-permission") is None and name not in PUBLIC:
        yield "it asks for no permission and is not public"


def _texts() -> Iterator[Path]:
    folders = ("src", "tests", "benchmarks", "docs", "migrations", "scripts", "examples", ".ci", "web/src")
    kinds = {".py", ".sql", ".md", ".toml", ".yaml", ".yml", ".ts", ".tsx", ".json", ".sh", ".j2", ".csv"}
    for folder in folders:
        yield from (path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in kinds)
    yield from (path for path in ROOT.iterdir() if path.is_file() and path.suffix in {*kinds, ""})
