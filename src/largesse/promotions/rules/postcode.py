"""To which postcode the order goes."""

from functools import cached_property
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field, model_validator

from largesse.promotions.facts import Facts
from largesse.promotions.rules.ranges import show_names
from largesse.promotions.rules.rule import Group, Rule
from largesse.promotions.verdicts import LOCATION_REQUIRED, PASSED, Verdict, failed

# A letter or a digit at least: else the plain form is empty, and every postcode would begin with it.
Code = Annotated[
    str, Field(min_length=1, max_length=20, pattern=r"^[\p{L}\p{N}\- ]*[\p{L}\p{N}][\p{L}\p{N}\- ]*$")
]
DROPPED: Final = str.maketrans("", "", " -")


class Postcode(Rule):
    """The order goes to one of these postcodes, or to one that begins like this.

    Spaces, hyphens, and capital or small letters make no difference: `00-950` is `00950`.
    """

    title: ClassVar[str] = "Postcode"
    group: ClassVar[Group] = "order"
    sentence: ClassVar[str] = "To the postcodes[ {any_of}][ that begin with {prefixes}]"

    type: Literal["postcode"] = "postcode"
    any_of: tuple[Code, ...] = Field(
        default=(), max_length=10_000, description="Whole postcodes.", examples=[["00-950"]]
    )
    prefixes: tuple[Code, ...] = Field(
        default=(), max_length=1000, description="Beginnings of postcodes.", examples=[["31-"]]
    )

    @model_validator(mode="after")
    def _names_some(self) -> "Postcode":
        if not (self.any_of or self.prefixes):
            msg = "needs postcodes in `any_of` or `prefixes`"
            raise ValueError(msg)
        return self

    def check(self, facts: Facts) -> Verdict:
        postcode = facts.cart.postcode
        if postcode is None:
            return LOCATION_REQUIRED
        plain = _plain(postcode)
        if plain in self._whole or plain.startswith(self._begun):
            return PASSED
        return failed("area_rule_failed", observed=postcode, needed=self._needed)

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(_plain(code) for code in self.any_of)

    @cached_property
    def _begun(self) -> tuple[str, ...]:
        return tuple({_plain(code) for code in self.prefixes})

    @cached_property
    def _needed(self) -> tuple[str, ...]:
        return show_names((*self.any_of, *(f"{prefix}..." for prefix in self.prefixes)))


def _plain(code: str) -> str:
    return code.translate(DROPPED).upper()
