"""JSON values whose texts and keys are templates: bodies of calls, parameters of events."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import JsonValue

from largesse.core.templates.acts import Acts
from largesse.core.templates.errors import TemplateError
from largesse.core.templates.limits import NESTING, OUTPUT
from largesse.core.templates.template import Template, compile_template
from largesse.core.templates.uses import Uses, undefined, unite

_LARGEST: Final = 65_536


@dataclass(frozen=True, slots=True)
class _Fields:
    """A JSON object: pairs of key and value."""

    pairs: tuple[tuple[Template, "_Node"], ...]


@dataclass(frozen=True, slots=True)
class _Items:
    """A JSON array."""

    items: tuple["_Node", ...]


_Scalar = int | float | bool | None
_Node = _Fields | _Items | Template | _Scalar


class Structure:
    """A JSON value whose texts and keys are templates; get one from `compile_structure`.

    The value stays parsed: a rendered text can never become a field of its own. A text stays a text, whatever
    it says.
    """

    __slots__ = ("_names", "_root", "uses")

    def __init__(self, root: _Node, templates: list[Template]) -> None:
        self._root = root
        self.uses: Uses = unite(template.uses for template in templates)
        names: dict[str, int] = {}
        for template in templates:
            for name, line in template.undefined_names(()):
                names.setdefault(name, line)
        self._names = tuple(names.items())

    def render(self, values: Mapping[str, object], *, acts: Acts | None = None) -> JsonValue:
        """The JSON value, its texts and keys rendered; at most 262,144 characters of them.

        Raises what Template.render raises, and TemplateError when two keys of an object become the same.
        """
        return _Rendering(values, acts).build(self._root)

    def undefined_names(self, known: Collection[str]) -> list[tuple[str, int]]:
        """Root names that are read, but neither known nor set; each with its line within its text."""
        return undefined(self._names, known)


def compile_structure(value: JsonValue) -> Structure:
    """The structure of a JSON value; raises TemplateError, whose name is the field, when one is wrong."""
    templates: list[Template] = []
    root = _compile(value, templates, path="", depth=0)
    if sum(len(template.source) for template in templates) > _LARGEST:
        raise TemplateError(f"the texts of a JSON value have at most {_LARGEST} characters together")
    return Structure(root, templates)


def _compile(value: JsonValue, templates: list[Template], *, path: str, depth: int) -> _Node:
    if depth > NESTING:
        raise TemplateError(f"a JSON value is nested at most {NESTING} levels deep", name=path)
    if isinstance(value, dict):
        pairs = [
            (_leaf(key, templates, path), _compile(each, templates, path=f"{path}/{key}", depth=depth + 1))
            for key, each in value.items()
        ]
        return _Fields(tuple(pairs))
    if isinstance(value, list):
        items = [
            _compile(each, templates, path=f"{path}/{place}", depth=depth + 1)
            for place, each in enumerate(value)
        ]
        return _Items(tuple(items))
    return _leaf(value, templates, path) if isinstance(value, str) else value


def _leaf(source: str, templates: list[Template], path: str) -> Template:
    try:
        template = compile_template(source, kind="json")
    except TemplateError as error:
        raise TemplateError(error.message, line=error.line, name=path or error.name) from error
    templates.append(template)
    return template


class _Rendering:
    """One rendering of a structure, which may say so much and no more."""

    def __init__(self, values: Mapping[str, object], acts: Acts | None) -> None:
        self._values = values
        self._acts = acts
        self._said = 0

    def build(self, node: _Node) -> JsonValue:
        """The JSON value of a node."""
        if isinstance(node, Template):
            return self._text(node)
        if isinstance(node, _Items):
            return [self.build(item) for item in node.items]
        if isinstance(node, _Fields):
            return self._object(node)
        return node

    def _object(self, node: _Fields) -> JsonValue:
        built: dict[str, JsonValue] = {}
        for key, value in node.pairs:
            name = self._text(key)
            if name in built:
                raise TemplateError(f"two keys of an object become {name[:40]!r}", name=name)
            built[name] = self.build(value)
        return built

    def _text(self, template: Template) -> str:
        text = template.render(self._values, acts=self._acts)
        self._said += len(text)
        if self._said > OUTPUT:
            raise TemplateError(f"the texts of a JSON value become more than {OUTPUT} characters together")
        return text
