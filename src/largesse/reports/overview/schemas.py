"""The overview as it crosses the wire. A part that the caller may not see is null."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field

from largesse.reports.schemas import Money


class LowPool(BaseModel):
    """A pool that is empty, or below the threshold of its alert."""

    id: UUID
    name: str
    state: Literal["low", "empty"]
    remaining: int
    runs_out_on: date | None = Field(description="If codes go as in the last 14 days.")


class BrokenRun(BaseModel):
    """A run of a workflow in which journeys died lately."""

    workflow_id: UUID
    workflow: str
    run_id: UUID
    dead: int = Field(description="Journeys that died in the last seven days; at most 1,000 are counted.")
    last_at: datetime
    error: str = Field(description="What the last one died of.")


class StuckRun(BaseModel):
    """A run with journeys that ought to have gone on some time ago."""

    workflow_id: UUID
    workflow: str
    run_id: UUID
    due_at: datetime = Field(description="When the first of them ought to have gone on.")


class TroubledJob(BaseModel):
    """A job that failed in the last seven days, or of which nothing was heard for minutes."""

    id: UUID
    kind: str = Field(examples=["import_codes"])
    object_id: str | None
    state: Literal["failed", "stuck"]
    error: str | None
    at: datetime = Field(description="When it failed, or was heard of last.")


class RunningJob(BaseModel):
    """A job that runs or waits now."""

    id: UUID
    kind: str
    object_id: str | None
    state: str
    done: int
    total: int | None
    created_at: datetime


class RunningRun(BaseModel):
    """A run of a workflow that was begun for an audience and still goes on."""

    workflow_id: UUID
    workflow: str
    run_id: UUID
    paths: int = Field(description="Of the journeys that began so far; one that branches has several.")
    ended: int = Field(description="Paths that came to their end, or died.")
    started_at: datetime


class DeadMessages(BaseModel):
    """Messages of the last seven days that are not tried any more."""

    count: int = Field(description="At most 1,000 are counted.")
    last_error: str | None


class FailingWebhook(BaseModel):
    """A webhook whose deliveries fail, or that was switched off for it."""

    id: UUID
    name: str
    failing_since: datetime | None
    disabled_at: datetime | None


class OpenFraudCases(BaseModel):
    """Cases of suspected abuse that wait for a decision."""

    count: int = Field(description="At most 1,000 are counted.")
    worst_id: UUID | None = Field(description="The case with the highest score.")
    worst_score: int | None
    signals: list[str] = Field(description="Types of the signals that raised it.")


class EndingHolds(BaseModel):
    """Holds that end within the hour unless they are confirmed."""

    count: int = Field(description="At most 1,000 are counted.")
    next_at: datetime | None


class EndingPromotion(BaseModel):
    """A promotion or campaign in force that ends within days."""

    kind: Literal["promotion", "campaign"]
    id: UUID
    name: str
    ends_at: datetime


class FirstSteps(BaseModel):
    """What a new workspace has already; the console's checklist."""

    has_pool: bool
    has_codes: bool
    has_promotion: bool = Field(description="One was published.")
    has_customer: bool
    has_redemption: bool
    has_workflow: bool


class OverviewView(BaseModel):
    """What needs somebody now."""

    at: datetime
    time_zone: str
    pools: list[LowPool] | None
    broken_runs: list[BrokenRun] | None
    stuck_runs: list[StuckRun] | None
    jobs: list[TroubledJob] | None
    running_jobs: list[RunningJob] | None
    running_runs: list[RunningRun] | None
    messages: DeadMessages | None
    webhooks: list[FailingWebhook] | None
    fraud_cases: OpenFraudCases | None
    holds: EndingHolds | None
    ending: list[EndingPromotion] | None
    first_steps: FirstSteps


class HourOfDay(BaseModel):
    """Redemptions in an hour of the clock."""

    hour: int = Field(ge=0, le=23)
    today: int
    last_week: int = Field(description="In the same hour of the same weekday last week, the whole of it.")


class DayFigures(BaseModel):
    """A day up to a moment."""

    day: date
    until: datetime = Field(description="Up to this moment, the same time of the clock on both days.")
    redemptions: int
    money: list[Money]


class TodayView(BaseModel):
    """Today against the same weekday last week, up to the same time of the clock."""

    time_zone: str
    counted_until: datetime | None = Field(description="Null: nothing was counted yet.")
    today: DayFigures
    last_week: DayFigures
    hours: list[HourOfDay]
