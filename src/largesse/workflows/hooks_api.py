"""The address of an Incoming Integration: open to everybody who holds it."""

from typing import Annotated, Any, Final
from uuid import UUID

import orjson
from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, Field, JsonValue

from largesse.core.context import Actor, Context
from largesse.core.db import Database, enter_workspace, open_context
from largesse.core.errors import BadRequestError, InvalidError, TooLargeError
from largesse.core.http import TransactionRoute, failures
from largesse.core.http.credentials import address_of
from largesse.core.http.limits import limit_caller, limit_rejected
from largesse.core.http.problems import request_id_of
from largesse.core.http.room import check_room
from largesse.core.http.transactions import reserve_key
from largesse.workflows.commands.incoming import receive_call, unknown_address
from largesse.workflows.incoming import is_token

MAX_BODY: Final = 64 << 10
BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "description": "Any JSON object up to 64 kB; in a workflow of profiles it names one.",
        "content": {
            "application/json": {
                "schema": {"type": "object", "examples": [{"custom_id": "c1", "order": {"total": 20}}]}
            }
        },
    }
}

router = APIRouter(route_class=TransactionRoute, tags=["hooks"])

Part = Annotated[str, Path(max_length=64, description="Part of the address, as it was shown.")]


class HookReceipt(BaseModel):
    """A call that was taken."""

    id: UUID = Field(description="Id of the event that it became.")


@router.post(
    "/hooks/{workspace}/{workflow}/{node}/{token}",
    status_code=202,
    operation_id="callWorkflow",
    openapi_extra=BODY,
    responses=failures(400, 404, 409, 413, 422, 429, 503),
)
async def call_workflow(
    request: Request, workspace: Part, workflow: Part, node: Part, token: Part
) -> HookReceipt:
    """Begin a journey of a workflow from another system; repeatable by Idempotency-Key."""
    workspace_id, workflow_id = _check_secret(request, workspace, workflow, node=node, token=token)
    limit_caller(request, f"{workspace_id} hook:{workflow_id}:{node}")
    check_room(request)
    body = await _read_body(request)
    ctx = await _open(request, workspace_id, f"hook:{workflow_id}:{node}")
    return HookReceipt(id=await receive_call(ctx, workflow_id, node, body))


def _check_secret(
    request: Request, workspace: str, workflow: str, *, node: str, token: str
) -> tuple[UUID, UUID]:
    """The ids in an address whose secret is right; NotFoundError, and 429 for who tries too many."""
    try:
        ids = UUID(workspace), UUID(workflow)
    except ValueError:
        ids = None
    if ids is None or not is_token(request.app.state.keyring, *ids, node, token):
        limit_rejected(request, address_of(request))
        raise unknown_address()
    return ids


async def _read_body(request: Request) -> dict[str, JsonValue]:
    if int(request.headers.get("content-length", "0")) > MAX_BODY or len(await request.body()) > MAX_BODY:
        raise TooLargeError("body_too_large", f"The body is larger than {MAX_BODY} bytes.")
    try:
        body = orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise BadRequestError("malformed_json", f"The body is not JSON: {error}.") from error
    if not isinstance(body, dict):
        raise InvalidError("invalid_input", "The body is a JSON object with names.", pointer="/body")
    return body


async def _open(request: Request, workspace_id: UUID, who: str) -> Context:
    """The transaction of the call; the route class commits it before the answer leaves."""
    database: Database = request.app.state.database
    session = database.session_of_request()
    request.state.session = session
    await enter_workspace(session, workspace_id)
    await reserve_key(request, session)
    return await open_context(
        session,
        workspace_id,
        actor=Actor(kind="system", id=who, workspace_id=workspace_id),
        now=database.clock(),
        request_id=request_id_of(request),
        address=address_of(request),
    )
