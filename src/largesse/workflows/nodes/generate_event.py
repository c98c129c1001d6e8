"""Writes an event."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import ClassVar, Literal

import orjson
from pydantic import Field, JsonValue

from largesse.core.storable import check_storable
from largesse.core.templates import Structure, Template, TemplateError, compile_structure
from largesse.events.commands import is_own
from largesse.events.schemas import EventName
from largesse.workflows.node import Fault, Group, Node
from largesse.workflows.paths import Batch, Path


class GenerateEvent(Node):
    """Writes an event of the profile, whose params are a JSON object with inserts.

    An insert always becomes a text; number conditions read texts that are numbers.
    """

    group: ClassVar[Group] = "action"
    name: ClassVar[str] = "Generate Event"

    type: Literal["generate_event"] = "generate_event"
    event: EventName = Field(description="Name of the event.", examples=["custom.event"])
    body: dict[str, JsonValue] | str = Field(
        default={},
        description="The params: an object, or the text of one.",
        examples=[{"voucherCount": "{{ event.params['body.data.activeCount'] }}"}],
    )

    @cached_property
    def texts(self) -> Mapping[str, Template | Structure]:
        return {"body": compile_structure(self._object())}

    def faults(self) -> Iterator[Fault]:
        if is_own(self.event):
            yield Fault("event_reserved", f"{self.event} is written by Largesse itself.", "event")

    async def advance(self, batch: Batch) -> None:
        body = self.texts["body"]

        def write(path: Path) -> None:
            params = body.render(batch.values(path))
            if not isinstance(params, dict):
                raise TemplateError("The body of an event is a JSON object.")
            try:
                check_storable(params)
            except ValueError as error:
                raise TemplateError(f"The params {error}.") from error
            batch.emit(path, self.event, params)
            batch.show(path, event=self.event, params=params)
            batch.go(path)

        batch.each(write)

    def _object(self) -> dict[str, JsonValue]:
        if not isinstance(self.body, str):
            return self.body
        try:
            read = orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise TemplateError(
                f'The body is not JSON ({error}). Put inserts inside of texts: "{{{{ ... }}}}".'
            ) from error
        if not isinstance(read, dict):
            raise TemplateError("The body of an event is a JSON object.")
        return read
