"""Whatever is sent to whatever operation: no fault of ours, no undocumented answer, no wrong input taken."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.python.asgi import shutdown_lifespans
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from largesse.accounts.commands.workspaces import create_workspace
from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from tests.conftest import SECRET_KEY
from tests.factories import a_key, a_pool

EXAMPLES = int(os.environ.get("LARGESSE_SCHEMATHESIS_EXAMPLES", "10"))
SEED = int(os.environ.get("LARGESSE_SEED", "20261121"))  # any other finds other things
# Two fields may bind each other, which no schema can say; and the calls of other vendors take what those
# took, such as a number where a text is asked for.
LENIENT = [positive_data_acceptance]
FOREIGN = [*LENIENT, negative_data_rejection]
# An upload takes any file, and a number sent as one is a file of some digits.
ANY_FILE = {"/v1/files"}


@pytest.fixture(scope="module")
def furnished(database_url: str) -> dict[str, str]:
    """A workspace with a key of every permission and a pool that no request can delete."""

    async def furnish() -> dict[str, str]:
        database = Database(database_url, pool_size=2)
        try:
            async with database.session() as session:
                shop: UUID = (await create_workspace(session, "Shop", now=database.clock())).workspace_id
            key = await a_key(database, shop, Keyring(bytes.fromhex(SECRET_KEY)))
            pool = await a_pool(database, shop, codes=200)
        finally:
            await database.close()
        return {"key": key, "pool_id": str(pool)}

    return asyncio.run(furnish())


@pytest.fixture(scope="module")
def api_schema(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    """The document of a running app, which keeps its own event loop and database."""
    data: Path = tmp_path_factory.mktemp("data")
    app = create_app(
        Settings(
            database_url=database_url,
            secret_key=SECRET_KEY,
            data_dir=data,
            mail_dir=data / "mail",
            rejected_limit_per_minute=1_000_000,
        )
    )
    print(f"schemathesis seed: LARGESSE_SEED={SEED}")  # noqa: T201  shown when the test fails
    config = SchemathesisConfig(seed=SEED)
    config.projects.default.generation.with_security_parameters = False  # credentials: test_permissions.py
    yield schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    shutdown_lifespans()


def test_the_api_keeps_to_its_document(api_schema: BaseSchema, furnished: dict[str, str]) -> None:
    faults = {}
    for found in api_schema.get_all_operations():
        operation = found.ok()
        for mode in GenerationMode:
            try:
                _examine(operation.as_strategy(generation_mode=mode), furnished)
            except Unsatisfiable:  # nothing can be wrong in a request without parameters
                continue
            except (FailureGroup, Failure) as fault:
                faults[f"{operation.label} ({mode.value})"] = _told(fault)
    assert not faults, "\n\n".join(f"{label}\n{told}" for label, told in faults.items())


def _examine(cases: SearchStrategy[schemathesis.Case], furnished: dict[str, str]) -> None:
    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def examine(case: schemathesis.Case) -> None:
        if _is_uuid(case.path_parameters.get("pool_id")):
            case.path_parameters["pool_id"] = furnished["pool_id"]  # else nearly every answer is 404
        case.call_and_validate(
            headers={"Authorization": f"Bearer {furnished['key']}"},
            excluded_checks=LENIENT if _is_strict(case.operation.path) else FOREIGN,
        )

    examine()


def _is_strict(path: str) -> bool:
    return path.startswith("/v1/") and path not in ANY_FILE


def _told(fault: BaseException) -> str:
    return "\n".join((str(fault), *getattr(fault, "__notes__", ())))


def _is_uuid(value: object) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True
