"""Who makes the demo, and when."""

from copy import copy
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from largesse.accounts.permissions import ALL
from largesse.core.context import Actor
from largesse.core.db import Clock, Database


@dataclass(slots=True)
class Calendar:
    """A clock that is moved by hand."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment


def shop(workspace_id: UUID) -> Actor:
    """The demo's own actor, who may do everything."""
    return Actor(kind="system", id="demo", workspace_id=workspace_id, permissions=ALL)


def as_of(database: Database, moment: datetime) -> Database:
    """The same connections at another moment: commands do then what they would have done at that time."""
    return by_clock(database, lambda: moment)


def by_clock(database: Database, clock: Clock) -> Database:
    """The same connections under a clock of its own."""
    then = copy(database)
    then.clock = clock
    return then
