"""The judgement over a storm: limits, counters, codes, tills and ledgers, all counted anew from the rows."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import asyncpg
import orjson

from tests.faults.redemption_history import Acknowledged
from tests.faults.redemption_scene import CARD, CURRENCY, DISCOUNT, LANE, POINTS, PRICE, STORE, Cap, Scene

LIVE: Final = (1, 2)
PERIOD: Final = re.compile(r"ever|r30|m")
MONEY: Final = ("discount", "order_value", "gift_spent")
ITEMS: Final = """
    select d.id::text, d.state, d.initial, d.profile_id, d.order_id, d.returned::text,
        (d.metadata ->> 'wish')::bigint as wish, i.promotion_id, i.campaign_id, i.code,
        i.discount - i.rolled_back as discount, i.gift_spent, i.points_spent
    from redemptions d
    left join redemption_items i on i.workspace_id = d.workspace_id and i.redemption_id = d.id
    where d.workspace_id = $1"""
LEDGER: Final = """
    select redemption_id::text as id, kind,
        coalesce((select sum(a) from unnest(amounts) a), 0)::bigint as amount
    from redemption_ledger where workspace_id = $1"""
SUMS: Final = """
    select k, sum(n)::bigint from redemption_ledger, unnest(keys, amounts) u (k, n)
    where workspace_id = $1 group by k"""
POOLS: Final = """
    select pool_id::text, sum(unassigned)::bigint, sum(assigned)::bigint, sum(redeemed)::bigint from (
        select pool_id, unassigned, assigned, redeemed from pool_counts where workspace_id = $1
        union all
        select pool_id, unassigned, assigned, redeemed from pool_count_deltas where workspace_id = $1) c
    group by pool_id"""
CODES: Final = "select pool_id::text, code, state, redeemed_at from codes where workspace_id = $1"
CARDS: Final = """
    select b.code, b.balance, sum(l.amount)::bigint as entries from gift_balances b
    left join gift_ledger l on l.workspace_id = b.workspace_id and l.code = b.code
    where b.workspace_id = $1 group by b.code, b.balance"""
ACCOUNTS: Final = """
    select a.profile_id, a.balance, coalesce(sum(l.amount), 0)::bigint as entries,
        coalesce(sum(l.open), 0)::bigint as open
    from points_accounts a
    left join points_ledger l on l.workspace_id = a.workspace_id and l.profile_id = a.profile_id
    where a.workspace_id = $1 group by a.profile_id, a.balance"""
EVENTS: Final = """
    select params ->> 'redemption_id' as id, name, count(*) as n from events
    where workspace_id = $1 and name like 'redemption.%' and params ? 'redemption_id' group by 1, 2"""


@dataclass(frozen=True, slots=True)
class Item:
    """One promotion of a redemption, with what of the redemption matters."""

    id: str
    state: int
    wish: int | None
    order: str | None
    profile: int | None
    promotion: str
    owners: tuple[str, ...]
    code: str | None
    amounts: Mapping[str, int]

    @property
    def live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True)
class Aftermath:
    """What a storm left behind in the database."""

    items: Sequence[Item]
    ledger: Mapping[str, Sequence[tuple[str, int]]]
    sums: Mapping[str, int]
    counters: Mapping[str, int]
    codes: Mapping[str, int]
    pools: Sequence[str]
    cards: Mapping[str, tuple[int, int]]
    accounts: Mapping[int, tuple[int, int, int]]
    events: Mapping[str, Mapping[str, int]]


async def read_aftermath(owner_url: str, scene: Scene) -> Aftermath:
    """Reads everything at one moment."""
    owner = await asyncpg.connect(owner_url)
    try:
        async with owner.transaction(isolation="repeatable_read", readonly=True):
            return await _read(owner, scene)
    finally:
        await owner.close()


def judge(scene: Scene, found: Aftermath, told: Acknowledged, *, full: bool = False) -> list[str]:
    """Every broken promise as a sentence; an empty list is the only good answer.

    `full`: more was asked for than every limit lets through, so each must be used up exactly.
    """
    return [
        *told.broken,
        *_over_or_under(scene, found, full=full),
        *_miscounted(scene, found),
        *_codes(scene, found, full=full),
        *found.pools,
        *_cards(scene, found, full=full),
        *_accounts(scene, found, full=full),
        *_ledger(found),
        *_acknowledged(found, told),
        *_doubled(found),
        *_events(found),
    ]


def judge_empty(scene: Scene, found: Aftermath) -> list[str]:
    """What is not as it was before anything was redeemed, once everything was rolled back."""
    left = [f"{key} still counts {used}" for key, used in found.counters.items() if used]
    left += [f"the redemption {item.id} is still live" for item in found.items if item.live]
    left += [f"the code {code} is still used" for code, state in found.codes.items() if state == 3]
    left += [f"the card {code} has {has} left" for code, (has, _) in found.cards.items() if has != CARD]
    return left + [
        f"customer {who} has {found.accounts[who][0]} points left"
        for who in scene.profiles.values()
        if found.accounts[who][0] != POINTS
    ]


async def _read(owner: asyncpg.Connection, scene: Scene) -> Aftermath:
    workspace = scene.workspace_id
    ledger: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in await owner.fetch(LEDGER, workspace):
        ledger[row["id"]].append((row["kind"], row["amount"]))
    events: dict[str, dict[str, int]] = defaultdict(dict)
    for row in await owner.fetch(EVENTS, workspace):
        events[row["id"]][row["name"]] = row["n"]
    codes = await owner.fetch(CODES, workspace)
    states: dict[str, Counter[int]] = defaultdict(Counter)
    for row in codes:
        states[row["pool_id"]][row["state"]] += 1
    pools = [
        f"the pool {pool} is counted as {tuple(counts)}, its rows are {dict(states[pool])}"
        for pool, *counts in await owner.fetch(POOLS, workspace)
        if counts != [states[pool][1], states[pool][2], states[pool][3]]
    ]
    return Aftermath(
        items=[_item(row) for row in await owner.fetch(ITEMS, workspace)],
        ledger=ledger,
        sums=dict(await owner.fetch(SUMS, workspace)),
        counters=dict(
            await owner.fetch("select key, used from limit_counters where workspace_id = $1", workspace)
        ),
        codes={row["code"]: row["state"] for row in codes},
        pools=pools,
        cards={row["code"]: (row["balance"], row["entries"]) for row in await owner.fetch(CARDS, workspace)},
        accounts={
            row["profile_id"]: (row["balance"], row["entries"], row["open"])
            for row in await owner.fetch(ACCOUNTS, workspace)
        },
        events=events,
    )


def _item(row: Mapping[str, Any]) -> Item:
    back = sum(orjson.loads(row["returned"]).values())
    return Item(
        id=row["id"],
        state=row["state"],
        wish=row["wish"],
        order=row["order_id"],
        profile=row["profile_id"],
        promotion=str(row["promotion_id"]),
        owners=tuple(str(owner) for owner in (row["promotion_id"], row["campaign_id"]) if owner),
        code=row["code"],
        amounts={
            "redemptions": 1,
            "discount": row["discount"],
            "order_value": row["initial"] - back * PRICE,
            "gift_spent": row["gift_spent"],
            "points_spent": row["points_spent"],
        },
    )


def _uses(cap: Cap, items: Sequence[Item]) -> Counter[str]:
    """How much of a limit live redemptions use, by whom it counts for."""
    used: Counter[str] = Counter()
    for item in items:
        if item.live and str(cap.owner) in item.owners:
            used[_subject(cap, item.profile, item.code)] += item.amounts[cap.measure]
    return used


def _subject(cap: Cap, profile: int | None, code: str | None) -> str:
    return {
        "total": "",
        "customer": f"{profile}",
        "code": f"{code}",
        "customer_and_code": f"{profile}/{code}",
        "store": STORE,
        "metadata": f"lane={LANE}",
    }[cap.scope]


def _over_or_under(scene: Scene, found: Aftermath, *, full: bool) -> Iterator[str]:
    for cap in scene.caps:
        used = _uses(cap, found.items)
        name = f"{cap.measure} for each {cap.scope} of {cap.owner}"
        for subject, amount in used.items():
            if amount > cap.most:
                yield f"over the limit: {name}: {amount} of {cap.most} ({subject})"
        if full and cap.measure in ("redemptions", "discount"):
            for subject in _subjects(scene, cap):
                if used[subject] + (DISCOUNT if cap.measure == "discount" else 1) <= cap.most:
                    yield f"under the limit: {name}: {used[subject]} of {cap.most} ({subject})"


def _subjects(scene: Scene, cap: Cap) -> list[str]:
    doors = [door for door in scene.doors if door.promotion == cap.owner]
    if cap.scope in ("customer", "customer_and_code"):
        return [_subject(cap, who, door.codes[0]) for door in doors for who in scene.profiles.values()]
    if cap.scope == "code":
        return [code for door in doors for code in door.codes]
    return [_subject(cap, None, None)]


def _miscounted(scene: Scene, found: Aftermath) -> Iterator[str]:
    counted: dict[str, int] = {}
    for cap in scene.caps:
        measure = f"{cap.measure}.{CURRENCY}" if cap.measure in MONEY else cap.measure
        for subject, amount in _uses(cap, found.items).items():
            counted[f"{cap.owner}:{measure}:{cap.scope}:{subject}:{cap.period}"] = amount
    counters, sums = _by_stem(found.counters), _by_stem(found.sums)
    for key in {*counted, *counters, *sums}:
        told = (counters[key], sums[key], counted.get(key, 0))
        if len(set(told)) > 1:
            yield f"miscounted: {key}: counter {told[0]}, ledger {told[1]}, redemptions {told[2]}"


def _by_stem(counters: Mapping[str, int]) -> Counter[str]:
    """The counters without the days in the last part of their keys: a storm may go on over midnight."""
    found: Counter[str] = Counter()
    for key, used in counters.items():
        stem, _, period = key.rpartition(":")
        found[f"{stem}:{PERIOD.match(period)[0]}"] += used  # type: ignore[index]  # the judge may break off
    return found


def _codes(scene: Scene, found: Aftermath, *, full: bool) -> Iterator[str]:
    uses = Counter(item.code for item in found.items if item.live)
    shared = {code for door in scene.doors if door.promotion in scene.budgeted for code in door.codes}
    for code in scene.single:
        if uses[code] > 1:
            yield f"code {code} was used {uses[code]} times"
        if (found.codes[code] == 3) != (uses[code] > 0):
            yield f"code {code} is in state {found.codes[code]} and was used {uses[code]} times"
        if full and not uses[code] and code not in shared:
            yield f"code {code} was wanted, and nobody got it"


def _cards(scene: Scene, found: Aftermath, *, full: bool) -> Iterator[str]:
    spent: Counter[str | None] = Counter()
    for item in found.items:
        if item.live:
            spent[item.code] += item.amounts["gift_spent"]
    for code in scene.cards:
        balance, entries = found.cards.get(code, (CARD, CARD))
        if (balance, entries) != (CARD - spent[code],) * 2 or balance < 0:
            yield f"card {code} holds {balance}, its entries are {entries}, {spent[code]} of {CARD} was spent"
        if full and balance:
            yield f"card {code} was wanted, and {balance} is left"


def _accounts(scene: Scene, found: Aftermath, *, full: bool) -> Iterator[str]:
    spent: Counter[int | None] = Counter()
    for item in found.items:
        if item.live:
            spent[item.profile] += item.amounts["points_spent"]
    for who in scene.profiles.values():
        balance, entries, still_open = found.accounts[who]
        if {balance, entries, still_open} != {POINTS - spent[who]} or balance < 0:
            yield (
                f"customer {who} has {balance} points, entries of {entries}, {still_open} of them open;"
                f" {spent[who]} of {POINTS} were spent"
            )
        if full and balance:
            yield f"the points of customer {who} were wanted, and {balance} are left"


def _ledger(found: Aftermath) -> Iterator[str]:
    """One beginning and one end at most; what ended gave everything back."""
    for item in found.items:
        entries = found.ledger.get(item.id, [])
        kinds = Counter(kind for kind, _ in entries)
        if kinds["hold"] + kinds["redeem"] != 1:
            yield f"the ledger has {kinds['hold'] + kinds['redeem']} beginnings of {item.id}"
        if kinds["cancel"] + kinds["lapse"] > 1 or kinds["confirm"] > 1:
            yield f"the ledger ends {item.id} more than once: {dict(kinds)}"
        if not item.live and sum(amount for _, amount in entries):
            yield f"{item.id} ended and did not give everything back"


def _acknowledged(found: Aftermath, told: Acknowledged) -> Iterator[str]:
    rows = {item.id: item for item in found.items}
    for redemption, number in told.wishes.items():
        item = rows.get(redemption)
        if item is None:
            yield f"acknowledged {redemption} of wish {number} is not in the rows"
        elif item.wish != number:
            yield f"{redemption} was told for wish {number}, and is of wish {item.wish}"
        elif item.state not in told.states[redemption]:
            yield f"{redemption} is in state {item.state}, told was {sorted(told.states[redemption])}"
    for key, redemptions in told.by_key.items():
        if len(redemptions) > 1:
            yield f"key {key} was answered with {len(redemptions)} redemptions"


def _doubled(found: Aftermath) -> Iterator[str]:
    live = [item for item in found.items if item.live]
    for wish, times in Counter(item.wish for item in live).items():
        if times > 1:
            yield f"wish {wish} was redeemed {times} times"
    for (order, code), times in Counter((item.order, item.code) for item in live).items():
        if order is not None and times > 1:
            yield f"order {order} used the code {code} {times} times"
    for redemption, times in Counter(item.id for item in found.items).items():
        if times > 1:
            yield f"{redemption} has {times} items"


def _events(found: Aftermath) -> Iterator[str]:
    """Each thing that happened is told once."""
    for item in found.items:
        told = found.events.get(item.id, {})
        begun = told.get("redemption.created", 0) + told.get("redemption.held", 0)
        ends = {3: "rolled_back", 4: "cancelled", 5: "lapsed"}
        ended = told.get(f"redemption.{ends[item.state]}", 0) if item.state in ends else 1
        confirmed = told.get("redemption.confirmed", 0) == int(
            item.state in (2, 3) and "redemption.held" in told
        )
        if begun != 1 or ended < 1 or not confirmed:
            yield f"{item.id} is in state {item.state}, its events are {dict(told)}"
