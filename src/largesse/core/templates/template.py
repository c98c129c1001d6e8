"""Compiled templates: a source checked, compiled within bounds, and rendered within bounds."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from types import TracebackType
from typing import Final, Literal

from jinja2 import Template as JinjaTemplate
from jinja2 import TemplateSyntaxError

from largesse.core.templates.acts import Acts
from largesse.core.templates.environment import ENVIRONMENTS, RenderContext
from largesse.core.templates.errors import NeedsCode, StopRender, TemplateError
from largesse.core.templates.inspection import check_nodes, check_source
from largesse.core.templates.limits import OUTPUT
from largesse.core.templates.uses import Reading, Uses, read_nodes, undefined

Kind = Literal["text", "html", "url", "json"]

_CACHED: Final = 2_048
_FILE: Final = "<template>"
_TAGS: Final = re.compile(r"\{[{%#]")
_STEP_UP: Final = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)


class Template:
    """A compiled template; immutable, and the same object for the same source and kind.

    `uses` tells what it reads. Get one from `compile_template`.
    """

    __slots__ = ("_compiled", "_environment", "_names", "_root", "kind", "source", "uses")

    def __init__(self, source: str, kind: Kind, compiled: JinjaTemplate | None, reading: Reading) -> None:
        self.source = source
        self.kind: Kind = kind
        self.uses: Uses = reading.uses
        self._names = reading.names
        self._environment = ENVIRONMENTS[kind]
        self._compiled = compiled
        self._root = compiled.root_render_func if compiled is not None else None

    def render(self, values: Mapping[str, object], *, acts: Acts | None = None) -> str:
        """The text, at most 262,144 characters.

        Raises TemplateError with the line when what the template does is refused, StopRender when it asks
        that nothing be sent, and whatever `acts` raise, such as NeedsCode.
        """
        if self._root is None:
            return self.source
        context = RenderContext(self._environment, values, acts)
        try:
            text = "".join(_capped(self._root(context)))
        except (StopRender, NeedsCode):
            raise
        except TemplateError as error:
            if error.line is None and not context.acting:
                error.line = self._line(error.__traceback__)
            raise
        except Exception as error:
            if context.acting:
                raise
            raise TemplateError(_said(error), line=self._line(error.__traceback__)) from error
        if self.kind == "url" and "." in text and _STEP_UP.search(re.split(r"[?#]", text, maxsplit=1)[0]):
            raise TemplateError("a value makes '.' or '..' a step of the address, which would lead elsewhere")
        return text

    def undefined_names(self, known: Collection[str]) -> list[tuple[str, int]]:
        """Root names that are read, but neither known nor set by the template; each with its first line."""
        return undefined(self._names, known)

    def _line(self, traceback: TracebackType | None) -> int | None:
        found = None
        while traceback is not None:
            if traceback.tb_frame.f_code.co_filename == _FILE and self._compiled is not None:
                found = self._compiled.get_corresponding_lineno(traceback.tb_lineno)
            traceback = traceback.tb_next
        return found


def compile_template(source: str, *, kind: Kind = "text") -> Template:
    """The template of a source; raises TemplateError, with the line, when it cannot be offered.

    `kind` decides how values are written: as they are (`text`, `json`), escaped (`html`), or percent-encoded
    (`url`). Compiled templates are kept, so this is cheap to call again.
    """
    return _compiled(source, kind)


@lru_cache(maxsize=_CACHED)
def _compiled(source: str, kind: Kind) -> Template:
    check_source(source)
    if not _TAGS.search(source):
        if len(source) > OUTPUT:
            raise TemplateError(f"a field has more than {OUTPUT} characters: make it shorter")
        return Template(source, kind, None, Reading(Uses(), ()))
    environment = ENVIRONMENTS[kind]
    try:
        parsed = environment.parse(source)
        check_nodes(parsed)
        reading = read_nodes(parsed)
        code = environment.compile(parsed, filename=_FILE)
        return Template(source, kind, JinjaTemplate.from_code(environment, code, {}), reading)
    except TemplateError:
        raise
    except TemplateSyntaxError as error:
        raise TemplateError(error.message or "cannot be read", line=error.lineno, name=error.name) from error
    except (RecursionError, MemoryError, SyntaxError) as error:
        raise TemplateError("nested too deep: take it apart with set") from error
    except Exception as error:
        raise TemplateError(_said(error)) from error


def _capped(pieces: Iterator[str]) -> Iterator[str]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > OUTPUT:
            raise TemplateError(f"a field has more than {OUTPUT} characters: shorten its lists and texts")
        yield piece


def _said(error: Exception) -> str:
    """What went wrong inside a filter or operator, in the words of Python where there are none of ours."""
    if isinstance(error, RecursionError):
        return "a list is nested too deep: make it flatter"
    return str(error) or type(error).__name__
