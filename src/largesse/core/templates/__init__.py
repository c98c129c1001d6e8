"""Templates of users, rendered within bounds: Jinja2 of which only what is harmless is left.

`compile_template` for a text, `compile_structure` for a JSON body, `split_url` for the address of a call.
What they offer is described in docs/reference/templates.md.
"""

from largesse.core.templates.acts import Acts
from largesse.core.templates.addresses import split_url
from largesse.core.templates.errors import NeedsCode, StopRender, TemplateError
from largesse.core.templates.structure import Structure, compile_structure
from largesse.core.templates.template import Kind, Template, compile_template
from largesse.core.templates.uses import Uses

__all__ = [
    "Acts",
    "Kind",
    "NeedsCode",
    "StopRender",
    "Structure",
    "Template",
    "TemplateError",
    "Uses",
    "compile_structure",
    "compile_template",
    "split_url",
]
