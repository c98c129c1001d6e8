"""How many threads numbers are reckoned with: small work is over before threads have found each other."""

from contextlib import AbstractContextManager, nullcontext
from typing import Final

from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # it has no types

# With fewer rows, threads that wait for each other on a busy machine cost more than they bring.
MANY_ROWS: Final = 100_000


def threads_for(rows: int) -> AbstractContextManager[object]:
    """One thread for few rows, as many as there are for many; what is learned does not depend on it."""
    if rows >= MANY_ROWS:
        return nullcontext()
    limits: AbstractContextManager[object] = threadpool_limits(1, user_api="openmp")
    return limits


def keep_to_one_thread() -> None:
    """This thread reckons alone from now on; linear algebra does so in the whole process.

    For threads that answer requests: more than may be busy would only wait for each other.
    """
    threadpool_limits(1)
