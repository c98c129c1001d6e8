"""UUID version 7 (RFC 9562): unique, and sortable by the moment it was made."""

import secrets
from datetime import datetime
from uuid import UUID


def new_id(now: datetime) -> UUID:
    """A UUIDv7 of that moment: 48 bits of Unix milliseconds, then 74 random bits."""
    milliseconds = int(now.timestamp() * 1000)
    random = secrets.randbits(74)
    value = milliseconds << 80 | 0x7 << 76 | (random >> 62) << 64 | 0b10 << 62 | random & ((1 << 62) - 1)
    return UUID(int=value)


def first_id(moment: datetime) -> UUID:
    """The smallest UUIDv7 of that moment: what was made since then has a greater id."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)
