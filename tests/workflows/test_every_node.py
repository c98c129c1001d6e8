"""Graphs that together contain every node, walked to their ends."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

import pytest
from aiohttp import web

from largesse.connections.addresses import AddressGuard
from largesse.connections.client import GuardedClient
from largesse.core.jobs import run_job
from largesse.events.commands import emit
from largesse.profiles.imports.jobs import import_jobs
from largesse.promotions.imports.jobs import promotion_jobs
from largesse.vouchers.jobs import pool_jobs
from largesse.workflows.commands.incoming import receive_call
from largesse.workflows.fetch import Ways, fetch_jobs
from largesse.workflows.nodes import AnyNode
from largesse.workflows.transformations.jobs import transformation_jobs
from tests.conftest import SetClock
from tests.factories import a_pool
from tests.workflows.graphs import (
    END,
    begin,
    call,
    everybody,
    generate,
    line,
    mail,
    node,
    pause,
    wait,
    workflow,
)
from tests.workflows.stage import Stage, as_json

Json = dict[str, Any]
CODES = "Nr;Kod\n1;SPRING-1\n2;SPRING-2\n3;\n"
PROFILES = "custom_id,city\nnew-1,Oslo\nnew-2,Łódź\n"
PROMOTIONS = "code,name,discountType,discountValue\nTEA,Tea,percent,10\n"
EVENTS = "custom_id,name,n\nnew-1,imported.thing,5\nnew-2,go,6\n"
TEXTS = {"codes": CODES, "events": EVENTS, "promotions": PROMOTIONS}


def profile_graphs(pool: str) -> Iterator[Json]:
    """Workflows of profiles."""
    content = {"subject": "Code", "html": f"<p>{{% voucher %}}{pool}{{% endvoucher %}}</p>"}
    everyone = {"type": "everybody"}
    variants = [{"name": "all", "share": "99.99"}, {"name": "few", "share": "0.01"}]
    nodes = [
        everybody(),
        call(),
        wait("webhook.response"),
        node("profile_filter", conditions=everyone),
        node("metric_filter", event="webhook.response", within={"count": 1}, threshold=1),
        node("abx_test", variants=variants),
        node("split"),
        node("merge"),
        pause("delay", count=1),
        node("update_profile", attributes={"seen": "{{event.params['body.n']}}"}),
        node("assign_code", pool_id=pool),
        generate("made", n="{{customer.seen}}"),
        node("send_email", mail=content),
        node("send_sms", text="{{customer.seen}}"),
        mail("{{customer.seen}}"),
        node("send_webhook", url="https://shop.example/in"),
        END,
    ]
    ports = {
        **dict.fromkeys(("wait", "profile_filter", "metric_filter"), ("matched",)),
        "abx_test": ("all", "few"),
        "split": ("1", "2"),
    }
    ways = [
        f"{source['id']}:{port}>{target['id']}"
        for source, target in pairwise(nodes)
        for port in ports.get(source["id"], ("default",))
    ]
    yield workflow(nodes, *ways, name="everything")
    yield line(begin("made"), name="by event", open_paths=None)
    yield line(node("data_changed", attributes=["seen"]), name="by change", open_paths=None)
    yield line(node("incoming"), name="by call")


def business_graphs(pool: str, files: dict[str, str], origin: str) -> Iterator[Json]:
    """Workflows of the business."""
    operations = {
        "operations": [
            {"type": "rename_columns", "columns": {"Kod": "code"}},
            {"type": "filter_rows", "conditions": [{"column": "code", "test": "is_not_empty"}]},
        ],
        "goal": "codes",
    }
    yield line(
        node("scheduled_run", schedule={"type": "at", "at": "2190-01-01T00:00:00Z"}),
        node("local_file", file_id=files["codes"]),
        node("data_transformation", transformation=operations),
        node("import_codes", pool_id=pool),
        generate("codes_are_in"),
        kind="business",
        name="codes",
    )
    yield line(
        node("business_event", event="codes_are_in"),
        node("get_file", source={"type": "http", "url": f"{origin}/profiles.csv"}),
        node("import_profiles"),
        node("local_file", file_id=files["events"]),
        node("import_events"),
        kind="business",
        name="profiles and events",
    )
    yield line(
        node("scheduled_run", schedule={"type": "now"}),
        node("local_file", file_id=files["promotions"], delimiter=","),
        node("import_promotions"),
        kind="business",
        name="promotions",
    )


@pytest.fixture
async def origin() -> AsyncIterator[str]:
    """A real server on this machine that has a file."""

    async def answer(request: web.Request) -> web.Response:
        assert request.path == "/profiles.csv"
        return web.Response(text=PROFILES)

    app = web.Application()
    app.router.add_get("/profiles.csv", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def test_the_graphs_of_this_story_contain_every_node() -> None:
    graphs = [
        *profile_graphs("p"),
        *business_graphs("p", dict.fromkeys(("codes", "events", "promotions"), ""), "http://x"),
    ]
    there = {item["type"] for graph in graphs for item in graph["graph"]["nodes"]}
    assert there == {kind.model_fields["type"].default for kind in get_args(get_args(AnyNode)[0])}


async def test_every_node_does_its_part(stage: Stage, clock: SetClock, origin: str, tmp_path: Path) -> None:
    files = stage.engine.services.files
    stage.desk.answer = lambda *_: as_json({"n": 5})
    stored = {name: await stage.upload(text.encode()) for name, text in TEXTS.items()}
    pool = await a_pool(stage.database, stage.workspace_id, codes=10)
    target = await a_pool(stage.database, stage.workspace_id, name="Imported")
    await stage.profiles("a", email="a@shop.example", phone="+48600100200")
    ids = {
        graph["name"]: await stage.publish(graph)
        for graph in [*profile_graphs(str(pool)), *business_graphs(str(target), stored, origin)]
    }
    async with stage.context() as ctx:
        await receive_call(ctx, ids["by call"], "incoming", {"custom_id": "a", "n": 1})
    for name in ("everything", "codes"):
        await stage.run(ids[name])
    ways = Ways(
        GuardedClient(allow=[origin.removeprefix("http://")]), AddressGuard(()), stage.engine.services.keyring
    )
    handlers = {
        **pool_jobs(files),
        **import_jobs(files),
        **promotion_jobs(files),
        **transformation_jobs(files),
        **fetch_jobs(files, ways),
    }
    for _ in range(12):
        await stage.settle()
        for row in await stage.rows("select id from jobs where workspace_id = $1 and state = 'queued'"):
            await run_job(stage.database, stage.workspace_id, row["id"], handlers)
        clock.now = stage.database.clock() + timedelta(seconds=61)
    await ways.http.close()
    for name, workflow_id in ids.items():
        view = await stage.view(workflow_id)
        errors = [journey.errors for journey in await stage.journeys(workflow_id) if journey.errors]
        assert (view.open, view.dead, errors) == (0, 0, []), name
        assert view.started >= 1, name
        assert all(item.entered for item in view.nodes), (name, view.nodes)
        assert not any(item.failed or item.skipped for item in view.nodes), (name, view.nodes)
    await check_what_was_imported(stage, target)
    sent = await stage.rows("select channel, count(*) as n from messages where workspace_id = $1 group by 1")
    assert {row["channel"]: row["n"] for row in sent} == {"email": 4, "sms": 2, "webhook": 2}


async def check_what_was_imported(stage: Stage, pool: UUID) -> None:
    codes = await stage.rows("select code from codes where workspace_id = $1 and pool_id = $2", pool)
    assert sorted(row["code"] for row in codes) == ["SPRING-1", "SPRING-2"]
    profiles = await stage.rows(
        "select custom_id, attributes from profiles where workspace_id = $1 order by 1"
    )
    assert [(row["custom_id"], row["attributes"]) for row in profiles] == [
        ("a", {"seen": "5"}),
        ("new-1", {"city": "Oslo"}),
        ("new-2", {"city": "Łódź"}),
    ]
    promotions = await stage.rows("select code, status from promotions where workspace_id = $1")
    assert [tuple(row) for row in promotions] == [("TEA", "draft")]


async def test_an_import_without_a_file_says_so(stage: Stage) -> None:
    graph = line(node("business_event", event="x"), node("import_profiles"), kind="business")
    workflow_id = await stage.publish(graph)
    async with stage.context() as ctx:
        await emit(ctx, "x", {})
    await stage.settle()
    [journey] = await stage.journeys(workflow_id)
    assert journey.state == "dead"
    assert "No file came this way" in journey.errors[0].error


async def test_a_job_that_fails_takes_the_failed_port(stage: Stage) -> None:
    file_id = await stage.upload(b"\x00\xff\xfe nothing")
    graph = workflow(
        [
            node("business_event", "begin", event="x"),
            node("local_file", file_id=file_id),
            node("import_events"),
            END,
            node("end", "broken"),
        ],
        "begin>local_file",
        "local_file>import_events",
        "import_events>end",
        "import_events:failed>broken",
        kind="business",
    )
    workflow_id = await stage.publish(graph)
    async with stage.context() as ctx:
        await emit(ctx, "x", {})
    await stage.settle()
    [row] = await stage.rows("select id from jobs where workspace_id = $1")
    await stage.rows(
        "update jobs set state = 'failed', error = 'broken' where workspace_id = $1 returning id"
    )

    assert row
    clock = stage.database.clock
    clock.now += timedelta(seconds=1)  # type: ignore[attr-defined]  # the clock of the test
    await stage.settle()
    assert (await stage.entered(workflow_id))["broken"] == 1
