"""Web addresses of which a template may fill the path and the query, never the host."""

import re
from typing import Final

from largesse.core.templates.errors import TemplateError
from largesse.core.templates.template import Template, compile_template

_ORIGIN: Final = re.compile(
    r"(https?://(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?)(?=[/?#]|$)", re.IGNORECASE
)


def split_url(source: str) -> tuple[str, Template]:
    """Origin of an address as it is written, and template of its path and query; `+` puts them together.

    A source that begins with "/" has the origin "". Raises TemplateError when scheme and host are not plain
    text, or the template is wrong.
    """
    address = source.strip()
    if address.startswith("//"):
        raise TemplateError("an address begins with https:// and a host, or with one /")
    if address.startswith("/"):
        return "", compile_template(address, kind="url")
    found = _ORIGIN.match(address)
    if found is None:
        raise TemplateError(
            "an address begins with http:// or https:// and a host in plain text, such as "
            "https://api.example.com/codes/{{ customer.pool }}: inserts may only stand in path and query"
        )
    return found[1], compile_template(address[found.end() :], kind="url")
