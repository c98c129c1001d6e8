"""The mapping of Synerise's promotion fields: what is sent comes back, and updates touch nothing else."""

from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.promotions.definition import Definition
from largesse.promotions.imports.fields import PromotionFields
from largesse.promotions.imports.mapping import DEFINED, Terms, define, read_definition

TERMS = Terms("EUR", ZoneInfo("Europe/Warsaw"))
ALL = frozenset(PromotionFields.model_fields)
WIRE = {name: field.alias or name for name, field in PromotionFields.model_fields.items()}

words = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), min_size=1, max_size=20)
cents = st.decimals(Decimal("0"), Decimal("5000"), places=2)
counts = st.integers(0, 1000)
keys = st.lists(words, max_size=5, unique=True)
steps = st.lists(
    st.fixed_dictionaries({"discountValue": st.integers(1, 90), "usageThreshold": st.integers(0, 20)}),
    max_size=4,
)
multibuy = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["PERCENT", "AMOUNT", "EXACT_PRICE", "OTHER"]),
        "outerScope": st.booleans(),
        "requiredItemsCount": st.integers(0, 9),
        "discountedItemsCount": st.integers(0, 9),
    },
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["GENERAL", "MEMBERS_ONLY", "HANDBILL", "CUSTOM"]),
    "redeemLimitPerClient": st.integers(1, 99),
    "redeemQuantityPerActivation": st.integers(1, 99),
    "redeemLimitGlobal": st.integers(1, 99),
    "redeemType": st.sampled_from(["FULL", "PARTIAL"]),
    "details": st.fixed_dictionaries({"discountType": multibuy, "more": words}),
    "discountType": st.sampled_from(
        ["NONE", "PERCENT", "AMOUNT", "2_FOR_1", "POINTS", "MULTIBUY", "EXACT_PRICE"]
    ),
    "discountValue": st.integers(1, 100),
    "discountMode": st.sampled_from(["STATIC", "STEP"]),
    "discountModeDetails": st.fixed_dictionaries(
        {"discountSteps": steps, "discountUsageTrigger": st.sampled_from(["TRANSACTION", "REDEEM"])}
    ),
    "itemScope": st.sampled_from(["LINE_ITEM", "BASKET"]),
    "preDiscountValue": cents,
    "requireRedeemedPoints": counts,
    "name": words,
    "headline": words,
    "startAt": st.sampled_from(["2026-01-01T00:00:00Z", "2026-06-01T00:00:00+02:00"]),
    "expireAt": st.sampled_from(["2030-01-01T00:00:00Z"]),
    "displayFrom": st.sampled_from(["08:00", "2026-01-01", "2026-01-01T00:00:00Z"]),
    "lastingTime": counts,
    "params": st.dictionaries(
        words.filter(lambda word: word != "$synerise"), st.none() | words | st.integers(0, 9), max_size=3
    ),
    "minBasketValue": cents,
    "maxBasketValue": cents,
    "catalog": words,
    "catalogIndexItems": keys,
    "catalogFilterIds": keys,
    "excludeCatalogIndexItems": keys,
    "activationLimitGlobalType": words,
    "activationLimitGlobalLimit": counts,
    "activationLimitGlobalRelativeMinutes": counts,
    "storeIds": keys,
    "targetType": st.sampled_from(["ALL", "SEGMENT"]),
    "targetSegment": st.lists(st.uuids().map(str), max_size=3, unique=True),
    "price": cents,
    "priority": st.integers(-5, 500),
    "voucherPool": st.uuids().map(str),
    "importHash": words,
}
promotions = st.fixed_dictionaries({}, optional=FIELDS)


def written(fields: dict[str, Any], onto: Definition | None = None) -> Definition:
    """The definition of these fields; stored and read again, as the database does it."""
    sent = PromotionFields.model_validate(fields)
    touched = ALL if onto is None else sent.model_fields_set
    if onto is not None:
        sent = PromotionFields.model_validate({**read_definition(onto, TERMS), **fields})
    made = define(sent, onto=onto or Definition(), touched=touched, terms=TERMS)
    return Definition.model_validate_json(made.model_dump_json())


def said(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields as JSON; lists that stand for sets in one order, and nothing where they say nothing."""
    wire = PromotionFields.model_validate(fields).model_dump(
        mode="json", by_alias=True, include=set(DEFINED), exclude_unset=True
    )
    return {
        name: sorted(value)
        if isinstance(value, list) and all(isinstance(one, str) for one in value)
        else value
        for name, value in wire.items()
    }


@settings(deadline=None, max_examples=150)
@given(promotions)
def test_whatever_is_sent_comes_back(fields: dict[str, Any]) -> None:
    seen = said(read_definition(written(fields), TERMS))
    assert {name: seen.get(name) for name in said(fields)} == said(fields)


@settings(deadline=None, max_examples=150)
@given(promotions, promotions)
def test_an_update_changes_what_it_sends_and_nothing_else(
    before: dict[str, Any], update: dict[str, Any]
) -> None:
    first = written(before)
    old, new = said(read_definition(first, TERMS)), said(update)
    seen = said(read_definition(written(update, onto=first), TERMS))
    assert {name: seen.get(name) for name in new} == new
    sent_before = {name: value for name, value in said(before).items() if name not in new}
    assert {name: seen.get(name) for name in sent_before} == {name: old[name] for name in sent_before}


@settings(deadline=None, max_examples=100)
@given(promotions)
def test_writing_what_was_read_changes_nothing(fields: dict[str, Any]) -> None:
    first = written(fields)
    again = written(read_definition(first, TERMS), onto=first)
    assert read_definition(again, TERMS) == read_definition(first, TERMS)
