"""What the clients of a storm over limits were told, wherever they ran.

Every wish has a number; whoever repeats it uses the same number. Of each redemption that was told it is kept
in which states it may be at the end: what was acknowledged is certain, what was only sent may have happened.
"""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["told", "sent", "ended", "refused", "retried", "broken"]

HELD = (1, 5)
REDEEMED = (2,)
AFTERWARDS = {"confirm": (2,), "cancel": (4, 5), "roll_back": (3,), "return_line": (2, 3)}


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened to wish `number`. `text`: a reason, or the key under which it was told."""

    number: int
    kind: Kind
    redemption: str = ""
    states: tuple[int, ...] = ()
    text: str = ""

    def line(self) -> bytes:
        """As one line, for another process."""
        return json.dumps([self.number, self.kind, self.redemption, self.states, self.text]).encode() + b"\n"

    @staticmethod
    def read(line: bytes) -> "Note":
        """From such a line; ValueError when whoever wrote it died half way."""
        number, kind, redemption, states, words = json.loads(line)
        return Note(number, kind, redemption, tuple(states), words)


@dataclass
class Acknowledged:
    """All that was told, put together."""

    attempts: int = 0
    retried: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    # By redemption: of which wish it is, and the states it may be in at the end.
    wishes: dict[str, int] = field(default_factory=dict)
    states: dict[str, frozenset[int]] = field(default_factory=dict)
    # The redemptions that were told under one key; there must be one of them.
    by_key: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    broken: list[str] = field(default_factory=list)

    def add(self, note: Note) -> None:
        """Takes one note in."""
        self.attempts += note.kind in ("told", "refused")
        match note.kind:
            case "told":
                self._add_told(note)
            case "sent":
                self.states[note.redemption] |= frozenset(note.states)
            case "ended":
                self.states[note.redemption] = frozenset(note.states)
            case "refused":
                self.refused[note.text] += 1
            case "retried":
                self.retried += 1
            case "broken":
                self.broken.append(f"wish {note.number}: {note.text}")

    def _add_told(self, note: Note) -> None:
        self.wishes[note.redemption] = note.number
        self.states.setdefault(note.redemption, frozenset(note.states))
        if note.text:
            self.by_key[note.text].add(note.redemption)
