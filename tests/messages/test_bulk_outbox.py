"""Many messages at once, what is told of those that fail, and how they are found and sent again."""

import asyncio
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from largesse.core.db import Database
from largesse.core.seals import Keyring
from largesse.events.inbox import deal_with
from largesse.events.queries import list_events
from largesse.messages.catcher import caught_mails, start_catcher
from largesse.messages.channels import Channel, EmailChannel, HttpChannel
from largesse.messages.commands import NewMessage, enqueue, enqueue_many
from largesse.messages.erasure import forget_messages
from largesse.messages.jobs import DELAYS
from largesse.messages.queries import list_messages
from tests.conftest import SetClock
from tests.messages.receiving import an_outbox, receiving


def mail(key: str, to: str = "ada@shop.example", **fields: object) -> NewMessage:
    values = {"subject": f"About {key}", "content": {"text": key}, "dedupe_key": key, **fields}
    return NewMessage(EmailChannel(), to, **values)  # type: ignore[arg-type]


async def events_named(database: Database, workspace_id: UUID, name: str) -> list[dict[str, object]]:
    async with database.context(workspace_id) as ctx:
        page = await list_events(ctx, limit=200)
    return [{**item.params, "profile_id": item.profile_id} for item in page.items if item.name == name]


async def hints(database: Database, workspace_id: UUID) -> int:
    async with database.session() as session:
        count: int = await session.scalar(
            text(
                "select count(*) from procrastinate_jobs where task_name = 'send_messages'"
                " and args ->> 'workspace_id' = :workspace"
            ),
            {"workspace": str(workspace_id)},
        )
        return count


async def test_a_thousand_messages_are_queued_with_one_hint(database: Database, workspace_id: UUID) -> None:
    async with database.context(workspace_id) as ctx:
        assert await enqueue_many(ctx, [mail(f"k{i}") for i in range(1000)]) == 1000
    assert await hints(database, workspace_id) == 1
    async with database.context(workspace_id) as ctx:
        assert await ctx.db.scalar(text("select count(*) from messages")) == 1000


async def test_more_than_a_thousand_are_queued_too(database: Database, workspace_id: UUID) -> None:
    async with database.context(workspace_id) as ctx:
        assert await enqueue_many(ctx, [mail(f"k{i}") for i in range(2345)]) == 2345
        assert await enqueue_many(ctx, []) == 0


async def test_of_the_same_key_only_the_first_is_queued(database: Database, workspace_id: UUID) -> None:
    async with database.context(workspace_id) as ctx:
        await enqueue(
            ctx, EmailChannel(), recipient="a@b.example", subject="", content={"text": ""}, dedupe_key="k1"
        )
        assert await enqueue_many(ctx, [mail("k1"), mail("k2", to="first@b.example"), mail("k2")]) == 1
        assert await enqueue_many(ctx, [mail("k1"), mail("k2")]) == 0
        page = await list_messages(ctx, limit=10)
    assert {item.recipient for item in page.items} == {"first@b.example", "a@b.example"}


async def test_a_batch_leaves_nothing_when_its_transaction_fails(
    database: Database, workspace_id: UUID
) -> None:
    async def queue_and_fail() -> None:
        async with database.context(workspace_id) as ctx:
            await enqueue_many(ctx, [mail("k1")])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await queue_and_fail()
    assert await hints(database, workspace_id) == 0


async def test_batches_that_share_messages_never_deadlock(database: Database, workspace_id: UUID) -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")  # noqa: T201  shown when the test fails
    choose = random.Random(seed)
    keys = [f"k{i}" for i in range(300)]

    async def queue() -> int:
        async with database.context(workspace_id) as ctx:
            return await enqueue_many(ctx, [mail(key) for key in choose.sample(keys, 250)])

    counts = await asyncio.gather(*(queue() for _ in range(6)))
    async with database.context(workspace_id) as ctx:
        assert await ctx.db.scalar(text("select count(*) from messages")) == sum(counts) <= 300


