"""What a cart is told, from what the database has."""

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from largesse.accounts.commands.workspaces import create_workspace
from largesse.core.db import Database
from largesse.promotions.commands.campaigns import change_campaign_status
from largesse.promotions.commands.publish import change_promotion_status
from largesse.promotions.shelf import Shelf
from largesse.redemptions.asking.desk import Desk, Refusal
from tests.factories import a_pool
from tests.redemptions.made import (
    a_campaign,
    a_cart,
    a_customer,
    a_promotion,
    ask,
    reasons,
    settle,
    write,
)

SUMMER = {"type": "generic_code", "code": "SUMMER10"}


async def test_an_automatic_promotion_applies(database: Database, workspace_id: UUID) -> None:
    await a_promotion(database, workspace_id)

    asked = await ask(database, workspace_id)

    assert asked.decision.discount == 1000
    assert [candidate.name for candidate in asked.decision.applied] == ["Ten per cent"]


async def test_a_generic_code_applies_whatever_its_case(database: Database, workspace_id: UUID) -> None:
    promotion = await a_promotion(database, workspace_id, access=SUMMER)

    asked = await ask(database, workspace_id, " summer10 ", "SUMMER10")

    assert [(c.code, c.promotion_id) for c in asked.decision.applied] == [("SUMMER10", promotion)]
    assert asked.codes["SUMMER10"].shown == "summer10"
    assert (await ask(database, workspace_id)).decision.discount == 0


async def test_an_unknown_code_is_not_found_whatever_it_is_made_of(
    database: Database, workspace_id: UUID
) -> None:
    asked = await ask(database, workspace_id, "NOBODY", "W\u00adEIRD", "x" * 80, "nul\x00")

    assert set(asked.refused.values()) == {"code_not_found"}
    assert len(asked.refused) == 4


async def test_a_code_of_a_pool_leads_to_its_promotion(database: Database, workspace_id: UUID) -> None:
    pool = await a_pool(database, workspace_id, codes=2)
    stem = pool.hex[-8:].upper()
    promotion = await a_promotion(database, workspace_id, access={"type": "pool_codes", "pool_id": str(pool)})

    asked = await ask(database, workspace_id, f"{stem}-00001")

    assert [(c.code, c.promotion_id) for c in asked.decision.applied] == [(f"{stem}-00001", promotion)]
    assert asked.codes[f"{stem}-00001"].pool_id == pool


async def test_a_pool_without_a_promotion_gives_nothing(database: Database, workspace_id: UUID) -> None:
    pool = await a_pool(database, workspace_id, codes=1)

    asked = await ask(database, workspace_id, f"{pool.hex[-8:]}-00001")

    assert list(asked.refused.values()) == ["promotion_inactive"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("valid_until = :now - interval '1 second'", "code_expired"),
        ("state = 4, cancelled_at = :now", "code_disabled"),
        ("state = 3, redeemed_at = :now", "code_exhausted"),
    ],
)
async def test_a_code_that_is_no_good_says_why(
    database: Database, workspace_id: UUID, change: str, reason: str
) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    await a_promotion(database, workspace_id, access={"type": "pool_codes", "pool_id": str(pool)})
    now = database.clock()
    change = change.replace(":now", "cast(:now as timestamptz)")
    await write(database, workspace_id, f"update codes set {change} where workspace_id = :workspace", now=now)

    asked = await ask(database, workspace_id, f"{pool.hex[-8:]}-00001", now=now)

    assert list(reasons(asked).values()) == [reason]


async def test_an_unassigned_code_expires_with_its_pool(database: Database, workspace_id: UUID) -> None:
    ends = database.clock() + timedelta(days=1)
    pool = await a_pool(database, workspace_id, codes=1, codes_expire_at=ends.isoformat())
    await a_promotion(database, workspace_id, access={"type": "pool_codes", "pool_id": str(pool)})
    code = f"{pool.hex[-8:]}-00001"

    assert (await ask(database, workspace_id, code, now=ends - timedelta(seconds=1))).decision.applied
    assert list(reasons(await ask(database, workspace_id, code, now=ends)).values()) == ["code_expired"]


