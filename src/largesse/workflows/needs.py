"""What a workflow uses beyond itself: whether it is there."""

from collections.abc import Iterable
from uuid import UUID

from largesse.connections.queries import connections_named
from largesse.core.context import Context
from largesse.core.errors import NotFoundError
from largesse.messages.recipients import recipients_of
from largesse.messages.templates.queries import get_template
from largesse.profiles.audiences.queries import get_audience
from largesse.vouchers.queries import get_pool
from largesse.workflows.commands.files import view_file
from largesse.workflows.node import Need, Node
from largesse.workflows.schemas import GraphProblem


async def missing_needs(ctx: Context, nodes: Iterable[Node]) -> list[GraphProblem]:
    """A problem for each thing that a node names and that is not there."""
    problems = []
    for node in nodes:
        for need in node.needs():
            message = await _fault(ctx, need)
            if message is not None:
                problems.append(
                    GraphProblem(
                        node=node.id,
                        field=need.field,
                        code=f"missing_{need.kind}",
                        message=message,
                        facts={"ref": need.ref},
                    )
                )
    return problems


async def _fault(ctx: Context, need: Need) -> str | None:
    if need.kind == "connection":
        if not await connections_named(ctx, [need.ref]):
            return f"There is no connection {need.ref}. Create it, or choose another."
        return None
    try:
        match need.kind:
            case "pool":
                await get_pool(ctx, UUID(need.ref))
            case "template":
                await get_template(ctx, UUID(need.ref))
            case "file":
                await view_file(ctx, UUID(need.ref))
            case "audience":
                await get_audience(ctx, UUID(need.ref))
            case _:
                await recipients_of(ctx, [UUID(need.ref)])
    except NotFoundError as error:
        return error.detail
    return None
