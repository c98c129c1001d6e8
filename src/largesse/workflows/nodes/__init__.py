"""The nodes of a workflow: one file each. The union is the registry."""

from typing import Annotated, Final

from pydantic import Field, TypeAdapter

from largesse.workflows.nodes.abx_test import AbxTest
from largesse.workflows.nodes.delay import Delay
from largesse.workflows.nodes.email_alert import EmailAlert
from largesse.workflows.nodes.end import End
from largesse.workflows.nodes.event_filter import EventFilter
from largesse.workflows.nodes.generate_event import GenerateEvent
from largesse.workflows.nodes.merge import MergePaths
from largesse.workflows.nodes.outgoing_integration import OutgoingIntegration
from largesse.workflows.nodes.split import SplitPath
from largesse.workflows.triggers import Trigger

AnyNode = Annotated[
    Trigger
    | EventFilter
    | AbxTest
    | Delay
    | SplitPath
    | MergePaths
    | End
    | OutgoingIntegration
    | GenerateEvent
    | EmailAlert,
    Field(discriminator="type"),
]

NODES: Final[TypeAdapter[AnyNode]] = TypeAdapter(AnyNode)
