"""What signals are given of a customer, a code or a member of staff."""

from dataclasses import dataclass, field
from typing import Literal

SubjectKind = Literal["customer", "code", "staff"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was counted of one subject; what a kind of subject has not is zero.

    Only what came after the last decision about the subject is counted: what somebody looked at and called
    harmless is not told again.
    """

    kind: SubjectKind
    # The number of a customer, a code in its canonical form, or the id of a member.
    subject: str
    # Different codes of the last 24 hours that do not exist.
    unknown_codes: int = 0
    # The most redemptions within any one hour of the last 24, and those of the last 24 hours.
    in_an_hour: int = 0
    in_a_day: int = 0
    # Redemptions of the last 60 days, and those of them that were rolled back whole.
    redemptions: int = 0
    rolled_back: int = 0
    # Redemptions within the first hour after the profile was made.
    in_first_hour: int = 0
    # Customers with the same mailbox who redeemed within 30 days, the subject included.
    mailbox: tuple[int, ...] = field(default=())
    # Customers who tried or used the code of another within 30 days.
    strangers: tuple[int, ...] = field(default=())
    # Redemptions of the last 72 hours that name no customer and took 30 % of the price or more.
    anonymous_discounts: int = 0
