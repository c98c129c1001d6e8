"""The counters that limits are held by: which ones a redemption touches, by how much, and up to where.

A counter's key is <owner>:<measure>:<scope>:<subject>:<period>; the owner is the promotion or the campaign.
Limits that count the same thing share a counter, whatever their number. Rolling windows have one for a day.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from largesse.promotions.access import PoolCodes, ReferralCodes
from largesse.promotions.amounts import in_currency
from largesse.promotions.book import Book
from largesse.promotions.cart import Cart
from largesse.promotions.evaluate import Candidate, Compiled
from largesse.promotions.facts import Requester
from largesse.promotions.limits import Limit, Measure

MONEY: Final = ("discount", "order_value", "gift_spent")
FIRST_DAYS: Final = {"monday": 0, "saturday": 5, "sunday": 6}


@dataclass(frozen=True, slots=True)
class Subject:
    """Who and what a redemption is counted for."""

    cart: Cart
    now: datetime
    customer_id: int | None = None
    code: str | None = None
    requester: Requester | None = None


@dataclass(frozen=True, slots=True)
class Counter:
    """A counter and the limit that reads it. With `since`, those of the days from there on are summed up."""

    key: str
    measure: Measure
    most: int
    reason: str
    since: str | None = None
    # When the period began, and in which zone its days are counted.
    begins: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Guard:
    """So much to be added to a counter, if that stays within its limit."""

    counter: Counter
    amount: int
    promotion_id: UUID


class NoSubject(Exception):  # noqa: N818  a refusal on its way to a Verdict, not a failure
    """A limit counts by something the request does not tell; `reason` says what to send."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def counters_of(promotion: Compiled, book: Book, subject: Subject) -> list[Counter]:
    """All counters that a redemption of the promotion touches, its campaign's included; NoSubject.

    One for each key: of limits that share a counter the lowest counts.
    """
    found: dict[str, Counter] = {}
    limits: list[tuple[UUID, Limit]] = [(promotion.id, limit) for limit in promotion.definition.limits]
    limits += [(promotion.id, limit) for limit in _implied(promotion)]
    campaign = book.campaigns.get(promotion.campaign_id) if promotion.campaign_id else None
    if campaign is not None:
        limits += [(campaign.id, limit) for limit in campaign.limits]
    for owner, limit in limits:
        counter = _counter(owner, limit, subject, promotion.zone if owner == promotion.id else book.zone)
        if counter is None:
            continue
        known = found.get(counter.key)
        if known is None or counter.most < known.most:
            found[counter.key] = counter
    return list(found.values())


def guards_of(promotion: Compiled, candidate: Candidate, book: Book, subject: Subject) -> list[Guard]:
    """What a redemption of this candidate adds to each counter; NoSubject."""
    amounts = amounts_of(candidate, subject.cart)
    return [
        Guard(counter, amounts[counter.measure], promotion.id)
        for counter in counters_of(promotion, book, subject)
    ]


def amounts_of(candidate: Candidate, cart: Cart) -> Mapping[Measure, int]:
    """How much a redemption of the candidate counts for, by measure."""
    return {
        "redemptions": 1,
        "discount": candidate.discount - candidate.spends_gift,  # a card pays, it takes nothing off
        "order_value": cart.total,
        "gift_spent": candidate.spends_gift,
        "points_spent": candidate.spends_points,
        "units": candidate.units,
    }


def merge(guards: Iterable[Guard]) -> list[Guard]:
    """One guard for each key, in the order in which they are locked; promotions of a campaign add up."""
    merged: dict[str, Guard] = {}
    for guard in guards:
        known = merged.get(guard.counter.key)
        merged[guard.counter.key] = (
            guard if known is None else Guard(known.counter, known.amount + guard.amount, known.promotion_id)
        )
    return [merged[key] for key in sorted(merged)]


def _implied(promotion: Compiled) -> Iterator[Limit]:
    """That each code is good for so many redemptions; of single-use codes their own state is the guard."""
    access = promotion.definition.access
    if isinstance(access, PoolCodes | ReferralCodes) and access.uses_per_code not in (None, 1):
        yield Limit(scope="code", most=access.uses_per_code or 0)


def _counter(owner: UUID, limit: Limit, subject: Subject, zone: ZoneInfo) -> Counter | None:
    currency = subject.cart.currency
    most = in_currency(limit.most, currency)
    who = _subject(limit, subject)
    if most is None or who is None:
        return None
    measure = f"{limit.measure}.{currency}" if limit.measure in MONEY else limit.measure
    stem = f"{owner}:{measure}:{limit.scope}:{who}"
    today = subject.now.astimezone(zone).date()
    return Counter(
        key=f"{stem}:{_period(limit, today)}",
        measure=limit.measure,
        most=most,
        reason=_reason(limit),
        begins=_begin(limit, today, zone),
        zone=zone.key,
        since=f"{stem}:r{limit.days}.{today - timedelta(days=(limit.days or 1) - 1)}"
        if limit.period == "rolling"
        else None,
    )


def _period(limit: Limit, today: date) -> str:
    """The last part of the key: the period's letter and its first day; of a rolling window, today."""
    if limit.period == "ever":
        return "ever"
    if limit.period == "rolling":
        return f"r{limit.days}.{today}"
    return f"{limit.period[0]}{_first_day(limit, today)}"


def _first_day(limit: Limit, today: date) -> date:
    match limit.period:
        case "week":
            return today - timedelta(days=(today.weekday() - FIRST_DAYS[limit.week_starts_on]) % 7)
        case "month":
            return today.replace(day=1)
        case "year":
            return today.replace(month=1, day=1)
        case "rolling":
            return today - timedelta(days=(limit.days or 1) - 1)
        case _:
            return today


def _begin(limit: Limit, today: date, zone: ZoneInfo) -> datetime | None:
    if limit.period == "ever":
        return None
    return datetime.combine(_first_day(limit, today), time(), zone)


def _subject(limit: Limit, subject: Subject) -> str | None:
    """The part of the key that names for whom it counts; None where a limit does not apply. NoSubject."""
    match limit.scope:
        case "total":
            return ""
        case "code":
            return subject.code
        case "customer":
            return _customer(subject)
        case "customer_and_code":
            customer = _customer(subject)
            return None if subject.code is None else f"{customer}/{subject.code}"
        case "store":
            return _told(subject.cart.store, "store_rule_failed")
        case "metadata":
            value = _told(subject.cart.metadata.get(limit.field or ""), "metadata_rule_failed")
            return f"{limit.field}={value}"
        case _:
            requester = subject.requester
            return requester.id if requester is not None and requester.kind == limit.scope else None


def _customer(subject: Subject) -> str:
    return _told(subject.customer_id, "customer_required")


def _told(value: object, reason: str) -> str:
    if value is None:
        raise NoSubject(reason)
    return str(value)


def _reason(limit: Limit) -> str:
    if limit.measure in MONEY and limit.scope == "total":
        return "budget_exhausted"
    if limit.scope in ("customer", "customer_and_code"):
        return "customer_limit_reached"
    return "code_limit_reached" if limit.scope == "code" else "limit_reached"
