"""Every member of a family of variants is registered, has a title, help text and documented settings."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter

import largesse.messages.channels
import largesse.vouchers.sources
import largesse.workflows.transformations.inputs
import largesse.workflows.transformations.operations

# The family's package, its union, and the method each member has, if the family has one yet.
FAMILIES: list[tuple[ModuleType, Any, str | None]] = [
    (largesse.vouchers.sources, largesse.vouchers.sources.Source, None),
    (largesse.messages.channels, largesse.messages.channels.Channel, "send"),
    (
        largesse.workflows.transformations.inputs,
        largesse.workflows.transformations.inputs.AnyInput,
        "open",
    ),
    (
        largesse.workflows.transformations.operations,
        largesse.workflows.transformations.operations.AnyOperation,
        "start",
    ),
]


def members_of(union: object) -> tuple[type[BaseModel], ...]:
    """The classes of a union, also of one with a single member."""
    if get_origin(union) is Annotated:
        union = get_args(union)[0]
    return get_args(union) or (union,)  # type: ignore[return-value]  # a lone class is a union of one


def variants_in(family: ModuleType) -> Iterator[type[BaseModel]]:
    """Every class in the files of a family that looks like a member: a model with a literal `type`."""
    for info in pkgutil.iter_modules(family.__path__, f"{family.__name__}."):
        module = importlib.import_module(info.name)
        for _, found in inspect.getmembers(module, inspect.isclass):
            if (
                issubclass(found, BaseModel)
                and found.__module__ == info.name
                and "type" in found.model_fields
            ):
                yield found


MEMBERS = [
    pytest.param(member, method, id=member.__name__)
    for _, union, method in FAMILIES
    for member in members_of(union)
]


@pytest.mark.parametrize(("family", "union"), [(family, union) for family, union, _ in FAMILIES])
def test_what_lies_in_the_folder_is_what_is_registered(family: ModuleType, union: object) -> None:
    assert set(variants_in(family)) == set(members_of(union))
    types = [member.model_fields["type"].default for member in members_of(union)]
    assert len(types) == len(set(types))


@pytest.mark.parametrize(("family", "union"), [(family, union) for family, union, _ in FAMILIES])
def test_the_union_reads_each_member_by_its_type(family: ModuleType, union: Any) -> None:  # noqa: ANN401  any union
    for member in members_of(union):
        read = TypeAdapter(union).validate_python({"type": member.model_fields["type"].default})
        assert type(read) is member


@pytest.mark.parametrize(("member", "method"), MEMBERS)
def test_a_member_is_titled_documented_and_frozen(member: type[BaseModel], method: str | None) -> None:
    title = getattr(member, "title", "")
    assert isinstance(title, str)
    assert title.strip()
    assert member.__doc__ is not None
    assert member.__doc__.strip().endswith(".")
    assert member.model_config.get("frozen") is True
    assert method is None or callable(getattr(member, method, None))


@pytest.mark.parametrize(("member", "method"), MEMBERS)
def test_each_setting_of_a_member_says_what_it_does(member: type[BaseModel], method: str | None) -> None:
    silent = [name for name, field in member.model_fields.items() if name != "type" and not field.description]
    assert silent == []
