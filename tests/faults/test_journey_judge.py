"""The judge over journeys finds each broken promise in rows that were doctored."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.faults.journeys import Aftermath, Call, Expectation, JourneyRow, judge_journeys

EXPECTED = Expectation(
    ends={"a": "end", "b": "enough"},
    mailed=frozenset({"a"}),
    events={"seen": frozenset({"a", "b"})},
    called=frozenset({"a", "b"}),
)
CLEAN = Aftermath(
    journeys=[JourneyRow(1, "a", "end", 4), JourneyRow(2, "b", "enough", 4)],
    events={("a", "seen"): 1, ("b", "seen"): 1, ("a", "other"): 7},
    mails=[("key-a", "a")],
    stats={
        ("start", "+"): 2,
        ("start", "default"): 2,
        ("start", "!started"): 2,
        ("end", "+"): 1,
        ("end", "!stayed"): 1,
        ("end", "!ended"): 1,
        ("enough", "+"): 1,
        ("enough", "!stayed"): 1,
        ("enough", "!ended"): 1,
    },
    calls=[Call("a", "1"), Call("b", "2")],
)
ANEW = JourneyRow(3, "a", "end", 4)


def stats(**changed: int) -> dict[tuple[str, str], int]:
    names = {"came": ("end", "+"), "stayed": ("end", "!stayed"), "ended": ("end", "!ended")}
    return {**CLEAN.stats, **{names[name]: number for name, number in changed.items()}}


DOCTORED: dict[str, tuple[Callable[[], Aftermath], str]] = {
    "a lost journey": (lambda: replace(CLEAN, journeys=CLEAN.journeys[1:]), "a has 0 journeys"),
    "a doubled journey": (lambda: replace(CLEAN, journeys=[*CLEAN.journeys, ANEW]), "a has 2 journeys"),
    "a journey of a stranger": (
        lambda: replace(CLEAN, journeys=[*CLEAN.journeys, replace(ANEW, profile="c")]),
        "c has a journey and is not in the audience",
    ),
    "a second run": (lambda: replace(CLEAN, runs=["finished", "finished"]), "2 runs instead of one"),
    "a run that goes on": (lambda: replace(CLEAN, runs=["running"]), "running instead of finished"),
    "another end": (
        lambda: replace(CLEAN, journeys=[JourneyRow(1, "a", "enough", 4), CLEAN.journeys[1]]),
        "ended at enough instead of end",
    ),
    "a dead journey": (
        lambda: replace(CLEAN, journeys=[JourneyRow(1, "a", "end", 5), CLEAN.journeys[1]]),
        "closed at end with status 5",
    ),
    "a stuck journey": (
        lambda: replace(CLEAN, journeys=[JourneyRow(1, "a", "end", 0), CLEAN.journeys[1]]),
        "stuck at end: ready",
    ),
    "a pending event": (lambda: replace(CLEAN, pending=1), "1 events are still pending"),
    "a slice that never began": (lambda: replace(CLEAN, ranges_left=1), "1 slices"),
    "a lost event": (lambda: replace(CLEAN, events={("a", "seen"): 1}), "b has 0 events seen"),
    "a doubled event": (
        lambda: replace(CLEAN, events={**CLEAN.events, ("a", "seen"): 2}),
        "a has 2 events seen",
    ),
    "an event of a stranger": (
        lambda: replace(CLEAN, events={**CLEAN.events, ("c", "seen"): 1}),
        "c has 1 events seen and should have none",
    ),
    "a lost mail": (lambda: replace(CLEAN, mails=[]), "a has 0 mails"),
    "a doubled mail": (lambda: replace(CLEAN, mails=[("key-a", "a"), ("key-b", "a")]), "a has 2 mails"),
    "a doubled key": (lambda: replace(CLEAN, mails=[("key-a", "a")] * 2), "2 mails have the key key-a"),
    "a mail too many": (lambda: replace(CLEAN, mails=[*CLEAN.mails, ("key-b", "b")]), "a mail about b"),
    "a count of arrivals": (lambda: replace(CLEAN, stats=stats(came=2)), "node end: 2 came"),
    "a count of stays": (lambda: replace(CLEAN, stats=stats(stayed=2)), "2 are counted as closed there"),
    "a count of ends": (lambda: replace(CLEAN, stats=stats(ended=2)), "3 journeys are counted as ended"),
    "a lost call": (lambda: replace(CLEAN, calls=CLEAN.calls[1:]), "nobody asked about a"),
    "a repeated call": (lambda: replace(CLEAN, calls=[*CLEAN.calls, Call("a", "1")]), "made 2 times with 0"),
    "another key": (lambda: replace(CLEAN, calls=[*CLEAN.calls, Call("a", "3")]), "with other keys: 1, 3"),
    "a shared key": (
        lambda: replace(CLEAN, calls=[Call("a", "1"), Call("b", "1")]),
        "names calls about 2 profiles",
    ),
    "a call without a key": (lambda: replace(CLEAN, calls=[Call("a", ""), CLEAN.calls[1]]), "the key ''"),
}


def test_clean_rows_are_judged_clean() -> None:
    assert judge_journeys(CLEAN, EXPECTED) == []


@pytest.mark.parametrize("what", DOCTORED)
def test_each_broken_promise_is_found(what: str) -> None:
    doctored, sentence = DOCTORED[what]
    assert any(sentence in fault for fault in judge_journeys(doctored(), EXPECTED))
