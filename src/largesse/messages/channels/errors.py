"""The two ways in which a channel may fail; a channel raises nothing else."""


class _ChannelError(Exception):
    """A try that did not succeed; `status` is that of the HTTP answer, where there was one."""

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


class TemporaryError(_ChannelError):
    """The message was not accepted, another try may succeed; the sentence says what happened.

    `retry_after`: the other side asked not to be bothered for so many seconds.
    """

    def __init__(self, reason: str, *, status: int | None = None, retry_after: int = 0) -> None:
        super().__init__(reason, status=status)
        self.retry_after = retry_after


class PermanentError(_ChannelError):
    """The message will never be accepted as it is; the sentence says what to change."""
