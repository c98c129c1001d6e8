"""What keeps a graph from being published, told node by node."""

from typing import Any

import httpx
import pytest

from largesse.workflows.checks import check_graph
from largesse.workflows.graph import Graph
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
from tests.workflows.stage import example

POOL = "01939b5e-7b3f-7c21-9f0a-1b2c3d4e5f60"
NIGHTLY = node("scheduled_run", "begin")
AB = [{"name": "a", "share": 50}, {"name": "b", "share": 50}]


def untitled(raw: dict[str, Any]) -> dict[str, Any]:
    found = workflow([begin(), raw, END], f"begin>{raw['id']}", f"{raw['id']}>end")
    del found["graph"]["nodes"][1]["title"]
    return found


# Every code with a graph that has this one problem, and the node and setting where it is told.
BROKEN: list[tuple[str, dict[str, Any], str | None, str | None]] = [
    ("id_twice", workflow([begin(), END, {**END, "title": "x"}], "begin>end"), "end", "id"),
    ("title_twice", line(begin(), {**generate("x", "one"), "title": "begin"}), "one", "title"),
    ("missing_title", untitled(generate("x")), "generate", "title"),
    ("missing_event", line(begin(), node("event_filter", "e")), "e", "event"),
    ("unknown_type", line(begin(), node("teleport")), "teleport", "type"),
    ("invalid", line(begin(), generate("x", "one"), {**pause(count=0)}), "pause", "duration.count"),
    ("invalid", line(begin(), wait("a", check="period")), "wait", None),
    ("wrong_kind", line(NIGHTLY, END | {"id": "one"}, kind="profile") | {"x": 1}, "begin", "type"),
    (
        "customer_forbidden",
        line(NIGHTLY, mail("{{customer.email}}"), kind="business"),
        "mail",
        "mail.subject",
    ),
    ("waits_in_vain", line(NIGHTLY, wait("pool.low", minutes=5), kind="business"), "wait", "event"),
    ("unknown_name", line(begin(), mail("{{custmer.email}}")), "mail", "mail.subject"),
    ("template", line(begin(), mail("{{ 1 +* 2 }}")), "mail", None),
    ("template", line(begin(), call(endpoint="https://{{client.host}}/x")), "call", None),
    ("event_reserved", line(begin(), generate("code.assigned")), "generate", "event"),
    (
        "needs_address",
        line(begin(), call(endpoint="/x", auth={"type": "connection", "connection": "c"})),
        "call",
        "endpoint",
    ),
    (
        "key_leaves_house",
        line(begin(), call(auth={"type": "workspace_key", "connection": "c"})),
        "call",
        "endpoint",
    ),
    (
        "shares_not_whole",
        workflow(
            [begin(), node("abx_test", variants=[*AB[:1], {"name": "b", "share": "49.99"}]), END],
            "begin>abx_test",
            "abx_test:a>end",
            "abx_test:b>end",
        ),
        "abx_test",
        "variants",
    ),
    (
        "variant_twice",
        workflow(
            [begin(), node("abx_test", variants=[AB[0], AB[0]]), END], "begin>abx_test", "abx_test:a>end"
        ),
        "abx_test",
        "variants",
    ),
    ("edge_to_nowhere", workflow([begin(), END], "begin>end", "end>nobody"), None, None),
    ("port_twice", workflow([begin(), END, node("end", "two")], "begin>end", "begin>two"), "begin", None),
    ("unknown_port", workflow([begin(), END], "begin>end", "begin:sideways>end"), "begin", None),
    (
        "edge_to_trigger",
        workflow([begin(), begin("b") | {"id": "b2"}, END], "begin>b2", "b2>end"),
        "b2",
        None,
    ),
    ("missing_connection", workflow([begin(), generate("x"), END], "begin>generate"), "generate", None),
    ("no_trigger", workflow([generate("x"), END], "generate>end"), None, None),
    ("unreachable", workflow([begin(), END, node("end", "alone")], "begin>end"), "alone", None),
    (
        "cycle_without_wait",
        workflow([begin(), generate("x")], "begin>generate", "generate>generate"),
        "generate",
        None,
    ),
]


