"""Callables over pandas tables, for evaluation outside of a workspace."""

from collections.abc import Hashable, Iterable
from datetime import date, datetime

import numpy as np
import pandas as pd

from largesse.personalization.frames import journey_of
from largesse.personalization.propensity.offline import score_campaign
from largesse.personalization.ranking import Objective
from largesse.personalization.scorer.engine import rank
from largesse.personalization.scorer.lessons import Settings
from largesse.personalization.scorer.training import train
from largesse.personalization.value.offline import predict_value

__all__ = ["predict_value", "recommend", "score_campaign"]

SEED = 20


def recommend(
    *,
    transactions: pd.DataFrame,
    products: pd.DataFrame,
    promotions: pd.DataFrame,
    promotion_products: pd.DataFrame,
    households: Iterable[Hashable],
    as_of: date | datetime | str,
    k: int,
    objective: Objective = "relevance",
) -> dict[Hashable, list[Hashable]]:
    """The best k promotions of each household for the week from `as_of`, best first.

    The model is trained on these transactions alone, and only on those before `as_of`. Every household gets
    min(k, promotions) different ones; with `discover` fewer when there are not so many new to it.
    `households` are ids, or a table with a column household_id. Raises ValueError for missing columns.
    """
    named = households["household_id"] if isinstance(households, pd.DataFrame) else households
    asked = list(dict.fromkeys(named))
    journey = journey_of(
        transactions=transactions,
        products=products,
        promotions=promotions,
        promotion_products=promotion_products,
        households=asked,
        as_of=as_of,
    )
    if k <= 0 or not journey.promotion_ids:
        return {household: [] for household in asked}
    settings = Settings(relevance=objective != "discover", discover=objective == "discover")
    model = train(
        journey.known(), journey.goods, journey.promotions, as_of=journey.day, seed=SEED, settings=settings
    )
    place = {household: number for number, household in enumerate(journey.households)}
    wanted = np.array([place[household] for household in asked], np.int64)
    rankings = rank(
        model,
        journey.history.of(wanted),
        journey.goods,
        journey.promotions,
        as_of=journey.day,
        k=k,
        objective=objective,
    )
    return {
        household: [journey.promotion_ids[each] for each in chosen if each >= 0]
        for household, chosen in zip(asked, rankings.promotions.tolist(), strict=True)
    }
