"""Profiles in memory while a batch is merged into them: who is meant, and what changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol
from uuid import UUID

import orjson

from largesse.core.db import JsonObject
from largesse.core.errors import ConflictError, InvalidError, NotFoundError
from largesse.profiles.schemas import ProfileFields

MAX_BYTES: Final = 65_536
Outcome = Literal["created", "updated", "unchanged"]
CHANGEABLE: Final = ("custom_id", "email", "phone")


class StoredProfile(Protocol):
    """A row of the table of profiles; without an id it is only planned."""

    id: int | None
    uuid: UUID
    custom_id: str | None
    email: str | None
    phone: str | None
    attributes: JsonObject
    tags: list[str]
    agreements: JsonObject


@dataclass(frozen=True, slots=True)
class Wish:
    """One item: the identifiers it names the profile by, those to take off, and what to set."""

    names: Mapping[str, str]
    fields: ProfileFields
    removed: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """A profile as it will be written; `id` is None until it is."""

    uuid: UUID
    id: int | None = None
    names: dict[str, str | None] = field(default_factory=lambda: dict.fromkeys(CHANGEABLE))
    attributes: JsonObject = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    agreements: JsonObject = field(default_factory=dict)
    changed: bool = False
    changes: set[str] = field(default_factory=set)

    def named(self, kind: str) -> str | None:
        """Its identifier of that kind as text."""
        if kind == "id":
            return str(self.id)
        return str(self.uuid) if kind == "uuid" else self.names[kind]


class Drafts:
    """The profiles a batch may mean, by each of their identifiers."""

    def __init__(self, stored: Iterable[StoredProfile]) -> None:
        self._by_name: dict[tuple[str, str], Draft] = {}
        self._all: list[Draft] = []
        for row in stored:
            names = {kind: getattr(row, kind) for kind in CHANGEABLE}
            draft = Draft(row.uuid, row.id, names, row.attributes, row.tags, row.agreements)
            self._all.append(draft)
            self._index(draft)

    @property
    def made(self) -> list[Draft]:
        """Profiles to insert."""
        return [draft for draft in self._all if draft.id is None]

    @property
    def changed(self) -> list[Draft]:
        """Profiles to update."""
        return [draft for draft in self._all if draft.id is not None and draft.changed]

    def merge(self, wish: Wish, new_uuid: UUID) -> tuple[Draft, Outcome]:
        """Finds or makes the profile a wish means, merges the wish into it, and tells what that was.

        The strongest identifier (id, uuid, custom id, e-mail, phone) decides. A weaker one finds a profile
        only when that has no other value for the stronger ones; two profiles are never merged.

        Raises ConflictError (`identifier_taken`), NotFoundError (`profile_not_found`: an unknown id),
        InvalidError (`profile_too_large`); then nothing changed.
        """
        draft = self._find(wish.names)
        if draft is not None:
            changed = _set(draft, wish)
            self._index(draft)
            return draft, "updated" if changed else "unchanged"
        draft = Draft(UUID(wish.names["uuid"]) if "uuid" in wish.names else new_uuid)
        _set(draft, wish)
        self._all.append(draft)
        self._index(draft)
        return draft, "created"

    def _find(self, names: Mapping[str, str]) -> Draft | None:
        hits = [(kind, self._by_name.get((kind, _folded(kind, value)))) for kind, value in names.items()]
        if "id" in names and hits[0][1] is None:
            raise NotFoundError("profile_not_found", f"There is no profile {names['id']}.")
        strongest, owner = next(((kind, hit) for kind, hit in hits if hit is not None), ("", None))
        if owner is None:
            return None
        decided = False
        for kind, hit in hits:
            decided = decided or hit is not None
            if hit is None and not decided and owner.named(kind) is not None:
                raise _taken(strongest, names[strongest], owner)
            if hit is not None and (hit is not owner or _gave_up(hit, kind, names[kind])):
                raise _taken(kind, names[kind], hit)
        return owner

    def _index(self, draft: Draft) -> None:
        if draft.id is not None:
            self._by_name["id", str(draft.id)] = draft
        self._by_name["uuid", str(draft.uuid)] = draft
        for kind, value in draft.names.items():
            if value is not None:
                self._by_name[kind, _folded(kind, value)] = draft


def _set(draft: Draft, wish: Wish) -> bool:
    fields = wish.fields
    names = {**draft.names, **{kind: wish.names[kind] for kind in CHANGEABLE if kind in wish.names}}
    names |= dict.fromkeys(wish.removed)
    attributes = _merged(draft.attributes, fields.attributes)
    agreements = _merged(draft.agreements, fields.agreements.model_dump(exclude_unset=True))
    tags = [tag for tag in dict.fromkeys([*draft.tags, *fields.tags]) if tag not in fields.remove_tags]
    size = len(orjson.dumps([attributes, tags]))
    if size > MAX_BYTES:
        raise InvalidError(
            "profile_too_large",
            f"Attributes and tags of a profile may have {MAX_BYTES} bytes as JSON; these would have {size}.",
        )
    before = draft.names, draft.attributes, draft.agreements, draft.tags
    draft.names, draft.attributes, draft.agreements, draft.tags = names, attributes, agreements, tags
    changed = before != (names, attributes, agreements, tags)
    draft.changed |= changed
    if changed:
        draft.changes |= _named_changes(before, (names, attributes, agreements, tags))
    return changed


def _named_changes(before: tuple[object, ...], after: tuple[object, ...]) -> set[str]:
    """Names of attributes and identifiers that differ; `tags` and `agreements` as a whole."""
    found = set()
    for old, new in zip(before[:2], after[:2], strict=True):
        assert isinstance(old, dict)  # noqa: S101  names and attributes
        assert isinstance(new, dict)  # noqa: S101  names and attributes
        found |= {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
    if before[2] != after[2]:
        found.add("agreements")
    if before[3] != after[3]:
        found.add("tags")
    return found


def _merged(old: JsonObject, changes: Mapping[str, object]) -> JsonObject:
    merged = {**old, **changes}
    return {name: value for name, value in merged.items() if value is not None}


def _folded(kind: str, value: str) -> str:
    return value.lower() if kind == "email" else value


def _gave_up(draft: Draft, kind: str, value: str) -> bool:
    current = draft.named(kind)
    return current is None or _folded(kind, current) != _folded(kind, value)


def _taken(kind: str, value: str, owner: Draft) -> ConflictError:
    return ConflictError(
        "identifier_taken",
        f"The {kind} {value} belongs to another profile than the other identifiers name."
        " Profiles are not merged; send one of them, or take the identifier off the other profile first.",
        facts={"identifier": kind, "profile_id": owner.id},
    )
