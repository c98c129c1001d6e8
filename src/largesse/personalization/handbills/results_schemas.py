"""What crosses the wire about the results of a personalised promotion."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from largesse.personalization.experiments.results import Block, Verdict

EXAMPLE: Final[dict[str, Any]] = {
    "handbill_id": "01a0f3c2-7f1e-7c55-9d0e-2f6f8e0a1b11",
    "since": "2027-03-01T06:00:00Z",
    "until": "2027-03-21T09:30:00Z",
    "planned_end": "2027-03-29T00:00:00Z",
    "days_left": 8,
    "currency": "EUR",
    "other_currency_orders": 0,
    "compared_with": "control",
    "confidence": 0.95,
    "sample_ratio_p_value": 0.62,
    "history_days": 400,
    "variance_removed": 0.64,
    "blocked": [],
    "arms": [
        {
            "variant": None,
            "is_control": True,
            "share": 1000,
            "customers": 1012,
            "expected_customers": 1004.1,
            "assigned": 0,
            "activated": 0,
            "redeemed": 0,
            "buyers": 610,
            "purchases": 1401,
            "revenue": 3340000,
            "revenue_per_customer": 3300.4,
            "redemption_rate": 0.0,
            "discount": 0,
            "uplift": None,
        },
        {
            "variant": "ai",
            "is_control": False,
            "share": 9000,
            "customers": 9029,
            "expected_customers": 9036.9,
            "assigned": 9029,
            "activated": 3110,
            "redeemed": 1480,
            "buyers": 5790,
            "purchases": 13902,
            "revenue": 32450000,
            "revenue_per_customer": 3594.0,
            "redemption_rate": 0.1639,
            "discount": 710000,
            "uplift": {
                "revenue": {
                    "absolute": {"value": 293.6, "low": -120.5, "high": 707.7, "p_value": 0.41},
                    "relative": {"value": 0.089, "low": -0.039, "high": 0.217, "p_value": 0.41},
                },
                "revenue_adjusted": {
                    "absolute": {"value": 270.2, "low": 21.7, "high": 518.7, "p_value": 0.021},
                    "relative": {"value": 0.081, "low": 0.004, "high": 0.158, "p_value": 0.021},
                },
                "buyers": {
                    "absolute": {"value": 0.0385, "low": -0.011, "high": 0.088, "p_value": 0.28},
                    "relative": {"value": 0.0639, "low": -0.021, "high": 0.148, "p_value": 0.28},
                },
                "revenue_per_purchase": {
                    "absolute": {"value": -49.8, "low": -180.2, "high": 80.6, "p_value": 1.0},
                    "relative": {"value": -0.0209, "low": -0.0756, "high": 0.0338, "p_value": 1.0},
                },
                "extra_revenue": {"value": 2439635.8, "low": 195929.3, "high": 4683342.3, "p_value": 0.021},
                "revenue_per_discount": {"value": 3.73, "low": -1.55, "high": 9.01, "p_value": 0.41},
                "verdict": "better",
            },
        },
    ],
}


class EstimateView(BaseModel):
    """An effect with an interval that stays true however often one looks; null: it cannot be told."""

    model_config = ConfigDict(from_attributes=True)

    value: float
    low: float | None
    high: float | None
    p_value: float | None = Field(description="Always valid: below 0.05 may be acted on at any look.")


class UpliftView(BaseModel):
    """A difference, and the same in parts of what the other arm has (0.1: 10 % more)."""

    model_config = ConfigDict(from_attributes=True)

    absolute: EstimateView | None
    relative: EstimateView | None


class ComparisonView(BaseModel):
    """A variant against the control group or, where there is none, against the first variant."""

    revenue: UpliftView = Field(description="Revenue per customer of the arm, in minor units.")
    revenue_adjusted: UpliftView | None = Field(
        description="The same with what customers spent in the 91 days before taken out (CUPED); null under"
        " 28 days of history. The verdict goes by this one where it is there."
    )
    buyers: UpliftView = Field(description="The part of the customers who bought at all.")
    revenue_per_purchase: UpliftView
    extra_revenue: EstimateView | None = Field(
        description="What all customers of the arm spent more than they would have otherwise, in minor units."
    )
    revenue_per_discount: EstimateView | None = Field(
        description="Additional revenue (after discounts) for each unit of discount; null without discount."
    )
    verdict: Verdict


class ArmView(BaseModel):
    """A variant or the control group, from the first exposure of each customer on; money in minor units."""

    variant: str | None = Field(description="Null: the control group.")
    is_control: bool
    share: int = Field(description="Its share now, in parts of 10,000.")
    customers: int = Field(description="Who was exposed: had a first look, or would have had one.")
    expected_customers: float | None = Field(description="How many its shares promise.")
    assigned: int = Field(description="Customers who were assigned at least one promotion.")
    activated: int = Field(description="Customers who activated one of theirs, also if they took it back.")
    redeemed: int = Field(description="Customers who redeemed one of theirs and did not give it back.")
    buyers: int = Field(description="Customers with an order, with or without a promotion.")
    purchases: int = Field(description="Orders, those that were given back whole left out.")
    revenue: int = Field(description="What all orders brought: less discounts and returns.")
    revenue_per_customer: float
    redemption_rate: float = Field(description="`redeemed` in `customers`.")
    discount: int = Field(description="What the assigned promotions took off, less what was rolled back.")
    uplift: ComparisonView | None = Field(description="Null for the arm that others are compared with.")


class BlockView(BaseModel):
    """Why no verdict is given."""

    code: Block
    detail: str


class ResultsView(BaseModel):
    """Arms with their numbers, uplifts, and whether these can be relied on."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    handbill_id: UUID
    since: datetime | None = Field(description="The first exposure that counts; null before there is one.")
    until: datetime = Field(
        description="What happened before it is counted: now, or where more than 20,000 customers take part"
        " when the worker counted them last, which it does every hour."
    )
    planned_end: datetime | None = Field(description="Null: it has no end.")
    days_left: int | None = Field(description="Days to the planned end.")
    currency: str
    other_currency_orders: int = Field(description="Orders in other currencies; they are not counted.")
    compared_with: str | None = Field(description="`control`, or the name of a variant.")
    confidence: float = Field(description="Of the intervals, for all comparisons together.")
    sample_ratio_p_value: float | None = Field(
        description="How likely so uneven arms are by chance. Below 0.001 something else chose: no verdict."
    )
    history_days: int = Field(description="Days with orders before the first exposure.")
    variance_removed: float | None = Field(description="The part of the noise that the adjustment took out.")
    blocked: list[BlockView]
    arms: list[ArmView]
