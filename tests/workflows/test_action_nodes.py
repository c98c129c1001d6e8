"""Nodes that act: profiles, codes, messages."""

from datetime import timedelta
from uuid import UUID

from largesse.vouchers.commands.codes import redeem_code
from largesse.vouchers.schemas import RedemptionInput
from largesse.workflows.drawing import QUARANTINE, give_back_due, quarantine
from tests.conftest import SetClock
from tests.factories import a_pool, add_codes
from tests.workflows.graphs import begin, everybody, line, mail, node, wait
from tests.workflows.stage import Stage


async def messages(stage: Stage) -> list[dict[str, object]]:
    rows = await stage.rows(
        "select channel, recipient, subject, content, purpose, profile_id, dedupe_key from messages"
        " where workspace_id = $1 order by recipient, id"
    )
    return [dict(row) for row in rows]


async def codes(stage: Stage) -> dict[str, str]:
    rows = await stage.rows("select code, state from codes where workspace_id = $1 order by position")
    states = {1: "UNASSIGNED", 2: "ASSIGNED", 3: "REDEEMED", 4: "CANCELED"}
    return {row["code"].rpartition("-")[2]: states[row["state"]] for row in rows}


def drawing(*pools: UUID, marketing: bool = True) -> dict[str, object]:
    said = " ".join(f"{{% voucher %}}{pool}{{% endvoucher %}}" for pool in pools)
    content = {"subject": "Your code", "html": f"<p>{said} {said}</p>"}
    return node("send_email", "send", mail=content, marketing=marketing)


async def test_a_profile_is_changed_by_inserts_and_later_nodes_read_it_so(stage: Stage) -> None:
    [who] = await stage.profiles("a", attributes={"old": "x", "n": 1}, tags=["was"])
    update = node(
        "update_profile",
        "update",
        attributes={"last": "{{event.params.n}}", "old": None},
        tags=["vip"],
        remove_tags=["was"],
        agreements={"email": True},
    )
    await stage.publish(line(begin(), update, mail("{{customer.last}}{{customer.old}}{{customer.tags}}")))
    await stage.receive(who, "go", n=7)
    await stage.settle()
    [sent] = await messages(stage)
    assert sent["subject"] == "7['vip']" or sent["subject"] == '7["vip"]'
    [row] = await stage.rows("select attributes, tags, agreements from profiles where workspace_id = $1")
    assert (row["attributes"], row["tags"]) == ({"last": "7", "n": 1}, ["vip"])
    assert row["agreements"]["email"]


async def test_paths_of_one_profile_in_one_batch_change_it_one_after_the_other(stage: Stage) -> None:
    [who] = await stage.profiles("a")
    update = node("update_profile", "update", attributes={"last": "{{event.params.n}}"})
    workflow_id = await stage.publish(line(begin(), wait("a"), update, open_paths=None))
    for n in range(3):
        await stage.receive(who, "go", n=n)
    await stage.settle()
    await stage.receive(who, "a", n=9)
    await stage.settle()
    view = await stage.view(workflow_id)
    assert (view.ended, view.dead) == (3, 0)
    [row] = await stage.rows("select attributes from profiles where workspace_id = $1")
    assert row["attributes"]["last"] == "9"


async def test_a_code_is_assigned_and_read_by_later_nodes_and_an_empty_pool_fails(stage: Stage) -> None:
    pool = await a_pool(stage.database, stage.workspace_id, codes=2)
    await stage.profiles("a", "b", "c")
    said = "{{automationPathSteps['Code'].event.params.code}}"
    assign = node("assign_code", "code", title="Code", pool_id=str(pool))
    graph = line(everybody(), assign, mail(said))
    graph["graph"]["nodes"].append(node("end", "empty", title="empty"))
    graph["graph"]["edges"].append({"from": "code", "port": "failed", "to": "empty"})
    workflow_id = await stage.publish(graph)
    await stage.run(workflow_id)
    await stage.settle()
    entered = await stage.entered(workflow_id)
    assert (entered["mail"], entered["empty"]) == (2, 1)
    assert {str(sent["subject"])[-5:] for sent in await messages(stage)} == {"00001", "00002"}
    [failed] = [item for item in await stage.journeys(workflow_id) if item.node == "empty"]
    assert "pool_empty" in failed.errors[0].error
    await stage.run(workflow_id)  # those who hold one keep it
    await stage.settle()
    assert await codes(stage) == {"00001": "ASSIGNED", "00002": "ASSIGNED"}


async def test_each_send_draws_one_code_and_an_empty_pool_sends_nothing(stage: Stage) -> None:
    pool = await a_pool(stage.database, stage.workspace_id, codes=3)
    [who] = await stage.profiles("a", email="a@shop.example")
    await stage.profiles("b", email="b@shop.example")
    workflow_id = await stage.publish(line(everybody(), drawing(pool), open_paths=None))
    for _ in range(2):
        await stage.run(workflow_id)
        await stage.settle()
    sent = await messages(stage)
    said = [str(item["content"]["html"]) for item in sent]  # type: ignore[index]  # as the channel has it
    assert len(sent) == 3
    assert sum(text.count("00001") for text in said) == 2  # twice in one mail
    assert len(set(said)) == 3
    assert {item["purpose"] for item in sent} == {"marketing"}
    assert set((await codes(stage)).values()) == {"ASSIGNED"}
    assert who in {item["profile_id"] for item in sent}


