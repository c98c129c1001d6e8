"""Failures of files that a user can mend: unreadable, too large."""

from largesse.core.errors import InvalidError, TooLargeError


class UnreadableFileError(InvalidError):
    """422 `unreadable_file`: the file as a whole cannot be read; `detail` says why and how to mend it."""

    def __init__(self, detail: str) -> None:
        super().__init__("unreadable_file", detail)


class FileTooLargeError(TooLargeError):
    """413 `file_too_large`: the stream went past the size limit; nothing was kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            "file_too_large",
            f"The file is larger than {limit:,} bytes. Split it and send the parts one by one.",
            facts={"limit_bytes": limit},
        )
