"""Clients that present a key of their own, or none."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from fastapi import FastAPI


@pytest.fixture
def stranger(app: FastAPI) -> Callable[..., httpx.AsyncClient]:
    """Makes clients of the app without a credential, or with the one given: `stranger(secret)`."""

    def make(secret: str | None = None, *, scheme: str = "http") -> httpx.AsyncClient:
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False),
            base_url=f"{scheme}://largesse.test",
            headers={"Authorization": f"Bearer {secret}"} if secret else {},
        )

    return make


@pytest.fixture
async def browser(stranger: Callable[..., httpx.AsyncClient]) -> AsyncIterator[httpx.AsyncClient]:
    """A client that keeps cookies and has no key."""
    async with stranger() as client:
        yield client
