"""How the texts of a node come out for one customer, before anything runs."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import ValidationError

from largesse.core.context import Context
from largesse.core.templates import StopRender, Structure, Template, TemplateError
from largesse.messages.templates.preview import SampleActs, customer_values
from largesse.profiles.queries import view_profile_of
from largesse.workflows.checks import told_problem
from largesse.workflows.nodes import NODES
from largesse.workflows.queries import get_workflow
from largesse.workflows.schemas import GraphProblem, NodePreview, NodePreviewInput, RenderedText


async def preview_node(ctx: Context, workflow_id: UUID, wanted: NodePreviewInput) -> NodePreview:
    """Renders every text of the node's settings; NotFoundError for workflow and profile."""
    await get_workflow(ctx, workflow_id)
    profile = await view_profile_of(ctx, wanted.profile) if wanted.profile else None
    try:
        node = NODES.validate_python(wanted.node)
        texts = node.texts
    except ValidationError as error:
        return NodePreview(
            texts=[], problems=[told_problem(item) for item in error.errors(include_url=False)]
        )
    except TemplateError as error:
        fault = GraphProblem(node=None, field=error.name, code="template", message=str(error))
        return NodePreview(texts=[], problems=[fault])
    customer = customer_values(profile)
    values: dict[str, object] = {
        "customer": customer,
        "client": customer,
        "event": {},
        "automationPathSteps": {},
        "currentStep": {"name": node.title, "id": node.id},
    }
    if wanted.event is not None:
        name = wanted.event.name
        values["event"] = {"action": name, "name": name, "params": wanted.event.params}
    return NodePreview(
        texts=[_rendered(field, text, values, customer) for field, text in texts.items()], problems=[]
    )


def _rendered(
    field: str, text: Template | Structure, values: Mapping[str, object], customer: Mapping[str, object]
) -> RenderedText:
    missing = sorted(name for name in text.uses.customer or () if customer.get(name) is None)
    try:
        value = text.render(values, acts=SampleActs())
    except StopRender as stop:
        return RenderedText(field=field, value=None, problem=f"Skipped: {stop.reason}", missing=missing)
    except TemplateError as error:
        return RenderedText(field=field, value=None, problem=str(error), missing=missing)
    return RenderedText(field=field, value=value, problem=None, missing=missing)
