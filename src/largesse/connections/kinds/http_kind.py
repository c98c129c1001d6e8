"""What the kinds that sign an HTTP request share: the hosts their credential is meant for."""

from abc import ABC, abstractmethod
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from largesse.connections.origins import BaseUrl, HostPattern, may_receive


class HttpKind(BaseModel, ABC):
    """A credential for HTTP calls to one origin, and to the hosts named beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    secrets: ClassVar[tuple[str, ...]]

    base_url: BaseUrl = Field(
        description="Address of the system; the credential is sent to its scheme, host and port only."
    )
    allowed_hosts: tuple[HostPattern, ...] = Field(
        default=(),
        max_length=20,
        description="Further hosts that may have the credential; *.shop.example is every host below it.",
    )

    def allows(self, url: str, *, own_url: str | None = None) -> bool:
        """Whether the credential may go to this URL."""
        del own_url
        return may_receive(url, base_url=self.base_url, allowed_hosts=self.allowed_hosts)

    @abstractmethod
    def headers(self) -> dict[str, str]:
        """The headers that carry the credential."""
