"""The desk of imports."""

from pathlib import Path
from uuid import UUID

import httpx
import pytest

from largesse.core.db import Database
from tests.promotions.imports.runs import Desk


@pytest.fixture
def desk(client: httpx.AsyncClient, database: Database, workspace_id: UUID, tmp_path: Path) -> Desk:
    return Desk(client, database, workspace_id, tmp_path)
