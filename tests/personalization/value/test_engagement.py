import numpy as np
import pandas as pd
import pytest

from largesse.personalization.value.bgnbd import fit_bgnbd, visits
from largesse.personalization.value.engagement import Level, engagement
from largesse.personalization.value.history import shopping_days
from largesse.personalization.value.offline import measure_engagement

TODAY = 1_000


def of(*days: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    who = np.repeat(np.arange(len(days)), [len(own) for own in days])
    when = np.array([day for own in days for day in own], dtype=np.int64)
    return who.astype(np.int64), when, np.ones(when.size), len(days)


def test_due_compares_the_silence_with_the_own_rhythm() -> None:
    weekly, yearly = list(range(900, 951, 7)), [0, 300, 600, 950]
    who, when, value, size = of(weekly, yearly)
    found = engagement(shopping_days(who, when, value, size=size), until=TODAY)
    assert found.recency.tolist() == [51.0, 50.0]
    assert found.due[0] > 1.0 > found.due[1]
    assert found.due == pytest.approx(found.recency / found.interval)


def test_the_levels_go_from_new_to_lapsed_and_say_who_never_bought() -> None:
    rhythm = [list(range(start, start + 200, 10)) for start in (770, 780, 785)]
    who, when, value, size = of(
        *rhythm,
        list(range(800, 1000, 10)),
        list(range(780, 980, 10)),
        list(range(700, 900, 10)),
        [995],
        [100],
        [],
    )
    found = engagement(shopping_days(who, when, value, size=size), until=TODAY)
    assert found.level[3:].tolist() == [
        Level.REGULAR,
        Level.SLIPPING,
        Level.LAPSED,
        Level.NEW,
        Level.LAPSED,
        Level.NEVER_BOUGHT,
    ]
    assert np.isnan(found.due[-1])
    assert found.frequency[-1] == 0


def test_a_silent_one_time_buyer_is_lapsed_though_the_model_says_that_none_has_left() -> None:
    who, when, value, size = of(
        [10], [990, 995, 999], *([day, day + 20, day + 40] for day in range(0, 900, 9))
    )
    purchases = shopping_days(who, when, value, size=size)
    seen = visits(purchases, until=TODAY)
    assert fit_bgnbd(seen).staying(seen)[0] == 1.0
    assert engagement(purchases, until=TODAY).level[:2].tolist() == [Level.LAPSED, Level.REGULAR]


def test_later_purchases_are_not_seen() -> None:
    who, when, value, size = of([10, 20, 30, 1_000, 1_001], [5, 999])
    purchases = shopping_days(who, when, value, size=size)
    found = engagement(purchases, until=TODAY)
    assert found.recency.tolist() == [970.0, 1.0]
    assert found.frequency.tolist() == [3.0, 2.0]


def test_without_any_purchase_everybody_never_bought() -> None:
    nobody = np.zeros(0, dtype=np.int64)
    found = engagement(shopping_days(nobody, nobody, np.zeros(0), size=2), until=TODAY)
    assert found.level.tolist() == [Level.NEVER_BOUGHT] * 2


def test_a_table_is_measured_with_words() -> None:
    table = pd.DataFrame(
        {"id": ["b", "a", "a"], "date": pd.to_datetime(["2030-01-01"] * 2 + ["2030-01-11"]), "value": 3}
    )
    found = measure_engagement(table, "2030-01-13")
    assert found.loc["a", ["recency", "frequency", "level"]].tolist() == [2.0, 2.0, "regular"]
    assert found.loc["b", "level"] == "new"
