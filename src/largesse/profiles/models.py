"""The table of profiles as it is read; batches write it by SQL."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from largesse.core.db import JsonObject, Table


class Profile(Table):
    """A customer; `id` is the pseudonym that codes and events keep after the profile is erased."""

    __tablename__ = "profiles"

    workspace_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    uuid: Mapped[UUID]
    custom_id: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    attributes: Mapped[JsonObject]
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text))
    agreements: Mapped[JsonObject]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
