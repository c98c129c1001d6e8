"""A storm: a real `largesse up`, many clients, and SIGKILLs from a seeded random choice."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import aiohttp
import asyncpg
import psutil

from largesse.core.postgres import EmbeddedPostgres
from tests.faults.history import CodeRow, Counts, History, Operation

TARGETS: Final = ("postgres", "backend", "api", "worker")
MAX_TRIES: Final = 2_400
PAUSE: Final = 0.1


@dataclass(frozen=True)
class Installation:
    """A running `largesse up` on a data folder of its own."""

    data: Path
    process: subprocess.Popen[bytes]
    url: str
    api_key: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.api_key}"}

    @property
    def owner_url(self) -> str:
        return EmbeddedPostgres(self.data / "postgres").dsn()


@contextmanager
def installation(
    folder: Path, *, demo: bool = False, environment: Mapping[str, str] | None = None
) -> Iterator[Installation]:
    """Starts `largesse up` on an empty folder, with the demo shop if wished, and stops it at the end."""
    data = folder / "data"
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "largesse", "up", "--data", data, "--port", "0", "--json"),
                *(["--demo"] if demo else []),
            ],
            stdout=subprocess.PIPE,
            stderr=log,
            env={**os.environ, **(environment or {})},
        )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, (folder / "up.log").read_text()
    ready = json.loads(line)
    try:
        yield Installation(data, process, ready["url"], ready["api_key"])
    finally:
        process.send_signal(signal.SIGINT)
        process.stdout.close()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


async def make_pool(target: Installation, codes: int) -> str:
    """A pool of generated codes."""
    async with aiohttp.ClientSession(target.url, headers=target.headers) as http:
        async with http.post("/v1/pools", json={"name": "Storm"}) as answer:
            pool = (await answer.json())["id"]
        async with http.post(f"/v1/pools/{pool}/generations", json={"count": codes}) as answer:
            job = (await answer.json())["id"]
        while True:
            async with http.get(f"/v1/jobs/{job}") as answer:
                state = (await answer.json())["state"]
            if state == "succeeded":
                return str(pool)
            assert state in ("queued", "running"), state
            await asyncio.sleep(0.1)


async def rage(
    target: Installation,
    pool: str,
    *,
    seed: int,
    customers: int,
    clients: int,
    kills: int,
    targets: Sequence[str] = TARGETS,
    redeem: bool = True,
    pause: tuple[float, float] = (0.3, 1.5),
) -> History:
    """Assigns and redeems a code for so many customers, and for more until so many programs were killed."""
    history = History()
    queue = _numbers(history, at_least=customers, kills=kills)
    timeout = aiohttp.ClientTimeout(total=20)
    async with aiohttp.ClientSession(target.url, headers=target.headers, timeout=timeout) as http:
        workers = [
            asyncio.create_task(_serve_customers(http, pool, history, queue=queue, seed=seed, redeem=redeem))
            for _ in range(clients)
        ]
        everyone = asyncio.gather(*workers)
        await _kill_now_and_then(
            target,
            history,
            rng=random.Random(seed),
            pause=pause,
            plan=[targets[i % len(targets)] for i in range(kills)],
        )
        await everyone
    return history


async def read_rows(target: Installation, pool: str) -> list[CodeRow]:
    """Every code of the pool, as the database has it."""
    connection = await asyncpg.connect(target.owner_url)
    try:
        rows = await connection.fetch(
            "select coalesce(c.display, c.code) as code, c.state, p.custom_id from codes c"
            " left join profiles p on p.workspace_id = c.workspace_id and p.id = c.profile_id"
            " where c.pool_id = $1",
            pool,
        )
    finally:
        await connection.close()
    return [CodeRow(row["code"], row["state"], row["custom_id"]) for row in rows]


async def read_counts(target: Installation, pool: str) -> Counts:
    """The pool's counts as the API tells them."""
    async with (
        aiohttp.ClientSession(target.url, headers=target.headers) as http,
        http.get(f"/v1/pools/{pool}") as answer,
    ):
        told = await answer.json()
    return Counts(told["remaining"], told["assigned"], told["redeemed"])


async def execute(target: Installation, *statements: str) -> None:
    """Runs statements as the database's owner: how a bug is planted."""
    connection = await asyncpg.connect(target.owner_url)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


def kill(target: Installation, what: str, rng: random.Random) -> bool:
    """Sends SIGKILL to that kind of program; whether there was one."""
    try:
        victims = _victims(target, what)
        if not victims:
            return False
        chosen = victims if what == "postgres" else [rng.choice(victims)]
        for process in chosen:
            with suppress(psutil.NoSuchProcess):
                process.kill()
    except psutil.NoSuchProcess:
        return False
    return True


def _victims(target: Installation, what: str) -> list[psutil.Process]:
    children = psutil.Process(target.process.pid).children()
    postmaster = [child for child in children if "postgres" in child.name()]
    match what:
        case "postgres":
            return [p for main in postmaster for p in (main, *main.children(recursive=True))]
        case "backend":
            return [
                p for main in postmaster for p in main.children() if "largesse_app" in " ".join(p.cmdline())
            ]
        case "api" | "worker":
            word = "serve" if what == "api" else "work"
            return [child for child in children if word in child.cmdline()]
    raise ValueError(what)


async def _kill_now_and_then(
    target: Installation,
    history: History,
    *,
    rng: random.Random,
    pause: tuple[float, float],
    plan: Sequence[str],
) -> None:
    for what in plan:
        await asyncio.sleep(rng.uniform(*pause))
        while not kill(target, what, rng):  # noqa: ASYNC110  killed before and not back yet; nobody tells
            await asyncio.sleep(PAUSE)
        history.kills[what] += 1


def _numbers(history: History, *, at_least: int, kills: int) -> Iterator[int]:
    for number in count():
        if number >= at_least and history.kills.total() >= kills:
            return
        yield number


async def _serve_customers(
    http: aiohttp.ClientSession,
    pool: str,
    history: History,
    *,
    queue: Iterator[int],
    seed: int,
    redeem: bool,
) -> None:
    for number in queue:
        customer = f"storm-{seed}-{number}"
        assignment = history.begin(Operation("assign", customer))
        body = {"profile": {"custom_id": customer}, "mode": "assign"}
        await _insist(http, assignment, f"/v1/pools/{pool}/assignments", body, key=f"a-{customer}")
        if redeem and assignment.outcome == "ok":
            redemption = history.begin(Operation("redeem", customer, code=assignment.code))
            await _insist(
                http, redemption, f"/v1/codes/{assignment.code}/redemptions", {}, key=f"r-{customer}"
            )


async def _insist(
    http: aiohttp.ClientSession, operation: Operation, path: str, body: dict[str, object], *, key: str
) -> None:
    while operation.outcome == "unknown" and operation.tries < MAX_TRIES:
        operation.tries += 1
        try:
            async with http.post(path, json=body, headers={"Idempotency-Key": key}) as answer:
                told = await answer.json(content_type=None)
                _note(operation, answer.status, told)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            operation.reason = repr(error)
        if operation.outcome == "unknown":
            await asyncio.sleep(PAUSE)


def _note(operation: Operation, status: int, told: dict[str, object]) -> None:
    if status in (200, 201):
        operation.outcome, operation.code = "ok", str(told["code"])
    elif status < 500 and told.get("code") not in ("busy", "idempotency_key_in_progress"):
        operation.outcome, operation.reason = "refused", str(told.get("code"))
    else:
        operation.reason = f"{status} {told.get('code')}"
