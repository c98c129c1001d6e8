"""The ranking without a model: own purchases, then what sells; objectives, boosts, baskets."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI

from largesse.personalization.handbills.trend import TrendRanker
from largesse.personalization.ranking import BasketItem, Boost, Objective, Ranking
from tests.conftest import SetClock
from tests.personalization.handbills.made import a_customer, a_promotion, an_order

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon(clock: SetClock) -> None:
    clock.now = NOON


class Stage:
    """Four promotions, for tea, cups, spoons and everything; one customer with a history, and others."""

    def __init__(self, ranker: TrendRanker, workspace_id: UUID, names: dict[UUID, str], profile: int) -> None:
        self.ranker = ranker
        self.workspace_id = workspace_id
        self.names = names
        self.profile = profile

    async def rank(self, objective: Objective = "relevance", boost: Boost | None = None) -> Ranking:
        answer = await self.ranker.rank(
            self.workspace_id, [self.profile], list(self.names), now=NOON, objective=objective, boost=boost
        )
        return answer[self.profile]

    def order(self, ranking: Ranking) -> list[str]:
        return [self.names[ranked.promotion_id] for ranked in ranking.ranked]


@pytest.fixture
async def stage(client: httpx.AsyncClient, app: FastAPI, workspace_id: UUID) -> Stage:
    names = {
        await a_promotion(client, "TEA", "TEA", tags=["DRINK"]): "TEA",
        await a_promotion(client, "CUP", "CUP", display={"price": 5_000}): "CUP",
        await a_promotion(client, "SPOON", "SPOON"): "SPOON",
        await a_promotion(client, "ALL"): "ALL",
    }
    profile = await a_customer(client)
    await an_order(client, "1", "c-1", NOON - 60 * DAY, "CUP")
    await an_order(client, "2", "c-1", NOON - 2 * DAY, "TEA", "BREAD")
    for number in range(4):
        await an_order(client, f"s{number}", f"o-{number}", NOON - DAY, "SPOON")
    await an_order(client, "old", "o-9", NOON - 40 * DAY, "TEA")
    return Stage(app.state.ranker, workspace_id, names, profile)


async def test_late_purchases_count_more_than_old_ones_and_trend_comes_last(stage: Stage) -> None:
    ranking = await stage.rank()
    assert stage.order(ranking) == ["TEA", "CUP", "SPOON", "ALL"]
    assert (ranking.stage, ranking.model_id) == ("frequency", None)
    assert [ranked.score for ranked in ranking.ranked] == sorted(
        (ranked.score for ranked in ranking.ranked), reverse=True
    )
    assert ranking.ranked[0].reasons == (
        "bought once, last 2 days ago",
        "bought by 1 customer in the last 28 days",
    )
    assert ranking.ranked[3].reasons == ("nothing is known of it yet",)


async def test_a_stranger_gets_what_sells(stage: Stage) -> None:
    stage.profile += 10**9
    ranking = await stage.rank()
    assert (ranking.stage, stage.order(ranking)[0]) == ("trend", "SPOON")
    assert ranking.ranked[0].reasons == ("bought by 4 customers in the last 28 days",)


async def test_value_weighs_by_price_and_discover_leaves_out_what_is_known(stage: Stage) -> None:
    relevance, value = await stage.rank(), await stage.rank("value")
    gap = [ranking.ranked[0].score / ranking.ranked[1].score for ranking in (relevance, value)]
    assert gap[1] == pytest.approx(gap[0] * (500 / 5_000) ** 0.3)
    discovered = await stage.rank("discover")
    assert stage.order(discovered) == ["SPOON", "ALL", "CUP", "TEA"]
    assert "never bought before" in discovered.ranked[0].reasons


async def test_boosts_multiply_within_their_bounds(stage: Stage) -> None:
    plain = {ranked.promotion_id: ranked.score for ranked in (await stage.rank()).ranked}
    boosted = (await stage.rank(boost=Boost(tags={"DRINK": 5.0}, most=3.0))).ranked
    for ranked in boosted:
        factor = 3.0 if stage.names[ranked.promotion_id] == "TEA" else 1.0
        assert ranked.score == pytest.approx(plain[ranked.promotion_id] * factor)
    assert boosted[0].reasons[-1] == "weighted 3.00 times by your settings"
    newest = (await stage.rank("discover", Boost(newness=1.0))).ranked
    assert stage.names[newest[0].promotion_id] == "SPOON"


async def test_a_basket_alone_is_ranked(stage: Stage) -> None:
    basket = [BasketItem("CUP", 2.0), BasketItem("UNKNOWN")]
    ranking = await stage.ranker.rank_basket(stage.workspace_id, basket, list(stage.names), now=NOON)
    assert stage.order(ranking)[:2] == ["CUP", "SPOON"]
    assert ranking.ranked[0].reasons[0] == "in this basket"


async def test_the_same_question_has_the_same_answer(stage: Stage) -> None:
    assert await stage.rank() == await stage.rank()
