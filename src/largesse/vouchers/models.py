"""Tables of pools and codes that are read through the mapper; the hot ones are reached by SQL only."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table

STATES: Final = {1: "unassigned", 2: "assigned", 3: "redeemed", 4: "cancelled"}
STATE_NUMBERS: Final = {name: number for number, name in STATES.items()}


class Pool(Table):
    """A pool of voucher codes; its counts stand in pool_counts and pool_count_deltas."""

    __tablename__ = "pools"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    description: Mapped[str]
    source: Mapped[JsonObject]
    prefix: Mapped[str]
    barcode_type: Mapped[str | None]
    emission_start: Mapped[datetime | None]
    emission_end: Mapped[datetime | None]
    code_limit: Mapped[int | None]
    profile_limit: Mapped[int | None]
    codes_expire_at: Mapped[datetime | None]
    codes_expire_after: Mapped[timedelta | None]
    active: Mapped[bool]
    alert: Mapped[JsonObject | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    updated_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class PoolHead(Table):
    """Positions of a pool: codes stand at 1..tail, 1..head were leased."""

    __tablename__ = "pool_heads"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    pool_id: Mapped[UUID] = mapped_column(primary_key=True)
    head: Mapped[int]
    tail: Mapped[int]
