"""The long storm over limits, and its page in docs/proof/."""

import math
import time
from pathlib import Path
from typing import Final

from largesse.core.logs import configure_logs
from largesse.core.migrate import migrate
from largesse.core.postgres import EmbeddedPostgres
from tests.faults.redemption_crowd import Mix
from tests.faults.redemption_storm import Outcome, Storm, Weather

ROUND: Final = 20_000
# Of every so many rounds one has its server killed, and another one a process of clients.
EVERY: Final = 4
MIX: Final = Mix(blind=92, holds=5, twice=3, given_back=8)
PAGE: Final = """# Redemptions under fire, {day}

Two processes with a hundred clients each ask for generic codes, codes of pools, gift cards and points under
limits in all, per customer, per code, per both, per store, per value of metadata, per month and in a rolling
window, and under one budget that several promotions share. They hold, confirm, cancel, roll back whole and
by lines, repeat this with the same key and for the same order,
while holds lapse, sessions are ended, and a seeded choice of programs gets SIGKILL; after every answer that
did not come they ask again. Most of them do not look first whether there is room, so that only the commit can
refuse them. After each round the judge of `tests/faults/redemption_judge.py` counts everything anew from the
rows; then every limit is filled up, which must give exactly the limit, and everything is rolled back, which
must leave everything as it was.

| | |
|---|---|
| command | `python -m tests.faults --only redemptions --attempts {asked}{minutes} --seed {seed}` |
| seed | {seed} |
| commit | {commit} |
| machine | {machine} |
| duration | {seconds:.0f} s |
| attempts | {attempts} |
| rounds, each in a shop of its own | {rounds} |
| redeemed or held | {redeemed} |
| refused | {refused} |
| by reason | {reasons} |
| holds that lapsed | {lapsed} |
| answers that did not come, asked again | {retried} |
| blows | {blow_list} |
| deadlocks, but for rounds whose server was killed | {deadlocks} |
| over or under a limit, lost, doubled, or miscounted | {faults} |

{verdict}
"""


async def storm_over_limits(
    folder: Path, *, attempts: int, seed: int, minutes: float | None = None
) -> Outcome:
    """So many wishes, round after round; none begins when the minutes are over."""
    configure_logs("ERROR")
    over = time.monotonic() + 60 * minutes if minutes else math.inf
    with EmbeddedPostgres(folder / "postgres") as server:
        migrate(server.dsn())
        storm = Storm(server, folder, seed, mix=MIX, own=0, processes=2, size=60)
        for number in range(-(-attempts // ROUND)):
            if time.monotonic() > over:
                break
            storm.weather = Weather(
                lapses=True,
                sessions=5,
                servers=int(number % EVERY == 0),
                processes=int(number % EVERY == EVERY // 2),
            )
            storm.seed = seed + number
            await storm.rage(min(ROUND, attempts - number * ROUND))
        return storm.outcome
