"""The two ways in which a channel may fail; a channel raises nothing else."""


class TemporaryError(Exception):
    """The message was not accepted, another try may succeed; the sentence says what happened."""


class PermanentError(Exception):
    """The message will never be accepted as it is; the sentence says what to change."""