async def test_two_paths_of_one_profile_in_one_batch_draw_two_codes(stage: Stage) -> None:
    pool = await a_pool(stage.database, stage.workspace_id, codes=5)
    [who] = await stage.profiles("a", email="a@shop.example")
    await stage.publish(line(begin(), wait("a"), drawing(pool), open_paths=None))
    for _ in range(2):
        await stage.receive(who, "go")
    await stage.settle()
    await stage.receive(who, "a")
    await stage.settle()
    assert len({item["content"]["html"] for item in await messages(stage)}) == 2  # type: ignore[index]
    assert list((await codes(stage)).values()).count("ASSIGNED") == 2


async def test_a_code_drawn_for_a_mail_that_was_not_made_goes_back_at_once(stage: Stage) -> None:
    full = await a_pool(stage.database, stage.workspace_id, codes=1, name="full")
    empty = await a_pool(stage.database, stage.workspace_id, codes=0, name="empty")
    await stage.profiles("a", email="a@shop.example")
    workflow_id = await stage.publish(line(everybody(), drawing(full, empty)))
    await stage.run(workflow_id)
    await stage.settle()
    assert await messages(stage) == []
    async with stage.context() as ctx:
        assert await give_back_due(ctx) == 1
    assert await codes(stage) == {"00001": "UNASSIGNED"}


async def test_a_code_of_a_mail_that_failed_goes_back_after_its_quarantine_unless_it_was_used(
    stage: Stage, clock: SetClock
) -> None:
    pool = await a_pool(stage.database, stage.workspace_id, codes=0)
    await add_codes(stage.database, stage.workspace_id, pool, numbers=range(1, 4))
    for name in "abc":
        await stage.profiles(name, email=f"{name}@shop.example")
    workflow_id = await stage.publish(line(everybody(), drawing(pool)))
    await stage.run(workflow_id)
    await stage.settle()
    failed, used, _ = await messages(stage)
    text = str(used["content"]["html"])  # type: ignore[index]
    rows = await stage.rows("select code from codes where workspace_id = $1")
    [code] = [row for row in rows if row["code"] in text.upper()]
    async with stage.context() as ctx:
        for message in (failed, used):
            await quarantine(ctx, str(message["dedupe_key"]))
        await redeem_code(ctx, code["code"], RedemptionInput.model_validate({}))
    assert clock.now is not None
    clock.now += QUARANTINE - timedelta(seconds=1)
    async with stage.context() as ctx:
        assert await give_back_due(ctx) == 0
    clock.now += timedelta(seconds=1)
    async with stage.context() as ctx:
        assert await give_back_due(ctx) == 2
    assert sorted((await codes(stage)).values()) == ["ASSIGNED", "REDEEMED", "UNASSIGNED"]
    async with stage.context() as ctx:
        assert await give_back_due(ctx) == 0


async def test_who_cannot_be_reached_is_passed_over(stage: Stage) -> None:
    await stage.profiles("mute")
    await stage.profiles("a", email="a@shop.example", phone="+48600100200")
    sms = node("send_sms", text="Hi {{customer.custom_id}}", marketing=False)
    content = {"subject": "Hi", "html": "<p>x</p>"}
    workflow_id = await stage.publish(line(everybody(), node("send_email", mail=content), sms))
    await stage.run(workflow_id)
    await stage.settle()
    view = await stage.view(workflow_id)
    assert {item.node: item.skipped for item in view.nodes if item.skipped} == {
        "send_email": 1,
        "send_sms": 1,
    }
    assert (await stage.entered(workflow_id))["end"] == 2
    sent = {item["channel"]: item for item in await messages(stage)}
    assert set(sent) == {"email", "sms"}
    assert (sent["sms"]["recipient"], sent["sms"]["content"]) == ("+48600100200", {"text": "Hi a"})
    assert sent["sms"]["purpose"] == "transactional"


async def test_a_posted_message_holds_what_was_rendered_and_a_stopped_one_is_not_sent(stage: Stage) -> None:
    body = {"who": "{{customer.custom_id}}", "fixed": 5, "city": "{% customer city %}"}
    await stage.profiles("a", attributes={"city": 'Łódź "x"'})
    await stage.profiles("b")
    workflow_id = await stage.publish(
        line(everybody(), node("send_webhook", url="https://shop.example/in", body=body))
    )
    await stage.run(workflow_id)
    await stage.settle()
    [sent] = await messages(stage)
    assert (sent["channel"], sent["recipient"]) == ("webhook", "https://shop.example/in")
    assert sent["content"] == {"who": "a", "fixed": 5, "city": 'Łódź "x"'}
    [counts] = [item for item in (await stage.view(workflow_id)).nodes if item.node == "send_webhook"]
    assert counts.skipped == 1
