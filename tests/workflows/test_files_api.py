"""Files for workflows: uploaded whole or not at all, kept until somebody deletes them."""

import hashlib
import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import FastAPI

from largesse.accounts.commands.workspaces import create_workspace
from largesse.app import create_app
from largesse.core.db import Database
from largesse.core.files import FileStore
from largesse.core.housekeeping import FILES_KEPT, sweep_files
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from largesse.workflows.commands.files import uploaded_files
from tests.factories import a_key

CODES = b"code\nA-1\nA-2\n"


@pytest.fixture
def store(settings: Settings) -> FileStore:
    """Where the app keeps files."""
    return FileStore(settings.data_dir / "files")


async def upload(
    client: httpx.AsyncClient, content: bytes = CODES, name: str = "codes.csv"
) -> dict[str, Any]:
    answer = await client.post("/v1/files", files={"file": (name, content, "text/csv")})
    assert answer.status_code == 201, answer.text
    view: dict[str, Any] = answer.json()
    return view


def bringing(file_id: str) -> dict[str, Any]:
    """A workflow that brings in a file."""
    nodes = [
        {"id": "start", "type": "scheduled_run", "title": "Start"},
        {"id": "file", "type": "local_file", "title": "File", "file_id": file_id},
        {"id": "end", "type": "end", "title": "End"},
    ]
    edges = [{"from": "start", "to": "file"}, {"from": "file", "to": "end"}]
    return {"name": "Bring", "kind": "business", "graph": {"nodes": nodes, "edges": edges}}


async def test_an_upload_tells_its_size_and_checksum_and_can_be_looked_up(
    client: httpx.AsyncClient, workspace_id: UUID, store: FileStore
) -> None:
    view = await upload(client, name="Gutscheine ü.csv")
    assert (view["name"], view["size"]) == ("Gutscheine ü.csv", len(CODES))
    assert view["sha256"] == hashlib.sha256(CODES).hexdigest()
    assert (await client.get(f"/v1/files/{view['id']}")).json() == view
    with store.open(workspace_id, UUID(view["id"])) as file:
        assert file.read() == CODES


async def test_a_file_over_the_limit_leaves_nothing(
    settings: Settings, database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    small = create_app(settings.model_copy(update={"max_upload_bytes": 1000}), database)
    transport = httpx.ASGITransport(small, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://largesse", headers=client.headers
    ) as narrow:
        answer = await narrow.post("/v1/files", files={"file": ("x.csv", b"x" * 5000)})
    assert answer.status_code == 413
    folder = settings.data_dir / "files" / str(workspace_id)
    assert not folder.exists() or list(folder.iterdir()) == []


async def test_an_unknown_file_is_404(client: httpx.AsyncClient) -> None:
    for method in ("GET", "DELETE"):
        answer = await client.request(method, f"/v1/files/{uuid4()}")
        assert (answer.status_code, answer.json()["code"]) == (404, "file_not_found")


async def test_a_deleted_file_is_gone_at_once(
    client: httpx.AsyncClient, workspace_id: UUID, store: FileStore
) -> None:
    view = await upload(client)
    assert (await client.delete(f"/v1/files/{view['id']}")).status_code == 204
    assert not store.path(workspace_id, UUID(view["id"])).exists()
    assert (await client.get(f"/v1/files/{view['id']}")).status_code == 404


async def test_a_file_that_a_running_workflow_names_is_not_deleted(
    client: httpx.AsyncClient, workspace_id: UUID, store: FileStore
) -> None:
    view = await upload(client)
    made = await client.post("/v1/workflows", json=bringing(view["id"]))
    path = f"/v1/workflows/{made.json()['id']}"
    published = await client.post(f"{path}/publications")
    assert published.status_code == 201, published.text
    refused = await client.delete(f"/v1/files/{view['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "file_in_use")
    assert store.path(workspace_id, UUID(view["id"])).exists()
    assert (await client.post(f"{path}/stops")).status_code == 201
    assert (await client.delete(f"/v1/files/{view['id']}")).status_code == 204


async def test_the_sweep_keeps_what_was_uploaded_and_takes_what_nobody_needs(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, store: FileStore
) -> None:
    view = await upload(client)
    stray = store.save_blocks(workspace_id, [b"left by a crash"])
    for file_id in (UUID(view["id"]), stray.id):
        _age(store.path(workspace_id, file_id))
    await sweep_files(database, store, kept=[uploaded_files])
    assert store.path(workspace_id, UUID(view["id"])).exists()
    assert not store.path(workspace_id, stray.id).exists()


async def test_another_workspace_sees_no_file(
    client: httpx.AsyncClient, app: FastAPI, database: Database, keyring: Keyring
) -> None:
    view = await upload(client)
    async with database.session() as session:
        other = (await create_workspace(session, "Other", now=database.clock())).workspace_id
    headers = {"Authorization": f"Bearer {await a_key(database, other, keyring)}"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://largesse", headers=headers
    ) as stranger:
        assert (await stranger.get(f"/v1/files/{view['id']}")).status_code == 404
        assert (await stranger.delete(f"/v1/files/{view['id']}")).status_code == 404


def _age(path: Path) -> None:
    old = path.stat().st_mtime - (FILES_KEPT + timedelta(hours=1)).total_seconds()
    os.utime(path, (old, old))
