"""What a back-test found so far: sums, winners, conflicts, refusals. Pure, and kept as JSON between steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from largesse.promotions.evaluate import Candidate, Decision
from largesse.redemptions.commands.guards import Counter, Guard

TOP: Final = 20
EXAMPLES: Final = 3


@dataclass(frozen=True, slots=True)
class PastOrder:
    """An order as it was paid."""

    id: str
    at: datetime
    currency: str
    total: int
    discount: int


@dataclass(slots=True)
class Score:
    """The sums of a back-test; amounts are minor units by currency."""

    orders: int = 0
    unreadable: int = 0
    winners: int = 0
    value: dict[str, int] = field(default_factory=dict)
    cost: dict[str, int] = field(default_factory=dict)
    winners_value: dict[str, int] = field(default_factory=dict)
    winners_paid: dict[str, int] = field(default_factory=dict)
    top: list[dict[str, Any]] = field(default_factory=list)
    refusals: dict[str, dict[str, Any]] = field(default_factory=dict)
    conflicts: dict[str, dict[str, Any]] = field(default_factory=dict)
    # Counters of the tested promotion's limits, as if it had been redeemed.
    used: dict[str, int] = field(default_factory=dict)

    def tally(self, counter: Counter) -> int:
        """How much of a limit the orders before this one would have used."""
        if counter.since is None:
            return self.used.get(counter.key, 0)
        return sum(amount for key, amount in self.used.items() if counter.since <= key <= counter.key)

    def count(self, order: PastOrder, decision: Decision, tested: UUID) -> None:
        """Adds an order and what was decided about it."""
        self.orders += 1
        _add(self.value, order.currency, order.total)
        own = next((found for found in decision.candidates if found.promotion_id == tested), None)
        if own is None or own.outcome == "inapplicable":
            self._refuse(order, own)
            return
        if own.outcome == "skipped":
            self._refuse(order, own)
            if own.beside is not None:
                self._meet(own.beside, decision, "lost")
            return
        self._win(order, own)
        for other in decision.candidates:
            if other.promotion_id == tested:
                continue
            if other.outcome == "applicable":
                self._meet(other.promotion_id, decision, "together")
            elif other.beside == tested:
                self._meet(other.promotion_id, decision, "won")

    def use(self, guards: Iterable[Guard]) -> None:
        """Counts an order that got the promotion on its limits."""
        for guard in guards:
            self.used[guard.counter.key] = self.used.get(guard.counter.key, 0) + guard.amount

    def result(self) -> dict[str, Any]:
        """What is told in the end."""
        return {
            "orders": self.orders,
            "unreadable": self.unreadable,
            "winners": self.winners,
            "value": self.value,
            "cost": self.cost,
            "winners_value": self.winners_value,
            "winners_paid": self.winners_paid,
            "discount_percent": {
                currency: round(100 * cost / self.winners_value[currency], 2)
                for currency, cost in self.cost.items()
                if self.winners_value.get(currency)
            },
            "top_orders": self.top,
            "conflicts": sorted(
                self.conflicts.values(), key=lambda met: (-(met["won"] + met["lost"]), met["name"])
            ),
            "refusals": sorted(self.refusals.values(), key=lambda refused: -refused["orders"]),
        }

    def _win(self, order: PastOrder, own: Candidate) -> None:
        self.winners += 1
        _add(self.cost, order.currency, own.discount)
        _add(self.winners_value, order.currency, order.total)
        _add(self.winners_paid, order.currency, order.total - order.discount)
        self.top.append(
            {
                "order_id": order.id,
                "at": order.at.isoformat(),
                "currency": order.currency,
                "total": order.total,
                "discount": own.discount,
            }
        )
        self.top.sort(key=lambda found: (-found["discount"], found["order_id"]))
        del self.top[TOP:]

    def _refuse(self, order: PastOrder, own: Candidate | None) -> None:
        reason = own.reason if own is not None and own.reason else "no_effect"
        refused = self.refusals.setdefault(reason, {"reason": reason, "orders": 0, "examples": []})
        refused["orders"] += 1
        if len(refused["examples"]) < EXAMPLES:
            verdict = own.verdict if own is not None else None
            refused["examples"].append(
                {
                    "order_id": order.id,
                    "observed": verdict.observed if verdict else None,
                    "needed": verdict.needed if verdict else None,
                }
            )

    def _meet(self, other: UUID, decision: Decision, how: str) -> None:
        name = next((found.name for found in decision.candidates if found.promotion_id == other), "")
        met = self.conflicts.setdefault(
            str(other), {"promotion_id": str(other), "name": name, "won": 0, "lost": 0, "together": 0}
        )
        met[how] += 1


def _add(sums: dict[str, int], currency: str, amount: int) -> None:
    sums[currency] = sums.get(currency, 0) + amount


def read_score(stored: Mapping[str, Any]) -> Score:
    """A score as it was kept between two steps."""
    return Score(**stored)
