"""A stage for each test, at a moment that the test moves."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from largesse.core.db import Database
from tests.conftest import SetClock
from tests.workflows.stage import Stage

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def stage(database: Database, workspace_id: UUID, clock: SetClock, tmp_path: Path) -> Stage:
    clock.now = NOON
    return Stage(database, workspace_id, tmp_path / "files")
