"""Request rates: so many a minute for a key, fewer for an address that keeps failing to sign in."""

import time

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from largesse.core.errors import TooManyRequestsError


class RateLimits:
    """The counters of one process; each process counts for itself."""

    def __init__(self, *, per_key: int, rejected_per_address: int) -> None:
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._per_key = RateLimitItemPerMinute(per_key)
        self._rejected = RateLimitItemPerMinute(rejected_per_address)

    def take(self, key_id: str) -> tuple[bool, dict[str, str]]:
        """Counts one request of a key; whether it may pass, and the RateLimit-* headers."""
        passed = self._limiter.hit(self._per_key, key_id)
        window = self._limiter.get_window_stats(self._per_key, key_id)
        reset = max(0, int(window.reset_time - time.time()) + 1)
        return passed, {
            "RateLimit-Limit": str(self._per_key.amount),
            "RateLimit-Remaining": str(window.remaining),
            "RateLimit-Reset": str(reset),
        }

    def take_rejected(self, address: str) -> bool:
        """Counts one unauthorised request of an address; whether another answer than 429 is due."""
        return self._limiter.hit(self._rejected, address)


def limit_caller(request: Request, key_id: str) -> None:
    """429 with Retry-After once a key has used up its minute; the headers stand on every answer."""
    passed, headers = request.app.state.limits.take(key_id)
    request.scope["largesse.headers"] = headers
    if not passed:
        raise TooManyRequestsError(
            "rate_limited",
            "This key has used up its requests of the minute; wait as Retry-After says.",
            retry_after=int(headers["RateLimit-Reset"]),
        )


def limit_rejected(request: Request, address: str) -> None:
    """429 for an address that presents too many bad credentials."""
    if not request.app.state.limits.take_rejected(address):
        raise TooManyRequestsError(
            "too_many_rejected",
            "Too many requests without a valid key came from this address; wait a minute.",
            retry_after=60,
        )
