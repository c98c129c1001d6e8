"""The engine and its baselines on held-back weeks: same weeks, same customers, same metrics."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from largesse.personalization.evaluation.baselines import BASELINES, Baseline
from largesse.personalization.evaluation.intervals import Interval, clustered
from largesse.personalization.evaluation.metrics import METRICS, judge, truth_of
from largesse.personalization.evaluation.protocol import KINDS, Split, split_at
from largesse.personalization.ranking import Objective
from largesse.personalization.scorer.arrays import Floats, Ints, Shorts, top
from largesse.personalization.scorer.engine import rank
from largesse.personalization.scorer.features import Past
from largesse.personalization.scorer.history import Goods, History, Promotions
from largesse.personalization.scorer.lessons import Settings
from largesse.personalization.scorer.market import Market, market_of
from largesse.personalization.scorer.moments import moments_of
from largesse.personalization.scorer.training import past_of, train

ENGINE = "engine"
REFERENCE = "TIFU-KNN"

PoolOf = Callable[[History, int], Promotions]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """One engine's figures over all weeks; `ahead` is its NDCG minus that of TIFU-KNN, paired."""

    engine: str
    metrics: Mapping[str, Interval]
    ndcg_by_kind: Mapping[str, Interval]
    ahead: Interval
    ahead_of_others: Mapping[str, Interval]
    seconds: float


@dataclass(frozen=True, slots=True)
class Report:
    """What was judged, and one row an engine."""

    days: tuple[int, ...]
    promotions: tuple[int, ...]
    customer_weeks: int
    relevant: float
    k: int
    objective: Objective
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Week:
    """One week's numbers: for each engine each metric of each judged customer."""

    customer: Ints
    kind: Shorts
    relevant: float
    promotions: int
    metrics: dict[str, dict[str, Floats]]
    seconds: dict[str, float]


def evaluate(
    history: History,
    goods: Goods,
    *,
    days: Sequence[int],
    pool: PoolOf,
    k: int = 6,
    objective: Objective = "relevance",
    seed: int = 0,
    settings: Settings | None = None,
    progress: Progress | None = None,
) -> Report:
    """The table of the engine against all baselines, over the weeks that begin on these days.

    Per week the promotions are those of `pool` (which sees only what was before the week), 5 % of the
    customers are made new and 5 % light by seed, and all who bought a promoted thing in the week are judged.
    """
    weeks = []
    for day in days:
        split = split_at(history, day, seed=seed)
        promotions = pool(history.before(day), day)
        weeks.append(_week(split, goods, promotions, k, objective, seed, settings or settings_for(objective)))
        if progress:
            progress(f"{len(weeks)} of {len(days)} weeks judged; NDCG {_so_far(weeks[-1])}")
    return Report(
        tuple(days),
        tuple(week.promotions for week in weeks),
        sum(len(week.customer) for week in weeks),
        float(np.average([w.relevant for w in weeks], weights=[max(len(w.customer), 1) for w in weeks])),
        k,
        objective,
        tuple(_row(engine, weeks, seed) for engine in weeks[0].metrics),
    )


def _so_far(week: _Week) -> str:
    return ", ".join(f"{name} {each['ndcg'].mean():.4f}" for name, each in week.metrics.items())


def settings_for(objective: Objective) -> Settings:
    """The settings of the engine, with only those trees that the objective needs."""
    return Settings(relevance=objective != "discover", discover=objective == "discover")


def _week(
    split: Split,
    goods: Goods,
    promotions: Promotions,
    k: int,
    objective: Objective,
    seed: int,
    settings: Settings,
) -> _Week:
    past = past_of(split.seen, goods, promotions)
    market = market_of(past.ids, past.moments, past.visits, day=split.day)
    truth = truth_of(moments_of(split.week, promotions, goods.count), past.moments)
    judged_truth = truth.only_new() if objective == "discover" else truth
    customers = judged_truth.judged()
    metrics: dict[str, dict[str, Floats]] = {}
    seconds: dict[str, float] = {}
    for name, baseline in BASELINES.items():
        began = time.perf_counter()
        chosen = _chosen(baseline, past, market, k, objective)
        seconds[name] = time.perf_counter() - began
        metrics[name] = judge(chosen, judged_truth, customers)
    began = time.perf_counter()
    chosen = _engine(split, goods, promotions, k, objective, seed, settings)
    seconds[ENGINE] = time.perf_counter() - began
    metrics[ENGINE] = judge(chosen, judged_truth, customers)
    relevant = len(judged_truth.keys) / max(len(customers), 1)
    return _Week(customers, split.kind[customers], relevant, promotions.count, metrics, seconds)


def _engine(
    split: Split,
    goods: Goods,
    promotions: Promotions,
    k: int,
    objective: Objective,
    seed: int,
    settings: Settings,
) -> Ints:
    buyers = split.seen.of(np.unique(split.seen.customer).astype(np.int64))
    model = train(buyers, goods, promotions, as_of=split.day, seed=seed, settings=settings)
    return rank(model, split.seen, goods, promotions, as_of=split.day, k=k, objective=objective).promotions


def _chosen(baseline: Baseline, past: Past, market: Market, k: int, objective: Objective) -> Ints:
    scores = baseline(past, market)
    if objective == "discover":
        scores[past.moments.customer, past.moments.thing] = -np.inf
    chosen = top(scores, k)
    chosen[~np.isfinite(np.take_along_axis(scores, chosen, axis=1))] = -1
    return chosen


def _row(engine: str, weeks: list[_Week], seed: int) -> Row:
    customer = np.concatenate([week.customer for week in weeks])
    kind = np.concatenate([week.kind for week in weeks])

    def values(name: str, metric: str) -> Floats:
        return np.concatenate([week.metrics[name][metric] for week in weeks])

    mine = values(engine, "ndcg")
    ahead = {
        other: clustered(mine - values(other, "ndcg"), customer, seed=seed)
        for other in weeks[0].metrics
        if other != engine
    }
    return Row(
        engine,
        {metric: clustered(values(engine, metric), customer, seed=seed) for metric in METRICS},
        {
            name: clustered(mine[kind == place], customer[kind == place], seed=seed)
            for place, name in enumerate(KINDS)
        },
        ahead.get(REFERENCE, Interval(0.0, 0.0, 0.0)),
        ahead,
        float(np.mean([week.seconds[engine] for week in weeks])),
    )
