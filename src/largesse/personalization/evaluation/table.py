"""The report of a trial as a table, for a terminal or a file."""

from collections.abc import Iterable
from math import isnan

from rich.table import Table

from largesse.personalization.evaluation.intervals import Interval
from largesse.personalization.evaluation.protocol import KINDS
from largesse.personalization.evaluation.trial import REFERENCE, Report, Row

COLUMNS = ("recall", "capped_recall", "precision", "hit", "spend_recall", "spend_ndcg", "novel_recall")


def caption(report: Report) -> str:
    """What the numbers of a report are about, in one sentence."""
    least, most = min(report.promotions), max(report.promotions)
    pool = f"{least:,}" if least == most else f"{least:,} to {most:,}"
    return (
        f"{len(report.days)} weeks, {pool} promotions, {report.customer_weeks:,} customer-weeks with "
        f"{report.relevant:.1f} bought promotions each, k = {report.k}, objective {report.objective}"
    )


def headings(report: Report) -> tuple[str, ...]:
    """The names of the columns."""
    return (
        "engine",
        f"NDCG@{report.k} [95 %]",
        *(name.replace("_", " ") for name in COLUMNS),
        "NDCG " + " / ".join(KINDS),
        f"NDCG vs {REFERENCE}",
        "s a week",
    )


def cells(row: Row) -> tuple[str, ...]:
    """The figures of one engine as text."""
    return (
        row.engine,
        _interval(row.metrics["ndcg"]),
        *(_short(row.metrics[name].mean) for name in COLUMNS),
        " / ".join(_short(row.ndcg_by_kind[kind].mean) for kind in KINDS),
        _interval(row.ahead, signed=True),
        f"{row.seconds:.1f}",
    )


def rich_table(report: Report) -> Table:
    """The report for a terminal."""
    table = Table(caption=caption(report), caption_justify="left")
    for place, heading in enumerate(headings(report)):
        table.add_column(heading, justify="right" if place else "left", no_wrap=place == 0)
    for row in report.rows:
        table.add_row(*cells(row))
    return table


def markdown(report: Report) -> str:
    """The report for a page."""
    titles = headings(report)
    lines = [_line(titles), _line("---" for _ in titles), *(_line(cells(row)) for row in report.rows)]
    return "\n".join([*lines, "", caption(report) + "."])


def _line(texts: Iterable[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def _interval(interval: Interval, *, signed: bool = False) -> str:
    sign = "+" if signed else ""
    return f"{interval.mean:{sign}.4f} [{interval.low:{sign}.4f}, {interval.high:{sign}.4f}]"


def _short(value: float) -> str:
    return "-" if isnan(value) else f"{value:.4f}"
