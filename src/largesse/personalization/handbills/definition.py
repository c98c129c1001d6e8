"""What a handbill says: the part of it that a published version fixes."""

from collections.abc import Sequence
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from largesse.core.db import JsonObject
from largesse.core.templates import TemplateError, compile_template
from largesse.personalization.handbills.activity import AnyActivity, RelativeActivity
from largesse.personalization.handbills.filters import AnyFilter
from largesse.personalization.handbills.offered import Offered
from largesse.personalization.handbills.picking import Order
from largesse.personalization.ranking import Boost, Objective

HandbillType = Literal["mobile", "check_in", "check_out"]
WHOLE: Final = 10_000
MOST_OFFERS: Final = 100

VariantName = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]
Word = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\x00]+$")]
Share = Annotated[StrictInt, Field(ge=0, le=WHOLE, description="In hundredths of a per cent.")]
Weight = Annotated[float, Field(strict=True, ge=-10, le=10, allow_inf_nan=False)]
Weights = Annotated[dict[Word, Weight], Field(max_length=100)]


def _check_template(source: str) -> str:
    try:
        compile_template(source)
    except TemplateError as error:
        msg = f"is no template: {error}"
        raise ValueError(msg) from error
    return source


Printout = Annotated[
    str, Field(min_length=1, max_length=5000, pattern=r"^[^\x00]*$"), AfterValidator(_check_template)
]


class BoostSettings(BaseModel):
    """Weights of yours on promotions; a score is multiplied by e to the power of their sum, within bounds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tags: Weights = Field(default_factory=dict, description="By tag.", examples=[{"NEW": 0.5}])
    categories: Weights = Field(default_factory=dict, description="By category of the goods.")
    margin: Weight = Field(default=0.0, description="On a high margin (of params or catalogue).")
    price: Weight = Field(default=0.0, description="On a high price.")
    newness: Weight = Field(default=0.0, description="On promotions made lately.")
    most: Annotated[float, Field(strict=True, ge=1, le=1000, allow_inf_nan=False)] = Field(
        default=4.0, description="A score is multiplied or divided by this at most."
    )

    def boost(self) -> Boost:
        """The weights as the engine takes them."""
        return Boost(self.tags, self.categories, self.margin, self.price, self.newness, self.most)


class HandbillSlot(BaseModel):
    """Places of a handbill that take promotions of one kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    filter: AnyFilter | None = Field(default=None, description="Which promotions; null: any.")
    count: Annotated[StrictInt, Field(ge=1, le=50)] = Field(description="How many at most.", examples=[6])
    order: Order = Field(
        default="engine",
        description="Which go first: as the engine (or the manual order) has them, by priority, the newest,"
        " or the dearest discount.",
    )

    def takes(self, promotion: Offered) -> bool:
        """Whether the promotion may stand there."""
        return self.filter is None or self.filter.holds(promotion)


Slots = Annotated[
    tuple[HandbillSlot, ...],
    Field(max_length=20, description="From top to bottom."),
]


class HandbillVariant(BaseModel):
    """A part of the customers, and what is different for them; null: as the handbill has it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: VariantName = Field(examples=["A"])
    share: Share
    slots: Slots | None = None
    objective: Objective | None = None
    boost: BoostSettings | None = None


ALONE: Final = (HandbillVariant(name="A", share=9_000),)


class HandbillDefinition(BaseModel):
    """What is offered, to whom, and for how long.

    Shares of variants and control group are 10,000 together when it is published.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    selection: Literal["engine", "manual"] = Field(
        default="engine", description="Who ranks promotions: the engine, or you by `promotions`."
    )
    promotions: Annotated[tuple[UUID, ...], Field(max_length=1000)] = Field(
        default=(), description="Of `manual`: promotions, best first; no others are offered."
    )
    candidates: Literal["handbill", "any"] = Field(
        default="handbill",
        description="Of `engine`: promotions of the audience `handbill` only, or any that is published.",
    )
    objective: Objective = Field(
        default="relevance",
        description="What the engine ranks by: probability; also by price; or goods not bought before.",
    )
    variants: Annotated[tuple[HandbillVariant, ...], Field(min_length=1, max_length=20)] = ALONE
    control_share: Share = Field(
        default=1_000, description="Of customers who get nothing, to compare with; 0: no control group."
    )
    slots: Slots = ()
    avoid_overlap: StrictBool = Field(
        default=True,
        description="Articles that a promotion in the customer's hands is for are not offered again, nor one"
        " article twice.",
    )
    activity: AnyActivity = RelativeActivity(days=7)
    precompute: StrictBool = Field(
        default=True,
        description="Sets are made for all customers at publication and whenever a period ends; else each at"
        " its first reading.",
    )
    boost: BoostSettings | None = Field(default=None, description="Weights of yours on the engine's scores.")
    printout: Printout | None = Field(
        default=None,
        description="Of `check_out`: the text under the receipt, a template; it knows `code`, `name`,"
        " `headline`, `description`, `ends_at`, `params` and `place`.",
        examples=["{{ name }}: show {{ code }} next time"],
    )

    @model_validator(mode="after")
    def _is_coherent(self) -> Self:
        names = [variant.name for variant in self.variants]
        if len(set(names)) != len(names):
            msg = "two variants have the same name"
            raise ValueError(msg)
        if self.promotions and self.selection == "engine":
            msg = "`promotions` belong to the selection `manual`"
            raise ValueError(msg)
        for slots in (self.slots, *(variant.slots or () for variant in self.variants)):
            if sum(slot.count for slot in slots) > MOST_OFFERS:
                msg = f"a set has {MOST_OFFERS} offers at most"
                raise ValueError(msg)
        return self

    def variant(self, name: str | None) -> HandbillVariant | None:
        """The variant of that name, or None."""
        return next((variant for variant in self.variants if variant.name == name), None)

    def slots_of(self, variant: HandbillVariant) -> Sequence[HandbillSlot]:
        """The slots of a variant."""
        return self.slots if variant.slots is None else variant.slots

    def objective_of(self, variant: HandbillVariant) -> Objective:
        """What the engine ranks by for a variant."""
        return variant.objective or self.objective

    def boost_of(self, variant: HandbillVariant) -> Boost | None:
        """Your weights for a variant."""
        settings = variant.boost or self.boost
        return settings.boost() if settings else None

    def shares(self) -> dict[str | None, int]:
        """The shares of variants by name, and of the control group (None) where there is one."""
        shares: dict[str | None, int] = {variant.name: variant.share for variant in self.variants}
        return {**shares, None: self.control_share} if self.control_share else shares

    def stored(self) -> JsonObject:
        """The definition as JSON; equal definitions give equal JSON."""
        written: JsonObject = _in_order(self.model_dump(), self.model_dump(mode="json"))
        return written


def _in_order(plain: object, written: object) -> "JsonObject":
    found = _sorted(plain, written)
    if not isinstance(found, dict):
        msg = "a definition is an object"
        raise TypeError(msg)
    return found


def _sorted(plain: object, written: object) -> object:
    """The JSON with its lists sorted where they were sets, which have no order of their own."""
    if isinstance(plain, frozenset) and isinstance(written, list):
        return sorted(written)
    if isinstance(plain, dict) and isinstance(written, dict):
        pairs = zip(plain.values(), written.items(), strict=True)
        return {key: _sorted(value, text) for value, (key, text) in pairs}
    if isinstance(plain, tuple | list) and isinstance(written, list):
        return [_sorted(*pair) for pair in zip(plain, written, strict=True)]
    return written
