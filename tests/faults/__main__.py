"""`make prove`: the pool machine and the storms over pools, journeys and limits, kept in docs/proof/."""

import argparse
import asyncio
import os
import platform
import secrets
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.history import History, judge
from tests.faults.journey_storm import PAGE as JOURNEY_PAGE
from tests.faults.journey_storm import storm_over_journeys
from tests.faults.redemption_proof import PAGE as LIMIT_PAGE
from tests.faults.redemption_proof import storm_over_limits
from tests.faults.storm import installation, make_pool, rage, read_counts, read_rows

PROOF = Path(__file__).parents[2] / "docs" / "proof"
PAGE = """# Fault run of {day}

Clients assign and redeem codes over HTTP against a real `largesse up`, each wish repeated with its
`Idempotency-Key` until it is answered, while a seeded choice of programs gets SIGKILL. Then the judge of
`tests/faults/history.py` compares every answer with the rows of the database and the counts of the API.

| | |
|---|---|
| command | `python -m tests.faults --kills {kills} --clients {clients} --seed {seed}` |
| seed | {seed} |
| commit | {commit} |
| machine | {machine} |
| duration | {seconds:.0f} s |
| kills | {kill_list} |
| assignments acknowledged | {assigned} |
| redemptions acknowledged | {redeemed} |
| wishes that needed more than one try | {retried} |
| codes given twice, redeemed twice, lost, or miscounted | {faults} |

{verdict}
"""


def main() -> None:
    """Exits with 1 when a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=80)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--examples", type=int, default=2000, help="stories of the pool machine")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**9))
    parser.add_argument("--journeys", type=int, default=20_000)
    parser.add_argument("--journey-kills", type=int, default=20)
    parser.add_argument("--attempts", type=int, default=1_000_000, help="wishes in the storm over limits")
    parser.add_argument("--minutes", type=float, help="end the storm over limits after so long, done or not")
    parser.add_argument("--only", choices=["pools", "journeys", "redemptions"], help="one of the parts")
    options = parser.parse_args()
    print(f"storm seed: {options.seed}", flush=True)  # noqa: T201  whoever runs it wants to repeat it
    broken = 0
    if options.only in (None, "pools"):
        broken += _prove_pools(options)
    if options.only in (None, "journeys"):
        broken += _prove_journeys(options)
    if options.only in (None, "redemptions"):
        broken += _prove_redemptions(options)
    sys.exit(1 if broken else 0)


def _prove_pools(options: argparse.Namespace) -> int:
    machine = _run_machine(options) if options.examples else 0
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="largesse-prove-") as folder:
        history, faults = asyncio.run(_storm(Path(folder), options))
    page = _write(options, history, faults, seconds=time.monotonic() - started)
    print(page)  # noqa: T201
    return len(faults) + machine


def _prove_journeys(options: argparse.Namespace) -> int:
    """A death at both sides of every commit, then the storm."""
    command = [sys.executable, "-m", "pytest", "tests/faults/test_crash_points.py", "-q"]
    points = subprocess.run(command, env={**os.environ, "LARGESSE_EVERY_POINT": "1"}, check=False).returncode
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="largesse-prove-") as folder:
        outcome = asyncio.run(
            storm_over_journeys(
                Path(folder), people=options.journeys, kills=options.journey_kills, seed=options.seed
            )
        )
    now = datetime.now(UTC)
    page = JOURNEY_PAGE.format(
        day=now.date(),
        people=f"{options.journeys:,}",
        count=options.journeys,
        kills=options.journey_kills,
        seed=options.seed,
        seconds=time.monotonic() - started,
        verdict=_verdict(outcome.faults),
        **_place(),
        **outcome.figures,
    )
    PROOF.mkdir(parents=True, exist_ok=True)
    (PROOF / f"{now:%Y-%m-%d}-journeys-under-fire.md").write_text(page)
    print(page)  # noqa: T201
    return len(outcome.faults) + points


def _prove_redemptions(options: argparse.Namespace) -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="largesse-prove-") as folder:
        outcome = asyncio.run(
            storm_over_limits(
                Path(folder), attempts=options.attempts, seed=options.seed, minutes=options.minutes
            )
        )
    now = datetime.now(UTC)
    page = LIMIT_PAGE.format(
        day=now.date(),
        asked=options.attempts,
        minutes=f" --minutes {options.minutes:g}" if options.minutes else "",
        seed=options.seed,
        seconds=time.monotonic() - started,
        faults=len(outcome.faults),
        verdict=_verdict(outcome.faults),
        **_place(),
        **outcome.figures,
    )
    PROOF.mkdir(parents=True, exist_ok=True)
    (PROOF / f"{now:%Y-%m-%d}-redemptions-under-fire.md").write_text(page)
    print(page)  # noqa: T201
    return len(outcome.faults)


def _run_machine(options: argparse.Namespace) -> int:
    """Any order of operations on a pool, against its model; pytest's exit code."""
    stories = {"LARGESSE_MACHINE_EXAMPLES": str(options.examples), "LARGESSE_SEED": str(options.seed)}
    command = [sys.executable, "-m", "pytest", "tests/vouchers/test_pool_machine.py", "-q"]
    return subprocess.run(command, env=os.environ | stories, check=False).returncode


async def _storm(folder: Path, options: argparse.Namespace) -> tuple[History, list[str]]:
    with installation(folder) as target:
        pool = await make_pool(target, 1_000_000)
        history = await rage(
            target,
            pool,
            seed=options.seed,
            customers=1000,
            clients=options.clients,
            kills=options.kills,
            pause=(1.0, 4.0),
        )
        return history, judge(history, await read_rows(target, pool), told=await read_counts(target, pool))


def _write(options: argparse.Namespace, history: History, faults: list[str], *, seconds: float) -> str:
    now = datetime.now(UTC)
    page = PAGE.format(
        day=now.date(),
        kills=options.kills,
        clients=options.clients,
        seed=options.seed,
        **_place(),
        seconds=seconds,
        kill_list=", ".join(f"{count} x {what}" for what, count in sorted(history.kills.items())),
        assigned=f"{history.count('assign', 'ok'):,}",
        redeemed=f"{history.count('redeem', 'ok'):,}",
        retried=f"{history.retried:,}",
        faults=len(faults),
        verdict=_verdict(faults),
    )
    PROOF.mkdir(parents=True, exist_ok=True)
    (PROOF / f"{now:%Y-%m-%d}-faults.md").write_text(page)
    return page


def _place() -> dict[str, str]:
    """Of which code, on which machine."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "commit": commit.stdout.strip(),
        "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
    }


def _verdict(faults: list[str]) -> str:
    return "Every promise held." if not faults else "\n".join(f"- {fault}" for fault in faults[:50])


if __name__ == "__main__":
    main()
