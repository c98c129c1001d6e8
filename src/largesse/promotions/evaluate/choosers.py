"""Which promotions of a lane apply, as the workspace's policy has it. Each one acts on a stack."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from largesse.promotions.evaluate.offer import Chooser
from largesse.promotions.evaluate.reckon import Attempt, Entry, Rank
from largesse.promotions.evaluate.stack import Stack


def take_all(stack: Stack, entries: Sequence[Entry]) -> None:
    """All, in order of rank, each on what the earlier ones left."""
    for entry in sorted(entries, key=_rank):
        attempt = stack.attempt(entry)
        if attempt is not None:
            stack.add(attempt)


def take_best(stack: Stack, entries: Sequence[Entry]) -> None:
    """The one that saves the customer most; among equals the first by rank."""
    attempts = _attempts(stack, [entry for entry in entries if entry.told])
    floor = max([attempt.worth for attempt in attempts], default=0)
    attempts += stack.attempt_best([entry for entry in entries if not entry.told], floor)
    if attempts:
        winner = min(attempts, key=_goodness)
        stack.pass_over([attempt for attempt in attempts if attempt is not winner], winner)
        stack.add(winner)


def take_first(stack: Stack, entries: Sequence[Entry]) -> None:
    """The first by rank that applies."""
    winner: Attempt | None = None
    losers: list[Attempt] = []
    for entry in sorted(entries, key=_rank):
        if winner is not None and not entry.told:
            continue
        attempt = stack.attempt(entry)
        if attempt is not None and winner is not None:
            losers.append(attempt)
        elif attempt is not None:
            winner = attempt
    if winner is not None:
        stack.pass_over(losers, winner)
        stack.add(winner)


def take_best_per_line(stack: Stack, entries: Sequence[Entry]) -> None:
    """For each line the one that takes most off it; shipping counts as one more line.

    An auction: the largest bid of all is settled first, and who won a line stays. So a group or the limit of
    promotions turns away only those that have won nothing, and they change nothing. Who wins nothing gives
    nothing, grants included; where nobody takes anything off, the first by rank applies.
    """
    attempts = sorted(_attempts(stack, entries), key=_attempt_rank)
    if not attempts:
        return
    owners = _auction(stack, attempts)
    winners = {owner.entry.rank for owner in owners.values()} or {attempts[0].entry.rank}
    for attempt in attempts:
        if attempt.entry.rank in winners:
            stack.add(_trim(attempt, owners))
        elif attempt.entry.rank not in stack.losses:
            stack.pass_over([attempt], _rival(attempt, owners) or attempts[0])


CHOOSERS: Final[Mapping[Chooser, Callable[[Stack, Sequence[Entry]], None]]] = {
    "all": take_all,
    "best": take_best,
    "priority": take_first,
    "best_per_line": take_best_per_line,
}


def _attempts(stack: Stack, entries: Sequence[Entry]) -> list[Attempt]:
    return [attempt for entry in entries if (attempt := stack.attempt(entry)) is not None]


def _auction(stack: Stack, attempts: Sequence[Attempt]) -> dict[int, Attempt]:
    """Who won each line, by its place in the cart; the place after the last is shipping."""
    bids = [bid for attempt in attempts for bid in _bids(attempt)]
    owners: dict[int, Attempt] = {}
    winners: set[Rank] = set()
    for spot, _, attempt in sorted(bids, key=lambda bid: -bid[1]):
        rank = attempt.entry.rank
        if spot in owners or (rank not in winners and not _may_sit(stack, attempt)):
            continue
        winners.add(rank)
        owners[spot] = attempt
    return owners


def _bids(attempt: Attempt) -> Iterator[tuple[int, int, Attempt]]:
    shipping = len(attempt.facts.amounts)
    for spot, amount in enumerate(attempt.lines):
        if amount:
            yield spot, amount, attempt
    if attempt.shipping:
        yield shipping, attempt.shipping, attempt


def _may_sit(stack: Stack, attempt: Attempt) -> bool:
    blocked = stack.blocked(attempt.entry)
    if blocked is None:
        stack.sit(attempt.entry)
        return True
    stack.lose(attempt.entry, replace(blocked, attempt=attempt))
    return False


def _trim(attempt: Attempt, owners: Mapping[int, Attempt]) -> Attempt:
    """The attempt with what it won only."""
    lines = tuple([amount if owners.get(spot) is attempt else 0 for spot, amount in enumerate(attempt.lines)])
    shipping = attempt.shipping if owners.get(len(attempt.facts.amounts)) is attempt else 0
    return attempt._replace(lines=lines if any(lines) else (), shipping=shipping)


def _rival(attempt: Attempt, owners: Mapping[int, Attempt]) -> Attempt | None:
    """Who won what the attempt bid most for, or else who won anything."""
    wanted = max(_bids(attempt), key=lambda bid: bid[1], default=None)
    if wanted is not None:
        return owners.get(wanted[0])
    return next(iter(owners.values()), None)


def _rank(entry: Entry) -> Rank:
    return entry.rank


def _attempt_rank(attempt: Attempt) -> Rank:
    return attempt.entry.rank


def _goodness(attempt: Attempt) -> tuple[int, Rank]:
    return -attempt.worth, attempt.entry.rank
