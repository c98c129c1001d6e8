"""Members' passwords: argon2id (RFC 9106), computed in two threads so that the event loop stays free."""

import asyncio
import base64
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE: Final = 2  # each hash takes 64 MiB


class Passwords:
    """Hashes and verifies; without a stored hash it works as long and finds no match."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")

    async def hash(self, password: str) -> str:
        """The salted hash, with its parameters inside."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hasher.hash, password)

    async def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password fits; None (nobody of that name) costs the same time and never fits."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, self._fits, self._nobody if stored is None else stored, password
        )

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(stored)

    def _fits(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    @cached_property
    def _nobody(self) -> str:
        h = self._hasher
        salt, digest = (
            base64.b64encode(bytes(length)).rstrip(b"=").decode() for length in (h.salt_len, h.hash_len)
        )
        return f"$argon2id$v=19$m={h.memory_cost},t={h.time_cost},p={h.parallelism}${salt}${digest}"


PASSWORDS: Final = Passwords()
