"""Definitions, limits and policies as JSON of the database, and back."""

from collections.abc import Sequence
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from largesse.core.db import JsonObject
from largesse.promotions.definition import Definition
from largesse.promotions.evaluate import Policy
from largesse.promotions.limits import Limit

LIMITS: Final = TypeAdapter(tuple[Limit, ...])
POLICY: Final = TypeAdapter(Policy)


def write_definition(definition: Definition) -> JsonObject:
    """A definition as JSON; equal definitions give equal JSON."""
    return _write(definition)


def read_definition(stored: object) -> Definition:
    """A definition as it was stored."""
    return Definition.model_validate(stored)


def write_limits(limits: Sequence[Limit]) -> list[JsonObject]:
    """Limits as JSON."""
    return [_write(limit) for limit in limits]


def read_limits(stored: object) -> tuple[Limit, ...]:
    """Limits as they were stored."""
    return LIMITS.validate_python(stored)


def write_policy(policy: Policy) -> JsonObject:
    """A policy as JSON."""
    written: JsonObject = POLICY.dump_python(policy, mode="json")
    return written


def read_policy(stored: object) -> Policy:
    """A policy as it was stored; what it does not say is as we ship it."""
    return POLICY.validate_python(stored)


def _write(model: BaseModel) -> JsonObject:
    written: JsonObject = _sorted(model.model_dump(), model.model_dump(mode="json"))
    return written


def _sorted(plain: Any, written: Any) -> Any:  # noqa: ANN401  any JSON
    """The JSON with its lists sorted where they were sets, which have no order of their own."""
    if isinstance(plain, frozenset):
        return sorted(written)
    if isinstance(plain, dict):
        # A key that is no text was written as one, in the same place.
        return {
            key: _sorted(value, text)
            for value, (key, text) in zip(plain.values(), written.items(), strict=True)
        }
    if isinstance(plain, tuple | list):
        return [_sorted(*pair) for pair in zip(plain, written, strict=True)]
    return written
