"""Filter by free data for apps."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from largesse.core.storable import Name
from largesse.personalization.handbills.filters.filter import Filter
from largesse.personalization.handbills.offered import Offered
from largesse.redemptions.asking.schemas import Value


class ParamFilter(Filter):
    """Promotions whose free data for apps have one of these values under a name."""

    title: ClassVar[str] = "Parameter"

    type: Literal["param"] = "param"
    name: Name = Field(description="Its name in the promotion's `display.params`.")
    any_of: Annotated[tuple[Value, ...], Field(min_length=1, max_length=100)] = Field(
        description='One of these. 1 is not "1", and true is not 1.'
    )

    def holds(self, promotion: Offered) -> bool:
        if self.name not in promotion.params:
            return False
        value = promotion.params[self.name]
        return any(type(value) is type(wanted) and value == wanted for wanted in self.any_of)
