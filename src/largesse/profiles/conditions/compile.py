"""Turns a tree of conditions into SQL, or answers it for one profile in memory."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from largesse.profiles.conditions.condition import Scope
from largesse.profiles.conditions.facts import ProfileFacts
from largesse.profiles.conditions.groups import Condition
from largesse.profiles.conditions.places import Arguments

CONDITION: Final[TypeAdapter[Condition]] = TypeAdapter(Condition)  # reads a tree that was stored as JSON


@dataclass(frozen=True)
class CompiledCondition:
    """A boolean SQL expression over alias `p` of the table profiles, and its arguments in their order."""

    sql: str
    args: tuple[object, ...]


def compile_sql(
    tree: Condition, *, workspace_id: UUID, now: datetime, first_argument: int = 1
) -> CompiledCondition:
    """The tree as SQL with the placeholders $n from `first_argument` on; the first one is the workspace.

    It holds for profiles of the workspace only. It may be null, which means no. `now` is aware; its time zone
    is the one whose days "today" means (`local_now` of queries.py has the workspace's).
    """
    args = Arguments(first_argument)
    workspace = args.add(workspace_id, "uuid")
    expression = tree.sql(Scope(args, workspace, now))
    return CompiledCondition(f"(p.workspace_id = {workspace} and {expression})", tuple(args.values))


def matches_profile(tree: Condition, facts: ProfileFacts, *, now: datetime) -> bool | None:
    """Whether the profile meets the tree; None when only the database knows, for it asks for events.

    `now` is as for `compile_sql`.
    """
    return None if tree.asks_events() else tree.matches(facts, now)
