"""Mail templates: kept in revisions, made ready once, rendered for each recipient.

`load_mail_template` loads a stored one, `render_inline` compiles one that is written elsewhere; both give a
`MailTemplate`, whose `render` is pure.
"""

from largesse.messages.templates.queries import load_mail_template
from largesse.messages.templates.rendering import (
    MailTemplate,
    MailTemplateError,
    RenderedMail,
    render_inline,
)

__all__ = ["MailTemplate", "MailTemplateError", "RenderedMail", "load_mail_template", "render_inline"]
