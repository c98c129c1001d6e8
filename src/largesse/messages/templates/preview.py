"""How a mail comes out for one customer: with samples instead of codes, and with what is wrong."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from largesse.core.templates import StopRender, TemplateError
from largesse.messages.templates.rendering import OWN_NAMES, MailTemplate, RenderedMail
from largesse.messages.templates.schemas import SampleEvent, UndefinedName
from largesse.profiles.schemas import ProfileView

SAMPLE_CODE: Final = "SAMPLE-CODE"
# Gmail cuts what is longer, and with it the link to unsubscribe.
CLIPPED_BYTES: Final = 102_000
KNOWN: Final = ("customer", "client", "event", "automationPathSteps", "currentStep", "workspace")


@dataclass(frozen=True, slots=True)
class Preview:
    """A rendered mail, or none, with what to know about it."""

    mail: RenderedMail | None
    undefined: list[UndefinedName]
    problems: list[str]


class SampleActs:
    """Acts that draw nothing: every code is a sample, and a barcode a box in its place."""

    def code(self, pool: str, *, assign: bool) -> str:  # noqa: ARG002  a sample of every pool
        """The sample code."""
        return SAMPLE_CODE

    def barcode(self, code: str, options: Mapping[str, str]) -> str:
        """A box with the code, or an address that leads nowhere."""
        if options.get("form") == "url":
            return "https://barcode.invalid/sample.png"
        shown = html.escape(f"{options.get('type', 'barcode')} {code}")
        return f'<span style="display:inline-block;border:1px dashed #868e96;padding:16px">{shown}</span>'


def customer_values(profile: ProfileView | None) -> dict[str, object]:
    """What `{{ customer.x }}` reads: the profile's attributes, and its own fields beside them."""
    if profile is None:
        return {}
    return {
        **profile.attributes,
        "id": profile.id,
        "uuid": str(profile.uuid),
        "custom_id": profile.custom_id,
        "customId": profile.custom_id,
        "email": profile.email,
        "phone": profile.phone,
        "tags": profile.tags,
        "agreements": _plain(profile.agreements),
    }


def preview_mail(template: MailTemplate, profile: ProfileView | None, event: SampleEvent | None) -> Preview:
    """Renders the mail as it would be sent now, without drawing a code."""
    customer = customer_values(profile)
    values: dict[str, object] = {"customer": customer, "client": customer}
    if event is not None:
        values["event"] = {"action": event.name, "name": event.name, "params": event.params}
    undefined = _undefined(template, customer)
    try:
        mail = template.render(values, SampleActs())
    except StopRender as stop:
        return Preview(None, undefined, [f"Nothing would be sent: {stop.reason}"])
    except TemplateError as error:
        return Preview(None, undefined, [f"The mail cannot be rendered: {error}"])
    return Preview(mail, undefined, list(_problems(mail, profile, template)))


def _undefined(template: MailTemplate, customer: Mapping[str, object]) -> list[UndefinedName]:
    found: dict[str, UndefinedName] = {}
    for part, compiled in zip(("subject", "html", "text"), template.parts(), strict=True):
        for name, line in compiled.undefined_names((*KNOWN, *OWN_NAMES)):
            found.setdefault(name, UndefinedName.model_validate({"name": name, "part": part, "line": line}))
    for attribute in sorted(template.uses.customer or ()):
        if customer.get(attribute) is None:
            name = f"customer.{attribute}"
            found.setdefault(name, UndefinedName(name=name, part=None, line=None))
    return list(found.values())


def _problems(mail: RenderedMail, profile: ProfileView | None, template: MailTemplate) -> list[str]:
    problems = []
    if not mail.subject:
        problems.append("The subject is empty.")
    if (size := len(mail.html.encode())) > CLIPPED_BYTES:
        problems.append(f"The HTML has {size} bytes: Gmail cuts off what is beyond {CLIPPED_BYTES}.")
    if profile is not None and profile.email is None:
        problems.append("This customer has no e-mail address, so nothing would be sent.")
    if template.uses.acts:
        problems.append(f"Codes are samples here ({SAMPLE_CODE}): none was drawn.")
    return problems


def _plain(agreements: object) -> object:
    return agreements.model_dump() if isinstance(agreements, BaseModel) else agreements
