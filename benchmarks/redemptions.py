"""Promotions over HTTP: redeeming against pgbench on the same function, validating, a code that all want."""

import asyncio
import re
import statistics
import subprocess
import time
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
import orjson

from benchmarks.bed import Bed, serve
from benchmarks.load import Load
from benchmarks.table import Row
from largesse.core.db import Database
from largesse.promotions.facts import Requester
from largesse.promotions.shelf import Shelf
from largesse.redemptions.asking.desk import Desk, Question
from largesse.redemptions.asking.schemas import CartInput
from largesse.redemptions.commands.wishes import Wish, request_of

ROUNDS: Final = 3
REQUESTS: Final = 4_000
CLIENTS: Final = 32
HOT_LIMIT: Final = 10_000
HOT_ATTEMPTS: Final = 12_800
HOT_CLIENTS: Final = 64
HOT_BOUND: Final = 2_000.0
VALIDATIONS_PER_S: Final = 200
VALIDATION_S: Final = 10
VALIDATION_BOUND_MS: Final = 20.0
NO_END: Final = 10**9
CART: Final[dict[str, Any]] = {
    "items": [
        {"id": "a", "sku": "TEA", "quantity": 2, "price": 1000, "categories": ["tea"]},
        {"id": "b", "sku": "CUP", "price": 500, "categories": ["cups"]},
    ]
}
WEEK: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RULES: Final = {
    "type": "all",
    "rules": [
        {"type": "order_minimum", "amount": 1000},
        {"type": "weekdays", "days": WEEK},
        {"type": "products", "quantifier": "any", "items": {"categories": ["tea"]}},
    ],
}
SCRIPT: Final = (
    "select outcome from redemptions_commit("
    "cast(replace(E'{request}', '@id', cast(gen_random_uuid() as text)) as jsonb), now());\n"
)

_numbers = count(1)


def bench_redemptions(bed: Bed) -> list[Row]:
    """Rows of the table; rounds are interleaved so that the machine's moods meet all alike."""
    limits: list[float] = []
    redeemed: list[Load] = []
    hot: list[float] = []
    validated: list[Load] = []
    with serve(bed) as url:
        code = asyncio.run(_publish(bed, url, most=NO_END))
        limited = asyncio.run(_request(bed, asyncio.run(_publish(bed, url, most=NO_END))))
        for number in range(ROUNDS + 1):
            limit = _pgbench(bed, limited)
            load = asyncio.run(_redeem(bed, url, code, requests=REQUESTS))
            looked = asyncio.run(_validate(bed, url, code))
            accepted = asyncio.run(_hot(bed, url))
            if number:  # the first round warms up
                limits.append(limit)
                redeemed.append(load)
                validated.append(looked)
                hot.append(accepted)
    return _rows(limits, redeemed, validated, hot)


def _rows(limits: list[float], redeemed: list[Load], validated: list[Load], hot: list[float]) -> list[Row]:
    rate = statistics.median(load.rate for load in redeemed)
    return [
        Row(
            "redeem over HTTP, three rules, a limit",
            rate,
            "pgbench, same function",
            statistics.median(limits),
            "/s",
            at_least=0.30,
        ),
        Row("… p50", _median(redeemed, 0.50), "", None, "ms"),
        Row("… p99", _median(redeemed, 0.99), "", None, "ms"),
        Row(f"validate at {VALIDATIONS_PER_S}/s, p50", _median(validated, 0.50), "", None, "ms"),
        Row("… p99", _median(validated, 0.99), "promised", VALIDATION_BOUND_MS, "ms", at_most=1.0),
        Row(
            f"one code, {HOT_ATTEMPTS:,} for {HOT_LIMIT:,}: accepted until the last",
            statistics.median(hot),
            "promised",
            HOT_BOUND,
            "/s",
            at_least=1.0,
        ),
    ]


def _median(loads: Iterable[Load], share: float) -> float:
    return statistics.median(load.percentile(share) for load in loads)


async def _publish(bed: Bed, url: str, *, most: int) -> str:
    """A promotion with three rules and a limit, and its code."""
    code = f"BENCH{next(_numbers)}"
    definition = {
        "access": {"type": "generic_code", "code": code},
        "rules": RULES,
        "rewards": [{"type": "order_percent", "percent": "10"}],
        "limits": [{"most": most}],
    }
    headers = {"Authorization": f"Bearer {bed.api_key}"}
    async with httpx.AsyncClient(base_url=url, headers=headers) as client:
        made = await client.post("/v1/promotions", json={"name": code, "definition": definition})
        made.raise_for_status()
        (await client.post(f"/v1/promotions/{made.json()['id']}/publications", json={})).raise_for_status()
    return code


