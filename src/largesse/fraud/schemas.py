"""What crosses the wire about suspected abuse."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from largesse.fraud.facts import SubjectKind
from largesse.fraud.signals import (
    AliasAccounts,
    AnySignal,
    CodeGuessing,
    EarlyRedemptions,
    FastRedemptions,
    Refunds,
    SharedCode,
    StaffDiscounts,
)
from largesse.profiles.schemas import Tag

State = Literal["open", "confirmed", "dismissed"]
Order = Literal["score", "decided_at"]

DEFAULTS: Final[tuple[AnySignal, ...]] = (
    CodeGuessing(),
    FastRedemptions(points=50),
    SharedCode(),
    AliasAccounts(),
    Refunds(points=50),
    EarlyRedemptions(),
    StaffDiscounts(),
)


class FraudSettings(BaseModel):
    """What a workspace holds suspicious; a signal that is left out is off."""

    model_config = ConfigDict(extra="forbid")

    threshold: StrictInt = Field(
        default=50, ge=1, le=100, description="The score from which on a case is opened; scores end at 100."
    )
    signals: list[AnySignal] = Field(
        default=list(DEFAULTS), max_length=50, description="What is looked for, each signal once."
    )

    @model_validator(mode="after")
    def _has_each_once(self) -> "FraudSettings":
        types = [signal.type for signal in self.signals]
        twice = sorted({name for name in types if types.count(name) > 1})
        if twice:
            msg = f"{', '.join(twice)} is there more than once; each signal has its settings once"
            raise ValueError(msg)
        return self


class SubjectView(BaseModel):
    """Whom a case is about."""

    kind: SubjectKind
    id: str = Field(description="The customer's number, the code, or the id of the member.")
    name: str = Field(description="What they are called now.")
    holder_id: int | None = Field(description="Of a code: the number of the customer whom it was given to.")


class FindingView(BaseModel):
    """What a signal found."""

    signal: str = Field(description="Type of the signal.", examples=["code_guessing"])
    title: str
    points: int
    observed: int
    needed: int = Field(description="From this on it is suspicious.")
    text: str
    of: int | None = Field(
        default=None, description="How many there were in all, where a share of them is what is suspicious."
    )
    hours: int | None = Field(
        default=None, description="Within how many hours, where the signal looks at several lengths of time."
    )
    customers: list[int] = Field(description="Numbers of other customers whom it concerns, 100 at most.")


class FraudCaseView(BaseModel):
    """A subject that signals flagged."""

    id: UUID
    state: State
    subject: SubjectView
    score: int = Field(ge=0, le=100)
    findings: list[FindingView] = Field(description="The heaviest first.")
    opened_at: datetime
    seen_at: datetime = Field(description="When a signal last found more.")
    decided_at: datetime | None
    decided_by: str | None = Field(examples=["member:0192..."])
    decided_by_name: str | None
    note: str | None
    trusted: bool = Field(description="No case about the subject is opened any more.")


class FraudCasePage(BaseModel):
    """A page of cases, the highest score first."""

    items: list[FraudCaseView]
    next_cursor: str | None
    has_more: bool


class DecisionInput(BaseModel):
    """What somebody decides about a case."""

    model_config = ConfigDict(extra="forbid")

    verdict: Literal["confirmed", "dismissed"] = Field(
        description="It is abuse, or it is harmless. What came before is not held against the subject again."
    )
    note: Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")] | None = Field(
        default=None, description="Why; for those who look at the case later."
    )
    trust: StrictBool = Field(
        default=False, description="Open no more cases about the subject. Only with `dismissed`."
    )
    tag: Tag | None = Field(
        default=None,
        description="Tag the customer, so that promotions and audiences can leave them out. Only with"
        " `confirmed`, of customers.",
        examples=["fraud"],
    )
    cancel_code: StrictBool = Field(
        default=False, description="Make the code void for good. Only with `confirmed`, of codes."
    )
    replace: StrictBool = Field(
        default=False, description="Decide anew what was decided before; without it that is a conflict."
    )

    @model_validator(mode="after")
    def _fits_its_verdict(self) -> "DecisionInput":
        if self.trust and self.verdict != "dismissed":
            msg = "`trust` goes with the verdict `dismissed` only"
            raise ValueError(msg)
        if (self.tag is not None or self.cancel_code) and self.verdict != "confirmed":
            msg = "`tag` and `cancel_code` go with the verdict `confirmed` only"
            raise ValueError(msg)
        return self
