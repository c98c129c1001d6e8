"""What compiling or rendering a template can end with, other than a text."""


class TemplateError(Exception):
    """The template cannot be compiled, or what it does is refused while it renders.

    `message` says what to change, `line` is the line of the source (counted from 1) where that is known, and
    `name` is the name that is at fault: a filter, a tag, a field of a structure.
    """

    def __init__(self, message: str, *, line: int | None = None, name: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.name = name

    def __str__(self) -> str:
        return self.message if self.line is None else f"line {self.line}: {self.message}"


class StopRender(Exception):  # noqa: N818 - an outcome, not an error
    """The template asks that nothing be sent: `{% kill %}`, or `{% customer x %}` without a value."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NeedsCode(Exception):  # noqa: N818 - an outcome, not an error
    """Raised by the caller's acts: a code of this pool has to be drawn before the rendering."""

    def __init__(self, pool: str) -> None:
        super().__init__(f"a code of the pool {pool!r} is needed")
        self.pool = pool
