"""When a crashed server is started again, how soon, and when we stop trying."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RestartPolicy:
    """Back-off after crashes; all times in seconds.

    A failure is a start that did not become ready, or a server that died within `quick_s` of being
    ready. A server that lived longer clears the count. A full disk is waited out and never counts.
    """

    first_delay_s: float = 0.1
    longest_delay_s: float = 2.0
    quick_s: float = 1.0
    give_up_after: int = 8

    def delay_s(self, failures: int) -> float:
        """Give the pause before the next try: none at first, then doubling up to the longest."""
        if failures == 0:
            return 0.0
        return min(self.longest_delay_s, self.first_delay_s * 2.0 ** min(failures - 1, 16))