async def test_a_code_in_anothers_hands_is_refused(database: Database, workspace_id: UUID) -> None:
    pool = await a_pool(database, workspace_id, codes=1)
    await a_promotion(database, workspace_id, access={"type": "pool_codes", "pool_id": str(pool)})
    holder = await a_customer(database, workspace_id, "holder")
    await a_customer(database, workspace_id, "thief")
    await write(
        database,
        workspace_id,
        "update codes set state = 2, profile_id = :holder, assigned_at = now()"
        " where workspace_id = :workspace",
        holder=holder,
    )
    code = f"{pool.hex[-8:]}-00001"

    assert (await ask(database, workspace_id, code, customer="holder")).decision.applied
    assert list(reasons(await ask(database, workspace_id, code, customer="thief")).values()) == [
        "wrong_customer"
    ]
    assert list(reasons(await ask(database, workspace_id, code, customer="new")).values()) == [
        "wrong_customer"
    ]
    assert list(reasons(await ask(database, workspace_id, code)).values()) == ["customer_required"]


@pytest.mark.parametrize(
    ("status", "reason"), [("paused", "promotion_inactive"), ("finished", "promotion_finished")]
)
async def test_a_promotion_that_does_not_run_is_refused(
    database: Database, workspace_id: UUID, status: str, reason: str
) -> None:
    promotion = await a_promotion(database, workspace_id, access=SUMMER)
    async with database.context(workspace_id) as ctx:
        await change_promotion_status(ctx, promotion, status)  # type: ignore[arg-type]

    assert reasons(await ask(database, workspace_id, "SUMMER10")) == {"SUMMER10": reason}


@pytest.mark.parametrize(
    ("status", "reason"), [("paused", "campaign_inactive"), ("finished", "campaign_finished")]
)
async def test_a_campaign_that_does_not_run_stops_its_promotions(
    database: Database, workspace_id: UUID, status: str, reason: str
) -> None:
    campaign = await a_campaign(database, workspace_id)
    await a_promotion(database, workspace_id, access=SUMMER, campaign_id=campaign)
    assert (await ask(database, workspace_id, "SUMMER10")).decision.applied
    async with database.context(workspace_id) as ctx:
        await change_campaign_status(ctx, campaign, status)  # type: ignore[arg-type]

    assert reasons(await ask(database, workspace_id, "SUMMER10")) == {"SUMMER10": reason}


async def test_periods_begin_at_their_first_moment_and_end_before_their_last(
    database: Database, workspace_id: UUID
) -> None:
    start = database.clock() + timedelta(days=1)
    end = start + timedelta(days=1)
    inner = {"starts_at": start.isoformat(), "ends_at": end.isoformat()}
    campaign = await a_campaign(database, workspace_id, **inner)
    await a_promotion(database, workspace_id, access=SUMMER, campaign_id=campaign)
    await a_promotion(database, workspace_id, access={**SUMMER, "code": "OWN"}, name="Own", **inner)

    for now, expected in (
        (start - timedelta(microseconds=1), ["campaign_not_started", "promotion_not_started"]),
        (end, ["campaign_finished", "promotion_finished"]),
    ):
        told = reasons(await ask(database, workspace_id, "SUMMER10", "OWN", now=now))
        assert [told["SUMMER10"], told["OWN"]] == expected
    for now in (start, end - timedelta(microseconds=1)):
        assert (await ask(database, workspace_id, "SUMMER10", now=now)).decision.applied


