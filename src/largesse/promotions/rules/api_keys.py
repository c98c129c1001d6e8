"""With which API key the call is made."""

from typing import ClassVar, Literal

from largesse.promotions.rules.requested_by import RequestedByRule


class ApiKeys(RequestedByRule):
    """The call is made with one of these API keys, such as that of one till."""

    title: ClassVar[str] = "API keys"
    sentence: ClassVar[str] = "Called with one of the API keys {ids}"
    kind: ClassVar[str] = "api_key"

    type: Literal["api_keys"] = "api_keys"
