"""The engine on a small shop: trained by its job, asked as handbills ask it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.core.errors import ConflictError
from largesse.core.seals import Keyring
from largesse.personalization.engine.jobs import Means, model_files
from largesse.personalization.engine.vault import payload_of, unpacked
from largesse.personalization.ranking import BasketItem, Boost, Ranking
from tests.conftest import SetClock
from tests.personalization.engine.shop import (
    NOON,
    a_shop,
    engine,
    means,
    order,
    profiles,
    refresh,
    rows_of,
    train,
    write,
)
from tests.personalization.handbills.made import a_promotion, told

FIGURES = {"engine", "popularity", "P-TopFreq", "TIFU-KNN"}


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


async def names(database: Database, workspace_id: UUID) -> dict[UUID, str]:
    rows = await rows_of(database, workspace_id, "select id, code from promotions")
    return {row["id"]: row["code"] for row in rows}


def listed(ranking: Ranking) -> list[tuple[UUID, float, tuple[str, ...]]]:
    return [(found.promotion_id, round(found.score, 5), found.reasons) for found in ranking.ranked]


async def test_a_trained_engine_ranks_what_the_customer_buys_first_and_the_batch_says_the_same(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    people = await a_shop(client, database, workspace_id)
    kept = means(tmp_path, keyring)
    job = await train(database, workspace_id, kept)
    assert job["state"] == "succeeded", job["error"]
    assert job["result"]["stage"] == "ranker"
    [model] = await rows_of(database, workspace_id, "select * from ai_models where kind = 'ranking'")
    assert (model["state"], model["seed"], model["error"]) == ("ready", 20, None)
    assert set(model["figures"]["engines"]) >= FIGURES
    assert (
        model["figures"]["engines"]["engine"]["ndcg"][0]
        > model["figures"]["engines"]["popularity"]["ndcg"][0]
    )
    assert model["data"]["customers"] == len(people)
    [event] = await told(database, workspace_id, "ai.model_trained")
    assert event["model_id"] == str(model["id"])
    async with database.session(workspace_id) as session:
        assert await model_files(session) == {UUID(model["file"])}

    await check_ranking(client, database, workspace_id, kept, people, model["id"])


async def check_ranking(
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    kept: Means,
    people: list[int],
    model_id: UUID,
) -> None:
    code = await names(database, workspace_id)
    asked = engine(database, kept)
    flown = await asked.rank(workspace_id, people, list(code), now=NOON)
    assert {ranking.stage for ranking in flown.values()} == {"ranker"}
    assert {ranking.model_id for ranking in flown.values()} == {model_id}
    for number, profile_id in enumerate(people):
        best = {code[found.promotion_id] for found in flown[profile_id].ranked[:2]}
        assert best == {f"P{number % 12:02}", f"P{(number + 1) % 12:02}"}
        assert len(flown[profile_id].ranked) == 12
    assert flown[people[0]].ranked[0].reasons[0].startswith("bought 2")

    scored = await refresh(database, workspace_id, kept)
    assert scored["state"] == "succeeded", scored["error"]
    assert scored["result"]["customers"] == len(people)
    stored = await rows_of(database, workspace_id, "select * from profile_rankings order by profile_id")
    assert [row["profile_id"] for row in stored] == people
    again = await engine(database, kept).rank(workspace_id, people, list(code), now=NOON)
    assert {key: listed(found) for key, found in again.items()} == {
        key: listed(found) for key, found in flown.items()
    }
    await check_scores(client, database, workspace_id, people)
    await check_explanation(client, people[0])


async def check_scores(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, people: list[int]
) -> None:
    scores = await rows_of(database, workspace_id, "select * from profile_scores order by profile_id")
    assert [row["profile_id"] for row in scores] == people
    for row in scores:
        assert 6 <= row["purchases"] <= 20
        assert row["spend"] > 1000 * row["purchases"] * 0.8
        assert 0 < row["due"] <= 2
        assert 0 < row["propensity"] < 1
    profile = (await client.get(f"/v1/profiles/{people[0]}")).json()
    assert profile["attributes"]["ai.engagement"] == "regular"
    assert profile["attributes"]["ai.purchases"] == round(scores[0]["purchases"], 1)
    middle = sorted(row["purchases"] for row in scores)[len(people) // 2]
    value = round(middle, 1)
    test = {"operator": "number_more_than", "value": value}
    answer = await client.post(
        "/v1/audiences/counts",
        json={"conditions": {"type": "attribute", "name": "ai.purchases", "test": test}},
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["count"] == sum(round(row["purchases"], 1) > value for row in scores)


async def check_explanation(client: httpx.AsyncClient, profile_id: int) -> None:
    """The app of the test keeps its files elsewhere: the model is refused there, and the trend answers."""
    answer = await client.get(f"/v1/ai/profiles/{profile_id}", params={"limit": 3})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert found["scores"]["horizon_days"] == 90
    assert len(found["promotions"]) == 3
    assert all(promotion["reasons"] for promotion in found["promotions"])


async def test_objectives_weights_and_baskets(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    people = await a_shop(client, database, workspace_id)
    special = await a_promotion(client, "TAGGED", "S07", tags=["HOT"])
    kept = means(tmp_path, keyring)
    await train(database, workspace_id, kept)
    asked, code = engine(database, kept), await names(database, workspace_id)
    one = people[0]

    async def ranked(**how: Any) -> list[str]:  # noqa: ANN401
        found = await asked.rank(workspace_id, [one], list(code), now=NOON, **how)
        return [code[each.promotion_id] for each in found[one].ranked]

    plain = await ranked()
    boosted = await ranked(boost=Boost(tags={"HOT": 50.0}, most=1000.0))
    assert boosted.index("TAGGED") < plain.index("TAGGED")
    assert {"P00", "P01"}.isdisjoint((await ranked(objective="discover"))[:2])
    assert sorted(await ranked(objective="value")) == sorted(plain)
    explained = await asked.explain(workspace_id, one, now=NOON, limit=2)
    assert explained.stage == "ranker"
    assert {code[each.promotion_id] for each in explained.ranked} == {"P00", "P01"}
    assert all(each.reasons for each in explained.ranked)

    basket = await asked.rank_basket(workspace_id, [BasketItem("S05")], list(code), now=NOON)
    order_of = [code[each.promotion_id] for each in basket.ranked]
    assert (basket.stage, order_of[0]) == ("frequency", "P05")
    assert basket.ranked[0].reasons[0] == "in this basket"
    assert set(order_of[1:3]) <= {"P04", "P06"}
    empty = await asked.rank_basket(workspace_id, [], [special], now=NOON)
    assert (empty.stage, len(empty.ranked)) == ("trend", 1)


async def test_stages_fall_back_by_what_is_known(
    client: httpx.AsyncClient,
    database: Database,
    workspace_id: UUID,
    keyring: Keyring,
    tmp_path: Path,
    clock: SetClock,
) -> None:
    people = await a_shop(client, database, workspace_id)
    code = list(await names(database, workspace_id))
    kept = means(tmp_path, keyring)
    before = await engine(database, kept).rank(workspace_id, people[:1], code, now=NOON)
    assert (before[people[0]].stage, before[people[0]].model_id) == ("frequency", None)
    await train(database, workspace_id, kept)
    await refresh(database, workspace_id, kept)
    newcomers = await newly(database, workspace_id)
    once = order("once", newcomers[0], NOON + timedelta(minutes=5), [3])
    await write(database, workspace_id, [once])
    clock.now = NOON + timedelta(hours=1)
    later = clock.now
    asked = engine(database, kept)
    found = await asked.rank(workspace_id, [*newcomers, people[0]], code, now=later)
    assert [found[key].stage for key in (*newcomers, people[0])] == ["frequency", "trend", "ranker"]
    assert all(len(ranking.ranked) == len(code) for ranking in found.values())
    # A promotion that is newer than the model is ranked too, by the market made anew.
    fresh = await a_promotion(client, "FRESH", "S00")
    clock.now = later + timedelta(minutes=1)
    await asked.settled(workspace_id, now=clock.now)
    newest = await asked.rank(workspace_id, people[:1], [*code, fresh], now=clock.now)
    assert fresh in [each.promotion_id for each in newest[people[0]].ranked[:3]]


async def newly(database: Database, workspace_id: UUID) -> list[int]:
    from_many = await rows_of(
        database,
        workspace_id,
        "insert into profiles (workspace_id, uuid, custom_id, attributes, tags, agreements, created_at,"
        " updated_at) select id, gen_random_uuid(), 'new-' || n, '{}', '{}', '{}', now(), now()"
        " from workspaces, generate_series(1, 2) n where workspaces.id ="
        " cast(current_setting('largesse.workspace') as uuid) returning id",
    )
    return sorted(int(row["id"]) for row in from_many)


async def test_a_changed_or_foreign_model_file_is_refused_and_the_trend_answers(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    people = await a_shop(client, database, workspace_id)
    code = list(await names(database, workspace_id))
    kept = means(tmp_path, keyring)
    await train(database, workspace_id, kept)
    [model] = await rows_of(database, workspace_id, "select id, file from ai_models")
    path = kept.files.path(workspace_id, UUID(model["file"]))
    content = path.read_bytes()
    whose = {"workspace_id": workspace_id, "model_id": model["id"]}
    assert unpacked(payload_of(content, keyring, **whose), model_id=model["id"]).articles
    other = Keyring(b"k" * 32)
    for bytes_, key, named in (
        (content[:-1] + bytes([content[-1] ^ 1]), keyring, whose),
        (content[:100], keyring, whose),
        (b"", keyring, whose),
        (content, other, whose),
        (content, keyring, {**whose, "workspace_id": UUID(int=1)}),
        (content, keyring, {**whose, "model_id": UUID(int=1)}),
    ):
        with pytest.raises(ConflictError) as refusal:
            payload_of(bytes_, key, **named)
        assert refusal.value.code == "ai_model_refused"
    with pytest.raises(ConflictError, match="another version"):
        unpacked(b"no pickle at all", model_id=model["id"])
    path.write_bytes(content.replace(b"scikit", b"SCIKIT"))
    found = await engine(database, kept).rank(workspace_id, people[:1], code, now=NOON)
    assert found[people[0]].model_id is None
    path.unlink()
    found = await engine(database, kept).rank(workspace_id, people[:1], code, now=NOON)
    assert (found[people[0]].stage, len(found[people[0]].ranked)) == ("frequency", len(code))


async def test_the_same_seed_gives_the_same_ranking(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    people = await a_shop(client, database, workspace_id)
    code = list(await names(database, workspace_id))
    kept = means(tmp_path, keyring)
    said = []
    for _ in range(2):
        await train(database, workspace_id, kept)
        found = await engine(database, kept).rank(workspace_id, people[:9], code, now=NOON)
        said.append(
            {key: [(e.promotion_id, e.score) for e in ranking.ranked] for key, ranking in found.items()}
        )
    assert said[0] == said[1]
    models = await rows_of(database, workspace_id, "select figures from ai_models where kind = 'ranking'")
    assert models[0] == models[1]


async def test_too_little_data_is_no_failure_and_a_broken_training_is_one(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    kept = means(tmp_path, keyring)
    nothing = await train(database, workspace_id, kept)
    assert (nothing["state"], nothing["result"]["stage"]) == ("succeeded", "trend")
    assert "to learn from" in nothing["result"]["reason"]
    people = await profiles(database, workspace_id, 2)
    await write(database, workspace_id, [order("1", people[0], NOON - timedelta(days=1), [0, 1])])
    await a_promotion(client, "P00", "S00")
    few = await train(database, workspace_id, kept)
    assert (few["state"], few["result"]["stage"]) == ("succeeded", "frequency"), few["error"]
    assert few["result"]["figures"]["customers"] == 0
    starved = replace(kept, limits=replace(kept.limits, mebibytes=64))
    broken = await train(database, workspace_id, starved)
    assert broken["state"] == "failed"
    failed = await rows_of(database, workspace_id, "select error from ai_models where state = 'failed'")
    assert [row["error"] for row in failed] == [broken["error"]]
    [event] = await told(database, workspace_id, "ai.training_failed")
    assert event["error"] == broken["error"]
    answered = await engine(database, kept).rank(
        workspace_id, people, list(await names(database, workspace_id)), now=NOON
    )
    assert [answered[key].stage for key in people] == ["frequency", "trend"]


async def test_a_workspace_never_learns_from_another(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    people = await a_shop(client, database, workspace_id)
    kept = means(tmp_path, keyring)
    await train(database, workspace_id, kept)
    async with database.session() as session:
        other = (await create_workspace(session, "Other", now=NOON)).workspace_id
    assert await engine(database, kept).bench(other, now=NOON) is None
    found = await engine(database, kept).rank(other, people[:1], [], now=NOON)
    assert found[people[0]].ranked == ()
    job = await train(database, other, kept)
    assert job["result"]["stage"] == "trend"
    for table in ("ai_models", "profile_rankings", "profile_scores"):
        assert await rows_of(database, other, f"select * from {table}") == []
