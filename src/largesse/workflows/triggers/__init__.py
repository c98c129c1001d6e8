"""How journeys begin: by an audience, an event, a schedule, a call. The union is the registry."""

from largesse.workflows.triggers.audience import Audience
from largesse.workflows.triggers.business_event import BusinessEvent
from largesse.workflows.triggers.data_changed import DataChanged
from largesse.workflows.triggers.incoming import IncomingIntegration
from largesse.workflows.triggers.profile_event import ProfileEvent
from largesse.workflows.triggers.scheduled_run import ScheduledRun

Trigger = Audience | ProfileEvent | DataChanged | BusinessEvent | ScheduledRun | IncomingIntegration

__all__ = [
    "Audience",
    "BusinessEvent",
    "DataChanged",
    "IncomingIntegration",
    "ProfileEvent",
    "ScheduledRun",
    "Trigger",
]
