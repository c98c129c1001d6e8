"""Where a value stands in the database, and the arguments that SQL text is compiled with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Protocol

import orjson

from largesse.profiles.conditions.values import json_forms

MAX_FORMS: Final = 16  # look-ups in the index, one for each form of a value; more are read from the row


@dataclass(slots=True)
class Arguments:
    """The values of a statement in their order; SQL names them $n from `first` on."""

    first: int = 1
    values: list[object] = field(default_factory=list)

    def add(self, value: object, sql_type: str) -> str:
        """The placeholder of a further value."""
        self.values.append(value)
        return f"${self.first + len(self.values) - 1}::{sql_type}"


class Place(Protocol):
    """SQL expressions of one value: as jsonb and as text, null where there is none."""

    @property
    def json(self) -> str: ...

    @property
    def text(self) -> str: ...

    def equals_any(self, texts: Sequence[str], args: Arguments) -> str:
        """SQL: the value's text is one of these."""
        return f"{self.text} = any ({args.add(list(texts), 'text[]')})"

    def holds_any(self, texts: Sequence[str], args: Arguments) -> str:
        """SQL: the value is a list with at least one of these."""
        return f"profiles_texts({self.json}) && {args.add(list(texts), 'text[]')}"

    def holds_all(self, texts: Sequence[str], args: Arguments) -> str:
        """SQL: the value is a list with all of these."""
        return f"profiles_texts({self.json}) @> {args.add(list(texts), 'text[]')}"


@dataclass(frozen=True)
class ColumnPlace(Place):
    """A column, or an expression over columns; `value` is any type that becomes JSON."""

    value: str
    as_text: str

    @property
    def json(self) -> str:
        return f"to_jsonb({self.value})"

    @property
    def text(self) -> str:
        return self.as_text


@dataclass(frozen=True)
class MemberPlace(Place):
    """A member of a jsonb object; an argument is added when it is first spoken of."""

    container: str
    name: str
    args: Arguments

    @cached_property
    def json(self) -> str:
        return f"({self.container} -> {self.args.add(self.name, 'text')})"

    @cached_property
    def text(self) -> str:
        return f"profiles_text({self.json})"


@dataclass(frozen=True)
class AttributePlace(MemberPlace):
    """An attribute of the profile `p`; the index over all attributes finds what equals a value."""

    def equals_any(self, texts: Sequence[str], args: Arguments) -> str:
        forms = _forms(texts)
        return super().equals_any(texts, args) if len(forms) > MAX_FORMS else self._held(forms, args)

    def holds_any(self, texts: Sequence[str], args: Arguments) -> str:
        forms = [f"[{form}]" for form in _forms(texts)]
        return super().holds_any(texts, args) if len(forms) > MAX_FORMS else self._held(forms, args)

    def holds_all(self, texts: Sequence[str], args: Arguments) -> str:
        if len(texts) > MAX_FORMS:
            return super().holds_all(texts, args)
        return f"({' and '.join(self.holds_any([text], args) for text in texts)})"

    def _held(self, forms: Sequence[str], args: Arguments) -> str:
        name = orjson.dumps(self.name).decode()
        found = (f"p.attributes @> {args.add(f'{{{name}:{form}}}', 'text')}::jsonb" for form in forms)
        return f"(({' or '.join(found)}) and p.attributes <> '{{}}')"  # the index leaves empty ones out


def _forms(texts: Sequence[str]) -> list[str]:
    return [form for text in texts for form in json_forms(text, quoted=orjson.dumps(text).decode())]