async def test_an_activation_is_needed_and_lapses(database: Database, workspace_id: UUID) -> None:
    promotion = await a_promotion(database, workspace_id, access=SUMMER, activation={"lasts": "P1D"})
    customer = await a_customer(database, workspace_id)
    now = database.clock()
    assert reasons(await ask(database, workspace_id, "SUMMER10")) == {"SUMMER10": "customer_required"}
    assert reasons(await ask(database, workspace_id, "SUMMER10", customer="c-1")) == {
        "SUMMER10": "activation_required"
    }
    await write(
        database,
        workspace_id,
        "select redemptions_activate(:workspace, :customer, :promotion, 0, 1, :until, null, null, false,"
        " 't', :now)",
        customer=customer,
        promotion=promotion,
        until=now + timedelta(days=1),
        now=now,
    )

    assert (await ask(database, workspace_id, "SUMMER10", customer="c-1", now=now)).decision.applied
    later = now + timedelta(days=1)
    assert reasons(await ask(database, workspace_id, "SUMMER10", customer="c-1", now=later)) == {
        "SUMMER10": "activation_lapsed"
    }


@pytest.mark.parametrize("audience", ["handbill", "custom"])
async def test_a_promotion_that_is_given_out_is_for_those_who_got_it(
    database: Database, workspace_id: UUID, audience: str
) -> None:
    promotion = await a_promotion(database, workspace_id, audience=audience)
    customer = await a_customer(database, workspace_id)
    assert not (await ask(database, workspace_id, customer="c-1")).decision.applied
    await write(
        database,
        workspace_id,
        "select redemptions_assign(:workspace, :customer, array[cast(:promotion as uuid)], 't', now())",
        customer=customer,
        promotion=str(promotion),
    )

    assert (await ask(database, workspace_id, customer="c-1")).decision.applied
    assert not (await ask(database, workspace_id, customer="c-2")).decision.applied
    assert not (await ask(database, workspace_id)).decision.applied


async def test_members_are_customers_who_are_known(database: Database, workspace_id: UUID) -> None:
    await a_promotion(database, workspace_id, access=SUMMER, audience="members")
    await a_customer(database, workspace_id)

    assert (await ask(database, workspace_id, "SUMMER10", customer="c-1")).decision.applied
    for nobody in ("stranger", None):
        told = reasons(await ask(database, workspace_id, "SUMMER10", customer=nobody))
        assert told == {"SUMMER10": "customer_required"}


async def test_a_named_customer_without_a_profile_counts_as_a_new_one(
    database: Database, workspace_id: UUID
) -> None:
    limit = {"scope": "customer", "most": 1}
    await a_promotion(database, workspace_id, access=SUMMER, limits=[limit])

    asked = await ask(database, workspace_id, "SUMMER10", customer="never-seen")

    assert asked.visit.customer_id == 0
    assert asked.decision.applied
    assert reasons(await ask(database, workspace_id, "SUMMER10")) == {"SUMMER10": "customer_required"}


async def test_a_known_refusal_is_taken_as_it_is(database: Database, workspace_id: UUID) -> None:
    promotion = await a_promotion(database, workspace_id, access=SUMMER)

    asked = await ask(
        database, workspace_id, "SUMMER10", refusals={promotion: Refusal("limit_reached", 5, 5)}
    )

    assert reasons(asked) == {"SUMMER10": "limit_reached"}


async def test_only_the_promotions_that_are_named_are_looked_at(
    database: Database, workspace_id: UUID
) -> None:
    one = await a_promotion(database, workspace_id, name="One")
    await a_promotion(database, workspace_id, name="Two")
    await a_promotion(database, workspace_id, access=SUMMER, name="Coded")

    asked = await ask(database, workspace_id, "SUMMER10", promotions=[one])

    assert [candidate.promotion_id for candidate in asked.decision.candidates] == [one]


async def test_the_total_must_be_that_of_the_lines(database: Database, workspace_id: UUID) -> None:
    await a_promotion(database, workspace_id, access=SUMMER)

    asked = await ask(database, workspace_id, "SUMMER10", cart=a_cart(500, 700, amount=1300))

    [candidate] = asked.decision.candidates
    assert candidate.verdict is not None
    assert (candidate.verdict.reason, candidate.verdict.observed, candidate.verdict.needed) == (
        "order_total_mismatch",
        1200,
        1300,
    )


