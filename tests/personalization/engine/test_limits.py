"""What a training may take, and which models are not touched."""

import asyncio
import pickle
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import httpx
import numpy as np
import pytest

from largesse.core.db import Database
from largesse.core.errors import ConflictError
from largesse.core.seals import Keyring
from largesse.personalization.engine.lesson import Kept, Task
from largesse.personalization.engine.stock import Article
from largesse.personalization.engine.training import Limits, train_apart
from largesse.personalization.engine.vault import MADE_WITH, packed, payload_of, sealed, unpacked
from largesse.personalization.scorer.history import Goods, History, promotions_of
from largesse.personalization.scorer.lessons import Settings
from largesse.personalization.scorer.ranker import Shape
from tests.conftest import SetClock
from tests.personalization.engine.killed import children_of
from tests.personalization.engine.shop import NOON, a_shop, engine, means, rows_of, train

DAY = 300
GOODS = 30
SEED = 3


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


def task(*, lines: int = 2_000, rounds: int = 5, goods: int = GOODS) -> Task:
    draw = np.random.default_rng(SEED)
    history = History(
        np.arange(50, dtype=np.int64),
        draw.integers(0, 50, lines).astype(np.int32),
        draw.integers(0, goods, lines).astype(np.int32),
        draw.integers(DAY - 100, DAY, lines).astype(np.int32),
        np.ones(lines),
        draw.integers(100, 900, lines),
        np.zeros(lines, np.int64),
    )
    starts = np.arange(goods + 1, dtype=np.int64)
    promotions = promotions_of(starts, np.arange(goods, dtype=np.int32), np.full(goods, 0.2))
    articles = tuple(Article(f"S{number}") for number in range(goods))
    settings = Settings(weeks=2, shape=Shape(rounds=rounds, least=20))
    return Task(history, Goods(goods + 1), promotions, articles, DAY, SEED, settings)


async def test_a_training_within_its_limits_gives_a_model() -> None:
    trained = await train_apart(task(), Limits(threads=1))
    assert trained.figures["is_trained"] is True
    assert isinstance(unpacked(trained.payload, model_id=UUID(int=1)), Kept)


async def test_a_training_that_takes_too_long_is_ended_with_its_process() -> None:
    before = children_of()
    with pytest.raises(ConflictError) as refusal:
        await train_apart(task(rounds=100_000), Limits(threads=1, time=timedelta(seconds=4)))
    assert refusal.value.code == "ai_training_failed"
    assert "longer than 0:00:04" in refusal.value.detail
    assert children_of() == before


async def test_a_training_that_takes_too_much_memory_says_so() -> None:
    """The market of so many promotions needs more than there is left beside the program itself."""
    with pytest.raises(ConflictError) as refusal:
        await train_apart(task(lines=50_000, goods=2_900), Limits(mebibytes=700, threads=1))
    assert refusal.value.code == "ai_training_failed"
    assert refusal.value.detail == (
        "The engine could not be trained: it needs more than the 700 MiB of memory that it may take."
    )


async def test_a_cancelled_training_leaves_no_process() -> None:
    before = children_of()
    training = asyncio.create_task(train_apart(task(rounds=100_000), Limits(threads=1)))
    async with asyncio.timeout(60):
        while children_of() == before:  # noqa: ASYNC110  the process tells nobody that it began
            await asyncio.sleep(0.05)
    training.cancel()
    with pytest.raises(asyncio.CancelledError):
        await training
    assert children_of() == before


async def test_a_model_of_another_version_is_refused_and_the_trend_answers(
    client: httpx.AsyncClient, database: Database, workspace_id: UUID, keyring: Keyring, tmp_path: Path
) -> None:
    people = await a_shop(client, database, workspace_id)
    kept = means(tmp_path, keyring)
    await train(database, workspace_id, kept)
    [model] = await rows_of(database, workspace_id, "select id, file from ai_models where kind = 'ranking'")
    path = kept.files.path(workspace_id, UUID(model["file"]))
    whose = {"workspace_id": workspace_id, "model_id": model["id"]}
    inside = unpacked(payload_of(path.read_bytes(), keyring, **whose), model_id=model["id"])
    promotions = [
        row["id"] for row in await rows_of(database, workspace_id, "select id from promotions order by id")
    ]
    for payload, why in (
        (pickle.dumps((MADE_WITH.replace("scikit-learn ", "scikit-learn 0."), inside)), "scikit-learn 0."),
        (pickle.dumps(("largesse 0.0.1", inside)), "it was made with largesse 0.0.1"),
        (pickle.dumps((MADE_WITH, "not a model")), "it was made with"),
        (pickle.dumps(inside), "another version"),
        (pickle.dumps((MADE_WITH, inside)).replace(b"lesson", b"lesser"), "another version"),
    ):
        with pytest.raises(ConflictError, match=why) as refusal:
            unpacked(payload, model_id=model["id"])
        assert refusal.value.code == "ai_model_refused"
        path.write_bytes(sealed(payload, keyring, **whose))
        found = await engine(database, kept).rank(workspace_id, people[:1], promotions, now=NOON)
        assert (found[people[0]].stage, found[people[0]].model_id) == ("frequency", None)
    path.write_bytes(sealed(packed(inside), keyring, **whose))
    found = await engine(database, kept).rank(workspace_id, people[:1], promotions, now=NOON)
    assert (found[people[0]].stage, found[people[0]].model_id) == ("ranker", model["id"])
