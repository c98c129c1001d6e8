"""UUID version 7 (RFC 9562): unique, and sortable by the moment it was made."""

import secrets
from datetime import datetime
from typing import Final
from uuid import UUID

DAY: Final = 86_400_000
LAST: Final = (1 << 48) - 1


def new_id(now: datetime) -> UUID:
    """A UUIDv7 of that moment: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = int(now.timestamp() * 1000)
    random = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & ((1 << 62) - 1)
    return UUID(int=value)


def first_id(moment: datetime) -> UUID:
    """The smallest UUIDv7 of that moment: what was made since then has a greater id."""
    return _of(int(moment.timestamp() * 1000))


def ids_of(since: datetime | None, until: datetime | None) -> tuple[UUID | None, UUID | None]:
    """The ids from which and below which rows of this span stand, with a day more on either side.

    An id tells when it was made, and its row may say another moment; lists narrow down by both.
    """
    return (
        _of(int(since.timestamp() * 1000) - DAY) if since is not None else None,
        _of(int(until.timestamp() * 1000) + DAY) if until is not None else None,
    )


def _of(milliseconds: int) -> UUID:
    return UUID(int=min(max(milliseconds, 0), LAST) << 80)
