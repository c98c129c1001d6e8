"""Failures a caller can act on: one exception per HTTP status, each instance with its own stable code."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar


class AppError(Exception):
    """A failure the caller can act on; `detail` says what is wrong and how to mend it.

    `code` is stable snake_case and documented in docs/reference/errors.md; `pointer` names the
    offending input as a JSON pointer; `facts` are extra members of the problem document.
    """

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Error"

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        pointer: str | None = None,
        facts: Mapping[str, object] | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.pointer = pointer
        self.facts = dict(facts or {})
        self.retry_after = retry_after


class BadRequestError(AppError):
    """400: the request cannot be read."""

    status = 400
    title = "Bad request"


class UnauthorizedError(AppError):
    """401: no usable credential."""

    status = 401
    title = "Unauthorized"


class ForbiddenError(AppError):
    """403: the credential lacks the permission."""

    status = 403
    title = "Forbidden"


class NotFoundError(AppError):
    """404: nothing of that name in this workspace."""

    status = 404
    title = "Not found"


class ConflictError(AppError):
    """409: the state of things forbids it now."""

    status = 409
    title = "Conflict"


class TooLargeError(AppError):
    """413: the body is larger than the limit."""

    status = 413
    title = "Content too large"


class UnsupportedMediaError(AppError):
    """415: the body comes in a format this route does not read."""

    status = 415
    title = "Unsupported media type"


class InvalidError(AppError):
    """422: the input is understood and wrong."""

    status = 422
    title = "Invalid input"


class TooManyRequestsError(AppError):
    """429: slow down; `retry_after` says for how many seconds."""

    status = 429
    title = "Too many requests"


class RetryLaterError(AppError):
    """503: nothing was done; the same request will work later."""

    status = 503
    title = "Service unavailable"


def named_in(fault: Mapping[str, Any]) -> dict[str, str | int | float]:
    """What Pydantic's sentence about a fault names, such as `min_length`, for other languages."""
    found = {
        name: str(value) if isinstance(value, Decimal) else value
        for name, value in fault.get("ctx", {}).items()
    }
    return {name: value for name, value in found.items() if isinstance(value, str | int | float)}
