"""Outgoing calls of journeys: rendered, made with no transaction open, and read into replies."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import orjson
from pydantic import JsonValue

from largesse.connections.client import Answer, OutgoingError
from largesse.workflows.paths import Reply

MAX_ATTEMPTS: Final = 10
FIRST_DELAY: Final = timedelta(seconds=5)
LONGEST_DELAY: Final = timedelta(minutes=15)
MOST_PARAMS: Final = 300
# Bytes of names and texts, so that the event stays below the limit of its params.
ROOM: Final = 24_000
LONGEST_TEXT: Final = 4000
DEEPEST: Final = 12
SHOWN_BODY: Final = 2000
# Headers of an answer that say something about it; the others are the transport's.
KEPT_HEADERS: Final = frozenset(
    {"content-type", "location", "retry-after", "etag", "x-request-id", "ratelimit-remaining", "link"}
)
_JITTER: Final = random.SystemRandom()


@dataclass(frozen=True, slots=True)
class Call:
    """One request; `key` is the same at every repetition, `origin` is empty for this installation itself."""

    key: str
    method: str
    origin: str
    path: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)
    connection: str | None = None


def back_off(attempt: int) -> timedelta:
    """How long to wait after this many failed tries: full jitter below a doubling limit."""
    limit = min(LONGEST_DELAY, FIRST_DELAY * (1 << attempt))
    return limit * (0.5 + _JITTER.random() / 2)


def read_answer(call: Call, answer: Answer, *, now: datetime, show: bool = True) -> Reply:
    """The reply of an answer; 408, 429 and 5xx are worth another try. `show`: for the trail of the path."""
    params: dict[str, JsonValue] = {
        "status": answer.status,
        "ok": 200 <= answer.status < 300,
        **{
            f"headers.{name.lower()}": value[:LONGEST_TEXT]
            for name, value in answer.headers.items()
            if name.lower() in KEPT_HEADERS
        },
        **_limited(flatten(_body_of(answer), "body")),
    }
    shown = _show(call, answer) if show else None
    if answer.status in (408, 429) or answer.status >= 500:
        return Reply(
            status=answer.status,
            params=params,
            error=f"{call.method} {call.origin}{call.path} was answered with {answer.status}.",
            temporary=True,
            retry_at=_retry_after(answer.headers.get("Retry-After"), now),
            shown=shown,
        )
    return Reply(status=answer.status, params=params, shown=shown)


def _show(call: Call, answer: Answer) -> dict[str, JsonValue]:
    return {
        "request": {"method": call.method, "url": call.origin + call.path},
        "response": {
            "status": answer.status,
            "body": answer.body[:SHOWN_BODY].decode("utf-8", "replace").replace("\x00", "\ufffd"),
            "milliseconds": round(answer.elapsed * 1000),
        },
    }


def read_failure(call: Call, error: OutgoingError) -> Reply:
    """The reply when there was no answer."""
    shown: dict[str, JsonValue] = {
        "request": {"method": call.method, "url": call.origin + call.path},
        "error": error.reason,
    }
    return Reply(status=None, params={}, error=error.reason, temporary=error.temporary, shown=shown)


def flatten(value: JsonValue, name: str) -> list[tuple[str, JsonValue]]:
    """JSON as flat params with dots in their names, such as `body.data.activeCount`, `body.items.0.id`.

    What is nested deeper than twelve levels stays as the text of its JSON.
    """
    found: list[tuple[str, JsonValue]] = []
    _flatten(value, name, found, 0)
    return found


def _flatten(value: JsonValue, name: str, found: list[tuple[str, JsonValue]], depth: int) -> None:
    if isinstance(value, dict) and value and depth < DEEPEST:
        for key, inner in value.items():
            _flatten(inner, f"{name}.{key}", found, depth + 1)
    elif isinstance(value, list) and value and depth < DEEPEST:
        for index, inner in enumerate(value):
            _flatten(inner, f"{name}.{index}", found, depth + 1)
    elif isinstance(value, dict | list):
        found.append((name, orjson.dumps(value).decode()[:LONGEST_TEXT] if value else None))
    elif isinstance(value, str):
        found.append((name, value[:LONGEST_TEXT].replace("\x00", "\ufffd")))
    else:
        found.append((name, value))


def _limited(params: Sequence[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    """As many as an event may hold: a body that is too large is cut at its end."""
    kept: dict[str, JsonValue] = {}
    room = ROOM
    for name, value in params[:MOST_PARAMS]:
        room -= len(name) + (len(value) if isinstance(value, str) else 8)
        if room < 0:
            break
        kept[name[:200].replace("\x00", "\ufffd")] = value
    return kept


def _body_of(answer: Answer) -> JsonValue:
    if not answer.body:
        return None
    try:
        read: JsonValue = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return answer.body[: LONGEST_TEXT * 2].decode("utf-8", "replace")
    return read


def _retry_after(value: str | None, now: datetime) -> datetime | None:
    if value is None:
        return None
    if value.strip().isdecimal():
        return now + min(timedelta(hours=1), timedelta(seconds=int(value.strip()[:6])))
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return min(moment, now + timedelta(hours=1)) if moment.tzinfo else None
