"""Which member of the staff makes the call."""

from typing import ClassVar, Literal

from largesse.promotions.rules.requested_by import RequestedByRule


class Members(RequestedByRule):
    """The call is made by one of these members of the staff, such as those of the help desk."""

    title: ClassVar[str] = "Members of staff"
    sentence: ClassVar[str] = "Called by one of the members {ids}"
    kind: ClassVar[str] = "member"

    type: Literal["members"] = "members"
