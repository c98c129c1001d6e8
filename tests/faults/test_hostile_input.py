"""Templates that want more than there is and addresses that lead inside, through a real API process."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import APP_ROLE, Database
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.seals import Keyring
from largesse.core.settings import Settings
from tests.conftest import SECRET_KEY
from tests.connections.test_addresses import FORBIDDEN, SPELLINGS
from tests.core.templates.test_template_bombs import MORE, TABLE
from tests.factories import a_key
from tests.faults.endpoints import Endpoint, after, endpoint
from tests.serving import serving

# Only a hang should meet it: each is refused within two seconds.
ANSWER_SECONDS: Final = 5
# Names that a resolver would have to be asked about; tests/connections asks one of its own.
RESOLVED: Final = "example"
AUDIENCE: Final = {
    "id": "start",
    "type": "audience",
    "title": "Start",
    "conditions": {"type": "attribute", "name": "pool", "test": {"operator": "not_empty"}},
}
END: Final = {"id": "end", "type": "end", "title": "End"}


@dataclass
class Trap:
    """A port where nobody may arrive."""

    port: int = 0
    arrivals: int = 0

    def arrive(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        del reader
        self.arrivals += 1
        writer.close()


@pytest.fixture
async def trap() -> AsyncIterator[Trap]:
    found = Trap()
    server = await asyncio.start_server(found.arrive, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    yield found
    server.close()
    await server.wait_closed()


@pytest.fixture
async def welcome() -> AsyncIterator[Endpoint]:
    """A host that may be called."""
    async with endpoint(after(0), low=lambda _: False) as found:
        yield found


@pytest.fixture
async def api(
    arena: EmbeddedPostgres, arena_database: Database, tmp_path: Path, welcome: Endpoint
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a real `largesse serve`, which waits for no answer longer than it should take."""
    async with arena_database.session() as session:
        workspace = (await create_workspace(session, "Hostile", now=arena_database.clock())).workspace_id
    key = await a_key(arena_database, workspace, Keyring(bytes.fromhex(SECRET_KEY)))
    settings = Settings(
        database_url=arena.dsn(user=APP_ROLE),
        secret_key=SECRET_KEY,
        data_dir=tmp_path,
        outgoing_allow=welcome.allow,
    )
    async with (
        serving(settings) as served,
        httpx.AsyncClient(
            base_url=served.url, headers={"Authorization": f"Bearer {key}"}, timeout=ANSWER_SECONDS
        ) as client,
    ):
        made = await client.post(
            "/v1/profiles", json={"custom_id": "ada", "attributes": {"pool": "p", "x": "y" * 1000}}
        )
        assert made.is_success, made.text
        yield client
        assert (await client.get("/readyz")).status_code == 200


async def drafted(api: httpx.AsyncClient, node: dict[str, Any]) -> str | None:
    """Id of a draft with that node between start and end; None when not even the draft is taken."""
    graph = {
        "nodes": [AUDIENCE, {"id": "node", "title": "Node", **node}, END],
        "edges": [{"from": "start", "to": "node"}, {"from": "node", "to": "end"}],
    }
    answer = await api.post("/v1/workflows", json={"name": f"Draft {node!r}"[:200], "graph": graph})
    assert answer.status_code in (201, 409, 413, 422), answer.text
    return str(answer.json()["id"]) if answer.status_code == 201 else None


async def walked(api: httpx.AsyncClient, workflow: str, **test: object) -> dict[str, Any] | None:
    """What a test walk of the draft says; None when it is refused as a whole."""
    body = {"profile": {"custom_id": "ada"}, **test}
    answer = await api.post(f"/v1/workflows/{workflow}/tests", json=body)
    assert answer.status_code in (200, 422), answer.text
    return dict(answer.json()) if answer.status_code == 200 else None


async def refuses_in_a_workflow(api: httpx.AsyncClient, bomb: str) -> bool:
    """Whether neither check nor walk lets it go off."""
    workflow = await drafted(api, {"type": "generate_event", "event": "bomb", "body": {"x": bomb}})
    if workflow is None:
        return True
    check = await api.post(f"/v1/workflows/{workflow}/check")
    assert check.status_code == 200, check.text
    view = await walked(api, workflow)
    await api.delete(f"/v1/workflows/{workflow}")
    refused = not check.json()["is_publishable"]
    return refused if view is None else bool(view["errors"])


async def refuses_in_a_mail(api: httpx.AsyncClient, bomb: str) -> bool:
    """Whether the template is not taken, or its preview shows no mail but the reason."""
    body = {"name": f"Bomb {bomb}"[:100].replace("\n", " "), "subject": "Hi", "html": bomb}
    made = await api.post("/v1/message-templates", json=body)
    assert made.status_code in (201, 409, 413, 422), made.text
    if made.status_code != 201:
        return True
    place = f"/v1/message-templates/{made.json()['id']}"
    preview = await api.post(f"{place}/previews", json={"profile": {"custom_id": "ada"}})
    assert preview.status_code in (200, 422), preview.text
    await api.delete(place)
    return preview.status_code != 200 or preview.json()["subject"] is None


async def test_every_bomb_of_the_table_is_refused_by_the_api(api: httpx.AsyncClient) -> None:
    let_through = [
        (name, where.__name__)
        for name, bomb in TABLE.items()
        for where in (refuses_in_a_workflow, refuses_in_a_mail)
        if not await where(api, bomb)
    ]
    assert let_through == []


async def test_no_other_bomb_keeps_the_api_from_answering(api: httpx.AsyncClient) -> None:
    for bomb in MORE.values():
        source = (
            bomb.replace("s|", "customer.x|")
            .replace("in s ", "in customer.x ")
            .replace("in big", "in range(1000)")
        )
        await refuses_in_a_workflow(api, source)
        await refuses_in_a_mail(api, source)


async def test_what_an_honest_author_writes_is_taken(api: httpx.AsyncClient) -> None:
    assert not await refuses_in_a_workflow(api, "{{ customer.x }}")
    assert not await refuses_in_a_mail(api, "<p>{{ customer.x }}</p>")


async def test_a_walk_that_really_calls_reaches_nothing_inside(
    api: httpx.AsyncClient, trap: Trap, welcome: Endpoint
) -> None:
    spelled = [spelling.format(port=trap.port) for spelling in SPELLINGS if RESOLVED not in spelling]
    direct = [f"http://[{address}]:80/" if ":" in address else f"http://{address}/" for address in FORBIDDEN]
    reached = []
    for address in [*spelled, *direct]:
        node = {"type": "outgoing_integration", "method": "GET", "endpoint": address, "attempts": 1}
        workflow = await drafted(api, node)
        if workflow is None:
            continue
        view = await walked(api, workflow, send=True)
        await api.delete(f"/v1/workflows/{workflow}")
        if view is not None and not view["errors"]:
            reached.append(address)
    assert reached == []
    assert trap.arrivals == 0
    node = {
        "type": "outgoing_integration",
        "method": "GET",
        "endpoint": f"{welcome.url}/pool-1",
        "attempts": 1,
    }
    workflow = await drafted(api, node)
    assert workflow is not None
    view = await walked(api, workflow, send=True)
    assert (view or {})["errors"] == []
    assert [call.profile for call in welcome.calls] == ["pool-1"]


async def test_the_trap_would_notice(trap: Trap) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", trap.port)
    writer.close()
    await writer.wait_closed()
    assert trap.arrivals == 1
