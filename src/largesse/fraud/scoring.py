"""What the findings about a subject come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from largesse.fraud.facts import Facts
from largesse.fraud.signals import AnySignal
from largesse.fraud.signals.signal import Finding

HIGHEST: Final = 100


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A subject with what its signals found, by their types."""

    facts: Facts
    findings: dict[str, Finding]

    @property
    def score(self) -> int:
        """The points of all findings, 100 at most."""
        return min(HIGHEST, sum(finding.points for finding in self.findings.values()))


def weigh(facts: Facts, signals: Sequence[AnySignal]) -> Suspicion:
    """What these signals find in the facts of one subject."""
    found = {signal.type: signal.score(facts) for signal in signals}
    return Suspicion(facts, {name: finding for name, finding in found.items() if finding is not None})
