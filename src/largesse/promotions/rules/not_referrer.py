"""That nobody uses the code they give to others."""

from typing import ClassVar, Literal

from largesse.promotions.facts import Facts
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed


class NotReferrer(Rule):
    """The customer is not the one whose code it is. Without a code, or with one of nobody, it holds."""

    title: ClassVar[str] = "Not the referrer"
    group: ClassVar[Group] = "code"
    sentence: ClassVar[str] = "The code belongs to somebody else"

    type: Literal["not_referrer"] = "not_referrer"

    def check(self, facts: Facts) -> Verdict:
        code = facts.code
        if code is None or code.holder is None:
            return PASSED
        if facts.customer_id is None:
            return CUSTOMER_REQUIRED
        return failed("own_referral", observed=code.code) if code.holder == facts.customer_id else PASSED
