"""Mail templates ready to be rendered: pure and fast, for the preview and for a million mails alike."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from largesse.core.templates import Acts, Kind, Template, TemplateError, Uses, compile_template
from largesse.core.templates.uses import unite
from largesse.messages.channels.email import UNSUBSCRIBE_MARK
from largesse.messages.templates.markup import Format, Markup, compile_markup

Part = Literal["subject", "html", "text"]

_BREAKS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
OWN_NAMES: Final = ("unsubscribe_url",)
LONGEST_SUBJECT: Final = 900  # a header line has 998 octets (RFC 5322 section 2.1.1)


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """A mail for one recipient, as the e-mail channel takes it."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """A mail of which what differs between its recipients is still open."""

    subject: Template
    html: Template
    text: Template

    def render(self, values: Mapping[str, object], acts: Acts | None = None) -> RenderedMail:
        """The mail of one recipient; its subject is one line, whatever the values hold.

        `unsubscribe_url` is among the values without being handed in: the channel puts the recipient's own
        address there when the mail is sent. Raises StopRender, TemplateError, and what the acts raise.
        """
        known = {"unsubscribe_url": UNSUBSCRIBE_MARK, **values}
        subject = self.subject.render(known, acts=acts)
        if not subject.isprintable():
            subject = _BREAKS.sub(" ", subject)
        return RenderedMail(
            subject=subject.strip()[:LONGEST_SUBJECT],
            html=self.html.render(known, acts=acts),
            text=self.text.render(known, acts=_ActsInText(acts) if acts is not None else None),
        )

    @property
    def uses(self) -> Uses:
        """What the three parts read and do, taken together."""
        return unite(part.uses for part in self.parts())

    def parts(self) -> tuple[Template, Template, Template]:
        """Subject, HTML and text."""
        return self.subject, self.html, self.text

    def undefined_names(self, known: Collection[str]) -> list[str]:
        """Names that nobody hands in, each once, in the order of the alphabet."""
        with_own = {*OWN_NAMES, *known}
        return sorted({name for part in self.parts() for name, _ in part.undefined_names(with_own)})


class MailTemplateError(TemplateError):
    """A part of a mail that cannot be compiled; `part` is `subject`, `html` or `text`."""

    def __init__(self, part: Part, cause: TemplateError) -> None:
        super().__init__(cause.message, line=cause.line, name=cause.name)
        self.part = part


def render_inline(subject: str, html: str, text: str | None = None) -> MailTemplate:
    """The template of a mail that is written inside something else, such as a step of a workflow.

    `html` is HTML, or MJML when it begins with `<mjml>`. MailTemplateError. Compiled once for each wording.
    """
    return _compile_written(subject, html, text)


def compile_written(
    subject: str, *, html: str, form: Format, text: str | None
) -> tuple[MailTemplate, Markup]:
    """The template of what somebody wrote, and its bodies as they are kept. MailTemplateError."""
    _part("html", html, kind="html")  # so that an error names the line that was written
    if text is not None:
        _part("text", text, kind="text")
    try:
        markup = compile_markup(html, form=form, text=text)
    except TemplateError as error:
        raise MailTemplateError("html", error) from error
    return compile_stored(subject, html=markup.html, text=markup.text), markup


def compile_stored(subject: str, *, html: str, text: str) -> MailTemplate:
    """The template of a revision whose bodies were made ready when it was saved. MailTemplateError."""
    return MailTemplate(
        subject=_part("subject", subject, kind="text"),
        html=_part("html", html, kind="html"),
        text=_part("text", text, kind="text"),
    )


class _ActsInText:
    """The acts for a body that cannot show pictures: a barcode is the code itself."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    def code(self, pool: str, *, assign: bool) -> str:
        return self._acts.code(pool, assign=assign)

    def barcode(self, code: str, options: Mapping[str, str]) -> str:
        return self._acts.barcode(code, options) if options.get("form") == "url" else code


@lru_cache(maxsize=256)
def _compile_written(subject: str, html: str, text: str | None) -> MailTemplate:
    form: Format = "mjml" if html.lstrip()[:5].lower() == "<mjml" else "html"
    return compile_written(subject, html=html, form=form, text=text)[0]


def _part(part: Part, source: str, *, kind: Kind) -> Template:
    try:
        return compile_template(source, kind=kind)
    except TemplateError as error:
        raise MailTemplateError(part, error) from error
