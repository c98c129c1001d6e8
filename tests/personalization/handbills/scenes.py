"""Random personalised promotions with promotions, customers and weeks of theirs, and a judge of every set."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

import httpx
from hypothesis import strategies as st

from tests.conftest import SetClock

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)  # a Monday
DAY = timedelta(days=1)
TAGS = ("A", "B", "C")
PEOPLE = 5
Json = dict[str, Any]

offers = st.fixed_dictionaries(
    {
        "tags": st.lists(st.sampled_from(TAGS), unique=True, max_size=2),
        "skus": st.lists(st.sampled_from([f"S{n}" for n in range(7)]), unique=True, min_size=1, max_size=2),
        "starts": st.sampled_from([None, None, -3, 0, 1, 5]),
        "ends": st.sampled_from([None, None, 6, 9, 12, 20, 40]),
        "audience": st.sampled_from(["handbill"] * 5 + ["all"]),
        "status": st.sampled_from(["active"] * 6 + ["hidden", "draft", "paused"]),
        "customer_limit": st.sampled_from([None, None, 1, 2]),
        "total_limit": st.sampled_from([None, None, None, 1, 3]),
        "vip": st.sampled_from([False, False, False, True]),
        "activation": st.booleans(),
        "priority": st.integers(0, 3),
        "percent": st.sampled_from(["5", "10", "20"]),
    }
)
filters = st.one_of(
    st.none(),
    st.builds(
        lambda tags, match: {"type": "tags", "tags": tags, "match": match},
        st.lists(st.sampled_from(TAGS), min_size=1, max_size=2, unique=True),
        st.sampled_from(["any", "all"]),
    ),
)
slots = st.lists(
    st.builds(
        lambda count, order, wanted: {
            "count": count,
            "order": order,
            **({"filter": wanted} if wanted else {}),
        },
        st.integers(1, 3),
        st.sampled_from(["engine", "priority", "newest", "dearest"]),
        filters,
    ),
    min_size=1,
    max_size=3,
)
activities = st.one_of(
    st.integers(1, 9).map(lambda number: {"type": "relative", "days": number}),
    st.sampled_from(["monday", "thursday", "sunday"]).map(
        lambda day: {"type": "weekly", "weekday": day, "time": "06:00"}
    ),
    st.just({"type": "fixed", "first_day": "2027-03-01", "last_day": "2027-03-12"}),
)
shares = st.sampled_from([(10_000, 0, 0), (6_000, 0, 4_000), (3_000, 4_000, 3_000), (5_000, 5_000, 0)])
scenes = st.fixed_dictionaries(
    {
        "offers": st.lists(offers, min_size=4, max_size=10),
        "slots": slots,
        "own_slots": st.one_of(st.none(), slots),
        "activity": activities,
        "shares": shares,
        "avoid_overlap": st.sampled_from([True, True, False]),
        "candidates": st.sampled_from(["handbill", "handbill", "any"]),
        "acts": st.lists(
            st.tuples(
                st.sampled_from(["read", "read", "activate", "redeem", "by_hand", "wait", "long_wait"]),
                st.integers(0, PEOPLE - 1),
                st.integers(0, 9),
            ),
            min_size=4,
            max_size=14,
        ),
    }
)


@dataclass
class Hands:
    """What one customer holds, as this test saw it happen."""

    is_vip: bool
    given: dict[str, datetime] = field(default_factory=dict)
    by_hand: set[str] = field(default_factory=set)
    active: set[str] = field(default_factory=set)
    spent: set[str] = field(default_factory=set)
    used: dict[str, int] = field(default_factory=dict)
    set_id: str | None = None
    ends_at: datetime = NOON - DAY

    def held(self, now: datetime) -> set[str]:
        live = {code for code, until in self.given.items() if until > now} | self.by_hand
        return (live - self.spent) | self.active


class Scene:
    """One run: the marketer's settings, the customers' acts, and after every reading the judge."""

    def __init__(self, client: httpx.AsyncClient, clock: SetClock, scene: Mapping[str, Any]) -> None:
        self.client, self.clock, self.scene = client, clock, scene
        self.promotions: dict[str, Json] = {}
        self.ids: dict[str, str] = {}
        self.people: list[int] = []
        self.hands: list[Hands] = []
        self.handbill = ""
        self.faults: list[str] = []
        self.sets = 0

    @property
    def now(self) -> datetime:
        assert self.clock.now is not None
        return self.clock.now

    async def send(self, method: str, path: str, body: object = None) -> httpx.Response:
        return await self.client.request(method, path, json=body)

    async def post(self, path: str, body: object = None) -> Json:
        answer = await self.send("POST", path, body)
        assert answer.is_success, answer.text
        found: Json = answer.json()
        return found

    async def open(self) -> None:
        for number, offer in enumerate(self.scene["offers"]):
            self.clock.now = NOON - DAY + timedelta(seconds=number)
            await self._offer(f"P{number}", offer)
        self.clock.now = NOON
        for number in range(PEOPLE):
            is_vip = number % 2 == 0
            profile = await self.post(
                "/v1/profiles", {"custom_id": f"c{number}", "tags": ["vip"] if is_vip else []}
            )
            self.people.append(profile["id"])
            self.hands.append(Hands(is_vip))
        made = await self.post(
            "/v1/handbills", {"name": "Any", "type": "mobile", "definition": self.definition()}
        )
        self.handbill = made["id"]
        await self.post(f"/v1/handbills/{self.handbill}/publications")

    def definition(self) -> Json:
        first, second, control = self.scene["shares"]
        own = {"slots": self.scene["own_slots"]} if self.scene["own_slots"] else {}
        return {
            "variants": [{"name": "A", "share": first}, {"name": "B", "share": second, **own}],
            "control_share": control,
            "precompute": False,
            **{name: self.scene[name] for name in ("slots", "activity", "avoid_overlap", "candidates")},
        }

    async def _offer(self, code: str, offer: Mapping[str, Any]) -> None:
        moment = {"starts_at": offer["starts"], "ends_at": offer["ends"]}
        limits = [
            {"scope": scope, "most": offer[f"{scope}_limit"]}
            for scope in ("customer", "total")
            if offer[f"{scope}_limit"]
        ]
        definition = {
            "audience": offer["audience"],
            "items": {"skus": offer["skus"]},
            "rewards": [{"type": "line_percent", "percent": offer["percent"]}],
            "activation": {} if offer["activation"] else None,
            "stacking": {"priority": offer["priority"]},
            "limits": limits,
            **{name: (NOON + day * DAY).isoformat() for name, day in moment.items() if day is not None},
            **({"customers": {"type": "tag", "tags": ["vip"]}} if offer["vip"] else {}),
        }
        made = await self.post(
            "/v1/promotions", {"code": code, "name": code, "tags": offer["tags"], "definition": definition}
        )
        self.promotions[code], self.ids[code] = {**offer, "id": made["id"]}, made["id"]
        if offer["status"] == "draft":
            return
        path = f"/v1/promotions/{made['id']}"
        await self.post(f"{path}/publications", {"hidden": offer["status"] == "hidden"})
        if offer["status"] == "paused":
            await self.post(f"{path}/status-changes", {"status": "paused"})

    async def act(self, what: str, who: int, which: int) -> None:
        code = f"P{which % len(self.promotions)}"
        match what:
            case "read":
                await self.read(who)
            case "wait" | "long_wait":
                self.clock.now = self.now + (5 * DAY if what == "long_wait" else timedelta(hours=7))
            case "activate":
                path = f"/v1/profiles/{self.people[who]}/promotions/{self.ids[code]}/activations"
                if (await self.send("POST", path)).status_code == 201:
                    self.hands[who].active.add(code)
                    self.hands[who].spent.discard(code)
            case "by_hand":
                path = f"/v1/profiles/{self.people[who]}/promotions"
                answer = await self.send("POST", path, {"promotion_ids": [self.ids[code]]})
                if answer.is_success:
                    self.hands[who].by_hand.add(code)
            case _:
                await self.redeem(who, code)

    async def redeem(self, who: int, code: str) -> None:
        cart = {"items": [{"sku": sku, "price": 1000} for sku in self.promotions[code]["skus"]]}
        done = await self.post("/v1/redemptions", {"customer": {"id": self.people[who]}, "cart": cart})
        names = {key: name for name, key in self.ids.items()}
        hands = self.hands[who]
        for used in (done.get("redemption") or {}).get("promotions", ()):
            name = names[used["promotion_id"]]
            hands.used[name] = hands.used.get(name, 0) + 1
            if name in hands.active:
                hands.active.discard(name)
                hands.spent.add(name)

    async def read(self, who: int) -> None:
        """Reads, judges what came, and looks at once whether it stays."""
        path = f"/v1/handbills/{self.handbill}/profiles/{self.people[who]}"
        answer = await self.send("GET", path)
        if answer.status_code == 409:
            self.check(
                answer.json()["code"] == "handbill_not_active" and self.end() is None, "closed too early"
            )
            return
        assert answer.status_code == 200, answer.text
        found, hands = answer.json(), self.hands[who]
        if found["set_id"] is not None and found["set_id"] != hands.set_id:
            self.check(hands.ends_at <= self.now, "a second set for one period")
            self.judge(who, found)
            hands.set_id, hands.ends_at = found["set_id"], datetime.fromisoformat(found["ends_at"])
            hands.given |= dict.fromkeys((item["code"] for item in found["items"]), hands.ends_at)
            # Given anew it is assigned again, whatever was made of it before.
            self.sets += 1
        elif found["set_id"] is not None:
            self.check(hands.ends_at > self.now, "a set beyond its end")
        again = (await self.send("GET", path)).json()
        self.check(again["set_id"] == found["set_id"], "another set at the second reading")
        self.check(again["items"] == found["items"], "other offers at the second reading")

    def check(self, is_good: bool, fault: str) -> None:
        if not is_good:
            self.faults.append(fault)

    def judge(self, who: int, found: Json) -> None:
        """Slots, filters, order, overlap, validity, audience, limits, group; and nothing left out in vain."""
        self.check(found["variant"] == self.arm_of(self.people[who]), "another arm than the hash says")
        if found["variant"] is None:
            self.check(not found["items"], "the control group was served")
            return
        wanted = self.slots_of(found["variant"])
        end = self.end()
        assert end is not None
        self.check(datetime.fromisoformat(found["ends_at"]) == end, "another end than the activity says")
        free = self.free(who, end)
        picked: list[str] = []
        taken = {sku for code in self.in_hand(who) for sku in self.promotions[code]["skus"]}
        for number, slot in enumerate(wanted, start=1):
            chosen = [item["code"] for item in found["items"] if item["slot"] == number]
            self.check(len(chosen) <= slot["count"], "more than the slot has places")
            self.check(all(self.fits(slot, code) for code in chosen), "a filter ignored")
            self.check(self.is_in_order(slot, chosen), "another order than the slot's")
            for code in chosen:
                self.check(code in free, f"not for this customer at this time: {code}")
                self.check(code not in picked, "one promotion twice")
                goods = set(self.promotions[code]["skus"])
                is_apart = not self.scene["avoid_overlap"] or goods.isdisjoint(taken)
                held = sorted(self.in_hand(who))
                self.check(is_apart, f"overlap: {code} for {who} beside {picked} and {held}")
                picked.append(code)
                taken |= goods
            if len(chosen) < slot["count"]:
                self.check(number in {short["slot"] for short in found["shortfall"]}, "a silent shortfall")
                left = {code for code in free if self.fits(slot, code)} - set(picked)
                for code in sorted(left):
                    is_taken = not set(self.promotions[code]["skus"]).isdisjoint(taken)
                    self.check(is_taken and self.scene["avoid_overlap"], f"{code} was left out in vain")

    def in_hand(self, who: int) -> set[str]:
        """What the customer holds that is not over."""
        held = self.hands[who].held(self.now)
        ends = {code: self.promotions[code]["ends"] for code in held}
        return {code for code in held if ends[code] is None or NOON + ends[code] * DAY > self.now}

    def slots_of(self, variant: str) -> list[Json]:
        own = self.scene["own_slots"] if variant == "B" else None
        found: list[Json] = own or self.scene["slots"]
        return found

    def fits(self, slot: Json, code: str) -> bool:
        tags = set(self.promotions[code]["tags"])
        wanted = slot.get("filter")
        if wanted is None:
            return True
        return set(wanted["tags"]) <= tags if wanted["match"] == "all" else bool(set(wanted["tags"]) & tags)

    def is_in_order(self, slot: Json, chosen: list[str]) -> bool:
        keys: dict[str, Callable[[str], float]] = {
            "priority": lambda code: -self.promotions[code]["priority"],
            "newest": lambda code: -int(code[1:]),
            "dearest": lambda code: -float(self.promotions[code]["percent"]),
        }
        key = keys.get(slot["order"])
        return key is None or [key(code) for code in chosen] == sorted(key(code) for code in chosen)

    def free(self, who: int, end: datetime) -> set[str]:
        """Promotions that this customer may be offered now, whatever else he holds."""
        found = set()
        used = {code: sum(hands.used.get(code, 0) for hands in self.hands) for code in self.promotions}
        for code, offer in self.promotions.items():
            starts, ends = offer["starts"], offer["ends"]
            mine = self.hands[who].used.get(code, 0)
            if (
                offer["status"] == "active"
                and (offer["audience"] == "handbill" or self.scene["candidates"] == "any")
                and (starts is None or NOON + starts * DAY <= self.now)
                and (ends is None or NOON + ends * DAY >= end)
                and (not offer["vip"] or self.hands[who].is_vip)
                and (offer["customer_limit"] is None or mine < offer["customer_limit"])
                and (offer["total_limit"] is None or used[code] < offer["total_limit"])
                and not (self.scene["avoid_overlap"] and code in self.in_hand(who))
            ):
                found.add(code)
        return found

    def end(self) -> datetime | None:
        """When a set that is made now ends, in a workspace on UTC."""
        activity = self.scene["activity"]
        if activity["type"] == "relative":
            return self.now + activity["days"] * DAY
        if activity["type"] == "fixed":
            end = datetime(2027, 3, 13, tzinfo=UTC)
            return end if self.now < end else None
        weekday = {"monday": 0, "thursday": 3, "sunday": 6}[activity["weekday"]]
        begin = self.now.replace(hour=6, minute=0, second=0, microsecond=0)
        return next(
            begin + number * DAY
            for number in range(8)
            if (begin + number * DAY).weekday() == weekday and begin + number * DAY > self.now
        )

    def arm_of(self, profile: int) -> str | None:
        """By the hash that the documentation tells of, and the buckets as the version keeps them."""
        bucket = int.from_bytes(blake2b(f"{self.salt}:{profile}".encode(), digest_size=8).digest()) % 10_000
        for arm in self.layout:
            if any(begin <= bucket < last for begin, last in arm["ranges"]):
                name: str | None = arm["variant"]
                return name
        raise AssertionError(bucket)

    def knows(self, salt: str, layout: list[Json]) -> None:
        self.salt, self.layout = salt, layout
