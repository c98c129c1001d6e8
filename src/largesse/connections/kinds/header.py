"""A header of the other side's choosing."""

from typing import Annotated, ClassVar, Final, Literal

from pydantic import AfterValidator, Field

from largesse.connections.client import FRAMING_HEADERS
from largesse.connections.kinds.http_kind import HttpKind
from largesse.connections.kinds.secrets import HeaderValue

# They belong to the connection or to a proxy on the way, or change what the request itself means.
_TAKEN: Final = FRAMING_HEADERS | {
    "accept-encoding", "content-encoding", "content-type", "expect", "idempotency-key", "keep-alive",
    "proxy-authenticate", "proxy-authorization", "te", "trailer", "upgrade",
}  # fmt: skip


def _check_name(name: str) -> str:
    if name.lower() in _TAKEN:
        msg = f"the header {name} is set from the request itself; a credential has another one"
        raise ValueError(msg)
    return name


class HeaderConnection(HttpKind):
    """Shows a key in a header that the other system names, such as X-Api-Key."""

    type: Literal["header"] = "header"
    title: ClassVar[str] = "Key in a header"
    secrets: ClassVar[tuple[str, ...]] = ("value",)

    header: Annotated[str, AfterValidator(_check_name)] = Field(
        min_length=1,
        max_length=100,
        pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
        description="Name of the header.",
        examples=["X-Api-Key"],
    )
    value: HeaderValue = Field(description="Kept encrypted; never shown again.")

    def headers(self) -> dict[str, str]:
        """The header."""
        return {self.header: self.value.get_secret_value()}
