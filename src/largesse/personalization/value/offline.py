"""Customer value over a pandas table of events."""

from datetime import date, datetime
from typing import Final

import numpy as np
import pandas as pd

from largesse.personalization.value.engagement import engagement
from largesse.personalization.value.evaluation import ValueRow, evaluate_value
from largesse.personalization.value.forecast import Method, forecast
from largesse.personalization.value.history import Purchases, shopping_days

COLUMNS: Final = ("id", "date", "value")
EPOCH: Final = pd.Timestamp(0)


def predict_value(
    events: pd.DataFrame, as_of: date | datetime | str, horizon_days: int, *, method: Method | None = None
) -> pd.DataFrame:
    """Shopping days and money to expect of every customer in the `horizon_days` from `as_of` on.

    `events` has a row for each receipt (or line): id of the customer, date, value in money, negative for a
    return. Rows at or after `as_of` are not looked at; their customers are answered all the same, with 0
    where nothing was known. Several receipts on one day count as one purchase. The answer has the columns
    purchases and spend, its index are the ids in order, and `attrs["method"]` tells the model ("boosting" or
    "probability"). Raises ValueError for missing columns, missing ids or dates, and a horizon below 1.
    """
    purchases, ids, until = known_purchases(events, as_of)
    expected = forecast(purchases, until=until, days=int(horizon_days), method=method)
    table = pd.DataFrame(
        {"purchases": expected.purchases, "spend": expected.spend}, index=pd.Index(ids, name="id")
    )
    table.attrs["method"] = expected.method
    return table


def measure_engagement(events: pd.DataFrame, as_of: date | datetime | str) -> pd.DataFrame:
    """Recency, frequency, interval and due of every customer at `as_of`, with a word for the level.

    `events` as for `predict_value`; see `engagement` for the meaning of the columns.
    """
    purchases, ids, until = known_purchases(events, as_of)
    seen = engagement(purchases, until=until)
    columns = {
        "recency": seen.recency,
        "frequency": seen.frequency,
        "interval": seen.interval,
        "due": seen.due,
        "level": [str(level) for level in seen.level],
    }
    return pd.DataFrame(columns, index=pd.Index(ids, name="id"))


def known_purchases(
    events: pd.DataFrame, as_of: date | datetime | str, *, future: bool = False
) -> tuple[Purchases, pd.Index, int]:
    """The shopping days before `as_of`, the ids of all customers in order, and the day number of `as_of`.

    With `future`, which only an evaluation may ask for, the later days are kept too. Times with a zone are
    counted in UTC. Raises ValueError for missing columns, ids or dates.
    """
    missing = [column for column in COLUMNS if column not in events.columns]
    if missing:
        raise ValueError(f"The events have no column {', '.join(missing)}: they need id, date and value.")
    if bool(events["id"].isna().any()) or bool(events["date"].isna().any()):
        raise ValueError("Some events have no id or no date: leave them out or fill them in.")
    moment = naive(pd.Series([as_of])).iloc[0]
    until = (moment.normalize() - EPOCH).days + (moment != moment.normalize())
    codes, ids = pd.factorize(events["id"], sort=True)
    when = naive(events["date"])
    kept = np.ones(len(events), dtype=bool) if future else (when < moment).to_numpy()
    day = ((when.dt.normalize() - EPOCH) // pd.Timedelta(days=1)).to_numpy().astype(np.int64)
    value = pd.to_numeric(events["value"]).to_numpy(dtype=np.float64, na_value=np.nan)
    purchases = shopping_days(np.asarray(codes, dtype=np.int64)[kept], day[kept], value[kept], size=len(ids))
    return purchases, pd.Index(ids), int(until)


def naive(moments: pd.Series) -> pd.Series:
    """Moments without a zone, in UTC when they had one."""
    read = pd.to_datetime(moments)
    return read.dt.tz_convert("UTC").dt.tz_localize(None) if read.dt.tz is not None else read


def judge_value(
    events: pd.DataFrame, as_of: date | datetime | str, horizon_days: int
) -> tuple[ValueRow, ...]:
    """Each engine and baseline on the window from `as_of`, against what the events from then on say."""
    purchases, _, until = known_purchases(events, as_of, future=True)
    return evaluate_value(purchases, until=until, days=horizon_days)
