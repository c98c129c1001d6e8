"""What every signal has."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from largesse.fraud.facts import Facts, SubjectKind
from largesse.profiles.conditions.operators.operator import require_tag

# How far above its threshold a measure still adds points.
MOST: Final = 2.0
MOST_POINTS: Final = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """That a signal was raised: its points, what was seen, and from what on it is suspicious."""

    points: int
    observed: int
    needed: int
    text: str
    # Numbers of other customers whom it concerns.
    customers: tuple[int, ...] = ()
    # Of how many these are some, such as all redemptions beside those that were rolled back.
    of: int | None = None
    # Within how many hours it was seen, where that is not always the same.
    hours: int | None = None


class Signal(BaseModel):
    """Something that abuse looks like. Pure: it sees the facts it is given and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=require_tag)

    title: ClassVar[str]
    # Whom it speaks of; facts of other kinds it does not look at.
    subjects: ClassVar[tuple[SubjectKind, ...]]

    points: StrictInt = Field(
        default=60,
        ge=1,
        le=MOST_POINTS,
        description="What it adds to the score of a case once its threshold is reached; up to twice as much"
        " the further it is passed.",
    )

    def score(self, facts: Facts) -> Finding | None:
        """What is found in these facts; None when nothing is suspicious."""
        return self.look(facts) if facts.kind in self.subjects else None

    @abstractmethod
    def look(self, facts: Facts) -> Finding | None:
        """What is found in the facts of a subject that the signal speaks of."""

    def raised(
        self, observed: int, needed: int, text: str, customers: tuple[int, ...] = ()
    ) -> Finding | None:
        """A finding when as much was observed as is needed; its points grow with the measure."""
        if observed < needed:
            return None
        points = min(MOST_POINTS, round(self.points * min(observed / needed, MOST)))
        return Finding(points, observed, needed, text, customers)
