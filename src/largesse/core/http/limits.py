"""Request rates: so many a minute for a key, few for failing credentials, fewer still for sign-ins."""

import time
from dataclasses import dataclass
from typing import Final

from fastapi import Request

from largesse.core.errors import TooManyRequestsError

WINDOW: Final = 60.0


@dataclass(slots=True)
class _Window:
    """What was counted since a moment of the monotonic clock."""

    began: float
    count: int = 0


class _Windows:
    """Counts by key in windows of a minute, each from its first hit on; no thread has to sweep them."""

    def __init__(self) -> None:
        self._windows: dict[tuple[str, ...], _Window] = {}
        self._swept = time.monotonic()

    def hit(self, *key: str) -> tuple[int, float]:
        """Counts one; the count so far, and in how many seconds the window ends."""
        now = time.monotonic()
        if now - self._swept >= WINDOW:
            self._windows = {key: found for key, found in self._windows.items() if now - found.began < WINDOW}
            self._swept = now
        window = self._windows.get(key)
        if window is None or now - window.began >= WINDOW:
            window = self._windows[key] = _Window(now)
        window.count += 1
        return window.count, window.began + WINDOW - now


class RateLimits:
    """The counters of one process; each process counts for itself."""

    def __init__(
        self,
        *,
        per_key: int,
        rejected_per_address: int,
        sign_ins_per_address: int = 30,
        sign_ins_per_email: int = 10,
    ) -> None:
        self._windows = _Windows()
        self._per_key = per_key
        self._rejected = rejected_per_address
        self._sign_ins_of_address = sign_ins_per_address
        self._sign_ins_of_email = sign_ins_per_email

    def take(self, key_id: str) -> tuple[bool, dict[str, str]]:
        """Counts one request of a key; whether it may pass, and the RateLimit-* headers."""
        count, seconds = self._windows.hit("key", key_id)
        return count <= self._per_key, {
            "ratelimit-limit": str(self._per_key),
            "ratelimit-remaining": str(max(self._per_key - count, 0)),
            "ratelimit-reset": str(int(seconds) + 1),
        }

    def take_rejected(self, address: str) -> bool:
        """Counts one unauthorised request of an address; whether another answer than 429 is due."""
        return self._windows.hit("rejected", address)[0] <= self._rejected

    def take_sign_in(self, address: str, email: str) -> bool:
        """Counts one try to sign in, for its address and for its e-mail; whether it may go on."""
        of_address = self._windows.hit("sign in from", address)[0] <= self._sign_ins_of_address
        return self._windows.hit("sign in as", email)[0] <= self._sign_ins_of_email and of_address


def limit_caller(request: Request, key_id: str) -> None:
    """429 with Retry-After once a key has used up its minute; the headers stand on every answer."""
    passed, headers = request.app.state.limits.take(key_id)
    request.scope["largesse.headers"] = [(name.encode(), value.encode()) for name, value in headers.items()]
    if not passed:
        raise TooManyRequestsError(
            "rate_limited",
            "This key has used up its requests of the minute; wait as Retry-After says.",
            retry_after=int(headers["ratelimit-reset"]),
        )


def limit_rejected(request: Request, address: str) -> None:
    """429 for an address that presents too many bad credentials."""
    if not request.app.state.limits.take_rejected(address):
        raise TooManyRequestsError(
            "too_many_rejected",
            "Too many requests without a valid key came from this address; wait a minute.",
            retry_after=60,
        )


def limit_sign_in(request: Request, *, address: str, email: str) -> None:
    """429 for an address or an e-mail with too many tries to sign in, right or wrong ones."""
    if not request.app.state.limits.take_sign_in(address, email):
        raise TooManyRequestsError(
            "too_many_sign_ins",
            "Too many tries to sign in from this address or with this e-mail; wait a minute.",
            retry_after=60,
        )
