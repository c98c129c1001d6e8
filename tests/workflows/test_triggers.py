"""How journeys begin, beyond audiences and schedules."""

from datetime import timedelta
from uuid import UUID

import httpx

from largesse.events.commands import Received, emit, receive
from tests.workflows.graphs import END, begin, line, mail, node, workflow
from tests.workflows.stage import Stage


async def test_a_change_of_a_named_attribute_begins_a_journey(stage: Stage) -> None:
    [who] = await stage.profiles("a", attributes={"city": "Oslo"})
    named = await stage.publish(
        line(node("data_changed", attributes=["city"]), mail("{{customer.city}}"), name="n")
    )
    every = await stage.publish(line(node("data_changed"), name="e"))
    await stage.profiles("a", attributes={"city": "Oslo"})  # nothing changes
    await stage.profiles("a", attributes={"street": "x"})
    await stage.settle()
    assert ((await stage.view(named)).started, (await stage.view(every)).started) == (0, 1)
    await stage.profiles("a", attributes={"city": "Bergen"})
    await stage.settle()
    assert [(item.profile_id, item.state) for item in await stage.journeys(named)] == [(who, "ended")]
    assert (await stage.view(every)).started == 2
    [row] = await stage.rows("select subject from messages where workspace_id = $1")
    assert row["subject"] == "Bergen"


async def test_a_journey_that_changes_its_own_profile_does_not_begin_itself_for_ever(stage: Stage) -> None:
    await stage.profiles("a", attributes={"n": 1})
    update = node("update_profile", "update", attributes={"n": "{{ customer.n + 1 }}"})
    capping = {"starts": 3, "per": {"count": 1, "unit": "days"}}
    workflow_id = await stage.publish(line(node("data_changed"), update, capping=capping))
    await stage.profiles("a", attributes={"n": 5})
    await stage.settle()
    assert (await stage.view(workflow_id)).started == 3


async def test_a_business_event_begins_journeys_without_a_profile(stage: Stage) -> None:
    low = [{"name": "pool", "test": {"operator": "string_equal", "value": "A"}}]
    graph = line(
        node("business_event", "begin", event="pool.low", conditions=low),
        mail("{{event.params.pool}} {{event.params.left}}"),
        kind="business",
    )
    workflow_id = await stage.publish(graph)
    for pool in ("A", "B", "A"):
        async with stage.context() as ctx:
            await emit(ctx, "pool.low", {"pool": pool, "left": 3})
    [who] = await stage.profiles("a")
    await stage.settle()
    view = await stage.view(workflow_id)
    assert (view.started, view.ended) == (2, 2)
    assert {item.profile_id for item in await stage.journeys(workflow_id)} == {None}
    rows = await stage.rows("select subject from messages where workspace_id = $1")
    assert [row["subject"] for row in rows] == ["A 3"] * 2
    assert who


async def test_an_end_that_ends_others_leaves_other_journeys_of_the_business_alone(stage: Stage) -> None:
    graph = workflow(
        [
            node("business_event", "begin", event="pool.low"),
            node("split"),
            node("delay", duration={"count": 1, "unit": "hours"}),
            node("abx_test", variants=[{"name": "a", "share": 50}, {"name": "b", "share": 50}]),
            {**END, "ends_others": True},
        ],
        "begin>split", "split:1>delay", "split:2>end", "delay>end",
        kind="business",
    )  # fmt: skip
    graph["graph"]["nodes"] = [item for item in graph["graph"]["nodes"] if item["id"] != "abx_test"]
    keeps = line(
        node("business_event", "begin", event="pool.low"),
        node("delay", duration={"count": 1, "unit": "hours"}),
        kind="business",
        name="keeps",
    )
    ends, waits = await stage.publish(graph), await stage.publish(keeps)
    for _ in range(2):
        async with stage.context() as ctx:
            await emit(ctx, "pool.low", {})
        await stage.settle()
    assert ((await stage.view(ends)).open, (await stage.view(waits)).open) == (0, 2)


async def address_of(client: httpx.AsyncClient, workflow_id: UUID) -> str:
    [version] = (await client.get(f"/v1/workflows/{workflow_id}/versions")).json()["items"]
    address: str = version["webhooks"]["begin"]
    return address[address.index("/hooks/") :]


async def test_a_call_from_outside_begins_a_journey_of_the_profile_it_names(
    stage: Stage, client: httpx.AsyncClient
) -> None:
    [who] = await stage.profiles("a")
    workflow_id = await stage.publish(
        line(
            node("incoming", "begin"),
            mail("{{event.params['order.total']}}{{event.params.order.total}} {{customer.custom_id}}"),
        )
    )
    address = await address_of(client, workflow_id)
    answer = await client.post(address, json={"custom_id": "a", "order": {"total": 20}})
    assert answer.status_code == 202, answer.text
    for wrong in (address[:-1] + ("0" if address[-1] != "0" else "1"), address.replace("begin", "other")):
        assert (await client.post(wrong, json={"custom_id": "a"})).status_code == 404
    await stage.settle()
    assert [(item.profile_id, item.state) for item in await stage.journeys(workflow_id)] == [(who, "ended")]
    [row] = await stage.rows("select subject from messages where workspace_id = $1")
    assert row["subject"] == "20 a"


async def test_two_workflows_with_the_same_name_of_event_hear_only_their_own_callers(
    stage: Stage, client: httpx.AsyncClient
) -> None:
    ids = [
        await stage.publish(line(node("incoming", "begin"), kind="business", name=name))
        for name in ("x", "y")
    ]
    answer = await client.post(await address_of(client, ids[0]), json={"n": 1})
    assert answer.status_code == 202, answer.text
    await stage.settle()
    assert [(await stage.view(workflow_id)).started for workflow_id in ids] == [1, 0]


async def test_several_triggers_lead_into_the_same_path(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    other = {**begin("also"), "id": "other"}
    graph = workflow(
        [begin(), other, node("merge"), mail("{{event.name}}"), END],
        "begin>merge", "other>merge", "merge>mail", "mail>end",
    )  # fmt: skip
    workflow_id = await stage.publish(graph)
    await stage.receive(who, "go")
    await stage.receive(who, "also")
    await stage.settle()
    assert await stage.entered(workflow_id) == {"begin": 1, "other": 1, "merge": 2, "mail": 2, "end": 2}
    rows = await stage.rows("select subject from messages where workspace_id = $1 order by subject")
    assert [row["subject"] for row in rows] == ["also", "go"]


async def test_history_that_is_brought_along_begins_nothing(stage: Stage) -> None:
    workflow_id = await stage.publish(line(begin("go")))
    [who] = await stage.profiles("a")
    for age, begun in ((timedelta(days=400), 0), (timedelta(hours=23), 1)):
        async with stage.context() as ctx:
            await receive(ctx, [Received("go", who, {}, time=ctx.now - age)])
        await stage.settle()
        assert (await stage.view(workflow_id)).started == begun
