"""What filters on promotions have in common."""

from abc import abstractmethod
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from largesse.personalization.handbills.offered import Offered

Word = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$")]
Words = Annotated[frozenset[Word], Field(min_length=1, max_length=200)]


class Filter(BaseModel):
    """Says of a promotion whether it may stand in a slot; looks at nothing but the promotion."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: ClassVar[str]

    @abstractmethod
    def holds(self, promotion: Offered) -> bool:
        """Whether the promotion may stand there."""

    def named_tags(self) -> frozenset[str]:
        """Tags that the filter asks for."""
        return frozenset()