async def test_transactional_mail_overtakes_a_campaign(
    database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    async with database.context(workspace_id) as ctx:
        await enqueue_many(ctx, [mail(f"campaign {i:02}", purpose="marketing") for i in range(30)])
    async with database.context(workspace_id) as ctx:
        await enqueue_many(ctx, [mail("alert")])
    with start_catcher(tmp_path) as catcher:
        await an_outbox(database, keyring, mail_port=catcher.port).send_due(workspace_id)
    subjects = [caught.subject for caught in reversed(caught_mails(tmp_path))]
    assert len(subjects) == 31
    assert "About alert" in subjects[:10]


async def test_a_message_that_fails_is_told_in_the_transaction_that_settles_it(
    database: Database, workspace_id: UUID, keyring: Keyring, client: httpx.AsyncClient
) -> None:
    profile = (await client.post("/v1/profiles", json={"email": "ada@shop.example"})).json()["id"]
    async with database.context(workspace_id) as ctx:
        await enqueue_many(
            ctx, [mail("bad", content={"text": 7}, profile_id=profile), mail("bad too", content={"text": 8})]
        )
    await an_outbox(database, keyring, mail_port=9).send_due(workspace_id)
    failed = {str(e["dedupe_key"]): e for e in await events_named(database, workspace_id, "message.failed")}
    assert failed.keys() == {"bad", "bad too"}
    listed = {m["id"]: m for m in (await client.get("/v1/messages?state=failed")).json()["items"]}
    told = failed["bad"]
    assert told["profile_id"] == profile
    assert told["channel"] == "email"
    assert told["error"] == listed[told["message_id"]]["error"]


async def test_a_message_that_is_put_off_is_told_only_when_it_is_given_up(
    database: Database, workspace_id: UUID, keyring: Keyring, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    async with receiving(503) as receiver:
        async with database.context(workspace_id) as ctx:
            await enqueue_many(
                ctx, [NewMessage(HttpChannel(), receiver.url, "", {"body": "x"}, dedupe_key="k")]
            )
        sender = an_outbox(database, keyring, allow=receiver.address)
        for delay in DELAYS:
            await sender.send_due(workspace_id)
            assert await events_named(database, workspace_id, "message.failed") == []
            clock.now += delay
        await sender.send_due(workspace_id)
    [told] = await events_named(database, workspace_id, "message.failed")
    assert told["error"] == "The address answered 503."


async def test_retry_after_is_waited_for(
    database: Database, workspace_id: UUID, keyring: Keyring, clock: SetClock
) -> None:
    clock.now = datetime.now(UTC)
    async with receiving(429, 200) as receiver:
        receiver.headers = {"Retry-After": "120"}
        async with database.context(workspace_id) as ctx:
            await enqueue_many(ctx, [NewMessage(HttpChannel(), receiver.url, "", {}, dedupe_key="k")])
        sender = an_outbox(database, keyring, allow=receiver.address)
        await sender.send_due(workspace_id)
        async with database.context(workspace_id) as ctx:
            [waiting] = (await list_messages(ctx, limit=1)).items
        assert waiting.next_at == clock.now + timedelta(seconds=120)
        assert waiting.answer_status == 429
        clock.now += DELAYS[0]
        assert await sender.send_due(workspace_id) == 0


async def test_the_http_channel_sends_method_headers_and_body_as_they_are(
    database: Database, workspace_id: UUID, keyring: Keyring
) -> None:
    content = {"method": "PUT", "headers": {"X-Key": "s3cret", "Content-Type": "text/csv"}, "body": "a;b\nż"}
    async with receiving(204) as receiver:
        async with database.context(workspace_id) as ctx:
            message = await enqueue(
                ctx, HttpChannel(), recipient=receiver.url, subject="", content=content, dedupe_key="k"
            )
        await an_outbox(database, keyring, allow=receiver.address).send_due(workspace_id)
    [call] = receiver.calls
    assert (call.method, call.body.decode()) == ("PUT", "a;b\nż")
    assert (call.headers["X-Key"], call.headers["Content-Type"]) == ("s3cret", "text/csv")
    assert call.headers["Idempotency-Key"] == str(message)
    assert "webhook-signature" not in call.headers


@pytest.mark.parametrize(
    "content", [{"method": "TRACE"}, {"headers": {"a b": "c"}}, {"headers": {"a": "b\r\nc: d"}}]
)
async def test_a_request_that_cannot_be_made_fails_with_its_reason(
    database: Database, workspace_id: UUID, keyring: Keyring, content: dict[str, object]
) -> None:
    async with receiving(200) as receiver:
        async with database.context(workspace_id) as ctx:
            await enqueue_many(ctx, [NewMessage(HttpChannel(), receiver.url, "", content, dedupe_key="k")])
        await an_outbox(database, keyring, allow=receiver.address).send_due(workspace_id)
    assert receiver.calls == []
    async with database.context(workspace_id) as ctx:
        [failed] = (await list_messages(ctx, limit=1)).items
    assert failed.state == "failed"
    assert (failed.error or "").startswith("The request cannot be made")


async def test_messages_are_found_by_channel_recipient_and_profile(
    database: Database, workspace_id: UUID, client: httpx.AsyncClient
) -> None:
    hook: Channel = HttpChannel()
    async with database.context(workspace_id) as ctx:
        await enqueue_many(
            ctx,
            [
                mail("a", to="Ada@Shop.example"),
                mail("b", to="bob@shop.example", profile_id=7),
                NewMessage(hook, "https://x.example/", "c", {}, dedupe_key="c"),
            ],
        )

    async def found(query: str) -> set[str]:
        answer = await client.get(f"/v1/messages?{query}")
        assert answer.status_code == 200, answer.text
        return {item["subject"] for item in answer.json()["items"]}

    assert await found("channel=http") == {"c"}
    assert await found("recipient=ada@shop.EXAMPLE") == {"About a"}
    assert await found("profile_id=7") == {"About b"}
    assert await found("profile_id=7&channel=http") == set()
    assert (await client.get("/v1/messages?recipient=%00")).status_code == 422


async def test_all_that_failed_since_a_moment_is_sent_again(
    database: Database,
    workspace_id: UUID,
    keyring: Keyring,
    clock: SetClock,
    client: httpx.AsyncClient,
    tmp_path: Path,
) -> None:
    clock.now = start = datetime.now(UTC).replace(microsecond=0)
    sender = an_outbox(database, keyring, mail_port=9)
    for hour in range(3):
        clock.now = start + timedelta(hours=hour)
        async with database.context(workspace_id) as ctx:
            await enqueue_many(ctx, [mail(f"k{hour}", content={"text": hour})])
            await enqueue_many(
                ctx, [NewMessage(HttpChannel(), "https://x.example/", "", {"body": hour}, f"h{hour}")]
            )
        await sender.send_due(workspace_id)
    since = (start + timedelta(hours=1)).isoformat()
    answer = await client.post("/v1/messages/retries", json={"since": since, "channel": "email"})
    assert (answer.status_code, answer.json()) == (201, {"retried": 2, "has_more": False}), answer.text
    states = {
        m["subject"]: m["state"] for m in (await client.get("/v1/messages?channel=email")).json()["items"]
    }
    assert states == {"About k0": "failed", "About k1": "queued", "About k2": "queued"}
    assert (await client.post("/v1/messages/retries", json={"since": 5})).status_code == 422
    entry = (await client.get("/v1/audit-log")).json()["items"][0]
    assert (entry["action"], entry["after"]["count"]) == ("messages.retried", 2)


async def test_messages_of_an_erased_customer_are_blanked_and_not_sent(
    database: Database, workspace_id: UUID, keyring: Keyring, client: httpx.AsyncClient, tmp_path: Path
) -> None:
    profile = (await client.post("/v1/profiles", json={"email": "ada@shop.example"})).json()["id"]
    async with database.context(workspace_id) as ctx:
        await enqueue_many(
            ctx,
            [mail("hers", profile_id=profile, content={"text": "Dear Ada"}), mail("his", to="bob@b.example")],
        )
    assert (await client.delete(f"/v1/profiles/{profile}")).status_code == 204
    assert await deal_with(database, workspace_id, "messages", forget_messages) == 1
    with start_catcher(tmp_path) as catcher:
        await an_outbox(database, keyring, mail_port=catcher.port).send_due(workspace_id)
    assert [caught.to for caught in caught_mails(tmp_path)] == [["bob@b.example"]]
    [hers] = (await client.get(f"/v1/messages?profile_id={profile}")).json()["items"]
    assert (hers["recipient"], hers["subject"], hers["state"]) == ("", "", "suppressed")
    async with database.context(workspace_id) as ctx:
        left = await ctx.db.scalar(text("select count(*) from messages where content::text like '%Ada%'"))
    assert left == 0
