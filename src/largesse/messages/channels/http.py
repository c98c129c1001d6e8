"""The HTTP channel: one request of any kind, as the receiver wants it."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from largesse.messages.channels.answers import hand_over
from largesse.messages.channels.delivery import Delivery, Means, Receipt
from largesse.messages.channels.errors import PermanentError

HeaderName = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]+$")]
HeaderValue = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00-\x1f\x7f]*$")]


class HttpRequest(BaseModel):
    """What the message of the channel says: a method, headers and a body as it is to be sent."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "POST"
    headers: dict[HeaderName, HeaderValue] = {}
    body: str | None = None


class HttpChannel(BaseModel):
    """Calls an address of yours with a method, headers and body of your choice.

    `Idempotency-Key` stays the same over all attempts, so that the receiver can tell a repetition; a
    header of that name in the content replaces it. Content: `method`, `headers`, and `body` as text.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: Literal["http"] = "http"
    title: ClassVar[str] = "HTTP request"

    async def send(self, message: Delivery, means: Means) -> Receipt:
        """Calls the recipient; only a 2xx answer counts. TemporaryError, PermanentError."""
        try:
            request = HttpRequest.model_validate(message.content)
        except ValidationError as error:
            wrong = "; ".join(f"{item['loc'][0]} {item['msg']}" for item in error.errors())
            raise PermanentError(f"The request cannot be made: {wrong}.") from error
        headers = dict(request.headers)
        if "idempotency-key" not in {name.lower() for name in headers}:
            headers["Idempotency-Key"] = str(message.id)
        body = request.body.encode() if request.body is not None else None
        answer = await hand_over(means.http, request.method, message.recipient, headers=headers, body=body)
        return Receipt(message_id=str(message.id), response=str(answer.status), status=answer.status)
