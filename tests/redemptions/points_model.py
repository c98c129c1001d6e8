"""An account of points as it should be: entries in a list, spent from what expires first."""

from dataclasses import dataclass, field

NEVER = 10**9


@dataclass
class Entry:
    """Points that were added, and what of them is still there. Times are minutes."""

    number: int
    open: int
    expires: int
    source: str | None = None


@dataclass
class Part:
    """What a spending took of an entry that expires then."""

    entry: int
    expires: int
    left: int


@dataclass
class PointsModel:
    """One account; every operation answers what the database should."""

    entries: list[Entry] = field(default_factory=list)
    spent: dict[str, list[list[Part]]] = field(default_factory=dict)
    number: int = 0

    @property
    def balance(self) -> int:
        return sum(entry.open for entry in self.entries)

    def spendable(self, now: int) -> int:
        return sum(entry.open for entry in self.entries if entry.expires > now)

    def expire(self, now: int) -> None:
        self.entries = [entry for entry in self.entries if entry.expires > now]

    def add(self, amount: int, now: int, *, expires: int = NEVER, source: str | None = None) -> int:
        self.expire(now)
        self._append(amount, expires, source)
        return self.balance

    def take(
        self, amount: int, now: int, *, spent_by: str | None = None, source: str | None = None
    ) -> int | None:
        """Takes so much: for a redemption that spends, or from what a redemption gave."""
        self.expire(now)
        if amount > self.balance:
            return None
        parts = []
        for entry in sorted(
            self.entries,
            key=lambda entry: (source is None or entry.source != source, entry.expires, entry.number),
        ):
            taken = min(amount, entry.open)
            amount -= taken
            entry.open -= taken
            if taken:
                parts.append(Part(entry.number, entry.expires, taken))
        if spent_by is not None:
            self.spent.setdefault(spent_by, []).append(parts)
        return self.balance

    def give_back(self, amount: int, now: int, *, spent_by: str) -> int:
        self.expire(now)
        for parts in reversed(self.spent.get(spent_by, [])):
            for part in sorted(parts, key=lambda part: (part.expires, part.entry), reverse=True):
                back = min(amount, part.left)
                part.left -= back
                amount -= back
                if back:
                    self._append(back, part.expires, spent_by)
        return self.balance

    def _append(self, amount: int, expires: int, source: str | None) -> None:
        self.number += 1
        self.entries.append(Entry(self.number, amount, expires, source))
