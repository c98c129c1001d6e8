"""Waits for a condition; the limit is generous because only a hang should meet it."""

import time
from collections.abc import Callable


def wait_until(condition: Callable[[], bool], *, limit: float = 30) -> None:
    """Returns once the condition holds; fails when it never does."""
    deadline = time.monotonic() + limit
    while not condition():
        assert time.monotonic() < deadline, "the condition never came true"
        time.sleep(0.05)
