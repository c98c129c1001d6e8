"""Where a value stands in the database, and the arguments that SQL text is compiled with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson

from largesse.profiles.conditions.values import json_forms

MAX_FORMS = 16  # of look-ups in the index, one for each; more are read from the row


@dataclass(slots=True)
class Arguments:
    """The values of a statement in their order; SQL names them $n from `first` on."""

    first: int = 1
    values: list[object] = field(default_factory=list)

    def add(self, value: object, sql_type: str) -> str:
        """The placeholder of a further value."""
        self.values.append(value)
        return f"${self.first + len(self.values) - 1}::{sql_type}"


@dataclass(frozen=True, slots=True)
class Place:
    """SQL expressions of one value: as jsonb (null where it is missing) and as text.

    `attribute` is the name of a profile's attribute, which the index over all attributes helps to find;
    `column` says that `text` is a column of the profile, which has an index of its own.
    """

    json: str
    text: str
    attribute: str | None = None
    column: bool = False

    def equals_any(self, texts: Sequence[str], args: Arguments) -> str:
        """SQL: the value's text is one of these."""
        forms = _forms(texts)
        if self.attribute is None or len(forms) > MAX_FORMS:
            return f"{self.text} = any ({args.add(list(texts), 'text[]')})"
        return self._held(forms, args)

    def holds_any(self, texts: Sequence[str], args: Arguments) -> str:
        """SQL: the value is a list with at least one of these."""
        forms = [f"[{form}]" for form in _forms(texts)]
        if self.attribute is None or len(forms) > MAX_FORMS:
            return f"profiles_texts({self.json}) && {args.add(list(texts), 'text[]')}"
        return self._held(forms, args)

    def holds_all(self, texts: Sequence[str], args: Arguments) -> str:
        """SQL: the value is a list with all of these."""
        if self.attribute is None or len(texts) > MAX_FORMS:
            return f"profiles_texts({self.json}) @> {args.add(list(texts), 'text[]')}"
        return f"({' and '.join(self.holds_any([text], args) for text in texts)})"

    def _held(self, forms: Sequence[str], args: Arguments) -> str:
        name = orjson.dumps(self.attribute).decode()
        found = (f"p.attributes @> {args.add(f'{{{name}:{form}}}', 'text')}::jsonb" for form in forms)
        return f"(({' or '.join(found)}) and p.attributes <> '{{}}')"  # the index leaves empty ones out


def column(name: str) -> Place:
    """A text column of the table of profiles, alias p."""
    return Place(f"to_jsonb(p.{name})", f"p.{name}", column=True)


def member(container: str, name: str, args: Arguments, *, attribute: str | None = None) -> Place:
    """A member of a jsonb object."""
    json = f"({container} -> {args.add(name, 'text')})"
    return Place(json, f"profiles_text({json})", attribute)


def _forms(texts: Sequence[str]) -> list[str]:
    return [form for text in texts for form in json_forms(text, quoted=orjson.dumps(text).decode())]
