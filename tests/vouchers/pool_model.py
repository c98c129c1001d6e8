"""A pool as a few lines of plain Python: what the state machine holds the real one against."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

State = Literal["unassigned", "assigned", "redeemed", "cancelled"]
Body = tuple[str, str]


@dataclass
class ModelCode:
    """A code: where it is, who holds it, until when it is good."""

    name: str
    valid_until: datetime | None = None
    state: State = "unassigned"
    profile: str | None = None
    expires_at: datetime | None = None

    def is_free(self, now: datetime) -> bool:
        return self.state == "unassigned" and (self.valid_until is None or self.valid_until > now)


@dataclass(frozen=True)
class Reply:
    """What was answered: an outcome or an error code, and the codes that would have been right."""

    outcome: str
    codes: frozenset[str] = frozenset()


@dataclass
class PoolModel:
    """Settings, codes by name, and the answers given under an Idempotency-Key."""

    code_limit: int | None = None
    profile_limit: int | None = None
    codes_expire_at: datetime | None = None
    codes_expire_after: timedelta | None = None
    emission_start: datetime | None = None
    emission_end: datetime | None = None
    active: bool = True
    codes: dict[str, ModelCode] = field(default_factory=dict)
    keys: dict[str, tuple[Body, Reply]] = field(default_factory=dict)
    events: dict[str, int] = field(default_factory=dict)

    def closed(self, now: datetime) -> str | None:
        """Why the pool hands out nothing now, if so."""
        reasons = (
            (not self.active, "pool_inactive"),
            (self.emission_start is not None and self.emission_start > now, "pool_not_started"),
            (self.emission_end is not None and self.emission_end <= now, "pool_ended"),
            (self.is_expired(now), "codes_expired"),
        )
        return next((reason for holds, reason in reasons if holds), None)

    def is_expired(self, now: datetime) -> bool:
        return self.codes_expire_at is not None and self.codes_expire_at <= now

    def free(self, now: datetime) -> list[ModelCode]:
        return [code for code in self.codes.values() if code.is_free(now)]

    def add(self, name: str, valid_until: datetime | None) -> str:
        if self.code_limit is not None and len(self.codes) >= self.code_limit:
            return "pool_full"
        if name in self.codes:
            return "code_exists"
        self.codes[name] = ModelCode(name, valid_until)
        return "added"

    def expect_assignment(self, body: Body, key: str | None, now: datetime) -> Reply:
        """What an assignment must be answered with; `note_assignment` tells which code it was."""
        profile, mode = body
        if key is not None and key in self.keys:
            first, reply = self.keys[key]
            return reply if first == body else Reply("idempotency_key_reused")
        if (closed := self.closed(now)) is not None:
            return Reply(closed)
        held = [code for code in self.codes.values() if code.profile == profile]
        good = frozenset(code.name for code in held if code.state in ("assigned", "redeemed"))
        if good and mode == "get_or_assign":
            return Reply("existing", good)
        if self.profile_limit is not None and len(held) >= self.profile_limit:
            return Reply("profile_limit_reached")
        free = frozenset(code.name for code in self.free(now))
        return Reply("assigned", free) if free else Reply("pool_empty")

    def note_assignment(self, reply: Reply, name: str, body: Body, *, key: str | None, now: datetime) -> None:
        if key is not None and key not in self.keys:
            again = "replayed" if reply.outcome == "assigned" else "existing"
            self.keys[key] = (body, Reply(again, frozenset([name])))
        if reply.outcome != "assigned":
            return
        code = self.codes[name]
        code.state, code.profile = "assigned", body[0]
        after = now + self.codes_expire_after if self.codes_expire_after is not None else None
        ends = [end for end in (code.valid_until, self.codes_expire_at, after) if end is not None]
        code.expires_at = min(ends, default=None)
        self._count("code.assigned")

    def redeem(self, name: str, profile: str | None, now: datetime) -> str:
        code = self.codes[name]
        if profile is not None and code.profile not in (None, profile):
            return "wrong_customer"
        if code.state in ("redeemed", "cancelled"):
            return self._refusal(code)
        until = code.expires_at or code.valid_until
        pool_over = code.state == "unassigned" and self.is_expired(now)
        if pool_over or (until is not None and until <= now):
            return "code_expired"
        code.state = "redeemed"
        return self._count("code.redeemed")

    def cancel(self, name: str) -> str:
        code = self.codes[name]
        if code.state in ("redeemed", "cancelled"):
            return self._refusal(code)
        code.state = "cancelled"
        return self._count("code.cancelled")

    def give_back(self, name: str) -> str:
        code = self.codes[name]
        if code.state != "assigned":
            return self._refusal(code)
        code.state, code.profile, code.expires_at = "unassigned", None, None
        return self._count("code.returned")

    def counts(self, now: datetime) -> dict[str, int]:
        """What every read of the pool must say."""
        unassigned = self._in("unassigned")
        free = 0 if self.is_expired(now) else len(self.free(now))
        return {
            "remaining": free,
            "expired": unassigned - free,
            "assigned": self._in("assigned"),
            "redeemed": self._in("redeemed"),
            "cancelled": self._in("cancelled"),
            "total": len(self.codes),
        }

    def _in(self, state: State) -> int:
        return sum(code.state == state for code in self.codes.values())

    def _count(self, event: str) -> str:
        self.events[event] = self.events.get(event, 0) + 1
        return event

    @staticmethod
    def _refusal(code: ModelCode) -> str:
        return {
            "unassigned": "code_not_assigned",
            "redeemed": "code_already_redeemed",
            "cancelled": "code_cancelled",
        }[code.state]
