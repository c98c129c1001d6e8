"""What the mail of an alert says: pure, from the event's own facts."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import BaseModel

from largesse.alerts.schemas import AlertEvent

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(enabled_extensions=("html.j2",)),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


class ThresholdFacts(BaseModel):
    """The threshold that was crossed."""

    unit: str
    below: float


class PoolFacts(BaseModel):
    """What an event of a pool tells of it; `link` is a path of the console."""

    name: str
    remaining: int
    total: int
    remaining_percent: float | None
    threshold: ThresholdFacts | None
    expiring: int
    expires_within_days: int | None
    burn_rate: float
    runs_out_on: date | None
    emails: list[str]
    webhook_url: str | None
    link: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A rendered mail."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Wording:
    subject: str
    headline: str
    advice: str


_WORDINGS: Final = {
    AlertEvent.POOL_LOW: _Wording(
        subject="Voucher pool {name} is running low: {left} left",
        headline="{name} is running low",
        advice="Add codes before it runs out. You will not be told again until the pool is refilled.",
    ),
    AlertEvent.POOL_EMPTY: _Wording(
        subject="Voucher pool {name} is empty",
        headline="{name} is empty",
        advice="Nobody gets a code from this pool until you add some.",
    ),
    AlertEvent.POOL_EXPIRES_SOON: _Wording(
        subject="Voucher pool {name}: {expiring} expire within {expires_within_days} days",
        headline="Codes of {name} expire soon",
        advice="Hand them out while they are valid, or add codes that are valid for longer.",
    ),
    AlertEvent.POOL_REFILLED: _Wording(
        subject="Voucher pool {name} is refilled: {left}",
        headline="{name} is refilled",
        advice="Nothing needs to be done. You will be told when it runs low again.",
    ),
}


def write_mail(event: AlertEvent, facts: PoolFacts, *, public_url: str) -> Mail:
    """The mail of that event; `public_url` is where the console answers, without a slash at the end."""
    shown = facts.model_copy(update={"name": _CONTROL.sub(" ", facts.name).strip()})
    wording = _WORDINGS[event]
    words = {
        "name": shown.name,
        "left": _codes(facts.remaining),
        "expiring": _codes(facts.expiring),
        "expires_within_days": facts.expires_within_days,
    }
    values = {
        "headline": wording.headline.format(**words),
        "advice": wording.advice,
        "name": shown.name,
        "link": public_url.rstrip("/") + facts.link,
        "rows": _rows(shown),
    }
    return Mail(
        subject=wording.subject.format(**words),
        text=_TEMPLATES.get_template("alert.txt.j2").render(values),
        html=_TEMPLATES.get_template("alert.html.j2").render(values),
    )


def _rows(facts: PoolFacts) -> list[tuple[str, str]]:
    percent = (
        "" if facts.remaining_percent is None else f" ({facts.remaining_percent:g} % of {facts.total:,})"
    )
    rows = [("Remaining", _codes(facts.remaining) + percent)]
    if facts.threshold is not None:
        rows.append(("Alert threshold", _threshold(facts.threshold)))
    if facts.expiring:
        rows.append(("Expire soon", f"{_codes(facts.expiring)} within {facts.expires_within_days} days"))
    rows.append(("Handed out", f"{facts.burn_rate:.1f} codes per day (mean of 14 days)"))
    if facts.runs_out_on is not None and facts.remaining:
        rows.append(("Runs out on", f"{facts.runs_out_on.isoformat()} at this rate"))
    return rows


def _codes(count: int) -> str:
    return f"{count:,} code" if count == 1 else f"{count:,} codes"


def _threshold(threshold: ThresholdFacts) -> str:
    below = f"{threshold.below:,.2f}".rstrip("0").rstrip(".")
    unit = {"codes": " codes", "percent": " %", "days": " days of cover"}[threshold.unit]
    return f"below {below}{unit}"
