"""What a run of journeys left behind, and the judgement over it.

The rows are read after everything came to rest: journeys, events, mails and counts from the database,
calls from the other system that was called, mails that went out from the catcher.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

OPEN: Final = {0: "ready", 1: "waiting", 2: "to be tried again"}
CLOSED_FROM: Final = 4
# Names in node_stats that are no port: '+' came, '!...' befell.
CAME: Final = "+"
MOST_SHOWN: Final = 20


@dataclass(frozen=True)
class JourneyRow:
    """Where a journey of a profile stands; `node` is the node's id in the graph."""

    id: int
    profile: str
    node: str
    status: int


@dataclass(frozen=True)
class Call:
    """A request that the other system got, with the key that names it."""

    profile: str
    key: str


@dataclass(frozen=True)
class Aftermath:
    """Everything a run left: `stats` by node and what, `mails` as key and profile of each message."""

    journeys: Sequence[JourneyRow]
    events: Mapping[tuple[str, str], int]
    mails: Sequence[tuple[str, str]]
    stats: Mapping[tuple[str, str], int]
    calls: Sequence[Call] = ()
    pending: int = 0
    runs: Sequence[str] = ("finished",)
    ranges_left: int = 0


@dataclass(frozen=True)
class Expectation:
    """What should have come of the run: where each journey ended, who gets a mail, what is written."""

    ends: Mapping[str, str]
    mailed: frozenset[str]
    events: Mapping[str, frozenset[str]]
    called: frozenset[str] | None = None
    # A profile's call may be repeated once by each kill; a kill repeats at most a sub-batch of each lane.
    kills: int = 0
    repeats: int = 0
    statuses: frozenset[int] = field(default_factory=lambda: frozenset({4}))


def judge_journeys(found: Aftermath, expected: Expectation) -> list[str]:
    """Every broken promise as a sentence; an empty list is the only good answer."""
    return [
        *_shown(_lost_or_doubled(found, expected)),
        *_shown(_elsewhere(found, expected)),
        *_shown(_unsettled(found)),
        *_shown(_events(found, expected)),
        *_shown(_mails(found, expected)),
        *_shown(_counts(found)),
        *_shown(_calls(found, expected)),
    ]


def repeated(calls: Sequence[Call]) -> int:
    """How many calls were made more often than once."""
    return len(calls) - len({call.profile for call in calls})


def _shown(faults: Iterator[str]) -> list[str]:
    """A storm that went wrong breaks a promise thousands of times: the first ones and their number do."""
    found = list(faults)
    more = len(found) - MOST_SHOWN
    return [*found[:MOST_SHOWN], f"... and {more} more such"] if more > 0 else found


def _lost_or_doubled(found: Aftermath, expected: Expectation) -> Iterator[str]:
    if len(found.runs) != 1:
        yield f"there are {len(found.runs)} runs instead of one"
    journeys = Counter(row.profile for row in found.journeys)
    for profile in expected.ends:
        if journeys[profile] != 1:
            yield f"profile {profile} has {journeys[profile]} journeys instead of one"
    for profile in journeys.keys() - expected.ends.keys():
        yield f"profile {profile} has a journey and is not in the audience"


def _elsewhere(found: Aftermath, expected: Expectation) -> Iterator[str]:
    for row in found.journeys:
        wanted = expected.ends.get(row.profile)
        if row.status >= CLOSED_FROM and row.status not in expected.statuses:
            yield f"the journey of {row.profile} closed at {row.node} with status {row.status}"
        elif wanted is not None and row.status >= CLOSED_FROM and row.node != wanted:
            yield f"the journey of {row.profile} ended at {row.node} instead of {wanted}"


def _unsettled(found: Aftermath) -> Iterator[str]:
    for row in found.journeys:
        if row.status < CLOSED_FROM:
            yield f"the journey of {row.profile} is stuck at {row.node}: {OPEN.get(row.status, row.status)}"
    if found.pending:
        yield f"{found.pending} events are still pending"
    if found.ranges_left:
        yield f"{found.ranges_left} slices of the audience never began"
    for state in found.runs:
        if state != "finished":
            yield f"the run is {state} instead of finished"


def _events(found: Aftermath, expected: Expectation) -> Iterator[str]:
    for name, profiles in expected.events.items():
        for profile in profiles:
            count = found.events.get((profile, name), 0)
            if count != 1:
                yield f"profile {profile} has {count} events {name} instead of one"
    for (profile, name), count in found.events.items():
        if name in expected.events and profile not in expected.events[name]:
            yield f"profile {profile} has {count} events {name} and should have none"


def _mails(found: Aftermath, expected: Expectation) -> Iterator[str]:
    keys = Counter(key for key, _ in found.mails)
    for key, count in keys.items():
        if count > 1:
            yield f"{count} mails have the key {key}"
    mails = Counter(profile for _, profile in found.mails)
    for profile in expected.mailed:
        if mails[profile] != 1:
            yield f"profile {profile} has {mails[profile]} mails instead of one"
    for profile in mails.keys() - expected.mailed:
        yield f"a mail about {profile} was written and should not be"


def _counts(found: Aftermath) -> Iterator[str]:
    """Who came has left by a port, stays for good, or stands there; and rows say the same."""
    closed = Counter(row.node for row in found.journeys if row.status >= CLOSED_FROM)
    standing = Counter(row.node for row in found.journeys if row.status < CLOSED_FROM)
    by_node: dict[str, dict[str, int]] = defaultdict(dict)
    for (node, what), number in found.stats.items():
        by_node[node][what] = number
    for node in sorted({*by_node, *closed, *standing}):
        counts = by_node[node]
        came = counts.get(CAME, 0) + counts.get("!branched", 0)
        left = sum(number for what, number in counts.items() if what != CAME and what[0] != "!")
        stayed = counts.get("!stayed", 0)
        if came != left + stayed + standing[node]:
            yield f"node {node}: {came} came, but {left} left, {stayed} stay and {standing[node]} stand there"
        if stayed != closed[node]:
            yield f"node {node}: {stayed} are counted as closed there, the rows are {closed[node]}"
    ended = sum(counts.get("!ended", 0) for counts in by_node.values())
    if ended != closed.total():
        yield f"{ended} journeys are counted as ended, the rows are {closed.total()}"
    started = sum(counts.get("!started", 0) for counts in by_node.values())
    if started != len(found.journeys):
        yield f"{started} journeys are counted as started, the rows are {len(found.journeys)}"


def _calls(found: Aftermath, expected: Expectation) -> Iterator[str]:
    if expected.called is None:
        return
    times = Counter(call.profile for call in found.calls)
    for profile in expected.called - times.keys():
        yield f"nobody asked about {profile}"
    yield from _keys(found.calls)
    for profile, count in times.items():
        if count > 1 + expected.kills:
            yield f"the call about {profile} was made {count} times with {expected.kills} kills"
    if repeated(found.calls) > expected.repeats:
        yield f"{repeated(found.calls)} calls were repeated, more than {expected.repeats}"


def _keys(calls: Sequence[Call]) -> Iterator[str]:
    keys: dict[str, set[str]] = defaultdict(set)
    profiles: dict[str, set[str]] = defaultdict(set)
    for call in calls:
        keys[call.profile].add(call.key)
        profiles[call.key].add(call.profile)
    for profile, used in keys.items():
        if len(used) > 1:
            yield f"the call about {profile} was repeated with other keys: {', '.join(sorted(used))}"
    for key, named in profiles.items():
        if len(named) > 1 or not key:
            yield f"the key {key!r} names calls about {len(named)} profiles"
