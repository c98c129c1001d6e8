"""What machines ask of a running process: is it alive, is it ready, how does it do."""

import asyncio
from typing import Final

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy import text

from largesse.core.db import Database, is_unavailable
from largesse.core.http.problems import failures, unavailable

PATIENCE: Final = 2  # seconds

router = APIRouter(tags=["health"])


class Health(BaseModel):
    """The process answers."""

    status: str = "ok"


@router.get("/healthz", operation_id="health")
async def health() -> Health:
    """Tell that the process is alive."""
    return Health()


@router.get("/readyz", operation_id="readiness", responses=failures(503))
async def readiness(request: Request) -> Health:
    """Tell that the database answers too."""
    try:
        await asyncio.wait_for(_ask(request.app.state.database), timeout=PATIENCE)
    except Exception as error:
        if is_unavailable(error):
            raise unavailable(type(error).__name__) from error
        raise
    return Health()


@router.get("/metrics", operation_id="metrics", response_class=Response)
async def metrics() -> Response:
    """Give Prometheus its figures."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


async def _ask(database: Database) -> None:
    async with database.session() as session:
        await session.execute(text("select 1"))