def problems(found: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    told = check_graph(Graph.model_validate(found["graph"]), found["kind"])
    return [(problem.code, problem.node, problem.field) for problem in told]


@pytest.mark.parametrize(("code", "graph", "at", "field"), BROKEN)
def test_each_problem_is_told_where_it_is(
    code: str, graph: dict[str, Any], at: str | None, field: str | None
) -> None:
    found = problems(graph)
    assert (code, at) in {(told, place) for told, place, _ in found}, found
    if field is not None:
        assert (code, at, field) in found, found


@pytest.mark.parametrize(
    "graph",
    [
        example("voucher_pool_alert"),
        line(begin()),
        workflow(
            [begin(), generate("x"), pause(count=1)], "begin>generate", "generate>pause", "pause>generate"
        ),
        workflow(
            [everybody(), begin("x") | {"id": "other", "title": "other"}, node("merge"), END],
            "begin>merge",
            "other>merge",
            "merge>end",
        ),
        workflow([begin(), wait("a", minutes=5), END], "begin>wait", "wait:matched>end"),
    ],
)
def test_a_sound_graph_has_no_problem(graph: dict[str, Any]) -> None:
    assert problems(graph) == []


@pytest.mark.parametrize("odd", [None, 5, [], {}, ["a"], "", "a b", "\u2603", "x" * 41])
@pytest.mark.parametrize("setting", ["id", "type", "title", "position", "event", "unheard"])
def test_nonsense_is_a_problem_and_never_a_crash(setting: str, odd: object) -> None:
    graph = line(begin(), generate("x"))
    graph["graph"]["nodes"][1][setting] = odd
    found = problems(graph)
    assert found or (setting, odd) in {
        ("position", None),
        ("title", "a b"),
        ("title", "\u2603"),
        ("title", "x" * 41),
    }


def test_the_circle_names_its_own_nodes_only() -> None:
    graph = workflow(
        [begin(), generate("x", "a"), generate("y", "b"), generate("z", "after"), node("split"), END],
        "begin>a", "a>b", "b>split", "split:1>a", "split:2>after", "after>end",
    )  # fmt: skip
    assert sorted(at for _, at, _ in problems(graph) if at) == ["a", "b", "split"]


def test_what_follows_an_unfinished_node_is_not_called_unreachable() -> None:
    unfinished = line(begin(), node("generate_event"))
    assert {(code, at) for code, at, _ in problems(unfinished)} == {("missing_event", "generate_event")}


def test_a_trigger_whose_settings_are_unfinished_is_a_trigger() -> None:
    unfinished = line(node("profile_event", "begin"), generate("x"))
    assert {(code, at) for code, at, _ in problems(unfinished)} == {("missing_event", "begin")}


@pytest.mark.parametrize(
    ("graph", "facts"),
    [
        (workflow([begin(), generate("x"), END], "begin>generate"), {"port": "default"}),
        (line(begin(), mail("{{custmer.email}}")), {"name": "custmer", "line": 1}),
        (line(begin(), {**pause(count=0)}), {"fault": "greater_than_equal", "ge": 1}),
        (line(NIGHTLY, wait("pool.low", minutes=5), kind="business"), {"event": "pool.low"}),
    ],
)
def test_what_a_message_names_stands_beside_it(
    graph: dict[str, Any], facts: dict[str, str | int | float]
) -> None:
    found = check_graph(Graph.model_validate(graph["graph"]), graph.get("kind", "profile"))
    assert facts in [problem.facts for problem in found]


async def test_publishing_a_broken_graph_is_refused_with_the_list(client: httpx.AsyncClient) -> None:
    broken = workflow([begin(), generate("code.x"), mail("{{ x }}"), END], "begin>generate", "generate>mail")
    made = await client.post("/v1/workflows", json=broken)
    assert made.status_code == 201, made.text
    address = f"/v1/workflows/{made.json()['id']}"
    check = (await client.post(f"{address}/check")).json()
    assert not check["is_publishable"]
    answer = await client.post(f"{address}/publications")
    assert answer.status_code == 422, answer.text
    told = answer.json()
    assert told["code"] == "graph_has_problems"
    listed = {(problem["code"], problem["node"]) for problem in told["problems"]}
    assert listed == {
        ("event_reserved", "generate"), ("unknown_name", "mail"), ("missing_connection", "mail"),
        ("unreachable", "end"),
    }  # fmt: skip
    assert listed == {(problem["code"], problem["node"]) for problem in check["problems"]}
    assert (await client.get(address)).json()["state"] == "draft"
    assert (await client.get(f"{address}/runs")).json()["items"] == []


@pytest.mark.parametrize(
    "graph",
    [
        {"nodes": [{"id": "a\x00b"}], "edges": []},
        {"nodes": [], "edges": [{"from": "a\x00", "to": "b"}]},
        {"nodes": [{"id": "a", "x": ["y" * 300_000]}], "edges": []},
        {"nodes": [{}] * 201, "edges": []},
    ],
)
async def test_what_cannot_be_stored_is_refused(client: httpx.AsyncClient, graph: dict[str, Any]) -> None:
    answer = await client.post("/v1/workflows", json={"name": "x", "graph": graph})
    assert answer.status_code == 422, answer.text


async def test_needs_that_are_not_there_are_told(client: httpx.AsyncClient) -> None:
    graph = line(
        begin(),
        node("assign_code", pool_id=POOL),
        call(auth={"type": "connection", "connection": "nobody"}),
        node("send_email", mail={"template_id": POOL}),
    )
    made = (await client.post("/v1/workflows", json=graph)).json()
    check = (await client.post(f"/v1/workflows/{made['id']}/check")).json()
    assert {problem["node"] for problem in check["problems"]} == {"assign_code", "call", "send_email"}, check
