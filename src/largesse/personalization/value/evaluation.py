"""How good the forecasts of customer value are on a window of the past, next to naive ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata, spearmanr
from sklearn.metrics import roc_auc_score

from largesse.personalization.value.forecast import Forecast, Method, forecast
from largesse.personalization.value.history import Flags, Floats, Purchases
from largesse.personalization.value.windows import windows_for

TOP: float = 0.1


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One engine on one window.

    Mean absolute error of purchases and of spend, bias of the sum of purchases (0.05 is 5 % too many),
    Spearman and AUC (buys at all) of the order, and the share of all spend that the tenth with the highest
    forecast really made.
    """

    engine: str
    customers: int
    mae_purchases: float
    bias: float
    spearman: float
    auc: float
    mae_spend: float
    top_share: float


def evaluate_value(purchases: Purchases, *, until: int, days: int) -> tuple[ValueRow, ...]:
    """Forecasts the `days` from the day `until` with each engine, and compares with what was bought.

    Judged are the customers known before `until`. `purchases` must reach to the end of the window: ValueError
    if not one purchase or not one known customer is there to compare with.
    """
    future = purchases.since(until).before(until + days)
    known = purchases.before(until)
    judged = known.counts() > 0
    if not judged.any() or future.day.size == 0:
        raise ValueError(
            "Nothing to compare with: there must be purchases before and after the day of the forecast."
        )
    bought, spent = future.counts()[judged], future.totals()[judged]
    return tuple(
        _row(engine, guess.purchases[judged], guess.spend[judged], bought, spent)
        for engine, guess in _engines(known, bought, spent, judged, until=until, days=days)
    )


def print_value(rows: Sequence[ValueRow]) -> str:
    """The rows as a Markdown table."""
    head = (
        "| engine | customers | MAE purchases | bias | Spearman | AUC active | MAE spend | top 10 % share |"
    )
    body = [
        f"| {row.engine} | {row.customers} | {row.mae_purchases:.3f} | {row.bias:+.1%} | {row.spearman:.3f} "
        f"| {row.auc:.3f} | {row.mae_spend:.1f} | {row.top_share:.3f} |"
        for row in rows
    ]
    return "\n".join([head, "| --- " * 8 + "|", *body])


def _engines(
    known: Purchases, bought: Floats, spent: Floats, judged: Flags, *, until: int, days: int
) -> Iterator[tuple[str, Forecast]]:
    methods: tuple[Method, ...] = ("probability",)
    if windows_for(known, until=until, days=days) is not None:
        methods = ("probability", "boosting")
    chosen = methods[-1]
    for method in methods:
        title = {"probability": "BG/NBD + Gamma-Gamma", "boosting": "boosting + Gamma-Gamma"}[method]
        guess = forecast(known, until=until, days=days, method=method)
        yield title + (" (chosen)" if method == chosen else ""), guess
    last = known.since(until - days)
    yield "last window repeats", Forecast(last.counts(), last.totals(), "probability")
    rank = _rfm(known, judged, until=until)
    scaled = rank / rank[judged].mean()
    yield "RFM rank, told the mean", Forecast(scaled * bought.mean(), scaled * spent.mean(), "probability")


def _rfm(known: Purchases, judged: Flags, *, until: int) -> Floats:
    """Mean of the ranks by recency, frequency and money."""
    idle = (until - known.last_days(missing=until)).astype(np.float64)
    ranks = np.zeros(known.size)
    for column in (-idle, known.counts(), known.totals()):
        ranks[judged] += rankdata(column[judged]) / 3.0
    return ranks


def _row(engine: str, guess: Floats, money: Floats, bought: Floats, spent: Floats) -> ValueRow:
    active = bought > 0
    top = np.argsort(-money, kind="stable")[: max(1, round(TOP * money.size))]
    return ValueRow(
        engine=engine,
        customers=int(bought.size),
        mae_purchases=float(np.abs(guess - bought).mean()),
        bias=float(guess.sum() / bought.sum() - 1.0),
        spearman=float(spearmanr(guess, bought)[0])
        if np.ptp(guess) > 0 and np.ptp(bought) > 0
        else float("nan"),
        auc=float(roc_auc_score(active, guess)) if active.any() and not active.all() else float("nan"),
        mae_spend=float(np.abs(money - spent).mean()),
        top_share=float(spent[top].sum() / (spent.sum() or 1.0)),
    )
