"""Slots, filters, limits, overlap, validity and order hold for whatever is asked."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from largesse.personalization.handbills.definition import HandbillSlot
from largesse.personalization.handbills.offered import Goods, Offered
from largesse.personalization.handbills.picking import Customer, Picked, pick
from largesse.personalization.ranking import Ranked

START = datetime(2027, 3, 1, tzinfo=UTC)
END = START + timedelta(days=7)
TAGS = ["A", "B", "C"]
ids = st.integers(1, 40).map(lambda number: UUID(int=number))
edges = st.sampled_from(
    [None, START - timedelta(days=1), START, START + timedelta(days=1), END, END + timedelta(1)]
)
goods = st.builds(
    Goods,
    named=st.frozensets(st.sampled_from([f"sku:{n}" for n in range(12)] + ["category:x"]), max_size=2),
    belongs=st.frozensets(st.sampled_from(["category:x", "category:y"]), max_size=1),
)
offers = st.builds(
    Offered,
    id=ids,
    code=st.just("c"),
    name=st.just("n"),
    tags=st.frozensets(st.sampled_from(TAGS)),
    goods=goods,
    starts_at=edges,
    ends_at=edges,
    priority=st.integers(0, 3),
    discount=st.integers(0, 5).map(float),
)
slots = st.lists(
    st.builds(
        HandbillSlot,
        count=st.integers(1, 4),
        order=st.sampled_from(["engine", "priority", "newest", "dearest"]),
        filter=st.one_of(
            st.none(),
            st.builds(
                lambda tags, match: {"type": "tags", "tags": tags, "match": match},
                st.lists(st.sampled_from(TAGS), min_size=1, unique=True),
                st.sampled_from(["any", "all"]),
            ),
        ),
    ),
    min_size=1,
    max_size=4,
)


@st.composite
def questions(draw: st.DrawFn) -> dict[str, Any]:
    promotions = {offer.id: offer for offer in draw(st.lists(offers, max_size=25))}
    order = draw(st.permutations(list(promotions)))
    ranked = order[: draw(st.integers(0, len(order)))]
    return {
        "ranking": [Ranked(key, -float(place), ("because",)) for place, key in enumerate(ranked)],
        "promotions": promotions,
        "slots": draw(slots),
        "customer": Customer(
            barred=dict.fromkeys(draw(st.sets(ids, max_size=4)), "redeemed_out"),
            held=draw(st.frozensets(ids, max_size=3)),
            taken=draw(goods),
        ),
        "avoid_overlap": draw(st.booleans()),
    }


def answer(asked: dict[str, Any]) -> Picked:
    fixed = {name: asked[name] for name in ("customer", "avoid_overlap")}
    return pick(asked["ranking"], asked["promotions"], asked["slots"], start=START, end=END, **fixed)


@settings(max_examples=300)
@given(questions())
def test_slots_take_what_fits_and_never_more_than_they_have_places(asked: dict[str, Any]) -> None:
    found = answer(asked)
    assert [each.place for each in found.picks] == list(range(1, len(found.picks) + 1))
    assert [each.slot for each in found.picks] == sorted(each.slot for each in found.picks)
    short = {shortfall.slot: shortfall for shortfall in found.shortfalls}
    for number, slot in enumerate(asked["slots"], start=1):
        own = [each for each in found.picks if each.slot == number]
        assert len(own) <= slot.count
        assert all(slot.takes(asked["promotions"][each.promotion_id]) for each in own)
        assert (number in short) == (len(own) < slot.count)
        if number in short:
            assert (short[number].wanted, short[number].got) == (slot.count, len(own))
            fitting = sum(slot.takes(offer) for offer in asked["promotions"].values())
            assert sum(short[number].reasons.values()) == fitting - len(own)


@settings(max_examples=300)
@given(questions())
def test_nothing_that_is_barred_invalid_or_offered_already_is_picked(asked: dict[str, Any]) -> None:
    found = answer(asked)
    picked = [asked["promotions"][each.promotion_id] for each in found.picks]
    customer = asked["customer"]
    assert len({offer.id for offer in picked}) == len(picked)
    for place, offer in enumerate(picked):
        assert offer.id not in customer.barred
        assert offer.starts_at is None or offer.starts_at <= START
        assert offer.ends_at is None or offer.ends_at >= END
        if asked["avoid_overlap"]:
            assert offer.id not in customer.held
            assert not offer.goods.overlaps(customer.taken)
            assert not any(offer.goods.overlaps(other.goods) for other in picked[:place])


@given(questions())
def test_inside_a_slot_its_order_rules(asked: dict[str, Any]) -> None:
    ranks = {ranked.promotion_id: place for place, ranked in enumerate(asked["ranking"])}
    found = answer(asked)
    for number, slot in enumerate(asked["slots"], start=1):
        own = [asked["promotions"][each.promotion_id] for each in found.picks if each.slot == number]
        keys: dict[str, list[Any]] = {
            "engine": [ranks.get(offer.id, len(ranks)) for offer in own],
            "priority": [-offer.priority for offer in own],
            "newest": [-offer.id.int for offer in own],
            "dearest": [-offer.discount for offer in own],
        }
        assert keys[slot.order] == sorted(keys[slot.order])


@given(questions())
def test_the_same_question_has_the_same_answer_in_whatever_order_promotions_come(
    asked: dict[str, Any],
) -> None:
    turned = {**asked, "promotions": dict(reversed(list(asked["promotions"].items())))}
    assert answer(asked) == answer(turned)


@given(questions())
def test_picks_carry_scores_and_reasons_of_the_ranking(asked: dict[str, Any]) -> None:
    scores = {ranked.promotion_id: ranked.score for ranked in asked["ranking"]}
    for each in answer(asked).picks:
        assert each.score == scores.get(each.promotion_id)
        assert each.reasons == (("because",) if each.promotion_id in scores else ())


def test_an_article_of_a_category_overlaps_with_the_whole_category() -> None:
    tea = Goods(frozenset({"sku:TEA"}), frozenset({"category:drinks"}))
    drinks = Goods(frozenset({"category:drinks"}))
    juice = Goods(frozenset({"sku:JUICE"}), frozenset({"category:drinks"}))
    assert tea.overlaps(drinks)
    assert drinks.overlaps(tea)
    assert not tea.overlaps(juice)
    assert not Goods().overlaps(drinks)
