"""The nodes of a workflow: one file each. The union is the registry."""

from typing import Annotated, Final

from pydantic import Field, TypeAdapter

from largesse.workflows.nodes.abx_test import AbxTest
from largesse.workflows.nodes.assign_code import AssignCode
from largesse.workflows.nodes.data_transformation import DataTransformation
from largesse.workflows.nodes.delay import Delay
from largesse.workflows.nodes.email_alert import EmailAlert
from largesse.workflows.nodes.end import End
from largesse.workflows.nodes.event_filter import EventFilter
from largesse.workflows.nodes.generate_event import GenerateEvent
from largesse.workflows.nodes.get_file import GetFile
from largesse.workflows.nodes.import_codes import ImportCodes
from largesse.workflows.nodes.import_events import ImportEvents
from largesse.workflows.nodes.import_profiles import ImportProfiles
from largesse.workflows.nodes.import_promotions import ImportPromotions
from largesse.workflows.nodes.local_file import LocalFile
from largesse.workflows.nodes.merge import MergePaths
from largesse.workflows.nodes.metric_filter import MetricFilter
from largesse.workflows.nodes.outgoing_integration import OutgoingIntegration
from largesse.workflows.nodes.profile_filter import ProfileFilter
from largesse.workflows.nodes.send_email import SendEmail
from largesse.workflows.nodes.send_sms import SendSms
from largesse.workflows.nodes.send_webhook import SendWebhook
from largesse.workflows.nodes.split import SplitPath
from largesse.workflows.nodes.update_profile import UpdateProfile
from largesse.workflows.triggers import Trigger

AnyNode = Annotated[
    Trigger
    | EventFilter
    | ProfileFilter
    | AbxTest
    | MetricFilter
    | Delay
    | SplitPath
    | MergePaths
    | End
    | OutgoingIntegration
    | GenerateEvent
    | UpdateProfile
    | AssignCode
    | SendEmail
    | EmailAlert
    | SendSms
    | SendWebhook
    | LocalFile
    | GetFile
    | DataTransformation
    | ImportCodes
    | ImportProfiles
    | ImportEvents
    | ImportPromotions,
    Field(discriminator="type"),
]

NODES: Final[TypeAdapter[AnyNode]] = TypeAdapter(AnyNode)
