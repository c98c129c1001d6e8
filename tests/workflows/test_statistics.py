"""Counts, paths and test walks: they tell what happened, all of it and nothing else."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from largesse.connections.failures import OutgoingError
from largesse.core.context import Actor
from largesse.workflows.commands.definitions import create_workflow
from largesse.workflows.commands.walks import walk
from largesse.workflows.schemas import TestInput, TestView, WorkflowInput
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

AB = [{"name": "a", "share": 50}, {"name": "b", "share": 50}]
SEEDS = st.integers(0, 2**32)


def random_workflow(seed: int) -> dict[str, Any]:
    """A graph that ends: every way leads to a later node."""
    chance = random.Random(seed)
    nodes: list[dict[str, Any]] = [everybody()]
    for number in range(chance.randint(1, 8)):
        made = [
            lambda at: (generate("made", at), ["default"]),
            lambda at: (node("split", at), ["1", "2"]),
            lambda at: (node("abx_test", at, variants=AB), ["a", "b"]),
            lambda at: (wait("made", at, minutes=2), ["matched", "not_matched"]),
            lambda at: (wait("other", at, minutes=3), ["matched"]),
            lambda at: (pause(at, count=1), ["default"]),
            lambda at: (mail("{{ 1 // (customer.n - 3) }}", at), ["default"]),
            lambda at: (call(at, attempts=2), ["default", *chance.choice([["failed"], []])]),
            lambda at: (node("merge", at), ["default"]),
            lambda at: (node("end", at, ends_others=chance.random() < 0.5), []),
        ]
        found, ports = chance.choice(made)(f"n{number}")
        nodes.append({**found, "ports": ports})
    nodes[0]["ports"] = ["default"]
    nodes.append({**END, "ports": []})
    ways = [
        f"{source['id']}:{port}>{nodes[chance.randint(place + 1, len(nodes) - 1)]['id']}"
        for place, source in enumerate(nodes)
        for port in source.pop("ports")
    ]
    reached = {way.partition(">")[2] for way in ways} | {"begin"}
    while True:  # what nothing leads to is left out, with all that only it leads to
        kept = [way for way in ways if way.partition(":")[0] in reached]
        if len(kept) == len(ways):
            break
        ways = kept
        reached = {way.partition(">")[2] for way in ways} | {"begin"}
    return workflow(
        [found for found in nodes if found["id"] in reached], *ways, name=f"w{seed}", open_paths=None
    )


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=SEEDS)
async def test_no_path_is_lost_from_any_count(stage: Stage, clock: SetClock, seed: int) -> None:
    graph = random_workflow(seed)
    note(f"seed {seed}: {graph['graph']}")
    chance = random.Random(seed)
    stage.desk.answer = lambda *_: chance.choice(
        [as_json({"n": 1}), as_json({}, 500), as_json({}, 404), OutgoingError("down", temporary=True)]
    )
    for number in range(6):
        await stage.profiles(f"p{number}", attributes={"n": number})
    workflow_id = await stage.publish({**graph, "name": f"{seed} {clock.now}"})
    run = await stage.run(workflow_id)
    for _ in range(6):
        await stage.settle()
        await all_is_counted(stage, graph, workflow_id, run)
        assert clock.now is not None
        clock.now += timedelta(seconds=chance.choice([1, 30, 60, 120]))
        if chance.random() < 0.5:
            await stage.receive(chance.choice(await stage.profiles("p1", "p2")), "other")
    for days in (*[1] * 8, 61):
        clock.now += timedelta(days=days)
        await stage.settle()
    await all_is_counted(stage, graph, workflow_id, run)
    view = await stage.view(workflow_id, run)
    assert (view.open, view.state) == (0, "finished")


async def all_is_counted(stage: Stage, graph: dict[str, Any], workflow_id: UUID, run: UUID) -> None:
    view = await stage.view(workflow_id, run)
    rows = await stage.rows(
        "select j.node, j.status from journeys j join workflow_runs r on r.number = j.run"
        " where j.workspace_id = $1 and r.id = $2",
        run,
    )
    for index, item in enumerate(view.nodes):
        here = [row["status"] for row in rows if row["node"] == index]
        assert item.waiting == sum(status < 4 for status in here), item
        ways = 2 if item.type == "split" else 1  # both paths of a journey leave a split
        led = [edge["port"] for edge in graph["graph"]["edges"] if edge["from"] == item.node]
        nowhere = sum(count for port, count in item.left.items() if port not in led)
        assert item.entered * ways == sum(item.left.values()) + len(here) - nowhere, item
        assert item.dead == here.count(5)
    assert view.open == sum(row["status"] < 4 for row in rows)
    assert view.ended + view.dead == sum(row["status"] >= 4 for row in rows)


async def test_a_path_tells_its_steps_with_events_and_rendered_values(stage: Stage, clock: SetClock) -> None:
    stage.desk.answer = lambda *_: as_json({"n": 5})
    graph = line(
        begin(),
        call(endpoint="https://erp.example/{{event.params.n}}"),
        wait("webhook.response"),
        generate("made", twice="{{ event.params['body.n'] * 2 }}"),
        mail("N {{event.params['body.n']}}"),
    )
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(graph)
    await stage.receive(who, "go", n=1)
    await stage.settle()
    [journey] = await stage.journeys(workflow_id)
    steps = {step.node: step for step in journey.steps}
    assert [step.node for step in journey.steps] == ["begin", "call", "wait", "generate", "mail", "end"]
    assert [step.port for step in journey.steps] == [
        "default",
        "default",
        "matched",
        "default",
        "default",
        None,
    ]
    assert steps["begin"].event is not None
    assert steps["begin"].event["params"]["n"] == 1
    assert steps["call"].rendered is not None
    assert steps["call"].rendered["request"] == {"method": "POST", "url": "https://erp.example/1"}
    assert steps["wait"].event is not None
    assert steps["wait"].event["params"]["body.n"] == 5
    assert steps["generate"].rendered == {"event": "made", "params": {"twice": "10"}}
    assert steps["mail"].rendered is not None
    assert steps["mail"].rendered["subject"] == "N 5"
    assert (journey.state, journey.is_traced, journey.errors, steps["end"].at) == (
        "ended",
        True,
        [],
        clock.now,
    )


@pytest.mark.parametrize(("trace", "traced"), [("all", 200), ("sample", 2), ("off", 0), ("automatic", 200)])
async def test_as_many_paths_are_traced_as_the_settings_say(stage: Stage, trace: str, traced: int) -> None:
    await stage.profiles(*(f"p{number}" for number in range(200)))
    workflow_id = await stage.publish(line(everybody(), trace=trace))
    await stage.run(workflow_id)
    await stage.settle()
    rows = await stage.rows("select distinct journey_id from journey_steps where workspace_id = $1")
    assert abs(len(rows) - traced) <= (1 if trace == "sample" else 0)


async def counted(stage: Stage) -> dict[str, int]:
    """How many rows every table has."""
    tables = await stage.rows(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition"
        " and $1::uuid is not null"
        " and has_table_privilege(c.oid, 'select')"
    )
    found = {}
    for table in sorted(row["relname"] for row in tables):
        [row] = await stage.rows(f"select count(*) as n from {table} where $1::uuid is not null")
        found[table] = row["n"]
    return found


async def walked(stage: Stage, workflow: dict[str, Any], **test: object) -> TestView:
    """The walk through a draft, which leaves every table as it was."""
    async with stage.context() as ctx:
        view = await create_workflow(ctx, WorkflowInput.model_validate(workflow))
    before = await counted(stage)
    actor = Actor(kind="system", id="system", workspace_id=stage.workspace_id)
    found = await walk(
        stage.database, actor, view.id, TestInput.model_validate(test), services=stage.engine.services
    )
    assert await counted(stage) == before
    return found


async def test_a_walk_skips_waits_pretends_calls_and_leaves_nothing_behind(stage: Stage) -> None:
    pool = await a_pool(stage.database, stage.workspace_id, codes=3)
    await stage.profiles("a", email="a@shop.example", phone="+48600100200", attributes={"n": 1})
    said = {"subject": "For {{customer.n}}", "html": f"<p>{{% voucher %}}{pool}{{% endvoucher %}}</p>"}
    graph = line(
        begin(),
        call(),
        wait("webhook.response", "answer"),
        pause(count=9, unit="days"),
        node("update_profile", attributes={"n": 2}),
        node("assign_code", pool_id=str(pool)),
        generate("made", n="{{event.params['body.n']}}"),
        wait("made", minutes=5),
        node("send_email", mail=said),
        node("send_sms", text="x"),
        mail("y"),
        node("send_webhook", url="https://shop.example/"),
        node("metric_filter", event="x", within={"count": 1}, threshold=0),
        node("profile_filter", conditions={"type": "everybody"}),
    )
    events = {"go": {"n": 7}, "webhook.response": {"body.n": 8}}
    found = await walked(stage, graph, profile={"custom_id": "a"}, events=events)
    assert (found.outcome, found.errors) == ("ended", [])
    steps = {step.node: step for step in found.steps}
    assert list(steps) == [item["id"] for item in graph["graph"]["nodes"]]
    assert stage.desk.calls == []
    assert steps["call"].rendered is not None
    assert steps["call"].rendered["simulated"]
    assert steps["generate"].rendered == {"event": "made", "params": {"n": "8"}}
    assert steps["wait"].port == "matched"
    assert steps["send_email"].rendered is not None
    assert "SAMPLE-CODE" in steps["send_email"].rendered["html"]


async def test_a_walk_makes_calls_when_told_to_and_walks_every_way_of_a_split(stage: Stage) -> None:
    stage.desk.answer = lambda *_: as_json({"n": 3})
    await stage.profiles("a")
    graph = workflow(
        [
            begin(),
            call(),
            wait("webhook.response", minutes=1),
            node("split"),
            wait("b", "b", minutes=1),
            END,
            node("end", "late"),
        ],
        "begin>call",
        "call>wait",
        "wait:matched>split",
        "split:1>b",
        "split:2>end",
        "b:matched>end",
        "b:not_matched>late",
    )
    found = await walked(stage, graph, profile={"custom_id": "a"}, send=True)
    assert len(stage.desk.calls) == 1
    assert {step.node for step in found.steps} == {"begin", "call", "wait", "split", "b", "end", "late"}


async def test_a_walk_through_work_on_files_starts_none(stage: Stage) -> None:
    source = {"type": "http", "url": "https://files.example/x.csv"}
    operations = {"operations": [{"type": "drop_columns", "columns": ["x"]}]}
    graph = line(
        node("scheduled_run", "begin"),
        node("get_file", source=source),
        node("data_transformation", transformation=operations),
        node("import_profiles"),
        kind="business",
    )
    found = await walked(stage, graph)
    assert (found.outcome, [step.node for step in found.steps][-1]) == ("ended", "end")


async def test_a_walk_is_refused_for_a_broken_draft_and_an_unknown_profile(
    stage: Stage, client: httpx.AsyncClient
) -> None:
    made = (await client.post("/v1/workflows", json=line(begin(), mail("{{ x }}")))).json()
    address = f"/v1/workflows/{made['id']}/tests"
    assert (await client.post(address, json={"profile": {"custom_id": "a"}})).json()[
        "code"
    ] == "graph_has_problems"
    made = (await client.post("/v1/workflows", json=line(begin(), name="fine"))).json()
    address = f"/v1/workflows/{made['id']}/tests"
    assert (await client.post(address, json={"profile": {"custom_id": "a"}})).status_code == 404
    assert (await client.post(address, json={})).json()["code"] == "profile_needed"
    await stage.profiles("a")
    answer = await client.post(address, json={"profile": {"custom_id": "a"}})
    assert (answer.status_code, answer.json()["outcome"]) == (200, "ended"), answer.text
