"""What a search finds, as it crosses the wire."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

Kind = Literal[
    "code", "customer", "pool", "promotion", "campaign", "workflow", "audience", "handbill", "template"
]


class Hit(BaseModel):
    """One thing that was found."""

    kind: Kind
    id: str = Field(description="Its id: of a code the code itself, of a customer his number.")
    title: str
    note: str = Field(description="A second line: a state, an identifier, a code. May be empty.")
    pool_id: UUID | None = Field(default=None, description="Of a code: its pool.")


class SearchView(BaseModel):
    """What was found: at most six of each kind, the kinds in a fixed order, the exact ones first."""

    items: list[Hit]