async def test_an_order_of_which_only_the_total_is_known_gets_its_discount(
    database: Database, workspace_id: UUID
) -> None:
    await a_promotion(database, workspace_id)

    asked = await ask(database, workspace_id, cart=a_cart(amount=5000))

    assert asked.decision.discount == 500


async def test_a_book_that_was_printed_anew_is_read_at_once(database: Database, workspace_id: UUID) -> None:
    desk = Desk(database, Shelf(database))
    assert not (await ask(database, workspace_id, desk=desk)).decision.applied
    promotion = await a_promotion(database, workspace_id)
    assert (await ask(database, workspace_id, desk=desk)).decision.applied
    async with database.context(workspace_id) as ctx:
        await change_promotion_status(ctx, promotion, "paused")

    assert not (await ask(database, workspace_id, desk=desk)).decision.applied


async def test_another_workspace_has_its_own_codes(database: Database, workspace_id: UUID) -> None:
    await a_promotion(database, workspace_id, access=SUMMER)
    desk = Desk(database, Shelf(database))
    async with database.session() as session:
        other = (await create_workspace(session, "Other shop", now=database.clock())).workspace_id

    assert (await ask(database, workspace_id, "SUMMER10", desk=desk)).decision.applied
    assert reasons(await ask(database, other, "SUMMER10", desk=desk)) == {"SUMMER10": "code_not_found"}


async def test_all_or_nothing_lets_an_unknown_code_stop_everything(
    database: Database, workspace_id: UUID
) -> None:
    await a_promotion(database, workspace_id, access=SUMMER)
    await settle(database, workspace_id, all_or_nothing=True)

    asked = await ask(database, workspace_id, "SUMMER10", "NOBODY")

    assert reasons(asked) == {"SUMMER10": "all_or_nothing", "NOBODY": "code_not_found"}
    assert asked.decision.discount == 0


async def test_a_hopeless_promotion_is_left_out_and_never_a_good_one(
    database: Database, workspace_id: UUID
) -> None:
    seed = random.randrange(2**32)
    draw = random.Random(seed)
    leaves = [
        lambda: {
            "type": "order_minimum",
            "amount": draw.randrange(6000),
            "basis": draw.choice(["initial", "current"]),
        },
        lambda: {
            "type": "order_maximum",
            "amount": draw.randrange(6000),
            "basis": draw.choice(["initial", "current"]),
        },
        lambda: {"type": "item_count", "at_least": draw.randrange(1, 4)},
        lambda: {"type": "channel", "any_of": [draw.choice(["web", "app"])]},
        lambda: {"type": "new_customer"},
        lambda: {"type": "customer_known"},
    ]

    def tree(depth: int) -> dict[str, Any]:
        kind = draw.choice(["all", "any", "not", "leaf"]) if depth else "leaf"
        if kind == "leaf":
            return draw.choice(leaves)()
        if kind == "not":
            return {"type": "not", "rule": tree(depth - 1)}
        return {"type": kind, "rules": [tree(depth - 1) for _ in range(draw.randrange(1, 4))]}

    for number in range(12):
        await a_promotion(database, workspace_id, name=str(number), rules=tree(2))
    await settle(database, workspace_id, default="all")
    await a_customer(database, workspace_id)
    desk = Desk(database, Shelf(database))
    applied = 0

    for _ in range(40):
        prices = [draw.randrange(3000) for _ in range(draw.randrange(4))]
        cart = a_cart(*prices, channel=draw.choice(["web", "app", None]))
        customer = draw.choice(["c-1", "new", None])
        few = await ask(database, workspace_id, cart=cart, customer=customer, desk=desk)
        whole = await ask(database, workspace_id, cart=cart, customer=customer, desk=desk, explain_all=True)
        assert few.decision.applied == whole.decision.applied, (seed, cart)
        applied += len(few.decision.applied)
    assert applied > 0, seed
