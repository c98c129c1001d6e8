"""Promotions one after another on one cart: what is left, who sits where, and who was turned away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from largesse.promotions.evaluate.offer import Offer, Visit
from largesse.promotions.evaluate.reckon import Attempt, Entry, Rank, Standing, act, bound_of, check
from largesse.promotions.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Loss:
    """Why an entry does not apply: its own verdict, or (`reason`) others that were chosen."""

    verdict: Verdict | None = None
    reason: str = ""
    beside: UUID | None = None
    # What it would have done.
    attempt: Attempt | None = None


@dataclass(slots=True)
class Stack:
    """The promotions that apply so far; `standing` is the cart after them."""

    visit: Visit
    most: int
    standing: Standing
    applied: list[Attempt] = field(default_factory=list)
    # Of entries that are told about only.
    losses: dict[Rank, tuple[Offer, Loss]] = field(default_factory=dict)
    _seats: dict[str | UUID, UUID] = field(default_factory=dict)

    @property
    def worth(self) -> int:
        """What the customer saves by all of them."""
        return sum(attempt.worth for attempt in self.applied)

    def attempt(self, entry: Entry) -> Attempt | None:
        """What the entry would do now; None, and its loss noted, when it does nothing or may not."""
        blocked = self.blocked(entry)
        if blocked is not None and not entry.told:
            return None
        facts = check(entry, self.visit, self.standing)
        result = facts if isinstance(facts, Verdict) else act(entry, facts, self.standing)
        if isinstance(result, Verdict):
            self.lose(entry, Loss(result))
            return None
        if blocked is not None:
            self.lose(entry, Loss(None, blocked.reason, blocked.beside, result))
            return None
        return result

    def attempt_best(self, entries: Sequence[Entry], floor: int) -> Iterator[Attempt]:
        """Of entries that are not told about, attempts until no other one can save more than all before it.

        `floor` is what the customer saves anyway. Most entries are never reckoned: their bounds are less.
        """
        amounts, shipping = self.standing
        initial, now = self.visit.cart.total, sum(amounts)
        hopes = [(bound_of(entry, initial, now, shipping), entry) for entry in entries]
        for bound, entry in sorted(hopes, key=lambda hope: -hope[0]):
            if bound < floor:
                return
            attempt = self.attempt(entry)
            if attempt is not None:
                floor = max(floor, attempt.worth)
                yield attempt

    def blocked(self, entry: Entry) -> Loss | None:
        """Why there is no seat for the entry, if so."""
        if not self._seats:
            return Loss(reason="too_many_promotions") if self.most == 0 else None
        taken = self._seats.get(entry.seat)
        if taken is not None:
            return Loss(reason="not_stackable", beside=taken)
        return Loss(reason="too_many_promotions") if len(self._seats) >= self.most else None

    def sit(self, entry: Entry) -> None:
        """The entry applies: nobody else of its group will."""
        self._seats[entry.seat] = entry.promotion.id

    def add(self, attempt: Attempt) -> None:
        """The attempt acts."""
        self.sit(attempt.entry)
        self.applied.append(attempt)
        self.standing = self.standing.after(attempt)

    def lose(self, entry: Entry, loss: Loss) -> None:
        """The entry does not apply."""
        if entry.told:
            self.losses[entry.rank] = entry.offer, loss

    def pass_over(self, losers: Sequence[Attempt], winner: Attempt) -> None:
        """The losers would do, but the winner was chosen."""
        for loser in losers:
            self.lose(loser.entry, Loss(None, "better_chosen", winner.entry.promotion.id, loser))