async def _request(bed: Bed, code: str) -> str:
    """What the API would have written for the code; `@id` where its id stands."""
    database = Database(bed.url, pool_size=2)
    await database.open()
    try:
        wish = Wish(
            workspace_id=bed.workspace_id,
            cart=CartInput.model_validate(CART),
            now=database.clock(),
            actor="api_key:bench",
            requester=Requester("api_key", "bench"),
            codes=(code,),
        )
        question = Question(wish.workspace_id, wish.codes, wish.customer, wish.cart, wish.requester, wish.now)
        request = request_of(wish, await Desk(database, Shelf(database)).ask(question))
    finally:
        await database.close()
    return orjson.dumps([{**request, "id": "@id"}]).decode()


def _pgbench(bed: Bed, request: str) -> float:
    """Redemptions a second of the function itself, one in a call; its book is the newest one."""
    script = bed.folder / "redeem.pgbench"
    book = asyncio.run(_book(bed))
    request = re.sub(r'"book":\d+', f'"book":{book}', request)
    script.write_text(SCRIPT.format(request=request.replace(":", r"\x3a")))  # it has variables like :this
    command = [bed.program("pgbench"), "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2"]
    command += ["-t", str(REQUESTS // CLIENTS), "-f", str(script), bed.url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    match = re.search(r"tps = ([0-9.]+)", done.stdout)
    if match is None:
        raise RuntimeError(done.stdout)
    return float(match.group(1))


async def _book(bed: Bed) -> int:
    database = Database(bed.url, pool_size=2)
    try:
        return (await Shelf(database).book(bed.workspace_id)).number
    finally:
        await database.close()


async def _redeem(bed: Bed, url: str, code: str, *, requests: int) -> Load:
    load, answers = await _send(bed, url, "/v1/redemptions", _bodies(code, requests))
    if sum(b'"result":"redeemed"' in answer for answer in answers) != requests:
        msg = f"not every request was redeemed: {load.statuses}, {answers[-1]!r}"
        raise RuntimeError(msg)
    return load


async def _hot(bed: Bed, url: str) -> float:
    """Accepted a second until the last one, of a code that is good for fewer than who want it."""
    code = await _publish(bed, url, most=HOT_LIMIT)
    bodies = _bodies(code, HOT_ATTEMPTS)
    load, answers = await _send(bed, url, "/v1/redemptions", bodies, clients=HOT_CLIENTS)
    accepted = [
        moment
        for moment, answer in zip(load.moments, answers, strict=True)
        if b'"result":"redeemed"' in answer
    ]
    if len(accepted) != HOT_LIMIT:
        msg = f"{len(accepted):,} of {HOT_LIMIT:,} were accepted: {load.statuses}"
        raise RuntimeError(msg)
    return HOT_LIMIT / accepted[-1]


def _bodies(code: str, requests: int) -> Iterator[bytes]:
    return (orjson.dumps({"codes": [code], "cart": CART}) for _ in range(requests))


async def _validate(bed: Bed, url: str, code: str) -> Load:
    """An open loop: each request has its moment, and waits count from there."""
    moments = iter(range(VALIDATIONS_PER_S * VALIDATION_S))
    load, _ = await _send(
        bed,
        url,
        "/v1/validations",
        _bodies(code, VALIDATIONS_PER_S * VALIDATION_S),
        moments=(number / VALIDATIONS_PER_S for number in moments),
    )
    if set(load.statuses) != {"200"}:
        msg = f"not every cart was validated: {load.statuses}"
        raise RuntimeError(msg)
    return load


async def _send(
    bed: Bed,
    url: str,
    path: str,
    bodies: Iterator[bytes],
    *,
    moments: Iterator[float] | None = None,
    clients: int = CLIENTS,
) -> tuple[Load, list[bytes]]:
    """All bodies from so many connections: one after the other, or each at its moment from the start."""
    load, answers = Load(), []
    parts = urlsplit(url)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {bed.api_key}\r\n"
        "Content-Type: application/json\r\nContent-Length: "
    ).encode()
    started = time.perf_counter()

    async def drive() -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        for body in bodies:
            sent = time.perf_counter() if moments is None else started + next(moments)
            if sent > time.perf_counter():
                await asyncio.sleep(sent - time.perf_counter())
            writer.write(head + str(len(body)).encode() + b"\r\n\r\n" + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = int(answer.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
            answers.append(await reader.readexactly(length))
            answered = time.perf_counter()
            load.latencies.append(answered - sent)
            load.moments.append(answered - started)
            load.statuses[answer[9:12].decode()] += 1
        writer.close()

    await asyncio.gather(*(drive() for _ in range(clients)))
    load.seconds = time.perf_counter() - started
    return load, answers
