"""Request rates: so many a minute for a key, few for failing credentials, fewer still for sign-ins."""

import time

from fastapi import Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from largesse.core.errors import TooManyRequestsError


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
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._per_key = RateLimitItemPerMinute(per_key)
        self._rejected = RateLimitItemPerMinute(rejected_per_address)
        self._sign_ins_of_address = RateLimitItemPerMinute(sign_ins_per_address)
        self._sign_ins_of_email = RateLimitItemPerMinute(sign_ins_per_email)

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
        return self._limiter.hit(self._rejected, "rejected", address)

    def take_sign_in(self, address: str, email: str) -> bool:
        """Counts one try to sign in, for its address and for its e-mail; whether it may go on."""
        of_address = self._limiter.hit(self._sign_ins_of_address, "sign in from", address)
        return self._limiter.hit(self._sign_ins_of_email, "sign in as", email) and of_address


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


def limit_sign_in(request: Request, *, address: str, email: str) -> None:
    """429 for an address or an e-mail with too many tries to sign in, right or wrong ones."""
    if not request.app.state.limits.take_sign_in(address, email):
        raise TooManyRequestsError(
            "too_many_sign_ins",
            "Too many tries to sign in from this address or with this e-mail; wait a minute.",
            retry_after=60,
        )
