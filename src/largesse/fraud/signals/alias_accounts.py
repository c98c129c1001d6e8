"""One person as many customers."""

from typing import ClassVar, Literal

from pydantic import Field, StrictInt

from largesse.fraud.facts import Facts, SubjectKind
from largesse.fraud.signals.signal import Finding, Signal


class AliasAccounts(Signal):
    """Several customers whose mail arrives in one mailbox redeem promotions meant for one each.

    `ada+1@example.com` and `ada+2@example.com` are one mailbox, and so are `a.da@gmail.com` and
    `ada@gmail.com`. Customers who redeemed within 30 days are counted; the case names the oldest of them.
    """

    title: ClassVar[str] = "Several accounts of one mailbox"
    subjects: ClassVar[tuple[SubjectKind, ...]] = ("customer",)

    type: Literal["alias_accounts"] = "alias_accounts"
    customers: StrictInt = Field(default=3, ge=2, le=10_000, description="So many customers of one mailbox.")

    def look(self, facts: Facts) -> Finding | None:
        text = f"{len(facts.mailbox)} customers with one mailbox redeemed within 30 days."
        others = tuple(number for number in facts.mailbox if str(number) != facts.subject)
        return self.raised(len(facts.mailbox), self.customers, text, others)
