"""Why a promotion stands where it does, in words: what the customer did, what others do. Pure."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from largesse.personalization.ranking import Objective
from largesse.personalization.scorer.arrays import Floats, lengths, starts_of
from largesse.personalization.scorer.features import Past

DUE: Final = 0.8
SAME: Final = 1e-9


class Speaker:
    """Tells of one customer after the other.

    `shares` say how many customers bought each promotion's goods, `weights` are what the marketer's settings
    multiply with.
    """

    def __init__(
        self, past: Past, shares: Sequence[str], weights: Floats, *, day: int, objective: Objective
    ) -> None:
        moments = past.moments
        starts = starts_of(moments.pairs())
        count = lengths(starts, len(moments))
        self._customer = moments.customer[starts]
        self._thing = moments.thing[starts]
        self._count = count
        self._first = moments.day[starts]
        self._last = moments.day[np.append(starts[1:], len(moments)) - 1] if starts.size else self._first
        self._begins = np.searchsorted(self._customer, np.arange(moments.customers + 1)).tolist()
        self._shares = shares
        self._weights = weights.tolist()
        self._day = day
        self._objective = objective
        self._own: dict[int, int] = {}

    def turn_to(self, customer: int) -> None:
        """Speaks of the customer of this place from now on."""
        low, high = self._begins[customer : customer + 2]
        self._own = dict(zip(self._thing[low:high].tolist(), range(low, high), strict=True))

    def reasons(self, promotion: int) -> tuple[str, ...]:
        """Why the promotion of this place stands where it does, the most telling first."""
        reasons = self._bought(self._own[promotion]) if promotion in self._own else []
        if not reasons and self._objective == "discover":
            reasons.append("never bought before")
        if self._shares[promotion]:
            reasons.append(self._shares[promotion])
        factor = self._weights[promotion]
        if abs(factor - 1.0) > SAME:
            reasons.append(f"weighted {factor:.2f} times by your settings")
        return tuple(reasons) or ("nothing is known of it yet",)

    def _bought(self, row: int) -> list[str]:
        count, since = int(self._count[row]), int(self._day - self._last[row])
        times = "once" if count == 1 else f"{count} times"
        when = "today" if since <= 1 else "1 day ago" if since == 2 else f"{since - 1} days ago"
        reasons = [f"bought {times}, last {when}"]
        interval = (int(self._last[row]) - int(self._first[row])) / (count - 1) if count > 1 else 0.0
        if interval and since >= DUE * interval:
            reasons.append(f"due again: bought about every {round(interval)} days")
        return reasons


def percent(share: float) -> str:
    """How many customers bought it of late."""
    said = "under 1" if share < 0.01 else f"{100 * share:.0f}"
    return f"bought by {said} % of customers in the last 28 days"
