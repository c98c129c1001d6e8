"""The page that shows caught mails to a developer."""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from largesse.messages.catcher import CaughtMail

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_mail_page(mails: Sequence[CaughtMail]) -> str:
    """Render mails, in the order given, as one HTML page without scripts or outside assets.

    A mail's own HTML is shown in a sandboxed frame under a policy that loads nothing from outside.
    """
    return _PAGES.get_template("catcher_page.html.j2").render(mails=mails)
