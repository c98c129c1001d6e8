"""Makes of a mail's source, once for each revision, what its mails are rendered from."""

import re
from dataclasses import dataclass
from typing import Final, Literal

import mjml
from css_inline import CSSInliner, InlineError
from inscriptis import get_text
from inscriptis.model.config import ParserConfig

from largesse.core.templates import TemplateError
from largesse.messages.templates.inserts import DEPTH, Protected, deepest, protect

Format = Literal["html", "mjml"]

# Styles stay in the head too: that is where programs that can read them find hover and screen sizes.
_INLINER: Final = CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)
_LINKS: Final = ParserConfig(display_links=True)
_STYLE: Final = re.compile(r"<style\b", re.IGNORECASE)
# The inliner does not look at the attribute: rules for print would hold for everybody.
_STYLE_FOR_MEDIA: Final = re.compile(r"<style\b(?=[^>]{0,500}\bmedia\s*=)", re.IGNORECASE)
_LEAVE: Final = '<style data-css-inline="ignore"'
# The inliner tries every rule at every element, and a rule for all of them is written into each.
_RULES_TIMES_ELEMENTS: Final = 4_000_000
_UNKNOWN_ELEMENT: Final = re.compile(r"<(mj-[\w-]+)")
# Read as a table, a loop around rows would leave it, and tables that only lay out a mail would be drawn.
_ROW: Final = re.compile(r"<(/?)(?:table|tbody|thead|tfoot|caption|tr)\b[^>]{0,2000}>", re.IGNORECASE)
_CELL: Final = re.compile(r"<(/?)(?:td|th)\b[^>]{0,2000}>", re.IGNORECASE)
_LINK: Final = re.compile(r"\[([^\[\]]*)\]\((\S{1,2000}?)\)(?!\))")
_GAP: Final = re.compile(r"[ \t]{3,}")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_POSITION: Final = re.compile(r"position (\d+):\d+")


@dataclass(frozen=True, slots=True)
class Markup:
    """A mail's bodies as templates, ready to be rendered."""

    html: str
    text: str


def compile_markup(source: str, *, form: Format, text: str | None) -> Markup:
    """The HTML with its MJML resolved and its styles inlined, and the text that was given or is made from it.

    Every insert of the source stands in both. TemplateError with the line of the source.
    """
    protected = protect(source)
    _check_depth(protected.source)
    written = _resolve(protected) if form == "mjml" else protected.source
    html = _keep_loops_whole(protected.mark, written, _inline(written))
    if lost := protected.lost(html):
        raise TemplateError(
            "This insert stands where no text can be, so it would be dropped; move it into the text of an"
            " element, such as mj-text, or around whole elements.",
            line=lost[0],
        )
    return Markup(html=protected.restore(html), text=text if text is not None else _to_text(protected, html))


def _check_depth(source: str) -> None:
    if deepest(source) > DEPTH:
        raise TemplateError(f"Elements stand within one another more than {DEPTH} deep; simplify the page.")


def _resolve(protected: Protected) -> str:
    try:
        html = mjml.mjml2html(protected.source)
    except ValueError as error:
        found = _POSITION.search(str(error))
        line = protected.source.count("\n", 0, int(found[1])) + 1 if found else None
        raise TemplateError(f"This is no MJML: {error}.", line=line) from error
    if unknown := _UNKNOWN_ELEMENT.search(html):
        line = protected.source[: protected.source.find(unknown[0])].count("\n") + 1
        raise TemplateError(f"MJML has no element {unknown[1]}, or not at this place.", line=line)
    return html


def _inline(html: str) -> str:
    if not _STYLE.search(html):
        return html  # as it was written, to the letter
    if html.count("{") * html.count("<") > _RULES_TIMES_ELEMENTS:
        raise TemplateError(
            "There are too many styles for so many elements; leave out those that are not used."
        )
    try:
        inlined: str = _INLINER.inline(_STYLE_FOR_MEDIA.sub(_LEAVE, html))
    except InlineError as error:
        raise TemplateError(f"The styles cannot be read: {error}.") from error
    return inlined.replace(' data-css-inline="ignore"', "")


def _keep_loops_whole(mark: str, html: str, inlined: str) -> str:
    """Moves what stood before the first row into the `tbody` that the inliner added around the rows."""
    statements = rf"(?:\s*<!--{mark}c\d+z-->)+\s*"

    def move(found: re.Match[str]) -> str:
        as_written = re.search(rf"{re.escape(found[2].strip())}\s*<tbody", html, re.IGNORECASE)
        return found[0] if as_written else f"{found[1]}<tbody>{found[2]}"

    return re.sub(rf"(<table\b[^>]{{0,2000}}>)({statements})<tbody>", move, inlined)


def _to_text(protected: Protected, html: str) -> str:
    flat = _CELL.sub(r"<\1span> ", _ROW.sub(r"<\1div>", protected.as_words(html)))
    lines = (_GAP.sub("  ", line.strip()) for line in get_text(flat, _LINKS).splitlines())
    text = _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()
    text = _LINK.sub(
        lambda found: found[2] if found[1] in ("", found[2]) else f"{found[1]} ({found[2]})", text
    )
    return protected.restore(text) + "\n" if text else ""
