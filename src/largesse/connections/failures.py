"""Why an outgoing call brought nothing, and whether another try may."""


class OutgoingError(Exception):
    """An outgoing call that brought no answer; `temporary` says whether another try may."""

    def __init__(self, reason: str, *, temporary: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.temporary = temporary


class BlockedAddressError(OutgoingError):
    """A call to an address that may not be called; never worth another try."""

    def __init__(self, host: str, kind: str) -> None:
        super().__init__(
            f"{host} is not called because it leads to {kind}. If it is a system of yours, "
            "the operator can add its host name or network to the allowed outgoing hosts.",
            temporary=False,
        )
