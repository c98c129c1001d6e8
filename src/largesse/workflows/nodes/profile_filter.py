"""Parts those who meet conditions from those who do not."""

from typing import ClassVar, Literal

from pydantic import Field

from largesse.profiles.conditions import Condition, filter_profiles
from largesse.workflows.node import PROFILE, Group, Node
from largesse.workflows.paths import Batch


class ProfileFilter(Node):
    """Looks at the profile as it is now: paths whose profile meets the conditions leave by *matched*."""

    group: ClassVar[Group] = "condition"
    name: ClassVar[str] = "Profile Filter"
    reads_events: ClassVar[bool] = True
    kinds: ClassVar[frozenset[str]] = frozenset({PROFILE})

    type: Literal["profile_filter"] = "profile_filter"
    conditions: Condition = Field(description="What the profile must meet.")

    def ports(self) -> tuple[str, ...]:
        return ("matched", "not_matched")

    async def advance(self, batch: Batch) -> None:
        ids = sorted({path.profile_id for path in batch.paths})
        matched = await filter_profiles(batch.ctx, self.conditions, ids)
        for path in batch.paths:
            batch.go(path, "matched" if path.profile_id in matched else "not_matched")
