"""What the answer of an HTTP receiver means for the message it was sent."""

from collections.abc import Mapping
from typing import Final

from largesse.connections.client import Answer, GuardedClient, OutgoingError
from largesse.messages.channels.errors import PermanentError, TemporaryError

_WORTH_ANOTHER_TRY: Final = frozenset({408, 409, 425, 429})
_LONGEST_WAIT: Final = 86_400


async def hand_over(
    http: GuardedClient, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None
) -> Answer:
    """Sends one request; only a 2xx answer comes back, all else is a TemporaryError or PermanentError.

    The answer's body goes into no error: it may come from a system that the reader may not see.
    """
    try:
        answer = await http.request(method, url, headers=headers, body=body)
    except OutgoingError as error:
        failure = TemporaryError if error.temporary else PermanentError
        raise failure(error.reason) from error
    if 200 <= answer.status < 300:
        return answer
    if answer.status >= 500 or answer.status in _WORTH_ANOTHER_TRY:
        raise TemporaryError(
            f"The address answered {answer.status}.",
            status=answer.status,
            retry_after=_seconds(answer.headers.get("Retry-After", "")),
        )
    raise PermanentError(
        f"The address answered {answer.status} instead of 2xx: correct it. Redirects are not followed.",
        status=answer.status,
    )


def _seconds(retry_after: str) -> int:
    """Seconds to wait, a day at most; its other form, a date, is passed over."""
    return min(int(retry_after), _LONGEST_WAIT) if retry_after.isascii() and retry_after.isdigit() else 0
