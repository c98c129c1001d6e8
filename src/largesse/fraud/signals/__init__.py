"""The signals of abuse: one file each. The union is the registry."""

from typing import Annotated, Final, get_args

from pydantic import Field

from largesse.fraud.signals.alias_accounts import AliasAccounts
from largesse.fraud.signals.code_guessing import CodeGuessing
from largesse.fraud.signals.early_redemptions import EarlyRedemptions
from largesse.fraud.signals.fast_redemptions import FastRedemptions
from largesse.fraud.signals.refunds import Refunds
from largesse.fraud.signals.shared_code import SharedCode
from largesse.fraud.signals.staff_discounts import StaffDiscounts

AnySignal = Annotated[
    CodeGuessing | FastRedemptions | SharedCode | AliasAccounts | Refunds | EarlyRedemptions | StaffDiscounts,
    Field(discriminator="type"),
]

# What each type is called.
TITLES: Final[dict[str, str]] = {
    signal.model_fields["type"].default: signal.title for signal in get_args(get_args(AnySignal)[0])
}

__all__ = [
    "TITLES",
    "AliasAccounts",
    "AnySignal",
    "CodeGuessing",
    "EarlyRedemptions",
    "FastRedemptions",
    "Refunds",
    "SharedCode",
    "StaffDiscounts",
]
