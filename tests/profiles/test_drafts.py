"""Merging a batch into profiles: who is meant, and that two profiles never become one."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from largesse.core.errors import AppError, ConflictError, InvalidError, NotFoundError
from largesse.profiles.drafts import Drafts, Wish
from largesse.profiles.schemas import ProfileInput


@dataclass
class Stored:
    id: int
    uuid: UUID = field(default_factory=uuid4)
    custom_id: str | None = None
    email: str | None = None
    phone: str | None = None
    attributes: dict[str, object] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    agreements: dict[str, object] = field(default_factory=dict)


def wish(**fields: object) -> Wish:
    item = ProfileInput.model_validate(fields)
    return Wish(names=item.names(), fields=item)


def refusal(drafts: Drafts, **fields: object) -> AppError:
    with pytest.raises(AppError) as caught:
        drafts.merge(wish(**fields), uuid4())
    return caught.value


def test_an_unknown_identifier_makes_a_profile() -> None:
    drafts = Drafts([])
    draft, outcome = drafts.merge(wish(custom_id="c1", email="a@b.c"), uuid4())
    assert (outcome, draft.names["email"], drafts.made) == ("created", "a@b.c", [draft])


def test_an_e_mail_finds_its_profile_whatever_its_case() -> None:
    drafts = Drafts([Stored(1, email="Ada@Example.com")])
    draft, outcome = drafts.merge(wish(email="ada@example.com"), uuid4())
    assert (draft.id, outcome) == (1, "updated")


def test_a_profile_known_by_e_mail_gets_its_custom_id() -> None:
    drafts = Drafts([Stored(1, email="a@b.c")])
    draft, outcome = drafts.merge(wish(custom_id="c1", email="a@b.c"), uuid4())
    assert (draft.id, outcome, draft.names["custom_id"]) == (1, "updated", "c1")


@pytest.mark.parametrize("custom_id", ["c2", "new"])
def test_an_e_mail_of_somebody_with_another_custom_id_is_taken(custom_id: str) -> None:
    drafts = Drafts([Stored(1, custom_id="c1", email="a@b.c"), Stored(2, custom_id="c2")])
    error = refusal(drafts, custom_id=custom_id, email="a@b.c")
    assert isinstance(error, ConflictError)
    assert (error.code, error.facts) == ("identifier_taken", {"identifier": "email", "profile_id": 1})
    assert not drafts.changed
    assert not drafts.made


def test_another_uuid_beside_a_known_e_mail_is_no_silent_merge() -> None:
    assert (
        refusal(Drafts([Stored(1, email="a@b.c")]), uuid=str(uuid4()), email="a@b.c").code
        == "identifier_taken"
    )


def test_an_unknown_id_is_not_found() -> None:
    drafts = Drafts([Stored(1, email="a@b.c")])
    assert isinstance(refusal(drafts, id=7), NotFoundError)
    assert isinstance(refusal(drafts, id=7, email="a@b.c"), NotFoundError)


def test_the_second_item_of_a_batch_sees_the_first() -> None:
    drafts = Drafts([])
    first, _ = drafts.merge(wish(custom_id="c1", attributes={"a": 1}), uuid4())
    second, outcome = drafts.merge(wish(custom_id="c1", attributes={"b": 2}), uuid4())
    assert (second, outcome, second.attributes) == (first, "updated", {"a": 1, "b": 2})


def test_an_identifier_that_was_replaced_is_not_free_in_the_same_batch() -> None:
    drafts = Drafts([Stored(1, custom_id="c1", email="old@b.c")])
    drafts.merge(wish(custom_id="c1", email="new@b.c"), uuid4())
    assert refusal(drafts, custom_id="c2", email="old@b.c").code == "identifier_taken"
    assert refusal(drafts, email="old@b.c").code == "identifier_taken"


def test_null_deletes_and_what_is_left_out_stays() -> None:
    drafts = Drafts(
        [Stored(1, custom_id="c1", attributes={"a": 1, "b": 2}, agreements={"email": True, "sms": False})]
    )
    draft, _ = drafts.merge(
        wish(custom_id="c1", attributes={"a": None, "c": [1]}, agreements={"sms": None, "push": True}),
        uuid4(),
    )
    assert draft.attributes == {"b": 2, "c": [1]}
    assert draft.agreements == {"email": True, "push": True}


def test_tags_are_added_once_and_taken_off_by_name() -> None:
    drafts = Drafts([Stored(1, custom_id="c1", tags=["x", "y"])])
    draft, _ = drafts.merge(wish(custom_id="c1", tags=["z", "y"], remove_tags=["x"]), uuid4())
    assert draft.tags == ["y", "z"]
    _, outcome = drafts.merge(wish(custom_id="c1", tags=["z"]), uuid4())
    assert outcome == "unchanged"


def test_a_profile_does_not_grow_without_end() -> None:
    drafts = Drafts([Stored(1, custom_id="c1", attributes={"a": "x" * 60_000})])
    error = refusal(drafts, custom_id="c1", attributes={"b": "x" * 30_000})
    assert isinstance(error, InvalidError)
    assert drafts.changed == []
