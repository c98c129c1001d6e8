"""E-mail addresses as people type them into settings."""

from typing import Annotated, Final

from pydantic import Field

_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL: Final = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

# A pattern rather than pydantic's EmailStr: that one refuses the names of inner networks (erp.local), and a
# pattern stands in OpenAPI, so that a form can check it too.
EmailAddress = Annotated[
    str,
    Field(
        max_length=254,
        pattern=rf"^{_ATOM}(\.{_ATOM})*@{_LABEL}(\.{_LABEL})*$",
        examples=["ops@shop.example"],
    ),
]
