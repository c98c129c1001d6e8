"""What the clients of a storm were told, and the judgement over it.

An operation is `ok` when its answer said so, `refused` when the answer said no, `unknown` while every
try so far ended without an answer. Clients try again with the same Idempotency-Key until they know.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass
class Operation:
    """One wish of one client, with what became of it."""

    kind: Literal["assign", "redeem"]
    profile: str
    code: str | None = None
    outcome: Literal["unknown", "ok", "refused"] = "unknown"
    reason: str = ""
    tries: int = 0


@dataclass
class History:
    """Every operation of a storm, and how many kills it saw."""

    operations: list[Operation] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)

    def begin(self, operation: Operation) -> Operation:
        """Notes an operation before it is sent."""
        self.operations.append(operation)
        return operation

    def count(self, kind: str, outcome: str) -> int:
        """How many operations of that kind ended so."""
        return sum(o.kind == kind and o.outcome == outcome for o in self.operations)

    @property
    def retried(self) -> int:
        """How many operations needed more than one try."""
        return sum(o.tries > 1 for o in self.operations)


@dataclass(frozen=True)
class CodeRow:
    """A code as the database has it after the storm."""

    code: str
    state: int
    profile: str | None


@dataclass(frozen=True)
class Counts:
    """Counts of a pool, as told or as counted."""

    unassigned: int
    assigned: int
    redeemed: int


def judge(history: History, rows: Sequence[CodeRow], *, told: Counts) -> list[str]:
    """Every broken promise as a sentence; an empty list is the only good answer."""
    return [
        *_doubled(history),
        *_lost(history, rows),
        *_over_limit(history, rows),
        *_unsettled(history),
        *_miscounted(rows, told),
    ]


def _doubled(history: History) -> list[str]:
    holders: dict[str, set[str]] = defaultdict(set)
    redeemers: Counter[str] = Counter()
    for operation in history.operations:
        if operation.outcome == "ok" and operation.code is not None:
            if operation.kind == "assign":
                holders[operation.code].add(operation.profile)
            else:
                redeemers[operation.code] += 1
    return [
        f"code {code} was given to {len(profiles)} customers"
        for code, profiles in holders.items()
        if len(profiles) > 1
    ] + [f"code {code} was redeemed {times} times" for code, times in redeemers.items() if times > 1]


def _lost(history: History, rows: Sequence[CodeRow]) -> list[str]:
    by_code = {row.code: row for row in rows}
    broken = []
    for operation in history.operations:
        if operation.outcome != "ok" or operation.code is None:
            continue
        row = by_code.get(operation.code)
        if row is None or row.profile != operation.profile:
            broken.append(
                f"acknowledged {operation.kind} of {operation.code} to {operation.profile} is not in the rows"
            )
        elif operation.kind == "redeem" and row.state != 3:
            broken.append(f"acknowledged redemption of {operation.code} is not in the rows")
    return broken


def _over_limit(history: History, rows: Sequence[CodeRow]) -> list[str]:
    held = Counter(row.profile for row in rows if row.profile is not None)
    return [
        f"customer {profile} holds {count} codes instead of one"
        for profile, count in held.items()
        if count > 1
    ]


def _unsettled(history: History) -> list[str]:
    return [
        f"{o.kind} of {o.profile} never got an answer in {o.tries} tries: {o.reason}"
        for o in history.operations
        if o.outcome == "unknown"
    ]


def _miscounted(rows: Sequence[CodeRow], told: Counts) -> list[str]:
    states = Counter(row.state for row in rows)
    counted = Counts(states[1], states[2], states[3])
    return [] if counted == told else [f"the API counts {told}, the rows are {counted}"]
