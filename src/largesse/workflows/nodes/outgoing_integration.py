"""Calls another system."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Annotated, ClassVar, Final, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, JsonValue, StrictInt

from largesse.core.templates import (
    Structure,
    Template,
    TemplateError,
    compile_structure,
    compile_template,
    split_url,
)
from largesse.events.commands import is_own
from largesse.events.schemas import EventName
from largesse.workflows.calls import MAX_ATTEMPTS, Call, back_off
from largesse.workflows.node import Fault, Group, Need, Node
from largesse.workflows.paths import Batch, Path, Reply

RESPONSE: Final = "webhook.response"
# How long a path waits for a host that the breaker leaves alone, and where it remembers since when.
PATIENCE: Final = timedelta(hours=1)
SINCE: Final = "put_off_since"


ConnectionName = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$", description="Name or id of the connection."),
]


class NoAuth(BaseModel):
    """No credentials."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: Literal["none"] = "none"


class ConnectionAuth(BaseModel):
    """The credentials of a stored connection: basic, bearer token or a header."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: Literal["connection"] = "connection"
    connection: ConnectionName


class WorkspaceKeyAuth(BaseModel):
    """An API key of this workspace, kept as a stored connection; the endpoint is a path such as /v4/..."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: Literal["workspace_key"] = "workspace_key"
    connection: ConnectionName


Auth = Annotated[NoAuth | ConnectionAuth | WorkspaceKeyAuth, Field(discriminator="type")]


class OutgoingIntegration(Node):
    """Calls another system, and writes its answer as an event that the next nodes can wait for.

    The answer's body stands in the params as `body.…`, its status as `status`, headers as `headers.…`.
    An answer that is not 2xx is an event too. Without any answer after some tries the path leaves by
    *failed* if that leads somewhere, else it goes on without an event.
    """

    group: ClassVar[Group] = "action"
    name: ClassVar[str] = "Outgoing Integration"
    calls: ClassVar[bool] = True

    type: Literal["outgoing_integration"] = "outgoing_integration"
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = Field(
        default="POST", description="Method of the request."
    )
    endpoint: str = Field(
        min_length=1,
        max_length=2000,
        description="Address; inserts may stand in its path and query. A path alone calls this installation.",
        examples=["/v4/vouchers/item/count/{{client.voucherpool_id}}"],
    )
    headers: dict[str, str] = Field(
        default={},
        max_length=50,
        description="Headers of the request; inserts may stand in their values.",
        examples=[{"Api-Version": "4.4"}],
    )
    body: dict[str, JsonValue] | list[JsonValue] | str | None = Field(
        default=None, description="JSON with inserts in its texts, or plain text with inserts."
    )
    auth: Auth = Field(
        default=NoAuth(),
        description="Whose credentials: `none`, a `connection`, or a `workspace_key`.",
    )
    event: EventName = Field(default=RESPONSE, description="Name of the event that the answer becomes.")
    attempts: StrictInt = Field(default=4, ge=1, le=MAX_ATTEMPTS, description="Tries without an answer.")

    def ports(self) -> tuple[str, ...]:
        return ("default", "failed")

    def answer_event(self) -> str:
        return self.event

    @cached_property
    def texts(self) -> Mapping[str, Template | Structure]:
        found: dict[str, Template | Structure] = {"endpoint": self._target[1]}
        found |= {f"headers.{name}": compile_template(value) for name, value in self.headers.items()}
        if isinstance(self.body, str):
            found["body"] = compile_template(self.body)
        elif self.body is not None:
            found["body"] = compile_structure(self.body)
        return found

    def faults(self) -> Iterator[Fault]:
        if is_own(self.event):
            yield Fault("event_reserved", f"{self.event} is written by Largesse itself.", "event")
        origin = self._target[0]
        if origin == "" and self.auth.type == "connection":
            yield Fault(
                "needs_address", "This connection calls another system: give its whole address.", "endpoint"
            )
        if origin != "" and self.auth.type == "workspace_key":
            yield Fault(
                "key_leaves_house",
                "A key of this workspace is only sent to this installation: give a path such as /v4/... .",
                "endpoint",
            )

    @property
    def connection(self) -> str | None:
        """The stored connection that is used."""
        return self.auth.connection if not isinstance(self.auth, NoAuth) else None

    def needs(self) -> Iterator[Need]:
        if self.connection is not None:
            yield Need("connection", self.connection, "auth.connection")

    def call_for(self, path: Path, values: Mapping[str, object]) -> Call:
        """What is asked for this path; TemplateError, StopRender."""
        headers = dict(self._fixed_headers)
        for name, text in self._open_headers:
            headers[name] = _one_line(name, str(text.render(values)))
        return Call(
            key=path.key,
            method=self.method,
            origin=self._target[0],
            path=_text(self.texts["endpoint"], values),
            headers=headers,
            body=self._body(headers, values),
            connection=self.connection,
        )

    async def advance(self, batch: Batch) -> None:
        for path in batch.paths:
            reply = path.reply
            if reply is None:
                batch.put_off(path)
            else:
                self._go_on(batch, path, reply)

    def _go_on(self, batch: Batch, path: Path, reply: Reply) -> None:
        if reply.shown is not None:
            batch.show(path, **reply.shown)
        if reply.skipped is not None:
            batch.skip(path, reply.skipped)
            return
        if reply.postponed is not None:
            self._postpone(batch, path, reply.postponed)
            return
        path.memory.pop(SINCE, None)
        if reply.broken is not None:
            batch.bury(path, reply.broken)
            return
        error = reply.error or f"{self.method} was answered with {reply.status}."
        if reply.temporary and path.attempt + 1 < self.attempts and not batch.world.simulated:
            batch.retry(path, reply.retry_at or batch.now + back_off(path.attempt), error)
            return
        if reply.status is not None:
            batch.emit(path, self.event, reply.params, scoped=True)
        if reply.status is not None and 200 <= reply.status < 300:
            batch.go(path)
        else:
            batch.fail(path, error)

    def _postpone(self, batch: Batch, path: Path, until: datetime) -> None:
        """Leaves a host alone that keeps failing; a path gives up once it was put off for too long."""
        since = datetime.fromisoformat(str(path.memory.setdefault(SINCE, batch.now.isoformat())))
        if batch.now - since < PATIENCE:
            batch.postpone(path, until)
            return
        del path.memory[SINCE]
        batch.fail(path, f"The host kept failing and was left alone since {since.isoformat()}.")

    @cached_property
    def _fixed_headers(self) -> Mapping[str, str]:
        return {name: value for name, value in self.headers.items() if "{" not in value}

    @cached_property
    def _open_headers(self) -> Sequence[tuple[str, Template | Structure]]:
        return [(name, self.texts[f"headers.{name}"]) for name, value in self.headers.items() if "{" in value]

    def _body(self, headers: dict[str, str], values: Mapping[str, object]) -> bytes | None:
        text = self.texts.get("body")
        if text is None:
            return None
        if isinstance(text, Template):
            return text.render(values).encode()
        if not any(name.lower() == "content-type" for name in headers):
            headers["Content-Type"] = "application/json"
        return orjson.dumps(text.render(values))

    @cached_property
    def _target(self) -> tuple[str, Template]:
        """Scheme and host, which hold no inserts, and the path with its inserts."""
        return split_url(self.endpoint)


def _one_line(name: str, value: str) -> str:
    if not value.isprintable():
        raise TemplateError(f"The header {name} has become something else than one line of text.")
    return value


def _text(template: Template | Structure, values: Mapping[str, object]) -> str:
    return str(template.render(values))
