"""The long form of the journeys' fault test: a real `largesse up`, a second worker, and 20,000 journeys."""

import asyncio
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path
from typing import Final

from largesse.core.db import APP_ROLE, Database
from largesse.core.postgres import EmbeddedPostgres
from largesse.core.seals import key_in
from largesse.messages.catcher import start_catcher
from largesse.workflows.engine.entry import LANES
from largesse.workflows.engine.lanes import CALL_BATCH
from tests.faults.endpoints import Endpoint, after, endpoint
from tests.faults.journeys import judge_journeys, repeated
from tests.faults.scene import Scene, alert_graph, begin, expected_of, is_low, named, read_aftermath, set_up
from tests.faults.storm import PAUSE, Installation, installation, kill
from tests.faults.workers import Crew, Launch, crew, largesse_work, until_over

KILLS: Final = ("worker", "other worker", "backend", "postgres")
# The catcher keeps a thousand mails.
LOW_EVERY: Final = 25
LONGEST: Final = 900

PAGE: Final = """# Journeys under fire, {day}

{people} journeys of the shipped alert run through a real `largesse up` and a second worker, while a seeded
choice of programs gets SIGKILL, or SIGSTOP for longer than a lease lasts. The other system that they call
keeps every request with its `Idempotency-Key`; the mails are read from the catcher. Then the judge of
`tests/faults/journeys.py` compares everything with the rows of the database and with the counts of the nodes.

| | |
|---|---|
| run | `python -m tests.faults --only journeys --journeys {count} --journey-kills {kills} --seed {seed}` |
| seed | {seed} |
| commit | {commit} |
| machine | {machine} |
| duration | {seconds:.0f} s |
| blows | {blows} |
| journeys that ended | {ended} |
| mails written, each key once | {mails} |
| mails that the server got twice, with the same id | {twice} |
| calls | {calls} |
| calls repeated, with the same key | {repeats} |
| lost, doubled, stuck or miscounted | {faults} |

{verdict}
"""


@dataclass
class Outcome:
    """What a storm over journeys came to."""

    faults: list[str]
    blows: Counter[str] = field(default_factory=Counter)
    ended: int = 0
    mails: int = 0
    twice: int = 0
    calls: int = 0
    repeats: int = 0

    @property
    def figures(self) -> dict[str, str]:
        """As the page shows them."""
        return {
            "blows": ", ".join(f"{count} x {what}" for what, count in sorted(self.blows.items())),
            "ended": f"{self.ended:,}",
            "mails": f"{self.mails:,}",
            "twice": f"{self.twice:,}",
            "calls": f"{self.calls:,}",
            "repeats": f"{self.repeats:,}",
            "faults": f"{len(self.faults):,}",
        }


async def storm_over_journeys(folder: Path, *, people: int, kills: int, seed: int) -> Outcome:
    """Runs them and judges; every random choice comes from the seed."""
    rng = random.Random(seed)
    mail = folder / "caught"
    async with endpoint(after(0.02), low=partial(is_low, every=LOW_EVERY)) as counts:
        with start_catcher(mail) as catcher:
            environment = {
                "LARGESSE_OUTGOING_ALLOW": counts.allow,
                "LARGESSE_SMTP_URL": f"smtp://127.0.0.1:{catcher.port}",
                "LARGESSE_LOG_LEVEL": "WARNING",
            }
            with installation(folder, environment=environment) as target:
                scene = await _prepare(target, counts, people=people)
                with crew(_second_worker(target, environment), folder, size=1, rng=rng) as others:
                    plan = _plan(rng, kills=kills, people=people)
                    blows = await _rage(target, others, counts, rng=rng, plan=plan)
                    over = await until_over(target.owner_url, scene, limit=LONGEST, sent=True)
                    outcome = await _judge(target, scene, counts, blows=blows)
        _judge_mails(outcome, mail, scene)
    if not over:
        outcome.faults.append("the run and its mails never came to their end")
    return outcome


async def _prepare(target: Installation, counts: Endpoint, *, people: int) -> Scene:
    database = Database(_app_url(target), pool_size=2)
    await database.open()
    try:
        made = await set_up(database, target.owner_url, alert_graph(counts.url, low_wait=5), people=people)
        scene = replace(made, low_every=LOW_EVERY)
        await begin(database, scene)
    finally:
        await database.close()
    return scene


def _app_url(target: Installation) -> str:
    return EmbeddedPostgres(target.data / "postgres").dsn(user=APP_ROLE)


def _second_worker(target: Installation, environment: dict[str, str]) -> Launch:
    return largesse_work(
        {
            **environment,
            "DATABASE_URL": _app_url(target),
            "LARGESSE_SECRET_KEY": key_in(target.data),
            "LARGESSE_DATA_DIR": str(target.data),
        }
    )


def _plan(rng: random.Random, *, kills: int, people: int) -> list[tuple[int, str]]:
    """Blows between the first and the last calls; one in five is a stop, which is not counted as a kill."""
    kinds = [KILLS[number % len(KILLS)] for number in range(kills)] + ["stop"] * (kills // 5)
    rng.shuffle(kinds)
    moments = sorted(rng.sample(range(people // 20, people * 9 // 10), len(kinds)))
    return list(zip(moments, kinds, strict=True))


async def _rage(
    target: Installation, others: Crew, counts: Endpoint, *, rng: random.Random, plan: list[tuple[int, str]]
) -> Counter[str]:
    blows: Counter[str] = Counter()
    stopped: list[asyncio.Task[None]] = []
    async with asyncio.timeout(LONGEST):
        for moment, kind in plan:
            while len(counts.calls) < moment:  # noqa: ASYNC110  calls come from other processes
                await asyncio.sleep(PAUSE)
            if kind == "stop":
                stopped.append(asyncio.create_task(others.stop()))
            elif kind == "other worker":
                others.kill()
            else:
                while not kill(target, kind, rng):  # noqa: ASYNC110  killed before and not back yet
                    await asyncio.sleep(PAUSE)
            blows[kind] += 1
        await asyncio.gather(*stopped)
    return blows


async def _judge(target: Installation, scene: Scene, counts: Endpoint, *, blows: Counter[str]) -> Outcome:
    found = await read_aftermath(target.owner_url, scene, counts.calls)
    dealt = blows.total()
    expected = expected_of(scene, kills=dealt, repeats=dealt * LANES * CALL_BATCH)
    return Outcome(
        faults=judge_journeys(found, expected),
        blows=blows,
        ended=sum(row.status == 4 for row in found.journeys),
        mails=len(found.mails),
        calls=len(counts.calls),
        repeats=repeated(counts.calls),
    )


def _judge_mails(outcome: Outcome, folder: Path, scene: Scene) -> None:
    """Every pool that is low has a mail at the server, and a mail that came twice has the same id."""
    ids: dict[str, list[str]] = defaultdict(list)
    for path in folder.glob("*.eml"):
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        ids[named(str(mail["Subject"]))].append(str(mail["Message-ID"]))
    low = {name for name in scene.people if is_low(name, scene.low_every)}
    outcome.faults += [f"the mail about {name} never reached the server" for name in sorted(low - ids.keys())]
    outcome.faults += [
        f"the server has {len(set(found))} different mails about {name}"
        for name, found in sorted(ids.items())
        if len(set(found)) > 1
    ]
    outcome.twice = sum(len(found) - 1 for found in ids.values())
