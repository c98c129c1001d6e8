"""That the code is the customer's own."""

from typing import ClassVar, Literal

from largesse.promotions.facts import Facts
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import CUSTOMER_REQUIRED, PASSED, Verdict, failed


class CodeHolder(Rule):
    """The code is assigned to the customer who uses it; with a code of nobody, or none, it does not hold."""

    title: ClassVar[str] = "Holder of the code"
    group: ClassVar[Group] = "code"
    sentence: ClassVar[str] = "The customer holds the code"

    type: Literal["code_holder"] = "code_holder"

    def check(self, facts: Facts) -> Verdict:
        if facts.customer_id is None:
            return CUSTOMER_REQUIRED
        if facts.code is not None and facts.code.holder == facts.customer_id:
            return PASSED
        return failed("not_code_holder", observed=facts.code.code if facts.code else None)
